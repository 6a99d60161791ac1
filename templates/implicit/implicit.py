"""Implicit differentiation: y moves with x so that F stays zero."""

from gradekit.authoring import Draws, Map, at, cos, exp, implicit, local, require, sin, template, u, v, x, y, z

JACOBIAN = r"\frac{\partial(F, G)}{\partial(%s, %s)}"


@template(
    "implicit",
    group="implicit differentiation",
    title="Implicit differentiation",
    goal="differentiate both sides, the unknown as a function of the variables, and solve for its derivative",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, c = g.nonzero("a", -5, 5), g.nonzero("b", -5, 5), g.nonzero("c", -5, 5)
    p, q, k = g.nonzero("p", -2, 2), g.nonzero("q", -2, 2), g.int("k", 2, 3)
    here = {x: p, y: q}
    if level in (1, 5):  # a conic
        f = a * x**2 + b * y**2 + c * (x * y if level == 5 else g.pick("third", x, y))
    elif level == 2:
        f = a * g.pick("first", x**2 * y, x * y**2) + b * g.pick("second", y**2, y**3) + c * g.pick("third", x**2, x**3)
    elif level == 3:
        here = {x: p, y: 0}  # where the numbers are short
        f = a * g.pick("first", exp(k * y), sin(k * y)) + b * g.pick("second", x**2 * y, x * y)
        f += c * g.pick("third", x * cos(y), x * exp(y))
    elif g.pick("kind", True, False):
        here[z] = g.nonzero("r", -2, 2)
        f = a * g.pick("first", z**2, z**3, x * z**2, y * z**2) + b * g.pick("second", y * z, x * z)
        f += c * g.pick("third", x**2, y**2, x * y)
    else:
        return system(g, here, a, b, c, k)
    known, unknown = ("x y", "z") if level == 4 else ("x", "y")
    made = "makes $z$ a function of $x$ and $y$" if level == 4 else "makes $y$ a function of $x$"
    require(f.free_symbols == set(here), "every letter stands in it")
    require(f.diff([*here][-1]).subs(here) != 0, "the curve has a slope there")
    slope, bend = implicit(unknown, by=known), implicit(unknown, by=known, order=2 if level == 5 else 1)
    first = (local("F", by=known), local("F", by=unknown)) if level < 5 else (slope,)
    drawn = Map(*here).then(F=f - f.subs(here)).curve("F").say(made=made, noun="condition", its="its")
    return drawn.ask(*first, bend, at(bend, here))


def system(g: Draws, here: dict, a: int, b: int, c: int, k: int) -> Map:
    """Two equations for two unknown functions."""
    here |= {u: g.nonzero("u", -2, 2), v: g.nonzero("v", -2, 2)}
    one = a * g.pick("F", u * v, u**2, u + v**2) + x * v + c * y
    two = b * g.pick("G", u - v**2, u**2 + v) + y * u + k * x
    drawn = Map(*here).then(F=one - one.subs(here), G=two - two.subs(here)).curve("F", "G")
    sides = (local("F G", by=f"{p} {q}", key=f"J_{p}{q}", label=JACOBIAN % (p, q)) for p, q in ("uv", "xy"))
    drawn = drawn.say(made="make $u$ and $v$ functions of $x$ and $y$", noun="conditions", its="their")
    return drawn.ask(*sides, at(implicit("u v", by="x y", of="F G"), here))


EFFORT = {1: 6.8, 2: 15.8, 3: 25.8, 4: 15, 5: 17}

TEXT = r"""
Let {{ functions }}, for {{ domain }}. The {{ noun }} {{ equations }} {{ made }}. Find {{ its }} derivatives.
"""
