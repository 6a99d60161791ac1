"""What was handed in, and by whom."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, final

import msgspec
from sqlalchemy import Connection, Select, bindparam, case, delete, func, select, update
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


def digest_of(content: bytes) -> str:
    """What a file is known by."""
    return hashlib.sha256(content).hexdigest()


def keep_files(connection: Connection, files: Iterable[tuple[str, str, bytes]]) -> None:
    """Files by their digests, each with its name; what is there stays."""
    rows = [{"digest": digest, "name": name, "content": content} for digest, name, content in files]
    if rows:
        connection.execute(insert(FILES).on_conflict_do_nothing(), rows)


def keep_handins(connection: Connection, handins: Iterable[Handin], *, exact: bool = False) -> None:
    """Whose the files are; said again, what is newer holds, but a time that is known is not forgotten.

    One time for all files of a student is that of the last one: a file that was there earlier keeps its own, unless the
    time is said of that very file (`exact`).
    """
    rows = [msgspec.structs.asdict(one) for one in handins]
    if not rows:
        return
    told = insert(HANDINS)
    newer: dict[str, Any] = {name: told.excluded[name] for name in ("path", "sheet", "attempt", "marked_late")}
    moment, before = told.excluded.moment, HANDINS.c.moment
    if not exact:
        others = HANDINS.alias()
        mine = (others.c.assignment == told.excluded.assignment, others.c.student == told.excluded.student)
        several = select(func.count()).select_from(others).where(*mine).scalar_subquery() > 1
        moment = case((several, func.min(func.coalesce(before, moment), moment)), else_=moment)
    newer["moment"] = func.coalesce(moment, before)
    connection.execute(told.on_conflict_do_update(index_elements=["assignment", "student", "digest"], set_=newer), rows)
    mine = (UNMATCHED.c.assignment == bindparam("assignment"), UNMATCHED.c.path == bindparam("path"))
    connection.execute(
        delete(UNMATCHED).where(*mine), [{"assignment": row["assignment"], "path": row["path"]} for row in rows]
    )


def judged_by(connection: Connection, told: Iterable[tuple[Handin, str]]) -> None:
    """The verdicts on each file that rest on this are those that hold now."""
    rows = [
        {"in_assignment": one.assignment, "of_student": one.student, "of_digest": one.digest, "basis": basis}
        for one, basis in told
    ]
    mine = (HANDINS.c.assignment == bindparam("in_assignment"), HANDINS.c.student == bindparam("of_student"))
    if rows:
        connection.execute(update(HANDINS).where(*mine, HANDINS.c.digest == bindparam("of_digest")), rows)


def keep_unmatched(connection: Connection, files: Iterable[Unmatched]) -> None:
    """Files for a person to look at."""
    rows = [msgspec.structs.asdict(one) for one in files]
    told = insert(UNMATCHED)
    newer = {"digest": told.excluded.digest, "why": told.excluded.why}
    if rows:
        connection.execute(told.on_conflict_do_update(index_elements=["assignment", "path"], set_=newer), rows)


def let_go(connection: Connection, assignment: str, student: str, path: str, why: str) -> None:
    """A file that was given to a student is of nobody again."""
    mine = (HANDINS.c.assignment == assignment, HANDINS.c.student == student, HANDINS.c.path == path)
    digest = connection.execute(select(HANDINS.c.digest).where(*mine)).scalar()
    if digest is not None:
        connection.execute(delete(HANDINS).where(*mine))
        keep_unmatched(connection, [Unmatched(assignment=assignment, path=path, digest=digest, why=why)])


def content(connection: Connection, digest: str) -> tuple[str, bytes]:
    """The name and the bytes of a file."""
    return contents(connection, [digest])[digest]


def contents(connection: Connection, digests: Iterable[str]) -> dict[str, tuple[str, bytes]]:
    """The names and the bytes of files."""
    rows = connection.execute(select(FILES).where(FILES.c.digest.in_(sorted(set(digests)))))
    return {row.digest: (row.name, row.content) for row in rows}


def handins(connection: Connection, assignment: str, student: str | None = None) -> Iterator[Handin]:
    """The files of an assignment, by student, in the order in which they count as attempts."""
    query = select(HANDINS).where(HANDINS.c.assignment == assignment)
    if student is not None:
        query = query.where(HANDINS.c.student == student)
    order = (HANDINS.c.student, HANDINS.c.attempt, HANDINS.c.moment, HANDINS.c.path, HANDINS.c.digest)
    for row in connection.execute(query.order_by(*order)).mappings():
        yield Handin(**row)


def by_students(engine: Engine, assignment: str, together: int = 25) -> Iterator[list[Handin]]:
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
