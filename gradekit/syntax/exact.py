"""What can be decided about formulas by counting alone: whole numbers, and conditions between numbers."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from math import prod

from gradekit.syntax.tree import Expr

_LARGEST = 10**12
_MOST_POWER = 12
_DEEPEST = 40
_HOLDS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "!=": operator.ne,
}  # fmt: skip


def exact_value(expr: Expr, deep: int = 0) -> Fraction | None:
    """The value of a formula of whole numbers and their quotients; None for any other, and for very large ones.

    >>> from gradekit.syntax.build import add, number, power
    >>> exact_value(Expr("add", (number(2), Expr("negate", (number(5),)))))
    Fraction(-3, 1)
    """
    if expr.head == "number":
        return expr.number
    if deep > _DEEPEST or expr.head not in _VALUES:
        return None
    args = [exact_value(arg, deep + 1) for arg in expr.args]
    known = [arg for arg in args if arg is not None]
    value = _VALUES[expr.head](known) if len(known) == len(args) else None
    return value if value is not None and max(abs(value.numerator), value.denominator) <= _LARGEST else None


def _sum(args: list[Fraction]) -> Fraction | None:
    return sum(args, Fraction(0))


def _product(args: list[Fraction]) -> Fraction | None:
    return prod(args, start=Fraction(1))


def _quotient(args: list[Fraction]) -> Fraction | None:
    return args[0] / args[1] if args[1] else None


def _power(args: list[Fraction]) -> Fraction | None:
    base, exponent = args
    if exponent.denominator != 1 or abs(exponent) > _MOST_POWER or (not base and exponent < 0):
        return None
    return base ** int(exponent)


def _negative(args: list[Fraction]) -> Fraction | None:
    return -args[0]


_VALUES: dict[str, Callable[[list[Fraction]], Fraction | None]] = {
    "add": _sum, "multiply": _product, "divide": _quotient, "power": _power, "negate": _negative,
}  # fmt: skip


def truth(condition: Expr) -> bool | None:
    """Whether a condition between numbers holds; None where letters decide it."""
    if condition.head == "relation":
        left, right = (exact_value(arg) for arg in condition.args)
        return None if left is None or right is None else _HOLDS[condition.name](left, right)
    if condition.head != "logic" or condition.value in ("true", "false"):
        return condition.value == "true" if condition.head == "logic" else None
    parts = [truth(arg) for arg in condition.args]
    if condition.value == "not":
        return None if parts[0] is None else not parts[0]
    ends = condition.value == "or"
    if ends in parts:
        return ends
    return None if None in parts else not ends
