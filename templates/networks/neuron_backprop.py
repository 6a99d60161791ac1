"""One neuron: the cost goes back through the activation to the weight and the bias, link by link."""

from gradekit.authoring import (
    Draws,
    Map,
    Rational,
    at,
    descent,
    local,
    require,
    sigma,
    softplus,
    symbols,
    tanh,
    template,
    total,
    w,
    wrong,
    z,
)

a, b, b1, b2, w1, w2, z1, z2, a1, a2 = symbols("a b b1 b2 w1 w2 z1 z2 a1 a2")


@template(
    "neuron-backprop",
    group="networks",
    title="One neuron and its cost",
    goal="multiply three links: the cost by the output, the output by z, and z by the weight or the bias",
    levels=(2, 5),
)
def make(g: Draws, level: int) -> Map:
    given, more = g.sample("given", (2, 3, 4, 5, -2, -3, Rational(1, 2), Rational(3, 2), Rational(-1, 2)), 2)
    y, rate = g.nonzero("y", -9, 9), g.pick("rate", "1/10", "1/20")
    factor = FACTORS[g.agreed("loss", "half", "none", "double", "triple")]
    k, act = g.int("k", 2, 4), g.pick("act", sigma, tanh, softplus) if level > 2 else None
    if level == 5:
        y = g.pick("small", Rational(1, 2), Rational(1, 3), Rational(3, 4), 2, 3, -2)
        last = g.pick("act 2", sigma, tanh)
        here = dict(zip((w1, b1, w2, b2), g.entries("at", (4,), (-1, 1, Rational(1, 2), Rational(-1, 2))), strict=True))
        require(given * here[w1] + here[b1] != 0, "the first neuron is not at zero")
        net = Map(*here).then(z1=given * w1 + b1).then(a1=act(z1)).then(z2=w2 * a1 + b2).then(a2=last(z2))
        net = net.then(C=factor * (a2 - y) ** 2)
        links = local("C", by="a2"), local("a2", by="z2"), local("z2", by="w2 a1"), local("a1", by="z1")
        slopes = [total("C", by=names, substituted=False) for names in ("w2 b2", "w1 b1")]
        return net.ask(*links, *slopes, *(at(slope, here) for slope in slopes))
    small = (-3, -2, -1, 1, 2, 3) if level == 2 else (-1, 1, Rational(1, 2), Rational(-1, 2))
    start = g.entries("at", (3,), small)
    here = dict(zip((w1, w2, b), start, strict=True)) if level == 4 else {w: start[0], b: start[1]}
    reached = sum(letter * x for letter, x in zip(here, (given, more, 1) if level == 4 else (given, 1), strict=True))
    before = reached.subs(here)
    require(before != 0 and (act or k * before != y), "neither z nor the error is zero")
    net = Map(*here).then(z=reached).then(a=act(z) if act else k * z).then(C=factor * (a - y) ** 2)
    names = " ".join(map(str, here))
    slope, step = total("C", by=names, substituted=False), at(descent("C", by=names, rate=rate), here)
    missed = (
        ()
        if act
        else (wrong([2 * factor * k * (a - y)] * 2, NO_INPUT), wrong([2 * factor * k * given * (a - y)] * 2, AT_BIAS))
    )
    return net.ask(local("C", by="a"), local("a", by="z"), local("z", by=names), slope, *missed, at(slope, here), step)


FACTORS = {"half": Rational(1, 2), "none": 1, "mean": 1, "double": 2, "triple": 3}
"""Of the squared error; the mean over one output is the square itself."""
NO_INPUT = "How does z change with the weight? That factor is missing."
AT_BIAS = "The bias does not multiply the input."


EFFORT = {2: 15.5, 3: 23.1, 4: 29.8, 5: 54.6}

TEXT = r"""
{% if level == 5 %}
Two neurons in series take an input to $a_1$ and on to $a_2$, and the cost $C$ compares the last output with the one
that is wanted: {{ definitions }}, for {{ domain }}. Go back from $C$; letters of the steps may stay.
{% else %}
A neuron takes its {{ "inputs" if level == 4 else "input" }} to the output $a$, and the cost $C$ compares $a$ with the
output that is wanted: {{ definitions }}, for {{ domain }}. Go from $C$ back to the {{ "weights" if level == 4 else
"weight" }} and the bias; letters of the steps may stay. Then take one step of gradient descent.
{% endif %}
"""
