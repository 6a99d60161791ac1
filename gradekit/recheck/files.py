"""Records in a file or on the standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from gradekit.errors import OperatorError
from gradekit.recheck.records import LARGEST, recheck_text
from gradekit.recheck.result import Recheck


def recheck_file(path: Path) -> Iterator[Recheck]:
    """The check of every record in the file; `-` is the standard input."""
    yield from recheck_text(sys.stdin.read(LARGEST + 1) if str(path) == "-" else _text(path))


def _text(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise OperatorError(f"{path.name} is longer than {LARGEST} bytes; split it.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise OperatorError(f"{path.name} is no text; records are JSON.") from error
