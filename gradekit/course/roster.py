"""The roster: who is in the class, from a CSV file with gradekit's own columns or those of a learning platform.

A row that cannot be believed is left out and reported with its line; the others go on.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import final

from gradekit.course.columns import IDS, NAMES, meanings, plain
from gradekit.course.roster_rows import MARKS, Finding, Student, doubts, letters, printable, student_of
from gradekit.course.students import ById, Found, Students, alike
from gradekit.errors import OperatorError
from gradekit.model.nearest import nearest

MOST_BYTES = 20_000_000
MOST_STUDENTS = 200_000
_SEPARATOR = re.compile(r"\s*sep=([,;\t])\s*?\r?\n", re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@final
@dataclass(frozen=True)
class Roster:
    """The students in the order of the file, and what was found in it."""

    students: Students
    findings: tuple[Finding, ...] = ()

    @cached_property
    def by_id(self) -> ById:
        """The students by every id that they have, written small."""
        return ById(self.students)

    @cached_property
    def by_letters(self) -> Found:
        """The students by the letters of their names (`letters`)."""
        return Found(self.students, lambda student: [letters(student.name)])

    def student(self, name: str) -> Student:
        """The student of an id, or of a name that only one has; `OperatorError` otherwise."""
        if (found := self.by_id.get(name.casefold())) is not None:
            return found
        wanted = " ".join(name.casefold().split())
        same = [
            s for s in self.students if wanted in (" ".join(s.name.casefold().split()), s.name.casefold().split(" ")[0])
        ]
        if len(same) == 1:
            return same[0]
        if same:
            raise OperatorError(f"{len(same)} students are called `{name}`: {', '.join(s.id for s in same[:8])}.")
        near = nearest(name, [s.id for s in self.students] + [s.name for s in self.students])
        raise OperatorError(f"No student `{name}` is in the roster. {near if near.startswith('Did') else ''}".strip())


def read_roster(path: Path) -> Roster:
    """The roster in a file; `OperatorError` when the file as a whole is none."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise OperatorError(f"There is no {path.name} in {path.parent}; write one with the columns id, name.") from None
    if len(raw) > MOST_BYTES:
        raise OperatorError(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB, which no roster is.")
    text = decoded(path.name, raw)
    del raw  # a large class is held once
    return roster_of(text, path.name)


def decoded(name: str, raw: bytes) -> str:
    """The text of a CSV file: UTF-8, UTF-16 with its mark, or else what spreadsheets on Windows write."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    if b"\0" in raw:
        raise OperatorError(f"{name} is no text file (byte {raw.index(0)}); export it as CSV, not as a spreadsheet.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def roster_of(text: str, name: str = "roster.csv") -> Roster:
    """The roster in a text.

    >>> roster_of("id,name\\na1,Ada\\n").students[0].name
    'Ada'
    """
    rows = (row for row in _rows(text, name) if any(cell.strip() for cell in row.cells))
    if (head := next(rows, None)) is None:
        raise OperatorError(
            f"{name} is empty. Its first line names the columns, at least `id`; each further one is a student."
        )
    columns = meanings(head.cells)
    if "id" not in columns:
        raise OperatorError(
            f"{name}, line {head.line}: no column holds an id; found {', '.join(f'`{c}`' for c in head.cells[:12])}. "
            "Call the column `id`, or take an export with `SIS User ID`, `ID number` or an email address."
        )
    findings = list(_head_findings(head, columns))
    made = (_student(row, head, columns, findings) for row in islice(rows, MOST_STUDENTS))
    students = Students(student for student in made if student is not None)
    if (row := next(rows, None)) is not None:
        findings.append(Finding(row.line, "too-many", f"more than {MOST_STUDENTS} students", out=True))
    kept = _different(students, findings)
    if not kept and not findings:
        findings.append(Finding(head.line, "no-student", "no student stands below the headings"))
    return Roster(kept, tuple(sorted(findings, key=lambda f: (f.line, f.code))))


@final
@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: tuple[str, ...]


def _rows(text: str, name: str) -> Iterator[_Row]:
    """The rows with the number of their first line; the separator is the one that the first line has most of."""
    told = _SEPARATOR.match(text)  # Excel writes `sep=;` before the headings
    text = text[told.end() :] if told else text
    first = next((found[0] for found in _LINE.finditer(text) if found[0].strip()), "")
    separator = told[1] if told else max(",;\t", key=first.count)
    reader = csv.reader((found[0] for found in _LINE.finditer(text)), delimiter=separator, strict=True)
    before = lines = 1 if told else 0
    try:
        for cells in reader:
            yield _Row(before + 1, tuple(cells))
            before = reader.line_num + lines
    except csv.Error as error:
        raise OperatorError(
            f"{name}, line {before + 1}: a quotation mark is opened and not closed as CSV wants it ({error}). "
            'A quotation mark inside a cell is written twice: "".'
        ) from error


def _head_findings(head: _Row, columns: Sequence[str]) -> Iterator[Finding]:
    known = [name for names in NAMES.values() for name in names]
    for heading, meaning in zip(head.cells, columns, strict=True):
        if meaning == "?" and not heading.strip():
            yield Finding(head.line, "column-unnamed", "a column has no heading; it is passed over")
        elif meaning == "?":
            told = nearest(plain(heading), known)
            hint = told if told.startswith("Did") else "It is passed over."
            yield Finding(head.line, "column-unknown", f"no column is called `{printable(heading)}`. {hint}")
    for meaning in dict.fromkeys(columns):
        if meaning not in ("", "?", IDS) and columns.count(meaning) > 1:
            yield Finding(head.line, "column-twice", f"two columns say the {meaning}; the first one holds")


def _student(row: _Row, head: _Row, columns: Sequence[str], findings: list[Finding]) -> Student | None:
    if [plain(cell) for cell in row.cells] == [plain(cell) for cell in head.cells]:
        findings.append(Finding(row.line, "headings-again", "the headings stand here again; the line is passed over"))
        return None
    if len(row.cells) > len(columns) and any(cell.strip() for cell in row.cells[len(columns) :]):
        words = (
            f"{len(row.cells)} cells under {len(columns)} headings: is a comma inside a name without quotation marks?"
        )
        findings.append(Finding(row.line, "cells-too-many", words, out=True))
        return None
    told: dict[str, str] = {}
    also: list[str] = []
    for meaning, cell in zip(columns, row.cells, strict=False):
        if meaning == IDS:
            also += cell.replace(",", ";").split(";")
        elif meaning not in ("", "?"):
            told.setdefault(meaning, cell)
    if (made := student_of(row.line, told, also, findings)) is not None and len(row.cells) < len(columns):
        missing = head.cells[len(row.cells)]
        findings.append(Finding(row.line, "cells-too-few", f"the line ends before `{missing}`"))
    return made


def _different(students: Students, findings: list[Finding]) -> Students:
    """The students of whom no two share an id; of two that do the first one stays.

    A further id that two have, such as an address of the family, is nobody's, and both stay. Only those are compared
    who have something in common with another one.
    """
    compared = [students[place] for place in alike(students, MARKS)]
    if not compared:
        return students
    own = {student.line: student for student in _compared(compared, findings)}
    lines = {student.line for student in compared}
    return Students(own.get(s.line, s) for s in students if s.line in own or s.line not in lines)


def _compared(students: Iterable[Student], findings: list[Finding]) -> list[Student]:
    """Those who stay, without the ids that are not theirs alone."""
    kept: dict[str, Student] = {}
    for student in students:
        other = kept.setdefault(student.id.casefold(), student)
        if other is student:
            continue
        clash = student.id
        same = other.name.casefold() == student.name.casefold()
        code, words = (
            ("student-twice", f"`{clash}` stands in line {other.line} already; one line a student is enough")
            if same
            else ("id-of-two", f"`{clash}` is the id of `{other.name}` in line {other.line} too")
        )
        findings.append(Finding(student.line, code, words, out=not same or student.ids != other.ids))
    own = _without_shared(list(kept.values()), findings)
    findings += doubts(own)
    return own


def _without_shared(students: Sequence[Student], findings: list[Finding]) -> list[Student]:
    """The students without the further ids that are another one's too."""
    holders: dict[str, list[Student]] = {}
    for student in students:
        for name in student.ids:
            holders.setdefault(name.casefold(), []).append(student)
    several = {name: of for name, of in holders.items() if len(of) > 1}
    for name, (first, *others) in several.items():
        for student in others:
            code = "email-of-two" if student.email.casefold() == name else "also-of-two"
            words = f"`{name}` stands in line {first.line} too; as a further id it is nobody's"
            findings.append(Finding(student.line, code, words))
    own = {s.line: (s.id, *(i for i in s.ids[1:] if i.casefold() not in several)) for s in students}
    return [replace(student, ids=own[student.line]) for student in students]
