"""A tree as a node table: rows of plain data, arguments by row number, equal parts once."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, cast

from gradekit.syntax.conditions import is_condition, well_formed
from gradekit.syntax.tree import Expr, Head

MOST_ROWS = 20_000

_RATIONAL = re.compile(r"-?[0-9]{1,4000}(?:/[1-9][0-9]{0,3999})?")
_DECIMAL = re.compile(r"[0-9]{1,500}(?:\.[0-9]{0,500})?(?:[eE][+-]?[0-9]{1,3})?")

_LEAVES: dict[str, Head] = {"n": "number", "d": "decimal", "s": "symbol", "c": "constant"}
_INNER: dict[str, Head] = {"+": "add", "*": "multiply", "-": "negate", "/": "divide", "^": "power", "?": "piecewise"}
_NAMED: dict[str, Head] = {"f": "function", "r": "relation", "l": "logic"}
_LEAF_CODE = {head: code for code, head in _LEAVES.items()}
_INNER_CODE = {head: code for code, head in _INNER.items()}
_NAMED_CODE = {head: code for code, head in _NAMED.items()}


def to_table(expr: Expr) -> list[list[str | int]]:
    """Rows `[code, value]` for leaves, `[code, row, ...]` for operations, `["f", name, row, ...]` for functions and
    likewise `"r"` for relations and `"l"` for and, or, not, true and false. The last row is the tree.

    >>> from gradekit.syntax.build import add, symbol, number
    >>> to_table(add(symbol("x"), number(1, 2)))
    [['s', 'x'], ['n', '1/2'], ['+', 0, 1]]
    """
    rows: list[list[str | int]] = []
    known: dict[Expr, int] = {}
    stack: list[tuple[Expr, bool]] = [(expr, False)]
    while stack:
        node, ready = stack.pop()
        if node in known:
            continue
        if not ready and node.args:
            stack.append((node, True))
            stack.extend((arg, False) for arg in reversed(node.args))
            continue
        known[node] = len(rows)
        rows.append(_row(node, known))
    return rows


def _row(node: Expr, known: dict[Expr, int]) -> list[str | int]:
    if node.head in _LEAF_CODE:
        return [_LEAF_CODE[node.head], str(node.value)]
    args = [known[arg] for arg in node.args]
    if node.head in _NAMED_CODE:
        return [_NAMED_CODE[node.head], node.name, *args]
    return [_INNER_CODE[node.head], *args]


def from_table(table: object) -> Expr:
    """The tree of a node table; `ValueError` when the table is not one."""
    if not isinstance(table, list) or not 0 < len(cast("list[Any]", table)) <= MOST_ROWS:
        raise ValueError("an expression is a list of at least one and at most 20000 rows")
    built: list[Expr] = []
    for row in cast("list[Any]", table):
        if not isinstance(row, list) or len(cast("list[Any]", row)) < 2:
            raise ValueError(f"not a row of a node table: {row!r}")
        built.append(_node(cast("list[Any]", row), built))
    if is_condition(built[-1]):
        raise ValueError("a condition is no formula")
    return built[-1]


def _node(row: list[Any], built: list[Expr]) -> Expr:
    code, rest = row[0], row[1:]
    if code in _LEAVES:
        value = str(rest[0])
        if code == "d" and not _DECIMAL.fullmatch(value):
            raise ValueError("not a decimal number")
        return Expr(_LEAVES[code], (), rational(value) if code == "n" else value)
    if code in _NAMED:
        return _checked(Expr(_NAMED[code], _arguments(rest[1:], built) if len(rest) > 1 else (), str(rest[0])))
    if code not in _INNER:
        raise ValueError(f"no operation is called {code!r}")
    return _checked(Expr(_INNER[code], _arguments(rest, built)))


def _checked(expr: Expr) -> Expr:
    if not well_formed(expr) or (expr.head == "function" and not expr.args):
        raise ValueError(f"a {expr.head} has other arguments")
    return expr


def rational(text: str) -> Fraction:
    """The rational number in a record. `Fraction` alone would compute `1e999999999`, so only `3` and `-2/3` are read.

    >>> rational("-2/3")
    Fraction(-2, 3)
    """
    if not _RATIONAL.fullmatch(text):
        raise ValueError("not a rational number")
    return Fraction(text)


def _arguments(rows: list[object], built: list[Expr]) -> tuple[Expr, ...]:
    found = [built[i] for i in rows if isinstance(i, int) and 0 <= i < len(built)]
    if not rows or len(found) < len(rows):
        raise ValueError(f"{rows!r} are not rows that come before")
    return tuple(found)
