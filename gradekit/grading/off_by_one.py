"""Whether an answer is the right one but for a single number that is off by one.

Such an answer is as well explained by a slip of the pen as by a rule that happens to lead to it: 3 x^3 for 3 x^2 may be
an exponent that was not lowered, or one that was copied wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from gradekit.equality.points.values import values_at
from gradekit.grading.nearness import near
from gradekit.syntax.tree import Expr

MOST_NUMBERS = 40
"""Of a formula with more numbers no more are tried."""


def one_number_off(given: Expr, right: Expr, points: Sequence[Mapping[str, Fraction]]) -> bool:
    """Whether the two agree at the points once some number of the right one, an integer or the top or bottom of a
    fraction, is made greater or smaller by one, and not 0: that would leave out a term.

    >>> from gradekit.syntax.build import multiply, number, power, symbol
    >>> x, at = symbol("x"), [{"x": Fraction(2)}, {"x": Fraction(3)}]
    >>> one_number_off(power(x, 3), power(x, 2), at), one_number_off(multiply(number(4), x), multiply(number(2), x), at)
    (True, False)
    """
    left = list(_moved(right))[: 2 * MOST_NUMBERS]
    for point in points:
        if not left:
            return False
        mine, *theirs = values_at([given, *left], point)
        left = [expr for expr, value in zip(left, theirs, strict=True) if mine is not None and near(mine, value)]
    return bool(left)


def _moved(expr: Expr) -> Iterator[Expr]:
    """The expression with each of its numbers moved by one, each way."""
    if expr.head == "number":
        value = expr.number
        for by in (1, -1):
            if value.numerator + by:
                yield Expr("number", (), Fraction(value.numerator + by, value.denominator))
            if value.denominator > 1 and value.denominator + by > 0:
                yield Expr("number", (), Fraction(value.numerator, value.denominator + by))
    for place, arg in enumerate(expr.args):
        for moved in _moved(arg):
            yield Expr(expr.head, (*expr.args[:place], moved, *expr.args[place + 1 :]), expr.value)
