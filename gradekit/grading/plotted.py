"""What can be drawn: an answer beside the expected one, both in one letter that has a range; a gradient, where slopes
are asked for."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from gradekit.model.answer import Answer
from gradekit.model.composition import At, Components
from gradekit.model.feedback import Plotted
from gradekit.model.problem import Issued, Part, PartKey
from gradekit.model.quantities import Ascent, Descent, Directional
from gradekit.syntax.primes import left_open
from gradekit.syntax.tree import symbols_of

ABOUT_SLOPES = (Ascent, Components, Descent, Directional)
"""What is asked where one would rather look."""


def about_slopes(issued: Issued) -> bool:
    """Whether any part asks for slopes."""
    asked = (p.quantity.quantity if isinstance(p.quantity, At) else p.quantity for p in issued.parts)
    return any(isinstance(quantity, ABOUT_SLOPES) for quantity in asked)


def plotted(part: Part, answer: Answer, right: PartKey, issued: Issued) -> Plotted | UnsetType:
    """The letter and its range in the box; unset where either is no function of one letter, or both are numbers."""
    value = answer.value
    if part.shape or right.word or value is None or len(value.entries) != 1 or len(right.shown.entries) != 1:
        return UNSET
    mine, expected = value.entries[0], right.shown.entries[0]
    if mine is None or left_open([mine, expected]):
        return UNSET
    letters = symbols_of(mine) | symbols_of(expected)
    if len(letters) != 1 or (name := next(iter(letters))) not in issued.box:
        return UNSET
    low, high = issued.box[name]
    return Plotted(name, low, high) if low < high else UNSET
