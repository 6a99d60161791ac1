"""A file of marks that a learning platform exported, to be filled in: whatever is no mark stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import final

from gradekit.errors import OperatorError
from gradekit.interop.whose import whose


@final
@dataclass(frozen=True, slots=True)
class Total:
    """What a student has in all; `earned` is None while something is pending."""

    ids: tuple[str, ...]
    name: str
    earned: Fraction | None
    excused: bool = False
    held: bool = True
    """Whether the student has a sheet at all."""


@final
@dataclass(slots=True)
class Filled:
    """The file filled in, and what was done."""

    content: bytes
    filled: int = 0
    excused: int = 0
    pending: list[str] = field(default_factory=list[str])
    """Students whose cell is blank because something waits for a person."""
    without: list[str] = field(default_factory=list[str])
    """Students who have no sheet; their cells stay as they are."""
    unknown: list[str] = field(default_factory=list[str])
    """Rows of the file that are nobody of the course."""
    absent: list[str] = field(default_factory=list[str])
    """Students with a mark who are not in the file."""
    emptied: int = 0
    """How many cells had something in them and are blank now."""
    notes: list[str] = field(default_factory=list[str])

    @property
    def told(self) -> str:
        """One line, as it is said before anything is written."""
        return (
            f"{self.filled} filled, {len(self.absent)} not in the file, {self.excused} excused, "
            f"{len(self.pending)} blank because something waits"
        )


@final
@dataclass(slots=True)
class GradeFile:
    """An exported file, line by line: the cells as they are written, and what ends the line."""

    name: str
    lines: list[tuple[list[str], str]]
    separator: str
    mark: bytes
    """The byte order mark that the file began with."""
    rows: list[list[str]] = field(init=False)
    """The values of all lines that are not empty; the first is the line of headings."""
    _written: list[list[str]] = field(init=False)
    """The same lines as they are written."""

    def __post_init__(self) -> None:
        self._written = [cells for cells, _ in self.lines if cells != [""]]
        self.rows = [list(map(_value, cells)) for cells in self._written]

    @property
    def head(self) -> list[str]:
        """The headings."""
        return self.rows[0]

    def line(self, row: int) -> str:
        """Where a row is, for an error."""
        return f"{self.name}, row {row + 1}"

    def put(self, row: int, column: int, text: str) -> None:
        """A mark in its cell, in quotation marks where the cell had them."""
        cells = self._written[row]
        cells[column] = f'"{text}"' if cells[column].startswith('"') else text
        self.rows[row][column] = text

    def content(self) -> bytes:
        """The file as it was, with what was filled in."""
        return self.mark + "".join(self.separator.join(cells) + end for cells, end in self.lines).encode()


def read_gradefile(name: str, raw: bytes) -> GradeFile:
    """The file; `OperatorError` where it is no CSV in UTF-8."""
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OperatorError(
            f"{name} is not UTF-8 (byte {error.start}): was it opened and saved by a spreadsheet? Export it afresh."
        ) from error
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    separator = max(",;\t", key=first.count)
    file = GradeFile(name, list(_lines(name, text, separator)), separator, mark)
    if len(file.rows) < 2:
        raise OperatorError(f"{name} has no line below its headings; export the file with its students.")
    odd = next((k for k, row in enumerate(file.rows) if len(row) != len(file.rows[0])), None)
    if odd is not None:
        raise OperatorError(
            f"{file.line(odd)} has {len(file.rows[odd])} cells under {len(file.head)} headings. Export the file afresh."
        )
    return file


Write = Callable[[int, Total], str]
"""The cell for a student with a mark, in a row."""


def fill(
    file: GradeFile,
    rows: Sequence[int],
    column: int,
    totals: Sequence[Total],
    write: Write,
    *,
    ids: Sequence[int],
    names: Sequence[Sequence[int]],
    left: Sequence[int] = (),
    excused: str = "",
) -> Filled:
    """The marks written into a column. `ids` are the columns that say whose a row is, `names` those whose cells
    together are a name; rows in `left` stay as they are."""
    found = whose(file.name, file.rows, rows, ids, names, totals)
    told = Filled(b"")
    for row in rows:
        cells = [file.rows[row][k].strip() for k in (*ids, *(k for of in names for k in of))]
        if risky := next((cell for cell in cells if cell[:1] in ("=", "@", "+", "-")), None):
            told.notes.append(
                f"{file.line(row)}: `{risky[:40]}` begins like a formula; do not open it in a spreadsheet."
            )
        if row not in found:
            told.unknown.append(next((cell for cell in cells if cell), f"row {row + 1}"))
        elif row not in left:
            _put(file, row, column, totals[found[row]], write, excused, told)
    there = set(found.values())
    told.absent += [total.name for k, total in enumerate(totals) if k not in there and total.held]
    told.content = file.content()
    return told


def decimal(value: Fraction) -> str:
    """A mark in plain digits, rounded half up at the second place, with a point.

    >>> decimal(Fraction(25, 3)), decimal(Fraction(1, 8)), decimal(Fraction(7, 2)), decimal(Fraction(0))
    ('8.33', '0.13', '3.5', '0')
    """
    hundredths = floor(value * 100 + Fraction(1, 2))
    told = f"{hundredths // 100}.{hundredths % 100:02d}"
    return told.rstrip("0").rstrip(".")


def number_in(cell: str) -> Fraction | None:
    """The number in a cell, with a point or a comma; None where there is none."""
    told = cell.strip().replace(",", ".")
    return Fraction(told) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", told) else None


def same_points(file: GradeFile, where: str, found: str, points: Fraction) -> Iterator[str]:
    """A note where the platform counts another number of points."""
    there = number_in(found)
    if there is not None and there != points:
        yield f"{file.name}: {where} has {decimal(there)} points there and {decimal(points)} here; nothing is scaled."


def _put(file: GradeFile, row: int, column: int, total: Total, write: Write, excused: str, told: Filled) -> None:
    if not total.held:
        told.without.append(total.name)
        return
    before = file.rows[row][column].strip()
    if total.excused:
        told.excused += 1
        file.put(row, column, excused)
    elif total.earned is None:
        told.pending.append(total.name)
        file.put(row, column, "")
    else:
        told.filled += 1
        file.put(row, column, write(row, total))
    told.emptied += before not in ("", "-") and not file.rows[row][column]


def _lines(name: str, text: str, separator: str) -> Iterator[tuple[list[str], str]]:
    cell = re.compile(rf'("(?:[^"]|"")*"|(?!")[^{separator}\r\n]*)({separator}|\r\n|\n|\r|\Z)')
    cells: list[str] = []
    place = 0
    while place < len(text) or cells:
        found = cell.match(text, place)
        if found is None:
            line = text.count("\n", 0, place) + 1
            raise OperatorError(
                f"{name}, line {line} is not as it was exported: quotation marks do not fit. Export the file afresh."
            )
        cells.append(found[1])
        if found[2] != separator:
            yield cells, found[2]
            cells = []
        place = found.end()


def _value(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell
