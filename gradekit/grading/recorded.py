"""A graded sheet as rows of a class: one for each part, with all that a report counts by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from gradekit.grading.departures import departure
from gradekit.malrules.predict import predict
from gradekit.malrules.register import MALRULES
from gradekit.model.answer import Submission
from gradekit.model.mark import Marks
from gradekit.model.problem import Issued, Key, Part, Sheet, Slot, in_full
from gradekit.model.record import Mistake, PartRecord
from gradekit.model.verdict import Diagnosis, Verdicts
from gradekit.problems.handing_out.stubs import letter
from gradekit.syntax.latex import array_to_latex
from gradekit.version import VERSION

LONGEST = 160
"""Characters of LaTeX of a formula that is shown beside a misconception."""


def records(
    sheet: Sheet,
    submission: Submission,
    keys: Sequence[Key],
    verdicts: Sequence[Verdicts],
    marks: Sequence[Marks],
    *,
    student: str = "",
) -> tuple[PartRecord, ...]:
    """One row for each part of the sheet, in its order."""
    return tuple(
        row
        for slot, key, told, earned in zip(sheet.slots, keys, verdicts, marks, strict=True)
        for row in _of_problem(sheet.id, student, submission, slot, key, told, earned)
    )


def _of_problem(
    sheet: str, student: str, submission: Submission, slot: Slot, key: Key, told: Verdicts, earned: Marks
) -> Iterator[PartRecord]:
    issued = in_full(slot.issued, key)
    for number, (part, mark) in enumerate(zip(issued.parts, earned.parts, strict=True)):
        verdict = told.verdict(part.key)
        answer = submission.answer(slot.number, part.key)
        yield PartRecord(
            gradekit=VERSION,
            student=student,
            sheet=sheet,
            slot=slot.number,
            letter=letter(number),
            part=part.key,
            template=issued.template,
            level=issued.level,
            variant=slot.variant,
            title=issued.title,
            asks=part.label,
            possible=mark.possible,
            earned=mark.earned,
            pending=mark.pending,
            outcome=verdict.outcome,
            followed=verdict.followed,
            mistake=_mistake(verdict.diagnosis, part, issued),
            departure=departure(part, answer, verdict, key, issued),
            drawn={} if isinstance(key.drawn, msgspec.UnsetType) else key.drawn,
        )


def _mistake(diagnosis: Diagnosis | None, part: Part, issued: Issued) -> Mistake | None:
    if diagnosis is None:
        return None
    alone = diagnosis.sentence.id == f"malrule.{diagnosis.rules[0]}" or diagnosis.rules[0] not in MALRULES
    rule = diagnosis.rules[0] if alone else " / ".join(diagnosis.rules)
    return Mistake(rule, diagnosis.sentence, _formula(diagnosis, part, issued))


def _formula(diagnosis: Diagnosis, part: Part, issued: Issued) -> str:
    """What the rule would have in the place of the answer."""
    if diagnosis.rules[0] not in MALRULES:
        return ""
    value = predict(issued.composition, part.quantity, diagnosis.rules[0], diagnosis.site)
    latex = "" if value is None else array_to_latex(value, issued.spoken_as)
    return latex if len(latex) <= LONGEST else ""
