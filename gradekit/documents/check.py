"""The table of `check` as a document."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.documents.blocks import Block, Document, Items, Para, Table, line, plain
from gradekit.documents.markup import Line, escaped, escaped_code
from gradekit.documents.messages import words
from gradekit.model.message import Message
from gradekit.submissions.check import Checked
from gradekit.submissions.table import Row

READ = {"read": "✓ read", "partly": "◐ partly", "empty": "– empty", "unread": "? not read"}


def check_document(checked: Checked) -> Document:
    """How each part was read, notes with their lines, and the counts."""
    fits = {fit.name: fit.message for fit in checked.fits}
    head = tuple(plain(text) for text in ("", "", "read as", *(["against the question"] if fits else [])))
    table = Table(head, tuple(_cells(row, fits) for row in checked.rows))
    told = tuple(_note(row) for row in checked.rows for _ in row.notes[:1])
    notes: list[Block] = [Items(tuple(note for notes in told for note in notes))] if told else []
    about_file = tuple(line(words(note.message)) for note in checked.notes)
    return Document(
        title="How your answers are read",
        blocks=(
            *([Items(about_file)] if about_file else []),
            table,
            *notes,
            Para(line(words(checked.closing))),
        ),
        meta=(("Sheet", checked.sheet), ("About", checked.title), ("Level", checked.level)),
    )


def _cells(row: Row, fits: dict[str, Message]) -> tuple[Line, ...]:
    read = line(f"`{escaped_code(row.read)}`") if row.read else plain(row.text)
    cells = (plain(row.name), plain(READ[row.standing]), read)
    if not fits:
        return cells
    return (*cells, line(words(fits[row.name])) if row.name in fits else ())


def _note(row: Row) -> Iterator[Line]:
    for note in row.notes:
        cell = f", cell {note.cell}" if note.cell else ""
        where = f"{row.name}{cell}, line {note.line}" if note.line else row.name
        yield line(f"{escaped(where)}: {words(note.message)}")
