"""Whether an expression has a value anywhere in the domain: what has none equals nothing, not even itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flint import arb

from gradekit.equality.graph import Graph, Node, parts_of, used_by
from gradekit.equality.points.balls import Values, precision
from gradekit.equality.points.points import Point, edges, near_zero
from gradekit.equality.points.samples import FIRST_BITS, Samples

_POINTS = 30
_ENTIRE = frozenset({"sin", "cos", "sinh", "cosh", "exp", "asinh", "Abs"})
_REAL_EVERYWHERE = _ENTIRE | {"tanh", "sech", "atan", "erf", "sign", "floor", "ceiling"}


def defined_somewhere(samples: Samples, root: int) -> bool:
    """Whether the node has a value everywhere by its form, or at one of the points that are looked at.

    >>> from gradekit.model.domain import Domain
    >>> from gradekit.syntax.build import add, log, negate, number, symbol
    >>> graph = Graph()
    >>> x, nowhere = graph.enter(log(symbol("x"))), graph.enter(log(number(-1)))
    >>> samples = Samples(graph, Domain(), principal=False, most_bits=64)
    >>> defined_somewhere(samples, x), defined_somewhere(samples, nowhere)
    (True, False)
    """
    graph, total = samples.graph, _total(samples.principal)
    if all(total(row, None) for row in (graph.nodes[node] for node in used_by(graph, [root]))):
        return True
    for point in _points(samples):
        with precision(FIRST_BITS):
            if _has_value(graph, samples.values(point, FIRST_BITS), root, total):
                return True
    return False


def _points(samples: Samples) -> Iterator[Point]:
    yield from (samples.point(index) for index in range(_POINTS if samples.names else 1))
    yield from near_zero(samples.domain, samples.names)
    yield from edges(samples.domain, samples.names)


_Total = Callable[[Node, "Values | None"], bool]


def _total(principal: bool) -> _Total:
    """Whether a node has a value wherever its arguments have one; with their values, also where these make it so."""
    functions = _ENTIRE if principal else _REAL_EVERYWHERE

    def total(row: Node, values: Values | None) -> bool:
        kind = row[0]
        if kind in ("n", "s", "pi", "+", "*", "-", "u"):
            return True
        if kind == "f":
            return row[1] in functions
        if kind == "p" and row[2] > 0:
            return True
        if kind == "g":
            return not principal
        # The power of something positive may only be too large to be told.
        return values is not None and kind in ("p", "q", "^") and _positive(values[row[1]])

    return total


def _positive(x: object) -> bool:
    return isinstance(x, arb) and x.is_finite() and bool(x > 0)


def _has_value(graph: Graph, values: Values, root: int, total: _Total) -> bool:
    """Whether the value is finite, or only too large for a ball: 9^9^9^9 has a value."""
    stack = [root]
    while stack:
        node = stack.pop()
        if values[node].is_finite():
            continue
        row = graph.nodes[node]
        if not total(row, values):
            return False
        stack.extend(parts_of(row))
    return True
