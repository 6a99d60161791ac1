"""Vectors, matrices, arrays of any shape: a verdict an entry. Shapes have been fitted when the answer was read."""

from __future__ import annotations

from gradekit.equality.arrays import decide_entries
from gradekit.kinds.kind import Comparison, Kind, together
from gradekit.model.answer import Answer
from gradekit.model.domain import Domain
from gradekit.model.evidence import Shapes
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.build import TWO, add, multiply
from gradekit.syntax.tree import Array


def compare(answer: Answer, expected: Array, _key: PartKey, domain: Domain) -> Comparison:
    """Entry (i, j) of the answer against entry (i, j) of the key; an entry left open is blank."""
    value = answer.value
    if value is None or value.shape != expected.shape:
        found = value.shape if value else ()
        return Comparison(Outcome.WRONG_SHAPE, (EntryVerdict(Outcome.WRONG_SHAPE, Shapes(found, expected.shape)),))
    given = [entry for entry in value.entries if entry is not None]
    wanted = [right for entry, right in zip(value.entries, expected.entries, strict=True) if entry is not None]
    decisions = iter(decide_entries(given, wanted, domain))
    verdicts: list[EntryVerdict] = []
    notes: list[Message] = []
    for entry in value.entries:
        if entry is None:
            verdicts.append(EntryVerdict(Outcome.BLANK))
            continue
        decision = next(decisions)
        verdicts.append(EntryVerdict(decision.outcome, decision.evidence))
        notes += [note for note in decision.notes if note not in notes]
    return together(tuple(verdicts), tuple(notes))


def wrong(_part: Part, key: PartKey) -> tuple[Array, ...]:
    """Each entry in turn doubled and increased by 2."""
    entries = key.value.entries
    off = [add(multiply(TWO, entry), TWO) for entry in entries]
    return tuple(Array(key.value.shape, (*entries[:i], off[i], *entries[i + 1 :])) for i in range(len(entries)))


KIND = Kind("array", compare, wrong)
