"""Nodes rewritten in their own graph: cases chosen, nodes replaced by others of the same value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from gradekit.equality.cases.conditions import CASES, choice, joined
from gradekit.equality.graph import Graph, Node, parts_of, used_by

Truth = Callable[[Node], bool | None]
"""Whether a comparison holds; None where something compared has no value."""


def rewritten(graph: Graph, roots: Sequence[int], truth: Truth, values: Mapping[int, int] | None = None) -> list[int]:
    """The roots with every comparison decided and some nodes replaced. What has no value is the node `("none",)`."""
    none, given = graph.row("none"), values or {}
    new: dict[int, int] = {}
    for node in used_by(graph, roots):
        row = graph.nodes[node]
        kind = row[0]
        if kind == "r":
            told = truth(row)
            new[node] = none if told is None else graph.row("true" if told else "false")
        elif node in given:
            new[node] = given[node]
        elif kind in CASES:
            new[node] = _of_cases(graph, row, new, none)
        else:
            parts = [new[part] for part in parts_of(row)]
            new[node] = none if none in parts else _again(graph, row, parts)
    return [new[root] for root in roots]


def _of_cases(graph: Graph, row: Node, new: Mapping[int, int], none: int) -> int:
    if row[0] not in ("if", "and", "or"):
        return graph.row(*row)
    parts = [new[part] for part in row[1:]]
    if row[0] == "if":
        return none if parts[0] == none else choice(graph, *parts)
    if none in parts:
        decisive = graph.row("false" if row[0] == "and" else "true")
        return decisive if decisive in parts else none
    return joined(graph, row[0], *parts)


def _again(graph: Graph, row: Node, parts: Sequence[int]) -> int:
    """The same operation on other nodes."""
    match row[0]:
        case "+":
            return graph.add(parts)
        case "*":
            return graph.multiply(parts)
        case "-":
            return graph.negate(parts[0])
        case "/":
            return graph.divide(*parts)
        case "p":
            return graph.power(parts[0], graph.number(row[2]))
        case "q":
            return graph.power(parts[0], graph.number(Fraction(row[2], row[3])))
        case "^":
            return graph.power(*parts)
        case "f" | "g" | "u":
            return graph.function(row[1], parts)
        case _:
            return graph.row(*row)
