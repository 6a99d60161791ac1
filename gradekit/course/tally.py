"""The marks of a class worked out anew from what the store holds, and written into it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, final

from sqlalchemy import Connection

from gradekit.course import gradebook
from gradekit.course.decisions import Decision, holding
from gradekit.course.store import issued, judged, received

if TYPE_CHECKING:
    from gradekit.course.assignment import Assignment
    from gradekit.course.folder import Course
    from gradekit.course.roster_rows import Student
    from gradekit.model.problem import Sheet


@final
@dataclass(frozen=True, slots=True)
class Standing:
    """Where a student stands in an assignment."""

    student: Student
    sheet: Sheet
    attempts: tuple[gradebook.Attempt, ...]
    marks: tuple[judged.Mark, ...]
    counting: int | None = None
    """Which attempt the marks are of; none where there is none, or they are an average."""

    @property
    def counted(self) -> gradebook.Attempt | None:
        """The attempt that the marks are of; of an average the last one."""
        if not self.attempts:
            return None
        return self.attempts[-1 if self.counting is None else self.counting]

    @property
    def earned(self) -> Fraction:
        """The points so far."""
        return sum((mark.earned for mark in self.marks), Fraction(0))

    @property
    def possible(self) -> Fraction:
        """All points."""
        return sum((mark.possible for mark in self.marks), Fraction(0))

    @property
    def pending(self) -> Fraction:
        """The points that wait for a person."""
        return sum((mark.pending for mark in self.marks), Fraction(0))


def standings(
    course: Course,
    assignment: Assignment,
    connection: Connection,
    *,
    lower: bool = False,
    but: Container[int] = (),
) -> Iterator[Standing]:
    """Everybody who holds a sheet, in the order of the roster, `but` for some by their lines in it.

    Marks that were told go down only with `lower`.
    """
    decisions = holding(connection, assignment.name)
    told = {} if lower else judged.released(connection, assignment.name)
    for student in course.roster.students:
        if student.line in but or student.is_excused(assignment.name):
            continue
        if (standing := standing_of(assignment, student, connection, decisions)) is None:
            continue
        marks = tuple(gradebook.not_lowered(m, told.get((student.id, m.part))) for m in standing.marks)
        yield replace(standing, marks=marks)


def standing_of(
    assignment: Assignment, student: Student, connection: Connection, decisions: Sequence[Decision]
) -> Standing | None:
    """Where a student stands; None without a sheet."""
    held = issued.sheet_record(connection, assignment.name, student.id)
    if held is None:
        return None
    attempts = tuple(_attempts(assignment, student, connection))
    marks, counting = gradebook.student_marks(assignment, student, held.sheet, attempts, decisions)
    return Standing(student, held.sheet, attempts, marks, counting)


def _attempts(assignment: Assignment, student: Student, connection: Connection) -> Iterator[gradebook.Attempt]:
    """The hand-ins that have been judged; the newest verdicts on each."""
    for one in received.handins(connection, assignment.name, student.id):
        handed = issued.sheet_record(connection, assignment.name, student.id, one.sheet)
        if handed is None or one.basis is None:
            continue
        told = judged.verdicts(connection, one.digest, one.sheet, one.basis)
        yield gradebook.Attempt(handed.sheet, told, one.time, one.digest)


def write_marks(
    course: Course,
    assignment: Assignment,
    connection: Connection,
    *,
    lower: bool = False,
    but: Container[int] = (),
) -> None:
    """The marks of everybody, as they follow from the store now; not of those, by their lines in the roster, whose
    marks are known to be right."""
    for standing in standings(course, assignment, connection, lower=lower, but=but):
        judged.keep_marks(connection, assignment.name, {standing.student.id: standing.marks})
