"""One variable that reaches the output along several routes, one of them direct (y = x + u1 with u1 = x^2)."""

from gradekit.authoring import Draws, Map, cos, exp, log, sin, sqrt, template, u1, u2, u3, x


@template(
    "total-derivative",
    group="total derivative",
    title="Total derivative: one variable, several routes",
    goal="add up all routes from the variable to the output, the direct one included",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, n, m, k = g.int("a", 2, 7), g.int("n", 2, 5), g.int("m", 1, 4), g.int("k", 2, 3)
    b, c = g.nonzero("b", -7, 7), g.nonzero("c", -7, 7)
    inner = g.pick("inner", a * x**n, sin(a * x), cos(a * x), exp(-x / a), log(x + a), x**n + b * x, sqrt(x + a))
    if level == 1:
        return Map(x).on("x > 0").then(u1=a * x**n).then(y=b * x**m + c * u1 ** (k - 1))
    one = Map(x).on("x > 0").then(u1=inner)
    if level == 2:
        y = g.pick("y", c * x**m * u1, b * x**m + c * x * u1, c * x**m - b * u1**k, b * x**m + c * u1**k)
        return one.then(y=y)
    if level == 3:
        two = one.then(u2=g.pick("u2", b * x**m + u1, c * x * u1, x**m * u1))
        return two.then(y=g.pick("y", sin(u2), cos(a * u2), u2**k, exp(u2 / a)))
    two = one.then(u2=g.pick("u2", x * u1 + c, u1**k + b * x, x**m - c * u1**2, sin(u1) + b * x, c * x**m * u1))
    if level == 4:
        return two.then(y=g.pick("y", u1 * u2 + c * x, x**m * u2 + b * u1, u2**2 + c * x * u1))
    three = two.then(u3=g.pick("u3", u1 * u2, a * u1 - u2, u2 + sin(u1), u1**2 - b * u2))
    return three.then(y=g.pick("last", x * u3 + c * u2, u3 + b * x * u2, c * u3 - x * u1, u1 * u3 + c * x))


EFFORT = {1: 10, 2: 16.9, 3: 26.2, 4: 30.1, 5: 44}

TEXT = r"""
Let {{ definitions }}, for {{ domain }}. The variable $x$ reaches $y$ along more than one route:
work out the derivatives in each formula first, then put the routes together.
"""
