"""The table of `check`: how each part was read, and the counts that close it. Nothing here needs a key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, final

from gradekit.kinds import kind_of
from gradekit.model.answer import Answer, Submission
from gradekit.model.message import Message, Note, Param
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Part, Sheet

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


def rows(submission: Submission, sheet: Sheet) -> tuple[Row, ...]:
    """A row for each part, in the order of the sheet."""
    problems = {slot.number: slot.issued for slot in sheet.slots}
    return tuple(_row(answer, problems[answer.slot].part(answer.part)) for answer in submission.answers)


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


def _row(answer: Answer, part: Part) -> Row:
    standing = _standing(answer)
    value = answer.value
    return Row(
        name=answer.name,
        slot=answer.slot,
        part=answer.part,
        standing=standing,
        line=answer.line,
        read=read_as(answer, part),
        shape=value.shape if value else (),
        text=answer.text if standing == "unread" else "",
        notes=answer.notes,
    )


def read_as(answer: Answer, part: Part) -> str:
    """The answer as it was read, as text; of some kinds the words themselves."""
    kind = kind_of(part.kind)
    return answer.word if kind.word_told and answer.word else kind.shown_answer(part, answer)


def _standing(answer: Answer) -> Standing:
    if answer.trouble is Outcome.BLANK:
        return "empty"
    if answer.trouble is not None:
        return "unread"
    return "partly" if answer.value is not None and None in answer.value.entries else "read"
