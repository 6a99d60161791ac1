"""Shapes of arrays: `2x3`, `(2, 3)`, or several in a row, `1x2, 2x2, 2x1`. A list of 3 is as good as a column of 3."""

from __future__ import annotations

import re

import msgspec

from gradekit.errors import StudentError
from gradekit.kinds.choice import quoted
from gradekit.kinds.fitting import entries_of, shape_of
from gradekit.kinds.kind import Comparison, Entries, Kind
from gradekit.kinds.typed import Fitted, Typed, unquoted
from gradekit.model.answer import Answer
from gradekit.model.details import Sequence
from gradekit.model.domain import Domain
from gradekit.model.evidence import Chosen
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.scope import Nested
from gradekit.syntax.tree import Array

Shape = tuple[int, ...]
MOST = 200
"""Characters of an answer that is looked at."""

_BETWEEN = r"\s*(?:[x×X]|\bby\b|\\times)\s*"
_CROSSED = re.compile(rf"\d{{1,4}}(?:{_BETWEEN}\d{{1,4}})*")
_LIST = re.compile(r"[(\[]\s*(\d{1,4}(?:\s*,\s*\d{1,4})*)?\s*,?\s*[)\]]")


def shapes_in(text: str) -> tuple[Shape, ...] | None:
    """The shapes that a text names; None where it names something else.

    >>> shapes_in("1x2, 2 × 2"), shapes_in("(2, 3)"), shapes_in("[(2, 3), (3,)]"), shapes_in("2x"), shapes_in("scalar")
    (((1, 2), (2, 2)), ((2, 3),), ((2, 3), (3,)), None, ((),))
    """
    text = unquoted(text)
    if len(text) > MOST:
        return None
    if text.casefold() in ("scalar", "()", "1"):
        return ((),) if text != "1" else ((1,),)
    return _listed(text) if "," in text and not re.search(_BETWEEN, text) else _crossed(text)


def _crossed(text: str) -> tuple[Shape, ...] | None:
    rest = re.sub(r"[\s,;\[\]()'\"]|->|→|\band\b", "", _CROSSED.sub("", text))
    found = tuple(tuple(map(int, re.findall(r"\d+", one))) for one in _CROSSED.findall(text))
    return found if found and not rest else None


def _listed(text: str) -> tuple[Shape, ...] | None:
    """`(2, 3)`, `2, 3`, `[2, 3]`; `(2, 3), (3, 1)` and a list of such."""
    found = tuple(tuple(map(int, re.findall(r"\d+", one))) for one in _LIST.findall(text))
    if re.fullmatch(r"\s*\d{1,4}(\s*,\s*\d{1,4})*\s*,?\s*", text):
        return (tuple(map(int, re.findall(r"\d+", text))),)
    rest = re.sub(r"[\s,;]", "", _LIST.sub("", text))
    return found if found and rest in ("", "[]", "()") else None


def read(typed: Typed, part: Part) -> Fitted:
    """The shapes, as text or as numbers in brackets."""
    shapes = shapes_in(typed.text if typed.word is None else typed.word) or _numbers(typed.value)
    if shapes is None:
        raise StudentError("read.no-shape", found=typed.text[:60])
    if len(shapes) != (asked := _count(part)):
        raise StudentError("read.shapes-counted", found=len(shapes), asked=asked)
    return Fitted(word=told(shapes))


def _numbers(value: Nested) -> tuple[Shape, ...] | None:
    """A name that stands for a list of whole numbers, or for a list of such lists."""
    if not isinstance(value, tuple) or not value:
        return None
    if all(isinstance(entry, tuple) for entry in value):
        found = [_numbers(entry) for entry in value]
        return tuple(shape for one in found if one for shape in one) if all(found) else None
    entries = entries_of(value, shape_of(value))
    sizes = [entry.number for entry in entries if entry is not None and entry.head == "number"]
    whole = len(sizes) == len(value) and all(size.denominator == 1 for size in sizes)
    return (tuple(map(int, sizes)),) if whole else None


def told(shapes: tuple[Shape, ...]) -> str:
    """The shapes as text.

    >>> told(((1, 2), (3,), ()))
    '1x2, 3, scalar'
    """
    return ", ".join("x".join(map(str, shape)) or "scalar" for shape in shapes)


def compare(_part: Part, answer: Answer, _expected: Array, key: PartKey, _domain: Domain) -> Comparison:
    """Shape by shape; the whole is right or not."""
    given, right = answer.word or "", key.word
    same = _columns(given) == _columns(right)
    outcome = Outcome.PROVED if same else Outcome.DIFFERENT
    return Comparison(outcome, (EntryVerdict(outcome, Chosen(given, right)),))


def _columns(text: str) -> list[Shape]:
    """The shapes, a list taken for a column."""
    return [(*shape, 1) if len(shape) == 1 else shape for shape in shapes_in(text) or ()]


def _count(part: Part) -> int:
    return (
        part.details.count
        if not isinstance(part.details, msgspec.UnsetType) and isinstance(part.details, Sequence)
        else 1
    )


def show(_part: Part, _shape: Shape, _entries: Entries, word: str) -> str:
    """`"2x3"`."""
    return quoted(word)


def wrong(_part: Part, key: PartKey) -> tuple[str, ...]:
    """Each shape one larger, and turned round where that is another."""
    shapes = shapes_in(key.word) or ()
    larger = tuple(tuple(size + 1 for size in shape) or (2,) for shape in shapes)
    turned = tuple(shape[::-1] for shape in shapes)
    return tuple(quoted(told(one)) for one in (larger, turned) if one != shapes)


def asks(part: Part, _letters: str) -> str:
    """What the stub says."""
    count = _count(part)
    return 'a shape such as "2x3"' if count == 1 else f'{count} shapes such as "2x3, 3x1"'


KIND = Kind(
    name="shape",
    read=read,
    compare=compare,
    show=show,
    wrong=wrong,
    asks=asks,
    entrywise=False,
    at_points=False,
    word_told=True,
)
