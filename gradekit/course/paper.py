"""An assignment on paper: the sheets of the class in the order of the roster, as piles to print, to mark and to enter.

Each pile is complete in itself, and copies are numbered on through the class: said again, the command adds a pile for
whoever has no copy yet, and never changes one that may have been printed.

| file             | what it is                                                                                     |
|------------------|------------------------------------------------------------------------------------------------|
| `paper-01.pdf`   | for students                                                                                   |
| `marking-01.pdf` | for who marks: a booklet for each different sheet of the pile; of many `marking-01-1.pdf`, ... |
| `marks-01.csv`   | to be filled in, for `gradekit marks import`                                                   |
| `who-01.csv`     | whose each copy is, for who hands them out; only where marking is anonymous                    |
| `paper-01.json`  | the same for gradekit                                                                          |
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import final

import msgspec
from sqlalchemy import Connection

from gradekit.course.assignment import len_of
from gradekit.course.folder import Course
from gradekit.course.holders import is_spare, letters_of, spares
from gradekit.course.issuing import asked, deal_out
from gradekit.course.pool import Pool
from gradekit.course.reviewing import Seen
from gradekit.course.roster_rows import Student
from gradekit.course.store import issued as kept
from gradekit.course.store.lock import locked
from gradekit.course.store.opening import opened
from gradekit.documents.handout import write_bytes
from gradekit.documents.paper import Copy, Holder, paper
from gradekit.documents.paper_files import MOST_COPIES, marking
from gradekit.documents.pdf import Printed as Made
from gradekit.documents.pdf import forget
from gradekit.documents.spreadsheet import cell
from gradekit.errors import OperatorError
from gradekit.problems.handing_out.stubs import answer_name

MOST, MOST_PROBLEMS = 50, 250
"""Copies in a pile, and problems on them all: what is laid out at once takes some megabytes a problem."""
MOST_MARKED = 50
"""Problems in a file of booklets, which tell far more of each."""


@final
@dataclass(frozen=True, slots=True)
class Style:
    """How piles look."""

    language: str
    fonts: tuple[Path, ...]
    size: str


@final
@dataclass(frozen=True, slots=True)
class Pile:
    """What a worker draws and writes; `lists` are written as they are, the record last."""

    folder: Path
    name: str
    copies: tuple[Copy, ...]
    style: Style
    lists: Mapping[str, bytes]


@final
@dataclass(frozen=True, slots=True)
class OnPaper:
    """What the command did."""

    assignment: str
    folder: Path
    copies: int
    spare: int
    piles: tuple[str, ...]
    """The new ones."""
    there: int
    """Copies in piles that were there already."""
    new: tuple[str, ...]
    shared: Mapping[int, int]
    uneven: tuple[str, ...]
    missing: str
    """Letters that no font has."""


@final
class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """A copy that has been written: its number in the class, the code on its pages, and whose it is."""

    number: int
    code: str
    holder: str
    sheet: str


@final
class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The copies of a pile."""

    format: int = 1
    assignment: str
    copies: tuple[Printed, ...]


@final
@dataclass(frozen=True, slots=True)
class _Place:
    """A copy to be made: its number, whose it is (nobody's if it is a spare one), and the sheet."""

    number: int
    holder: str
    student: Student | None
    handed: kept.Handed

    @property
    def code(self) -> str:
        return f"{self.handed.sheet.id}-{self.number:03d}"


def print_assignment(
    course: Course, name: str, pool: Pool, *, spare: int = 0, fonts: Sequence[Path] = (), paper_size: str = "a4"
) -> OnPaper:
    """Deal the assignment to everybody who has none yet, and write piles for all who have no copy."""
    assignment, students = asked(course, name)
    folder = course.made(name, "paper")
    style = Style(course.settings.language, (*course.fonts, *fonts), paper_size)
    with locked(course.store, f"gradekit generate {name}"), opened(course.store) as engine:
        there = tuple(_written(folder))
        dealt = deal_out(course, assignment, [*(s.id for s in students), *spares(spare)], engine, pool)
        with engine.connect() as connection:
            places = _places(course, name, students, spare, kept.newest_sheets(connection, name), there)
            first = 1 + len(list(folder.glob("paper-*.json")))
            size = max(1, min(MOST, MOST_PROBLEMS // sum(map(len_of, assignment.slots))))
            lots = {f"{first + k // size:02d}": places[k : k + size] for k in range(0, len(places), size)}
            piles = (_pile(course, name, folder, number, of, style, connection) for number, of in lots.items())
            missing = {letter for told in _made(pool, piles) for letter in told}
    return OnPaper(
        assignment=name,
        folder=folder,
        copies=len(places),
        spare=sum(one.student is None for one in places),
        piles=tuple(lots),
        there=len(there),
        new=tuple(one for one in dealt.new if not is_spare(one)),
        shared=dealt.deal.too_few,
        uneven=dealt.deal.uneven,
        missing="".join(sorted(missing)),
    )


def write_pile(pile: Pile) -> str:
    """Draw and write a pile; gives the letters that no font has. What says that the pile is there is written last."""
    style, missing = pile.style, ""
    lots = list(_booklets(pile.copies))
    for number, lot in enumerate(lots, start=1):
        booklet = marking(lot, style.language, fonts=style.fonts, size=style.size)
        ending = f"-{number}" if len(lots) > 1 else ""
        missing += _kept(pile.folder / f"marking-{pile.name}{ending}.pdf", booklet)
    sheets = paper(pile.copies, style.language, fonts=style.fonts, size=style.size)
    missing += _kept(pile.folder / f"paper-{pile.name}.pdf", sheets)
    for name, content in pile.lists.items():
        write_bytes(pile.folder / name, content)
    return missing


def _kept(path: Path, made: Made) -> str:
    write_bytes(path, made.pdf)
    forget()
    return made.missing


def _booklets(copies: Sequence[Copy]) -> Iterator[tuple[Copy, ...]]:
    """The copies whose booklets go into one file, those of one sheet together."""
    lots: dict[str, list[Copy]] = {}
    for copy in copies:
        lots.setdefault(copy.label, []).append(copy)
    size = max(1, MOST_MARKED // len(copies[0].sheet.slots))
    listed = list(lots.values())
    for start in range(0, len(listed), size):
        yield tuple(copy for lot in listed[start : start + size] for copy in lot)


def _made(pool: Pool, piles: Iterable[Pile]) -> Iterator[str]:
    for told in pool.done(write_pile, piles):
        if told.error is not None:
            raise told.error
        if told.result is None:
            raise ChildProcessError("a worker died over a pile of paper, and again over the same pile alone")
        yield told.result


def _written(folder: Path) -> Iterator[Printed]:
    """The copies of all piles that are there."""
    for path in sorted(folder.glob("paper-*.json")):
        try:
            yield from msgspec.json.decode(path.read_bytes(), type=Record).copies
        except (OSError, msgspec.DecodeError) as error:
            raise OperatorError(
                f"{path} cannot be read ({error}). It says which copies are printed: take it from a backup, or move "
                "the whole pile away, and its copies are made again."
            ) from error


def _places(
    course: Course,
    name: str,
    students: Sequence[Student],
    spare: int,
    sheets: Mapping[str, kept.Handed],
    there: Sequence[Printed],
) -> list[_Place]:
    """The copies to be made, in the order of the roster, or of the codes where those who mark see no names."""
    seen = Seen(course, name)
    ordered = sorted(students, key=lambda s: seen.id(s.id)) if seen.hides else students
    holders: list[tuple[str, Student | None]] = [*((s.id, s) for s in ordered), *((one, None) for one in spares(spare))]
    printed = {copy.sheet for copy in there}
    listed = [(one, s, sheets[one]) for one, s in holders if one in sheets and sheets[one].sheet.id not in printed]
    number = max((copy.number for copy in there), default=0)
    if number + len(listed) > MOST_COPIES:
        raise OperatorError(f"An assignment has at most {MOST_COPIES} copies on paper.")
    return [_Place(number + k, *each) for k, each in enumerate(listed, start=1)]


def _pile(
    course: Course, name: str, folder: Path, number: str, places: Sequence[_Place], style: Style, connection: Connection
) -> Pile:
    seen = Seen(course, name)
    problems = kept.problems(connection, {slot.variant for one in places for slot in one.handed.sheet.slots})
    letters = letters_of(kept.dealt(connection, name))
    copies = tuple(_copy(one, course, seen, problems, letters) for one in places)
    record = Record(
        assignment=name,
        copies=tuple(
            Printed(number=one.number, code=one.code, holder=one.holder, sheet=one.handed.sheet.id) for one in places
        ),
    )
    lists = {f"marks-{number}.csv": _marks(places, seen)}
    if seen.hides:
        lists[f"who-{number}.csv"] = _who(places)
    lists[f"paper-{number}.json"] = msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"
    return Pile(folder, number, copies, style, lists)


def _copy(
    one: _Place,
    course: Course,
    seen: Seen,
    problems: Mapping[str, kept.Problem],
    letters: Mapping[tuple[str, ...], str],
) -> Copy:
    variants = tuple(slot.variant for slot in one.handed.sheet.slots)
    return Copy(
        one.number,
        one.handed.sheet,
        tuple(problems[variant].key for variant in variants),
        spare=one.student is None,
        holder=None if one.student is None else _holder(one.student, seen),
        course=course.settings.title,
        version=letters.get(variants, ""),
    )


def _holder(student: Student, seen: Seen) -> Holder:
    return Holder("", seen.id(student.id)) if seen.hides else Holder(student.name, student.id)


def _marks(places: Sequence[_Place], seen: Seen) -> bytes:
    """A line for each copy and a column for each part; of a spare copy the id of who took it is to be filled in."""
    parts = list(dict.fromkeys(part for one in places for part in _parts(one)))
    who = ("code",) if seen.hides else ("id", "name")
    rows = ([*_named(one.student, seen), one.code, *("" for _ in parts)] for one in places)
    return _csv([*who, "copy", *parts], rows)


def _parts(one: _Place) -> Iterator[str]:
    return (answer_name(slot.number, k)[1:] for slot in one.handed.sheet.slots for k in range(len(slot.issued.parts)))


def _named(student: Student | None, seen: Seen) -> tuple[str, ...]:
    if student is None:
        return ("",) if seen.hides else ("", "")
    return (seen.id(student.id),) if seen.hides else (cell(student.id), cell(student.name))


def _who(places: Sequence[_Place]) -> bytes:
    rows = ((cell(s.id), cell(s.name), cell(s.section), one.code) for one in places if (s := one.student) is not None)
    return _csv(("id", "name", "section", "copy"), sorted(rows, key=lambda row: row[1].casefold()))


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()
