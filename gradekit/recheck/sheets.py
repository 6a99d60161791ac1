"""Verdicts on a sheet, as `gradekit grade --json` prints them, beside what they rest on: each has to say what its
evidence says, and the evidence has to hold."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from gradekit.model.equality import Equality, PartEquality
from gradekit.model.evidence import Evidence, Proof
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.verdict import Verdict, Verdicts


class GradedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The part of the printed record that is checked."""

    verdicts: tuple[Verdicts, ...]
    evidence: tuple[PartEquality, ...]


def judged(record: GradedRecord) -> Iterator[tuple[Verdict, Equality | None]]:
    """The verdicts that claim anything of mathematics, each with its evidence, if that is there."""
    known = {(each.slot, each.part): each.equality for each in record.evidence}
    for told in record.verdicts:
        for verdict in told.verdicts:
            if verdict.outcome in _CLAIMING:
                yield verdict, known.get((told.slot, verdict.part))


_CLAIMING = {*RIGHT, Outcome.DIFFERENT, Outcome.UNDECIDED, Outcome.FORM}


def says_the_same(verdict: Verdict, equality: Equality) -> bool:
    """Whether a verdict is the one of its evidence; a matter of form is said by the verdict alone, of a right value."""
    entries = [(entry.outcome, entry.evidence) for entry in equality.entries]
    entries = entries or [(equality.outcome, equality.evidence)]
    mine = [(entry.outcome, entry.evidence) for entry in verdict.entries]
    if len(mine) != len(entries) or verdict.followed:
        return False
    same = all(a[0] is b[0] and _told(a[1]) == _told(b[1]) for a, b in zip(mine, entries, strict=True))
    form = verdict.outcome is Outcome.FORM and bool(verdict.notes) and equality.outcome in RIGHT
    return same and (verdict.outcome is equality.outcome or form)


def _told(evidence: Evidence | None) -> Evidence | None:
    """The evidence without what is made on request only."""
    return Proof(evidence.method, removed=evidence.removed) if isinstance(evidence, Proof) else evidence
