"""Late or in time: the due date of each student, and what a hand-in after it is worth."""

from __future__ import annotations

import itertools
import math
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from gradekit.course.rules import Late

DAY = timedelta(days=1)


def worth(late: Late, due: datetime | None, handed_in: datetime | None) -> Fraction:
    """The share of its points that work keeps which was handed in then.

    Without a due date or a time nothing is late: a time that nobody knows costs nobody anything.

    >>> from datetime import UTC
    >>> due = datetime(2026, 11, 30, 18, tzinfo=UTC)
    >>> worth(Late(rule="per-day", cost=0.1), due, due + timedelta(hours=25))
    Fraction(4, 5)
    """
    if due is None or handed_in is None or _by(handed_in, due, timedelta(minutes=late.grace)):
        return Fraction(1)
    match late.rule:
        case "none":
            return Fraction(1)
        case "closed":
            return Fraction(0)
        case "per-day":
            return max(Fraction(0), 1 - _begun(due, handed_in) * _share(late.cost))
        case "steps":
            now = (_share(step.worth) for step in late.steps if _by(handed_in, due, step.days * DAY))
            return next(now, Fraction(0))


def _begun(due: datetime, handed_in: datetime) -> int:
    """How many days late have begun; the next begins at the same time of the clock, also when clocks are changed."""
    days = max(1, math.floor((handed_in.astimezone(UTC) - due.astimezone(UTC)) / DAY) - 1)
    return next(n for n in itertools.count(days) if _by(handed_in, due, n * DAY))


def _by(handed_in: datetime, due: datetime, later: timedelta) -> bool:
    return handed_in.astimezone(UTC) <= (due + later).astimezone(UTC)


def _share(value: float) -> Fraction:
    """The share as it was written: 0.1 is a tenth."""
    return Fraction(str(value))
