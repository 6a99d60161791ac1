"""The cells of a pair with cases: parts of the domain in each of which every comparison is true or false throughout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import final

from gradekit.equality.cases.affine import affine_of
from gradekit.equality.cases.conditions import holds
from gradekit.equality.cases.cuts import Axis, Place, axes_of, simplest
from gradekit.equality.graph import Graph, Node, used_by
from gradekit.equality.limits import LimitMet
from gradekit.equality.points.exactly import rational_values
from gradekit.equality.points.points import Coordinate, Point
from gradekit.equality.points.samples import Samples
from gradekit.equality.proof.state import Fact
from gradekit.model.domain import Domain, Interval, Range

_MOST_CELLS = 48
_MOST_BOUNDARIES = 240
_MOST_POINTS = 160
_NEAR = Fraction(1, 1 << 20)


@final
@dataclass(frozen=True, slots=True)
class Cells:
    """All combinations of places along the axes of one pair."""

    graph: Graph
    axes: tuple[Axis, ...]

    def inner(self) -> Iterator[tuple[int, ...]]:
        """Where every axis is between two of its values: the cells with interior, by the numbers of their places."""
        yield from product(*([k for k, place in enumerate(axis.places) if not place.at] for axis in self.axes))

    def boundaries(self) -> Iterator[tuple[int, ...]]:
        """Where at least one axis is at one of its values."""
        for cell in product(*(range(len(axis.places)) for axis in self.axes)):
            if any(place.at for place in self.places(cell)):
                yield cell

    def places(self, cell: Sequence[int]) -> list[Place]:
        """The places of a cell."""
        return [axis.places[k] for axis, k in zip(self.axes, cell, strict=True)]

    def beside(self, cell: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """The cells with interior that touch a boundary."""
        yield from product(
            *(
                [k for k in (at - 1, at + 1) if 0 <= k < len(axis.places) and not axis.places[k].at]
                if axis.places[at].at
                else [at]
                for axis, at in zip(self.axes, cell, strict=True)
            )
        )

    def truth(self, cell: Sequence[int], row: Node) -> bool | None:
        """Whether a comparison holds there; None where what is compared has no value."""
        for axis, k in zip(self.axes, cell, strict=True):
            if row[2] in axis.signs:
                sign = axis.signs[row[2]][k]
                return None if sign is None else holds(row[1], sign)
        raise LimitMet("cases")  # a quantity whose letters cancel lies along no axis

    def domain(self, cell: Sequence[int], domain: Domain) -> Domain:
        """The part of the domain around a cell with interior, as far as rational ends of symbols say it."""
        ranges = {given.symbol: given for given in domain.ranges}
        for axis, place in zip(self.axes, self.places(cell), strict=True):
            if axis.symbol is not None and not place.at:
                given = domain.of(axis.symbol)
                interval = given.interval
                ranges[axis.symbol] = Range(
                    axis.symbol,
                    Interval(
                        place.low,
                        place.high,
                        interval.low_open if place.low == interval.low else True,
                        interval.high_open if place.high == interval.high else True,
                    ),
                    given.kind,
                )
        return Domain(tuple(ranges.values()), domain.reading)

    def facts(self, cell: Sequence[int], of_expected: frozenset[int]) -> tuple[Fact, ...]:
        """Signs that hold in a cell with interior and that the ends of symbols do not say."""
        found: dict[int, Fact] = {}
        for axis, place, k in zip(self.axes, self.places(cell), cell, strict=True):
            if not place.at and not (axis.symbol is not None and place.exact):
                for node, signs in axis.signs.items():
                    if signs[k]:
                        found[node] = Fact(node, int(signs[k] or 0), node in of_expected)
        return tuple(found.values())


def cells_of(graph: Graph, pair: tuple[int, int], domain: Domain) -> Cells | None:
    """The cells of a pair; None where there are too many, or a cut that cannot be located."""
    rows = [graph.nodes[node] for node in used_by(graph, pair)]
    compared = [row[2] for row in rows if row[0] == "r"]
    kinks = [row[2] for row in rows if row[0] == "f" and row[1] in ("Abs", "sign")]
    kinks += [graph.add([row[2], graph.negate(row[3])]) for row in rows if row[0] == "g" and row[1] in ("Max", "Min")]
    axes = axes_of(graph, compared, kinks, domain)
    if axes is None or prod(len(axis.places) for axis in axes) > _MOST_BOUNDARIES:
        return None
    cells = Cells(graph, tuple(axes))
    return cells if sum(1 for _ in cells.inner()) <= _MOST_CELLS else None


def points_in(cells: Cells, samples: Samples) -> Iterator[Point]:
    """Points in every cell along the symbols: inside, beside each cut, and at each cut that is a rational number; and
    points on the other boundaries, as far as they are solved for a symbol."""
    along = [axis for axis in cells.axes if axis.symbol is not None]
    found = [point for chosen in product(*(axis.places for axis in along)) for point in _along(along, chosen, samples)]
    found += [point for axis in cells.axes if axis.symbol is None for point in _across(cells.graph, axis, samples)]
    for point in found[:_MOST_POINTS]:
        if all(_allowed(samples.domain.of(name), value) for name, value in point.items()):
            yield point


def _along(axes: Sequence[Axis], chosen: Sequence[Place], samples: Samples) -> Iterator[Point]:
    for turn, values in enumerate(zip(*map(_values, chosen), strict=True)):
        point = samples.point(turn)
        point.update({str(axis.symbol): value for axis, value in zip(axes, values, strict=True)})
        yield point


def _across(graph: Graph, axis: Axis, samples: Samples) -> Iterator[Point]:
    """Points where a quantity has exactly one of its values: generic ones but for its leading symbol."""
    (lead, c), *rest = affine_of(graph, axis.node).letters
    if graph.nodes[lead][0] != "s":
        return
    for turn, place in product(range(3), [place for place in axis.places if place.at]):
        point = samples.point(turn)
        known = rational_values(graph, [letter for letter, _ in rest], point)
        if all(letter in known for letter, _ in rest):
            point[graph.nodes[lead][1]] = (place.sample - sum(k * known[letter] for letter, k in rest)) / c
            yield point


def _values(place: Place) -> list[Fraction]:
    """Four numbers of a place; of an irrational value, numbers on both sides of it."""
    if place.at:
        return [place.sample, place.high or place.sample] * 2
    low, high, inside = place.low, place.high, place.sample
    beside_low = inside - 1000 if low is None else _near(low, inside)
    beside_high = inside + 1000 if high is None else _near(high, inside)
    middle = (inside + (high if high is not None else inside + 2)) / 2
    return [inside, beside_low, beside_high, middle]


def _near(end: Fraction, inside: Fraction) -> Fraction:
    """A number close to the end, on the side of the other."""
    first, second = end + (inside - end) * _NEAR, end + (inside - end) * 2 * _NEAR
    return simplest(min(first, second), max(first, second))


def _allowed(given: Range, value: Coordinate) -> bool:
    if given.kind == "complex" or not isinstance(value, Fraction) or not given.interval.holds(value):
        return given.kind == "complex"
    return given.kind != "integer" or value.denominator == 1
