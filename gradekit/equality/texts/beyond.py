"""Where the first formula goes beyond the second: it has a value, and the second, whose domain counts, has none."""

from __future__ import annotations

from fractions import Fraction

from gradekit.equality.points.points import generic, told
from gradekit.equality.points.values import decimal_at
from gradekit.model.equality import Equality
from gradekit.syntax.tree import Expr, symbols_of, walk

POINTS = 4
_DIGITS = 4


def beyond(equality: Equality) -> dict[str, str] | None:
    """A point of the domain where only the first formula has a real value, if one is soon found.

    >>> from gradekit.equality.texts.texts import equal
    >>> beyond(equal("log(x^2)", "2*log(x)")).keys(), beyond(equal("log(x^2)", "2*log(x)", assume={"x": "positive"}))
    (dict_keys(['x']), None)
    """
    pairs = [
        (first, second)
        for first, second in zip(equality.answer.entries, equality.expected.entries, strict=False)
        if first is not None and second is not None and first != second
    ]
    if equality.domain.reading == "principal" or any(_imaginary(side) for pair in pairs for side in pair):
        return None
    for first, second in pairs:
        letters = sorted(symbols_of(first) | symbols_of(second))
        for index in range(POINTS if letters else 0):
            point = generic(equality.domain, letters, index)
            real = {name: value for name, value in point.items() if isinstance(value, Fraction)}
            if len(real) == len(point) and _only_first(first, second, real):
                return told(point)
    return None


def _only_first(first: Expr, second: Expr, point: dict[str, Fraction]) -> bool:
    return decimal_at(second, point, _DIGITS) is None and decimal_at(first, point, _DIGITS) is not None


def _imaginary(formula: Expr) -> bool:
    return any(part.head == "constant" and part.name == "I" for part in walk(formula))
