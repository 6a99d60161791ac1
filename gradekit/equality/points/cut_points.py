"""Points on branch cuts of complex functions: log(conjugate(z)) and conjugate(log(z)) differ where z < 0, nowhere else.

Points in general position never lie on a cut, so those are looked for where an argument is real, or imaginary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, pairwise
from typing import final

from flint import acb, arb

from gradekit.equality.graph import Graph, used_by
from gradekit.equality.points.balls import precision
from gradekit.equality.points.points import Coordinate, Point
from gradekit.equality.points.samples import FIRST_BITS, Samples
from gradekit.equality.points.values import exact, in_reach

_ALONG = tuple(Fraction(n, 8) for n in (-4, -20, 4, 20))
_ZERO = Fraction(0)
_POINTS, _MOST, _GENERIC, _HALVINGS = 4, 60, 6, 16


def _is_negative(x: acb) -> bool:
    return bool(x.real < 0)


def _is_beyond_one(x: acb) -> bool:
    return bool(abs(x.real) > 1)


def _is_below_one(x: acb) -> bool:
    return bool(x.real < 1)


_ON_CUT: dict[str, tuple[complex, Callable[[acb], bool]]] = {
    "log": (1, _is_negative),
    "acosh": (1, _is_below_one),
    **dict.fromkeys(("asin", "acos", "atanh"), (1, _is_beyond_one)),
    **dict.fromkeys(("atan", "asinh"), (1j, _is_beyond_one)),
    **dict.fromkeys(("asec", "acsc", "acoth", "asech"), (1, lambda x: not _is_beyond_one(x))),
    **dict.fromkeys(("acot", "acsch"), (1j, lambda x: not _is_beyond_one(x))),
}
"""By what the argument is divided to be real on the cut, and which real numbers are on it."""


def cut_nodes(graph: Graph, roots: Sequence[int]) -> dict[int, tuple[complex, Callable[[acb], bool]]]:
    """The arguments of functions with a cut, each with where that is."""
    found: dict[int, tuple[complex, Callable[[acb], bool]]] = {}
    for row in map(graph.nodes.__getitem__, used_by(graph, roots)):
        if row[0] in ("q", "^"):
            found[row[1]] = _ON_CUT["log"]
        elif row[0] == "f" and row[1] in _ON_CUT:
            found[row[2]] = _ON_CUT[row[1]]
    return {node: cut for node, cut in found.items() if graph.nodes[node][0] != "n"}


def points_on_cuts(samples: Samples, roots: Sequence[int]) -> Iterator[Point]:
    """Points of the domain with coordinates on the axes, and others that make the argument of such a function real."""
    names = samples.names
    complex_names = [name for name in names if samples.domain.of(name).kind == "complex"]
    for name in complex_names:
        for turn, value in enumerate(_ALONG):
            yield {**samples.point(turn), name: value}
            yield {**samples.point(turn), name: (_ZERO, value)}
    if len(complex_names) > 1:
        for turn in range(_POINTS):
            yield {**samples.point(turn), **{name: _ALONG[(turn + k) % 4] for k, name in enumerate(complex_names)}}
    for name in names if samples.graph.complex else ():
        if name not in complex_names and samples.domain.of(name).interval.holds(_ZERO):
            yield from ({**samples.point(turn), name: _ZERO} for turn in range(_POINTS))
    for node, (unit, _) in cut_nodes(samples.graph, roots).items():
        yield from islice(_solved(samples, node, unit), _MOST // 4)


def _solved(samples: Samples, node: int, unit: complex) -> Iterator[Point]:
    """Points where the imaginary part of node/unit is 0, if that is affine in a coordinate with dyadic numbers."""
    for name in samples.names:
        for turn in range(_POINTS):
            point = samples.point(turn)
            first, second = (_imaginary(samples, node, unit, _moved(point, name, by)) for by in (0, 1))
            if first is None or second is None or first == second:
                continue
            moved = _moved(point, name, first / (first - second))
            value = moved[name]
            real = value[1] if isinstance(value, tuple) else value
            if isinstance(value, tuple) or samples.domain.of(name).interval.holds(real):
                yield moved


def _moved(point: Point, name: str, by: Fraction | int) -> Point:
    """The point with the coordinate moved, of a complex one the imaginary part."""
    value = point[name]
    there: Coordinate = (value[0], value[1] + by) if isinstance(value, tuple) else value + by
    return {**point, name: there}


def _imaginary(samples: Samples, node: int, unit: complex, point: Point) -> Fraction | None:
    with precision(FIRST_BITS * 4):
        value = samples.values(point, FIRST_BITS * 4)[node]
        part = (acb(value) / acb(unit)).imag
        return exact(part) if part.is_finite() and part.rad() == 0 and in_reach(part) else None


def unseen_cuts(samples: Samples, roots: Sequence[int], seen: Sequence[Point]) -> bool:
    """Whether an argument crosses a cut between two points in general position, and lay on it at none of those."""
    generic = [samples.point(index) for index in range(_GENERIC)]
    for node, (unit, on_cut) in cut_nodes(samples.graph, roots).items():
        cut = _Cut(samples, node, unit, on_cut)
        crossed = any(cut.is_crossed(one, other) for one, other in pairwise(generic))
        if crossed and not any(cut.holds(point) for point in seen):
            return True
    return False


@final
@dataclass(frozen=True)
class _Cut:
    """The cut of a function, seen through its argument."""

    samples: Samples
    node: int
    unit: complex
    on_cut: Callable[[acb], bool]

    def _value(self, point: Point) -> acb:
        with precision(FIRST_BITS):
            return acb(self.samples.values(point, FIRST_BITS)[self.node]) / acb(self.unit)

    def holds(self, point: Point) -> bool:
        """Whether the argument lies on the cut."""
        value = self._value(point)
        return bool(value.imag == 0) and self.on_cut(value)

    def is_crossed(self, one: Point, other: Point) -> bool:
        """Whether the argument goes from one side to the other across the cut, and not where there is none."""
        first, last = (_side(self._value(point).imag) for point in (one, other))
        if not first or not last or first == last:
            return False
        for _ in range(_HALVINGS):
            middle = _between(one, other)
            side = _side(self._value(middle).imag)
            if side == last:
                other = middle
            elif side == first:
                one = middle
            else:
                break
        return self.on_cut(self._value(one)) and self.on_cut(self._value(other))


def _between(one: Point, other: Point) -> Point:
    """The middle of a segment, also of complex coordinates."""
    return {name: _middle(value, other[name]) for name, value in one.items()}


def _middle(a: Coordinate, b: Coordinate) -> Coordinate:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return (a + b) / 2
    if isinstance(a, tuple) and isinstance(b, tuple):
        return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    return a


def _side(x: arb) -> int:
    return 1 if x > 0 else -1 if x < 0 else 0
