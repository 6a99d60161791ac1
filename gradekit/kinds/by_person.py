"""An answer in words that a person marks: it is read as it stands and always waits."""

from __future__ import annotations

from gradekit.errors import StudentError
from gradekit.kinds.kind import Comparison, Entries, Kind, as_whole
from gradekit.kinds.typed import Fitted, Typed, unquoted
from gradekit.model.answer import Answer
from gradekit.model.domain import Domain
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.syntax.tree import Array

MOST = 4000
"""Characters of a text."""


def read(typed: Typed, _part: Part) -> Fitted:
    """The text as it was written."""
    text = unquoted(typed.text if typed.word is None else typed.word)
    if len(text) > MOST:
        raise StudentError("read.text-too-long", most=MOST)
    return Fitted(word=text)


def compare(_part: Part, _answer: Answer, _expected: Array, _key: PartKey, _domain: Domain) -> Comparison:
    """Pending, whatever it says."""
    return as_whole(Outcome.BY_PERSON)


def show(_part: Part, _shape: tuple[int, ...], _entries: Entries, word: str) -> str:
    """The text in quotation marks that may go over several lines."""
    return '"""' + word.replace("\\", "/").replace('"', "'") + '"""'


def wrong(_part: Part, _key: PartKey) -> tuple[str, ...]:
    """None is wrong before a person has looked."""
    return ()


def asks(_part: Part, _letters: str) -> str:
    """What the stub says."""
    return 'a text in """three quotation marks""", marked by a person'


KIND = Kind(
    name="by-person",
    read=read,
    compare=compare,
    show=show,
    wrong=wrong,
    asks=asks,
    entrywise=False,
    at_points=False,
    word_told=True,
)
