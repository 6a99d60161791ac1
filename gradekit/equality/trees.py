"""Nodes of a graph as trees again, to be shown."""

from __future__ import annotations

from fractions import Fraction

from gradekit.equality.graph import Graph
from gradekit.syntax import build
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
    return build.rebuild(_SHAPES[kind], tuple(tree_of(graph, part) for part in row[1:]))


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
