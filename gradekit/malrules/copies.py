"""One occurrence of a letter in a formula told apart from the others: it becomes a letter of its own."""

from __future__ import annotations

from gradekit.syntax.tree import Expr


def count_of(expr: Expr, name: str) -> int:
    """How often a letter stands in a formula.

    >>> from gradekit.syntax.build import multiply, sin, symbol
    >>> count_of(multiply(symbol("x"), sin(symbol("x"))), "x")
    2
    """
    if expr.head == "symbol":
        return int(expr.name == name)
    return sum(count_of(arg, name) for arg in expr.args)


def with_copy(expr: Expr, name: str, place: int) -> Expr:
    """The formula with the occurrence at `place`, from the left, called x' and no longer x.

    >>> from gradekit.syntax.build import add, symbol
    >>> with_copy(Expr("multiply", (symbol("x"), symbol("x"))), "x", 1).args[1]
    symbol("x'")
    """
    return _renamed(expr, name, place)[0]


def _renamed(expr: Expr, name: str, place: int) -> tuple[Expr, int]:
    """The formula renamed, and how many occurrences are still to pass."""
    if expr.head == "symbol":
        if expr.name != name:
            return expr, place
        return (Expr("symbol", (), f"{name}'") if place == 0 else expr), place - 1
    args: list[Expr] = []
    for arg in expr.args:
        found, place = _renamed(arg, name, place)
        args.append(found)
    return (Expr(expr.head, tuple(args), expr.value) if args else expr), place
