"""Operations entry by entry: each output uses one entry of each vector, so that the Jacobians are diagonal."""

from gradekit.authoring import Draws, Map, arrays, by_index, cos, exp, sigma, sin, symbols, tanh, template, total, z

ENTRY, ONE = r"\frac{\partial y_i}{\partial %s}", symbols("w_i x_i")
"""An entry of a Jacobian, and the entries at one index, of which the answers of level 5 are made."""


@template(
    "vector-elementwise",
    group="vector chain rule",
    title="Vectors, entry by entry",
    goal="see which entries depend on each other: such a Jacobian is diagonal, and a column by one number for them all",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, c, k = g.nonzero("a", -9, 9), g.nonzero("b", -9, 9), g.nonzero("c", -9, 9), g.int("k", 2, 5)
    w, x = arrays("w:2 x:2" if level == 4 else "w:3 x:3")
    drawn = Map(w, x, z).on("w > 0", "x > 0") if level == 3 else Map(w, x, z)
    if level == 5:
        p, q, tail = g.int("p", 1, 4), g.int("q", 1, 4), g.pick("tail", 0, 1)
        single = a * ONE[0] ** p * ONE[1] ** q + c * z * ONE[tail]
        drawn = drawn.then(y=a * ((w**p if p > 1 else w) * (x**q if q > 1 else x)) + c * z * (w, x)[tail])
        for letter, one in zip("wxz", (*ONE, z), strict=True):
            slope = str(single.diff(one)).replace("w_i", "w[i]").replace("x_i", "x[i]")
            by = {"of": total("y", by=letter), "arrays": "w:N x:N z", "sizes": {"N": 3}}
            by |= {"indices": "i:N"} if letter == "z" else {"indices": "i:N j:N"}
            entry = ENTRY % (letter if letter == "z" else f"{letter}_j")
            slope = slope if letter == "z" else f"delta(i,j)*({slope})"
            asks = f"${entry}$, for vectors of any length"
            drawn = drawn.ask(by_index(f"dy_d{letter}", slope, asks, label=entry, **by))
        return drawn
    over = g.pick("over", w / (w + k * x), x / (k * w + x), w / (k * w + x), x / (w + k * x))
    act, one = g.pick("act", tanh, sin, cos, exp), g.pick("one", w, x)
    bent = g.pick("bent", act(z * w) * x, act(z * x) * w, x * sigma(w / k), w * sigma(x / k))
    square = g.pick("square", w, x, w**2, x**2)
    formula = (a * w + b * x, a * (w * x) + b * square, a * over + b * one, a * bent)[level - 1]
    drawn = drawn.then(y=formula + c * z * (one if level == 4 else 1))
    return drawn.ask(*(total("y", by=letter, layout="course" if letter in "wx" else "") for letter in "wxz"))


EFFORT = {1: 9, 2: 20.2, 3: 61.5, 4: 50.5, 5: 42.8}

TEXT = r"""
The vectors $w$ and $x$ are combined entry by entry, and one number $z$ goes with all entries: {{ definitions }},
with {{ arrays }}, for {{ domain }}.
{% if level > 1 %}
The sign $\odot$ and powers work entry by entry
{%- if level == 3 %}, and so do fractions{% elif level == 4 %}, and so do functions{% endif %}.
{% endif %}
Find the Jacobians of $y$, one {{ "row" if level == 5 else row }} for each entry of $y$
{%- if level == 5 %}, as formulas for their entries that hold for vectors of any length{% endif %}.
"""
