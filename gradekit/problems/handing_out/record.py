"""The public record of a sheet as a block of comment lines, and back: what makes a stub enough by itself.

The block is found by its marks wherever it stands, and nothing else of the file is needed. Base 64 is used because
its letters survive mail and learning platforms; the digest in the mark tells damage from a newer format.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import textwrap
import zlib

import msgspec

from gradekit.errors import StudentError
from gradekit.model.codec import decode, encode
from gradekit.model.problem import Sheet
from gradekit.problems.admission.variants import digest, sheet_id
from gradekit.problems.handing_out.soundness import sound

MOST_BYTES = 2_000_000
"""The largest record that is unpacked: a few thousand problems; a small block cannot claim more."""
FORMAT = 1
WIDTH = 100

_MARK = re.compile(r"gradekit data (\d{1,4}) ([0-9a-f]{12}): do not edit below")
_END = "gradekit data ends"
_PIECE = re.compile(r"(?:[\s>]*#[\s#>]*([A-Za-z0-9+/=]*))?\s*")


def data_block(sheet: Sheet) -> str:
    """The record as comment lines between two marks.

    Compressed by zlib: the bytes are the same on every run, though another build of zlib may pack them differently.
    """
    raw = encode(sheet)
    packed = base64.b64encode(zlib.compress(raw, 9)).decode()
    lines = [f"gradekit data {FORMAT} {_checksum(raw)}: do not edit below", *textwrap.wrap(packed, WIDTH - 2), _END]
    return "".join(f"# {line}\n" for line in lines)


def sheet_in(text: str) -> Sheet:
    """The sheet whose record stands in the text.

    `StudentError` when there is none, when it is damaged, when two different ones are there, or when a problem in it is
    not the one that its id names.
    """
    found = {mark.group(0): mark for mark in reversed(list(_MARK.finditer(text)))}
    if not found:
        raise StudentError("file.no-data" if text.strip() else "file.empty")
    if len(found) > 1:
        raise StudentError("file.two-sheets")
    mark = next(iter(found.values()))
    if int(mark.group(1)) > FORMAT:
        raise StudentError("file.newer-data")
    raw = _unpacked("".join(_pieces(text[mark.end() :])))
    if raw is None or _checksum(raw) != mark.group(2):
        raise StudentError("file.damaged-data")
    return _checked(raw)


def without_record(text: str) -> str:
    """The text with the lines of the block emptied, so that every other line keeps its number."""
    mark = _MARK.search(text)
    if mark is None:
        return text
    start = text.rfind("\n", 0, mark.start()) + 1
    lines = text[start:].split("\n")
    last = next((i for i, line in enumerate(lines) if i and not _PIECE.fullmatch(line)), len(lines))
    ended = last < len(lines) and _END in lines[last]
    last += ended
    return text[:start] + "\n".join([""] * last + lines[last:])


def _checksum(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:12]


def _pieces(rest: str) -> list[str]:
    """The packed pieces: lines of base 64 after the mark, up to the first line that is something else."""
    pieces: list[str] = []
    for line in rest.splitlines():
        piece = _PIECE.fullmatch(line)
        if piece is None:
            break
        pieces.append(piece.group(1) or "")
    return pieces


def _unpacked(packed: str) -> bytes | None:
    try:
        opened = zlib.decompressobj()
        raw = opened.decompress(base64.b64decode(packed, validate=True), MOST_BYTES)
    except (binascii.Error, zlib.error):
        return None
    return raw if opened.eof else None


class _RawSlot(msgspec.Struct):
    issued: msgspec.Raw
    variant: str


class _RawSheet(msgspec.Struct):
    id: str
    slots: tuple[_RawSlot, ...]


def _checked(raw: bytes) -> Sheet:
    """The record read, if its problems are those its ids name.

    The ids are compared with the bytes as they stand, so that a later version which adds a field reads older sheets.
    """
    try:
        outer = msgspec.json.decode(raw, type=_RawSheet)
        sheet = decode(raw, Sheet)
    except (msgspec.MsgspecError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise StudentError("file.damaged-data") from error
    named = all(digest(bytes(slot.issued)) == slot.variant for slot in outer.slots)
    numbered = [slot.number for slot in sheet.slots] == sorted({slot.number for slot in sheet.slots})
    if not (named and numbered and sheet_id(sheet.slots, sheet.holder) == sheet.id and sound(sheet)):
        raise StudentError("file.altered-data")
    return sheet
