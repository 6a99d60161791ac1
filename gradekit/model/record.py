"""What became of one part of one student's sheet: a row of a class, kept as a line of JSON."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from gradekit.model.message import Message
from gradekit.model.outcome import Outcome

RECORD_FORMAT = 1
"""The number of the form in which rows are stored."""


class Mistake(msgspec.Struct, frozen=True):
    """A misconception that was recognised: its rule, its sentence, and what it has in the place of the answer."""

    rule: str
    sentence: Message
    formula: str = ""
    """LaTeX; empty where there is none or it is too long to be looked at."""


class PartRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row. What is asked is told apart by slot, template, level and part; variants of it are the same item."""

    format: int = msgspec.field(default_factory=lambda: RECORD_FORMAT)  # a factory's value is always written
    gradekit: str
    student: str
    """Whoever handed it in, as the file is called; a report names nobody."""
    sheet: str
    slot: int
    letter: str
    """Of the part on the sheet, `a` for the first."""
    part: str
    template: str
    level: int
    variant: str
    title: str = ""
    asks: str = ""
    """What is asked for as LaTeX."""
    possible: Fraction
    earned: Fraction
    pending: Fraction = Fraction(0)
    outcome: Outcome
    followed: bool = False
    mistake: Mistake | None = None
    departure: Message | None = None
    """What a wrong answer that no rule explains does to the stages, where that is seen."""
    drawn: dict[str, str] = {}
    """What was drawn for this variant, by the names that the template gives its draws."""
