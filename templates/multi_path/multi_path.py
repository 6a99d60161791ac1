"""A function of several quantities that all depend on t: one product of two derivatives a route, and their sum."""

from gradekit.authoring import Draws, Map, at, cos, exp, functions, local, log, sin, sqrt, t, template, total, x, y, z

(any_f,) = functions("f")


@template(
    "multi-path",
    group="multi-path chain rule",
    title="Chain rule along several paths",
    goal="pair each partial derivative with the derivative of its own variable, then add",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, c = g.int("a", 2, 7), g.nonzero("b", -7, 7), g.nonzero("c", -7, 7)
    n, m, k = g.int("n", 2, 3), g.int("m", 1, 2), g.int("k", 2, 5)
    start, at_one = Map(t).on("t > 0"), at(total("f", by="t"), {t: 1})
    if level == 1:
        plain = g.sample("plain", (a * t**2, t**3, k * t + a, b * t**2 + k, t**2 + b * t), 2)
        easy = g.pick("easy", x * y, b * x + c * y**2, x**2 + c * y, b * x**2 + c * y, a * x * y, c * x - y**2)
        return start.then(x=plain[0], y=plain[1]).then(f=easy)
    forms = t**n, sin(k * t), cos(a * t), exp(-t / k), log(t + a), 1 / (t + k), sqrt(t + a), b * t**2
    shapes = a * x**n * y**m, x * y + c * y**2, b * x**n + x * y, sin(x) + c * x * y, x * exp(b * y), c * y * cos(x)
    f, (p, q, s) = g.pick("f", *shapes), g.sample("inner", forms, 3)
    if level == 2:
        return start.then(x=p, y=q).then(f=f)
    if level == 3:
        f += g.pick("third", c * y * z, x * z, b * z**2, c * x * z**m)
        return start.then(x=p, y=q, z=s).then(f=f).also(at_one)
    if level == 4:
        return start.then(x=p, y=q).then(f=f + g.pick("direct", t**n, b * t * x, c * t * y, exp(-t / k))).also(at_one)
    value, (p, q) = (
        any_f(x, y),
        g.sample("short", (t**n, b * t**2, sin(k * t), cos(a * t), c * t, t + a, exp(b * t)), 2),
    )
    top = g.pick("top", value + c * t * x, t * value, x * value, value**2 + b * t, value + a * x * y)
    return start.then(x=p, y=q).then(w=top).ask(local("w", by="x y"), total("w", by="t"))


EFFORT = {1: 14.5, 2: 27.2, 3: 39, 4: 32.1, 5: 28.9}

TEXT = r"""
{% set output = "w" if level == 5 else "f" %}
Let {{ functions }}, for {{ domain }}. Find how ${{ output }}$ changes with $t$:
one product of derivatives for each route from $t$ to ${{ output }}$, and their sum.
"""
