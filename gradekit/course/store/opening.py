"""The store opened: made when it is not there, moved to today's form after a backup, one writer at a time."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event, insert, inspect, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from gradekit.course.store.schema import ABOUT, FORMAT, METADATA, SHEETS, SHEETS_OF
from gradekit.errors import Fault, OperatorError
from gradekit.version import VERSION

MOVES: Mapping[int, Callable[[Connection], None]] = {}
"""From each former format to the next."""

_WAIT = 30.0
"""Seconds that a single change waits for another process."""


@contextlib.contextmanager
def opened(path: Path) -> Generator[Engine]:
    """The store of a course. `OperatorError` where the file is none, or from a newer gradekit."""
    url = URL.create("sqlite", database=str(path))  # a path may have any characters
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": _WAIT})
    event.listen(engine, "connect", _settled)
    event.listen(engine, "begin", _begin)
    try:
        with told(path):
            _ready(engine, path)
            yield engine
    finally:
        engine.dispose()


@contextlib.contextmanager
def told(path: Path) -> Generator[None]:
    """What goes wrong with the file, in words; a full disk or a lost one is not the fault of a student."""
    try:
        yield
    except OperationalError as error:
        words = str(error.orig)
        if "full" in words or "disk I/O" in words:
            raise Fault(f"{path.name} cannot be written: {words}. Make room and say the same command again.") from error
        if "locked" in words:
            raise OperatorError(f"{path.name} is being written by another command; wait until it is done.") from error
        if "readonly" in words or "unable to open" in words:
            raise OperatorError(f"{path} cannot be opened for writing: {words}.") from error
        raise
    except DatabaseError as error:
        if type(error) is not DatabaseError:  # its kinds are faults of ours, not of the file
            raise
        newest = max(path.parent.glob(f"{path.stem}-*{path.suffix}"), key=lambda p: p.stat().st_mtime, default=None)
        hint = "Put a backup back." if newest is None else f"Put a backup back; {newest.name} is the newest beside it."
        raise OperatorError(f"{path.name} is no store of gradekit, or it is damaged ({error.orig}). {hint}") from error


def backup(path: Path, target: Path) -> Path:
    """A copy of the store as it is at one moment, also while it is written."""
    if target.exists():
        raise OperatorError(f"{target} is there already; a backup replaces nothing.")
    try:
        with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise OperatorError(f"{path.name} could not be copied to {target}: {error}.") from error
    return target


def _settled(connection: Any, _record: object) -> None:
    """A transaction begins when we say so, and what is told to be kept is on the disk."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=FULL")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _ready(engine: Engine, path: Path) -> None:
    with engine.begin() as connection:
        tables = inspect(connection).get_table_names()
        if not tables:
            METADATA.create_all(connection)
            connection.execute(insert(ABOUT), [{"name": "format", "value": str(FORMAT)}])
            return
        query = select(ABOUT.c.value).where(ABOUT.c.name == "format")
        told = connection.execute(query).scalar() if ABOUT.name in tables else None
        indexed = SHEETS.name not in tables or inspect(connection).has_index(SHEETS.name, str(SHEETS_OF.name))
    if told is None or not told.isdecimal():
        raise OperatorError(f"{path.name} is a data base of something else, no store of gradekit; it is left as it is.")
    found = int(told)
    if found > FORMAT or (found < FORMAT and not MOVES.keys() >= set(range(found, FORMAT))):
        raise OperatorError(
            f"{path.name} has the format {found}; this gradekit, {VERSION}, reads up to {FORMAT}. "
            "Take the version that wrote it."
        )
    if found < FORMAT:
        _move(engine, path, found)
    if not indexed:
        with engine.begin() as connection:
            SHEETS_OF.create(connection)


def _move(engine: Engine, path: Path, found: int) -> None:
    """To today's form, step by step, in one transaction and after a backup."""
    backup(path, path.with_name(f"{path.stem}-format-{found}-{int(time.time())}{path.suffix}"))
    with engine.begin() as connection:
        for number in range(found, FORMAT):
            MOVES[number](connection)
        connection.execute(ABOUT.update().where(ABOUT.c.name == "format").values(value=str(FORMAT)))
