"""Between cartesian and polar coordinates: the Jacobian, its inverse, the unit vectors, and what they turn."""

from gradekit.authoring import (
    Draws,
    Formula,
    Map,
    at,
    atan,
    cartesian,
    composed,
    cos,
    hessian,
    jacobian_inverse,
    local,
    log,
    r,
    sin,
    sqrt,
    symbols,
    template,
    theta,
    total,
    unit_vectors,
    wrong,
    x,
    y,
)

p, q = symbols("p q")
WHOLE_LENGTH = (3, 4), (4, 3), (3, -4), (4, -3), (6, 8), (8, -6), (12, 5), (5, -12), (8, 15), (15, -8)


@template(
    "polar-convert",
    group="curvilinear coordinates",
    title="To polar coordinates and back",
    goal="turn derivatives and vectors with the Jacobian and its inverse, which is not one over each entry",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, k, n = g.nonzero("a", -9, 9), g.nonzero("b", -9, 9), g.int("k", 2, 3), g.int("n", 1, 3)
    polar, c, s = Map(r, theta).on("r > 0").frame(h=(1, r), names=("e_r", "e_theta")), cos(theta), sin(theta)
    back, units = jacobian_inverse("x y", by="r theta"), unit_vectors("x y", along="r theta")
    if level == 1:  # around any point, the angle measured from any axis and either way round
        way = g.pick("way", (c, s), (s, c), (-s, c), (c, -s), (-c, s), (s, -c), (-s, -c), (-c, -s))
        shifted = polar.then(x=g.nonzero("x", -25, 25) + r * way[0], y=g.nonzero("y", -25, 25) + r * way[1])
        return shifted.ask(local("x y", by="r theta"), back, units)
    polar, flat = polar.then(x=r * c, y=r * s), Map(x, y).on("x > 0").then(r=sqrt(x**2 + y**2), theta=atan(y / x))
    if level == 4:
        along_x = a * g.pick("p", x, y, x * y, x**2, y**2) + g.pick("more p", x, y, k)
        along_y = b * g.pick("q", x, y, x * y, x**2, y**2)
        drawn = polar.then(p=along_x, q=along_y).then(F1=p * c + q * s, F2=q * c - p * s)
        return drawn.ask(units, composed("F1 F2", key="F", label=LABEL, text=COMPONENTS), *mistaken(along_x, along_y))
    if level == 5:
        here = dict(zip((x, y), g.pick("at", *WHOLE_LENGTH), strict=True))
        flat = flat.then(f=a * r ** g.int("power", 1, 4) + b * theta)
        return flat.ask(local("r theta", by="x y"), at(hessian("f", by="x y"), here))
    turning = g.pick("turning", sin(k * theta), cos(k * theta), theta, theta**2)
    f = a * g.pick("f", r**n, log(r)) * turning + b * g.pick("more", r, r**2, r**4, log(r), sin(theta), cos(theta))
    if level == 2:
        return polar.then(f=f).ask(total("f", by="r theta"), back, cartesian("f", position="x y"))
    there, slopes = jacobian_inverse("r theta", by="x y"), local("f", by="r theta")
    return flat.then(f=f).ask(local("r theta", by="x y"), there, slopes, total("f", by="x y", substituted=False))


LABEL = r"\left(F_{r}, F_{\theta}\right)"
COMPONENTS = r"the components $F_r$ and $F_{\theta}$ of the field, in $r$ and $\theta$ (2 × 1)"


def mistaken(along_x: Formula, along_y: Formula) -> tuple:
    """The field turned the wrong way, and not turned at all."""
    kept = [step.subs({x: r * cos(theta), y: r * sin(theta)}) for step in (along_x, along_y)]
    turned = [kept[0] * cos(theta) - kept[1] * sin(theta), kept[0] * sin(theta) + kept[1] * cos(theta)]
    return (
        wrong(turned, "The rotation is used the wrong way round: multiply the field by each unit vector."),
        wrong(kept, "These are the components along x and y, only written in r and theta."),
    )


EFFORT = {1: 29, 2: 58, 3: 97.9, 4: 23.5, 5: 45.2}

TEXT = r"""
{% if level == 1 %}
Let ${{ "x = " + x }}$ and ${{ "y = " + y }}$, for {{ domain }}: polar coordinates around another point, with the angle
measured from a direction of its own. Find the partial derivatives of $x$ and $y$ by $r$ and $\theta$, those of $r$ and
$\theta$ by $x$ and $y$, and the directions in which $r$ and $\theta$ grow.
{% elif level == 2 %}
Let $f(r, \theta) = {{ f }}$ in polar coordinates, $x = {{ x }}$ and $y = {{ y }}$, for {{ domain }}. Find how
$f$ changes with $x$ and with $y$, written in $r$ and $\theta$.
{% elif level == 4 %}
A field in the plane has the components $p = {{ p }}$ along $x$ and $q = {{ q }}$ along $y$. Let $x = {{ x }}$ and
$y = {{ y }}$, for {{ domain }}. Find its components along the directions in which $r$ and $\theta$ grow.
{% else %}
Let $f = {{ f }}$, where $r = {{ r }}$ and $\theta = {{ theta }}$ are polar coordinates, for {{ domain }}.
{% if level == 3 %}
Find how $f$ changes with $x$ and with $y$; $r$ and $\theta$ may stay in it.
{% endif %}
{% endif %}
"""
