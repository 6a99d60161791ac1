"""A file of which it was not clear whose it is, given to a student by a person."""

from __future__ import annotations

from gradekit.course.decisions import Decision, decide
from gradekit.course.folder import Course
from gradekit.course.roster_rows import Student
from gradekit.course.store import issued, received
from gradekit.course.store.lock import locked
from gradekit.course.store.opening import opened
from gradekit.errors import OperatorError


def hand_over(course: Course, name: str, path: str, student: Student, why: str) -> None:
    """The file is the student's from now on, read against the sheet that she holds."""
    course.assignment(name)
    with (
        locked(course.store, f"gradekit decide hand {name}"),
        opened(course.store) as engine,
        engine.begin() as connection,
    ):
        found = next((one for one in received.unmatched(connection, name) if one.path == path), None)
        if found is None or not found.digest:
            raise OperatorError(f"There is no file `{path}` that waits; `gradekit review {name} --files` shows them.")
        held = issued.sheet_record(connection, name, student.id)
        if held is None:
            raise OperatorError(f"{student.name} has no sheet of {name}; `gradekit generate` makes one for everybody.")
        decide(connection, name, Decision(kind="hand", why=why, student=student.id, path=path))
        received.keep_handin(
            connection,
            received.Handin(assignment=name, student=student.id, digest=found.digest, path=path, sheet=held.sheet.id),
        )
