"""Files of which it was not clear whose they are: given to a student by a person, set aside, or taken back."""

from __future__ import annotations

from sqlalchemy import Connection

from gradekit.course.decisions import Decision, decide, holding, undo
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
        opened(course.kept) as engine,
        engine.begin() as connection,
    ):
        found = _waiting(connection, name, path)
        if not found.digest:
            raise OperatorError(f"Nothing could be read of `{path}`, so it cannot be given to anybody.")
        held = issued.sheet_record(connection, name, student.id)
        if held is None:
            raise OperatorError(f"{student.name} has no sheet of {name}; `gradekit generate` makes one for everybody.")
        decide(connection, name, Decision(kind="hand", why=why, student=student.id, path=path))
        one = received.Handin(assignment=name, student=student.id, digest=found.digest, path=path, sheet=held.sheet.id)
        received.keep_handins(connection, [one])


def set_aside(course: Course, name: str, path: str, why: str) -> None:
    """The file is no submission, and is no longer asked about unless it becomes another one."""
    course.assignment(name)
    with (
        locked(course.store, f"gradekit decide ignore {name}"),
        opened(course.kept) as engine,
        engine.begin() as connection,
    ):
        found = _waiting(connection, name, path)
        decide(connection, name, Decision(kind="ignore", why=why, path=path, digest=found.digest))


def open_files(connection: Connection, name: str) -> tuple[received.Unmatched, ...]:
    """The files of nobody that a person has still to look at."""
    aside = {(one.path, one.digest) for one in holding(connection, name) if one.kind == "ignore"}
    return tuple(one for one in received.unmatched(connection, name) if (one.path, one.digest) not in aside)


def taken_back(connection: Connection, name: str, number: int, why: str) -> None:
    """A decision no longer holds; a file that it gave to a student is of nobody again."""
    decision = undo(connection, name, number, why)
    if decision.kind == "hand":
        received.let_go(connection, name, decision.student, decision.path, f"it was given to `{decision.student}`")


def _waiting(connection: Connection, name: str, path: str) -> received.Unmatched:
    found = next((one for one in open_files(connection, name) if one.path == path), None)
    if found is None:
        raise OperatorError(f"There is no file `{path}` that waits; `gradekit review {name} --files` shows them.")
    return found
