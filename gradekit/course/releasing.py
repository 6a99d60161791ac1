"""Marks that students have been told, and marks that come from paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import final

from sqlalchemy import Connection

from gradekit.course.assignment import Assignment, number_of
from gradekit.course.columns import plain
from gradekit.course.decisions import Decision, decide, holding, part_named
from gradekit.course.folder import Course
from gradekit.course.holders import copy_holder, is_spare, take_copy
from gradekit.course.reviewing import who
from gradekit.course.roster import decoded
from gradekit.course.roster_rows import Student
from gradekit.course.settling import changed
from gradekit.course.store import issued, judged
from gradekit.course.store.audit import note
from gradekit.course.store.lock import locked
from gradekit.course.store.opening import opened
from gradekit.errors import OperatorError

WHY = "marked on paper"


@final
@dataclass(slots=True)
class Imported:
    """What came of a file of marks."""

    entered: int = 0
    same: int = 0
    faults: list[str] = field(default_factory=list[str])


def release(course: Course, name: str) -> int:
    """The marks as they stand are what students are told; gives how many students."""
    course.assignment(name)
    doing = f"gradekit marks release {name}"
    with locked(course.store, doing), opened(course.kept) as engine, engine.begin() as connection:
        told = [mark for mark in judged.marks(connection, name) if not mark.pending]
        judged.release(connection, name, told)
        note(connection, "release", {"assignment": name, "parts": len(told)})
    return len({mark.student for mark in told})


def import_marks(course: Course, name: str, path: Path) -> Imported:
    """Enter the marks of a CSV file; said again, nothing is entered twice."""
    assignment = course.assignment(name)
    try:
        text = decoded(path.name, path.read_bytes())
    except OSError as error:
        raise OperatorError(f"{path} cannot be read ({error.strerror}).") from error
    told = Imported()

    def enter(connection: Connection) -> None:
        there = {(one.student, one.part): one.earned for one in holding(connection, name) if one.kind == "mark"}
        for cell in _cells(path.name, text):
            try:
                decision = _decision(course, assignment, connection, cell)
            except OperatorError as error:
                told.faults.append(f"{path.name}, line {cell.line}: {error}")
                continue
            if there.get((decision.student, decision.part)) == decision.earned:
                told.same += 1
            else:
                decide(connection, name, decision)
                told.entered += 1

    changed(course, name, enter)
    return told


@final
@dataclass(frozen=True, slots=True)
class _Cell:
    """One mark as it is written down: in which line, whose, on which copy, of which part."""

    line: int
    who: str
    copy: str
    part: str
    points: str


def _decision(course: Course, assignment: Assignment, connection: Connection, cell: _Cell) -> Decision:
    student = _student(course, assignment, connection, cell)
    if cell.copy:
        take_copy(connection, assignment.name, student, cell.copy)
    sheet = issued.any_sheet(connection, assignment.name, student.id)
    _, asked, name = part_named(sheet, cell.part)
    earned = number_of(cell.points.replace(",", "."))
    if earned is None or earned > asked.points:
        raise OperatorError(f"`{cell.points}` for part {name}: a number from 0 to {float(asked.points):g} is needed.")
    return Decision(kind="mark", part=name, why=WHY, student=student.id, earned=Fraction(earned))


def _student(course: Course, assignment: Assignment, connection: Connection, cell: _Cell) -> Student:
    """Whose mark it is: who is named, or else whose copy it is on."""
    if cell.who:
        return who(course, assignment.name, cell.who.removeprefix("'"))
    holder = copy_holder(connection, assignment.name, cell.copy) if cell.copy else ""
    if not holder or is_spare(holder):
        raise OperatorError("it is not said whose marks these are; write the id into the line.")
    return course.roster.student(holder)


def _cells(name: str, text: str) -> Iterator[_Cell]:
    """From a line for each mark, or from a column for each part."""
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    head = [plain(cell) for cell in next(reader, list[str]())]
    whose = next((k for k, heading in enumerate(head) if heading in ("id", "student", "code")), None)
    if whose is None:
        raise OperatorError(f"{name}, line 1: a column `id` is needed, and `part` and `points`, or a column a part.")
    copy = head.index("copy") if "copy" in head else None
    about = {whose, copy, *(k for k, heading in enumerate(head) if heading in ("name", "section", ""))}
    long = "part" in head and "points" in head
    for row in reader:
        line = reader.line_num
        if not any(cell.strip() for cell in row):
            continue
        cells = [*(cell.strip() for cell in row), *("" for _ in range(len(head) - len(row)))]
        told = (line, cells[whose], "" if copy is None else cells[copy])
        if long:
            yield _Cell(*told, cells[head.index("part")], cells[head.index("points")])
        else:
            yield from (_Cell(*told, head[k], cells[k]) for k in range(len(head)) if k not in about and cells[k])
