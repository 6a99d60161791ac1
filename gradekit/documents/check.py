"""The table of `check` as a document."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.documents.blocks import Block, Document, Items, Para, Table, line, plain
from gradekit.documents.markup import Line, escaped, escaped_code
from gradekit.documents.messages import words
from gradekit.documents.plain import plain_text
from gradekit.model.message import Message, Param
from gradekit.submissions.check import Checked
from gradekit.submissions.table import Row


def check_document(checked: Checked, language: str = "en") -> Document:
    """How each part was read, notes with their lines, and the counts."""
    return _Check(language).document(checked)


class _Check:
    """Finds the words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, name: str, **params: Param) -> str:
        """A heading of the table as marked-up text."""
        return words(Message(f"check.{name}", params), self.language)

    def told(self, message: Message) -> Line:
        """A message as pieces of text."""
        return line(words(message, self.language))

    def document(self, checked: Checked) -> Document:
        """The table with what is said of the file above it and of answers below it."""
        fits = {fit.name: fit.message for fit in checked.fits}
        heads = (self.say("read-as"), *((self.say("against"),) if fits else ()))
        table = Table(((), (), *map(line, heads)), tuple(self.cells(row, fits) for row in checked.rows))
        about_file = tuple(self.told(note.message) for note in checked.notes)
        notes = tuple(note for row in checked.rows for note in self.notes(row))
        about = ((self.say("sheet"), checked.sheet), (self.say("about"), checked.title))
        blocks: tuple[Block, ...] = (
            *((Items(about_file),) if about_file else ()),
            table,
            *((Items(notes),) if notes else ()),
            Para(self.told(checked.closing)),
        )
        return Document(
            plain_text(self.say("title")), blocks, self.language, (*about, (self.say("level"), checked.level))
        )

    def cells(self, row: Row, fits: dict[str, Message]) -> tuple[Line, ...]:
        """The name of a part, whether it was read, how, and how it fits the question."""
        read = line(f"`{escaped_code(row.read)}`") if row.read else plain(row.text)
        cells = (plain(row.name), line(self.say(row.standing).replace(" ", "\u00a0")), read)
        if not fits:
            return cells
        return (*cells, self.told(fits[row.name]) if row.name in fits else ())

    def notes(self, row: Row) -> Iterator[Line]:
        """What is said of an answer, each sentence after its place."""
        for note in row.notes:
            where = escaped(row.name)
            if note.line:
                where = self.say("cell" if note.cell else "line", part=row.name, line=note.line, cell=note.cell or 0)
            yield line(f"{where}: {words(note.message, self.language)}")
