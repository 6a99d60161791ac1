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
    if str(path) == "-":
        yield from recheck_text(_text(sys.stdin.buffer.read(LARGEST + 1), "The standard input"))
        return
    if path.stat().st_size > LARGEST:
        raise OperatorError(f"{path.name} is longer than {LARGEST} bytes; split it.")
    yield from recheck_text(_text(path.read_bytes(), path.name))


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OperatorError(f"{name} is no text; records are JSON.") from error
