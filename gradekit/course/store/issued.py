"""Who was dealt what: problems with their keys, and sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import final

import msgspec
from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from gradekit.course.store.records import packed, unpacked
from gradekit.course.store.schema import DEALT, SHEETS, VARIANTS
from gradekit.errors import OperatorError
from gradekit.model.problem import Issued, Key, Origin, Sheet
from gradekit.problems.handing_out.deployed import key_digest


@final
class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A problem as the store holds it."""

    variant: str
    origin: Origin
    issued: Issued
    key: Key
    structure: str
    effort: float


@final
class Dealt(msgspec.Struct, frozen=True, kw_only=True):
    """A problem in the hands of a student: its number on the sheet, its slot, and how often it was replaced."""

    assignment: str
    student: str
    place: int
    reissue: int
    slot: int
    variant: str


@final
class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet in the hands of a student."""

    assignment: str
    student: str
    reissue: int
    """Higher than that of every sheet which the student held before."""
    sheet: Sheet


def keep_problems(connection: Connection, problems: Iterable[Problem]) -> None:
    """The problems stored; one that is there stays as it is."""
    rows = [
        {
            "variant": p.variant,
            "origin": packed(p.origin),
            "issued": packed(p.issued),
            "key": packed(p.key),
            "revision": key_digest(p.key),
            "structure": p.structure,
            "effort": f"{p.effort:g}",
        }
        for p in problems
    ]
    if rows:
        connection.execute(insert_or(VARIANTS).on_conflict_do_nothing(), rows)


def keep_dealt(connection: Connection, dealt: Iterable[Dealt]) -> None:
    """What was dealt; nobody is dealt the same place twice."""
    if rows := [msgspec.structs.asdict(one) for one in dealt]:
        connection.execute(insert(DEALT), rows)


def keep_sheets(connection: Connection, sheets: Iterable[Handed]) -> None:
    """Sheets that are handed out."""
    rows = [
        {
            "sheet": one.sheet.id,
            "assignment": one.assignment,
            "student": one.student,
            "reissue": one.reissue,
            "record": packed(one.sheet),
        }
        for one in sheets
    ]
    if rows:
        connection.execute(insert_or(SHEETS).on_conflict_do_nothing(), rows)


def hand_over(connection: Connection, assignment: str, sheet: str, former: str, student: str, reissue: int) -> None:
    """A sheet of one holder is that of another from now on."""
    mine = (SHEETS.c.assignment == assignment, SHEETS.c.sheet == sheet, SHEETS.c.student == former)
    connection.execute(SHEETS.update().where(*mine).values(student=student, reissue=reissue))


def problems(connection: Connection, variants: Iterable[str] | None = None) -> dict[str, Problem]:
    """The problems of those ids, or all."""
    wanted = None if variants is None else sorted(set(variants))
    query = select(VARIANTS)
    found: dict[str, Problem] = {}
    chunks = [None] if wanted is None else [wanted[k : k + 500] for k in range(0, len(wanted), 500)]
    for chunk in chunks:
        rows = connection.execute(query if chunk is None else query.where(VARIANTS.c.variant.in_(chunk)))
        for row in rows:
            found[row.variant] = Problem(
                variant=row.variant,
                origin=unpacked(row.origin, Origin),
                issued=unpacked(row.issued, Issued),
                key=unpacked(row.key, Key),
                structure=row.structure,
                effort=float(row.effort),
            )
    return found


def structures(connection: Connection, assignment: str) -> dict[int, Counter[str]]:
    """The structures that have been dealt in each slot of an assignment, and to how many."""
    rows = connection.execute(
        select(DEALT.c.slot, VARIANTS.c.structure)
        .join(VARIANTS, VARIANTS.c.variant == DEALT.c.variant)
        .where(DEALT.c.assignment == assignment)
    )
    found: dict[int, Counter[str]] = {}
    for row in rows:
        found.setdefault(row.slot, Counter())[row.structure] += 1
    return found


def dealt(connection: Connection, assignment: str) -> dict[str, list[Dealt]]:
    """What each student holds in an assignment, in the order of the places; of a replaced problem the new one."""
    query = select(DEALT).where(DEALT.c.assignment == assignment)
    newest: dict[tuple[str, int], Dealt] = {}
    for row in connection.execute(query.order_by(DEALT.c.student, DEALT.c.place, DEALT.c.reissue)).mappings():
        newest[row["student"], row["place"]] = Dealt(**row)
    held: dict[str, list[Dealt]] = {}
    for one in newest.values():
        held.setdefault(one.student, []).append(one)
    return held


def sheets(connection: Connection, assignment: str) -> Mapping[str, list[Handed]]:
    """Every sheet handed out in an assignment by its id; one that several hold stands there for each."""
    found: dict[str, list[Handed]] = {}
    query = select(SHEETS).where(SHEETS.c.assignment == assignment).order_by(SHEETS.c.student, SHEETS.c.reissue)
    for row in connection.execute(query):
        handed = Handed(
            assignment=assignment, student=row.student, reissue=row.reissue, sheet=unpacked(row.record, Sheet)
        )
        found.setdefault(row.sheet, []).append(handed)
    return found


def each_sheet(connection: Connection, assignment: str) -> Iterator[Sheet]:
    """The sheets of an assignment one by one, in no order."""
    for row in connection.execute(select(SHEETS.c.record).where(SHEETS.c.assignment == assignment)):
        yield unpacked(row.record, Sheet)


def newest_sheets(connection: Connection, assignment: str) -> dict[str, Handed]:
    """The sheet that each student holds now."""
    every = [one for handed in sheets(connection, assignment).values() for one in handed]
    return {one.student: one for one in sorted(every, key=lambda h: h.reissue)}


def holder(connection: Connection, assignment: str, sheet: str) -> str | None:
    """The student who holds a sheet, or held it before a problem was replaced; None where nobody does."""
    query = select(SHEETS.c.student).where(SHEETS.c.assignment == assignment, SHEETS.c.sheet == sheet)
    return connection.execute(query).scalar()


def other_assignment(connection: Connection, sheet: str) -> tuple[str, str] | None:
    """The assignment that a sheet belongs to, and who holds it."""
    row = connection.execute(select(SHEETS.c.assignment, SHEETS.c.student).where(SHEETS.c.sheet == sheet)).first()
    return None if row is None else (row.assignment, row.student)


def sheet_record(connection: Connection, assignment: str, student: str, sheet: str | None = None) -> Handed | None:
    """A sheet of a student: that of the id, or the one held now."""
    query = select(SHEETS).where(SHEETS.c.assignment == assignment, SHEETS.c.student == student)
    query = query.where(SHEETS.c.sheet == sheet) if sheet else query.order_by(SHEETS.c.reissue.desc())
    row = connection.execute(query).first()
    if row is None:
        return None
    return Handed(assignment=assignment, student=student, reissue=row.reissue, sheet=unpacked(row.record, Sheet))


@final
class Place(msgspec.Struct, frozen=True):
    """A problem of a sheet by its number, its content not looked at."""

    number: int
    variant: str


class _Places(msgspec.Struct, frozen=True):
    slots: tuple[Place, ...]


@final
@dataclass(frozen=True, slots=True)
class PackedSheet:
    """A sheet as it is stored."""

    record: bytes
    newest: bool
    """Whether its student holds it now."""

    @property
    def places(self) -> tuple[Place, ...]:
        """Which problems it has."""
        return unpacked(self.record, _Places).slots


def packed_sheets(
    connection: Connection, assignment: str, students: Iterable[str]
) -> dict[tuple[str, str], PackedSheet]:
    """The sheets of students, by student and id."""
    mine = (SHEETS.c.assignment == assignment, SHEETS.c.student.in_(sorted(set(students))))
    rows = list(connection.execute(select(SHEETS).where(*mine).order_by(SHEETS.c.student, SHEETS.c.reissue)))
    newest = {row.student: row.sheet for row in rows}
    return {(row.student, row.sheet): PackedSheet(row.record, newest[row.student] == row.sheet) for row in rows}


def packed_keys(connection: Connection, variants: Iterable[str]) -> dict[str, bytes]:
    """The keys of problems as they are stored."""
    query = select(VARIANTS.c.variant, VARIANTS.c.key).where(VARIANTS.c.variant.in_(sorted(set(variants))))
    return {row.variant: row.key for row in connection.execute(query)}


def revisions(connection: Connection, variants: Iterable[str]) -> dict[str, str]:
    """The digests of the keys of problems."""
    query = select(VARIANTS.c.variant, VARIANTS.c.revision).where(VARIANTS.c.variant.in_(sorted(set(variants))))
    return {row.variant: row.revision for row in connection.execute(query)}


def replace_key(connection: Connection, variant: str, key: Key) -> None:
    """Another key for a problem; verdicts that rest on the former one stay as history."""
    row = {"key": packed(key), "revision": key_digest(key)}
    connection.execute(VARIANTS.update().where(VARIANTS.c.variant == variant).values(row))


def any_sheet(connection: Connection, assignment: str, student: str = "") -> Sheet:
    """The sheet of a student, or of anybody, to see which parts there are; `OperatorError` where there is none."""
    query = select(SHEETS).where(SHEETS.c.assignment == assignment).order_by(SHEETS.c.reissue.desc(), SHEETS.c.student)
    row = connection.execute(query.where(SHEETS.c.student == student) if student else query).first()
    if row is None:
        whose = f"`{student}` has" if student else "Nobody has"
        raise OperatorError(
            f"{whose} {'no' if student else 'a'} sheet of {assignment}; `gradekit generate` makes them."
        )
    return unpacked(row.record, Sheet)
