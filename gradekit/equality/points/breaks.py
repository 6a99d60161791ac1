"""Points on both sides of the kinks and jumps of two expressions, found by halving segments between points."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gradekit.equality.graph import BROKEN, Graph, used_by
from gradekit.equality.points.balls import precision, whole_number
from gradekit.equality.points.points import Coordinate, Point
from gradekit.equality.points.samples import Samples

_HALVINGS = 24
_SEGMENTS = 6


def breakpoints(samples: Samples, roots: tuple[int, ...]) -> Iterator[Point]:
    """Two points close to each other, one on each side, for every kink that a segment between generic points meets."""
    if samples.principal or not samples.graph.broken:
        return
    inner = samples.graph
    for node in used_by(inner, roots):
        for crossing in _crossing_nodes(inner, node):
            for index in range(_SEGMENTS):
                yield from _beside(samples, crossing, samples.point(index), samples.point(index + 1))


def _crossing_nodes(graph: Graph, node: int) -> list[tuple[int, ...]]:
    """Pairs of nodes whose values change order at a kink of this node; one node means a change of its sign."""
    row = graph.nodes[node]
    if row[0] == "f" and row[1] in ("Abs", "sign"):
        return [(row[2],)]
    if row[0] == "f" and row[1] in BROKEN:
        return [(node,)]
    if row[0] == "r":
        return [(row[2],)]
    return [(row[2], row[3])] if row[0] == "g" and row[1] in BROKEN else []


def _side(samples: Samples, crossing: tuple[int, ...], point: Point) -> int | None:
    with precision(128):
        values = samples.values(point, 128)
        value = values[crossing[0]]
        if len(crossing) == 2:
            value = value - values[crossing[1]]
        if not value.is_finite():
            return None
        jump = samples.graph.nodes[crossing[0]]
        if len(crossing) == 1 and jump[0] == "f" and jump[1] in ("floor", "ceiling"):
            return whole_number(value)
    return 1 if value > 0 else -1 if value < 0 else None


def _beside(samples: Samples, crossing: tuple[int, ...], one: Point, other: Point) -> Iterator[Point]:
    first, last = _side(samples, crossing, one), _side(samples, crossing, other)
    if first is None or last is None or first == last:
        return
    for _ in range(_HALVINGS):
        middle = between(one, other, _whole_symbols(samples))
        if middle in (one, other):
            break
        side = _side(samples, crossing, middle)
        if side is None:
            break
        if side == first:
            one = middle
        else:
            other = middle
    yield one
    yield other


def _whole_symbols(samples: Samples) -> frozenset[str]:
    return frozenset(name for name in samples.names if samples.domain.of(name).kind == "integer")


def between(one: Point, other: Point, whole: frozenset[str] = frozenset()) -> Point:
    """The middle of a segment, as near to it as whole numbers allow for some of the symbols."""
    middle = {name: _middle(value, other[name]) for name, value in one.items()}
    for name in whole:
        value = middle[name]
        if isinstance(value, Fraction):
            middle[name] = Fraction(value.__floor__())
    return middle


def _middle(a: Coordinate, b: Coordinate) -> Coordinate:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return (a + b) / 2
    return a
