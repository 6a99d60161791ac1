"""Where the coordinates of a frame are: the axes, a point, its distance and its angles by their letters.

Which frame it is, is told by its scale factors, so that every convention of spherical angles is drawn as it is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from math import cos, hypot, sin
from typing import TypeAlias

from gradekit.documents.blocks import Figure, line
from gradekit.documents.mathematics.letters import italic
from gradekit.documents.mathematics.plain import to_plain
from gradekit.documents.messages import words
from gradekit.documents.plain import plain_text
from gradekit.model.composition import Composition
from gradekit.model.message import Message
from gradekit.syntax.build import ONE, multiply, symbol
from gradekit.syntax.build import cos as cosine
from gradekit.syntax.build import sin as sine
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import Expr

Space: TypeAlias = tuple[float, float, float]
Place: TypeAlias = tuple[float, float]

UNIT = 105.0
"""Pixels of a unit of length."""
POINT_FLAT, POINT_UP = 0.95, 0.86
"""Angles of the point that is drawn, in radians: round the axis, and from it."""


def angles_figure(composition: Composition, spoken_as: Mapping[str, str], language: str = "en") -> Figure | None:
    """The drawing of the frame's coordinates; None where there is no frame, or one that is not known."""
    kind = frame_kind(composition)
    if kind is None:
        return None
    letters = [to_latex(symbol(name), spoken_as) for name in composition.inputs]
    told = Message(f"figure.angles-{kind}", {"first": letters[0], "second": letters[1], "third": letters[-1]})
    names = list(map(to_plain, letters))
    alt = plain_text(words(told, language))
    parts, wide, high = (_flat(names), 330, 220) if kind == "polar" else (_solid(kind, names), 330, 290)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
    svg = f'{head} role="img" aria-label="{escape(alt)}">{"".join(parts)}</svg>'
    return Figure(svg, alt, line(words(told, language)))


def frame_kind(composition: Composition) -> str | None:
    """`polar`, `cylindrical` or `spherical`, by the scale factors; None where the question places the point otherwise,
    around another origin or from another direction."""
    if composition.frame is None:
        return None
    q = tuple(map(symbol, composition.inputs))
    kind = _by_scale(composition.frame.scale, q)
    if kind is None:
        return None
    usual = dict(zip("xyz", _position(kind, q), strict=False))
    placed = (node for node in composition.nodes if node.name in usual)
    return kind if all(_same(node.expr, usual[node.name]) for node in placed) else None


def _by_scale(scale: tuple[Expr, ...], q: tuple[Expr, ...]) -> str | None:
    match len(q):
        case 2 if scale == (ONE, q[0]):
            return "polar"
        case 3 if scale == (ONE, q[0], ONE):
            return "cylindrical"
        case 3 if scale == (ONE, q[0], multiply(q[0], sine(q[1]))):
            return "spherical"
        case _:
            return None


def _position(kind: str, q: tuple[Expr, ...]) -> tuple[Expr, ...]:
    if kind == "spherical":
        flat = multiply(q[0], sine(q[1]))
        return multiply(flat, cosine(q[2])), multiply(flat, sine(q[2])), multiply(q[0], cosine(q[1]))
    return (multiply(q[0], cosine(q[1])), multiply(q[0], sine(q[1])), *q[2:])


def _same(a: Expr, b: Expr) -> bool:
    """Whether two products have the same factors."""
    factors = [sorted(map(repr, one.args)) if one.head == "multiply" else [repr(one)] for one in (a, b)]
    return factors[0] == factors[1]


# ------------------------------------------------------------------ in the plane


def _flat(names: list[str]) -> Iterator[str]:
    def at(x: float, y: float) -> Place:
        return 60 + 1.45 * UNIT * x, 180 - 1.45 * UNIT * y

    point = 1.15 * cos(POINT_FLAT), 1.15 * sin(POINT_FLAT)
    yield from _arrow(at(-0.25, 0), at(1.6, 0))
    yield from _arrow(at(0, -0.2), at(0, 1.1))
    yield _text(*at(1.68, -0.03), italic("x"))
    yield _text(*at(-0.1, 1.05), italic("y"))
    yield _line([at(0, 0), at(*point)])
    yield _line([at(0.4 * cos(a), 0.4 * sin(a)) for a in _steps(0, POINT_FLAT)], "level")
    yield _text(*at(0.52 * cos(POINT_FLAT / 2), 0.52 * sin(POINT_FLAT / 2) - 0.04), _letter(names[1]))
    yield _text(*at(0.62 * point[0] - 0.09, 0.62 * point[1] + 0.06), _letter(names[0]))
    yield _dot(at(*point))


# ------------------------------------------------------------------ in space


def _project(p: Space) -> Place:
    """Seen from the front, right and above: x comes forward, y goes right, z up."""
    x, y, z = p
    return 150 + UNIT * (1.25 * y - 0.62 * x), 175 + UNIT * (0.42 * x - 1.2 * z + 0.06 * y)


def _solid(kind: str, names: list[str]) -> Iterator[str]:
    length = 1.25
    flat = length * sin(POINT_UP)
    top = length * cos(POINT_UP)
    foot = flat * cos(POINT_FLAT), flat * sin(POINT_FLAT), 0.0
    point = foot[0], foot[1], top
    origin = 0.0, 0.0, 0.0
    for end, name, move in (((1.75, 0, 0), "x", (-12, 6)), ((0, 1.25, 0), "y", (12, 6)), ((0, 0, 1.3), "z", (-12, 6))):
        yield from _arrow(_project(origin), _project(end))
        x, y = _project(end)
        yield _text(x + move[0], y + move[1], italic(name))
    yield _line(map(_project, (origin, foot)), "mark")
    yield _line(map(_project, (foot, point)), "mark")
    turn = 0.62
    yield _line((_project((turn * cos(a), turn * sin(a), 0)) for a in _steps(0, POINT_FLAT)), "level")
    x, y = _project((0.82 * cos(POINT_FLAT / 2), 0.82 * sin(POINT_FLAT / 2), 0))
    around = names[1] if kind == "cylindrical" else names[2]
    yield _text(x, y + 6, _letter(around))
    if kind == "cylindrical":
        yield from _cylinder(names, foot, point)
    else:
        yield from _ball(names, origin, point, length)
    yield _dot(_project(point))


def _cylinder(names: list[str], foot: Space, point: Space) -> Iterator[str]:
    """The distance from the axis, drawn at the height of the point, and the height."""
    axis = 0.0, 0.0, point[2]
    yield _line(map(_project, (axis, point)))
    x, y = _project(((axis[0] + point[0]) / 2, (axis[1] + point[1]) / 2, point[2]))
    yield _text(x, y - 7, _letter(names[0]))
    x, y = _project((foot[0], foot[1], point[2] / 2))
    yield _text(x + 12, y + 4, _letter(names[2]))


def _ball(names: list[str], origin: Space, point: Space, length: float) -> Iterator[str]:
    """The distance from the origin, and the angle from the axis."""
    yield _line(map(_project, (origin, point)))
    x, y = _project((0.66 * point[0], 0.66 * point[1], 0.66 * point[2]))
    yield _text(x + 10, y + 13, _letter(names[0]))
    reach = 0.55 * length

    def on_arc(a: float) -> Place:
        side = reach * sin(a)
        return _project((side * cos(POINT_FLAT), side * sin(POINT_FLAT), reach * cos(a)))

    yield _line((on_arc(a) for a in _steps(0, POINT_UP)), "level")
    x, y = on_arc(POINT_UP / 2)
    yield _text(x + 4, y - 8, _letter(names[1]))


# ------------------------------------------------------------------ strokes


def _steps(start: float, end: float) -> list[float]:
    return [start + (end - start) * k / 24 for k in range(25)]


def _line(points: Iterable[Place], kind: str = "edge") -> str:
    return f'<path class="{kind}" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in points)}" fill="none"/>'


def _arrow(start: Place, end: Place) -> Iterator[str]:
    length = hypot(end[0] - start[0], end[1] - start[1])
    a, b = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    corners = [(end[0] - 8 * a - side * b, end[1] - 8 * b + side * a) for side in (3.2, -3.2)]
    yield _line([start, end])
    yield f'<path class="tip" d="M{end[0]:.1f} {end[1]:.1f}{"".join(f"L{x:.1f} {y:.1f}" for x, y in corners)}Z"/>'


def _dot(at: Place) -> str:
    return f'<circle class="tip" cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="4"/>'


def _letter(name: str) -> str:
    return italic(name) if len(name) == 1 else name


def _text(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="16">{escape(text)}</text>'
