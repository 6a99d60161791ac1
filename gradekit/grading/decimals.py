"""Decimals in an answer: exact as written, unless that makes the answer wrong and rounding explains it.

`1.4142*sin(t)` is not `sqrt(2)*sin(t)`, but it is what one gets by rounding. A decimal with three or more significant
digits stands for every number that it could have been rounded from, one unit in the last place either way; when the
expected value lies in the range of the answer at every stored point, the answer is right but for its form.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gradekit.equality.points.values import encloses
from gradekit.model.answer import Answer
from gradekit.model.domain import Box
from gradekit.syntax.build import number, rebuild, substitute, subtract, symbol
from gradekit.syntax.tree import Expr, walk

FEWEST_DIGITS = 3
"""A decimal with fewer significant digits is meant exactly: 0.5 is one half, not something between 0.4 and 0.6."""

WIDEST = Fraction(1, 10)
"""How wide the range of an answer may be, relative to the expected value: `1.00e9*t - 1.00e9*t` could be anything."""


def has_decimals(answer: Answer) -> bool:
    """Whether a decimal stands anywhere in the answer."""
    entries = answer.value.entries if answer.value else ()
    return any(node.head == "decimal" for entry in entries if entry is not None for node in walk(entry))


def rounds_to(given: Expr, expected: Expr, points: Sequence[dict[str, Fraction]]) -> bool:
    """Whether the expected value could have been rounded to the given one, at each of the points.

    >>> from gradekit.syntax.build import sqrt, TWO
    >>> rounds_to(Expr("decimal", (), "1.414"), sqrt(TWO), [{}])
    True
    """
    widths: Box = {}
    widened = _widened(given, widths)
    if not widths:
        return False
    return all(_near_enough(widened, expected, widths, point) for point in points)


def _near_enough(widened: Expr, expected: Expr, widths: Box, point: dict[str, Fraction]) -> bool:
    here = {name: number(value) for name, value in point.items()}
    right = substitute(expected, here)
    gap, size = encloses(subtract(substitute(widened, here), right), widths), encloses(right, {})
    if gap is None or size is None or not gap[0] <= 0 <= gap[1]:
        return False
    return gap[1] - gap[0] <= WIDEST * max(abs(size[0]), abs(size[1]))


def significant_digits(digits: str) -> int:
    """The number of significant digits of a decimal as written.

    >>> significant_digits("0.0700"), significant_digits("12.5e3")
    (3, 3)
    """
    mantissa = digits.lower().partition("e")[0].replace(".", "").lstrip("+-")
    return len(mantissa.lstrip("0"))


def _widened(expr: Expr, widths: Box) -> Expr:
    """The formula with each rounded decimal replaced by a new symbol, whose interval is entered in `widths`."""
    if expr.head == "decimal" and significant_digits(expr.name) >= FEWEST_DIGITS:
        name = f"decimal {len(widths)}"
        unit = _last_place(expr.name)
        widths[name] = (expr.number - unit, expr.number + unit)
        return symbol(name)
    if not expr.args:
        return expr
    return rebuild(expr, tuple(_widened(arg, widths) for arg in expr.args))


def _last_place(digits: str) -> Fraction:
    mantissa, _, exponent = digits.lower().partition("e")
    return Fraction(10) ** (int(exponent or 0) - len(mantissa.partition(".")[2]))
