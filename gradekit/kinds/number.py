"""A number, exact or to some significant digits: a formula without letters."""

from __future__ import annotations

from gradekit.errors import StudentError
from gradekit.kinds import array
from gradekit.kinds.kind import Kind
from gradekit.kinds.typed import Fitted, Typed
from gradekit.model.problem import Part
from gradekit.syntax.tree import symbols_of


def read(typed: Typed, part: Part) -> Fitted:
    """The number; a formula with letters is none."""
    told = array.read(typed, part)
    entries = told.value.entries if told.value else ()
    letters = sorted({name for entry in entries if entry is not None for name in symbols_of(entry)})
    if letters:
        raise StudentError("read.number-wanted", letters=tuple(letters))
    return told


def asks(_part: Part, _letters: str) -> str:
    """What the stub says."""
    return "a number"


KIND = Kind(
    name="number",
    read=read,
    compare=array.compare,
    show=array.show,
    wrong=array.wrong,
    asks=asks,
    any_spelling=True,
)
