"""Whether the cases of a certificate together are the whole domain, by points of the checker's own.

Symbols are cut where a comparison of either side, a condition of a case or the range of one may change its truth. Of
comparisons and conditions that are rational in one symbol each, that is everywhere: then a point in every cell, and on
every boundary, stands for all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, product
from math import prod

from gradekit.model.domain import Domain, Interval, Range
from gradekit.recheck.cuts import cuts_along
from gradekit.recheck.points import inside, own_points, told
from gradekit.recheck.regions import Region, Sides
from gradekit.recheck.result import Open, Refused
from gradekit.recheck.values import Coordinate, Located, Point, sharp
from gradekit.syntax.tree import Expr, symbols_of, walk

_POINTS = 60
_BASES = 3
_MOST = 1_200
_BESIDE = Fraction(1, 1 << 40)


def check_cover(sides: Sides, regions: Sequence[Region]) -> None:
    """Every point of the domain belongs to a case, which says of both sides what they are there: exactly where there is
    one case alone, else by points."""
    names, by_cases = regions[0].names, any(region.branches for region in regions)
    if len(regions) == 1 and not _is_whole(sides.domain, regions[0]):
        raise Refused("recheck.not-covered", point="part of it")
    if len(regions) == 1 and not by_cases:
        return
    points = list(own_points(sides.domain, names, _POINTS))
    if by_cases:
        points += _between_cuts(sides, regions)
    for point in points:
        if inside(sides.domain, point):
            _check_point(regions, point)


def _is_whole(domain: Domain, region: Region) -> bool:
    same = all(region.case.domain.of(name) == domain.of(name) for name in region.names)
    return same and not region.assumed and not region.conditions


def _check_point(regions: Sequence[Region], point: Point) -> None:
    covering = [(region, region.covers(point)) for region in regions]
    for region, covers in covering:
        if covers:
            region.check_branches(point)
    if not any(covers for _, covers in covering) and regions[0].has_value(point):
        if not any(covers is None for _, covers in covering):
            raise Refused("recheck.not-covered", point=told(point))
        if not any(isinstance(value, Located) for value in point.values()):
            raise Open("recheck.no-value")


def _between_cuts(sides: Sides, regions: Sequence[Region]) -> Iterator[Point]:
    """Points at, beside and between cuts, for all symbols that are cut; and where several symbols together change the
    truth of something."""
    ordered = sorted(regions[0].names)
    formulas = list(dict.fromkeys([*_compared(sides), *_conditions(regions)]))
    alone = {name: [f for f in formulas if symbols_of(f) == frozenset({name})] for name in ordered}
    places = {name: _places(sides.domain.of(name), alone[name], regions) for name in ordered}
    bases = list(own_points(sides.domain, ordered, _BASES))
    yield from _along(places, bases)
    for formula in formulas:
        if len(symbols_of(formula)) > 1:
            for name, base in product(sorted(symbols_of(formula)), bases):
                cuts, _ = cuts_along(formula, name, base, sides.domain.of(name))
                yield from ({**base, name: at} for cut in cuts for at in _beside(cut))


def _compared(sides: Sides) -> Iterator[Expr]:
    """What either side compares with zero."""
    for side in (sides.answer, sides.expected):
        for node in walk(side):
            if node.head == "relation":
                yield Expr("add", (node.args[0], Expr("negate", (node.args[1],))))


def _conditions(regions: Sequence[Region]) -> Iterator[Expr]:
    for region in regions:
        yield from (given.expression for given in region.conditions)


def _along(places: dict[str, list[Coordinate]], bases: Sequence[Point]) -> Iterator[Point]:
    cut = {name: found for name, found in places.items() if found}
    if prod(map(len, cut.values())) <= _MOST:
        for number, chosen in enumerate(product(*cut.values())):
            yield {**bases[number % len(bases)], **dict(zip(cut, chosen, strict=True))}
        return
    for name, found in cut.items():
        yield from ({**base, name: at} for base, at in product(bases, found))


def _places(given: Range, formulas: Sequence[Expr], regions: Sequence[Region]) -> list[Coordinate]:
    """Numbers at and between the values of a symbol where something may change; none where nothing does."""
    cuts = [cut for formula in formulas for cut in cuts_along(formula, given.symbol, {}, given)[0]]
    for region in regions:
        interval = region.case.domain.of(given.symbol).interval
        cuts += [sharp(end) for end in (interval.low, interval.high) if end is not None]
    if not cuts or given.kind == "complex":
        return []
    ordered = sorted({(_low(cut), _high(cut)): cut for cut in cuts}.values(), key=_low)
    first, last = _low(ordered[0]) - 1, _high(ordered[-1]) + 1
    gaps = ((_high(one), _low(other)) for one, other in pairwise(ordered))
    found: list[Coordinate] = [first, *ordered, last, *((low + high) / 2 for low, high in gaps if low < high)]
    return _whole(found) if given.kind == "integer" else [at for at in found if _may_be(at, given.interval)]


def _may_be(at: Coordinate, interval: Interval) -> bool:
    return not isinstance(at, tuple) and interval.holds(_low(at)) and interval.holds(_high(at))


def _whole(found: Sequence[Coordinate]) -> list[Coordinate]:
    """Whole numbers on both sides."""
    return list(dict.fromkeys(Fraction(_low(at).__floor__() + n) for at in found for n in (-1, 0, 1, 2)))


def _low(at: Coordinate) -> Fraction:
    return at.low if isinstance(at, Located) else at if isinstance(at, Fraction) else Fraction(0)


def _high(at: Coordinate) -> Fraction:
    return at.high if isinstance(at, Located) else _low(at)


def _beside(cut: Coordinate) -> tuple[Coordinate, ...]:
    return cut, _low(cut) - _BESIDE, _high(cut) + _BESIDE
