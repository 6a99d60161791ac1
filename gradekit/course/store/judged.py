"""What was read of each file, the verdicts on it, and the marks that followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, final

import msgspec
from sqlalchemy import Connection, Select, delete, insert, select, text, update
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


def keep_read(connection: Connection, digest: str, sheet: str, reader: str, submission: bytes) -> None:
    """What was read of a file, packed; what is there stays, for a program is run once."""
    row = {"digest": digest, "sheet": sheet, "reader": reader, "submission": submission}
    connection.execute(insert_or(READ).values(row).on_conflict_do_nothing())


def forget(connection: Connection, digest: str) -> None:
    """A file is to be read, run and judged anew."""
    connection.execute(delete(READ).where(READ.c.digest == digest))
    connection.execute(delete(VERDICTS).where(VERDICTS.c.digest == digest))
    connection.execute(update(HANDINS).where(HANDINS.c.digest == digest).values(basis=None))


def read(connection: Connection, digest: str, sheet: str, reader: str) -> bytes | None:
    """What was read of a file, packed; None when it has not been."""
    query = select(READ.c.submission).where(READ.c.digest == digest, READ.c.sheet == sheet, READ.c.reader == reader)
    return connection.execute(query).scalar()


def newest_read(connection: Connection, digest: str, sheet: str) -> Submission | None:
    """What was read of a file last."""
    query = select(READ.c.submission).where(READ.c.digest == digest, READ.c.sheet == sheet)
    raw = connection.execute(query.order_by(text("rowid DESC")).limit(1)).scalar()
    return None if raw is None else unpacked(raw, Submission)


def keep_verdicts(
    connection: Connection, digest: str, sheet: str, basis: str, told: Iterable[tuple[int, bytes]]
) -> None:
    """Verdicts, packed, by problem, with what they rest on; former ones stay as history."""
    held = {"digest": digest, "sheet": sheet, "basis": basis}
    rows = [{**held, "place": place, "verdicts": raw} for place, raw in told]
    connection.execute(insert_or(VERDICTS).on_conflict_do_nothing(), rows)


def verdicts(connection: Connection, digest: str, sheet: str, basis: str) -> tuple[Verdicts, ...]:
    """The verdicts that rest on that; empty when there are none."""
    query = select(VERDICTS.c.verdicts).where(
        VERDICTS.c.digest == digest, VERDICTS.c.sheet == sheet, VERDICTS.c.basis == basis
    )
    return tuple(unpacked(raw, Verdicts) for raw in connection.execute(query.order_by(VERDICTS.c.place)).scalars())


def has_verdicts(connection: Connection, digest: str, sheet: str, basis: str) -> bool:
    """Whether there are some."""
    query = select(VERDICTS.c.place).where(
        VERDICTS.c.digest == digest, VERDICTS.c.sheet == sheet, VERDICTS.c.basis == basis
    )
    return connection.execute(query.limit(1)).first() is not None


def keep_marks(connection: Connection, assignment: str, student: str, marks: Iterable[Mark]) -> None:
    """The marks of a student in the place of the former ones."""
    connection.execute(delete(MARKS).where(MARKS.c.assignment == assignment, MARKS.c.student == student))
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
