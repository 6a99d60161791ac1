"""The gradebook of Canvas. Rules of its importer (lib/gradebook_importer.rb of the project): the first heading holds
`Student`, the second `ID`, or the first three are `LastName`, `FirstName`, `ID`; columns after `Section` are
assignments, called `Title (number)`; a title without a number makes a new assignment; a heading that holds `Final
Score` or the like is dropped silently, and so is a column with `(read only)` for its points; `EX` is excused, blank is
no mark and takes one away; `1,234` is read as 1.234; cells are parted by `,` or `;`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from gradekit.errors import OperatorError
from gradekit.interop.gradefile import Filled, GradeFile, Total, decimal, fill, read_gradefile, same_points
from gradekit.model.nearest import nearest

EXCUSED = "EX"
_NUMBERED = re.compile(r".+ \(\d+\)\Z")
_DROPPED = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
_WHO = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
_OF_PLATFORM = ("points possible", "student, test", "test student")


def fill_canvas(name: str, raw: bytes, title: str, points: Fraction, totals: Sequence[Total]) -> Filled:
    """The marks in the column of the assignment; `title` is its heading or what the heading begins with."""
    file = read_gradefile(name, raw)
    head = file.head
    split = head[:3] == ["LastName", "FirstName", "ID"]
    if len(head) < 4 or not (split or ("Student" in head[0] and "ID" in head[1])) or file.separator == "\t":
        raise OperatorError(
            f"{name} is no gradebook of Canvas: its first headings are {', '.join(f'`{h}`' for h in head[:2])} and not "
            "`Student`, `ID`. In Canvas choose Grades, Export, Export Entire Gradebook."
        )
    column = _column(file, title)
    rows = [k for k, row in enumerate(file.rows) if k and not _of_platform(row)]
    possible = next((r[column] for r in file.rows[1:3] if r[0].strip().casefold() == "points possible"), "")
    if "read only" in possible:
        raise OperatorError(
            f"{name}: Canvas takes no marks in `{head[column]}`, which is read only. Name another with --column."
        )
    told = fill(
        file,
        rows,
        column,
        totals,
        lambda _, total: decimal(total.earned or Fraction(0)),
        ids=[head.index(one) for one in _WHO if one in head],
        names=[[0, 1] if split else [0]],
        excused=EXCUSED,
    )
    told.notes += same_points(file, f"`{head[column]}`", possible, points)
    if told.emptied:
        told.notes.append(f"{name}: {told.emptied} marks are blank now, and Canvas will take them away.")
    return told


def _column(file: GradeFile, title: str) -> int:
    last = max((k for k, heading in enumerate(file.head) if "Section" in heading), default=1)
    known = {heading: k for k, heading in enumerate(file.head) if k > last}
    exact = [heading for heading in known if heading == title]
    found = exact or [h for h in known if re.sub(r" \(\d+\)\Z", "", h).casefold() == title.casefold()]
    if len(found) != 1:
        there = [heading for heading in known if _NUMBERED.match(heading)]
        what = "two columns are" if found else "no column is"
        hint = nearest(title, there) if there else "Make the assignment in Canvas first, then export the gradebook."
        raise OperatorError(f"{file.name}: {what} called `{title}`. {hint} Name it with --column.")
    heading = found[0]
    if _DROPPED.search(heading):
        raise OperatorError(
            f"{file.name}: Canvas drops a column called `{heading}` in silence. Rename the assignment in Canvas and "
            "export afresh."
        )
    if not _NUMBERED.match(heading):
        raise OperatorError(
            f"{file.name}: `{heading}` has no number, and Canvas would make a new assignment of it. Make the "
            "assignment in Canvas and export afresh."
        )
    return known[heading]


def _of_platform(row: Sequence[str]) -> bool:
    """Rows that are no student: the points, how marks are posted, the student for trying out."""
    return row[0].strip().casefold() in _OF_PLATFORM or not any(cell.strip() for cell in row[:2])
