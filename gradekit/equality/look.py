"""What points of the domain say about one pair of nodes, as far as they were asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import final

from gradekit.equality.decision import Decision, different, undecided
from gradekit.equality.graph import used_by
from gradekit.equality.points.breaks import breakpoints
from gradekit.equality.points.points import Point, edges, near_zero
from gradekit.equality.points.samples import FIRST_POINTS, Samples, Seen
from gradekit.equality.points.saturation import saturated
from gradekit.equality.proof.prover import Prover
from gradekit.model.evidence import Agreement, Witness
from gradekit.model.outcome import Outcome

_SEARCH = 30
LEAST_BITS = 40
"""Sides that agree in fewer bits have not agreed: a ball around 0**0 agrees with everything."""
CLOSELY = 8
"""How much more precise than usual the last look of all is."""

Pair = tuple[int, int]


@final
class Look:
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
        """What one point says; where the sides agree, it is counted."""
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
        """Look at these points until one of them refutes."""
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
        if self.samples.principal and self.samples.names:
            beside = self._beside_cuts()
            if beside is not None:
                return beside
        return Decision(Outcome.AGREED, Agreement(self.agreed, int(self.bits * 0.30103), why))

    def _beside_cuts(self) -> Decision | None:
        """What is said where arguments lie on branch cuts, which points in general position never do."""
        from gradekit.equality.points.cut_points import points_on_cuts, unseen_cuts  # only for complex values

        samples, pair = self.samples, (self.answer, self.expected)
        on_cuts = list(points_on_cuts(samples, pair))
        witness = self.at_all(on_cuts, 128)
        if witness is not None:
            return different(witness)
        return undecided("branch-cuts") if unseen_cuts(samples, pair, on_cuts) else None

    def _looks(self) -> Iterator[tuple[Point, int]]:
        """Points that were looked at, each with its precision, the most telling first."""
        samples = self.samples
        if not samples.names:
            yield {}, CLOSELY * samples.most_bits
            return
        yield from ((samples.point(index), 128) for index in range(FIRST_POINTS, FIRST_POINTS + 8))
        yield from ((point, 128) for point in near_zero(samples.domain, samples.names))
        yield from ((point, samples.most_bits) for point in edges(samples.domain, samples.names))
        yield samples.point(60), CLOSELY * samples.most_bits


def widely(look: Look) -> Witness | None:
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


def closely(look: Look) -> Witness | None:
    """Look for a difference too small to be seen so far, such as tanh(10^6 t) - 1 or exp(-1000 - t)."""
    samples = look.samples
    if not samples.names:
        return look.at_all([{}], CLOSELY * samples.most_bits)
    witness = look.at_all(edges(samples.domain, samples.names), samples.most_bits)
    return witness or look.at_all([samples.point(60)], CLOSELY * samples.most_bits)
