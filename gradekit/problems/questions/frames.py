"""Frames that an author calls by name: coordinates, scale factors, unit vectors, and where they place a point.

The names of the coordinates are the letters of the Map, in the order of the table; angles of spherical coordinates have
two conventions, which the question states.

| name          | coordinates   | position                                              | h                 |
|---------------|---------------|-------------------------------------------------------|-------------------|
| polar         | r, theta      | r cos theta, r sin theta                              | 1, r              |
| cylindrical   | rho, phi, z   | rho cos phi, rho sin phi, z                           | 1, rho, 1         |
| spherical     | r, theta, phi | r sin theta cos phi, r sin theta sin phi, r cos theta | 1, r, r sin theta |
| spherical-phi | r, phi, theta | r sin phi cos theta, r sin phi sin theta, r cos phi   | 1, r, r sin phi   |

`spherical` is the convention of physics, theta measured from the z-axis; `spherical-phi` that of many books on
mathematics, phi measured from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from gradekit.errors import AuthorError
from gradekit.model.composition import Frame
from gradekit.syntax.build import ONE, cos, multiply, sin, symbol
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import Expr

Triple = tuple[Expr, ...]


@final
@dataclass(frozen=True, slots=True)
class Coordinates:
    """A frame with the position it gives a point, in its coordinates."""

    frame: Frame
    position: Triple
    sentence: str
    """What the question says about the convention."""


SIZES = {"polar": 2, "cylindrical": 3, "spherical": 3, "spherical-phi": 3}
"""How many coordinates each frame has."""


def coordinates(name: str, letters: tuple[str, ...]) -> Coordinates:
    """The frame of that name in these letters; `AuthorError` for an unknown name or another number of letters."""
    if name not in SIZES:
        raise AuthorError(f"No frame is called `{name}`; known are {', '.join(SIZES)}, or give h and names yourself.")
    if len(letters) != SIZES[name]:
        raise AuthorError(f"The frame `{name}` has {SIZES[name]} coordinates, and the Map has {len(letters)} inputs.")
    scale, position = _geometry(name, tuple(map(symbol, letters)))
    units = tuple(f"e_{letter}" for letter in letters)
    return Coordinates(Frame(name, scale, units), position, _sentence(name, letters))


def _geometry(name: str, q: Triple) -> tuple[Triple, Triple]:
    """Scale factors and position."""
    if name == "polar":
        return (ONE, q[0]), (multiply(q[0], cos(q[1])), multiply(q[0], sin(q[1])))
    if name == "cylindrical":
        return (ONE, q[0], ONE), (multiply(q[0], cos(q[1])), multiply(q[0], sin(q[1])), q[2])
    r, polar, azimuth = q
    flat = multiply(r, sin(polar))
    return (ONE, r, flat), (multiply(flat, cos(azimuth)), multiply(flat, sin(azimuth)), multiply(r, cos(polar)))


def _sentence(name: str, letters: tuple[str, ...]) -> str:
    told = [f"${to_latex(symbol(letter))}$" for letter in letters]
    if name == "polar":
        return f"{told[1]} is measured from the positive $x$-axis."
    if name == "cylindrical":
        return f"{told[0]} is the distance from the $z$-axis, and {told[1]} is measured from the positive $x$-axis."
    return (
        f"{told[1]} is the angle from the positive $z$-axis, and {told[2]} is measured around it from the positive "
        "$x$-axis."
    )
