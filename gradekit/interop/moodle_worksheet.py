"""The offline grading worksheet of a Moodle assignment. Rules of its importer (importgradeslib.php and locallib.php in
mod/assign/feedback/offline of the project): it needs the columns Identifier, Grade and Last modified (grade), in the
language of the site; rows whose identifier it does not know, blank marks and marks above the maximum are passed over
without a word; a point is read on every site, and `8,5` as 8 on some. So the file is filled in, never made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from gradekit.errors import OperatorError
from gradekit.interop.gradefile import Filled, GradeFile, Total, decimal, fill, number_in, read_gradefile, same_points

IDENTIFIER = re.compile(r"\D+(\d+)\Z")
"""`Participant 123`, in any language."""

_GRADE = ("grade", "bewertung", "note", "calificación", "nota", "beoordeling", "cijfer", "valutazione")
_MODIFIED = {"grade": "last modified (grade)", "bewertung": "zuletzt geändert (bewertung)"}
_MOST = ("maximum grade", "bestwertung", "note maximale", "calificación máxima", "maximale beoordeling")
_LOCKED = ("grade can be changed", "bewertung kann geändert werden")


def read_worksheet(name: str, raw: bytes) -> GradeFile:
    """The worksheet; `OperatorError` where the file is none."""
    file = read_gradefile(name, raw)
    if not all(IDENTIFIER.match(row[0].strip()) for row in file.rows[1:]):
        raise OperatorError(
            f"{name} is no grading worksheet of Moodle: its first column is `{file.head[0]}`, not the identifier "
            "(`Participant 123`). In the assignment choose View all submissions, Download grading worksheet."
        )
    return file


def people_columns(file: GradeFile) -> list[int]:
    """The columns that may say who somebody is, in whatever language: full name, ID number, email address."""
    return [k for k, heading in enumerate(file.head) if 0 < k < 5 and heading.strip().casefold() not in _GRADE]


def fill_worksheet(name: str, raw: bytes, points: Fraction, totals: Sequence[Total], *, column: str = "") -> Filled:
    """The marks in the column of the grade; `column` names it where its heading is of a language not known here."""
    file = read_worksheet(name, raw)
    head = [heading.strip().casefold() for heading in file.head]
    rows = range(1, len(file.rows))
    grade = _grade(file, head, column)
    locked = next((head.index(one) for one in _LOCKED if one in head), None)
    most = next((head.index(one) for one in _MOST if one in head), None)
    left = [row for row in rows if locked is not None and file.rows[row][locked].strip().casefold() in ("no", "nein")]
    who = [k for k in people_columns(file) if k != grade]

    def mark(row: int, total: Total) -> str:
        earned = total.earned or Fraction(0)
        limit = None if most is None else number_in(file.rows[row][most])
        if limit is not None and earned > limit:
            raise OperatorError(
                f"{file.line(row)}: {total.name} has {decimal(earned)} points, Moodle's assignment takes "
                f"{decimal(limit)} and would pass the mark over. Set its maximum grade to {decimal(points)} in Moodle."
            )
        return decimal(earned)

    told = fill(file, rows, grade, totals, mark, ids=who, names=[[k] for k in who], left=left)
    if most is not None:
        told.notes += same_points(file, "the assignment", file.rows[1][most], points)
    if left:
        told.notes.append(f"{name}: {len(left)} marks may not be changed in Moodle and were left.")
    if told.emptied:
        told.notes.append(f"{name}: {told.emptied} marks are blank now; Moodle passes a blank over and keeps its own.")
    if len(told.unknown) == len(rows):
        told.notes.append(f"{name}: nobody in it is of the course. Are names hidden (blind marking) in the assignment?")
    return told


def _grade(file: GradeFile, head: Sequence[str], column: str) -> int:
    wanted = (column.strip().casefold(),) if column else _GRADE
    found = next((head.index(one) for one in wanted if one in head), None)
    if found is None or head.count(head[found]) > 1:
        there = ", ".join(f"`{heading}`" for heading in file.head)
        raise OperatorError(f"{file.name}: which column is the grade? There are {there}. Name it with --column.")
    needed = _MODIFIED.get(head[found])
    if needed is not None and needed not in head:
        raise OperatorError(
            f"{file.name} has no column `{needed}`, without which Moodle refuses the file. Download the worksheet "
            "afresh and leave its columns."
        )
    return found
