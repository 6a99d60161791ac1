"""The steps of a decision, for several pairs of nodes of one graph that share its points and its normal forms."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar, final

from gradekit.equality.decision import IDENTICAL, Decision, different, undecided
from gradekit.equality.graph import Graph, used_by
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.equality.points.balls import precision
from gradekit.equality.points.breaks import breakpoints
from gradekit.equality.points.defined import defined_somewhere
from gradekit.equality.points.points import Point, edges, near_zero
from gradekit.equality.points.samples import FIRST_BITS, FIRST_POINTS, Samples, Seen
from gradekit.equality.points.saturation import saturated
from gradekit.equality.proof.normal import Proven
from gradekit.equality.proof.poles import divides_by_kinks, is_break, poles_told, removed_poles
from gradekit.equality.proof.prover import Prover
from gradekit.model.domain import Domain
from gradekit.model.evidence import Agreement, Proof, Witness
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.syntax.tree import Expr

_LOG = logging.getLogger(__name__)

_SEARCH = 30
LEAST_BITS = 40
"""Sides that agree in fewer bits have not agreed: a ball around 0**0 agrees with everything."""
_CLOSELY = 8
"""How much more precise than usual the last look of all is."""
_LAST_WORD = frozenset({"exponent", "digits", "nodes", "depth"})
"""Limits beyond which agreeing balls mean nothing: two huge numbers may differ in their last digit."""

Pair = tuple[int, int]
_Found = TypeVar("_Found", Decision, "Decision | None")


def settle(
    graph: Graph,
    pairs: Sequence[Pair],
    domain: Domain,
    limits: WorkLimits,
    samples: Samples | None = None,
    prover: Prover | None = None,
    *,
    certificate: bool = False,
) -> list[Decision]:
    """A decision for each pair (answer, expected); `samples` and `prover` may bring what is known of a stored key. With
    `certificate` a proof carries what it can be checked by."""
    if samples is None:
        principal = reads_principal(graph, domain)
        work = limits.evaluations
        samples = Samples(graph, domain, principal=principal, most_bits=limits.bits, most_work=work)
    with precision(FIRST_BITS):  # flint has one precision for all threads, so whoever decides has it to himself
        return _settled(pairs, samples, limits, prover, certificate=certificate)


def _settled(
    pairs: Sequence[Pair], samples: Samples, limits: WorkLimits, prover: Prover | None, *, certificate: bool
) -> list[Decision]:
    graph, domain, principal = samples.graph, samples.domain, samples.principal
    found = {pair: _within_limits(partial(_identical, samples, pair[1])) for pair in pairs if pair[0] == pair[1]}
    looked = {pair: _Look(samples, pair, certificate=certificate) for pair in dict.fromkeys(pairs) if pair not in found}
    for pair, look in looked.items():
        early = _within_limits(look.settled_early)
        if early is not None:
            found[pair] = early
    prover = prover or Prover(graph, domain, principal, limits)
    for pair, look in looked.items():
        if pair not in found:
            found[pair] = _within_limits(partial(_decided, look, prover))
    return [found[pair] for pair in pairs]


def _within_limits(search: Callable[[], _Found]) -> _Found | Decision:
    """What the search finds; undecided when it costs too much."""
    try:
        return search()
    except LimitMet as met:
        return undecided(met.why)


def _decided(look: _Look, prover: Prover) -> Decision:
    found = _searched(look, prover)
    if found.outcome in RIGHT and look.samples.graph.jumps and not look.holds_at_jumps(prover):
        return undecided("jump")
    return found


def _searched(look: _Look, prover: Prover) -> Decision:
    proof = prover.of(look.answer, look.expected)
    if isinstance(proof, Proven) and "branches" in proof.open:
        closed = prover.by_cases(look.answer, look.expected)
        proof = closed if isinstance(closed, Proven) and not closed.open else proof
    return _proved(look, proof) if isinstance(proof, Proven) else _unproved(look, proof, prover)


def _identical(samples: Samples, node: int) -> Decision:
    return IDENTICAL if defined_somewhere(samples, node) else undecided("expected-undefined")


def reads_principal(graph: Graph, domain: Domain) -> bool:
    """Whether values are complex principal values: declared, or because I or a complex symbol occurs."""
    return (
        domain.reading == "principal"
        or graph.complex
        or any(given.kind == "complex" and given.symbol in graph.symbols for given in domain.ranges)
    )


@final
class _Look:
    """What points say about one pair, as far as they were asked."""

    __slots__ = ("agreed", "answer", "bits", "certificate", "expected", "missing", "samples")

    def __init__(self, samples: Samples, pair: Pair, *, certificate: bool) -> None:
        self.samples = samples
        self.certificate = certificate
        self.answer, self.expected = pair
        self.agreed = 0
        self.missing = 0
        """Points where the expected side has a value and the answer was not seen to have one."""
        self.bits = samples.most_bits

    def at(self, point: Point, bits: int) -> Seen:
        seen = self.samples.compare(self.answer, self.expected, point, bits)
        if seen.verdict == "agree":
            self.agreed += 1
            self.bits = min(self.bits, seen.bits)
        return seen

    def at_generic(self, count: int, start: int, bits: int) -> Witness | None:
        """Look at points inside the domain until `count` of them gave both sides a value."""
        wanted, index = self.agreed + count, start
        while self.agreed < wanted and index < start + _SEARCH:
            seen = self.at(self.samples.point(index), bits)
            if seen.witness is not None:
                return seen.witness
            self.missing += seen.verdict == "answer-silent"
            index += 1
            if not self.samples.names:
                break
        return None

    def first(self) -> Witness | None:
        """The first points inside; those near the ends and far out when the expected side has no value inside."""
        witness = self.at_generic(FIRST_POINTS, 0, 64)
        if witness is None and not self.agreed:
            witness = self.at_all(edges(self.samples.domain, self.samples.names), 128)
        if witness is None and not self.agreed and self.has_cases():
            from gradekit.equality.cases.cases import points_of_cases  # only for those who have any

            witness = self.at_all(points_of_cases(self.samples, (self.answer, self.expected)), 128)
        return witness

    def has_cases(self) -> bool:
        """Whether one of both sides is a formula with cases."""
        graph = self.samples.graph
        pair = (self.answer, self.expected)
        return graph.cases and any(graph.nodes[node][0] == "if" for node in used_by(graph, pair))

    def settled_early(self) -> Decision | None:
        """A decision where the first points already say all there is to say."""
        witness = self.first()
        if witness is not None:
            return different(witness)
        if self.agreed:
            return None
        return undecided("answer-without-value" if self.missing else "no-common-point")

    def at_all(self, points: Iterable[Point], bits: int) -> Witness | None:
        for point in points:
            seen = self.at(point, bits)
            if seen.witness is not None:
                return seen.witness
        return None

    def at_jumps(self) -> Witness | None:
        """Look at jumps that have a value of their own."""
        from gradekit.equality.points.jumps import (  # only for those who have any
            exact_witness,
            jumping_at,
            points_of_jumps,
        )

        pair = self.answer, self.expected
        if not jumping_at(self.samples.graph, pair):
            return None
        for point in points_of_jumps(self.samples, pair):
            witness = self.at(point, 128).witness or exact_witness(self.samples.graph, pair, point)
            if witness is not None:
                return witness
        return None

    def holds_at_jumps(self, prover: Prover) -> bool:
        """Whether both sides are equal at every jump, also at those that were not located."""
        from gradekit.equality.cases.at_jumps import holds_at_jumps  # only for those who have any
        from gradekit.equality.points.jumps import jumping_at

        pair = self.answer, self.expected
        return not jumping_at(self.samples.graph, pair) or holds_at_jumps(self.samples, pair, prover)

    def agreement(self, why: str) -> Decision:
        """Equal without a proof, if the digits in which the sides agree are worth the name."""
        if self.bits < LEAST_BITS:
            return undecided("few-digits")
        if saturated(self.samples, self.answer, self.expected, self._looks()):
            return undecided("saturated")
        return Decision(Outcome.AGREED, Agreement(self.agreed, int(self.bits * 0.30103), why))

    def _looks(self) -> Iterator[tuple[Point, int]]:
        """Points that were looked at, each with its precision, the most telling first."""
        samples = self.samples
        if not samples.names:
            yield {}, _CLOSELY * samples.most_bits
            return
        yield from ((samples.point(index), 128) for index in range(FIRST_POINTS, FIRST_POINTS + 8))
        yield from ((point, 128) for point in near_zero(samples.domain, samples.names))
        yield from ((point, samples.most_bits) for point in edges(samples.domain, samples.names))
        yield samples.point(60), _CLOSELY * samples.most_bits


def _proved(look: _Look, proof: Proven) -> Decision:
    """An identity becomes a decision: the answer must be seen to have values, and be defined where the key is."""
    if look.missing > look.agreed:
        return undecided("answer-without-value")
    witness = look.at_jumps() if look.samples.graph.jumps else None
    if witness is not None:
        return different(witness)
    kinks = divides_by_kinks(look.samples.graph, look.answer, look.expected, proof)
    if proof.open or kinks:
        witness = _widely(look)
        if witness is not None and (witness.answer == "undefined" or "branches" in proof.open):
            return different(witness)
        if witness is not None:
            return _contradiction(look, witness)
        return undecided("kinks") if kinks else look.agreement(proof.open[0])
    removed = _poles(look, proof)
    factors, notes = poles_told(removed)
    if not look.certificate:
        return Decision(Outcome.PROVED, Proof("normal-form", proof.kernels(), factors), notes)
    from gradekit.equality.proof.certify import certified, kernel_texts  # only for those who ask

    made = certified(look.samples, look.answer, look.expected, proof, removed)
    return Decision(Outcome.PROVED, Proof("normal-form", kernel_texts(made), factors, made), notes)


def _poles(look: _Look, proof: Proven) -> tuple[Expr, ...]:
    try:
        return removed_poles(look.samples, look.answer, look.expected, proof)
    except LimitMet:
        return ()


def _contradiction(look: _Look, witness: Witness) -> Decision:
    _LOG.error("fault: a proof and a point contradict each other: %s, %s", look.samples.graph.nodes, witness)
    return undecided("contradiction")


def _unproved(look: _Look, why: str, prover: Prover) -> Decision:
    """More points first, since most pairs without a proof differ; then a proof by cases."""
    if look.has_cases():
        return _with_cases(look, prover)
    witness = _widely(look) or look.at_jumps()
    if witness is not None:
        return different(witness)
    if look.missing * 4 > look.agreed:
        return undecided("answer-without-value")
    if why in _LAST_WORD:
        return undecided(why)
    proof = prover.by_cases(look.answer, look.expected) if why in _SPLIT else why
    if isinstance(proof, Proven):
        return _proved(look, proof)
    if _brings_breaks(look):
        return undecided("kinks")
    witness = _closely(look)
    return look.agreement(why) if witness is None else different(witness)


def _with_cases(look: _Look, prover: Prover) -> Decision:
    """Points in every cell, then a proof for every cell; agreement only where no cell can have been missed."""
    from gradekit.equality.cases.cases import (  # only for those who have any
        CasesProven,
        brings_cases,
        cut,
        located,
        prove,
    )
    from gradekit.equality.cases.cells import points_in

    samples, pair = look.samples, (look.answer, look.expected)
    cells = cut(samples, pair)
    witness = None if cells is None else look.at_all(points_in(cells, samples), 128)
    if witness is not None:
        return different(witness)
    proof = "cases" if cells is None else prove(cells, samples, pair, prover)
    if isinstance(proof, CasesProven) and not proof.open and look.missing <= look.agreed:
        removed = tuple(proof.removed)
        factors, notes = poles_told(removed)
        if not look.certificate or cells is None:
            return Decision(Outcome.PROVED, Proof("normal-form", proof.kernels(), factors), notes)
        from gradekit.equality.cases.certify_cells import certified_by_cells
        from gradekit.equality.proof.certify import kernel_texts  # only for those who ask

        made = certified_by_cells(cells, samples, pair, prover.limits, removed)
        return Decision(Outcome.PROVED, Proof("normal-form", kernel_texts(made), factors, made), notes)
    witness = _widely(look) or _closely(look)
    if witness is not None:
        return different(witness)
    if look.missing * 4 > look.agreed:
        return undecided("answer-without-value")
    if isinstance(proof, CasesProven):
        return look.agreement(proof.open[0]) if proof.open and located(cells) else undecided("answer-without-value")
    if brings_cases(samples.graph, pair) or not located(cells) or proof in _LAST_WORD:
        return undecided("cases")
    return look.agreement(proof)


_SPLIT = frozenset({"normal-forms-differ", "zero-divisor-on-one-side", "complex-absolute", "odd-and-even-roots"})
"""Why a proof may be found by cases where there is none for all of the domain at once."""


def _widely(look: _Look) -> Witness | None:
    """Look inside, near the ends, far out, beside kinks, and once at the highest precision."""
    samples = look.samples
    count = 8 if not samples.graph.broken else 32
    steps: list[Callable[[], Witness | None]] = [
        lambda: look.at_generic(count, FIRST_POINTS, 128),
        lambda: look.at_all(edges(samples.domain, samples.names), 128),
        lambda: look.at_all(near_zero(samples.domain, samples.names), 128),
        lambda: look.at_all(breakpoints(samples, (look.answer, look.expected)), 128),
        lambda: look.at_all([samples.point(60)], samples.most_bits),
    ]
    for step in steps[: None if samples.names else 1]:
        witness = step()
        if witness is not None:
            return witness
    if not samples.names:
        return look.at_all([{}], samples.most_bits)
    return None


def _closely(look: _Look) -> Witness | None:
    """Look for a difference too small to be seen so far, such as tanh(10^6 t) - 1 or exp(-1000 - t)."""
    samples = look.samples
    if not samples.names:
        return look.at_all([{}], _CLOSELY * samples.most_bits)
    witness = look.at_all(edges(samples.domain, samples.names), samples.most_bits)
    return witness or look.at_all([samples.point(60)], _CLOSELY * samples.most_bits)


def _brings_breaks(look: _Look) -> bool:
    """Whether the answer has a kink or a jump that the expected side has not."""
    graph = look.samples.graph
    if not graph.broken:
        return False
    known = set(used_by(graph, [look.expected]))
    return any(node not in known and is_break(graph, node) for node in used_by(graph, [look.answer]))
