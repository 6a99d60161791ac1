"""Values at rational points, exactly, so that a comparison is decided on its boundary as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from flint import arb

from gradekit.equality.cases.conditions import CONDITIONS, holds
from gradekit.equality.graph import Graph, Node, used_by
from gradekit.equality.points.branches import NO, YES, truth_key
from gradekit.equality.points.points import Coordinate

_MOST_BITS = 4_096
Values = dict[int, Fraction]


def truths(graph: Graph, point: Mapping[str, Coordinate]) -> dict[str, arb]:
    """The comparisons that exact arithmetic decides at the point, as `branches.case_ball` looks them up."""
    compared = [node for node, row in enumerate(graph.nodes) if row[0] == "r"]
    values = rational_values(graph, [graph.nodes[node][2] for node in compared], point)
    rows = [graph.nodes[node] for node in compared if graph.nodes[node][2] in values]
    return {truth_key(row): YES if holds(row[1], values[row[2]]) else NO for row in rows}


def rational_values(graph: Graph, roots: Iterable[int], point: Mapping[str, Coordinate]) -> Values:
    """The values of the nodes below the roots that are rational by arithmetic alone; others are left out. That of a
    condition is 1 or 0."""
    values: Values = {}
    for node in used_by(graph, list(roots)):
        value = _value(graph.nodes[node], values, point)
        if value is not None and value.numerator.bit_length() + value.denominator.bit_length() <= _MOST_BITS:
            values[node] = value
    return values


def _value(row: Node, v: Values, point: Mapping[str, Coordinate]) -> Fraction | None:
    kind = row[0]
    if kind == "n":
        return Fraction(row[1], row[2])
    if kind == "s":
        value = point.get(row[1])
        return value if isinstance(value, Fraction) else None
    if kind == "if":
        chosen = v.get(row[1])
        return None if chosen is None else v.get(row[2] if chosen else row[3])
    if kind in CONDITIONS:
        return _truth(row, v)
    parts = row[1:] if kind in ("+", "*", "/") else row[1:2] if kind in ("-", "p") else row[2:]
    if kind not in _ARITHMETIC or not all(part in v for part in parts):
        return None
    return _worked_out(row, [v[part] for part in parts])


_ARITHMETIC = frozenset({"+", "*", "/", "-", "p", "f", "g"})


def _truth(row: Node, v: Values) -> Fraction | None:
    kind = row[0]
    if kind in ("true", "false"):
        return Fraction(kind == "true")
    if kind == "r":
        return Fraction(holds(row[1], v[row[2]])) if row[2] in v else None
    known = [v.get(row[1]), v.get(row[2])]
    decisive = Fraction(kind == "or")
    return decisive if decisive in known else None if None in known else 1 - decisive


def _worked_out(row: Node, args: list[Fraction]) -> Fraction | None:
    match row[0]:
        case "+":
            return args[0] + args[1]
        case "*":
            return args[0] * args[1]
        case "-":
            return -args[0]
        case "/":
            return args[0] / args[1] if args[1] else None
        case "p":
            return _power(args[0], row[2])
        case _:
            return _function(row[1], args)


def _power(base: Fraction, n: int) -> Fraction | None:
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if (not base and n < 0) or bits * abs(n) > _MOST_BITS:
        return None
    return Fraction(base**n)


def _function(name: str, args: list[Fraction]) -> Fraction | None:
    match name:
        case "Abs":
            return abs(args[0])
        case "sign":
            return Fraction((args[0] > 0) - (args[0] < 0))
        case "floor":
            return Fraction(args[0].__floor__())
        case "ceiling":
            return Fraction(args[0].__ceil__())
        case "Max":
            return max(args)
        case "Min":
            return min(args)
        case _:
            return None
