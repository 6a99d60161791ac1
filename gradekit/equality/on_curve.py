"""Whether two formulas are equal on a curve or surface F = 0: at each of its points in the domain.

A point of the curve where rigorous balls of both sides do not meet refutes. A proof either puts in what a relation says
about a letter that it is linear in, or reduces the numerator of the difference modulo the relations. What neither
settles is undecided, however many points agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from flint import arb

from gradekit.equality.cases.negative_bases import powers_in_doubt
from gradekit.equality.decide import decide
from gradekit.equality.decision import IDENTICAL, Decision, different, undecided
from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.equality.points.balls import Values, evaluate, precision, undefined_part
from gradekit.equality.points.curve_points import BITS, nowhere_zero, places, solved
from gradekit.equality.points.samples import shown
from gradekit.equality.proof.ideal import proved_by_relations
from gradekit.equality.proof.normal import Proven
from gradekit.equality.proof.prover import Prover
from gradekit.model.domain import Domain
from gradekit.model.evidence import Proof, Witness
from gradekit.model.outcome import Outcome
from gradekit.syntax.build import substitute
from gradekit.syntax.tree import Expr, symbols_of

MOST_POINTS = 10
LEAST_BITS = 40
"""Balls that overlap agree only where both are that accurate."""


def decide_on_curve(
    answer: Expr,
    expected: Expr,
    domain: Domain,
    *,
    limits: WorkLimits = WorkLimits(),  # noqa: B008  frozen
    certificate: bool = False,
) -> Decision:
    """Whether `answer = expected` at every point of the domain where its relations are zero and `expected` is defined.
    With `certificate` a proof carries what it can be checked by, where that is found.

    >>> from gradekit.syntax.build import ONE, add, divide, negate, power, symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> circle = Domain(relations=(add(power(x, 2), power(y, 2), negate(ONE)),))
    >>> decide_on_curve(power(x, 2), add(ONE, negate(power(y, 2))), circle).outcome
    <Outcome.PROVED: 'proved'>
    >>> decide_on_curve(divide(x, y), divide(y, x), circle).outcome
    <Outcome.DIFFERENT: 'different'>
    """
    relations = domain.relations or ()
    if not relations:
        return decide(answer, expected, domain, limits=limits, certificate=certificate)
    if answer == expected:
        return IDENTICAL
    graph = Graph(limits)
    try:
        pair = graph.enter(answer), graph.enter(expected)
        nodes = [graph.enter(relation) for relation in relations]
    except LimitMet as met:
        return undecided(met.why)
    seen = _seen(graph, pair, [answer, expected], domain)
    if isinstance(seen, Witness):
        return different(seen)
    if not seen:
        return undecided("no-common-point")
    plain = Domain(domain.ranges, domain.reading)
    decision = _proved(graph, pair, nodes, plain, limits, _put_in(answer, expected, relations, plain, limits))
    if not certificate or decision.outcome is not Outcome.PROVED:
        return decision
    from gradekit.equality.proof.certify import texts_of  # only for those who ask
    from gradekit.equality.proof.membership import membership

    made = membership(graph, *pair, nodes, plain, limits)
    if made is None:
        return decision
    return replace(decision, evidence=Proof("on-curve", texts_of(made.kernels), membership=made))


def _proved(
    graph: Graph,
    pair: tuple[int, int],
    nodes: Sequence[int],
    plain: Domain,
    limits: WorkLimits,
    found: Decision | None,
) -> Decision:
    """What was found already, or a proof by the ideal of the relations."""
    if found is not None:
        return found
    if graph.jumps or powers_in_doubt(graph, pair, Prover(graph, plain, False, limits)):
        return undecided("jump" if graph.jumps else "negative-bases")
    proven = proved_by_relations(graph, *pair, nodes, plain, limits)
    if isinstance(proven, Proven):
        if proven.thin:
            return undecided("isolated-points")  # the curve may lie where what was learned does not hold
        return Decision(Outcome.PROVED, Proof("on-curve", proven.kernels()))
    return undecided(proven)


def _seen(graph: Graph, pair: tuple[int, int], sides: Sequence[Expr], domain: Domain) -> Witness | int:
    """A point of the curve where the sides differ, else the number of points where they agree, 0 where the answer is
    not seen to have a value at one of them."""
    names = sorted(frozenset[str]().union(*map(symbols_of, sides)))
    agreed = silent = 0
    for place in islice(places(domain.relations or (), domain, names), MOST_POINTS):
        with precision(BITS):
            values = evaluate(graph, {**dict.fromkeys(graph.symbols, arb.nan()), **place})
            x, y = values[pair[0]], values[pair[1]]
            if not y.is_finite():
                continue
            if not x.is_finite():
                silent += 1
                if _is_undefined_around(graph, values, pair[0]):
                    return Witness({name: shown(place[name]) for name in names}, "undefined", shown(y))
            elif not x.overlaps(y):
                return Witness({name: shown(place[name]) for name in names}, shown(x), shown(y))
            elif min(x.rel_accuracy_bits(), y.rel_accuracy_bits()) >= LEAST_BITS or (x - y).abs_upper() < _TINY:
                agreed += 1
    return 0 if silent else agreed


_TINY = arb(2) ** -LEAST_BITS


def _is_undefined_around(graph: Graph, values: Values, root: int) -> bool:
    """Whether a part is outside the domain of its function, and not at the end of it."""
    part = undefined_part(graph, values, root)
    if part is None:
        return False
    kind, *parts = graph.nodes[part]
    if kind == "f":
        return parts[0] not in ("gamma", "factorial") and not values[parts[1]].contains(0)
    return kind in ("q", "^") and not values[parts[0]].contains(0)


def _put_in(
    answer: Expr, expected: Expr, relations: Sequence[Expr], domain: Domain, limits: WorkLimits
) -> Decision | None:
    """The proof after every letter that a relation can be solved for is replaced; None where there is none. Values that
    are put in may lie outside the domain of their letter, so such a comparison only proves."""
    found = solved(relations, lambda line: nowhere_zero(line, domain))
    if not found.formulas:
        return None
    decision = decide(substitute(answer, found.formulas), substitute(expected, found.formulas), domain, limits=limits)
    if not isinstance(decision.evidence, Proof):
        return None
    # It is a proof of other formulas, which an identity of these would not be checked by.
    return replace(decision, evidence=Proof("on-curve", decision.evidence.kernels, decision.evidence.removed))
