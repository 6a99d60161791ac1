"""Removed poles: where the answer divides by something that is zero although the expected side has a value there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flint import acb, arb

from gradekit.equality.graph import BROKEN, Graph, used_by
from gradekit.equality.points.balls import Ball, evaluate, precision
from gradekit.equality.points.breaks import between
from gradekit.equality.points.points import Coordinate, Point
from gradekit.equality.points.samples import Samples
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.normal import Proven
from gradekit.equality.proof.ring import gens_of
from gradekit.equality.proof.state import State
from gradekit.equality.trees import tree_of
from gradekit.model.message import Message
from gradekit.syntax.build import function
from gradekit.syntax.tree import Expr

_HALVINGS = 40
_SEGMENTS = 5
_MOST_NOTES = 3

Divisor = tuple[str, int]
"""`("", node)`: the node itself; `("cos", node)` and `("sin", node)`: of the node."""


def removed_poles(samples: Samples, answer: int, expected: int, proof: Proven) -> tuple[Expr, ...]:
    """The factors that were cancelled: the answer has no value where one of them is zero, the expected side has one.
    A factor is named only when such a point of the domain is certain."""
    if not samples.names or any(samples.domain.of(name).kind == "complex" for name in samples.names):
        return ()
    graph = samples.graph
    found = [d for d in _suspects(graph, answer, expected, proof) if _certain(samples, d, expected)][:_MOST_NOTES]
    return tuple(tree_of(graph, node) if not name else function(name, tree_of(graph, node)) for name, node in found)


def poles_told(removed: Sequence[Expr]) -> tuple[tuple[str, ...], tuple[Message, ...]]:
    """The factors as text, and a note for each."""
    if not removed:
        return (), ()
    from gradekit.syntax.latex import to_latex
    from gradekit.syntax.write import to_text

    notes = tuple(Message("equality.removed-poles", {"factor": to_latex(tree)}) for tree in removed)
    return tuple(to_text(tree) for tree in removed), notes


def divides_by_kinks(graph: Graph, answer: int, expected: int, proof: Proven) -> bool:
    """Whether the answer divides by something with a kink or a jump in it, which may be zero on a whole interval."""
    suspects = _suspects(graph, answer, expected, proof) if graph.broken else []
    broken = (d for _, d in suspects if any(is_break(graph, node) for node in used_by(graph, [d])))
    return any(not _has_isolated_zeros(proof, divisor) for divisor in broken)


def _has_isolated_zeros(proof: Proven, node: int) -> bool:
    """Whether the node is zero where a meromorphic function is that is not zero itself: |x|**2 + 1 is, after all."""
    value = proof.values.get(node)
    return value is not None and not value.top.is_zero() and _meromorphic(proof.state, value)


def _meromorphic(state: State, value: Value) -> bool:
    polys = [value.top, *(state.field.factors[factor] for factor, e in value.under.items() if e > 0)]
    words = [state.meanings.get(gen) for p in polys for gen in gens_of(p)]
    return all(
        m is not None
        and (m.word in ("symbol", "pi", "cos-pi") or (m.word in ("exp", "tan") and _entire(state, m.of[0])))
        for m in words
    )


def _entire(state: State, value: Value) -> bool:
    words = [state.meanings.get(gen) for gen in gens_of(value.top)]
    return not value.under and all(
        m is not None and (m.word in ("symbol", "pi", "cos-pi") or (m.word == "exp" and _entire(state, m.of[0])))
        for m in words
    )


def is_break(graph: Graph, node: int) -> bool:
    """Whether the node is a function with kinks or jumps."""
    row = graph.nodes[node]
    return row[0] in ("f", "g") and row[1] in BROKEN


def _suspects(graph: Graph, answer: int, expected: int, proof: Proven) -> list[Divisor]:
    """What only the answer divides by, and what may be zero."""
    mine = set(_divisors(graph, answer)) - set(_divisors(graph, expected))
    at_sight = {d for d in mine if not d[0] and not graph.complex and is_positive(graph, d[1])}
    return [d for d in sorted(mine - at_sight) if not proof.nowhere_zero(d[1], d[0])]


def is_positive(graph: Graph, node: int) -> bool:
    """Whether a real node is greater than 0 at sight, such as 2 + floor(x)**2."""
    row = graph.nodes[node]
    if row[0] == "+":
        return any(is_positive(graph, row[i]) and _is_not_negative(graph, row[3 - i]) for i in (1, 2))
    if row[0] in ("*", "/"):
        return is_positive(graph, row[1]) and is_positive(graph, row[2])
    value = graph.value(node)
    return row[:2] in (("f", "exp"), ("f", "cosh")) or (value is not None and value > 0) or row[0] == "pi"


def _is_not_negative(graph: Graph, node: int) -> bool:
    row = graph.nodes[node]
    if row[0] in ("+", "*", "/"):
        return _is_not_negative(graph, row[1]) and _is_not_negative(graph, row[2])
    even = (row[0] == "p" and row[2] % 2 == 0) or (row[0] == "q" and row[3] % 2 == 0)
    return even or row[:2] == ("f", "Abs") or is_positive(graph, node)


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


def _in_reals(samples: Samples, divisor: Divisor) -> Samples | None:
    """Points at which the divisor has its real value, as far as that is its principal value too."""
    if not samples.principal:
        return samples
    graph = samples.graph
    if any(graph.nodes[node][0] in ("q", "^", "I") for node in used_by(graph, [divisor[1]])):
        return None
    return Samples(graph, samples.domain, principal=False, most_bits=samples.most_bits)


def _certain(samples: Samples, divisor: Divisor, expected: int) -> bool:
    """Whether the divisor changes sign inside the domain at a place around which the expected side is finite."""
    reals = _in_reals(samples, divisor)
    if reals is None:
        return False
    with precision(64):
        points = [samples.point(i) for i in range(_SEGMENTS)]
        signs = [_sign(_value(reals, divisor, point)) for point in points]
        positive = next((p for p, s in zip(points, signs, strict=True) if s > 0), None)
        negative = next((p for p, s in zip(points, signs, strict=True) if s < 0), None)
        if positive is None or negative is None:
            return False
        around = _around_zero(reals, divisor, positive, negative)
        return _continuous(reals, divisor, around) and _finite(samples, expected, around)


def _sign(value: Ball) -> int:
    return 0 if not value.is_finite() else 1 if value > 0 else -1 if value < 0 else 0


def _around_zero(reals: Samples, divisor: Divisor, positive: Point, negative: Point) -> dict[str, arb]:
    """A small box around a place where the divisor changes its sign."""
    for _ in range(_HALVINGS):
        middle = between(positive, negative)
        sign = _sign(_value(reals, divisor, middle))
        if sign > 0:
            positive = middle
        elif sign < 0:
            negative = middle
        else:
            break
    return {name: _hull(reals, value, negative[name]) for name, value in positive.items()}


def _continuous(reals: Samples, divisor: Divisor, around: dict[str, arb]) -> bool:
    value = evaluate(reals.graph, around)[divisor[1]]
    return bool((value if not divisor[0] else value.cos()).is_finite())


def _finite(samples: Samples, expected: int, around: dict[str, arb]) -> bool:
    balls = {name: acb(ball) for name, ball in around.items()} if samples.principal else around
    return bool(evaluate(samples.graph, balls, principal=samples.principal)[expected].is_finite())


def _hull(samples: Samples, a: Coordinate, b: Coordinate) -> arb:
    return samples.ball(a).union(samples.ball(b))
