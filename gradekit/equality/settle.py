"""The steps of a decision, for several pairs of nodes of one graph that share its points and its normal forms."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import final

from gradekit.equality.breaks import breakpoints
from gradekit.equality.decision import IDENTICAL, Decision, different, undecided
from gradekit.equality.graph import Graph, used_by
from gradekit.equality.limits import WorkLimits
from gradekit.equality.normal import Proven
from gradekit.equality.points import Point, edges, near_zero
from gradekit.equality.poles import divides_by_kinks, is_break, removed_poles
from gradekit.equality.prover import Prover
from gradekit.equality.samples import FIRST_POINTS, Samples, Seen
from gradekit.equality.saturation import saturated
from gradekit.model.domain import Domain
from gradekit.model.evidence import Agreement, Proof, Witness
from gradekit.model.outcome import Outcome

_LOG = logging.getLogger(__name__)

_SEARCH = 30
LEAST_BITS = 40
"""Sides that agree in fewer bits have not agreed: a ball around 0**0 agrees with everything."""
_CLOSELY = 8
"""How much more precise than usual the last look of all is."""
_LAST_WORD = frozenset({"exponent", "digits", "nodes", "depth"})
"""Limits beyond which agreeing balls mean nothing: two huge numbers may differ in their last digit."""

Pair = tuple[int, int]


def settle(
    graph: Graph,
    pairs: Sequence[Pair],
    domain: Domain,
    limits: WorkLimits,
    samples: Samples | None = None,
    prover: Prover | None = None,
) -> list[Decision]:
    """A decision for each pair (answer, expected); `samples` and `prover` may bring what is known of a stored key."""
    principal = reads_principal(graph, domain)
    if samples is None:
        samples = Samples(graph, domain, principal=principal, most_bits=limits.bits)
    found: dict[Pair, Decision] = {pair: IDENTICAL for pair in pairs if pair[0] == pair[1]}
    looked = {pair: _Look(samples, pair) for pair in dict.fromkeys(pairs) if pair not in found}
    for pair, look in looked.items():
        witness = look.first()
        if witness is not None:
            found[pair] = different(witness)
        elif not look.agreed:
            found[pair] = undecided("answer-without-value" if look.missing else "no-common-point")
    prover = prover or Prover(graph, domain, principal, limits)
    for pair in [pair for pair in looked if pair not in found]:
        proof = prover.of(*pair)
        if isinstance(proof, Proven):
            found[pair] = _proved(looked[pair], proof)
        else:
            found[pair] = _unproved(looked[pair], proof, prover)
    return [found[pair] for pair in pairs]


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

    __slots__ = ("agreed", "answer", "bits", "expected", "missing", "samples")

    def __init__(self, samples: Samples, pair: Pair) -> None:
        self.samples = samples
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
        return witness

    def at_all(self, points: Iterable[Point], bits: int) -> Witness | None:
        for point in points:
            seen = self.at(point, bits)
            if seen.witness is not None:
                return seen.witness
        return None

    def agreement(self, why: str) -> Decision:
        """Equal without a proof, if the digits in which the sides agree are worth the name."""
        if self.bits < LEAST_BITS:
            return undecided("few-digits")
        samples = self.samples
        seen = [samples.point(index) for index in range(FIRST_POINTS + 8)]
        if saturated(samples, self.answer, self.expected, [*near_zero(samples.domain, samples.names), *seen]):
            return undecided("saturated")
        return Decision(Outcome.AGREED, Agreement(self.agreed, int(self.bits * 0.30103), why))


def _proved(look: _Look, proof: Proven) -> Decision:
    """An identity becomes a decision: the answer must be seen to have values, and be defined where the key is."""
    if look.missing > look.agreed:
        return undecided("answer-without-value")
    kinks = divides_by_kinks(look.samples.graph, look.answer, look.expected, proof)
    if proof.open or kinks:
        witness = _widely(look)
        if witness is not None and witness.answer == "undefined":
            return different(witness)
        if witness is not None:
            return _contradiction(look, witness)
        return undecided("kinks") if kinks else look.agreement(proof.open[0])
    removed, notes = removed_poles(look.samples, look.answer, look.expected, proof)
    return Decision(Outcome.PROVED, Proof("normal-form", proof.kernels(), removed), notes)


def _contradiction(look: _Look, witness: Witness) -> Decision:
    _LOG.error("fault: a proof and a point contradict each other: %s, %s", look.samples.graph.nodes, witness)
    return undecided("contradiction")


def _unproved(look: _Look, why: str, prover: Prover) -> Decision:
    """More points first, since most pairs without a proof differ; then a proof by cases."""
    witness = _widely(look)
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
        return None
    witness = look.at_all(edges(samples.domain, samples.names), samples.most_bits)
    return witness or look.at_all([samples.point(60)], _CLOSELY * samples.most_bits)


def _brings_breaks(look: _Look) -> bool:
    """Whether the answer has a kink or a jump that the expected side has not."""
    graph = look.samples.graph
    if not graph.broken:
        return False
    known = set(used_by(graph, [look.expected]))
    return any(node not in known and is_break(graph, node) for node in used_by(graph, [look.answer]))
