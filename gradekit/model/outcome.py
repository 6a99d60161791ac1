"""How the reading and grading of an answer can end: one table for marks, exit codes and reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, final


class Outcome(Enum):
    """What became of one answer (or one entry of it)."""

    BLANK = "blank"
    UNREAD = "unread"
    WRONG_SHAPE = "wrong-shape"
    UNKNOWN_SYMBOL = "unknown-symbol"
    NEEDS_RUNNING = "needs-running"
    STOPPED = "stopped"
    UNDECIDED = "undecided"
    AGREED = "agreed"
    PROVED = "proved"
    DIFFERENT = "different"
    FORM = "form"
    OTHER_SHEET = "other-sheet"
    BY_PERSON = "by-person"
    FAULT = "fault"


@final
@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from an outcome: its mark (`full`, `none`, `part` of it, or `pending` a person) and whether a person
    must look."""

    mark: Literal["full", "part", "none", "pending"]
    needs_person: bool


_PENDING = Consequence("pending", True)

CONSEQUENCES: dict[Outcome, Consequence] = {
    Outcome.BLANK: Consequence("none", False),
    Outcome.UNREAD: _PENDING,
    Outcome.WRONG_SHAPE: Consequence("none", False),
    Outcome.UNKNOWN_SYMBOL: _PENDING,
    Outcome.NEEDS_RUNNING: _PENDING,
    Outcome.STOPPED: _PENDING,
    Outcome.UNDECIDED: _PENDING,
    Outcome.AGREED: Consequence("full", False),
    Outcome.PROVED: Consequence("full", False),
    Outcome.DIFFERENT: Consequence("none", False),
    Outcome.FORM: Consequence("part", False),
    Outcome.OTHER_SHEET: _PENDING,
    Outcome.BY_PERSON: _PENDING,
    Outcome.FAULT: _PENDING,
}
"""A fault of gradekit, or what it cannot decide or read, is pending and never a zero."""

RIGHT = frozenset({Outcome.PROVED, Outcome.AGREED, Outcome.FORM})
"""Outcomes whose mathematics is right."""
