"""Numbers that a student can check by hand: values of answers at simple points, with four digits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product

from gradekit.calculus.writing_out import written_out
from gradekit.equality.points.values import decimal_at
from gradekit.grading.graded import Graded
from gradekit.grading.notation import decimal_in_words, decimal_told
from gradekit.model.composition import At
from gradekit.model.problem import Issued, Part
from gradekit.syntax.build import symbol
from gradekit.syntax.primes import left_open
from gradekit.syntax.tree import Expr, symbols_of

SIMPLE = tuple(Fraction(n) for n in ("1", "1/2", "2", "3", "1/4", "3/4", "3/2"))

MOST_TOLD = 6
"""Entries of an own value."""

MOST_MIXED = 30
"""Points with different coordinates: of many letters there are more than anybody would wait for."""


def simple_points(issued: Issued) -> Iterator[dict[str, Fraction]]:
    """Points of the box with simple coordinates, the same in every coordinate first, then mixed, then the middle."""
    inputs = issued.composition.inputs
    fitting = {name: [v for v in SIMPLE if _inside(issued, name, v)] for name in inputs}
    shared = [v for v in SIMPLE if all(v in fitting[name] for name in inputs)]
    yield from (dict.fromkeys(inputs, value) for value in shared)
    for values in islice(product(*(fitting[name][:3] for name in inputs)), MOST_MIXED):
        yield dict(zip(inputs, values, strict=True))
    yield {name: _middle(issued, name) for name in inputs}


def simple_point(part: Part, graded: Graded, entry: int) -> tuple[dict[str, str], str, str] | None:
    """The first simple point at which the entry and the key's show different decimals, with the two."""
    value = graded.answer(part).value
    given = value.entries[entry] if value else None
    if given is None:
        return None
    right = graded.key.part(part.key).value.entries[entry]
    for point in simple_points(graded.issued):
        mine, expected = value_shown(given, point, graded.issued), value_shown(right, point, graded.issued)
        if mine is not None and expected is not None and mine != expected:
            letters = symbols_of(given) | symbols_of(right)
            return told_exactly(point) | _intermediates(letters, point, graded.issued), mine, expected
    return None


def undefined_point(part: Part, graded: Graded, entry: int) -> dict[str, str] | None:
    """The first simple point at which the entry has no value and the key's has one."""
    value = graded.answer(part).value
    given = value.entries[entry] if value else None
    right = graded.key.part(part.key).value.entries[entry]
    for point in simple_points(graded.issued) if given is not None else ():
        shown = [None if expr is None else value_shown(expr, point, graded.issued) for expr in (given, right)]
        if shown[0] is None and shown[1] is not None:
            return told_exactly(point) | _intermediates(symbols_of(right), point, graded.issued)
    return None


def _intermediates(letters: Collection[str], point: Mapping[str, Fraction], issued: Issued) -> dict[str, str]:
    """What those of the letters that are no inputs are worth at the point."""
    names = [node.name for node in issued.composition.nodes if node.name in letters]
    shown = {name: value_shown(symbol(name), point, issued) for name in names}
    return {name: decimal_told(value) for name, value in shown.items() if value is not None}


def own_values_told(parts: Sequence[Part], graded: Graded) -> tuple[dict[str, str], tuple[str, ...]] | None:
    """A simple point, or the one at which the last part asks for a value, and what the student's own parts are worth
    there: `(a) is (1.038, 1.333)`. Nothing where one of them has too many entries to be looked through."""
    last = parts[-1].quantity
    for point in [last.point] if isinstance(last, At) else simple_points(graded.issued):
        told = [text for part in parts if (text := _own_value(part, point, graded))]
        if len(told) == len(parts):
            return told_exactly(point), tuple(told)
    return None


def _own_value(part: Part, point: Mapping[str, Fraction], graded: Graded) -> str | None:
    entries = value.entries if (value := graded.answer(part).value) else ()
    shown = [None if entry is None else value_shown(entry, point, graded.issued) for entry in entries]
    if not shown or None in shown or len(shown) > MOST_TOLD:
        return None
    values = ", ".join(decimal_in_words(text) for text in shown if text)
    return f"{graded.letter(part.key)} is ({values})" if len(shown) > 1 else f"{graded.letter(part.key)} is {values}"


def told_exactly(point: Mapping[str, Fraction]) -> dict[str, str]:
    """A point with its coordinates as exact text."""
    return {name: str(value) for name, value in point.items()}


def value_shown(expr: Expr, point: Mapping[str, Fraction], issued: Issued) -> str | None:
    """The value of a formula in any letters of the problem at a point of the inputs, with four digits; None where it
    has none, as with functions that the question leaves open."""
    formula = written_out(expr, issued.composition)
    return None if issued.left_open and left_open([formula]) else decimal_at(formula, point, 4)


def _inside(issued: Issued, name: str, value: Fraction) -> bool:
    low, high = issued.box.get(name, (value, value))
    return low <= value <= high


def _middle(issued: Issued, name: str) -> Fraction:
    low, high = issued.box.get(name, (Fraction(1), Fraction(1)))
    return (low + high) / 2
