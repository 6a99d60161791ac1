"""Rows of made-up classes."""

from __future__ import annotations

from fractions import Fraction

from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.record import Mistake, PartRecord


def row(
    student: str,
    earned: str,
    *,
    possible: str = "1",
    slot: int = 1,
    letter: str = "a",
    outcome: Outcome | None = None,
    pending: str = "0",
    rule: str = "",
    departure: Message | None = None,
    drawn: dict[str, str] | None = None,
    variant: str = "",
) -> PartRecord:
    full = earned == possible
    return PartRecord(
        gradekit="0",
        student=student,
        sheet="sheet",
        slot=slot,
        letter=letter,
        part=f"part {letter}",
        template="made-up",
        level=1,
        variant=variant or f"variant of {student}",
        title="Made up",
        asks="\\frac{df}{dt}",
        possible=Fraction(possible),
        earned=Fraction(earned),
        pending=Fraction(pending),
        outcome=outcome or (Outcome.PROVED if full else Outcome.DIFFERENT),
        mistake=Mistake(rule, Message(f"malrule.{rule}"), "2 t") if rule else None,
        departure=departure,
        drawn=drawn or {},
    )


def sheet(shares: list[list[str]], **more: object) -> list[PartRecord]:
    """A row of shares for each student, an item for each place in it."""
    return [
        row(f"s{number:03}", earned, letter="abcdefgh"[place], **more)
        for number, items in enumerate(shares)
        for place, earned in enumerate(items)
    ]
