"""Random expressions as they stand in exercises on the chain rule: most are derivatives, all real where they are asked.

Every draw carries its derivative along by the rules of forward differentiation, so that a source has the shape that a
student's derivative has before anybody tidies it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, final

from gradekit.syntax.build import (
    ONE,
    TWO,
    ZERO,
    add,
    cos,
    divide,
    exp,
    function,
    log,
    multiply,
    negate,
    number,
    power,
    sin,
    sqrt,
    subtract,
    symbol,
)
from gradekit.syntax.tree import Expr


@final
@dataclass(frozen=True, slots=True)
class Grown:
    """An expression and its partial derivatives by each symbol."""

    expr: Expr
    slopes: Mapping[str, Expr]


def _through(outer: Expr, slope: Expr, inner: Grown) -> Grown:
    return Grown(outer, {name: multiply(slope, inner.slopes[name]) for name in inner.slopes})


def _tanh(u: Expr) -> Expr:
    return function("tanh", u)


_Outer: TypeAlias = Callable[[Expr], tuple[Expr, Expr]]

_OUTER: Sequence[_Outer] = [
    lambda u: (sin(u), cos(u)),
    lambda u: (cos(u), negate(sin(u))),
    lambda u: (exp(u), exp(u)),
    lambda u: (exp(negate(u)), negate(exp(negate(u)))),
    lambda u: (_tanh(u), subtract(ONE, power(_tanh(u), 2))),
    lambda u: (function("sinh", u), function("cosh", u)),
    lambda u: (function("atan", u), divide(ONE, add(ONE, power(u, 2)))),
    lambda u: (power(u, 2), multiply(TWO, u)),
    lambda u: (power(u, 3), multiply(number(3), power(u, 2))),
    lambda u: (log(add(ONE, power(u, 2))), divide(multiply(TWO, u), add(ONE, power(u, 2)))),
    lambda u: (sqrt(add(ONE, power(u, 2))), divide(u, sqrt(add(ONE, power(u, 2))))),
    lambda u: (divide(ONE, add(ONE, power(u, 2))), negate(divide(multiply(TWO, u), power(add(ONE, power(u, 2)), 2)))),
]
"""Functions that are real for every real argument, each with its derivative."""


def polynomial(symbols: Sequence[str], rng: random.Random) -> Grown:
    """A product of a symbol's power with another symbol or a small number, or a linear form."""
    name, other = rng.choice(symbols), rng.choice(symbols)
    x, y = symbol(name), symbol(other)
    a, b = number(rng.randint(2, 5)), number(rng.randint(1, 4))
    zero = dict.fromkeys(symbols, ZERO)
    if name == other:
        if rng.random() < 0.5:
            return Grown(add(multiply(a, x), b), {**zero, name: a})
        n = rng.randint(2, 3)
        return Grown(add(power(x, n), multiply(a, x)), {**zero, name: add(multiply(number(n), power(x, n - 1)), a)})
    if rng.random() < 0.6:
        return Grown(multiply(power(x, 2), y), {**zero, name: multiply(TWO, x, y), other: power(x, 2)})
    return Grown(add(multiply(a, x), multiply(b, y)), {**zero, name: a, other: b})


def grow(symbols: Sequence[str], depth: int, rng: random.Random) -> Grown:
    """A composition of `depth` levels: a function of, a product of, or a sum of smaller ones."""
    if depth == 0:
        return polynomial(symbols, rng)
    inner = grow(symbols, depth - 1, rng)
    shape = rng.random()
    if shape < 0.6:
        outer, slope = rng.choice(_OUTER)(inner.expr)
        return _through(outer, slope, inner)
    other = grow(symbols, rng.randrange(depth), rng)
    f, g = inner.expr, other.expr
    if shape < 0.85:
        slopes = {n: add(multiply(inner.slopes[n], g), multiply(f, other.slopes[n])) for n in inner.slopes}
        return Grown(multiply(f, g), slopes)
    return Grown(add(f, g), {n: add(inner.slopes[n], other.slopes[n]) for n in inner.slopes})


def _chain(symbols: Sequence[str], rng: random.Random) -> Expr:
    grown = grow(symbols, rng.randint(1, 2), rng)
    return grown.slopes[rng.choice(symbols)]


def _nested(symbols: Sequence[str], rng: random.Random) -> Expr:
    return grow(symbols, rng.randint(1, 3), rng).expr


def _quotient(symbols: Sequence[str], rng: random.Random) -> Expr:
    top, bottom = grow(symbols, 1, rng), add(ONE, power(polynomial(symbols, rng).expr, 2))
    return divide(add(top.expr, polynomial(symbols, rng).expr), bottom)


def _second(symbols: Sequence[str], rng: random.Random) -> Expr:
    """A sum over two paths: f_u u_x + f_v v_x."""
    first, second = grow(symbols, 1, rng), grow(symbols, 1, rng)
    name = rng.choice(symbols)
    return add(
        multiply(cos(first.expr), first.slopes[name]), multiply(second.slopes[name], exp(polynomial(symbols, rng).expr))
    )


def _trigonometric(symbols: Sequence[str], rng: random.Random) -> Expr:
    u, v = (multiply(number(rng.randint(1, 3)), symbol(rng.choice(symbols))) for _ in "uv")
    terms = [multiply(sin(u), cos(v)), power(sin(u), 2), multiply(number(3), power(cos(v), 2)), sin(multiply(TWO, u))]
    return add(*rng.sample(terms, rng.randint(2, 3)), multiply(symbol(rng.choice(symbols)), cos(u)))


def _positive(symbols: Sequence[str], rng: random.Random) -> Expr:
    """Logarithms, roots and powers of the symbols themselves: real on positive symbols only."""
    x, y = symbol(rng.choice(symbols)), symbol(rng.choice(symbols))
    a = number(rng.randint(2, 4))
    terms = [
        log(multiply(a, x, y)),
        multiply(y, log(x)),
        sqrt(multiply(x, add(ONE, y))),
        power(x, rng.choice([number(3, 2), number(-1, 2), y])),
        divide(polynomial(symbols, rng).expr, multiply(x, y)),
    ]
    return add(*rng.sample(terms, rng.randint(1, 3)), multiply(a, sin(multiply(x, y))))


FAMILIES: dict[str, Callable[[Sequence[str], random.Random], Expr]] = {
    "chain": _chain,
    "nested": _nested,
    "quotient": _quotient,
    "two paths": _second,
    "trigonometric": _trigonometric,
}
"""Families that are real for all real values of the symbols."""

POSITIVE_FAMILIES: dict[str, Callable[[Sequence[str], random.Random], Expr]] = {"logs and roots": _positive}
"""Families that are real where all symbols are positive."""
