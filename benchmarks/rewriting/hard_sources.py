"""Sources beyond the exercises: inverse and hyperbolic functions, roots, absolute values, constants, and domains whose
ends are singularities. Each draws an expression together with a domain on which it has a real value."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from gradekit.model.domain import POSITIVE, REALS, Domain, Interval, Range
from gradekit.syntax.build import (
    ONE,
    PI,
    TWO,
    add,
    divide,
    exp,
    function,
    log,
    multiply,
    number,
    power,
    sin,
    sqrt,
    subtract,
    symbol,
)
from gradekit.syntax.tree import Expr

UNIT = Interval(Fraction(0), Fraction(1))
BOTH = Interval(Fraction(-1), Fraction(1))
ABOVE = Interval(Fraction(1), None)

Source: TypeAlias = Callable[[random.Random], tuple[Expr, dict[str, Interval]]]
_X, _Y = symbol("x"), symbol("y")


def _f(name: str, *args: Expr) -> Expr:
    return function(name, *args)


def _inner(rng: random.Random, x: Expr = _X) -> Expr:
    a, b = number(rng.randint(1, 4)), number(rng.randint(1, 3))
    return rng.choice([x, multiply(a, x), add(x, b), power(x, 2), multiply(x, _Y), subtract(multiply(a, x), _Y)])


def _joined(parts: list[Expr], rng: random.Random) -> Expr:
    whole = parts[0]
    for part in parts[1:]:
        whole = rng.choice([add, multiply, subtract])(whole, part)
    return whole


def _inverse(rng: random.Random) -> tuple[Expr, dict[str, Interval]]:
    """Inverse functions inside their domains, with singular slopes at the ends."""
    square = power(_X, 2)
    parts = [
        _f("asin", _X),
        _f("acos", _X),
        _f("atanh", _X),
        divide(ONE, sqrt(subtract(ONE, square))),
        _f("asin", square),
        sqrt(subtract(ONE, square)),
        log(subtract(ONE, _X)),
        _f("atan", _inner(rng)),
        _f("asinh", _inner(rng)),
    ]
    return _joined(rng.sample(parts, rng.randint(1, 3)), rng), {"x": rng.choice([UNIT, BOTH]), "y": REALS}


def _hyperbolic(rng: random.Random) -> tuple[Expr, dict[str, Interval]]:
    parts = [_f(rng.choice(["sinh", "cosh", "tanh", "sech", "sigmoid", "softplus"]), _inner(rng)) for _ in range(3)]
    parts.append(exp(_inner(rng)))
    return _joined(rng.sample(parts, rng.randint(1, 3)), rng), {"x": REALS, "y": REALS}


def _roots(rng: random.Random) -> tuple[Expr, dict[str, Interval]]:
    x1 = subtract(_X, ONE)
    parts = [
        sqrt(_X),
        sqrt(x1),
        _f("cbrt", _inner(rng)),
        power(_X, number(rng.randint(1, 5), rng.randint(2, 5))),
        sqrt(add(_X, sqrt(x1))),
        _f("acosh", _X),
        divide(ONE, sqrt(x1)),
        power(_X, multiply(TWO, _Y)),
        log(x1),
    ]
    return _joined(rng.sample(parts, rng.randint(1, 3)), rng), {"x": ABOVE, "y": POSITIVE}


def _kinks(rng: random.Random) -> tuple[Expr, dict[str, Interval]]:
    parts = [
        _f("Abs", _inner(rng)),
        _f("Abs", subtract(_X, number(rng.randint(1, 3)))),
        _f("Max", _X, number(rng.randint(-1, 2))),
        _f("Min", _X, _Y),
        _f("relu", _inner(rng)),
        sqrt(power(subtract(_X, _Y), 2)),
        multiply(_X, _f("Abs", _X)),
    ]
    return _joined(rng.sample(parts, rng.randint(1, 2)), rng), {"x": REALS, "y": REALS}


def _constants(rng: random.Random) -> tuple[Expr, dict[str, Interval]]:
    a, b = rng.randint(2, 12), rng.randint(2, 9)
    parts = [
        sqrt(number(a)),
        sqrt(add(number(a), sqrt(number(b)))),
        sin(divide(PI, number(a))),
        _f("cos", divide(multiply(number(b), PI), number(a))),
        _f("atan", number(1, a)),
        log(number(a)),
        exp(number(1, b)),
        _f("cbrt", number(b)),
        PI,
    ]
    return add(_joined(rng.sample(parts, rng.randint(2, 4)), rng), multiply(rng.choice(parts), _X)), {"x": REALS}


def _tangents(rng: random.Random) -> tuple[Expr, dict[str, Interval]]:
    """Between two poles."""
    quarter = Interval(Fraction(-3, 2), Fraction(3, 2))
    half = divide(_X, TWO)
    parts = [_f("tan", _X), _f("sec", _X), _f("tan", half), power(_f("tan", _X), 2), sin(_X), log(_f("cos", _X)), _X]
    return _joined(rng.sample(parts, rng.randint(1, 3)), rng), {"x": quarter}


HARD: dict[str, Source] = {
    "inverse functions": _inverse,
    "hyperbolic": _hyperbolic,
    "roots": _roots,
    "kinks": _kinks,
    "constants": _constants,
    "tangents": _tangents,
}
"""Families by name."""


def domain_of(intervals: dict[str, Interval], names: frozenset[str]) -> Domain:
    """The domain of the symbols that occur."""
    return Domain(tuple(Range(name, intervals[name]) for name in sorted(names)))
