"""What a problem and a sheet are called: digests of their public records, so that a name means one question."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Iterable

from msgspec import UNSET, UnsetType

from gradekit.model.codec import encode
from gradekit.model.problem import Issued, Slot

LENGTH = 10
"""Characters of an id: 50 bits, so that two of a million problems share one with probability below 1/2000."""


def variant_id(issued: Issued) -> str:
    """The id of a problem: the first characters of the SHA-256 of its record, in base 32 (a to z, 2 to 7)."""
    return digest(encode(issued))


def sheet_id(slots: Iterable[Slot], holder: str | UnsetType = UNSET) -> str:
    """The id of a sheet: made of the ids of its problems in their order, and for a course sheet of whose it is."""
    return digest("\n".join([*(slot.variant for slot in slots), *([] if holder is UNSET else ["", holder])]).encode())


def digest(record: bytes) -> str:
    """The id of a record that is given as its bytes.

    >>> digest(b"")
    '4oymiquy7q'
    """
    return b32encode(hashlib.sha256(record).digest()).decode()[:LENGTH].lower()
