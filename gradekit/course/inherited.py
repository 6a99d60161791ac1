"""What people have settled in a former course and will hold in the next: second right readings of questions.

Only what is about a question as such goes along: misconceptions accepted as right in every variant. What is about a
person, a file, a single variant, or the marks of that year stays behind.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection

from gradekit.course.decisions import Decision, decide, holding
from gradekit.course.folder import Course
from gradekit.course.store.opening import backup, opened


def readings(old: Course) -> tuple[tuple[str, Decision], ...]:
    """The accepted readings of a course, each with its assignment."""
    if not old.store.is_file():
        return ()
    with _copied(old.store) as copy, opened(copy) as engine, engine.connect() as connection:
        return tuple(_readings(old, connection))


def keep_readings(course: Course, found: Sequence[tuple[str, Decision]]) -> None:
    """Accepted readings stored in a new course."""
    if found:
        with opened(course.store) as engine, engine.begin() as connection:
            for name, decision in found:
                decide(connection, name, decision)


def _readings(old: Course, connection: Connection) -> Iterator[tuple[str, Decision]]:
    for name in old.assignments:
        told = dict.fromkeys(one for one in holding(connection, name) if one.kind == "accept" and not one.variant)
        yield from ((name, one) for one in told)


@contextlib.contextmanager
def _copied(store: Path) -> Generator[Path]:
    """A copy of the store: the former course may be one that nobody may write to, and of another format."""
    folder = Path(tempfile.mkdtemp(prefix="gradekit-old-"))
    try:
        yield backup(store, folder / store.name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
