"""Gradients in cylindrical and spherical coordinates: each partial derivative over the length its coordinate sweeps."""

from gradekit.authoring import (
    Draws,
    Formula,
    Map,
    components,
    cos,
    divergence,
    exp,
    laplacian,
    part,
    phi,
    r,
    rho,
    sin,
    spherical,
    template,
    total,
    wrong,
    x,
    y,
    z,
)


@template(
    "curvilinear-gradient",
    group="curvilinear coordinates",
    title="Gradients in cylindrical and spherical coordinates",
    goal="find the length that each coordinate sweeps, and divide the partial derivative by it",
    levels=(2, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, k, n = g.nonzero("a", -9, 9), g.nonzero("b", -9, 9), g.int("k", 2, 4), g.int("n", 1, 3)
    wave, other = g.pick("wave", sin, cos), g.pick("other", sin, cos)
    tilt, turn, frame = spherical(g) if level in (3, 5) else (None, None, "cylindrical")
    if level in (2, 4):
        drawn = Map(rho, phi, z).on("rho > 0").frame(frame)
        partials, lengths = total("f", by="rho phi z"), scales(1, rho, 1)
    else:
        drawn = Map(r, tilt, turn).on("r > 0", f"0 < {tilt} < 3").frame(frame).say(tilt=tilt)
        partials, lengths = total("f", by=f"r {tilt} {turn}"), scales(1, r, r * sin(tilt))
    if level == 2:
        tall = g.pick("tall", z, z**2, exp(z), exp(-z), z**3)
        f = a * rho**n * wave(k * phi) * tall + b * g.pick("more", z, rho, rho * z, rho**2 * z, rho * phi, z * phi)
        return drawn.then(f=f).ask(partials, *lengths, components())
    if level == 3:
        f = a * r**n * wave(tilt) * other(k * turn) + b * g.pick("more", r**2, r**2 * tilt, tilt * turn, r**3)
        return drawn.then(f=f).ask(partials, *lengths, components())
    if level == 4:
        pairs = (x**2, y), (x**2, y**2), (y**2, x), (y**2, x**2), (y, x**2), (x, y**2), (x * y, z)
        first, more = g.pick("f", *pairs)
        f = a * z**n * first + b * more
        return drawn.then(x=rho * cos(phi), y=rho * sin(phi)).then(f=f).ask(partials, *lengths, components())
    f = a * r**n * wave(tilt) + b * g.pick("more", r**2, r**3, r**4, tilt**2, r * tilt, 1 / r**2)
    outward, down = g.pick("outward", r**2, r**3, 1 / r, r * cos(tilt), r**2 * cos(tilt)), r ** g.int("m", 1, 3)
    field = {"F1": b * outward, "F2": k * down * g.pick("down", sin(tilt), cos(tilt)), "F3": a * r * sin(tilt)}
    drawn = drawn.then(f=f, **{name: part * other(turn) if name == "F3" else part for name, part in field.items()})
    return drawn.ask(*lengths, laplacian(), divergence("F1 F2 F3"))


def scales(*lengths: Formula) -> tuple:
    """The lengths per unit of each coordinate, and what comes out where they are forgotten or the wrong way up."""
    names = "the scale factors: the lengths swept for each unit by which a coordinate grows, in their order"
    return (
        part("h", [list(lengths)], names, label="h", why=SWEPT[lengths[1] is rho]),
        wrong([[1] * 3], "A coordinate that is an angle sweeps a length that depends on the place."),
        wrong(
            [[1 / h for h in lengths]],
            "These are one over the scale factors: what a partial derivative is multiplied by.",
        ),
    )


SWEPT = (
    "Let one coordinate grow alone. The distance $r$ moves the point by as much; the angle from the axis moves it "
    "along an arc of radius $r$; the angle around the axis moves it along a circle, whose radius is the distance from "
    "the axis.",
    r"Let one coordinate grow alone. Both $\rho$ and $z$ move the point by as much; the angle $\phi$ moves it along a "
    r"circle of radius $\rho$.",
)
"""Why the lengths are what they are, in spherical and in cylindrical coordinates."""

EFFORT = {2: 39.8, 3: 41.5, 4: 44.8, 5: 60.6}

TEXT = r"""
{% if level == 4 %}
Let $f(x, y, z) = {{ f }}$, where $x = {{ x }}$ and $y = {{ y }}$ in cylindrical coordinates, for {{ domain }}.
{{ convention }} Work in these coordinates.
{% elif level == 5 %}
Let $f = {{ f }}$, and let a field have the components $F_1 = {{ F1 }}$, $F_2 = {{ F2 }}$ and $F_3 = {{ F3 }}$ along the
unit vectors of spherical coordinates, for {{ domain }}, where $\sin {{ tilt }} > 0$. {{ convention }}
{% else %}
Let $f = {{ f }}$ in {{ "cylindrical" if level == 2 else "spherical" }} coordinates, for {{ domain }}
{{- "" if level == 2 else ", where $\\sin " + tilt + " > 0$" }}. {{ convention }}
{% endif %}
"""
