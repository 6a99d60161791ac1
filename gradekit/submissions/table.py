"""The table of `check`: how each part was read, and the counts that close it. Nothing here needs a key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, final

from gradekit.model.answer import Answer, Submission
from gradekit.model.message import Message, Note, Param
from gradekit.model.outcome import Outcome
from gradekit.syntax.write import entries_to_text

Standing = Literal["read", "partly", "empty", "unread"]


@final
@dataclass(frozen=True, slots=True)
class Row:
    """One part in the table."""

    name: str
    slot: int
    part: str
    standing: Standing
    line: int | None
    read: str
    """How it was read, as text that can be typed again; empty when it was not."""
    shape: tuple[int, ...]
    text: str
    """As written, where it could not be read."""
    notes: tuple[Note, ...]


def rows(submission: Submission) -> tuple[Row, ...]:
    """A row for each part, in the order of the sheet."""
    return tuple(_row(answer) for answer in submission.answers)


def closing(submission: Submission) -> Message:
    """The counts under the table: how many parts were read, are empty, and could not be read."""
    standings = [_standing(answer) for answer in submission.answers]
    empty, unread = standings.count("empty"), standings.count("unread")
    counts: dict[str, Param] = {
        "read": len(standings) - empty - unread,
        "total": len(standings),
        "empty": empty,
        "unread": unread,
    }
    return Message("file.closing", counts)


def _row(answer: Answer) -> Row:
    standing = _standing(answer)
    value = answer.value
    read = answer.word or (entries_to_text(_as_asked(value.shape), value.entries) if value else "")
    return Row(
        name=answer.name,
        slot=answer.slot,
        part=answer.part,
        standing=standing,
        line=answer.line,
        read=read,
        shape=value.shape if value else (),
        text=answer.text if standing == "unread" else "",
        notes=answer.notes,
    )


def _as_asked(shape: tuple[int, ...]) -> tuple[int, ...]:
    """A row or a column is written as in the stub: as one list."""
    return shape if len(shape) != 2 or 1 not in shape else (shape[0] * shape[1],)


def _standing(answer: Answer) -> Standing:
    if answer.trouble is Outcome.BLANK:
        return "empty"
    if answer.trouble is not None:
        return "unread"
    return "partly" if answer.value is not None and None in answer.value.entries else "read"
