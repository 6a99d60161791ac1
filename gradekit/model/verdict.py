"""Verdict = f(answers, problem, key, engine version): the same bytes anywhere, any day."""

from __future__ import annotations

import msgspec

from gradekit.model.evidence import Evidence
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome


class EntryVerdict(msgspec.Struct, frozen=True):
    """The judgement on one entry."""

    outcome: Outcome
    evidence: Evidence | None = None


class Diagnosis(msgspec.Struct, frozen=True):
    """Mal-rules whose answer this is: evidence of a misconception, not proof of one."""

    rules: tuple[str, ...]
    """Ids, the one that is spoken of first; several when they cannot be told apart."""
    site: str
    """Where the worked solution is departed from, e.g. `across` or `d f/d x`."""
    sentence: Message
    """The sentence of the rule, or the neutral one of a tie."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The judgement on the answer to one part."""

    part: str
    outcome: Outcome
    entries: tuple[EntryVerdict, ...] = ()
    notes: tuple[Message, ...] = ()
    """Form notes and removed poles, stable ids for counting."""
    followed: bool = False
    """Right given the student's own earlier answers, though not the key."""
    follows: tuple[str, ...] = ()
    """The parts whose own values were used."""
    diagnosis: Diagnosis | None = None


class Verdicts(msgspec.Struct, frozen=True, kw_only=True):
    """All verdicts of one problem."""

    format: int = 1
    gradekit: str
    slot: int
    variant: str
    verdicts: tuple[Verdict, ...]

    def verdict(self, part: str) -> Verdict:
        """The verdict on that part."""
        return next(v for v in self.verdicts if v.part == part)
