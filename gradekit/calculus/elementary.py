"""The derivatives of the elementary functions, one a line: f(u) -> f'(u), as a table has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from gradekit.syntax.build import (
    HALF,
    ONE,
    PI,
    TWO,
    ZERO,
    add,
    cos,
    divide,
    exp,
    function,
    multiply,
    negate,
    number,
    power,
    sin,
    sqrt,
    subtract,
)
from gradekit.syntax.tree import Expr

Outer: TypeAlias = Callable[[Expr], Expr]
"""The derivative of a function of one variable, at an expression."""


def _of(name: str, u: Expr) -> Expr:
    return function(name, u)


def _square(u: Expr) -> Expr:
    return power(u, 2)


def _one_minus_square(u: Expr) -> Expr:
    return subtract(ONE, _square(u))


def _sigmoid_slope(u: Expr) -> Expr:
    return multiply(_of("sigmoid", u), subtract(ONE, _of("sigmoid", u)))


OUTER: dict[str, Outer] = {
    "sin": cos,
    "cos": lambda u: negate(sin(u)),
    "tan": lambda u: divide(ONE, _square(cos(u))),
    "cot": lambda u: negate(divide(ONE, _square(sin(u)))),
    "sec": lambda u: multiply(_of("sec", u), _of("tan", u)),
    "csc": lambda u: negate(multiply(_of("csc", u), _of("cot", u))),
    "asin": lambda u: divide(ONE, sqrt(_one_minus_square(u))),
    "acos": lambda u: negate(divide(ONE, sqrt(_one_minus_square(u)))),
    "atan": lambda u: divide(ONE, add(_square(u), ONE)),
    "acot": lambda u: negate(divide(ONE, add(_square(u), ONE))),
    # These two are right for negative u too, where u*sqrt(u^2 - 1) has the wrong sign.
    "asec": lambda u: divide(ONE, multiply(_square(u), sqrt(subtract(ONE, divide(ONE, _square(u)))))),
    "acsc": lambda u: negate(divide(ONE, multiply(_square(u), sqrt(subtract(ONE, divide(ONE, _square(u))))))),
    "sinh": lambda u: _of("cosh", u),
    "cosh": lambda u: _of("sinh", u),
    "tanh": lambda u: subtract(ONE, _square(_of("tanh", u))),
    "coth": lambda u: negate(divide(ONE, _square(_of("sinh", u)))),
    "sech": lambda u: negate(multiply(_of("sech", u), _of("tanh", u))),
    "csch": lambda u: negate(multiply(_of("csch", u), _of("coth", u))),
    "asinh": lambda u: divide(ONE, sqrt(add(_square(u), ONE))),
    "acosh": lambda u: divide(ONE, sqrt(subtract(_square(u), ONE))),
    "atanh": lambda u: divide(ONE, _one_minus_square(u)),
    "acoth": lambda u: divide(ONE, _one_minus_square(u)),
    "asech": lambda u: negate(divide(ONE, multiply(u, sqrt(_one_minus_square(u))))),
    "acsch": lambda u: negate(divide(ONE, multiply(_square(u), sqrt(add(divide(ONE, _square(u)), ONE))))),
    "exp": exp,
    "log": lambda u: divide(ONE, u),
    "sqrt": lambda u: divide(ONE, multiply(TWO, sqrt(u))),
    "cbrt": lambda u: divide(ONE, multiply(number(3), _square(_of("cbrt", u)))),
    "Abs": lambda u: _of("sign", u),
    "sign": lambda _: ZERO,
    "Heaviside": lambda _: ZERO,
    "floor": lambda _: ZERO,
    "ceiling": lambda _: ZERO,
    "sigmoid": _sigmoid_slope,
    "logit": lambda u: divide(ONE, multiply(u, subtract(ONE, u))),
    "softplus": lambda u: _of("sigmoid", u),
    "relu": lambda u: multiply(HALF, add(_of("sign", u), ONE)),
    "erf": lambda u: multiply(divide(TWO, sqrt(PI)), exp(negate(_square(u)))),
}
"""Derivatives hold where the function has one; at a kink or a jump (`Abs`, `sign`, `relu` at 0) nothing is said."""
