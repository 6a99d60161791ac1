"""The verdicts on one problem: a function of the answers, the public record and the key, and of nothing else."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from gradekit.grading.another_shape import of_another_shape
from gradekit.grading.compare import compared
from gradekit.grading.diagnose import diagnosis
from gradekit.grading.followthrough import Earlier
from gradekit.model.answer import Answer
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Issued, Key, Part, in_full
from gradekit.model.verdict import Verdict, Verdicts
from gradekit.version import VERSION

_log = logging.getLogger(__name__)


def grade_problem(issued: Issued, key: Key, answers: Iterable[Answer], *, slot: int = 1) -> Verdicts:
    """A verdict for each part, in the order of the parts.

    A part without an answer is blank. Whatever goes wrong inside gradekit while one part is judged makes that part a
    fault, which waits for a person, and leaves the others alone.
    """
    issued = in_full(issued, key)
    given = {answer.part: answer for answer in answers}
    earlier = Earlier(issued, key)
    verdicts: list[Verdict] = []
    for part in issued.parts:
        answer = given.get(part.key) or Answer(slot=slot, part=part.key, name=part.key, trouble=Outcome.BLANK)
        verdict = _guarded(part, answer, issued, key, earlier)
        earlier.remember(part, answer, verdict)
        verdicts.append(verdict)
    return Verdicts(gradekit=VERSION, slot=slot, variant=key.variant, verdicts=tuple(verdicts))


def _guarded(part: Part, answer: Answer, issued: Issued, key: Key, earlier: Earlier) -> Verdict:
    try:
        return judge(part, answer, issued, key, earlier)
    except Exception as error:  # whatever it is, it is gradekit's own fault and must cost the student nothing
        _log.exception("part %s of variant %s could not be judged", part.key, key.variant)
        why = Message("grading.fault", {"error": type(error).__name__})
        return Verdict(part=part.key, outcome=Outcome.FAULT, notes=(why,))


def judge(part: Part, answer: Answer, issued: Issued, key: Key, earlier: Earlier) -> Verdict:
    """The verdict on one answer: the key first, then what follows from the student's own earlier answers, then a
    misconception that explains the rest."""
    if answer.trouble is not None:
        other = of_another_shape(part, answer, key, issued) if answer.trouble is Outcome.WRONG_SHAPE else None
        return Verdict(part=part.key, outcome=answer.trouble, diagnosis=other)
    right = key.part(part.key)
    comparison = compared(part, answer, right.value, key, issued)
    if comparison.outcome is not Outcome.DIFFERENT:
        return Verdict(part=part.key, outcome=comparison.outcome, entries=comparison.entries, notes=comparison.notes)
    if followed := earlier.follow(part, answer):
        return Verdict(
            part=part.key,
            outcome=followed.comparison.outcome,
            entries=followed.comparison.entries,
            notes=followed.comparison.notes,
            followed=True,
            follows=followed.parts,
        )
    return Verdict(
        part=part.key,
        outcome=comparison.outcome,
        entries=comparison.entries,
        notes=comparison.notes,
        diagnosis=diagnosis(part, answer, comparison, key, issued, earlier.own_for(part)),
    )
