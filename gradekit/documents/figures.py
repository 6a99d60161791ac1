"""The graph of a problem as SVG.

The drawing holds no colours: the style sheet of the page gives them, so it follows dark mode and print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from math import hypot
from typing import TypeAlias, final

from gradekit.calculus.graph import Graph
from gradekit.calculus.labels import edge_label, letter, quotient
from gradekit.documents.blocks import Figure, line
from gradekit.documents.layering import Edge, Layout, Place, layout
from gradekit.documents.mathematics.letters import italic
from gradekit.documents.mathematics.plain import to_plain
from gradekit.documents.messages import words
from gradekit.documents.plain import plain_text
from gradekit.model.composition import Composition
from gradekit.model.message import Message

Point: TypeAlias = tuple[float, float]
Bend: TypeAlias = tuple[Point, Point, Point, Point]
"""A cubic Bezier curve by its four points."""

Box: TypeAlias = tuple[float, float, float]
"""The middle of a label and half its width."""

COLUMN, ROW, MARGIN = 180, 70, 14
HEIGHT = 30
"""Pixels: the distance of columns and rows, the margin, the height of a node."""
ON_CURVE = (0.5, 0.38, 0.62, 0.32, 0.68, 0.27, 0.73)
"""Where on a curve its label may stand."""


def graph_figure(
    composition: Composition, spoken_as: Mapping[str, str], language: str = "en", *, prompt: str | None = None
) -> Figure | None:
    """The graph of a composition, inputs at the left, each arrow with the derivative it stands for; None where there is
    nothing to see because only one step leads from the inputs to the outputs, or where letters would stand in it that
    the question does not name: those of the way to the answers."""
    drawn = Drawn(composition)
    if prompt is not None and not all(_bare(letter(name, spoken_as)) in _bare(prompt) for name in drawn.parents):
        return None
    if len(drawn.parents) < 2 or not any(parent in drawn.parents for parent, _ in drawn.edges):
        return None
    names = {name: to_plain(letter(name, spoken_as)) for name in drawn.order}
    labels = {edge: to_plain(drawn.label(edge, spoken_as)) for edge in drawn.edges}
    told = (
        Message("figure.depends", {"node": names[name], "parents": tuple(names[parent] for parent in parents)})
        for name, parents in drawn.parents.items()
        if parents
    )
    lines = "; ".join(plain_text(words(message, language)) for message in told)
    alt = plain_text(words(Message("figure.graph", {"lines": lines}), language))
    caption = line(words(Message("sheet.graph"), language))
    return Figure(_svg(layout(drawn.order, drawn.edges), names, labels, alt), alt, caption)


def _bare(latex: str) -> str:
    return latex.replace("{", "").replace("}", "").replace(" ", "")


@final
class Drawn:
    """What is drawn of a composition: its letters, of an array the array itself, and an arrow for each derivative."""

    def __init__(self, composition: Composition) -> None:
        self._graph = Graph(composition)
        arrays = [block for block in composition.blocks if block.shape]
        self._group = {entry: block.name for block in arrays for entry in block.members}
        self._arrays = {block.name for block in arrays}
        self.order = tuple(dict.fromkeys(map(self._drawn_as, self._graph.order)))
        self.parents: dict[str, tuple[str, ...]] = {}
        for name in self._graph.nodes:
            above = map(self._drawn_as, self._graph.parents(name))
            known = self.parents.get(self._drawn_as(name), ())
            self.parents[self._drawn_as(name)] = tuple(dict.fromkeys((*known, *above)))
        self.edges = [(parent, name) for name, parents in self.parents.items() for parent in parents]

    def label(self, edge: Edge, spoken_as: Mapping[str, str]) -> str:
        """The derivative that an arrow stands for."""
        parent, name = edge
        if self._arrays.isdisjoint(edge):
            return edge_label(self._graph, name, parent, spoken_as, held=False)
        return quotient(name, parent, spoken_as, partial=len(self.parents[name]) > 1)

    def _drawn_as(self, name: str) -> str:
        return self._group.get(name, name)


def _svg(placed: Layout, names: Mapping[str, str], labels: Mapping[Edge, str], alt: str) -> str:
    widths = {name: max(34.0, 12.0 + 9.5 * len(text)) for name, text in names.items()}
    width = (placed.columns - 1) * COLUMN + 2 * MARGIN + int(max(widths.values()))
    height = int((placed.rows - 1) * ROW + 2 * MARGIN + HEIGHT)
    left = MARGIN + max(widths.values()) / 2

    def at(place: Place) -> Point:
        return left + place.column * COLUMN, MARGIN + HEIGHT / 2 + place.row * ROW

    curves = {
        (a, b): _curve([at(place) for place in route], widths[a], widths[b]) for (a, b), route in placed.routes.items()
    }
    parts = [
        *map(_edge, curves.values()),
        *_edge_labels(curves, labels),
        *(_node(at(place), widths[name], names[name]) for name, place in placed.places.items()),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(alt)}">'
        f"{''.join(parts)}</svg>"
    )


def _node(at: Point, width: float, text: str) -> str:
    x, y = at
    box = (
        f'<rect class="node" x="{x - width / 2:g}" y="{y - HEIGHT / 2:g}" width="{width:g}" height="{HEIGHT}" rx="9"/>'
    )
    return box + _text(x, y + 5, text, "", 16)


def _curve(points: list[Point], start: float, end: float) -> list[Bend]:
    """A straight line to the next column; further on a curve through the places that were kept free for it."""
    (x, y), *rest = points
    x += start / 2
    bends: list[Bend] = []
    for index, (to_x, to_y) in enumerate(rest):
        to_x -= end / 2 + 1 if index == len(rest) - 1 else 0
        level, slope = ((to_x - x) * 0.45, 0.0) if len(rest) > 1 else ((to_x - x) / 3, (to_y - y) / 3)
        bends.append(((x, y), (x + level, y + slope), (to_x - level, to_y - slope), (to_x, to_y)))
        x, y = to_x, to_y
    return bends


def _edge(curve: list[Bend]) -> str:
    (x, y), *_ = curve[0]
    path = f"M{x:g} {y:g}" + "".join(
        f"C{a[0]:g} {a[1]:g} {b[0]:g} {b[1]:g} {end[0]:g} {end[1]:g}" for _, a, b, end in curve
    )
    return f'<path class="edge" d="{path}" fill="none"/>' + _tip(curve[-1])


def _tip(bend: Bend) -> str:
    """The head of the arrow, along the last direction of the curve."""
    (from_x, from_y), (x, y) = bend[2], bend[3]
    length = hypot(x - from_x, y - from_y) or 1.0
    along, across = (x - from_x) / length, (y - from_y) / length
    corners = [(x, y), *((x - 8 * along - side * across, y - 8 * across + side * along) for side in (3.2, -3.2))]
    return f'<path class="tip" d="M{"L".join(f"{a:.1f} {b:.1f}" for a, b in corners)}z"/>'


def _edge_labels(curves: Mapping[Edge, list[Bend]], labels: Mapping[Edge, str]) -> Iterator[str]:
    """Each label on its curve, where it covers least of the other curves and labels, on a ground of its own."""
    taken: list[Box] = []
    points = {edge: [_point_on(bend, k / 24) for bend in curve for k in range(25)] for edge, curve in curves.items()}
    for edge, curve in curves.items():
        half = 3.6 * len(labels[edge]) + 3
        others = [point for other, line in points.items() if other != edge for point in line]
        boxes = [(*_point_on(bend, part), half) for part in ON_CURVE for bend in curve]
        x, y, _ = best = min(boxes, key=lambda box: _covered(box, others, taken))
        taken.append(best)
        halo = f'<rect class="halo" x="{x - half:g}" y="{y - 10:g}" width="{2 * half:g}" height="20" rx="4"/>'
        yield halo + _text(x, y + 4.5, labels[edge], ' class="on-edge"', 13.5)


def _covered(box: Box, points: list[Point], taken: list[Box]) -> int:
    """How much a label there would cover: points of other curves, and above all other labels."""
    x, y, half = box
    curves = sum(abs(x - px) < half and abs(y - py) < 10 for px, py in points)
    return curves + 1000 * sum(abs(x - ox) < half + other and abs(y - oy) < 19 for ox, oy, other in taken)


def _point_on(bend: Bend, part: float) -> Point:
    """The point of a Bezier curve at that part of its parameter."""
    weights = ((1 - part) ** 3, 3 * part * (1 - part) ** 2, 3 * part**2 * (1 - part), part**3)
    x = sum(weight * point[0] for weight, point in zip(weights, bend, strict=True))
    y = sum(weight * point[1] for weight, point in zip(weights, bend, strict=True))
    return round(x, 1), round(y, 1)


def _text(x: float, y: float, text: str, kind: str, size: float) -> str:
    at = f'x="{x:g}" y="{y:g}" text-anchor="middle" font-size="{size:g}"'
    return f"<text{kind} {at}>{escape(_letters(text))}</text>"


def _letters(text: str) -> str:
    """Single letters and differentials slanted, names of several letters upright."""
    return re.sub(
        r"[A-Za-z\u0370-\u03ff]+",
        lambda found: italic(found.group()) if _is_variable(found.group()) else found.group(),
        text,
    )


def _is_variable(word: str) -> bool:
    return len(word) == 1 or (len(word) == 2 and word[0] == "d")
