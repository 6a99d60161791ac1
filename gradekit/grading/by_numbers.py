"""A function that is known by its values only, compared with the key's values at the same points.

    |given - expected| <= 1e-6 s    agreed at this point, where s = max(|expected|, m / 1000)
    |given - expected| >  1e-3 s    different
    between                         undecided: a difference quotient or a long loop may be so far off

m is the largest size of the entry at the points. The expected values are rounded from balls and the same everywhere;
those of the answer are floats of the machine that ran it, and so what is stored of them has six digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from gradekit.equality.points.values import values_at
from gradekit.kinds.kind import Comparison, together
from gradekit.model.answer import Numbers
from gradekit.model.evidence import Agreement, Shapes, Unsettled, Witness
from gradekit.model.outcome import Outcome
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.tree import Array, Expr

CLOSE, FAR = 1e-6, 1e-3
"""Relative to the size of the expected value."""
_SMALL = 1e-3
"""Values below this share of the largest one are judged by that share."""
_DIGITS = 6
FEWEST = 4
"""Points at which both have a value, without which nothing is agreed."""

Nearness = Literal["close", "between", "far"]


def compared_by_numbers(numbers: Numbers, expected: Array, letters: Sequence[str]) -> Comparison:
    """The values against those of the expected entries; agreed at best, never proved.

    A witness tells the coordinates of the `letters` only.
    """
    if numbers.shape != expected.shape:
        verdict = EntryVerdict(Outcome.WRONG_SHAPE, Shapes(numbers.shape, expected.shape))
        return Comparison(Outcome.WRONG_SHAPE, (verdict,))
    return together(tuple(_entry(numbers, place, entry, letters) for place, entry in enumerate(expected.entries)))


def _entry(numbers: Numbers, place: int, expected: Expr, letters: Sequence[str]) -> EntryVerdict:
    wanted = [_real(values_at([expected], point)[0]) for point in numbers.points]
    given = [row[place] for row in numbers.values]
    largest = max((abs(value) for value in wanted if value is not None), default=0.0)
    near = [_nearness(g, w, largest) for g, w in zip(given, wanted, strict=True)]
    if "far" in near:
        at = near.index("far")
        point = {name: str(value) for name, value in numbers.points[at].items() if name in letters}
        return EntryVerdict(Outcome.DIFFERENT, Witness(point, _short(given[at]), _short(wanted[at])))
    if "between" in near or sum(n == "close" for n in near) < FEWEST or _gaps(given, wanted):
        return EntryVerdict(Outcome.UNDECIDED, Unsettled("numbers-only"))
    return EntryVerdict(Outcome.AGREED, Agreement(near.count("close"), _DIGITS, "numbers-only"))


def _nearness(given: float | None, wanted: float | None, largest: float) -> Nearness | None:
    if given is None or wanted is None:
        return None
    size = max(abs(wanted), _SMALL * largest)
    apart = abs(given - wanted)
    # Written as `<=`, so that what is no number is never close.
    return "close" if apart <= CLOSE * size else "between" if apart <= FAR * size else "far"


def _gaps(given: Sequence[float | None], wanted: Sequence[float | None]) -> bool:
    """Whether the answer has no number at a point where one is expected."""
    return any(g is None and w is not None for g, w in zip(given, wanted, strict=True))


def _real(value: tuple[float, float] | None) -> float | None:
    return value[0] if value is not None and not value[1] else None


def _short(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.{_DIGITS}g}"
