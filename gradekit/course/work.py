"""One file read and judged: what a worker does. Records come and go packed as the store holds them, so that the process
which hands out the work neither unpacks nor packs any.
"""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, final

from msgspec.structs import replace

from gradekit.course.assignment import Assignment
from gradekit.course.decisions import Decision
from gradekit.course.gradebook import Attempt, slot_of, student_marks
from gradekit.course.roster_rows import Student
from gradekit.course.store.judged import Mark
from gradekit.course.store.received import Handin
from gradekit.course.store.records import packed, unpacked
from gradekit.errors import StudentError
from gradekit.grading.grade import grade_problem
from gradekit.malrules.predict import digest
from gradekit.model.answer import Answer, Submission
from gradekit.model.message import Message, Note
from gradekit.model.outcome import Outcome
from gradekit.model.policy import Policy
from gradekit.model.problem import Key, Sheet
from gradekit.model.verdict import Verdicts
from gradekit.problems.admission.wrong import with_wrong_answers
from gradekit.problems.handing_out.stubs import answer_name
from gradekit.submissions.files import Source, source_of
from gradekit.submissions.notebooks import by_cell
from gradekit.submissions.read import read_submission

if TYPE_CHECKING:
    from gradekit.sandbox.asked import Asked
    from gradekit.sandbox.limits import Limits
    from gradekit.submissions.running import Runner


@final
@dataclass(frozen=True, slots=True)
class Marking:
    """Whose marks follow from one file alone, and what people have settled about them."""

    student: Student
    decisions: tuple[Decision, ...]


@final
@dataclass(frozen=True, slots=True)
class Task:
    """A file to be judged."""

    handin: Handin
    name: str
    content: bytes
    assignment: Assignment
    sheet: bytes
    keys: tuple[bytes, ...]
    level: Asked
    reader: str
    basis: str
    read: bytes | None = None
    """What was read of it before."""
    marking: Marking | None = None
    """Where the marks are wanted too."""
    alone: bool = False
    """Whether its program ran into a limit before, while others ran, and has all its time now."""


@final
@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a task."""

    submission: bytes
    verdicts: tuple[tuple[int, bytes], ...]
    """By problem."""
    stopped: bool
    """Whether its program ran into a limit of time or memory."""
    marks: tuple[Mark, ...] | None = None


def judge(task: Task) -> Judged:
    """The file read, run where it must be, and judged; one that cannot be read at all waits for a person."""
    sheet, keys = unpacked(task.sheet, Sheet), [_key(raw) for raw in task.keys]
    submission = _read(task, sheet) if task.read is None else unpacked(task.read, Submission)
    verdicts = tuple(
        grade_problem(
            slot.issued,
            key if key.rules == digest() else with_wrong_answers(slot.issued, key),
            [answer for answer in submission.answers if answer.slot == slot.number],
            slot=slot.number,
        )
        for slot, key in zip(sheet.slots, keys, strict=True)
    )
    return Judged(
        submission=task.read or packed(submission),
        verdicts=tuple((told.slot, packed(told)) for told in verdicts),
        stopped=any(answer.trouble is Outcome.STOPPED for answer in submission.answers),
        marks=None if task.marking is None else _marks(task, task.marking, sheet, verdicts),
    )


def policies(assignment: Assignment, numbers: Sequence[int]) -> tuple[Policy, ...]:
    """The policy of each problem of a sheet."""
    return tuple(assignment.policy_for(slot_of(assignment, number)) for number in numbers)


@lru_cache(maxsize=64)
def _key(raw: bytes) -> Key:
    return unpacked(raw, Key)


def _marks(task: Task, whose: Marking, sheet: Sheet, verdicts: tuple[Verdicts, ...]) -> tuple[Mark, ...]:
    attempt = Attempt(sheet, verdicts, task.handin.time, task.handin.digest)
    return student_marks(task.assignment, whose.student, sheet, [attempt], whose.decisions)[0]


def _read(task: Task, sheet: Sheet) -> Submission:
    """The answers; problems whose rules about the source differ are each read by their own."""
    try:
        source = source_of(task.content, task.name)
        found = {_rules(of): of for of in policies(task.assignment, [slot.number for slot in sheet.slots])}
        read = {rules: _answers(task, source, sheet, policy) for rules, policy in found.items()}
    except StudentError as error:
        return _unreadable(sheet, error)
    first, *others = read.values()
    if not others:
        return first
    by_slot = {s.number: _rules(*policies(task.assignment, [s.number])) for s in sheet.slots}
    answers = (answer for rules, one in read.items() for answer in one.answers if by_slot[answer.slot] == rules)
    return replace(first, answers=tuple(sorted(answers, key=lambda a: a.slot)))


def _rules(policy: Policy) -> tuple[object, ...]:
    return policy.caret_is_power, policy.forbids


def _answers(task: Task, source: Source, sheet: Sheet, policy: Policy) -> Submission:
    submission = read_submission(source, sheet, policy)
    runner = _runner(task.level)
    runner.limits = None if task.alone else _at_first()
    completed = runner.complete(submission, source, sheet, policy)
    return by_cell(completed, source.cells)


@cache
def _runner(level: Asked) -> Runner:
    """Where this process runs programs: one for each level, kept warm until the process ends."""
    from gradekit.submissions.running import Runner

    runner = Runner(level, again=False)  # what was stopped is sent once more when all others are done
    atexit.register(runner.close)
    return runner


@cache
def _at_first() -> Limits:
    """A second of computing is twice what any exercise takes; an endless loop takes no more before its second try."""
    from gradekit.sandbox.limits import Limits

    return Limits(cpu=1)


def _unreadable(sheet: Sheet, error: StudentError) -> Submission:
    """A file that cannot be read at all: every part of it waits for a person, with the reason."""
    told = Note(Message(error.message, dict(error.params)))
    answers = tuple(
        Answer(slot=slot.number, part=part.key, name=answer_name(slot.number, k), trouble=Outcome.UNREAD, notes=(told,))
        for slot in sheet.slots
        for k, part in enumerate(slot.issued.parts)
    )
    return Submission(sheet=sheet.id, answers=answers, notes=(told,))
