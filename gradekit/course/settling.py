"""A decision applied: stored, and every mark of the assignment worked out anew in the same transaction."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from gradekit.course.folder import Course
from gradekit.course.store import judged
from gradekit.course.store.lock import locked
from gradekit.course.store.opening import opened
from gradekit.course.tally import write_marks


def changed(course: Course, name: str, change: Callable[[Connection], None]) -> int:
    """Make the change; gives how many marks are other ones after it."""
    assignment = course.assignment(name)
    with locked(course.store, f"gradekit decide {name}"), opened(course.kept) as engine, engine.begin() as connection:
        before = _marks(connection, name)
        change(connection)
        write_marks(course, assignment, connection)
        after = _marks(connection, name)
    return sum(after[place] != before.get(place) for place in after)


def _marks(connection: Connection, name: str) -> dict[tuple[str, str], tuple[object, ...]]:
    return {(m.student, m.part): (m.earned, m.possible, m.pending) for m in judged.marks(connection, name)}
