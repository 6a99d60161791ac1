"""Nodes of a graph as trees again, to be shown."""

from __future__ import annotations

from fractions import Fraction

from gradekit.equality.cases.conditions import CASES
from gradekit.equality.graph import Graph
from gradekit.syntax import build
from gradekit.syntax.conditions import FALSE, TRUE, combined, piecewise, relation
from gradekit.syntax.tree import Expr


def tree_of(graph: Graph, node: int) -> Expr:
    """A tree for the node.

    >>> from gradekit.syntax.build import add, number, symbol
    >>> graph = Graph()
    >>> tree_of(graph, graph.enter(add(symbol("x"), number(1))))
    add(symbol('x'), number(1))
    """
    row = graph.nodes[node]
    kind = row[0]
    if kind == "n":
        return build.negate(build.number(-row[1], row[2])) if row[1] < 0 else build.number(row[1], row[2])
    if kind == "s":
        return build.symbol(row[1])
    if kind in ("pi", "I"):
        return build.PI if kind == "pi" else build.I
    if kind in ("p", "q"):
        exponent = Fraction(row[2], row[3] if kind == "q" else 1)
        return _power(tree_of(graph, row[1]), exponent)
    if kind in ("f", "g", "u"):
        return build.function(row[1], *(tree_of(graph, part) for part in row[2:]))
    if kind in CASES:
        return _of_cases(graph, node)
    return build.rebuild(_SHAPES[kind], tuple(tree_of(graph, part) for part in row[1:]))


def _of_cases(graph: Graph, node: int) -> Expr:
    """A formula with cases or a condition; none at all is a case that never holds."""
    row = graph.nodes[node]
    if row[0] == "none":
        return Expr("piecewise", (build.ZERO, FALSE))
    if row[0] == "r":
        return relation(row[1], tree_of(graph, row[2]), build.ZERO)
    parts = [tree_of(graph, part) for part in row[1:]]
    if row[0] != "if":
        return combined(row[0], *parts)
    rest = (parts[2], TRUE) if graph.nodes[row[3]][0] != "none" else ()
    return piecewise(parts[1], parts[0], *(parts[2].args if parts[2].head == "piecewise" and rest else rest))


def _power(base: Expr, exponent: Fraction) -> Expr:
    if exponent == Fraction(1, 2):
        return build.sqrt(base)
    return build.power(base, exponent)


_SHAPES: dict[str, Expr] = {
    "+": Expr("add"),
    "*": Expr("multiply"),
    "/": Expr("divide"),
    "-": Expr("negate"),
    "^": Expr("power"),
}
