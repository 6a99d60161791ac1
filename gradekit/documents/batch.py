"""Several submissions as a table: one row a file."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gradekit.documents.blocks import Document, Para, Table, line, plain
from gradekit.documents.markup import Line
from gradekit.documents.messages import words
from gradekit.grading.sheet import GradedSheet
from gradekit.model.message import Message
from gradekit.submissions.batch import One
from gradekit.submissions.check import Checked


def checked_document(found: Sequence[One[Checked]]) -> Document:
    """How every file was read."""
    return _document(
        "How the files are read", found, [_sentence(one.result.closing) if one.result else () for one in found]
    )


def graded_document(found: Sequence[One[GradedSheet]]) -> Document:
    """The marks of every file."""
    return _document("Marks", found, [plain(_marks(one.result)) if one.result else () for one in found])


def _document(title: str, found: Sequence[One[Checked]] | Sequence[One[GradedSheet]], told: Sequence[Line]) -> Document:
    rows = tuple((plain(one.path), plain(one.by.person), _told(one, own)) for one, own in zip(found, told, strict=True))
    done, refused = sum(one.result is not None for one in found), sum(one.refused is not None for one in found)
    counts = Message("batch.closing", {"done": done, "refused": refused, "earlier": len(found) - done - refused})
    return Document(title=title, blocks=(Table((plain("file"), plain("from"), ()), rows), Para(_sentence(counts))))


def _told(one: One[Checked] | One[GradedSheet], own: Line) -> Line:
    if not one.last:
        return _sentence(Message("batch.earlier"))
    late = (*plain(" "), *_sentence(Message("batch.late"))) if one.by.late else ()
    return (*(own if one.refused is None else _sentence(one.refused)), *late)


def _sentence(message: Message) -> Line:
    return line(words(message))


def _marks(graded: GradedSheet) -> str:
    earned = sum((marks.earned for marks in graded.marks), Fraction(0))
    possible = sum((marks.possible for marks in graded.marks), Fraction(0))
    pending = sum((marks.pending for marks in graded.marks), Fraction(0))
    waits = f", {float(pending):g} wait for a person" if pending else ""
    return f"{float(earned):g} of {float(possible):g}{waits}"
