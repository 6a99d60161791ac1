"""A table with a row for each node: a dictionary by name, lines `v1 = ...` in quotation marks, or a plain list.

A row that is blank, wrong or cannot be read costs itself and no other.
"""

from __future__ import annotations

from msgspec import UnsetType

from gradekit.errors import AuthorError, StudentError
from gradekit.kinds import array
from gradekit.kinds.fitting import fitted
from gradekit.kinds.kind import Comparison, Entries, Kind, together
from gradekit.kinds.lines import rows_in
from gradekit.kinds.typed import Fitted, Source, Typed, unquoted
from gradekit.model.answer import Answer, Value
from gradekit.model.details import Rows
from gradekit.model.domain import Domain
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.tree import Array, Expr
from gradekit.syntax.write import to_text

LOST = "read.row-lost"


def names_of(part: Part) -> tuple[str, ...]:
    """The names of the rows."""
    if isinstance(part.details, UnsetType) or not isinstance(part.details, Rows):
        raise AuthorError(f"The part `{part.key}` is a table, and its rows have no names.")
    return part.details.names


def own(part: Part, source: Source) -> Fitted:
    """The rows, each read by itself; a list has them in their order."""
    rows = rows_in(source.text)
    if rows is None:
        value, notes = fitted(source.formula(unquoted(source.text)), part.shape)
        return Fitted(value, None, notes)
    wanted = names_of(part)
    found: dict[str, Expr | None] = {}
    troubles: list[tuple[str, StudentError]] = []
    for name, text in rows:
        if name not in wanted:
            continue
        try:
            found[name] = _row(text, source)
        except StudentError as error:
            troubles.append((name, error))
    notes = [Message(LOST, {"row": name}) for name, _ in troubles]
    if extra := tuple(dict.fromkeys(name for name, _ in rows if name not in wanted)):
        notes.append(Message("read.rows-extra", {"rows": extra, "asked": wanted}))
    if twice := tuple(sorted({name for name, _ in rows if [n for n, _ in rows].count(name) > 1})):
        notes.append(Message("read.rows-twice", {"rows": twice}))
    return Fitted(Value(part.shape, tuple(map(found.get, wanted))), None, tuple(notes), troubles=tuple(troubles))


def _row(text: str, source: Source) -> Expr | None:
    if not text:
        return None
    value = source.formula(text)
    if isinstance(value, tuple):
        raise StudentError("read.list-in-formula")
    return value


def read(typed: Typed, part: Part) -> Fitted:
    """The rows as they were read where they stand; another name may stand for a list of them."""
    return typed.own or array.read(typed, part)


def compare(part: Part, answer: Answer, expected: Array, key: PartKey, domain: Domain) -> Comparison:
    """Row by row; a row that could not be read waits for a person."""
    told = array.compare(part, answer, expected, key, domain)
    lost = {note.message.params["row"] for note in answer.notes if note.message.id == LOST}
    if not lost or len(told.entries) != len(expected.entries):
        return told
    rows = zip(names_of(part), told.entries, strict=True)
    return together(tuple(EntryVerdict(Outcome.UNREAD) if name in lost else row for name, row in rows), told.notes)


def show(part: Part, _shape: tuple[int, ...], entries: Entries, _word: str) -> str:
    """A dictionary in one line."""
    rows = zip(names_of(part), entries, strict=True)
    return "{" + ", ".join(f'"{name}": {"..." if row is None else to_text(row)}' for name, row in rows) + "}"


def wrong(part: Part, key: PartKey) -> tuple[str, ...]:
    """Every other order of two rows that are not the same, and a row left out."""
    shape, entries = key.value.shape, key.value.entries
    moved = [(*entries[:i], entries[i + 1], entries[i], *entries[i + 2 :]) for i in range(len(entries) - 1)]
    told = [show(part, shape, one, "") for one in moved if one != entries]
    return (*told, show(part, shape, (None, *entries[1:]), ""))


def asks(part: Part, letters: str) -> str:
    """What the stub says."""
    rows = len(names_of(part))
    return f"a table of {rows} rows" + (f", in {letters}" if letters else "")


def opened(name: str, part: Part) -> str:
    """A row in each line."""
    return f"{name} = {{\n" + "".join(f'    "{row}": ...,\n' for row in names_of(part)) + "}"


KIND = Kind(
    name="table",
    read=read,
    own=own,
    compare=compare,
    show=show,
    wrong=wrong,
    asks=asks,
    opened=opened,
    rows=names_of,
)
