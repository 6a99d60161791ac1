"""`check` for a folder or an archive: one row a file, and no file can stop another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar, final

from gradekit.errors import StudentError
from gradekit.model.message import Message
from gradekit.submissions.check import Checked, check_source
from gradekit.submissions.files import Source
from gradekit.submissions.intake import received
from gradekit.submissions.names import HandedIn
from gradekit.submissions.running import Runner

T = TypeVar("T")


@final
@dataclass(frozen=True, slots=True)
class One(Generic[T]):
    """One file of several: whose it is, and what came of it or why nothing did."""

    path: str
    by: HandedIn
    result: T | None = None
    refused: Message | None = None
    last: bool = True
    """Whether it is the attempt that counts; earlier ones are not looked at."""


def each_file(path: Path, work: Callable[[Source], T]) -> tuple[One[T], ...]:
    """The work done for every file of a folder or archive that counts."""
    return tuple(_done(One(one.path, one.by, None, one.refused, one.last), one.source, work) for one in received(path))


def _done(one: One[T], source: Source | None, work: Callable[[Source], T]) -> One[T]:
    if source is None or not one.last:
        return one
    try:
        return One(one.path, one.by, work(source))
    except StudentError as error:
        return One(one.path, one.by, refused=Message(error.message, dict(error.params)))


def check_all(path: Path, *, runner: Runner | None = None) -> tuple[One[Checked], ...]:
    """How every file is read; the self-test is not made."""
    return each_file(path, lambda source: check_source(source, test=False, runner=runner))
