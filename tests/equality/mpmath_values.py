"""Values of trees by mpmath to 60 digits: another road than the balls of `gradekit.equality`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import mpmath

from gradekit.syntax.tree import Expr

DIGITS = 60


class NoRealValueError(Exception):
    """The tree has no real value at the point."""


def real_value(expr: Expr, point: Mapping[str, Fraction]) -> mpmath.mpf:
    """The real value; a part without a real value makes the whole undefined."""
    with mpmath.workdps(DIGITS):
        return _value(expr, point)


def _value(expr: Expr, point: Mapping[str, Fraction]) -> Any:
    head = expr.head
    if head in ("number", "decimal"):
        return _number(expr.number)
    if head == "symbol":
        return _number(Fraction(point[expr.name]))
    if head == "constant":
        return {"pi": mpmath.pi, "E": mpmath.e}[expr.name] * 1
    args = [_value(arg, point) for arg in expr.args]
    try:
        result = _OPERATIONS[head](*args) if head != "function" else _FUNCTIONS[expr.name](*args)
    except (ZeroDivisionError, ValueError) as error:
        raise NoRealValueError(str(error)) from error
    if isinstance(result, mpmath.mpc) or not mpmath.isfinite(result):
        raise NoRealValueError(expr.head)
    return result


def principal_value(expr: Expr, point: Mapping[str, Any], digits: int = DIGITS) -> mpmath.mpc:
    """The complex principal value, at a point of numbers of mpmath or fractions."""
    with mpmath.workdps(digits):
        return mpmath.mpc(_principal(expr, point))


def _principal(expr: Expr, point: Mapping[str, Any]) -> Any:
    head = expr.head
    if head in ("number", "decimal"):
        return _number(expr.number)
    if head == "symbol":
        value = point[expr.name]
        return _number(value) if isinstance(value, Fraction) else value
    if head == "constant":
        return {"pi": mpmath.pi, "E": mpmath.e, "I": mpmath.j}[expr.name] * 1
    args = [_realest(_principal(arg, point)) for arg in expr.args]
    try:
        if head == "function":
            return {**_FUNCTIONS, **_PRINCIPAL}[expr.name](*args)
        return mpmath.power(*args) if head == "power" else _OPERATIONS[head](*args)
    except (ZeroDivisionError, ValueError, TypeError) as error:
        raise NoRealValueError(str(error)) from error


def _realest(value: Any) -> Any:
    return value.real if isinstance(value, mpmath.mpc) and value.imag == 0 else value


_PRINCIPAL: dict[str, Any] = {
    "cbrt": lambda x: mpmath.power(x, mpmath.mpf(1) / 3),
    "root": lambda x, n: mpmath.power(x, 1 / n),
    "re": mpmath.re,
    "im": mpmath.im,
    "conjugate": mpmath.conj,
}


def _number(value: Fraction) -> mpmath.mpf:
    return mpmath.mpf(value.numerator) / value.denominator


def _power(base: Any, exponent: Any) -> Any:
    ratio = Fraction(int(mpmath.nint(exponent * 5040)), 5040)
    if base < 0 and abs(exponent - _number(ratio)) < mpmath.mpf(10) ** -50 and ratio.denominator % 2:
        size = mpmath.power(-base, exponent)
        return -size if ratio.numerator % 2 else size
    return mpmath.power(base, exponent)


def _total(*args: Any) -> Any:
    return sum(args[1:], args[0])


def _product(*args: Any) -> Any:
    result = args[0]
    for arg in args[1:]:
        result = result * arg
    return result


_OPERATIONS = {
    "add": _total,
    "multiply": _product,
    "negate": lambda x: -x,
    "divide": lambda x, y: x / y,
    "power": _power,
}

_SAME = """sin cos tan cot sec csc sinh cosh tanh coth sech csch asin acos atan asinh acosh atanh
exp sqrt erf gamma floor sign"""

_FUNCTIONS: dict[str, Any] = {
    **{name: getattr(mpmath, name) for name in _SAME.split()},
    "log": lambda x, base=None: mpmath.log(x) if base is None else mpmath.log(x) / mpmath.log(base),
    "cbrt": lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)),
    "Abs": abs,
    "Max": max,
    "Min": min,
    "ceiling": mpmath.ceil,
    "factorial": mpmath.factorial,
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "softplus": lambda x: mpmath.log(1 + mpmath.exp(x)),
    "relu": lambda x: max(x, mpmath.mpf(0)),
    "logit": lambda x: mpmath.log(x / (1 - x)),
    "atan2": mpmath.atan2,
    "binomial": lambda n, k: mpmath.gamma(n + 1) / (mpmath.gamma(k + 1) * mpmath.gamma(n - k + 1)),
    "root": lambda x, n: _power(x, 1 / n),
    "acot": lambda x: mpmath.atan(1 / x),
    "asec": lambda x: mpmath.acos(1 / x),
    "acsc": lambda x: mpmath.asin(1 / x),
    "acoth": lambda x: mpmath.atanh(1 / x),
    "asech": lambda x: mpmath.acosh(1 / x),
    "acsch": lambda x: mpmath.asinh(1 / x),
}
