"""Partial and total derivative side by side: what is held fixed, and what moves along."""

from gradekit.authoring import Draws, Map, cos, exp, local, log, require, sin, sqrt, t, template, total, x, y, z

HELD = r"\left(\frac{\partial f}{\partial x}\right)_{%s}"


@template(
    "total-vs-partial",
    group="total derivative",
    title="Partial and total derivative",
    goal="say which letters are held fixed: a partial derivative holds all others, a total one lets them move",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, c, k = g.nonzero("a", -6, 6), g.nonzero("b", -6, 6), g.nonzero("c", -4, 4), g.int("k", 2, 4)
    if level == 1:
        f = a * t * g.pick("mixed", x, x**2) + b * g.pick("alone", t**2, t**3, t**4, exp(t), sin(t), cos(t), sqrt(t))
        first = g.pick("x", t**2, t**3, t**k, c * t, c * t**2, exp(t), sin(t), cos(t), t + k)
        return Map(t).on("t > 0").then(x=first).then(f=f).ask(*both("t"))
    if level < 4:
        alone = g.pick("alone", t**2, t**3, exp(t), sin(t), cos(t), sqrt(t)) if level == 2 else t**k
        f = a * t * g.pick("mixed", x, x**2, sin(x), exp(x)) + b * alone
        f += c * g.pick("more", x * y, t * y, t * y**2, x**2 * y)
        first = g.pick("x", t**2, t**3, exp(k * t), sin(k * t), cos(k * t), log(t + k), c * t + k)
        more = {"y": g.pick("y", t**2, k * t + 1, exp(-t), sin(t), cos(t))}
        if level == 3:
            f, more["z"] = f + b * t * z, g.pick("z", t**k, log(t + k), k - t)
        require(first not in more.values(), "every letter moves in its own way")
        return Map(t).on("t > 0").then(x=first, **more).then(f=f).ask(*both("t"))
    if level == 4:  # z is no letter of its own: it moves when x does
        inner = g.pick("z", x * y, x**2 + c * y, x + c * y**2, x**2 * y, exp(c * x) + y, y * sin(x), c * x - y**2)
        f = a * g.pick("with z", y**2 * z, y * z**2, x * z**2, x**2 * z) + b * g.pick(
            "bent", z**2, exp(z), sin(z), cos(z)
        )
        drawn = Map(x, y).then(z=inner).then(f=f + c * g.pick("alone", x**2, x * y, x**3, x**2 * y))
        return drawn.ask(*both("x", "y, z", "y"))
    inner = g.pick("y", z - a * x, z - x**2, z / x, z * x, c * z + x**2, z - exp(x), z + sin(k * x))
    f = a * g.pick("mixed", x * y, x**2 * y, x * y**2) + b * g.pick("one", x**2, x**3, y**2, y**3, exp(y), sin(y))
    drawn = Map(x, z).on("x > 0").then(y=inner).then(f=f)
    return drawn.ask(*both("x", "y", "z"))


def both(by: str, held: str = "", other: str = "") -> tuple:
    """The derivative with everything held, and the one along which the intermediate letters move."""
    if not held:
        return local("f", by=by), total("f", by=by)
    fixed, moving = (HELD % letters for letters in (held, other))
    said = {"key": "moving", "label": moving, "text": f"${moving}$, in ${by}$ and ${other}$ alone"}
    text = f"${fixed}$, in the letters of $f$"
    return local("f", by=by, key="held", label=fixed, text=text), total("f", by=by, **said)


EFFORT = {1: 15.9, 2: 31.4, 3: 42.4, 4: 19.6, 5: 17}

TEXT = r"""
{% if level < 4 %}
Let {{ functions }}, for {{ domain }}. The variable $t$ stands in $f$ itself and moves
{{ "$x$" if level == 1 else "the other letters" }} as well.
{% else %}
Let {{ functions }}, for {{ domain }}. A letter outside the brackets of a derivative is held fixed.
{% endif %}
"""
