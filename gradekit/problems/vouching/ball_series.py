"""A formula and its derivative in one direction as a power series of balls, cut after the first derivative."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any, TypeAlias

from flint import arb, arb_series

from gradekit.equality.points.balls import real
from gradekit.syntax.tree import Expr

Series: TypeAlias = Any
"""An `arb_series`, which has no types of its own: coefficient 0 is the value, coefficient 1 the derivative."""


class NoSeries(Exception):  # noqa: N818  says what happened; it is caught by the one module that uses this one
    """A formula whose power series is not known here, or not at this place."""


def series(value: arb, slope: int = 0) -> Series:
    """A value that changes with that slope."""
    return arb_series([value, arb(slope)])


def series_of(expr: Expr, letters: Mapping[str, Series], done: dict[Expr, Series]) -> Series:
    """The formula as a power series; `done` remembers its parts. `NoSeries` where it has none here."""
    if (known := done.get(expr)) is None:
        known = done[expr] = _series(expr, letters, done)
    return known


def _series(expr: Expr, letters: Mapping[str, Series], done: dict[Expr, Series]) -> Series:
    if expr.head == "symbol":
        return letters[expr.name]
    if expr.head in ("number", "decimal"):
        return series(real(expr.number))
    if expr.head == "constant":
        return series(_constant(expr.name))
    args = [series_of(arg, letters, done) for arg in expr.args]
    if expr.head == "power":
        return _power(args[0], expr.args[1], args[1])
    if expr.head == "function":
        return _function(expr.name, args)
    return _ARITHMETIC[expr.head](args)


def _constant(name: str) -> arb:
    if name == "I":
        raise NoSeries
    return arb.pi() if name == "pi" else arb.const_e()


_ARITHMETIC: dict[str, Callable[[list[Series]], Series]] = {
    "add": lambda args: reduce(lambda a, b: a + b, args),
    "multiply": lambda args: reduce(lambda a, b: a * b, args),
    "negate": lambda args: -args[0],
    "divide": lambda args: args[0] / args[1],
}


def _power(base: Series, exponent: Expr, raised: Series) -> Series:
    value = _rational(exponent)
    if value is None:
        return (base.log() * raised).exp() if base[0] > 0 else _refuse()
    if value.denominator == 1:
        return base ** int(value) if value >= 0 else 1 / base ** int(-value)
    if base[0] > 0:
        return (base.log() * real(value)).exp()
    if base[0] < 0 and value.denominator % 2:
        return ((-base).log() * real(value)).exp() * (-1) ** value.numerator
    return _refuse()


def _rational(expr: Expr) -> Fraction | None:
    if expr.head == "negate":
        inner = _rational(expr.args[0])
        return None if inner is None else -inner
    if expr.head == "divide":
        top, bottom = map(_rational, expr.args)
        return None if top is None or not bottom else top / bottom
    return expr.number if expr.head in ("number", "decimal") else None


def _refuse() -> Series:
    raise NoSeries


def _function(name: str, args: list[Series]) -> Series:
    if name in _ONE and len(args) == 1:
        return _ONE[name](args[0])
    if name == "log" and len(args) == 2:
        return args[0].log() / args[1].log()
    if name in ("Max", "Min"):
        return reduce(lambda a, b: _extreme(a, b, 1 if name == "Max" else -1), args)
    return _refuse()


def _extreme(a: Series, b: Series, sign: int) -> Series:
    """The larger of the two, or for a negative sign the smaller, where it is certain which that is."""
    difference = sign * (a[0] - b[0])
    return a if difference > 0 else b if difference < 0 else _refuse()


def _size(x: Series) -> Series:
    return x if x[0] > 0 else -x if x[0] < 0 else _refuse()


def _half(x: Series) -> Series:
    return x / 2


_ONE: dict[str, Callable[[Series], Series]] = {
    **{name: (lambda x, name=name: getattr(x, name)()) for name in ("sin", "cos", "tan", "exp", "log", "sqrt")},
    **{name: (lambda x, name=name: getattr(x, name)()) for name in ("asin", "acos", "atan", "erf", "gamma")},
    "cot": lambda x: x.cos() / x.sin(),
    "sec": lambda x: 1 / x.cos(),
    "csc": lambda x: 1 / x.sin(),
    "sinh": lambda x: _half(x.exp() - (-x).exp()),
    "cosh": lambda x: _half(x.exp() + (-x).exp()),
    "tanh": lambda x: 1 - 2 / ((2 * x).exp() + 1),
    "coth": lambda x: 1 + 2 / ((2 * x).exp() - 1),
    "sech": lambda x: 2 / (x.exp() + (-x).exp()),
    "csch": lambda x: 2 / (x.exp() - (-x).exp()),
    "asinh": lambda x: (x + (x * x + 1).sqrt()).log(),
    "acosh": lambda x: (x + (x * x - 1).sqrt()).log(),
    "atanh": lambda x: _half(((1 + x) / (1 - x)).log()),
    "sigmoid": lambda x: 1 / (1 + (-x).exp()),
    "logit": lambda x: (x / (1 - x)).log(),
    "softplus": lambda x: (1 + x.exp()).log(),
    "relu": lambda x: _extreme(x, series(arb(0)), 1),
    "Abs": _size,
    "cbrt": lambda x: _power(x, Expr("number", (), Fraction(1, 3)), x),
}
