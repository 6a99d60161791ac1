"""One of several named choices, written as a word."""

from __future__ import annotations

from gradekit.errors import StudentError
from gradekit.kinds.kind import Comparison, Entries, Kind
from gradekit.kinds.typed import Fitted, Typed, unquoted
from gradekit.model.answer import Answer
from gradekit.model.domain import Domain
from gradekit.model.evidence import Chosen
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.tree import Array


def read(typed: Typed, part: Part) -> Fitted:
    """The choice that was written, with or without quotation marks; letter case and blanks do not matter."""
    written = typed.text if typed.word is None else typed.word
    for text in (written, unquoted(written)):
        if (chosen := next((c for c in part.choices if folded(c) == folded(text)), None)) is not None:
            return Fitted(word=chosen)
    raise StudentError("read.no-choice", found=written[:60], choices=part.choices)


def compare(_part: Part, answer: Answer, _expected: Array, key: PartKey, _domain: Domain) -> Comparison:
    """The chosen word against the right one, letter case and surrounding blanks aside."""
    given, right = folded(answer.word or ""), folded(key.word)
    outcome = Outcome.PROVED if given == right else Outcome.DIFFERENT
    return Comparison(outcome, (EntryVerdict(outcome, Chosen(given, right)),))


def folded(text: str) -> str:
    """The text without letter case and double blanks.

    >>> folded("  Total  Derivative")
    'total derivative'
    """
    return " ".join(text.split()).casefold()


def show(_part: Part, _shape: tuple[int, ...], _entries: Entries, word: str) -> str:
    """The word in quotation marks."""
    return quoted(word)


def wrong(part: Part, key: PartKey) -> tuple[str, ...]:
    """Every other choice."""
    return tuple(quoted(choice) for choice in part.choices if folded(choice) != folded(key.word))


def asks(part: Part, _letters: str) -> str:
    """Every choice."""
    return "one of " + ", ".join(map(quoted, part.choices))


def quoted(word: str) -> str:
    """The word in double quotation marks, with nothing in it that could end them."""
    return '"' + " ".join(word.split()).replace("\\", "'").replace('"', "'") + '"'


KIND = Kind(
    name="choice",
    read=read,
    compare=compare,
    show=show,
    wrong=wrong,
    asks=asks,
    entrywise=False,
    at_points=False,
    word_told=True,
)
