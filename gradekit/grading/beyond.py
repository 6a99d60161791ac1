"""A right answer that is right only on the range of the question: worth a notice, and no marks.

`sqrt(1 - cos(t)^2)` is `sin(t)` for t between 0 and pi, and has the other sign beyond.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gradekit.grading.graded import Graded
from gradekit.grading.notation import point_told
from gradekit.grading.simple_points import simple_points, told_exactly, value_shown
from gradekit.model.domain import Interval
from gradekit.model.message import Message
from gradekit.model.problem import Part
from gradekit.syntax.tree import symbols_of, walk

BRANCHING = frozenset({"sqrt", "root", "Abs", "sign", "asin", "acos", "atan", "atan2", "acot"})
"""Functions whose values undo others on one range only, as the root undoes the square."""

STEPS = (Fraction(1), Fraction(1, 2), Fraction(2))


def beyond(part: Part, graded: Graded) -> Message | None:
    """That the answer has another value than the key at a point beyond the range; only answers with functions that
    behave so are looked at."""
    value = graded.answer(part).value
    for given, right in zip(value.entries if value else (), graded.key.part(part.key).value, strict=True):
        if given is None or not any(node.name in BRANCHING for node in walk(given) if node.head == "function"):
            continue
        for point in _points(symbols_of(given), graded):
            mine, expected = value_shown(given, point, graded.issued), value_shown(right, point, graded.issued)
            if mine is not None and expected is not None and mine != expected:
                told = {name: at for name, at in told_exactly(point).items() if name in symbols_of(given)}
                return Message("grading.only-on-range", {"point": point_told(told, graded.issued.spoken_as)})
    return None


def _points(letters: frozenset[str], graded: Graded) -> Iterator[dict[str, Fraction]]:
    """A simple point with one letter moved beyond an end of its range."""
    start = next(simple_points(graded.issued))
    for told in graded.issued.domain.ranges:
        if told.symbol in letters and told.symbol in start:
            yield from ({**start, told.symbol: at} for at in _outside(told.interval))


def _outside(interval: Interval) -> Iterator[Fraction]:
    for step in STEPS:
        if interval.high is not None:
            yield interval.high + step
        if interval.low is not None:
            yield interval.low - step
