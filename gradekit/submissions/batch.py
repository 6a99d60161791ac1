"""`check` for a folder or an archive: one row a file, and no file can stop another."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar, final

from gradekit.errors import AuthorError, Fault, OperatorError, StudentError
from gradekit.model.message import Message
from gradekit.submissions.check import Checked, check_source
from gradekit.submissions.files import Source
from gradekit.submissions.intake import received
from gradekit.submissions.names import HandedIn
from gradekit.submissions.running import Runner

_log = logging.getLogger(__name__)
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
    fault: bool = False
    """Whether it was gradekit itself that failed; then nothing is known of the file."""


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
    except (OperatorError, AuthorError) as error:
        return One(one.path, one.by, refused=Message("batch.not-here", {"text": str(error)}))
    except Fault:  # what runs student code does not work, and would not for the next file
        raise
    except Exception as error:  # whatever it is, it is gradekit's own fault, and stops no other file
        _log.exception("%s could not be worked on", one.path)
        return One(one.path, one.by, refused=Message("batch.fault", {"error": type(error).__name__}), fault=True)


def check_all(path: Path, *, runner: Runner | None = None) -> tuple[One[Checked], ...]:
    """How every file is read; the self-test is not made."""
    return each_file(path, lambda source: check_source(source, test=False, runner=runner))
