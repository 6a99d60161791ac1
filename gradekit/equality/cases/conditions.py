"""Cases in the graph: a choice between two nodes by a condition, and conditions in terms of the sign of one node.

| node                             | meaning                                                        |
|----------------------------------|----------------------------------------------------------------|
| `("if", c, a, b)`                | a where c is true, b where it is false                         |
| `("none",)`                      | no value anywhere                                              |
| `("r", s, d)`                    | d compared with 0, s one of `>`, `>=`, `=`, `!=`               |
| `("and", c, d)`, `("or", c, d)`  | both, at least one of two conditions                           |
| `("true",)`, `("false",)`        |                                                                |

There is no negation: it is carried to the comparisons, where it is the opposite one.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gradekit.syntax.conditions import cases
from gradekit.syntax.tree import Expr

if TYPE_CHECKING:
    from gradekit.equality.graph import Graph

CONDITIONS = frozenset({"r", "and", "or", "true", "false"})
"""Kinds of nodes that are conditions."""
CASES = CONDITIONS | {"if", "none"}
"""Kinds of nodes that only formulas with cases have."""
_JOINED = ("and", "or")


def enter_cases(graph: Graph, expr: Expr) -> int:
    """The first value whose condition is true."""
    graph.cases = graph.broken = True
    result = graph.row("none")
    for value, condition in reversed(list(cases(expr.args))):
        result = choice(graph, enter_condition(graph, condition), graph.enter(value), result)
    return result


def choice(graph: Graph, condition: int, yes: int, no: int) -> int:
    """One node or the other."""
    kind = graph.nodes[condition][0]
    if kind in ("true", "false"):
        return yes if kind == "true" else no
    return graph.row("if", condition, yes, no)


def enter_condition(graph: Graph, expr: Expr) -> int:
    """A condition of a tree."""
    if expr.head == "relation":
        left, right = (graph.enter(arg) for arg in expr.args)
        return compared(graph, expr.name, left, right)
    if expr.name in _JOINED:
        result = enter_condition(graph, expr.args[0])
        for arg in expr.args[1:]:
            result = joined(graph, expr.name, result, enter_condition(graph, arg))
        return result
    return opposite(graph, enter_condition(graph, expr.args[0])) if expr.args else graph.row(expr.name)


def compared(graph: Graph, sign: str, left: int, right: int) -> int:
    """One node compared with another: their difference with 0."""
    if sign in ("<", "<="):
        left, right, sign = right, left, {"<": ">", "<=": ">="}[sign]
    return with_zero(graph, sign, graph.add([left, graph.negate(right)]))


def with_zero(graph: Graph, sign: str, node: int) -> int:
    """A node compared with 0; a number is larger or it is not."""
    value = graph.value(node)
    return graph.row("r", sign, node) if value is None else graph.row("true" if holds(sign, value) else "false")


def holds(sign: str, value: Fraction | int) -> bool:
    """Whether a number, or a sign 1, 0, -1, compares so with 0."""
    if sign in ("=", "!="):
        return (value == 0) == (sign == "=")
    return value > 0 or (sign == ">=" and value == 0)


def joined(graph: Graph, word: str, left: int, right: int) -> int:
    """Both conditions, or at least one; what is literally true or false disappears."""
    unit, zero = ("true", "false") if word == "and" else ("false", "true")
    kinds = graph.nodes[left][0], graph.nodes[right][0]
    if zero in kinds:
        return graph.row(zero)
    if unit in kinds:
        return right if kinds[0] == unit else left
    return left if left == right else graph.row(word, *sorted((left, right)))


def opposite(graph: Graph, condition: int) -> int:
    """The negation."""
    row = graph.nodes[condition]
    if row[0] == "r":
        if row[1] in ("=", "!="):
            return graph.row("r", "!=" if row[1] == "=" else "=", row[2])
        return graph.row("r", ">=" if row[1] == ">" else ">", graph.negate(row[2]))
    if row[0] in _JOINED:
        word = "or" if row[0] == "and" else "and"
        return joined(graph, word, opposite(graph, row[1]), opposite(graph, row[2]))
    return graph.row("false" if row[0] == "true" else "true")


def heaviside(graph: Graph, x: int, at_zero: int | None = None) -> int:
    """0 below zero, 1 above, and at zero what is said, else a half."""
    graph.cases = graph.broken = True
    half = graph.divide(graph.number(1), graph.number(2)) if at_zero is None else at_zero
    above = choice(graph, with_zero(graph, ">", x), graph.number(1), half)
    return choice(graph, with_zero(graph, ">", graph.negate(x)), graph.number(0), above)
