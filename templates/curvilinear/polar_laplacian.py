"""The Laplacian in polar coordinates: three terms, because the directions turn when the angle grows."""

from gradekit.authoring import (
    Draws,
    Map,
    cos,
    exp,
    laplacian,
    log,
    members,
    part,
    phi,
    r,
    rho,
    second,
    sin,
    symbols,
    template,
    theta,
    total,
    wrong,
    x,
    y,
    z,
)

m = symbols("m")


@template(
    "polar-laplacian",
    group="curvilinear coordinates",
    title="The Laplacian in polar coordinates",
    goal="add f_rr, f_r over r, and the second derivative by theta over r squared",
    levels=(2, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, k, wave = (
        g.nonzero("a", -9, 9),
        g.nonzero("b", -9, 9),
        g.int("k", 2, 9 if level == 4 else 4),
        g.pick("wave", sin, cos),
    )
    n = g.pick("n", *(power for power in (1, 2, 3, 4) if power != k))  # r^k cos(k theta) is harmonic
    polar = Map(r, theta).on("r > 0").frame("polar")
    if level == 2:
        f = a * r**n * wave(k * theta) + b * g.pick("more", r**2, r**3, r**4, theta**2, 1 / r, r * theta**2, r)
        return polar.then(f=f).ask(*derivatives("r theta"), laplacian())
    if level == 3:
        bent = g.pick("f", x**2 * y, x**3, x**2, x**2 * y**2, exp(x / k), exp(-x / k), sin(x))
        f = a * bent + b * g.pick("more", x * y**2, y**3, y**2, exp(y / n), cos(y))
        return polar.then(x=r * cos(theta), y=r * sin(theta)).then(f=f).ask(total("f", by="r theta"), laplacian())
    if level == 4:  # the Laplacian of a r^m cos(k theta) has the factor a (m^2 - k^2)
        right = k + g.int("right", 1, 5)
        drawn = polar.then(f=a * r**n * wave(k * theta) + b * g.pick("more", r**2, r**3, log(r), theta**2, r * theta))
        drawn = drawn.say(
            k=k**2, h=a * r**m * wave(k * theta), bent=a * (right**2 - k**2) * r ** (m - 2) * wave(k * theta)
        )
        both = members("harmonic", [k, -k], "all numbers $m$ for which $h$ is harmonic, $\\nabla^2 h = 0$", why=FACTOR)
        same = f"The factor $m^2 - {k**2}$ must be ${right**2 - k**2}$, so $m^2 = {right**2}$; the powers of $r$ agree."
        return drawn.ask(laplacian(), both, wrong([k], ONE), part("m", right, POSITIVE, kind="integer", why=same))
    tall = g.pick("tall", z, z**2, z**3, exp(z), exp(-z), sin(z), cos(z))
    more = b * g.pick("more", rho**2 * z, rho**3 * z, z**2, rho**2, rho**3)
    drawn = Map(rho, phi, z).on("rho > 0").frame("cylindrical").then(f=a * rho**n * wave(k * phi) * tall + more)
    return drawn.ask(*derivatives("rho phi z"), laplacian())


def derivatives(by: str) -> tuple:
    """The first derivative by r, and the second ones by every letter."""
    letters = by.split()
    return total("f", by=letters[0]), *(second("f", by=letter) for letter in letters)


FACTOR = (
    r"From $h_{rr}$ comes the factor $m (m - 1)$, from $h_r / r$ the factor $m$, and from the second derivative by "
    r"$\theta$ the factor $-{{ k }}$, each with $r^{m - 2}$: in all $m^2 - {{ k }}$ times a function that is not zero."
)
ONE = "There is another one: the exponent is squared, so its sign does not matter where r > 0."
POSITIVE = "the positive number $m$ for which $\\nabla^2 h$ is the other formula above"

EFFORT = {2: 25.8, 3: 65, 4: 21.5, 5: 46.2}

TEXT = r"""
{% if level == 3 %}
Let $f(x, y) = {{ f }}$ with $x = {{ x }}$ and $y = {{ y }}$, for {{ domain }}. Work in $r$ and $\theta$.
{% elif level == 5 %}
Let $f(\rho, \phi, z) = {{ f }}$ in cylindrical coordinates, for {{ domain }}. {{ convention }}
{% else %}
Let $f(r, \theta) = {{ f }}$ in polar coordinates, for {{ domain }}.
{% endif %}
{% if level == 4 %}
Let also $h(r, \theta) = {{ h }}$. Find the exponents $m$ for which $\nabla^2 h = 0$, and those for which
$\nabla^2 h = {{ bent }}$.
{% endif %}
"""
