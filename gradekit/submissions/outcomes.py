"""How reading ended, from the error that ended it, and the note that tells it."""

from __future__ import annotations

from gradekit.errors import StudentError
from gradekit.model.message import Message, Note
from gradekit.model.outcome import Outcome
from gradekit.submissions.environment import DependsError
from gradekit.syntax.scope import Remark

_UNKNOWN = frozenset(
    {"read.unknown-name", "read.unknown-name-near", "read.unknown-function", "read.name-elsewhere", "read.name-later"}
)
_RUNNING = frozenset(
    {"read.needs-running", "read.statement-needs-running", "read.too-many-calls", "read.shared-list", "read.module"}
)
_LONGEST = 200


def outcome_of(error: StudentError) -> Outcome:
    """What became of an answer whose reading ended so."""
    if isinstance(error, DependsError):
        return error.outcome
    if error.message in _UNKNOWN:
        return Outcome.UNKNOWN_SYMBOL
    if error.message in _RUNNING:
        return Outcome.NEEDS_RUNNING
    return Outcome.WRONG_SHAPE if error.message == "read.wrong-shape" else Outcome.UNREAD


def note_of(error: StudentError, line: int) -> Note:
    """The error as a note with its place; `line` is that of the statement, where the error has none."""
    message = Message(error.message, dict(error.params))
    place = error.place
    if place is None:
        return Note(message, line)
    start = max(0, place.offset - _LONGEST // 2)
    lead = "…" if start else ""
    shown = lead + place.text[start : start + _LONGEST]
    return Note(message, place.line or line, shown, place.offset - start + len(lead))


def fault_note(error: Exception, line: int) -> Note:
    """What is told where gradekit itself failed."""
    return Note(Message("read.fault", {"error": type(error).__name__, "line": line}), line)


def note_of_remark(remark: Remark, text: str, line: int) -> Note:
    """A remark on a text that was read, with the physical line that it is about."""
    message = Message(remark.message, dict(remark.params))
    if remark.offset is None or len(text) > _LONGEST:
        return Note(message, line)
    start = text.rfind("\n", 0, remark.offset) + 1
    end = text.find("\n", remark.offset)
    shown = text[start : len(text) if end < 0 else end]
    return Note(message, line + text.count("\n", 0, start), shown, remark.offset - start)
