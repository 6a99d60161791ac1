"""The gradient in polar coordinates: the change per length moved in the directions in which r and theta grow."""

from gradekit.authoring import Draws, Map, at, components, cos, exp, local, r, sin, template, theta, x, y


@template(
    "polar-gradient",
    group="curvilinear coordinates",
    title="The gradient in polar coordinates",
    goal="divide the partial derivative by theta by the scale factor r to get a component",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, n, k = g.nonzero("a", -8, 8), g.nonzero("b", -8, 8), g.int("n", 1, 3), g.int("k", 2, 3)
    polar = Map(r, theta).on("r > 0").frame(h=(1, r), names=("e_r", "e_theta"))
    plane, f, m = (
        polar.then(x=r * cos(theta), y=r * sin(theta)),
        g.pick("trig", sin, cos),
        g.int("m", 2 if level == 1 else 1, 3),
    )
    if level == 1:
        other = g.pick("other", r**k, theta * r, theta**2, 1 / r, theta * r**2)
        return polar.then(f=a * r**n * f(m * theta) + b * other)
    both = a * g.pick("both", x * y, x**2 * y, x * y**2, x**2 - y**2, x**2 * y**2)
    if level == 2:
        return plane.then(f=both + b * g.pick("one", x, y, x**2, y**2, x**3, y**3))
    bent = both + b * g.pick("bent", exp(x / k), f(k * y), f(k * x), exp(-y / k), f(n * x), f(n * y))
    if level == 3:
        return plane.then(f=bent)
    if level == 4:
        here, slopes = {r: g.pick("r", "1/2", "2", "3/2"), theta: g.pick("at", "1/2", "1", "3/4")}, local("f", by="x y")
        return plane.then(f=bent).ask(slopes, components(), at(components(), here), at(slopes, here, text=ALONG_XY))
    curve = g.pick("curve", k + f(theta), theta + k, n + theta**2, exp(theta / k), k + f(n * theta), k * theta + n)
    onto = Map(theta).on("theta > 0").then(r=curve).then(x=r * cos(theta), y=r * sin(theta))
    return onto.then(
        f=g.pick("f", a * x + b * y**m, a * x * y, a * x**2 + b * y, b * exp(x / k) + a * y, a * f(y) + b * x)
    )


ALONG_XY = "the components of the gradient along $x$ and $y$ at the same point, exactly, or to 4 significant digits"

EFFORT = {1: 22.2, 2: 49, 3: 56, 4: 44.9, 5: 42.1}

TEXT = r"""
{% if level == 1 %}
Let {{ functions }} in polar coordinates, for {{ domain }}.
{% elif level == 5 %}
A point moves along the curve $r(\theta) = {{ r }}$, so that $x = {{ x }}$ and $y = {{ y }}$, for {{ domain }}.
Let $f(x, y) = {{ f }}$. Find how $f$ changes with $\theta$ along the curve.
{% else %}
Let $f(x, y) = {{ f }}$ and let $x = {{ x }}$, $y = {{ y }}$ with {{ domain }}.
{% endif %}
{% if level < 5 %}
The scale factors of polar coordinates are $h_r = 1$ and $h_{\theta} = r$: one divides by them.
{% endif %}
"""
