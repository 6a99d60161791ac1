"""Removed poles: where the answer divides by something that is zero although the expected side has a value there."""

from __future__ import annotations

from collections.abc import Iterator

from flint import arb

from gradekit.equality.balls import Ball, evaluate, precision
from gradekit.equality.breaks import between
from gradekit.equality.graph import BROKEN, Graph, used_by
from gradekit.equality.normal import Proven
from gradekit.equality.points import Coordinate, Point
from gradekit.equality.samples import Samples
from gradekit.equality.trees import tree_of
from gradekit.model.message import Message

_HALVINGS = 40
_SEGMENTS = 5
_MOST_NOTES = 3

Divisor = tuple[str, int]
"""`("", node)`: the node itself; `("cos", node)` and `("sin", node)`: of the node."""


def removed_poles(
    samples: Samples, answer: int, expected: int, proof: Proven
) -> tuple[tuple[str, ...], tuple[Message, ...]]:
    """The factors, as text, and a note for each: the answer has no value where one of them is zero, the expected side
    has one. A factor is named only when such a point of the domain is certain."""
    if samples.principal or not samples.names:
        return (), ()
    graph = samples.graph
    found = [d for d in _suspects(graph, answer, expected, proof) if _certain(samples, d, expected)][:_MOST_NOTES]
    if not found:
        return (), ()
    from gradekit.syntax.build import function
    from gradekit.syntax.latex import to_latex
    from gradekit.syntax.write import to_text

    trees = [tree_of(graph, node) if not name else function(name, tree_of(graph, node)) for name, node in found]
    notes = tuple(Message("equality.removed-poles", {"factor": to_latex(tree)}) for tree in trees)
    return tuple(to_text(tree) for tree in trees), notes


def divides_by_kinks(graph: Graph, answer: int, expected: int, proof: Proven) -> bool:
    """Whether the answer divides by something with a kink or a jump in it, which may be zero on a whole interval."""
    suspects = _suspects(graph, answer, expected, proof) if graph.broken else []
    return any(is_break(graph, node) for _, divisor in suspects for node in used_by(graph, [divisor]))


def is_break(graph: Graph, node: int) -> bool:
    """Whether the node is a function with kinks or jumps."""
    row = graph.nodes[node]
    return row[0] in ("f", "g") and row[1] in BROKEN


def _suspects(graph: Graph, answer: int, expected: int, proof: Proven) -> list[Divisor]:
    """What only the answer divides by, and what may be zero."""
    mine = set(_divisors(graph, answer)) - set(_divisors(graph, expected))
    return [d for d in sorted(mine) if not proof.nowhere_zero(d[1], d[0])]


_POLES_OF = {"tan": "cos", "sec": "cos", "cot": "sin", "csc": "sin", "coth": "", "csch": ""}


def _divisors(graph: Graph, root: int) -> Iterator[Divisor]:
    for node in used_by(graph, [root]):
        row = graph.nodes[node]
        if row[0] == "/":
            yield from _bases(graph, row[2])
        elif row[0] in ("p", "q") and row[2] < 0:
            yield from _bases(graph, row[1])
        elif row[0] == "f" and row[1] in _POLES_OF:
            yield _POLES_OF[row[1]], row[2]


def _bases(graph: Graph, node: int) -> Iterator[Divisor]:
    """The parts of a product or power that are zero where it is."""
    row = graph.nodes[node]
    if row[0] == "*":
        yield from _bases(graph, row[1])
        yield from _bases(graph, row[2])
    elif row[0] in ("p", "q", "-", "/"):
        yield from _bases(graph, row[1])
    elif row[0] == "f" and row[1] in ("tan", "sin", "Abs", "sinh", "tanh"):
        yield ("sin", row[2]) if row[1] in ("tan", "sin") else ("", row[2])
    elif row[0] == "f" and row[1] in ("cos", "cot"):
        yield "cos", row[2]
    elif row[0] != "n":
        yield "", node


def _value(samples: Samples, divisor: Divisor, point: Point) -> Ball:
    value = samples.values(point, 64)[divisor[1]]
    return value.cos() if divisor[0] == "cos" else value.sin() if divisor[0] == "sin" else value


def _certain(samples: Samples, divisor: Divisor, expected: int) -> bool:
    """Whether the divisor changes sign inside the domain at a place around which the expected side is finite."""
    with precision(64):
        points = [samples.point(i) for i in range(_SEGMENTS)]
        signs = [_sign(_value(samples, divisor, point)) for point in points]
        positive = next((p for p, s in zip(points, signs, strict=True) if s > 0), None)
        negative = next((p for p, s in zip(points, signs, strict=True) if s < 0), None)
        if positive is None or negative is None:
            return False
        return _finite_where_zero(samples, divisor, expected, positive, negative)


def _sign(value: Ball) -> int:
    return 0 if not value.is_finite() else 1 if value > 0 else -1 if value < 0 else 0


def _finite_where_zero(samples: Samples, divisor: Divisor, expected: int, positive: Point, negative: Point) -> bool:
    for _ in range(_HALVINGS):
        middle = between(positive, negative)
        sign = _sign(_value(samples, divisor, middle))
        if sign > 0:
            positive = middle
        elif sign < 0:
            negative = middle
        else:
            break
    around = {name: _hull(samples, value, negative[name]) for name, value in positive.items()}
    values = evaluate(samples.graph, around)
    value = values[divisor[1]]
    continuous = (value if not divisor[0] else value.cos()).is_finite()
    return bool(continuous and values[expected].is_finite())


def _hull(samples: Samples, a: Coordinate, b: Coordinate) -> arb:
    return samples.ball(a).union(samples.ball(b))
