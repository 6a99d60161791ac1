"""A course of four students and two quick problems, and files as its students would hand them in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from gradekit.course.batch import Graded, grade_assignment
from gradekit.course.folder import Course
from gradekit.course.issuing import Issuing, issue_assignment
from gradekit.course.pool import Pool
from gradekit.course.starting import new_course
from gradekit.course.store import dump, issued
from gradekit.course.store.opening import opened
from gradekit.model.problem import PartKey
from gradekit.problems.handing_out.stubs import answer_name
from gradekit.syntax.write import to_text

HERE = Pool(None)
"""Work in this process."""

ROSTER = """\
id,name,email,also,section,extra-days,extra-time,excused
ada,Ada Lovelace,ada@example.org,1001,A,,,
emmy,Emmy Noether,emmy@example.org,1002,A,2,50,
karl,"Weierstraß, Karl",karl@example.org,1003,B,,,
sofja,Софья Ковалевская,sofja@example.org,1004,B,,,
"""
STUDENTS = ("ada", "emmy", "karl", "sofja")

ASSIGNMENT = """\
title = "Homework 1"
due = 2026-11-30T18:00:00

[[slot]]
template = "total-derivative"
level = 1
points = "6"

[[slot]]
bank = "active-neuron"
points = "4"
"""


def made(folder: Path) -> Course:
    """The course with its roster and its assignment, nothing dealt yet."""
    new_course(folder, title="Tiny")
    (folder / "secret.key").write_text("5e" * 32, encoding="ascii")  # the same problems in every run
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "assignments" / "hw1.toml").write_text(ASSIGNMENT, encoding="utf-8")
    return Course(folder)


def dealt(course: Course, name: str = "hw1") -> Issuing:
    """The assignment handed out."""
    return issue_assignment(course, name, HERE)


def graded(course: Course, name: str = "hw1", folder: Path | None = None) -> Graded:
    """What lies in the folder of submissions graded."""
    return grade_assignment(course, name, folder or course.folder / "submissions", HERE, level="read")


def answers(course: Course, student: str, name: str = "hw1") -> dict[str, str]:
    """The right answers of a student by the names that they have in her file."""
    with opened(course.store) as engine, engine.connect() as connection:
        held = issued.sheet_record(connection, name, student)
        assert held is not None
        keys = issued.problems(connection, [slot.variant for slot in held.sheet.slots])
    return {
        answer_name(slot.number, k): _typed(keys[slot.variant].key.part(part.key))
        for slot in held.sheet.slots
        for k, part in enumerate(slot.issued.parts)
    }


def file_of(course: Course, student: str, told: Mapping[str, str] | None = None, name: str = "hw1") -> str:
    """The file of a student, filled in rightly but for what is told."""
    text = (course.made(name, "sheets", student) / "submission.py").read_text(encoding="utf-8")
    for answer, typed in {**answers(course, student, name), **(told or {})}.items():
        text = re.sub(rf"^{answer} = .*(?:\n[ \t].*)*$", lambda _, line=f"{answer} = {typed}": line, text, flags=re.M)
    return text


def hand_in(course: Course, path: str, text: str) -> Path:
    """A file put into the folder of submissions under the name that a platform gave it."""
    place = course.folder / "submissions" / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def lines(course: Course) -> list[str]:
    """The store, row by row."""
    with opened(course.store) as engine:
        return list(dump.lines(engine))


def _typed(key: PartKey) -> str:
    """The right answer as one types it."""
    if key.word:
        return key.word
    entries = [f"({to_text(entry)})" for entry in key.value.entries]
    if not key.value.shape:
        return entries[0]
    if len(key.value.shape) == 1:
        return f"[{', '.join(entries)}]"
    rows, columns = key.value.shape
    return "[" + ", ".join(f"[{', '.join(entries[r * columns : (r + 1) * columns])}]" for r in range(rows)) + "]"
