"""The determinant of a Jacobian: by which factor a map changes areas, and by which the way back does."""

from gradekit.authoring import (
    Draws,
    Map,
    cos,
    exp,
    jacobian_det,
    local,
    r,
    require,
    sin,
    spherical,
    template,
    theta,
    u,
    v,
    x,
    y,
)

NEAR = {"r": (1, "3/2"), "theta": ("1/2", 1)}
"""Where the determinant is far from zero: points to look at, not what is allowed."""


@template(
    "jacobian-determinant",
    group="Jacobians",
    title="Change of variables",
    goal="say by which factor a map changes areas: the determinant of its Jacobian, and one over it for the way back",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, b, c, k = g.int("a", 2, 9), g.int("b", 2, 9), g.nonzero("c", -4, 4), g.nonzero("k", -4, 4)
    if level == 1:
        p, q = g.nonzero("p", -3, 3), g.nonzero("q", -3, 3)
        require(2 <= abs(p * q - c * k) <= 12, "areas change by a small number")
        return asked(Map(u, v).then(x=p * u + c * v + a, y=k * u + q * v - b), "x y", "u v")
    if level == 2:  # polar coordinates, stretched along x and y and taken to a power
        power = g.pick("power", r, r**2, r**3)
        turned = Map(r, theta).on("r > 0").box(**NEAR).then(x=a * power * cos(theta) + k, y=b * power * sin(theta) + c)
        return asked(turned, "x y", "r theta")
    if level == 3:
        first = a * g.pick("x", u**2 * v, u * v**2, u * exp(v), u**2 / v)
        second = b * g.pick("y", v**2, v**3, exp(v)) + (c * g.pick("more", v, 1))
        drawn = Map(u, v).on("u > 0", "v > 0").then(x=first, y=second)
        return asked(drawn, "x y", "u v")
    if level == 4:  # spherical coordinates, stretched
        out, (tilt, turn, _) = g.pick("out", r**2, r**3), spherical(g)
        drawn = Map(r, tilt, turn).on("r > 0", f"0 < {tilt} < 3").box(**NEAR, phi=("1/2", 1))
        drawn = drawn.then(
            x=a * out * sin(tilt) * cos(turn) + c, y=b * out * sin(tilt) * sin(turn), z=k * out * cos(tilt)
        )
        return asked(drawn.say(tilt=tilt), "x y z", f"r {tilt} {turn}")
    first = a * g.pick("F", x * y, x**2 * y, x * y**2, x**2 * y**2)
    second = g.pick("G", b * y / x + c, b * x / y + c, b * y / x**2 + c)
    drawn = Map(x, y).on("x > 0", "y > 0").then(u=first, v=second)
    return asked(drawn, "u v", "x y")


def asked(drawn: Map, upper: str, by: str) -> Map:
    sizes = jacobian_det(upper, by=by), jacobian_det(upper, by=by, absolute=True)
    way_back = () if "z" in upper else (jacobian_det(upper, by=by, inverse=True),)
    return drawn.ask(local(upper, by=by), *sizes, *way_back)


EFFORT = {1: 4.2, 2: 37.2, 3: 16.8, 4: 92.5, 5: 21.2}

TEXT = r"""
Let {{ definitions }}, for {{ domain }}{{ ", where $\\sin " + tilt + " > 0$" if level == 4 else "" }}.
Find how the map changes {{ "volumes" if level == 4 else "areas" }}
{{- "" if level == 4 else ", and how its inverse does" }}: the determinant of its Jacobian.
"""
