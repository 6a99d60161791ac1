"""The trail: what was done to the course, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, final

import msgspec
from sqlalchemy import Connection, insert, select

from gradekit.course.store.records import packed, unpacked
from gradekit.course.store.schema import AUDIT


@final
class Entry(msgspec.Struct, frozen=True):
    """One line of the trail."""

    moment: str
    what: str
    record: dict[str, Any]


def note(connection: Connection, what: str, record: Mapping[str, object]) -> None:
    """One more line, at this moment."""
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(insert(AUDIT).values(moment=moment, what=what, record=packed(dict(record))))


def trail(connection: Connection) -> Iterator[Entry]:
    """The lines from the first one on."""
    for row in connection.execute(select(AUDIT).order_by(AUDIT.c.number)):
        yield Entry(row.moment, row.what, unpacked(row.record, dict[str, Any]))
