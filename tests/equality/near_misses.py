"""Near misses: one sign, number, factor, argument or function of an expression is changed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from gradekit.syntax import build
from gradekit.syntax.tree import Expr

_LIKE = {
    "sin": "cos",
    "cos": "sin",
    "tan": "cot",
    "sinh": "cosh",
    "cosh": "sinh",
    "asin": "atan",
    "acos": "asin",
    "atan": "asinh",
    "exp": "cosh",
    "log": "asinh",
    "Max": "Min",
    "Min": "Max",
    "sqrt": "cbrt",
    "sign": "Abs",
    "floor": "ceiling",
    "gamma": "factorial",
    "asinh": "atan",
    "atanh": "asin",
    "sigmoid": "tanh",
    "softplus": "relu",
    "relu": "softplus",
}
_STEPS = [Fraction(1), Fraction(-1), Fraction(2), Fraction(1, 2), Fraction(1, 10**6)]

Place = tuple[int, ...]


def near_miss(expr: Expr, chance: Random) -> Expr:
    """The expression with one of its parts changed."""
    part, place = chance.choice(list(_parts(expr, ())))
    return _with(expr, place, _changed(part, chance))


def _parts(expr: Expr, place: Place) -> Iterator[tuple[Expr, Place]]:
    yield expr, place
    for i, arg in enumerate(expr.args):
        yield from _parts(arg, (*place, i))


def _changed(part: Expr, chance: Random) -> Expr:
    if part.head == "number":
        return build.number(part.number + chance.choice(_STEPS))
    like = part.head == "function" and part.name in _LIKE and (len(part.args) == 1 or part.name in ("Max", "Min"))
    if like and chance.random() < 0.5:
        return build.function(_LIKE[part.name], *part.args)
    return chance.choice(
        [
            build.negate(part),
            build.multiply(part, build.TWO),
            build.add(part, build.number(1, 1000)),
            build.function("Abs", part),
        ]
    )


def _with(expr: Expr, place: Place, part: Expr) -> Expr:
    if not place:
        return part
    args = list(expr.args)
    args[place[0]] = _with(args[place[0]], place[1:], part)
    return build.rebuild(expr, tuple(args))
