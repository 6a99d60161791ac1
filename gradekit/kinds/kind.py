"""What a kind of part is: how an answer is read, compared, shown and got wrong, and what is said of what to type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, final

from gradekit.kinds.typed import Fitted, Source, Typed
from gradekit.model.answer import Answer
from gradekit.model.domain import Domain
from gradekit.model.message import Message
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.tree import Array, Expr

Entries: TypeAlias = tuple[Expr | None, ...]


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
@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of part."""

    name: str
    read: Callable[[Typed, Part], Fitted]
    """What was written, fitted to what is asked; `StudentError` says what does not fit."""
    own: Callable[[Part, Source], Fitted] | None = None
    """A reader of the kind's own, for what is no formula or list; it is asked where the answer stands in the file."""
    compare: Callable[[Part, Answer, Array, PartKey, Domain], Comparison]
    """The answer, the expected entries (the key's, or those that follow from the student's own values), the key of the
    part, and the domain."""
    show: Callable[[Part, tuple[int, ...], Entries, str], str]
    """An answer or a key, from its shape, entries and word, as one types it."""
    wrong: Callable[[Part, PartKey], tuple[str, ...]]
    """Sample wrong answers as typed that are not a misconception's: for testing what a problem tells apart."""
    asks: Callable[[Part, str], str]
    """What the stub says one types, given the letters of the answer in a row."""
    opened: Callable[[str, Part], str] = lambda name, _: f"{name} = ..."
    """What stands in the stub under the name of the part: everything that is asked left open."""
    any_spelling: bool = False
    """Whether an answer is a formula or an array of them and nothing else, so that any spelling of them will do."""
    entrywise: bool = True
    """Whether the entry k of an answer stands against the entry k of the key."""
    at_points: bool = True
    """Whether the entries are formulas with values at points of the domain."""
    word_told: bool = False
    """Whether an answer is shown by its text rather than by its entries."""
    mathematics: Callable[[Part, str], str] | None = None
    """The LaTeX of what was typed, where that is a formula with a notation of its own."""
    rows: Callable[[Part], tuple[str, ...]] = lambda _: ()
    """The names of the entries, where they have names."""

    def shown_answer(self, part: Part, answer: Answer) -> str:
        """An answer that was read, as one types it; empty where nothing was read."""
        if answer.value is None:
            return answer.word or ""
        return self.show(part, answer.value.shape, answer.value.entries, answer.word or "")

    def shown_key(self, part: Part, key: PartKey) -> str:
        """The right answer as one types it."""
        return self.show(part, key.shown.shape, key.shown.entries, key.word)


def together(entries: tuple[EntryVerdict, ...], notes: tuple[Message, ...] = ()) -> Comparison:
    """What the entries say together: the worst of them in the order below.

    different, blank, unread, undecided, agreed, proved

    >>> together((EntryVerdict(Outcome.PROVED), EntryVerdict(Outcome.AGREED))).outcome
    <Outcome.AGREED: 'agreed'>
    """
    order = (Outcome.DIFFERENT, Outcome.BLANK, Outcome.UNREAD, Outcome.UNDECIDED, Outcome.AGREED, Outcome.PROVED)
    told = {entry.outcome for entry in entries}
    return Comparison(next(outcome for outcome in order if outcome in told), entries, notes)


def as_whole(outcome: Outcome, *notes: Message) -> Comparison:
    """An answer judged as a whole."""
    return Comparison(outcome, (EntryVerdict(outcome),), notes)
