"""The chain rule together with the rules for products and quotients, where one inner function occurs twice."""

from gradekit.authoring import Draws, Map, atan, cos, exp, local, log, sin, sqrt, symbols, template, total, x

c, v1 = symbols("c v1")


@template(
    "chain-mixed-rules",
    group="single variable",
    title="The same inner function twice",
    goal="see which rule comes first, and differentiate only once what occurs twice",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, n, k = g.int("a", 2, 5), g.int("b", 2, 7), g.int("n", 2, 3), g.int("k", 2, 3)
    short = sin(c), cos(c), exp(c), c**2, sqrt(c), log(c)
    first, second = g.sample("outer", short if level == 1 else (*short[:3], sqrt(c + a), log(c + b), atan(c)), 2)
    inner = a * x**n + g.pick("inner", exp(x), b * sin(x), log(x + b), exp(x**2), k * cos(x), b * exp(-x), sqrt(x))
    drawn = Map(x).on("x > 0")
    if level == 1:
        inner = g.pick("simple", a * x, x**n, a * x**n, x**n / b)
        f = g.pick("sum", a * first + second, first - b * second, b * first + a * second, a * second - first)
    elif level == 2:
        f = g.pick("product", b * first * second, first * second, c * first, b * c * first)
    elif level == 3:
        f = g.pick("top", first, b * first, a - first) / g.pick("bottom", c**2 + a, c + b, exp(c) + b, c**2 + 1)
    elif level == 4:  # the inner function occurs inside a function of itself
        f = g.pick("nested", sin(b * c + exp(-c)), sqrt(c**2 + exp(-c)), log(c**2 + c + a), exp(-c * cos(c)))
        f += g.pick("more", first, b * first, -first, c * first)
    else:
        drawn = drawn.then(v1=g.pick("start", a * x**2, x**n, a * x, x**2 / b))
        inner = g.pick("again", v1 + exp(v1), v1 + log(v1 + b), v1 * exp(v1 / b), v1**2 + sin(v1), v1 * sin(v1))
        f = g.pick("ends", first + b * second, a * first - second, first * second)
    ways = (local("c", by="v1"), local("v1", by="x")) if level == 5 else (local("c", by="x"),)
    return drawn.then(c=inner).then(f=f).ask(local("f", by="c"), *ways, total("f", by="x", substituted=level == 1))


EFFORT = {1: 16.2, 2: 26.2, 3: 35.5, 4: 34.2, 5: 29.2}

TEXT = r"""
Let $f(x) = {{ composed }}$, for {{ domain }}. One expression occurs in it more than once. With
{{ definitions }} the same is said more shortly: differentiate $f$ by way of $c$.
"""
