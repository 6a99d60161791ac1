"""Sets without interior, which neither points in general position nor proofs see: there a right answer is looked at
once more."""

from __future__ import annotations

from gradekit.equality.decision import Decision, different, undecided
from gradekit.equality.look import Look
from gradekit.equality.points.samples import FIRST_BITS
from gradekit.equality.proof.normal import Proven
from gradekit.equality.proof.prover import Prover


def for_negative_bases(look: Look, prover: Prover, found: Decision) -> Decision:
    """What was found, where it holds for whole exponents too."""
    from gradekit.equality.cases.negative_bases import (  # only for those who have any
        hold_for_negative_bases,
        points_of_whole_exponents,
        powers_in_doubt,
    )

    pair = look.answer, look.expected
    powers = powers_in_doubt(look.samples.graph, pair, prover)
    if not powers or hold_for_negative_bases(look.samples, pair, powers, prover):
        return found
    witness = look.at_all(points_of_whole_exponents(look.samples, powers), FIRST_BITS)
    return undecided("negative-bases") if witness is None else different(witness)


def at_isolated_points(look: Look, proof: Proven, prover: Prover, found: Decision) -> Decision:
    """What was found, where it holds at points that a root has a value at and nowhere around."""
    from gradekit.equality.cases.isolated import (  # only for those who have any
        holds_everywhere,
        points_of_zeros,
        zeros_of,
    )

    pair, samples = (look.answer, look.expected), look.samples
    witness = look.at_all(points_of_zeros(samples, zeros_of(proof, samples.graph) or []), 128)
    if witness is not None:
        return different(witness)
    return found if holds_everywhere(proof, pair, prover) else undecided("isolated-points")
