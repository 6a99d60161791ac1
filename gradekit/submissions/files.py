"""Bytes on a disk as text: whatever an editor or a learning platform made of the stub, as long as it is a file.

The encoding is found from the bytes and not from what they claim; line ends become `\\n`, blanks of other alphabets
become blanks, and the numbers of lines stay what an editor shows.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import final

from gradekit.errors import StudentError
from gradekit.model.message import Message, Note
from gradekit.problems.handing_out.record import without_record
from gradekit.submissions import notebooks
from gradekit.submissions.notebooks import code_of, is_notebook
from gradekit.submissions.typed_files import is_typed, lines_of

MOST_BYTES = 4 * 1024 * 1024
"""The largest file that is read at all; the code in it may be far smaller only."""
MOST_CODE = 64 * 1024
"""Characters beside the public record: about two thousand lines."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; those of UTF-32 begin with one of UTF-16 and so come first."""

_BLANKS = re.compile(r"[^\S\x00-\x7f]")
"""What only looks like a blank: pasted from a page, it stands in front of a line or inside it."""

_OPEN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


_NO_TEXT = (
    b"%PDF-", b"PK\3\4", b"Rar!\x1a", b"7z\xbc\xaf", b"\x1f\x8b\x08",
    b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"\xd0\xcf\x11\xe0",
)  # fmt: skip
"""How PDF, zip and documents of Office, RAR, 7-Zip, gzip, pictures, and old documents of Office begin."""


@final
@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file that was handed in, its lines ended by `\\n`."""

    text: str
    name: str = "submission.py"
    notes: tuple[Note, ...] = ()
    cells: tuple[int, ...] = ()
    """Of a notebook the line at which each code cell begins."""


def read_source(path: Path) -> Source:
    """The text of the file.

    `StudentError` when it is missing, is no regular file (a folder, a pipe, a device), or is too large; then hardly
    anything of it has been read.
    """
    name = os.fsencode(path.name or str(path)).decode("utf-8", "replace")
    return source_of(_bytes(path, name), name)


def source_of(raw: bytes, name: str = "submission.py") -> Source:
    """The text in the bytes; any bytes are some text but those of well-known formats that are none.

    >>> source_of(b"\\xef\\xbb\\xbfq1a = 2\\r\\n").text
    'q1a = 2\\n'
    """
    if raw.startswith(_NO_TEXT):
        raise StudentError("file.no-text", name=name)
    text, notes = _decoded(raw)
    text = re.sub(r"\r\n?", "\n", text).replace("\f", " ").replace("\v", " ")
    if not text.isascii():
        text = _BLANKS.sub(" ", text)
    cells: tuple[int, ...] = ()
    if is_notebook(name):
        text, cells = code_of(text, name)
    elif is_typed(name):
        text = lines_of(text, name)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        notes.append(Note(Message("file.nul", {"line": line}), line))
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    if len(without_record(text)) > MOST_CODE:
        raise StudentError("file.too-much-code", name=name, limit=MOST_CODE // 1024)
    if not text.strip():
        notes.append(Note(Message("file.empty")))
    return Source(text, name, tuple(notes), cells)


def _bytes(path: Path, name: str) -> bytes:
    try:
        _refuse(os.stat(path), name)
        file = os.open(path, _OPEN)
    except FileNotFoundError as error:
        raise StudentError("file.not-found", name=name) from error
    except (OSError, ValueError) as error:
        raise StudentError("file.not-readable", name=name) from error
    with os.fdopen(file, "rb") as opened:
        # Looked at again: between the two calls the name may have come to mean another thing.
        _refuse(os.fstat(opened.fileno()), name)
        raw = opened.read(most_bytes(name) + 1)
    if len(raw) > most_bytes(name):
        raise StudentError("file.too-large", name=name, limit=most_bytes(name) // 1024)
    return raw


def _refuse(status: os.stat_result, name: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise StudentError("file.is-folder", name=name)
    if not stat.S_ISREG(status.st_mode):
        raise StudentError("file.not-readable", name=name)
    if status.st_size > most_bytes(name):
        raise StudentError("file.too-large", name=name, limit=most_bytes(name) // 1024)


def most_bytes(name: str) -> int:
    """The size of the largest file of that name that is read."""
    return notebooks.MOST_BYTES if is_notebook(name) else MOST_BYTES


def _decoded(raw: bytes) -> tuple[str, list[Note]]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace"), []
    if encoding := _unmarked_utf16(raw):
        return raw.decode(encoding, "replace"), []
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError:
        return "".join(map(_line, raw.splitlines(keepends=True))), [Note(Message("file.not-utf8"))]


def _line(raw: bytes) -> str:
    """A line of a file that is not all UTF-8: by itself, so that a line pasted from elsewhere spoils no other."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        # Windows' own code page is Latin-1 with letters in a gap; its five holes are filled from Latin-1.
        return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in raw)


def _unmarked_utf16(raw: bytes) -> str | None:
    """Python source is mostly ASCII, so in UTF-16 nearly every second byte is zero."""
    head = raw[:2000]
    if len(head) < 4 or len(head) % 2:
        return None
    low, high = head[0::2].count(0), head[1::2].count(0)
    pairs = len(head) // 2
    if high > 0.9 * pairs and not low:
        return "utf-16-le"
    return "utf-16-be" if low > 0.9 * pairs and not high else None
