"""The second derivative along routes: how f bends, and how the intermediates bend."""

from gradekit.authoring import Draws, Map, cos, exp, r, second, sin, symbols, t, template, theta, total, x, y

u1 = symbols("u1")


@template(
    "chain-second-order",
    group="second order",
    title="The chain rule for second derivatives",
    goal="differentiate every factor of every product: one part bends with f, the other with the intermediates",
    levels=(3, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, c, k = g.nonzero("a", -6, 6), g.nonzero("b", -6, 6), g.nonzero("c", -4, 4), g.int("k", 2, 4)
    if level == 3:
        inner = g.pick("u1", k * x**2, x**2 + k * x, k * exp(-x), x**3 + k, sin(k * x), k * x - x**2)
        f = b * g.pick("f", sin(u1), cos(u1), exp(-u1), u1**3) + g.pick("and", a * u1, a * u1**2)
        return Map(x).on("x > 0").then(u1=inner).then(f=f).ask(total("f", by="x", substituted=False), *parts("x"))
    if level == 4:
        f = a * g.pick("f", x * y, x**2 * y, x * y**2) + b * g.pick("more", x**2, y**2)
        inner = (
            g.pick("x", t**2, exp(t / 2), exp(-t), sin(t), cos(t)),
            g.pick("y", k * t + t**2, c * t**2 + t, c * t**2 + k, t**2 - k * t),
        )
        drawn = Map(t).on("t > 0").then(x=inner[0], y=inner[1]).then(f=f)
        return drawn.ask(total("f", by="t", substituted=False), *parts("t"))
    f = a * g.pick("f", x * y, x**2 * y, x * y**2, x**2 - y**2) + b * g.pick("more", x, y, x**2, y**2, x**3)
    drawn = Map(r, theta).on("r > 0").then(x=r * cos(theta), y=r * sin(theta)).then(f=f)
    return drawn.ask(total("f", by="theta", substituted=False), *parts("theta"))


def parts(by: str) -> tuple:
    """The part that bends with f, the part that bends with the intermediates, and their sum."""
    return second("f", by=by, term="quadratic"), second("f", by=by, term="linear"), second("f", by=by)


EFFORT = {3: 22.8, 4: 39.4, 5: 40.8}

TEXT = r"""
Let {{ functions }}, for {{ domain }}. The second derivative has two parts: in one, $f$ is differentiated twice by its
own letters; in the other, the intermediates are.
"""
