"""Points of a domain: whether one lies in it, and points of the checker's own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from mpmath import MPContext  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]  it has no types

from gradekit.model.domain import Domain, Interval, Range
from gradekit.recheck.functions import Context, Unclear
from gradekit.recheck.result import Open, Refused
from gradekit.recheck.values import Coordinate, Located, Point, coordinate, sharp

_DECIMAL = re.compile(r"-?\d+\.\d*(?:e[+-]?\d+)?")
_DIGITS = 100
_SCALES = (Fraction(1), Fraction(2), Fraction(1, 2), Fraction(4), Fraction(1, 8), Fraction(20))


def stored_point(stored: Mapping[str, str], names: Iterable[str]) -> Point:
    """A point of a record; refused when it is none or has no coordinate for one of the names."""
    if any(_DECIMAL.fullmatch(text) for text in stored.values()):
        raise Open("recheck.rounded-point")
    try:
        point = {name: coordinate(text) for name, text in stored.items()}
    except (ValueError, ZeroDivisionError) as error:
        raise Refused("recheck.no-point") from error
    if not set(names) <= point.keys():
        raise Refused("recheck.no-point")
    return point


def inside(domain: Domain, point: Point) -> bool:
    """Whether the point lies in the domain.

    >>> inside(Domain((Range("x", Interval(low=Fraction(0))),)), {"x": Fraction(-1)})
    False
    """
    return all(_fits(domain.of(name), value) for name, value in point.items())


def _fits(given: Range, value: Coordinate) -> bool:
    if isinstance(value, tuple):
        return given.kind == "complex"
    if isinstance(value, Located):
        return given.kind == "real" and _holds(given.interval, value)
    if given.kind == "integer" and value.denominator != 1:
        return False
    return given.kind == "complex" or given.interval.holds(value)


def _holds(interval: Interval, at: Located) -> bool:
    """Whether a number lies between the ends; as close to one as can be, it does not."""
    if at.low == at.high:
        return interval.holds(at.low)
    ctx: Context = MPContext()
    ctx.dps = _DIGITS
    try:
        x = at.to_digits(ctx)
    except Unclear:
        return False
    ends = [None if end is None else ctx.mpf(end.numerator) / end.denominator for end in (interval.low, interval.high)]
    return (ends[0] is None or x > ends[0]) and (ends[1] is None or x < ends[1])


def own_points(domain: Domain, names: Iterable[str], count: int) -> Iterator[Point]:
    """Points inside the domain with dyadic shares of its ranges, spread by a hash of name and number."""
    ordered = sorted(names)
    for index in range(count if ordered else 1):
        yield {name: own_coordinate(domain.of(name), index) for name in ordered}


def own_coordinate(given: Range, index: int) -> Coordinate:
    """A number of a range."""
    u, scale = _share(given.symbol, index), _SCALES[index % len(_SCALES)]
    if given.kind == "integer":
        return _whole(given.interval, u)
    if given.kind == "real" and given.interval.low is not None and given.interval.low == given.interval.high:
        return sharp(given.interval.low)
    along = _along(given.interval, u, scale)
    return (along, (2 * _share(given.symbol + " i", index) - 1) * scale) if given.kind == "complex" else along


def _share(name: str, index: int) -> Fraction:
    """A number strictly between 0 and 1."""
    mixed = int.from_bytes(hashlib.sha256(f"{name} {index}".encode()).digest()[:3], "big")
    return Fraction(2 * mixed + 1, 1 << 25)


def _along(interval: Interval, u: Fraction, scale: Fraction) -> Fraction:
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        return low + (high - low) * u
    if low is not None:
        return low + 2 * u * scale
    if high is not None:
        return high - 2 * u * scale
    return (4 * u - 2) * scale


def told(point: Point) -> str:
    """A point in words.

    >>> from fractions import Fraction
    >>> told({"x": Fraction(3, 4)})
    'x = 3/4'
    """
    return ", ".join(f"{name} = {_text(value)}" for name, value in point.items())


def _text(value: object) -> str:
    return f"{value[0]} + {value[1]}*I" if isinstance(value, tuple) else str(value)


def _whole(interval: Interval, u: Fraction) -> Fraction:
    low = None if interval.low is None else interval.low // 1 + 1
    high = None if interval.high is None else -(-interval.high // 1) - 1
    if low is not None and interval.low == low - 1 and not interval.low_open:
        low -= 1
    if high is not None and interval.high == high + 1 and not interval.high_open:
        high += 1
    if low is None:
        low = -6 if high is None else high - 8
    if high is None:
        high = low + 12
    return Fraction(low + int(u * (high - low + 1)))
