"""The points of the box at which a key stores its values: simple ones first, a plain one last."""

from __future__ import annotations

from fractions import Fraction

from gradekit.model.domain import Box

SIMPLE = tuple(
    Fraction(p, q) for p, q in [(1, 1), (1, 2), (2, 1), (3, 2), (3, 4), (2, 3), (4, 3), (5, 4), (0, 1), (-1, 1)]
)
"""Numbers that are easy to compute with, the easiest first."""

_PLAIN = 97
"""A prime denominator, so that the last point has no symmetry by which a wrong formula could agree."""


def points_of(box: Box) -> tuple[dict[str, Fraction], ...]:
    """Three points of the box, coordinates different from each other wherever the box allows it.

    Intermediates have coordinates of their own, so that a formula in their letters has a value too.

    >>> [sorted(map(str, point.values())) for point in points_of({"t": (Fraction(0), Fraction(3))})]
    [['1'], ['1/2'], ['90/97']]
    """
    names = list(box)
    rows = [{name: _simple(box[name], place + shift) for place, name in enumerate(names)} for shift in (0, 1)]
    return (*rows, {name: _plain(box[name], place) for place, name in enumerate(names)})


def _simple(interval: tuple[Fraction, Fraction], place: int) -> Fraction:
    low, high = interval
    inside = [value for value in SIMPLE if low <= value <= high]
    inside += [low + (high - low) * Fraction(k, 5) for k in range(1, 5)]
    return inside[place % len(inside)]


def _plain(interval: tuple[Fraction, Fraction], place: int) -> Fraction:
    low, high = interval
    return low + (high - low) * Fraction((30 + 41 * place) % _PLAIN, _PLAIN)
