"""The real value of a tree at a point, to 60 digits, by mpmath: labels that owe nothing to `gradekit.equality`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import mpmath

from gradekit.syntax.tree import Expr

mp: Any = mpmath.mp  # mpmath carries no annotations

DIGITS = 60
GUARD = 30
"""Digits carried beyond those that are compared, so that cancellation inside a formula cannot reach them."""

LARGEST = 10**20
"""The sine of a larger number would eat up the guard."""

Point = Mapping[str, Fraction]

_REAL: dict[str, Callable[..., Any]] = {
    "Abs": abs,
    "sign": mp.sign,
    "Max": max,
    "Min": min,
    "floor": mp.floor,
    "ceiling": mp.ceil,
    "atan2": mp.atan2,
    "sigmoid": lambda *u: 1 / (1 + mp.exp(-u[0])),
    "softplus": lambda *u: mp.log(1 + mp.exp(u[0])),
    "relu": lambda *u: max(u[0], mp.mpf(0)),
    "logit": lambda *u: mp.log(u[0] / (1 - u[0])),
    "cbrt": lambda *u: mp.sign(u[0]) * mp.cbrt(abs(u[0])),
    "root": lambda *u: mp.power(u[0], 1 / u[1]),
    "log": lambda *u: mp.log(u[0]) / mp.log(*u[1:] or [mp.e]),
}


class UndefinedError(ArithmeticError):
    """The formula has no finite real value at the point."""


class OutOfReachError(ArithmeticError):
    """A number on the way is too large for the digits that are carried."""


def value(expr: Expr, point: Point, digits: int = DIGITS) -> Any:
    """The value as an `mpf` of `digits + GUARD` digits. `UndefinedError` where it is not a finite real number,
    `OutOfReachError` where a number on the way is beyond 10^20.

    >>> from gradekit.syntax.build import number, sqrt
    >>> mp.nstr(value(sqrt(number(2)), {}), 12)
    '1.41421356237'
    """
    with mp.workdps(digits + GUARD):
        try:
            return _real(_value(expr, point))
        except (ZeroDivisionError, ValueError, OverflowError) as error:
            raise UndefinedError(str(error)) from error


def gap(left: Expr, right: Expr, point: Point, digits: int = DIGITS) -> Any:
    """|left - right| relative to max(1, |left|, |right|) at the point."""
    a, b = value(left, point, digits), value(right, point, digits)
    with mp.workdps(digits + GUARD):
        return abs(a - b) / max(1, abs(a), abs(b))


def _real(number: Any) -> Any:
    if not mp.isfinite(number):
        raise UndefinedError("not finite")
    if abs(number) > LARGEST:
        raise OutOfReachError("a number beyond 10^20")
    if isinstance(number, mp.mpc):
        # A principal value that is real comes back with an imaginary part of rounding size.
        if abs(number.imag) > abs(number.real) * mp.mpf(10) ** -DIGITS:
            raise UndefinedError("not real")
        return number.real
    return number


def _value(expr: Expr, point: Point) -> Any:
    match expr.head:
        case "number" | "decimal":
            return mp.mpf(expr.number.numerator) / expr.number.denominator
        case "symbol":
            return mp.mpf(point[expr.name].numerator) / point[expr.name].denominator
        case "constant":
            return {"pi": +mp.pi, "E": +mp.e}[expr.name]
        case _:
            return _operation(expr, [_real(_value(arg, point)) for arg in expr.args])


def _operation(expr: Expr, args: Sequence[Any]) -> Any:
    match expr.head:
        case "add":
            return mp.fsum(args)
        case "multiply":
            return mp.fprod(args)
        case "negate":
            return -args[0]
        case "divide":
            return args[0] / args[1]
        case "power":
            return mp.power(*args)
        case _:
            called = _REAL[expr.name] if expr.name in _REAL else getattr(mpmath, expr.name)
            return called(*args)
