"""What a comparison ends with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from gradekit.model.evidence import Evidence, Proof, Unsettled, Witness
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome


@final
@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome (PROVED, AGREED, DIFFERENT or UNDECIDED), its evidence, and what else to say."""

    outcome: Outcome
    evidence: Evidence
    notes: tuple[Message, ...] = ()


IDENTICAL = Decision(Outcome.PROVED, Proof("identical"))


def undecided(why: str) -> Decision:
    """A person has to look."""
    return Decision(Outcome.UNDECIDED, Unsettled(why))


def different(witness: Witness) -> Decision:
    """The point refutes equality."""
    return Decision(Outcome.DIFFERENT, witness)
