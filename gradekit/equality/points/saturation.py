"""What no point has shown: parts of a formula that were too small beside the rest, wherever one looked, to be seen.

tanh(u) is 1 up to e^(-2u), and in x + e^(-10000) the second term is below every digit that was compared. Agreement of
the values says nothing about such a part, so there it is no evidence.

An argument of a node weighs |d root/d argument * argument|; it was seen at a point when that is more than the width of
the balls that met there. Arguments of nodes that both sides share need not be seen: the same number stands there. Of
the functions below not even the value shows all: cosh(u) is e^u/2 up to its factor 1 + e^(-2u).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flint import arb

from gradekit.equality.graph import Graph, Node, parts_of, used_by
from gradekit.equality.points.balls import Ball, Values, precision
from gradekit.equality.points.points import Point
from gradekit.equality.points.samples import Samples
from gradekit.equality.points.slopes import slope

OVERWHELMING = {"erf": 20, **dict.fromkeys(("exp", "sinh", "cosh", "tanh", "coth", "sech", "csch", "gamma"), 100)}
"""From arguments of this size on nothing else is seen in 40 digits and more."""
_MARGIN = arb(2) ** 40
_NOTHING = arb(2) ** -(10**9)
_BITS = 64

Edge = tuple[int, int]
"""A node, and one of the nodes that it uses."""
Look = tuple[Point, int]
"""A point, and the precision at which it was looked at."""


def saturated(samples: Samples, answer: int, expected: int, looks: Iterable[Look]) -> bool:
    """Whether one of these functions was far out in all of these looks, or a part of one side too small to be seen."""
    graph = samples.graph
    sides = [used_by(graph, [root]) for root in (answer, expected)]
    common = set(sides[0]) & set(sides[1])
    far = {n for n in {*sides[0], *sides[1]} if graph.nodes[n][0] == "f" and graph.nodes[n][1] in OVERWHELMING}
    unseen: set[Edge] | None = None
    for point, bits in looks:
        with precision(bits):
            values = samples.values(point, bits)
            if not (values[answer].is_finite() and values[expected].is_finite()):
                continue
            least = abs(values[answer] - values[expected]).upper() * _MARGIN
        with precision(_BITS):
            pairs = zip((answer, expected), sides, strict=True)
            found = {edge for root, side in pairs for edge in _below(graph, values, root, side, common, least)}
            unseen = found if unseen is None else unseen & found
            far = {n for n in far if _is_far(graph.nodes[n], values)}
        if not unseen and not far:
            return False
    return True


def _is_far(row: Node, values: Values) -> bool:
    x = values[row[2]]
    real = x if isinstance(x, arb) else x.real
    return not real.is_finite() or bool(abs(real) > OVERWHELMING[row[1]])


def _below(
    graph: Graph, values: Values, root: int, side: Sequence[int], common: set[int], least: arb
) -> Iterator[Edge]:
    """The edges below the root that weigh less than that, each with the weight that the whole node has."""
    weight: dict[int, arb] = {root: arb(1)}
    for node in reversed(side):
        outer = weight.get(node)
        if outer is None or node in common:
            continue
        row = graph.nodes[node]
        for part, inner in _slopes(row, values, node):
            passed = outer * inner
            weight[part] = weight.get(part, arb(0)) + passed
            felt = passed * _size(values[part])
            # What is exactly nothing has a factor 0 before it; what cannot be told is taken as seen.
            if felt < least and felt != 0:
                yield node, part


def _slopes(row: Node, values: Values, node: int) -> Iterator[tuple[int, arb]]:
    for place, part in enumerate(parts_of(row)):
        # A bounded function of something that is not even known to be finite does not show it.
        yield part, _size(slope(row, values, node, place)) if values[part].is_finite() else _NOTHING


def _size(x: Ball) -> arb:
    return abs(x).upper() if x.is_finite() else arb.pos_inf()
