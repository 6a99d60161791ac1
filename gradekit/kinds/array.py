"""Vectors, matrices, arrays of any shape: a verdict an entry. Shapes have been fitted when the answer was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from gradekit.equality.decision import Decision
from gradekit.equality.stored import prepared
from gradekit.errors import StudentError
from gradekit.kinds.fitting import as_typed, fitted, shape_told
from gradekit.kinds.kind import Comparison, Entries, Kind, together
from gradekit.kinds.typed import Fitted, Typed
from gradekit.model.answer import Answer
from gradekit.model.domain import Domain
from gradekit.model.evidence import Shapes
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.build import TWO, add, multiply, number
from gradekit.syntax.exact import exact_value
from gradekit.syntax.tree import Array, Expr
from gradekit.syntax.write import array_to_text, entries_to_text

Decide: TypeAlias = Callable[[Sequence[Expr | None]], Sequence[Decision]]
"""A decision for each entry of an answer; what is said of an entry left open is not looked at."""


def read(typed: Typed, part: Part) -> Fitted:
    """The entries in the shape of the part."""
    if typed.value is None:
        raise StudentError("read.word-for-formula", found=(typed.word or "")[:60])
    value, notes = fitted(typed.value, part.shape)
    return Fitted(value, None, notes)


def compare(_part: Part, answer: Answer, expected: Array, _key: PartKey, domain: Domain) -> Comparison:
    """Entry (i, j) of the answer against entry (i, j) of the key; an entry left open is blank."""
    return entrywise(answer, expected, lambda entries: prepared(expected.entries, domain).decide(entries))


def entrywise(answer: Answer, expected: Array, decide: Decide) -> Comparison:
    """The entries of the answer, decided together, if it has the shape of the key."""
    value = answer.value
    if value is None or value.shape != expected.shape:
        found = value.shape if value else ()
        return Comparison(Outcome.WRONG_SHAPE, (EntryVerdict(Outcome.WRONG_SHAPE, Shapes(found, expected.shape)),))
    decisions = decide(value.entries)
    verdicts: list[EntryVerdict] = []
    notes: list[Message] = []
    for entry, decision in zip(value.entries, decisions, strict=True):
        if entry is None:
            verdicts.append(EntryVerdict(Outcome.BLANK))
            continue
        verdicts.append(EntryVerdict(decision.outcome, decision.evidence))
        notes += [note for note in decision.notes if note not in notes]
    return together(tuple(verdicts), tuple(notes))


def show(_part: Part, shape: tuple[int, ...], entries: Entries, _word: str) -> str:
    """A formula or nested lists; a row or a column is one list, as in the stub."""
    return entries_to_text(as_typed(shape), entries)


def wrong(_part: Part, key: PartKey) -> tuple[str, ...]:
    """Each entry in turn doubled and increased by 2, or where that leaves it as it is, tripled and increased by 2."""
    entries = key.value.entries
    off = [_off(entry, [row[k] for row in key.values]) for k, entry in enumerate(entries)]
    arrays = (Array(key.value.shape, (*entries[:i], off[i], *entries[i + 1 :])) for i in range(len(entries)))
    return tuple(map(array_to_text, arrays))


def _off(entry: Expr, values: Sequence[tuple[float, float] | None]) -> Expr:
    stays = exact_value(entry) == -2 or (bool(values) and all(value == (-2, 0) for value in values))
    return add(multiply(number(3) if stays else TWO, entry), TWO)


def asks(part: Part, letters: str) -> str:
    """`a matrix of 2 rows and 3 columns, in x, y`."""
    if not part.shape:
        return f"a formula in {letters}" if letters else "a number"
    return shape_told(part.shape) + (f", in {letters}" if letters else "")


def opened(name: str, part: Part) -> str:
    """The assignment with `...` for everything that is asked; rows of a matrix one under the other."""
    if not part.shape:
        return f"{name} = ..."
    lengths = [length for length in part.shape if length != 1 or len(part.shape) > 2]
    rows, *rest = lengths or [1]
    lead = f"{name} = ["
    between = ",\n" + " " * len(lead) if rest else ", "
    return lead + between.join([_open_list(rest)] * rows) + "]"


def _open_list(shape: list[int]) -> str:
    if not shape:
        return "..."
    return "[" + ", ".join([_open_list(shape[1:])] * shape[0]) + "]"


KIND = Kind(
    name="array", read=read, compare=compare, show=show, wrong=wrong, asks=asks, opened=opened, any_spelling=True
)
