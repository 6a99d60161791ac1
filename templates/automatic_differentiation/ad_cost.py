"""What derivatives cost: the order in which Jacobians are multiplied, and products with a vector for a matrix."""

from itertools import pairwise

from gradekit.authoring import (
    Draws,
    Map,
    Question,
    at,
    cos,
    exp,
    jvp,
    multiplications,
    operations,
    part,
    passes,
    require,
    sin,
    symbols,
    tanh,
    template,
    total,
    vjp,
    x,
    x1,
    x2,
    x3,
    y,
)

v1, v2 = symbols("v1 v2")
SIDES = "from the input side", "from the output side"


@template(
    "ad-cost",
    group="automatic differentiation",
    title="What derivatives cost",
    goal="count multiplications and passes: forward mode pays for the inputs, reverse mode for the outputs",
    levels=(2, 5),
)
def make(g: Draws, level: int) -> Map | Question:
    if level in (2, 5):
        return orders(g, level)
    a, b, c, k = (g.nonzero(name, -5, 5) for name in "abck")
    u = g.sample("u", (-3, -2, -1, 1, 2, 3), 2)
    if level == 3:
        here = dict(zip((x1, x2, x3), g.sample("at", (-2, -1, 1, 2, 3), 3), strict=True))
        f1 = a * g.pick("f1", x1 * x2, x1 * x3) + b * g.pick("more 1", x3**2, x2**2, x1**2)
        f2 = c * g.pick("f2", x2 * x3, x1 * x3) + k * g.pick("more 2", x2**2, x1**2, x3**2)
        v = g.sample("v", (-3, -2, -1, 1, 2, 3), 3)
        drawn, letters = Map(x1, x2, x3).then(f1=f1, f2=f2), "x1 x2 x3"
        first = (at(total("f1 f2", by=letters), here),)
    else:
        here, v = {x: g.pick("x", -1, 1, 2), y: 0}, g.sample("v", (-3, -2, -1, 1, 2, 3), 2)
        bent = g.pick("v2", sin(k * y), exp(k * y), tanh(k * y), cos(y) + k * y)
        drawn = Map(x, y).then(v1=g.pick("v1", x * y + a, a * x + y, x**2 + y), v2=bent)
        drawn = drawn.then(
            f1=g.pick("f1", v1 * v2 + b * v1, v1**2 + b * v2, b * v1 * v2 + v1),
            f2=g.pick("f2", c * v1 + v2**2, v2 * x + c * v1, v1 - c * v1 * v2),
        )
        letters, first = "x y", (operations("f1"), operations("f1", reverse=True))
    products = jvp("f1 f2", by=letters, vector=v), vjp("f1 f2", by=letters, vector=u)
    runs = [passes("f1 f2", by=letters, mode=mode) for mode in ("forward", "reverse")] if level == 3 else []
    return drawn.ask(*first, *(at(one, here) for one in products), *runs)


def orders(g: Draws, level: int) -> Question:
    """Ways to multiply a chain of Jacobians."""
    sizes = g.sample("sizes", range(1, 13 if level == 2 else 11), 4 if level == 2 else 5)
    if level == 5:  # the least size in the middle, where brackets that are neither first nor last save most
        others = [size for size in sizes if size > min(sizes)]
        sizes = (*others[:2], min(sizes), *others[2:])
    forward, reverse = (spent(sizes, side) for side in (1, -1))
    require(forward != reverse and max(forward, reverse) < 1000, "one side is cheaper, and the numbers are short")
    counts = [multiplications(sizes, side) for side in ("forward", "reverse")]
    asks = "the side from which the product is cheaper"
    last = (
        part("cheaper", SIDES[reverse < forward], asks, choices=SIDES, why=LESS % (forward, reverse))
        if level == 2
        else multiplications(sizes, "best")
    )
    return Question(*counts, last).say(sizes=chain(sizes))


def spent(sizes, side: int) -> int:
    """The multiplications from the inputs on, or from the outputs with the side -1."""
    first, *rest = sizes[::side]
    return sum(first * inner * after for inner, after in pairwise(rest))


def chain(sizes) -> str:
    """The sizes from the inputs to the outputs, in LaTeX."""
    return r" \to ".join(rf"\mathbb{{R}}^{{{size}}}" for size in sizes)


LESS = "From the input side it takes %s multiplications, and from the output side %s: the smaller number is cheaper."

EFFORT = {2: 0, 3: 12, 4: 28, 5: 0}

TEXT = r"""
{% if level == 3 %}
Let {{ functions }}, for {{ domain }}. Find the Jacobian at a point, and its products with a column and with a row.
{% elif level == 4 %}
A program computes {{ definitions }}, for {{ domain }}. Count what one run costs, and find the products of the Jacobian
of $(f_1, f_2)$ with a column and with a row by one pass through the graph each, without the whole Jacobian.
{% else %}
Maps are applied one after the other, ${{ sizes }}$, and $J_k$ is the Jacobian of the map number $k$ at some point, a
matrix of numbers. Compare the orders in which the product of these matrices can be worked out, each of its products
entry by entry, in the usual way.
{% endif %}
"""
