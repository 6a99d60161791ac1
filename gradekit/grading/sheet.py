"""A whole sheet graded: every problem of it judged, marked and answered with feedback."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from gradekit.grading.feedback import feedback
from gradekit.grading.grade import grade_problem
from gradekit.grading.marks import marks
from gradekit.grading.recorded import records
from gradekit.model.answer import Submission
from gradekit.model.equality import PartEquality
from gradekit.model.feedback import Feedback
from gradekit.model.mark import Marks
from gradekit.model.outcome import CONSEQUENCES
from gradekit.model.policy import Policy
from gradekit.model.problem import Key, Sheet
from gradekit.model.record import PartRecord
from gradekit.model.verdict import Verdicts


@final
@dataclass(frozen=True, slots=True)
class GradedSheet:
    """What became of a submission: verdicts and marks problem by problem, and what the student is told."""

    submission: Submission
    verdicts: tuple[Verdicts, ...]
    marks: tuple[Marks, ...]
    feedback: Feedback
    records: tuple[PartRecord, ...] = ()
    """Its rows in the record of a class, where they are asked for."""
    evidence: tuple[PartEquality, ...] = ()
    """What the verdicts rest on, where that is asked for."""

    @property
    def needs_person(self) -> bool:
        """Whether a part waits for a person."""
        return any(CONSEQUENCES[v.outcome].needs_person for told in self.verdicts for v in told.verdicts)


def grade_sheet(
    sheet: Sheet,
    submission: Submission,
    keys: Sequence[Key],
    policy: Policy,
    *,
    recorded: bool = False,
    evidence: bool = False,
) -> GradedSheet:
    """The submission judged against the keys, in the order of the slots; with the rows of a class, and with what the
    verdicts rest on, where asked for."""
    verdicts = tuple(
        grade_problem(slot.issued, key, [a for a in submission.answers if a.slot == slot.number], slot=slot.number)
        for slot, key in zip(sheet.slots, keys, strict=True)
    )
    earned = tuple(marks(told, slot.issued, policy) for told, slot in zip(verdicts, sheet.slots, strict=True))
    told = feedback(sheet, submission, keys, verdicts, earned, policy)
    rows = records(sheet, submission, keys, verdicts, earned) if recorded else ()
    if not evidence:
        return GradedSheet(submission, verdicts, earned, told, rows)
    from gradekit.grading.evidence import evidence_of  # only for those who ask

    found = tuple(evidence_of(sheet.slots, submission, keys, verdicts))
    return GradedSheet(submission, verdicts, earned, told, rows, found)
