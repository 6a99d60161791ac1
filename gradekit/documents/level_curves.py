"""Level curves of a function of two letters, in a solution with its gradient: what a question about slopes looks like.

The function stands in the question, so its level curves give nothing away; its gradient is often what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from html import escape
from itertools import pairwise
from math import cos, hypot, isfinite, sin
from typing import TypeAlias, final

from gradekit.calculus.graph import Graph
from gradekit.calculus.labels import letter
from gradekit.documents.angles import frame_kind
from gradekit.documents.blocks import Figure, line
from gradekit.documents.curves import number_shown, ticks
from gradekit.documents.mathematics.letters import italic
from gradekit.documents.mathematics.plain import to_plain
from gradekit.documents.messages import words
from gradekit.documents.plain import plain_text
from gradekit.equality.points.values import values_at
from gradekit.grading.plotted import about_slopes
from gradekit.model.composition import At, Composition, Node
from gradekit.model.message import Message, Param
from gradekit.model.problem import Issued
from gradekit.syntax.tree import Expr, symbols_of

Points: TypeAlias = list[tuple[float, float]]

GRID, ARROWS = 31, 7
FLATTEST = 0.3
"""The sides of a rectangle must not be further apart."""
SIDE, LEFT, BOTTOM, MARGIN = 290, 46, 34, 10
"""Pixels: the square of the drawing and what is around it."""


@final
@dataclass(frozen=True, slots=True)
class Landscape:
    """A function of two letters over a rectangle of them; in polar coordinates it is drawn in the plane."""

    name: str
    expr: Expr
    letters: tuple[str, str]
    ranges: tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]
    polar: bool = False

    @property
    def window(self) -> tuple[float, float, float, float]:
        """What is drawn of the plane: left, right, low, high."""
        (left, right), (low, high) = ((float(a), float(b)) for a, b in self.ranges)
        if not self.polar:
            return left, right, low, high
        corners = [(right * cos(a), right * sin(a)) for a in (low + (high - low) * k / 60 for k in range(61))]
        xs, ys = [0.0, *(x for x, _ in corners)], [0.0, *(y for _, y in corners)]
        return min(xs), max(xs), min(ys), max(ys)

    @property
    def scale(self) -> float:
        """Pixels of a unit, the same both ways, so that what is at right angles looks like it."""
        left, right, low, high = self.window
        return SIDE / max(right - left, high - low)

    def in_plane(self, first: float, second: float) -> tuple[float, float]:
        """The point of the plane that two values of the letters stand for."""
        return (first * cos(second), first * sin(second)) if self.polar else (first, second)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point in the drawing."""
        left, _, _, high = self.window
        return LEFT + (x - left) * self.scale, MARGIN + (high - y) * self.scale

    def places(self, count: int) -> tuple[list[Fraction], list[Fraction]]:
        """So many values of each letter, from end to end."""
        firsts, seconds = (
            [low + (high - low) * Fraction(k, count - 1) for k in range(count)] for low, high in self.ranges
        )
        return firsts, seconds

    def turned(self, slopes: tuple[float, float], first: float, second: float) -> tuple[float, float]:
        """The partial derivatives by the letters as the gradient in the plane."""
        if not self.polar:
            return slopes
        out, around = slopes[0], slopes[1] / first
        return out * cos(second) - around * sin(second), out * sin(second) + around * cos(second)


def landscape(issued: Issued) -> Landscape | None:
    """The function whose slopes are asked for, where it is one of two letters with a range each."""
    outputs = issued.composition.outputs
    if not about_slopes(issued) or len(outputs) != 1 or issued.left_open:
        return None
    expr, inputs = issued.composition.node(outputs[0]).expr, issued.composition.inputs
    framed = issued.composition.frame is not None
    polar = frame_kind(issued.composition) == "polar" and symbols_of(expr) <= set(inputs)
    letters = inputs if polar else tuple(sorted(symbols_of(expr)))
    if len(letters) != 2 or (framed and not polar and symbols_of(expr) & set(inputs)):
        return None
    ranges = _ranges(issued, letters)
    if ranges is None:
        return None
    found = Landscape(outputs[0], expr, (letters[0], letters[1]), ranges, polar)
    left, right, low, high = found.window
    return found if FLATTEST < (right - left) / (high - low) < 1 / FLATTEST else None


def _ranges(
    issued: Issued, letters: tuple[str, ...]
) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]] | None:
    """The box of the letters; of x and y in polar coordinates the square around the origin."""
    inputs, box = issued.composition.inputs, issued.box
    if not box.keys() >= set(inputs):
        return None
    if not set(letters) <= set(inputs):
        if frame_kind(issued.composition) != "polar":
            return None
        reach = box[inputs[0]][1]
        return (-reach, reach), (-reach, reach)
    points = [part.quantity.point for part in issued.parts if isinstance(part.quantity, At)]
    where = dict(points[0]) if points else {}
    first, second = (_around(where.get(name), *box[name]) for name in letters)
    return (first, second) if first[0] < first[1] and second[0] < second[1] else None


def _around(value: Fraction | None, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """The range, moved to where the value is its middle if it does not hold the value."""
    shift = 0 if value is None or low <= value <= high else value - (low + high) / 2
    return low + shift, high + shift


def level_curves_figure(issued: Issued, language: str = "en", *, gradient: bool = False) -> Figure | None:
    """The level curves; with `gradient` its arrows too, which only a solution may show."""
    found = landscape(issued)
    return None if found is None else _figure(found, language, gradient)


@lru_cache(maxsize=256)
def _figure(found: Landscape, language: str, gradient: bool) -> Figure | None:
    heights = _heights(found)
    known = sorted(value for row in heights for value in row if isfinite(value))
    if len(known) < GRID * GRID // 4 or known[0] == known[-1]:
        return None
    levels = ticks(known[len(known) // 25], known[-1 - len(known) // 25])
    drawn = [(level, [found.in_plane(*p) for p in points]) for level, points in _curves(found, heights, levels)]
    if not drawn:
        return None
    parts = [*_frame(found), *(_path(found, points) for _, points in drawn), *_labels(found, drawn)]
    parts += _arrows(found) if gradient else ()
    kind, ends = "gradient" if gradient else "levels", [level for level, _ in drawn]
    shown: dict[str, Param] = {"low": number_shown(min(ends)), "high": number_shown(max(ends)), "name": found.name}
    caption = words(Message(f"figure.{kind}", {"name": found.name}), language)
    alt = plain_text(f"{caption} {words(Message('figure.levels-alt', shown), language)}")
    left, right, low, high = found.window
    wide, tall = LEFT + (right - left) * found.scale + 24, (high - low) * found.scale + MARGIN + BOTTOM
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {tall:g}" width="{wide:g}" height="{tall:g}"'
    return Figure(f'{head} role="img" aria-label="{escape(alt)}">{"".join(parts)}</svg>', alt, line(caption))


def _heights(found: Landscape) -> list[list[float]]:
    """The values on the grid, a row for each y; not a number where there is none."""
    xs, ys = found.places(GRID)
    names = found.letters
    return [[_real(values_at([found.expr], {names[0]: x, names[1]: y})[0]) for x in xs] for y in ys]


def _real(value: tuple[float, float] | None) -> float:
    return value[0] if value is not None and value[1] == 0 else float("nan")


def _curves(found: Landscape, heights: list[list[float]], levels: list[float]) -> Iterator[tuple[float, Points]]:
    """Each level with each of its curves."""
    import numpy as np
    from contourpy import contour_generator

    xs, ys = found.places(GRID)
    table = np.ma.masked_invalid(np.array(heights))  # there are no curves where there is no value
    generator = contour_generator([float(x) for x in xs], [float(y) for y in ys], table)
    for level in levels:
        for found_line in generator.lines(level):
            points = np.asarray(found_line, dtype=float).tolist()
            if len(points) > 2:
                yield level, [(x, y) for x, y in points]


def _frame(found: Landscape) -> Iterator[str]:
    left, right, low, high = found.window
    x1, floor = found.at(left, low)
    x2, top = found.at(right, high)
    yield f'<path class="edge" d="M{x1:.1f} {top:.1f}V{floor:.1f}H{x2:.1f}V{top:.1f}Z" fill="none"/>'
    for value in ticks(left, right):
        x, _ = found.at(value, low)
        yield f'<path class="edge" d="M{x:.1f} {floor:.1f}V{floor + 4:.1f}"/>'
        yield _text(x, floor + 16, number_shown(value))
    for value in ticks(low, high):
        _, y = found.at(left, value)
        yield f'<path class="edge" d="M{x1:.1f} {y:.1f}H{x1 - 4:.1f}"/>'
        yield _text(x1 - 7, y + 4, number_shown(value), "end")
    names = ("x", "y") if found.polar else found.letters
    yield _text((x1 + x2) / 2, floor + 31, _letter(names[0]), size=15)
    yield _text(12, (top + floor) / 2, _letter(names[1]), size=15)


def _letter(name: str) -> str:
    shown = to_plain(letter(name, {}))
    return italic(shown) if len(shown) == 1 else shown


def _path(found: Landscape, points: Points) -> str:
    placed = (found.at(x, y) for x, y in points)
    return f'<path class="level" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in placed)}" fill="none"/>'


def _labels(found: Landscape, drawn: list[tuple[float, Points]]) -> Iterator[str]:
    """The height of each curve on the longest piece of it, where it is free."""
    taken: list[tuple[float, float]] = []
    left, right, low, high = found.window
    (x1, y1), (x2, y2) = found.at(left, high), found.at(right, low)
    longest = {level: max((p for other, p in drawn if other == level), key=_length) for level, _ in drawn}
    for level, points in longest.items():
        places = (found.at(*points[round((len(points) - 1) * part)]) for part in (0.5, 0.35, 0.65, 0.2, 0.8))
        free = [
            (x, y)
            for x, y in places
            if x1 + 14 < x < x2 - 14 and y1 + 8 < y < y2 - 8 and all(hypot(x - a, y - b) > 28 for a, b in taken)
        ]
        if free:
            (x, y), text = free[0], number_shown(level)
            taken.append((x, y))
            half = 3.4 * len(text) + 2
            yield f'<rect class="halo" x="{x - half:.1f}" y="{y - 8:.1f}" width="{2 * half:.1f}" height="16" rx="3"/>'
            yield _text(x, y + 4, text)


def _length(points: Points) -> float:
    return sum(hypot(c - a, d - b) for (a, b), (c, d) in pairwise(points))


def _arrows(found: Landscape) -> Iterator[str]:
    """The gradient at a few places, as long as it is steep there, the longest as far as the next place."""
    firsts, seconds = found.places(ARROWS + 2)
    slopes = [(found.in_plane(float(p), float(q)), _slope(found, p, q)) for p in firsts[1:-1] for q in seconds[1:-1]]
    known = [(place, slope) for place, slope in slopes if all(map(isfinite, slope))]
    steepest = max((hypot(*slope) for _, slope in known), default=0.0)
    for place, (across, up) in known:
        if hypot(across, up) > steepest / 25:
            unit = SIDE / (ARROWS + 1) * 0.85 / steepest
            yield from _arrow(*found.at(*place), across * unit, -up * unit)


def _slope(found: Landscape, first: Fraction, second: Fraction) -> tuple[float, float]:
    values = values_at(_gradient(found), dict(zip(found.letters, (first, second), strict=True)))
    return found.turned((_real(values[0]), _real(values[1])), float(first), float(second))


@lru_cache(maxsize=64)
def _gradient(found: Landscape) -> tuple[Expr, Expr]:
    graph = Graph(Composition(found.letters, (Node(found.name, found.expr),), (found.name,)))
    return graph.local(found.name, found.letters[0]), graph.local(found.name, found.letters[1])


def _arrow(x: float, y: float, across: float, down: float) -> Iterator[str]:
    length = hypot(across, down)
    a, b, head = across / length, down / length, min(6.0, 0.45 * length)
    end = x + across, y + down
    yield f'<path class="edge" d="M{x:.1f} {y:.1f}L{end[0]:.1f} {end[1]:.1f}" fill="none"/>'
    corners = [(end[0] - head * a - side * b, end[1] - head * b + side * a) for side in (head / 2.4, -head / 2.4)]
    yield f'<path class="tip" d="M{end[0]:.1f} {end[1]:.1f}{"".join(f"L{p:.1f} {q:.1f}" for p, q in corners)}Z"/>'


def _text(x: float, y: float, text: str, anchor: str = "middle", *, size: float = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size:g}">{escape(text)}</text>'
