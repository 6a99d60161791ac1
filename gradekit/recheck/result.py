"""What a check of one record ends with."""

from __future__ import annotations

from typing import Literal

import msgspec

from gradekit.model.message import Message


class Recheck(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the evidence of one record holds: `confirmed`, `refused`, or `open` when nobody can tell from it."""

    record: int
    """The number of the record in its file, from 1."""
    part: str | msgspec.UnsetType = msgspec.UNSET
    """The part of a sheet that the verdict is on, where it is on one."""
    outcome: str
    """What the record claims."""
    status: Literal["confirmed", "refused", "open"]
    why: Message


class Refused(Exception):  # noqa: N818  an answer, not an error
    """Something in the record does not fit; `why` says what."""

    def __init__(self, name: str, **params: str | int | tuple[str, ...]) -> None:
        super().__init__(name)
        self.why = Message(name, dict(params))


class Open(Exception):  # noqa: N818  an answer, not an error
    """Nothing in the record was found wrong, but it cannot be confirmed; `why` says what is missing."""

    def __init__(self, name: str, **params: str | int | tuple[str, ...]) -> None:
        super().__init__(name)
        self.why = Message(name, dict(params))
