"""Exact points of a domain: inside it, near each of its ends, and far out where it has no end.

Coordinates are dyadic and depend on the name of the symbol and the number of the point only, so the points of a stored
key stay the same when an answer brings another symbol.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from gradekit.model.domain import Domain, Interval, Range

Coordinate: TypeAlias = Fraction | tuple[Fraction, Fraction]
"""A real number, or the real and the imaginary part of a complex one."""
Point: TypeAlias = dict[str, Coordinate]

_NEARBY = (Fraction(1), Fraction(2), Fraction(1, 2), Fraction(3), Fraction(1, 4), Fraction(6))
_WIDE = (Fraction(1), Fraction(16), Fraction(1, 2), Fraction(100), Fraction(1, 64), Fraction(700))
_SCALES = _NEARBY + _WIDE
_STEPS = 1 << 20
_NEAR = Fraction(1, 1 << 14)
_FAR = (Fraction(1 << 10), Fraction(1 << 21))
_SMALL = (Fraction(1, 1 << 8), Fraction(-1, 1 << 10), Fraction(1, 1 << 16))


def share(name: str, index: int) -> Fraction:
    """A dyadic number strictly between 0 and 1, scattered over the indices and the names."""
    return Fraction(_steps(name, index), _STEPS)


def _steps(name: str, index: int) -> int:
    """The same in steps of its size."""
    mixed = (zlib.crc32(name.encode()) ^ (index * 0x9E3779B1)) & 0xFFFFFFFF
    mixed = (mixed ^ (mixed >> 16)) * 0x85EBCA6B & 0xFFFFFFFF
    mixed = (mixed ^ (mixed >> 13)) * 0xC2B2AE35 & 0xFFFFFFFF
    return ((mixed ^ (mixed >> 16)) % (_STEPS // 2)) * 2 + 1


@lru_cache(maxsize=4096)
def inside(given: Range, index: int) -> Coordinate:
    """A coordinate inside the range; those of an unbounded range spread over several orders of size."""
    if given.kind == "integer":
        return _whole(given.interval, share(given.symbol, index))
    scale = _SCALES[index % len(_SCALES)]
    along = _along(given, _steps(given.symbol, index), scale, index)
    if given.kind == "complex":
        return along, (2 * share(given.symbol + "i", index) - 1) * scale
    return along


def _along(given: Range, steps: int, scale: Fraction, index: int) -> Fraction:
    low, high = given.interval.low, given.interval.high
    if low is not None and high is not None:
        return low + (high - low) * Fraction(steps, _STEPS)
    # One fraction instead of a product of three: there are thousands of coordinates where there are many letters.
    distance = 2 * steps * scale.numerator, _STEPS * scale.denominator
    if low is not None:
        return low + Fraction(*distance)
    if high is not None:
        return high - Fraction(*distance)
    # The signs of one symbol alternate, the other way round in every second turn of the scales.
    flipped = 2 * _steps(given.symbol, index // len(_SCALES) + 1000) > _STEPS
    return Fraction(distance[0] if index % 2 != flipped else -distance[0], distance[1])


def _whole(interval: Interval, u: Fraction) -> Fraction:
    low = -6 if interval.low is None else -(-interval.low // 1)
    high = max(low + 8, 6) if interval.high is None else interval.high // 1
    if interval.low is None and interval.high is not None:
        low = high - 8
    if not interval.holds(Fraction(low)):
        low += 1
    if not interval.holds(Fraction(high)):
        high -= 1
    return Fraction(low + int(u * (high - low + 1)))


def generic(domain: Domain, names: Sequence[str], index: int) -> Point:
    """The point of that number inside the domain.

    >>> generic(Domain(), ["x"], 0) == generic(Domain(), ["x", "y"], 0) | {}
    False
    >>> generic(Domain(), ["x", "y"], 3)["x"] == generic(Domain(), ["x"], 3)["x"]
    True
    """
    return {name: inside(domain.of(name), index) for name in names}


def near_zero(domain: Domain, names: Sequence[str]) -> Iterator[Point]:
    """Points with all coordinates as near to 0 as the domain allows: functions that are flat elsewhere show there."""
    for turn, scale in enumerate(_SMALL):
        point = generic(domain, names, 20 + turn)
        for name in names:
            given, small = domain.of(name), (1 + share(name, 20 + turn)) * scale
            if given.kind == "real":
                point[name] = next((v for v in (small, -small) if given.interval.holds(v)), point[name])
        yield point


def simple(domain: Domain, names: Sequence[str]) -> Iterator[Point]:
    """Points where a symbol is 0 or at an end that belongs to the domain, and points whose coordinates are small whole
    numbers and halves: what differs at such numbers alone shows there."""
    for turn, name in enumerate(names):
        given = domain.of(name)
        ends = [end for end in (Fraction(0), given.interval.low, given.interval.high) if end is not None]
        for k, value in enumerate(dict.fromkeys(ends)):
            if _belongs(given, value):
                yield {**generic(domain, names, 70 + 3 * turn + k), name: value}
                yield {**generic(domain, names, 71 + 3 * turn + k), name: value}
    for turn in range(len(_SIMPLE) if names else 0):
        point = generic(domain, names, 80 + turn)
        for place, name in enumerate(names):
            value = _SIMPLE[(turn + 3 * place + turn * place) % len(_SIMPLE)]
            if _belongs(domain.of(name), value):
                point[name] = value
        yield point


_SIMPLE = tuple(Fraction(n, 2) for n in (2, -2, 1, 4, -1, -4, 6, 3, -3, 20))


def _belongs(given: Range, value: Fraction) -> bool:
    return given.interval.holds(value) and (given.kind != "integer" or value.denominator == 1)


def edges(domain: Domain, names: Sequence[str]) -> Iterator[Point]:
    """Points near each finite end and far out towards each infinite one, one symbol at a time, then all together."""
    together: list[list[tuple[str, Fraction]]] = []
    for turn, name in enumerate(names):
        found = list(_edge_values(domain.of(name), 40 + turn))
        together.append([(name, value) for value in found])
        for k, value in enumerate(found):
            yield {**generic(domain, names, 50 + 7 * turn + k), name: value}
    if len(names) > 1:
        for k in range(max(map(len, together))):
            pairs = [values[k % len(values)] for values in together if values]
            yield {**generic(domain, names, 90 + k), **dict(pairs)}


def _edge_values(given: Range, index: int) -> Iterator[Fraction]:
    interval, u = given.interval, share(given.symbol, index)
    low, high = interval.low, interval.high
    width = high - low if low is not None and high is not None else Fraction(1)
    if given.kind == "integer":
        values = [end for end in (low, high) if end is not None and end.denominator == 1 and interval.holds(end)]
        yield from values + [Fraction(20)] * (high is None) + [Fraction(-20)] * (low is None)
        return
    for end, sign in ((low, 1), (high, -1)):
        if end is not None:
            yield end + sign * width * u * _NEAR
        else:
            base = high if sign > 0 and high is not None else low if low is not None else Fraction(0)
            yield from (base - sign * (1 + u) * far for far in _FAR)


def told(point: Point) -> dict[str, str]:
    """The point as text, for a witness."""
    return {name: _text(value) for name, value in point.items()}


def _text(value: Coordinate) -> str:
    return str(value) if isinstance(value, Fraction) else f"{value[0]} + {value[1]}*I"
