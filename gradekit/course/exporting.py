"""Marks out of the course: as a CSV of our own, or into the file that a learning platform exported."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

from gradekit.course.assignment import Assignment
from gradekit.course.folder import Course
from gradekit.course.reviewing import code_of
from gradekit.course.roster_rows import Student
from gradekit.course.store.opening import opened
from gradekit.course.tally import Standing, standings
from gradekit.documents.spreadsheet import cell
from gradekit.errors import OperatorError
from gradekit.interop.canvas import fill_canvas
from gradekit.interop.gradefile import Filled, Total, decimal
from gradekit.interop.moodle_gradebook import fill_moodle
from gradekit.interop.moodle_worksheet import fill_worksheet

Filler: TypeAlias = Callable[[str, bytes, str, str, Fraction, list[Total]], Filled]

SYSTEMS: Mapping[str, Filler] = {
    "canvas": lambda name, raw, title, column, points, totals: fill_canvas(name, raw, column or title, points, totals),
    "moodle": lambda name, raw, title, column, _, totals: fill_moodle(name, raw, column or title, totals),
    "moodle-worksheet": lambda name, raw, _, column, points, totals: fill_worksheet(
        name, raw, points, totals, column=column
    ),
}
"""What fills in the file of each platform."""


def filled(course: Course, name: str, system: str, path: Path, column: str = "") -> Filled:
    """The exported file with the marks of an assignment; nothing is written."""
    assignment = course.assignment(name)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise OperatorError(f"{path} cannot be read ({error.strerror}).") from error
    standings = everybody(course, assignment)
    most = max((one.possible for one in standings), default=assignment.points)  # a void part is worth nothing
    return SYSTEMS[system](path.name, raw, assignment.title, column, most, totals(course, assignment, standings))


def as_record(told: Filled, path: Path | None) -> dict[str, object]:
    """What was filled in, for programs; `file` is where it was written, if it was."""
    counts = {"filled": told.filled, "excused": told.excused, "emptied": told.emptied}
    names = {
        "pending": told.pending,
        "without": told.without,
        "unknown": told.unknown,
        "absent": told.absent,
        "notes": told.notes,
    }
    return {"file": None if path is None else path.as_posix(), **counts, **names}


def totals(course: Course, assignment: Assignment, standings: Sequence[Standing]) -> list[Total]:
    """What everybody has in all; what waits for a person makes the whole blank."""
    found = {s.student.id: None if s.pending else s.earned for s in standings}
    return [
        Total(
            student.ids,
            student.name,
            found.get(student.id),
            excused=(excused := student.is_excused(assignment.name)),
            held=excused or student.id in found,
        )
        for student in course.roster.students
    ]


def as_csv(course: Course, name: str, *, anonymous: bool = False) -> bytes:
    """One line a student: points by part, the sum, what waits; pending and excused are blank."""
    assignment = course.assignment(name)
    found = everybody(course, assignment)
    parts = list(dict.fromkeys(mark.part for one in found for mark in one.marks))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    who = ["code"] if anonymous else ["id", "name"]
    writer.writerow([*who, *parts, "total", "of", "pending", "excused"])
    rows = [[*_who(course, name, one.student, anonymous=anonymous), *_points(one, parts), ""] for one in found]
    excused = [student for student in course.roster.students if student.is_excused(name)]
    blank = [*("" for _ in parts), "", "", "", "yes"]
    rows += [[*_who(course, name, student, anonymous=anonymous), *blank] for student in excused]
    writer.writerows(sorted(rows) if anonymous else rows)  # the order of the roster would tell who is who
    return out.getvalue().encode()


def everybody(course: Course, assignment: Assignment) -> list[Standing]:
    """Where everybody stands who holds a sheet."""
    with opened(course.kept) as engine, engine.connect() as connection:
        return list(standings(course, assignment, connection))


def _who(course: Course, assignment: str, student: Student, *, anonymous: bool) -> list[str]:
    if anonymous:
        return [code_of(course, assignment, student.id)]
    return [_id(student.id), cell(student.name)]


def _id(name: str) -> str:
    """An id as it is: changed it would be another one, so what a spreadsheet takes for a formula is refused."""
    if name[:1] in tuple("=+-@\t"):
        raise OperatorError(f"The id `{name}` would be taken for a formula by a spreadsheet; export by another id.")
    return name


def _points(one: Standing, parts: list[str]) -> list[str]:
    marks = {mark.part: mark for mark in one.marks}
    shown = [_shown(marks[p].earned, marks[p].pending) if p in marks else "" for p in parts]
    return [*shown, _shown(one.earned, one.pending), decimal(one.possible), decimal(one.pending) if one.pending else ""]


def _shown(earned: Fraction, pending: Fraction) -> str:
    return "" if pending else decimal(earned)
