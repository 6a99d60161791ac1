"""Second partial derivatives: each entry of the gradient is differentiated again, by each letter."""

from sympy import Matrix
from sympy import hessian as second_partials

from gradekit.authoring import (
    Draws,
    Map,
    Rational,
    arrays,
    at,
    cos,
    exp,
    hessian,
    log,
    part,
    require,
    sin,
    symbols,
    template,
    total,
    x,
    y,
    z,
)

KINDS = "positive definite", "negative definite", "indefinite"


@template(
    "hessian",
    group="second order",
    title="Gradient and Hessian",
    goal="differentiate every entry of the gradient again; a mixed derivative is not zero",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, c, k = g.nonzero("a", -6, 6), g.nonzero("b", -6, 6), g.nonzero("c", -6, 6), g.int("k", 2, 3)
    if level == 4:
        (vector,), A = arrays("x:2"), g.entries("A", (2, 2), (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 7))
        require(A[0][1] != A[1][0] and A[0][0] != A[1][1], "the matrix is not symmetric")
        drawn = Map(vector).then(f=Rational(1, 2) * (vector.T @ A @ vector))
        drawn = drawn.ask(total("f", by="x"), hessian("f", by="x1 x2"))
        curved = (Matrix(A) + Matrix(A).T) / 2
    elif level == 5:
        here = dict(zip(symbols("w1 w2"), g.sample("here", (-2, -1, 1, 2), 2), strict=True))
        line = sum(slope * (letter - at_point) for slope, (letter, at_point) in zip((a, b), here.items(), strict=True))
        ridge = sum(letter**2 for letter in here) * k / 2
        drawn = Map(*here).then(z=line).then(L=log(1 + exp(z)) - g.pick("class", 0, 1) * z + ridge)
        return drawn.ask(total("L", by="w1 w2"), at(hessian("L", by="w1 w2"), here))
    else:
        letters = (x, y, z) if level == 3 else (x, y)
        f = b * g.pick("x", x**2, x**3) + c * g.pick("y", y**2, y**3)
        f += a * (g.pick("mixed", x**2 * y, x * y**2, x**2 * y**2, x**3 * y, x * y**3) if level != 2 else 0)
        bent = exp(x * y), x * exp(y), sin(x * y), cos(k * x + y), exp(x) * cos(y)
        f += a * (g.pick("bent", *bent) if level == 2 else 0)
        f += k * (g.pick("with z", y * z**k, x * z**k, y * exp(z), z * sin(y)) if level == 3 else 0)
        point = dict(zip(letters, g.sample("point", (0, 1, 2, -1), len(letters)), strict=True))
        curved = second_partials(f, letters).subs(point)
        second = hessian("f", by=" ".join(map(str, letters)))
        drawn = Map(*letters).then(f=f).ask(total("f", by=" ".join(map(str, letters))), second, at(second, point))
    sign = KINDS[0] if curved.is_positive_definite else KINDS[1] if curved.is_negative_definite else KINDS[2]
    require(curved.det() != 0, "the Hessian can be inverted")
    return drawn.ask(part("kind", sign, EVERYWHERE if level == 4 else THERE, choices=KINDS))


THERE, EVERYWHERE = "what kind of matrix the Hessian is there", "what kind of matrix the Hessian is, for every $x$"

EFFORT = {1: 15.1, 2: 25, 3: 27, 4: 22, 5: 26.9}

TEXT = r"""
{% if level == 5 %}
The logistic loss of one example, with a penalty on the weights $w_1$ and $w_2$, is $L = {{ L }}$ with $z = {{ z }}$,
for {{ domain }}.
Find how it changes with the weights: its gradient, and the value of its Hessian at a point.
{% elif level == 4 %}
Let {{ definitions }}, with {{ arrays }}, for {{ domain }}. Find its gradient and its Hessian.
{% else %}
Let {{ functions }}, for {{ domain }}. Find its gradient and its Hessian.
{% endif %}
"""
