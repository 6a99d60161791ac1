"""The store written down row by row in an order of its own: two stores that hold the same give the same lines."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.engine import Engine

from gradekit.course.store.schema import AUDIT, METADATA
from gradekit.model.codec import encode


def lines(engine: Engine) -> Iterator[str]:
    """Every row but those of the audit, whose times are of a machine."""
    with engine.connect() as connection:
        for table in sorted(METADATA.tables.values(), key=lambda t: t.name):
            if table is AUDIT:
                continue
            rows = connection.execute(select(table)).mappings()
            yield from sorted(f"{table.name} {encode({k: _shown(v) for k, v in row.items()}).decode()}" for row in rows)


def _shown(value: object) -> object:
    if not isinstance(value, bytes):
        return value
    try:
        return zlib.decompress(value).decode()
    except (zlib.error, UnicodeDecodeError):
        return value.hex()
