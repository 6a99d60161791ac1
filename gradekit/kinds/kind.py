"""What a kind of part is: three functions and a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import final

from gradekit.model.answer import Answer
from gradekit.model.domain import Domain
from gradekit.model.message import Message
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.tree import Array


@final
@dataclass(frozen=True, slots=True)
class Comparison:
    """An answer compared with an expected one: entry by entry, and as a whole."""

    outcome: Outcome
    entries: tuple[EntryVerdict, ...]
    notes: tuple[Message, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the mathematics of every entry is right."""
        return self.outcome in RIGHT


@final
@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of part."""

    name: str
    compare: Callable[[Answer, Array, PartKey, Domain], Comparison]
    """The answer, the expected entries (the key's, or those that follow from the student's own values), the key of the
    part, and the domain."""
    wrong: Callable[[Part, PartKey], tuple[Array, ...]]
    """Sample wrong answers that are not a misconception's: for testing what a problem tells apart."""


def together(entries: tuple[EntryVerdict, ...], notes: tuple[Message, ...] = ()) -> Comparison:
    """What the entries say together: the worst of them in the order below.

    different, blank, undecided, agreed, proved

    >>> together((EntryVerdict(Outcome.PROVED), EntryVerdict(Outcome.AGREED))).outcome
    <Outcome.AGREED: 'agreed'>
    """
    order = (Outcome.DIFFERENT, Outcome.BLANK, Outcome.UNDECIDED, Outcome.AGREED, Outcome.PROVED)
    told = {entry.outcome for entry in entries}
    return Comparison(next(outcome for outcome in order if outcome in told), entries, notes)
