"""Decimals against exact values: right to as many digits as asked, one unit in the last place allowed."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from flint import arb

from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet
from gradekit.equality.points.balls import evaluate, precision, real
from gradekit.equality.points.values import decimal_exponent, in_reach
from gradekit.syntax.tree import Expr, symbols_of


def agrees_to_digits(
    answer: Expr, expected: Expr, point: Mapping[str, Fraction] | None = None, digits: int = 3
) -> bool:
    """Whether `|answer - expected| <= 10^(e - digits + 1)`, where e is the decimal exponent of the expected value:
    one unit in the last of that many significant digits. An expected 0 is met to `digits` decimals.

    >>> from gradekit.syntax.build import number, sqrt
    >>> from gradekit.syntax.tree import Expr
    >>> agrees_to_digits(Expr("decimal", (), "1.41"), sqrt(number(2)), digits=3)
    True
    >>> agrees_to_digits(Expr("decimal", (), "1.43"), sqrt(number(2)), digits=3)
    False
    """
    where = point or {}
    graph = Graph()
    if not symbols_of(answer) | symbols_of(expected) <= where.keys():
        return False
    try:
        given, right = graph.enter(answer), graph.enter(expected)
    except LimitMet:
        return False
    for bits in (128, 512, 2048):
        with precision(bits):
            values = evaluate(graph, {name: real(value) for name, value in where.items()})
            close = _close(values[given], values[right], digits)
        if close is not None:
            return close
    return False


def _close(given: arb, right: arb, digits: int) -> bool | None:
    if not given.is_finite() or not right.is_finite() or not in_reach(right):
        return None
    unit = real(Fraction(10) ** (_exponent(right) - digits + 1))
    away = abs(given - right)
    return True if away <= unit else False if away > unit else None


def _exponent(x: arb) -> int:
    if x == 0 or x.contains(0):
        return -1
    mantissa, exponent = abs(x).mid().man_exp()
    return decimal_exponent(Fraction(int(mantissa)) * Fraction(2) ** int(exponent))
