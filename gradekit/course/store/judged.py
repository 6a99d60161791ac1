"""What was read of each file, the verdicts on it, and the marks that followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple, final

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from gradekit.course.store.records import unpacked
from gradekit.course.store.schema import HANDINS, MARKS, READ, RELEASED, VERDICTS
from gradekit.model.answer import Submission
from gradekit.model.codec import decode, encode
from gradekit.model.message import Message
from gradekit.model.verdict import Verdicts


@final
class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """The mark of a part as it stands."""

    student: str
    part: str
    earned: Fraction
    possible: Fraction
    pending: Fraction
    why: tuple[Message, ...] = ()
    """The lines that made it, the verdict first."""


class Read(NamedTuple):
    """What was read of a file against a sheet, packed."""

    digest: str
    sheet: str
    reader: str
    submission: bytes


class Told(NamedTuple):
    """The verdicts on a problem, packed, with what they rest on."""

    digest: str
    sheet: str
    place: int
    basis: str
    verdicts: bytes


def keep_read(connection: Connection, read: Iterable[Read]) -> None:
    """What was read of files; what is there stays, for a program is run once."""
    if rows := [one._asdict() for one in read]:
        connection.execute(insert_or(READ).on_conflict_do_nothing(), rows)


def forget(connection: Connection, digest: str) -> None:
    """A file is to be read, run and judged anew."""
    connection.execute(delete(READ).where(READ.c.digest == digest))
    connection.execute(delete(VERDICTS).where(VERDICTS.c.digest == digest))
    connection.execute(update(HANDINS).where(HANDINS.c.digest == digest).values(basis=None))


def reads(connection: Connection, digests: Iterable[str]) -> dict[tuple[str, str, str], bytes]:
    """What was read of files, packed, by digest, sheet and reader."""
    query = select(READ).where(READ.c.digest.in_(sorted(set(digests))))
    return {(row.digest, row.sheet, row.reader): row.submission for row in connection.execute(query)}


def newest_read(connection: Connection, digest: str, sheet: str) -> Submission | None:
    """What was read of a file last."""
    query = select(READ.c.submission).where(READ.c.digest == digest, READ.c.sheet == sheet)
    raw = connection.execute(query.order_by(text("rowid DESC")).limit(1)).scalar()
    return None if raw is None else unpacked(raw, Submission)


def keep_verdicts(connection: Connection, told: Iterable[Told]) -> None:
    """Verdicts by problem; former ones stay as history."""
    if rows := [one._asdict() for one in told]:
        connection.execute(insert_or(VERDICTS).on_conflict_do_nothing(), rows)


def verdicts(connection: Connection, digest: str, sheet: str, basis: str) -> tuple[Verdicts, ...]:
    """The verdicts that rest on that; empty when there are none."""
    query = select(VERDICTS.c.verdicts).where(
        VERDICTS.c.digest == digest, VERDICTS.c.sheet == sheet, VERDICTS.c.basis == basis
    )
    return tuple(unpacked(raw, Verdicts) for raw in connection.execute(query.order_by(VERDICTS.c.place)).scalars())


def with_verdicts(connection: Connection, digests: Iterable[str]) -> set[tuple[str, str, str]]:
    """Of which of these files there are verdicts, by digest, sheet and what they rest on."""
    query = select(VERDICTS.c.digest, VERDICTS.c.sheet, VERDICTS.c.basis).distinct()
    rows = connection.execute(query.where(VERDICTS.c.digest.in_(sorted(set(digests)))))
    return {(row.digest, row.sheet, row.basis) for row in rows}


def keep_marks(connection: Connection, assignment: str, told: Mapping[str, Iterable[Mark]]) -> None:
    """The marks of students in the place of the former ones."""
    mine = (MARKS.c.assignment == assignment, MARKS.c.student == bindparam("whose"))
    if told:
        connection.execute(delete(MARKS).where(*mine), [{"whose": student} for student in told])
    rows = [
        {
            "assignment": assignment,
            "student": student,
            "part": mark.part,
            "earned": str(mark.earned),
            "possible": str(mark.possible),
            "pending": str(mark.pending),
            "why": encode(mark.why).decode(),
        }
        for student, marks in told.items()
        for mark in marks
    ]
    if rows:
        connection.execute(insert(MARKS), rows)


def marks(connection: Connection, assignment: str, student: str | None = None) -> Iterator[Mark]:
    """The marks as they stand, by student and part."""
    query = select(MARKS).where(MARKS.c.assignment == assignment)
    if student is not None:
        query = query.where(MARKS.c.student == student)
    return _marks(connection, query)


def marks_pending(connection: Connection, assignment: str) -> Iterator[Mark]:
    """The marks of which points wait for a person, by student and part."""
    return _marks(connection, select(MARKS).where(MARKS.c.assignment == assignment, MARKS.c.pending != "0"))


def _marks(connection: Connection, query: Select[Any]) -> Iterator[Mark]:
    for row in connection.execute(query.order_by(MARKS.c.student, MARKS.c.part)):
        yield Mark(
            student=row.student,
            part=row.part,
            earned=Fraction(row.earned),
            possible=Fraction(row.possible),
            pending=Fraction(row.pending),
            why=decode(row.why.encode(), tuple[Message, ...]),
        )


def released(connection: Connection, assignment: str) -> dict[tuple[str, str], Fraction]:
    """What students have been told, by student and part."""
    query = select(RELEASED).where(RELEASED.c.assignment == assignment)
    return {(row.student, row.part): Fraction(row.earned) for row in connection.execute(query)}


def tell_lower(connection: Connection, assignment: str) -> None:
    """What students have been told is what their marks are now, where these are lower and nothing is pending."""
    told = released(connection, assignment)
    for mark in list(marks(connection, assignment)):
        if not mark.pending and mark.earned < told.get((mark.student, mark.part), mark.earned):
            mine = (RELEASED.c.assignment == assignment, RELEASED.c.student == mark.student)
            told_now = RELEASED.update().where(*mine, RELEASED.c.part == mark.part).values(earned=str(mark.earned))
            connection.execute(told_now)


def release(connection: Connection, assignment: str, told: Iterable[Mark]) -> None:
    """The marks that students are told now."""
    rows = [{"assignment": assignment, "student": m.student, "part": m.part, "earned": str(m.earned)} for m in told]
    connection.execute(delete(RELEASED).where(RELEASED.c.assignment == assignment))
    if rows:
        connection.execute(insert(RELEASED), rows)
