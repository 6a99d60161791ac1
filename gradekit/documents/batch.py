"""Several submissions as a table: one row a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from gradekit.documents.blocks import Document, Para, Table, line, plain
from gradekit.documents.markup import Line
from gradekit.documents.messages import words
from gradekit.documents.plain import plain_text
from gradekit.grading.sheet import GradedSheet
from gradekit.model.message import Message
from gradekit.submissions.batch import One
from gradekit.submissions.check import Checked


def checked_document(found: Sequence[One[Checked]], language: str = "en") -> Document:
    """How every file was read."""
    return _document("check.files", found, [one.result.closing if one.result else None for one in found], language)


def graded_document(found: Sequence[One[GradedSheet]], language: str = "en") -> Document:
    """The marks of every file."""
    return _document("check.marks", found, [_marks(one.result) if one.result else None for one in found], language)


def _document(
    title: str,
    found: Sequence[One[Checked]] | Sequence[One[GradedSheet]],
    told: Sequence[Message | None],
    language: str,
) -> Document:
    def sentence(message: Message) -> Line:
        return line(words(message, language))

    def row(one: One[Checked] | One[GradedSheet], own: Message | None) -> tuple[Line, ...]:
        said = [sentence(message) for message in _told(one, own)]
        return plain(one.path), plain(one.by.person), tuple(piece for each in _spaced(said) for piece in each)

    done, refused = sum(one.result is not None for one in found), sum(one.refused is not None for one in found)
    counts = Message("batch.closing", {"done": done, "refused": refused, "earlier": len(found) - done - refused})
    head = (sentence(Message("check.file")), sentence(Message("check.from")), ())
    table = Table(head, tuple(row(one, own) for one, own in zip(found, told, strict=True)))
    return Document(plain_text(words(Message(title), language)), (table, Para(sentence(counts))), language)


def _told(one: One[Checked] | One[GradedSheet], own: Message | None) -> Iterator[Message]:
    if not one.last:
        yield Message("batch.earlier")
        return
    if message := one.refused or own:
        yield message
    if one.by.late:
        yield Message("batch.late")


def _spaced(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with a blank between them."""
    for number, each in enumerate(lines):
        yield each if not number else (*plain(" "), *each)


def _marks(graded: GradedSheet) -> Message:
    earned = sum((marks.earned for marks in graded.marks), Fraction(0))
    possible = sum((marks.possible for marks in graded.marks), Fraction(0))
    pending = sum((marks.pending for marks in graded.marks), Fraction(0))
    told = {"earned": f"{float(earned):g}", "possible": f"{float(possible):g}", "pending": f"{float(pending):g}"}
    return Message("check.earned-waits" if pending else "check.earned", dict(told))
