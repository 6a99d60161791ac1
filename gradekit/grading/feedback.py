"""Feedback on a sheet: what is right, what was read, one thing to look at, one question, marks; as messages only."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from fractions import Fraction

import msgspec

from gradekit.calculus.steps import worked_solution
from gradekit.grading.disclosure import disclosure
from gradekit.grading.graded import Graded
from gradekit.grading.plotted import about_slopes, plotted
from gradekit.grading.telling import diagnosis_told, evidence_told, question_asked, right_parts, standing
from gradekit.kinds import kind_of
from gradekit.model.answer import Submission
from gradekit.model.feedback import Feedback, PartFeedback, ProblemFeedback
from gradekit.model.mark import Marks
from gradekit.model.message import Message
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.policy import Policy
from gradekit.model.problem import Key, Part, Sheet, Slot
from gradekit.model.verdict import Verdicts
from gradekit.problems.handing_out.stubs import letter

_log = logging.getLogger(__name__)

TOLD_AFTER = frozenset({Outcome.DIFFERENT, Outcome.WRONG_SHAPE})
"""Outcomes after which the expected answer helps; who has not begun, or waits for a person, is not told it."""


def feedback(
    sheet: Sheet,
    submission: Submission,
    keys: Sequence[Key],
    verdicts: Sequence[Verdicts],
    marks: Sequence[Marks],
    policy: Policy,
) -> Feedback:
    """What the student is told about the sheet, by the policy."""
    shown = disclosure(policy)
    problems: list[ProblemFeedback] = []
    for slot, key, told, earned in zip(sheet.slots, keys, verdicts, marks, strict=True):
        answers = {part.key: submission.answer(slot.number, part.key) for part in slot.issued.parts}
        problems.append(_problem(Graded(slot, key, answers, told, earned, shown)))
    return Feedback(
        sheet=sheet.id,
        title=sheet.title,
        purpose=policy.purpose,
        problems=_more_once(problems),
        notes=submission.notes,
        level=submission.level,
        conventions=sheet.conventions,
        earned=sum((m.earned for m in marks), Fraction(0)) if shown.marks else None,
        possible=sum((m.possible for m in marks), Fraction(0)) if shown.marks else None,
        pending=sum((m.pending for m in marks), Fraction(0)) if shown.marks else Fraction(0),
    )


def _more_once(problems: Sequence[ProblemFeedback]) -> tuple[ProblemFeedback, ...]:
    """The same problems; where to find more of a kind is said after the last one of the kind."""
    more = [problem.more for problem in problems]
    return tuple(
        msgspec.structs.replace(problem, more=None) if problem.more in more[number:] else problem
        for number, problem in enumerate(problems, start=1)
    )


def _problem(graded: Graded) -> ProblemFeedback:
    issued, shown = graded.issued, graded.shown
    all_right = all(verdict.outcome in RIGHT and not verdict.followed for verdict in graded.verdicts.verdicts)
    solved = shown.solution or (all_right and shown.expected)
    return ProblemFeedback(
        slot=graded.slot.number,
        title=issued.title,
        prompt=issued.prompt,
        spoken_as=issued.spoken_as,
        right=right_parts(graded) if shown.marks else (),
        parts=tuple(_part(number, part, graded) for number, part in enumerate(issued.parts)),
        solution=worked_solution(issued, graded.key) if solved else (),
        slopes=issued if solved and about_slopes(issued) else msgspec.UNSET,
        more=_more(graded.slot) if shown.marks and not all_right else None,
    )


def _part(number: int, part: Part, graded: Graded) -> PartFeedback:
    answer, kind = graded.answer(part), kind_of(part.kind)
    read = PartFeedback(
        part=part.key,
        name=answer.name,
        letter=letter(number),
        label=part.label,
        standing="hidden",
        read=None if kind.word_told else answer.value,
        word=answer.word,
        rows=kind.rows(part),
        text=answer.text if answer.trouble not in (None, Outcome.BLANK) else "",
        notes=answer.notes,
    )
    return _guarded(read, part, graded) if graded.shown.marks else read


def _guarded(read: PartFeedback, part: Part, graded: Graded) -> PartFeedback:
    try:
        return _judged(read, part, graded)
    except Exception as error:  # whatever it is, it is gradekit's own fault, and costs neither marks nor other parts
        _log.exception("there is no feedback on part %s of variant %s", part.key, graded.key.variant)
        verdict = graded.verdict(part)
        untold = Message("grading.untold", {"error": type(error).__name__})
        return msgspec.structs.replace(
            read, standing=standing(verdict), outcome=verdict.outcome, evidence=(untold,), mark=graded.mark(part)
        )


def _judged(read: PartFeedback, part: Part, graded: Graded) -> PartFeedback:
    """The same with everything that the policy lets a student see of the verdict."""
    verdict, shown, answer = graded.verdict(part), graded.shown, graded.answer(part)
    wrong = tuple(k for k, entry in enumerate(verdict.entries) if entry.outcome is Outcome.DIFFERENT)
    other_shape = verdict.outcome is Outcome.WRONG_SHAPE and verdict.diagnosis is not None
    explained = shown.diagnosis and (verdict.outcome is Outcome.DIFFERENT or other_shape)
    right = graded.key.part(part.key) if shown.expected and verdict.outcome in TOLD_AFTER else None
    return msgspec.structs.replace(
        read,
        standing=standing(verdict),
        outcome=verdict.outcome,
        # The evidence says which form a right answer lacks; of another answer it does not matter.
        notes=tuple(note for note in read.notes if not note.message.id.startswith("read.form-")),
        evidence=evidence_told(part, graded),
        diagnosis=diagnosis_told(part, graded) if explained else (),
        question=question_asked(part, graded) if explained else None,
        mark=graded.mark(part),
        expected=right.shown if right else None,
        expected_word=right.word if right else "",
        plot=plotted(part, answer, right, graded.issued) if right else msgspec.UNSET,
        wrong_entries=wrong if len(verdict.entries) > 1 else (),
        rule=verdict.diagnosis.rules[0] if verdict.diagnosis and explained else None,
    )


def _more(slot: Slot) -> Message | None:
    """Where to find more problems of the kind: a template, not a problem of the bank."""
    if slot.origin is None or slot.origin.template != slot.issued.template:
        return None
    return Message("grading.more", {"template": slot.issued.template, "level": slot.issued.level})
