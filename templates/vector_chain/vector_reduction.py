"""Vectors taken to one number: a sum or a mean over entries adds up the rows of the Jacobian before it."""

from gradekit.authoring import (
    Draws,
    Map,
    arrays,
    cos,
    local,
    mean_square,
    sigma,
    sin,
    sum_of,
    tanh,
    template,
    total,
    z,
)


@template(
    "vector-reduction",
    group="vector chain rule",
    title="From a vector to a number",
    goal="add up the rows of the Jacobian where entries are summed: the derivative of a number by a vector is a row",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, c, k = g.nonzero("a", -9, 9), g.nonzero("b", -9, 9), g.nonzero("c", -9, 9), g.nonzero("k", -3, 3)
    w, x, v, h = arrays("w:3 x:3 v h") if level < 4 else arrays("w:2 x:2 v h")
    one, other = g.sample("one", (w, x), 2)
    if level < 3:
        drawn = Map(w, x).then(v=(a * w + b * x if level == 1 else a * (w * x) + b * one ** g.int("n", 2, 4)) + c)
        return drawn.then(y=sum_of(v)).ask(
            local("v", by="w", layout="course"), *(total("y", by=by, layout="course") for by in "wx")
        )
    if level == 3:
        inner = a * z**2 * one + b * g.pick("both", w * x, z * (w * x)) + c * z * g.pick("more", one, other, 1)
        drawn = Map(w, x, z).then(v=inner).then(y=sum_of(v)).ask(local("v", by="w", layout="course"))
    elif level == 4:
        act = c * g.pick("act", sigma, tanh, sin, cos)(v)
        drawn = Map(w, x, z).then(v=k * (w * x) + g.nonzero("m", -3, 3) * z**2 * one).then(h=act).then(y=sum_of(h))
        drawn = drawn.ask(local("v", by="w", layout="course"), local("h", by="v", layout="course"))
    else:
        inner = a * (w * x) + g.pick("tail", b * z * one + c * other, b * z**2 * one + c * other)
        drawn = (
            Map(w, x, z)
            .then(v=inner)
            .then(y=mean_square(v))
            .ask(local("v", by="w", layout="course"), local("y", by="v", layout="course"))
        )
    rows = (total("y", by=by, layout="course", substituted=level == 3) for by in "wx")
    return drawn.ask(*rows, total("y", by="z", substituted=level == 3))


EFFORT = {1: 21, 2: 40.5, 3: 76.2, 4: 62.8, 5: 40.8}

TEXT = r"""
Let {{ definitions }}, with {{ arrays }}, for {{ domain }}. Here
{% if level > 1 %}
$\odot$ {{ "and functions work" if level == 4 else "works" }} entry by entry, and
{% endif %}
{{ "the mean is the sum of the entries over their number" if level == 5 else "sum adds up the entries" }}.
The derivative of a number by a vector is written as a {{ row }}.
"""
