"""Activations: their derivatives are short in the output, sigma' = a (1 - a) and tanh' = 1 - a^2."""

from gradekit.authoring import (
    Draws,
    Map,
    Rational,
    arrays,
    at,
    composed,
    dot,
    local,
    part,
    sigma,
    softmax,
    softplus,
    symbols,
    tanh,
    template,
    total,
    wrong,
    z,
)

a = symbols("a")
POINTS = "1/2", "1", "3/2", "2", "-1/2", "-1", "-3/2", "-2", "1/4", "3/4", "-1/4", "-3/4"


@template(
    "activation-derivatives",
    group="networks",
    title="Derivatives of activations",
    goal="write the derivative with the output of the activation, which a network knows already on its way back",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    act, k, c, m = g.pick("act", sigma, tanh), g.nonzero("k", -4, 4), g.nonzero("c", -9, 9), g.int("m", 2, 5)
    if level > 3:
        return entrywise(g, level, act, k, m)
    here = {z: g.pick("at", *POINTS)}
    if level == 3:
        sides = part("slopes", [Rational(1, m), abs(c) + 1], LEAKY, label=r"r'(z)", why=HIGHER)
        turned = wrong(
            [abs(c) + 1, Rational(1, m)], "The sides are interchanged: which line is higher where z is negative?"
        )
        flat = wrong([0, abs(c) + 1], "To the left of zero this line is not flat.")
        drawn = Map(z).then(f=m * softplus(k * z), h=g.nonzero("n", -3, 3) * z * act(Rational(g.int("l", 1, 5), 2) * z))
        drawn = drawn.say(low=Rational(1, m) * z, high=(abs(c) + 1) * z)
        slopes = [total(name, by="z") for name in "fh"]
        return drawn.ask(*slopes, *(at(one, here) for one in slopes), sides, turned, flat)
    inner, speed = (z, 1) if level == 1 else (k * z / m + c % 2 * 2 - 1, Rational(k, m))
    y = g.pick("y", c * a + k, c * a**2 + k * a, k * a**2 + c)
    outer = y.diff(a) * speed
    through, slope = total("y", by="z", substituted=False), outer * (1 - a**2 if act is tanh else a * (1 - a))
    short = part("in_a", slope, IN_A, label=r"\frac{dy}{dz}", letters=("a",), why=BACK[act is tanh])
    slip = wrong(outer * (1 - a if act is tanh else a), SLIP[act is tanh])
    return (
        Map(z).then(a=act(inner)).then(y=y).ask(local("a", by="z"), local("y", by="a"), short, slip, at(through, here))
    )


def entrywise(g: Draws, level: int, act, k: int, m: int) -> Map:
    """Activations of vectors: softmax, and one that works entry by entry."""
    if level == 4:
        v, p = arrays("z:3 p")
        here = {v: g.sample("at", (-2, -1, 0, 1, 2, Rational(1, 2), Rational(-1, 2), Rational(3, 2)), 3)}
        net = Map(v).then(p=softmax(g.pick("scale", v / m, 2 * v, -v / m)))
        net = net.then(m=dot(p, list(g.sample("worth", range(-4, 7), 3))))
        slopes = [
            total("p", by="z", substituted=False, layout="course"),
            total("m", by="z", substituted=False),
        ]
        return net.ask(slopes[0], local("m", by="p"), *(at(one, here) for one in (composed("p"), *slopes)))
    w, v, u, _a = arrays("w:3 z:3 u a")
    here = {one: g.entries(one.name, (3,), (-1, 1, Rational(1, 2), Rational(-1, 2))) for one in (w, v)}
    net = Map(w, v).then(u=w * v + g.pick("more", k, k * v, k * w)).then(a=g.pick("times", 1, m) * act(u))
    slopes = [total("a", by=name, substituted=False, layout="course") for name in "zw"]
    return net.ask(local("a", by="u", layout="course"), *slopes, at(slopes[0], here))


IN_A = r"$\frac{dy}{dz}$ written in $a$ alone"
LEAKY = "the slopes of $r$, first for $z < 0$ and then for $z > 0$"
HIGHER = (
    "The larger value counts: for $z < 0$ that is ${{ low }}$, the line that is less steep, and for $z > 0$ it is "
    "${{ high }}$. On each side the slope is that of its line."
)
BACK = (
    r"Here $\sigma'(u) = \sigma(u) (1 - \sigma(u))$, which is $a (1 - a)$, times the derivative of what stands inside. "
    r"Along the one route that is multiplied by $\frac{dy}{da}$, which has only $a$ in it.",
    r"Here $\tanh'(u) = 1 - \tanh^{2}(u)$, which is $1 - a^{2}$, times the derivative of what stands inside. "
    r"Along the one route that is multiplied by $\frac{dy}{da}$, which has only $a$ in it.",
)
"""What leads to the derivative in a, for sigma and for tanh."""

SLIP = "The derivative of sigma is not sigma itself.", "Check the power in the derivative of tanh."

EFFORT = {1: 13.5, 2: 18.4, 3: 23.5, 4: 255, 5: 49.2}

TEXT = r"""
{% if level == 3 %}
Let {{ definitions }}, for {{ domain }}, and let $r(z) = \max\left({{ low }}, {{ high }}\right)$. Differentiate $f$
and $h$, and say what the slope of $r$ is to the left and to the right of its kink.
{% elif level == 4 %}
Let {{ definitions }}, with {{ arrays }}, for {{ domain }}. Find the Jacobian of $p$, one {{ row }} for each entry,
and how the mean $m$ with the weights $p$ changes with $z$; the entries of $p$ may stay. The numbers are
${{ numbers }}$.
{% elif level == 5 %}
An activation works entry by entry: {{ definitions }}, with {{ arrays }}, for {{ domain }}. Find its Jacobians, one
{{ row }} for each entry of $a$; the entries of $u$ and $a$ may stay in them.
{% else %}
Let {{ definitions }}, for {{ domain }}. The derivative of an activation can be written with its output $a$,
without $z$.
{% endif %}
"""
