"""What was handed in, and by whom."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, final

import msgspec
from sqlalchemy import Connection, Select, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Engine

from gradekit.course.store.schema import FILES, HANDINS, SHEETS, UNMATCHED


@final
class Handin(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a student."""

    assignment: str
    student: str
    digest: str
    path: str
    sheet: str
    moment: str | None = None
    attempt: int = 0
    marked_late: bool = False
    basis: str | None = None
    """What the verdicts that hold now rest on."""

    @property
    def time(self) -> datetime | None:
        """When it was handed in, as far as that is known."""
        return None if self.moment is None else datetime.fromisoformat(self.moment)


@final
class Unmatched(msgspec.Struct, frozen=True, kw_only=True):
    """A file of nobody yet."""

    assignment: str
    path: str
    digest: str
    why: str


def utc(moment: datetime) -> str:
    """A moment as the store writes it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def keep_file(connection: Connection, name: str, content: bytes) -> str:
    """The file stored by its content; gives its digest."""
    digest = hashlib.sha256(content).hexdigest()
    connection.execute(insert(FILES).values(digest=digest, name=name, content=content).on_conflict_do_nothing())
    return digest


def keep_handin(connection: Connection, handin: Handin) -> None:
    """Whose the file is; said again, what is newer holds, but a time that is known is not forgotten."""
    told = insert(HANDINS).values(msgspec.structs.asdict(handin))
    newer = {name: told.excluded[name] for name in ("path", "sheet", "attempt", "marked_late")}
    if handin.moment is not None:
        newer["moment"] = told.excluded.moment
    connection.execute(told.on_conflict_do_update(index_elements=["assignment", "student", "digest"], set_=newer))
    connection.execute(
        delete(UNMATCHED).where(UNMATCHED.c.assignment == handin.assignment, UNMATCHED.c.path == handin.path)
    )


def judged_by(connection: Connection, handin: Handin, basis: str) -> None:
    """The verdicts that rest on this are those that hold now."""
    mine = (HANDINS.c.assignment == handin.assignment, HANDINS.c.student == handin.student)
    connection.execute(update(HANDINS).where(*mine, HANDINS.c.digest == handin.digest).values(basis=basis))


def keep_unmatched(connection: Connection, one: Unmatched) -> None:
    """A file for a person to look at."""
    told = insert(UNMATCHED).values(msgspec.structs.asdict(one))
    connection.execute(
        told.on_conflict_do_update(index_elements=["assignment", "path"], set_={"digest": one.digest, "why": one.why})
    )


def content(connection: Connection, digest: str) -> tuple[str, bytes]:
    """The name and the bytes of a file."""
    row = connection.execute(select(FILES.c.name, FILES.c.content).where(FILES.c.digest == digest)).one()
    return row.name, row.content


def handins(connection: Connection, assignment: str, student: str | None = None) -> Iterator[Handin]:
    """The files of an assignment, by student, in the order in which they count as attempts."""
    query = select(HANDINS).where(HANDINS.c.assignment == assignment)
    if student is not None:
        query = query.where(HANDINS.c.student == student)
    order = (HANDINS.c.student, HANDINS.c.attempt, HANDINS.c.moment, HANDINS.c.path, HANDINS.c.digest)
    for row in connection.execute(query.order_by(*order)).mappings():
        yield Handin(**row)


def by_students(engine: Engine, assignment: str, together: int = 100) -> Iterator[list[Handin]]:
    """The same, so many students at a time: between two lots the store is free for changes, and none is held."""
    last = ""
    mine = HANDINS.c.assignment == assignment
    while True:
        following = select(HANDINS.c.student).distinct().where(mine, HANDINS.c.student > last)
        with engine.connect() as connection:
            names = list(connection.execute(following.order_by(HANDINS.c.student).limit(together)).scalars())
            if not names:
                return
            found = [one for name in names for one in handins(connection, assignment, name)]
        yield found
        last = names[-1]


def count(connection: Connection, assignment: str) -> int:
    """How many files of students there are."""
    query = select(func.count()).select_from(HANDINS).where(HANDINS.c.assignment == assignment)
    return connection.execute(query).scalar_one()


def students_judged(connection: Connection, assignment: str) -> Iterator[str]:
    """The students of whom a file has been judged."""
    return (row.student for row in connection.execute(_judged(assignment).order_by(HANDINS.c.student)))


def students_without(connection: Connection, assignment: str) -> Iterator[str]:
    """The students who hold a sheet and of whom no file has been judged."""
    holding = select(SHEETS.c.student).distinct().where(SHEETS.c.assignment == assignment)
    query = holding.where(SHEETS.c.student.not_in(_judged(assignment)))
    return (row.student for row in connection.execute(query.order_by(SHEETS.c.student)))


def _judged(assignment: str) -> Select[Any]:
    mine = (HANDINS.c.assignment == assignment, HANDINS.c.basis.is_not(None))
    return select(HANDINS.c.student).distinct().where(*mine)


def late_without_time(connection: Connection, assignment: str) -> int:
    """How many files a platform marks as late without saying when they came."""
    mine = (HANDINS.c.assignment == assignment, HANDINS.c.marked_late, HANDINS.c.moment.is_(None))
    return connection.execute(select(func.count()).select_from(HANDINS).where(*mine)).scalar_one()


def unmatched(connection: Connection, assignment: str) -> tuple[Unmatched, ...]:
    """The files that wait for a person, by their paths."""
    query = select(UNMATCHED).where(UNMATCHED.c.assignment == assignment).order_by(UNMATCHED.c.path)
    return tuple(Unmatched(**row) for row in connection.execute(query).mappings())
