"""The steps of a decision, for several pairs of nodes of one graph that share its points and its normal forms."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from gradekit.equality.decision import IDENTICAL, Decision, different, undecided
from gradekit.equality.graph import Graph, used_by
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.equality.look import Look, Pair, closely, widely
from gradekit.equality.points.balls import precision
from gradekit.equality.points.defined import defined_somewhere
from gradekit.equality.points.points import simple
from gradekit.equality.points.samples import FIRST_BITS, Samples
from gradekit.equality.proof.by_parts import by_parts
from gradekit.equality.proof.normal import Proven
from gradekit.equality.proof.poles import divides_by_kinks, is_break, poles_told, removed_poles
from gradekit.equality.proof.prover import Prover
from gradekit.equality.thin_sets import at_isolated_points, for_negative_bases
from gradekit.model.domain import Domain
from gradekit.model.evidence import Proof, Witness
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.syntax.tree import Expr

_LOG = logging.getLogger(__name__)

_LAST_WORD = frozenset({"exponent", "digits", "nodes", "depth"})
"""Limits beyond which agreeing balls mean nothing: two huge numbers may differ in their last digit."""

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
    looked = {pair: Look(samples, pair, certificate=certificate) for pair in dict.fromkeys(pairs) if pair not in found}
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


def _decided(look: Look, prover: Prover) -> Decision:
    found, graph = _searched(look, prover), look.samples.graph
    if found.outcome in RIGHT and graph.jumps and not look.holds_at_jumps(prover):
        return undecided("jump")
    return for_negative_bases(look, prover, found) if found.outcome in RIGHT and graph.powers else found


def _searched(look: Look, prover: Prover) -> Decision:
    proof = prover.of(look.answer, look.expected)
    if isinstance(proof, Proven) and "branches" in proof.open:
        closed = prover.by_cases(look.answer, look.expected)
        proof = closed if isinstance(closed, Proven) and not closed.open else proof
    if isinstance(proof, Proven) and proof.open:
        proof = by_parts(look.samples, (look.answer, look.expected), prover) or proof
    return _checked(look, proof, prover) if isinstance(proof, Proven) else _unproved(look, proof, prover)


def _checked(look: Look, proof: Proven, prover: Prover) -> Decision:
    """A proof becomes a decision, where it holds at isolated points as well."""
    found = _proved(look, proof)
    return at_isolated_points(look, proof, prover, found) if found.outcome in RIGHT and proof.thin else found


def _identical(samples: Samples, node: int) -> Decision:
    return IDENTICAL if defined_somewhere(samples, node) else undecided("expected-undefined")


def reads_principal(graph: Graph, domain: Domain) -> bool:
    """Whether values are complex principal values: declared, or because I or a complex symbol occurs."""
    return (
        domain.reading == "principal"
        or graph.complex
        or any(given.kind == "complex" and given.symbol in graph.symbols for given in domain.ranges)
    )


def _proved(look: Look, proof: Proven) -> Decision:
    """An identity becomes a decision: the answer must be seen to have values, and be defined where the key is."""
    if look.missing > look.agreed:
        return undecided("answer-without-value")
    witness = look.at_jumps() if look.samples.graph.jumps else None
    if witness is not None:
        return different(witness)
    kinks = divides_by_kinks(look.samples.graph, look.answer, look.expected, proof)
    if proof.open or kinks:
        witness = widely(look)
        # A proof takes sign(floor(x) - 3) to be a sign: where steps stay on a jump, points know better.
        known_limit = "branches" in proof.open or look.samples.graph.jumps
        if witness is not None and (witness.answer == "undefined" or known_limit):
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


def _poles(look: Look, proof: Proven) -> tuple[Expr, ...]:
    try:
        return removed_poles(look.samples, look.answer, look.expected, proof)
    except LimitMet:
        return ()


def _contradiction(look: Look, witness: Witness) -> Decision:
    _LOG.error("fault: a proof and a point contradict each other: %s, %s", look.samples.graph.nodes, witness)
    return undecided("contradiction")


def _unproved(look: Look, why: str, prover: Prover) -> Decision:
    """More points first, since most pairs without a proof differ; then a proof by cases."""
    if look.has_cases():
        return _with_cases(look, prover)
    witness = widely(look) or look.at_jumps()
    if witness is not None:
        return different(witness)
    if look.missing * 4 > look.agreed:
        return undecided("answer-without-value")
    if why in _LAST_WORD:
        return undecided(why)
    proof = prover.by_cases(look.answer, look.expected) if why in _SPLIT else why
    if not isinstance(proof, Proven):
        proof = by_parts(look.samples, (look.answer, look.expected), prover)
    if isinstance(proof, Proven):
        return _checked(look, proof, prover)
    witness = look.at_all(simple(look.samples.domain, look.samples.names), 128)
    if witness is not None:
        return different(witness)
    if _brings_breaks(look):
        return undecided("kinks")
    witness = closely(look)
    return look.agreement(why) if witness is None else different(witness)


def _with_cases(look: Look, prover: Prover) -> Decision:
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
    witness = widely(look) or closely(look)
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


def _brings_breaks(look: Look) -> bool:
    """Whether the answer has a kink or a jump that the expected side has not."""
    graph = look.samples.graph
    if not graph.broken:
        return False
    known = set(used_by(graph, [look.expected]))
    return any(node not in known and is_break(graph, node) for node in used_by(graph, [look.answer]))
