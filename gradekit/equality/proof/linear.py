"""Formulas that are linear in a letter, and solved for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gradekit.syntax.build import ONE, ZERO, add, divide, multiply, negate
from gradekit.syntax.tree import Expr, symbols_of

Line = tuple[Expr, Expr]
"""a and b of a x + b."""


def line(expr: Expr, name: str) -> Line | None:
    """a and b, free of the letter, with the formula a x + b; None where it is not seen to be linear.

    >>> from gradekit.syntax.build import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> line(add(multiply(y, x), y), "x") == (y, y)
    True
    """
    if name not in symbols_of(expr):
        return ZERO, expr
    if expr.head == "symbol":
        return ONE, ZERO
    if expr.head == "negate":
        inner = line(expr.args[0], name)
        return inner and (negate(inner[0]), negate(inner[1]))
    if expr.head == "add":
        parts = [line(arg, name) for arg in expr.args]
        known = [part for part in parts if part is not None]
        return (add(*(a for a, _ in known)), add(*(b for _, b in known))) if len(known) == len(parts) else None
    if expr.head == "divide" and name not in symbols_of(expr.args[1]):
        inner = line(expr.args[0], name)
        return inner and (divide(inner[0], expr.args[1]), divide(inner[1], expr.args[1]))
    return _product(expr, name) if expr.head == "multiply" else None


def _product(expr: Expr, name: str) -> Line | None:
    with_it = [arg for arg in expr.args if name in symbols_of(arg)]
    rest = [arg for arg in expr.args if name not in symbols_of(arg)]
    inner = line(with_it[0], name) if len(with_it) == 1 else None
    return inner and (multiply(*rest, inner[0]), multiply(*rest, inner[1]))


def solved_for(
    expr: Expr, tried: Sequence[str], is_allowed: Callable[[Line], bool] = lambda _: True
) -> tuple[str, Expr] | None:
    """A letter in which the formula is linear, and what it is where the formula is zero and the coefficient is not; a
    letter whose coefficient is a number comes first."""
    lines = ((name, line(expr, name)) for name in tried)
    found = [(name, known) for name, known in lines if known is not None and known[0] != ZERO and is_allowed(known)]
    if not found:
        return None
    name, (a, b) = min(found, key=lambda item: bool(symbols_of(item[1][0])))
    return name, negate(divide(b, a))
