"""Feedback for every student as files: what the policy shows at this moment, with the marks of the gradebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import final

from msgspec.structs import replace
from sqlalchemy import Connection

from gradekit.course.assignment import Assignment
from gradekit.course.batch import keys_of
from gradekit.course.decisions import Decision, holding, with_accepted
from gradekit.course.folder import Course
from gradekit.course.gradebook import Attempt
from gradekit.course.paths import file_names
from gradekit.course.pool import Pool
from gradekit.course.roster_rows import Student
from gradekit.course.store import issued, judged
from gradekit.course.store.opening import opened
from gradekit.course.tally import Standing, standings
from gradekit.course.writing import write_bytes
from gradekit.documents.feedback import feedback_document
from gradekit.documents.formats import format_named, with_fonts
from gradekit.grading.disclosure import disclosure
from gradekit.grading.feedback import feedback
from gradekit.model.answer import Submission
from gradekit.model.feedback import Feedback, PartFeedback
from gradekit.model.mark import Marks, PartMark
from gradekit.model.message import Message, Note
from gradekit.model.policy import Policy
from gradekit.model.problem import Key, Sheet
from gradekit.model.verdict import Verdicts
from gradekit.problems.handing_out.stubs import answer_name

FOR_STUDENTS = frozenset(
    f"mark.{name}"
    for name in ("replaced", "late", "again", "most", "last", "best", "average", "void", "given", "by-hand", "stays")
)
"""Lines about a mark that a student is told too."""


@final
@dataclass(frozen=True, slots=True)
class Page:
    """What a worker needs to write the feedback of one student."""

    folder: Path
    sheet: Sheet
    submission: Submission
    keys: tuple[Key, ...]
    verdicts: tuple[Verdicts, ...]
    marks: tuple[Marks, ...]
    policy: Policy
    reasons: Mapping[str, tuple[Message, ...]]
    """What made the mark of each part besides the verdict: lateness, attempts, what was decided."""
    language: str
    formats: tuple[str, ...]
    fonts: tuple[Path, ...] = ()


def write_feedback(
    course: Course, name: str, pool: Pool, now: datetime, formats: Sequence[str] = ("html",)
) -> Iterator[Path]:
    """A folder with the feedback of everybody who has handed something in; gives each folder as it is written."""
    assignment = course.assignment(name)
    with opened(course.kept) as engine, engine.connect() as connection:
        about = _About(
            course=course,
            assignment=assignment,
            due=_last_due(course, assignment, connection),
            decisions=holding(connection, name),
            names=file_names(student.id for student in course.roster.students),
            now=now,
            formats=tuple(formats),
        )
        found = (_page(about, standing, connection) for standing in standings(course, assignment, connection))
        pages = (page for page in found if page is not None)
        for done in pool.done(write_page, pages):
            if done.error is not None:
                raise done.error
            yield done.piece.folder


def write_page(page: Page) -> bool:
    """The files of one student; whether any of them had to be written."""
    told = feedback(page.sheet, page.submission, page.keys, page.verdicts, page.marks, page.policy)
    if disclosure(page.policy).marks:
        told = _with_reasons(told, page.reasons)
    document = feedback_document(told, page.language)
    page.folder.mkdir(parents=True, exist_ok=True)
    forms = with_fonts(tuple(map(format_named, page.formats)), page.fonts)
    written = [write_bytes(page.folder / f"feedback.{form.suffix}", form.write(document)) for form in forms]
    return any(written)


def policy_now(assignment: Assignment, student: Student, used: int, last_due: datetime | None, now: datetime) -> Policy:
    """What a student may be shown at this moment.

    Of homework the key is shown after her own due date, and after that of everybody who has one of her problems;
    of homework without a due date once it is released.
    """
    if assignment.purpose == "test":
        return assignment.policy
    own = assignment.due_for(student)
    over = assignment.policy.released if own is None else now > max(own, last_due or own)
    most = assignment.attempts.most
    left = max(0, most - used) if most is not None else 1
    return replace(assignment.policy, released=over, attempts_left=0 if over else left)


def _last_due(course: Course, assignment: Assignment, connection: Connection) -> Mapping[str, datetime]:
    """For each problem the due date of the last student who holds it."""
    last: dict[str, datetime] = {}
    for student, of in issued.dealt(connection, assignment.name).items():
        known = course.roster.by_id.get(student.casefold())
        if known is None or (due := assignment.due_for(known)) is None:
            continue
        for one in of:
            last[one.variant] = max(due, last.get(one.variant, due))
    return last


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What is the same for all pages."""

    course: Course
    assignment: Assignment
    due: Mapping[str, datetime]
    decisions: tuple[Decision, ...]
    names: Mapping[str, str]
    now: datetime
    formats: tuple[str, ...]


def _page(about: _About, standing: Standing, connection: Connection) -> Page | None:
    attempt = standing.counted
    if attempt is None:
        return None
    submission = judged.newest_read(connection, attempt.digest, attempt.sheet.id)
    if submission is None:
        return None
    slots = attempt.sheet.slots
    last = max((about.due[slot.variant] for slot in slots if slot.variant in about.due), default=None)
    return Page(
        folder=about.course.made(about.assignment.name, "feedback", about.names[standing.student.id]),
        sheet=attempt.sheet,
        submission=submission,
        keys=keys_of(connection, attempt.sheet),
        verdicts=tuple(with_accepted(v, s, about.decisions) for v, s in zip(attempt.verdicts, slots, strict=True)),
        marks=tuple(_marks(attempt, standing.marks)),
        policy=policy_now(about.assignment, standing.student, len(standing.attempts), last, about.now),
        reasons={mark.part: tuple(one for one in mark.why if one.id in FOR_STUDENTS) for mark in standing.marks},
        language=about.course.settings.language,
        formats=about.formats,
        fonts=about.course.fonts,
    )


def _marks(attempt: Attempt, marks: Sequence[judged.Mark]) -> Iterator[Marks]:
    """The marks of the gradebook, problem by problem."""
    by_name = {mark.part: mark for mark in marks}
    for slot in attempt.sheet.slots:
        found = [(part, by_name.get(answer_name(slot.number, k)[1:])) for k, part in enumerate(slot.issued.parts)]
        yield Marks(
            slot=slot.number,
            parts=tuple(
                PartMark(part=part.key, earned=mark.earned, possible=mark.possible, pending=mark.pending)
                if mark
                else PartMark(part=part.key, earned=Fraction(0), possible=part.points)
                for part, mark in found
            ),
        )


def _with_reasons(told: Feedback, reasons: Mapping[str, tuple[Message, ...]]) -> Feedback:
    """The feedback with what made the marks: once where it holds for all parts, else beside the part."""
    lists = list(reasons.values())
    common = [one for one in (lists[0] if lists else ()) if all(one in other for other in lists)]
    problems = tuple(
        replace(problem, parts=tuple(_with_own(part, reasons, common) for part in problem.parts))
        for problem in told.problems
    )
    return replace(told, problems=problems, notes=(*told.notes, *map(Note, common)))


def _with_own(
    part: PartFeedback, reasons: Mapping[str, tuple[Message, ...]], common: Sequence[Message]
) -> PartFeedback:
    own = (Note(one) for one in reasons.get(part.name.removeprefix("q"), ()) if one not in common)
    return replace(part, notes=(*part.notes, *own))
