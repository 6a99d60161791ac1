"""How much the value of a node changes with each of its arguments: derivatives as balls, in any precision."""

from __future__ import annotations

from collections.abc import Callable

from flint import arb

from gradekit.equality.graph import Node
from gradekit.equality.points.balls import Ball, Values

_ONE, _STEEP = arb(1), arb.pos_inf()
"""The second where there is no derivative: at jumps, conditions, and for functions that are not known."""


def slope(row: Node, values: Values, node: int, place: int) -> Ball:
    """The partial derivative of a node by its argument at that place; infinite where none is known."""
    if row[0] in ("+", "-"):
        return _ONE
    made = _BY_KIND.get(row[0])
    return _STEEP if made is None else made(row, values, values[node], place)


def _product(row: Node, v: Values, _: Ball, place: int) -> Ball:
    return v[row[2 - place]]


def _quotient(row: Node, v: Values, value: Ball, place: int) -> Ball:
    return 1 / v[row[2]] if place == 0 else value / v[row[2]]


def _power(row: Node, v: Values, value: Ball, _: int) -> Ball:
    return value * row[2] / v[row[1]] / (row[3] if row[0] == "q" else 1)


def _any_power(row: Node, v: Values, value: Ball, place: int) -> Ball:
    base, exponent = v[row[1]], v[row[2]]
    return value * exponent / base if place == 0 else value * base.log()


def _of_two(row: Node, v: Values, _: Ball, place: int) -> Ball:
    if row[1] != "atan2":
        return _ONE
    y, x = v[row[2]], v[row[3]]
    return (x if place == 0 else y) / (x * x + y * y)


def _function(row: Node, v: Values, _: Ball, __: int) -> Ball:
    if row[1] in ("Abs", "re", "im", "conjugate"):
        return _ONE
    made = FUNCTIONS.get(row[1])
    return _STEEP if made is None else made(v[row[2]])


_BY_KIND: dict[str, Callable[[Node, Values, Ball, int], Ball]] = {
    "*": _product,
    "/": _quotient,
    "p": _power,
    "q": _power,
    "^": _any_power,
    "g": _of_two,
    "f": _function,
}


FUNCTIONS: dict[str, Callable[[Ball], Ball]] = {
    "exp": lambda x: x.exp(),
    "log": lambda x: 1 / x,
    "sin": lambda x: x.cos(),
    "cos": lambda x: x.sin(),
    "tan": lambda x: x.sec() ** 2,
    "cot": lambda x: x.csc() ** 2,
    "sec": lambda x: x.sec() * x.tan(),
    "csc": lambda x: x.csc() * x.cot(),
    "sinh": lambda x: x.cosh(),
    "cosh": lambda x: x.sinh(),
    "tanh": lambda x: x.sech() ** 2,
    "coth": lambda x: x.csch() ** 2,
    "sech": lambda x: x.sech() * x.tanh(),
    "csch": lambda x: x.csch() * x.coth(),
    "asin": lambda x: (1 - x * x).rsqrt(),
    "acos": lambda x: (1 - x * x).rsqrt(),
    "atan": lambda x: 1 / (1 + x * x),
    "acot": lambda x: 1 / (1 + x * x),
    "asinh": lambda x: (1 + x * x).rsqrt(),
    "acosh": lambda x: (x * x - 1).rsqrt(),
    "atanh": lambda x: 1 / (1 - x * x),
    "acoth": lambda x: 1 / (1 - x * x),
    "asec": lambda x: (x * x - 1).rsqrt() / x,
    "acsc": lambda x: (x * x - 1).rsqrt() / x,
    "asech": lambda x: (1 - x * x).rsqrt() / x,
    "acsch": lambda x: (1 + x * x).rsqrt() / x,
    "erf": lambda x: (-x * x).exp() * 2 / arb.pi().sqrt(),
    "gamma": lambda x: x.gamma() * x.digamma(),
    "factorial": lambda x: (x + 1).gamma() * (x + 1).digamma(),
}
"""The size of the derivative of each smooth function of the table, at an argument; signs do not matter."""
