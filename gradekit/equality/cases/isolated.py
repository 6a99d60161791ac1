"""Points at which a root has a value although it has none around them: sqrt(x**2 (x - 1)) where x = 0.

A proof learns x >= 1 from the root, up to sets without interior, and may use it for |x - 1|. So where a factor that is
nowhere negative can vanish, both sides are compared once more: without what was learned, or else with the zero of the
factor put in. This is enough, and not always needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from gradekit.equality.cases.rewriting import rewritten
from gradekit.equality.graph import Graph, Node
from gradekit.equality.points.balls import evaluate, precision, real, undefined_part
from gradekit.equality.points.exactly import rational_values
from gradekit.equality.points.points import Point, generic
from gradekit.equality.points.samples import FIRST_BITS, Samples
from gradekit.equality.proof.normal import Proven
from gradekit.equality.proof.prover import Prover
from gradekit.equality.proof.ring import Poly, exponents_of, gens_of
from gradekit.equality.proof.state import State

Pair = tuple[int, int]
Zero = Mapping[int, int]
"""A symbol, and the node of what it is where a factor vanishes."""
_POINTS = 6


def holds_without_learning(pair: Pair, prover: Prover) -> bool:
    """Whether the pair is equal by what holds at single points as well."""
    other = prover.within(prover.domain, (), learns=False).straight_or_split(*pair)
    return isinstance(other, Proven) and "branches" not in other.open


def holds_everywhere(proof: Proven, pair: Pair, prover: Prover) -> bool:
    """Whether the proof holds where what it learned need not."""
    if not proof.thin or holds_without_learning(pair, prover):
        return True
    zeros = zeros_of(proof, prover.graph)
    return bool(zeros) and all(holds_at(pair, zero, prover) for zero in zeros)


def zeros_of(proof: Proven, graph: Graph) -> list[Zero] | None:
    """Where the factors vanish; None where that cannot be told of one of them."""
    found: dict[str, Zero | None] = {}
    for state, p in proof.thin:
        found[state.ring.text(p)] = _solved(state, graph, p)
    zeros = [zero for zero in found.values() if zero is not None]
    return zeros if len(zeros) == len(found) else None


def points_of_zeros(samples: Samples, zeros: Sequence[Zero]) -> Iterator[Point]:
    """Points of the domain at these zeros."""
    for zero in zeros:
        ((symbol, node),) = zero.items()
        name = samples.graph.nodes[symbol][1]
        for index in range(_POINTS):
            point = samples.point(index)
            value = rational_values(samples.graph, [node], point).get(node)
            if value is not None and samples.domain.of(name).interval.holds(value):
                yield {**point, name: value}


def holds_at(pair: Pair, zero: Zero, prover: Prover) -> bool:
    """Whether both sides are equal, or one has no value, where a symbol is that."""
    answer, expected = rewritten(prover.graph, pair, _no_truth, zero)
    proof = prover.within(prover.domain, ()).straight_or_split(answer, expected)
    if isinstance(proof, Proven):
        return "branches" not in proof.open and not proof.thin
    without = proof in ("expected-undefined", "answer-undefined")
    return without or any(_without_value(root, prover) for root in (answer, expected))


def _without_value(root: int, prover: Prover) -> bool:
    """Whether the node has no value at any of some points, such as 1/sqrt(0)."""
    graph, names = prover.graph, sorted(prover.graph.symbols)
    if prover.principal or graph.cases:
        return False
    with precision(FIRST_BITS):
        for point in (generic(prover.domain, names, index) for index in range(_POINTS)):
            at = {name: real(value) for name, value in point.items() if isinstance(value, Fraction)}
            if len(at) < len(point) or undefined_part(graph, evaluate(graph, at), root, principal=False) is None:
                return False
    return True


def _solved(state: State, graph: Graph, p: Poly) -> Zero | None:
    """The symbol of a polynomial that is linear in it and has no other kernels than symbols."""
    used = gens_of(p)
    named = {gen: state.meanings[gen].name for gen in used if _word(state, gen) == "symbol"}
    if len(used) == 1 and _word(state, used[0]) == "abs":
        return _solved(state, graph, state.meanings[used[0]].of[0].top)
    for gen in named if len(named) == len(used) else ():
        slope = p.derivative(gen)
        if slope.is_constant():
            lead = next(state.ring.terms(slope))[1]
            rest = {m: -c / lead for m, c in state.ring.terms(p) if not m[gen]}
            return {graph.row("s", named[gen]): _node(graph, rest, named)}
    return None


def _word(state: State, gen: int) -> str:
    meaning = state.meanings.get(gen)
    return "" if meaning is None else meaning.word


def _node(graph: Graph, terms: Mapping[tuple[int, ...], Fraction], named: Mapping[int, str]) -> int:
    parts = [
        graph.multiply(
            [graph.number(c), *(graph.power(graph.row("s", named[g]), graph.number(e)) for g, e in exponents_of(m))]
        )
        for m, c in terms.items()
    ]
    return graph.add(parts) if parts else graph.number(0)


def _no_truth(_: Node) -> None:
    return None
