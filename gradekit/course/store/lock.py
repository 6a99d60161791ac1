"""One command at a time changes a course: a lock on a file beside the store, which the system lets go at the end."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import IO

from gradekit.errors import OperatorError

_PAUSE = 0.2
"""Seconds between two looks."""


@contextlib.contextmanager
def locked(store: Path, doing: str, *, wait: bool = False) -> Generator[None]:
    """The store is this command's alone. `OperatorError` says who holds it, unless the command shall wait."""
    path = store.with_suffix(".lock")
    with path.open("a+", encoding="utf-8") as file:
        while not _taken(file):
            if not wait:
                raise OperatorError(f"The course is in use: {_holder(path)}. Wait until it is done, or say --wait.")
            time.sleep(_PAUSE)
        file.seek(0)
        file.truncate()
        file.write(f"{doing} (process {os.getpid()})")
        file.flush()
        try:
            yield
        finally:
            file.seek(0)
            file.truncate()
            file.flush()
            _let_go(file)


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8") or "another command of gradekit works on it"
    except OSError:  # Windows lets nobody read what is locked
        return "another command of gradekit works on it"


if sys.platform == "win32":
    import msvcrt

    def _taken(file: IO[str]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(file: IO[str]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _taken(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _let_go(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
