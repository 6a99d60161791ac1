"""The gradient, how fast f changes in a direction, and in which direction it grows fastest."""

from sympy import Matrix, Rational

from gradekit.authoring import (
    Draws,
    Map,
    ascent,
    at,
    cos,
    directional,
    exp,
    local,
    require,
    sin,
    t,
    template,
    total,
    x,
    y,
    z,
)

WHOLE_LENGTH = (3, 4), (-4, 3), (4, -3), (-3, -4), (5, 12), (12, -5), (8, 15), (-8, 15), (-15, 8), (12, 5)
IN_SPACE = (1, 2, 2), (2, -1, 2), (2, 3, 6), (-2, 2, 1), (6, -2, 3), (4, 4, 7), (1, -4, 8), (-2, 6, 3)


@template(
    "gradient-directional",
    group="second order",
    title="Gradient and directional derivative",
    goal="make the direction a unit vector, then multiply the gradient by it",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, k = g.nonzero("a", -6, 6), g.nonzero("b", -6, 6), g.int("k", 2, 3)
    plain, bent = (x**2, y**2, x**3, y**3), (exp(k * y), sin(k * y), x + cos(k * y), exp(k * y) - x, sin(k * y) + x)
    f = a * g.pick("f", x**2 * y, x * y**2, x**2 + x * y, y**2 + x * y)
    f += b * g.pick("more", *(bent if level in (2, 5) else plain))
    if level == 5:
        across = g.pick("x", t**2, t**3, exp(k * t), 1 + sin(t), k * cos(t) + t)
        along = g.pick("y", t**2 + k * t, t - k * t**2, sin(k * t), k * t + t**3)
        drawn = Map(t).then(x=across, y=along).then(f=f)
        slope = total("f", by="t", substituted=False)
        whole = f.subs({x: across, y: along}, simultaneous=True)
        require(whole.diff(t).subs(t, 0) != 0, "f changes at the start")
        return drawn.ask(local("f", by="x y"), local("x y", by="t"), slope, at(total("f", by="t"), {t: 0}))
    here = {x: g.pick("at x", -2, -1, 1, 2), y: 0 if f.has(exp, sin, cos) else g.pick("at y", -2, -1, 1, 2)}
    if level == 3:
        f += k * g.pick("with z", x * z**2, y * z**2, x * z**3, y * z**3)
        here[z] = g.pick("at z", -1, 1, 2)
    v = g.pick("v", *(IN_SPACE if level == 3 else WHOLE_LENGTH if level < 4 else (*WHOLE_LENGTH, (1, 1), (2, -1))))
    if level == 1:  # a unit vector already
        v = tuple(Rational(step) / Matrix(v).norm() for step in v)
    slope = Matrix([f.diff(letter).subs(here) for letter in here])
    require(0 not in slope and slope.dot(Matrix(v)) != 0, "f changes in all those directions")
    require(Matrix.hstack(slope, Matrix(v)).rank() == 2, "the direction is not that of the gradient")
    letters = " ".join(map(str, here))
    whole, along = total("f", by=letters), directional("f", by=letters, vector=v)
    end = tuple(p + step for p, step in zip(here.values(), v, strict=True))
    drawn = Map(*here).then(f=f).say(P=point(here.values()), v=point(v), Q=point(end))
    steepest = (at(ascent("f", by=letters), here, text=STEEPEST),) if level > 1 else ()
    return drawn.ask(whole, at(whole, here, text=THERE), at(along, here, text=SLOPE), *steepest)


def point(numbers) -> str:
    """Numbers as a point, `(1, -2)`."""
    return f"({', '.join(str(number) for number in numbers)})"


THERE = r"the value of that row at $P$, exactly, or to 4 significant digits"
SLOPE = "the derivative of $f$ at $P$ in the direction of $v$, exactly, or to 4 significant digits"
STEEPEST = "the direction in which $f$ grows fastest at $P$, as a unit vector, exactly, or to 4 significant digits"

EFFORT = {1: 9.5, 2: 14, 3: 18, 4: 9.5, 5: 31.8}

TEXT = r"""
{% if level == 5 %}
Let $f(x, y) = {{ f }}$. A point moves so that $x(t) = {{ x }}$ and $y(t) = {{ y }}$, for {{ domain }}. Find how fast
$f$ changes along its way.
{% else %}
Let {{ functions }}, for {{ domain }}, and let $P = {{ P }}$ and
{{ "$Q = " + Q + "$; the vector from $P$ to $Q$ is called $v$." if level == 4 else "$v = " + v + "$." }}
{% endif %}
"""
