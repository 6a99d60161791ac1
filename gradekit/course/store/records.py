"""Records in the store: canonical JSON, compressed at one level, so that the same record is the same bytes."""

from __future__ import annotations

import zlib
from typing import TypeVar

from gradekit.model.codec import decode, encode

T = TypeVar("T")


def packed(record: object) -> bytes:
    """The record as it is stored."""
    return zlib.compress(encode(record), 6)


def unpacked(raw: bytes, kind: type[T]) -> T:
    """The record again."""
    return decode(zlib.decompress(raw), kind)
