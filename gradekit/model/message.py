"""Sentences for students, as data: verdicts, notes and stored rows hold these, and `documents` has the words."""

from __future__ import annotations

import msgspec

Param = str | int | tuple[str, ...]


class Message(msgspec.Struct, frozen=True):
    """A sentence of the catalogue: its id and what stands in its gaps.

    The id never changes once it has been stored, so a class can be counted by it.
    """

    id: str
    params: dict[str, Param] = {}


class Note(msgspec.Struct, frozen=True):
    """Something to tell a student about one line of a file."""

    message: Message
    line: int | None = None
    text: str = ""
    offset: int | None = None
    """The line as written and the column in it, where a caret belongs; no caret without an offset."""
    cell: int | msgspec.UnsetType = msgspec.UNSET
    """The code cell, from 1, where the file is a notebook; the line is then one of the cell."""
