"""What Python goes over one by one, where that is known without running: `range(3)`, a list."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from gradekit.syntax.exact import exact_value
from gradekit.syntax.making import product, total
from gradekit.syntax.scope import Matrix, Nested, Scope
from gradekit.syntax.sites import Site, formula
from gradekit.syntax.tree import Expr, walk

Value = Callable[[ast.expr], Nested]
MOST_TIMES = 100
"""How often a loop that is read may go around."""


def gone_over(node: ast.expr, value: Value, site: Site) -> tuple[Nested, ...]:
    """The values that a loop over the expression takes, in order."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        if node.func.id == "range" and 1 <= len(node.args) <= 3:
            return tuple(_whole(number) for number in _range([value(arg) for arg in node.args], site))
        if node.func.id == "enumerate" and len(node.args) == 1:
            return tuple((_whole(i), entry) for i, entry in enumerate(gone_over(node.args[0], value, site)))
        if node.func.id == "zip" and node.args:
            return tuple(zip(*(gone_over(arg, value, site) for arg in node.args), strict=False))
    found = one_by_one(value(node))
    if found is None or len(found) > MOST_TIMES:
        raise site.error("read.needs-running", what="a loop")
    return found


def one_by_one(value: Nested) -> tuple[Nested, ...] | None:
    """The entries as Python takes a list apart: a matrix of SymPy entry by entry, row after row."""
    if isinstance(value, Matrix):
        return tuple(entry for row in value for entry in (row if isinstance(row, tuple) else (row,)))
    return tuple(value) if isinstance(value, tuple) else None


def names_of(target: ast.expr) -> tuple[str, ...]:
    """The names that a loop gives values to; none where it does more than that."""
    entries = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
    names = tuple(entry.id for entry in entries if isinstance(entry, ast.Name))
    return names if len(names) == len(entries) else ()


def bound(names: tuple[str, ...], value: Nested) -> dict[str, Nested] | None:
    """The names with their values in one round; None where they do not fit."""
    if len(names) == 1:
        return {names[0]: value}
    entries = one_by_one(value)
    return None if entries is None or len(entries) != len(names) else dict(zip(names, entries, strict=True))


def with_round(scope: Scope, names: tuple[str, ...], value: Nested, site: Site) -> Scope:
    """The scope in one round of a loop."""
    own = bound(names, value)
    if own is None:
        raise site.error("read.needs-running", what="a loop")
    return replace(scope, defined={**scope.defined, **own})


def _range(args: list[Nested], site: Site) -> range:
    numbers = [_integer(formula(arg, site), site) for arg in args]
    if len(numbers) == 3 and numbers[2] == 0:
        raise site.error("read.needs-running", what="a loop")
    found = range(*numbers)
    if len(found) > MOST_TIMES:
        raise site.error("read.needs-running", what="a long loop")
    return found


def _integer(expr: Expr, site: Site) -> int:
    number = exact_value(expr)
    # A quotient is no whole number in Python, even where it comes out as one.
    if number is None or number.denominator != 1 or any(part.head == "divide" for part in walk(expr)):
        raise site.error("read.needs-running", what="a loop")
    return int(number)


def _whole(number: int) -> Expr:
    if number < 0:
        return Expr("negate", (_whole(-number),))
    return Expr("number", (), Fraction(number))


def summed(name: str, value: Nested, site: Site) -> Expr:
    """`sum([...])` and `prod([...])`."""
    found = one_by_one(value)
    if found is None or any(isinstance(entry, tuple) for entry in found):
        raise site.error("read.needs-running", what=f"`{name}(...)`")
    entries = [formula(entry, site) for entry in found]
    if not entries:
        return _whole(0 if name == "sum" else 1)
    return total(entries) if name == "sum" else product(entries[0], [("*", factor) for factor in entries[1:]])
