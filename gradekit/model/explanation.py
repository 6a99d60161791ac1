"""How a comparison of two formulas was settled, for a person who asks why."""

from __future__ import annotations

from typing import Literal

import msgspec

from gradekit.model.equality import Equality
from gradekit.model.outcome import Outcome

Step = Literal["forms", "identical", "points", "proof", "cases", "more-points"]
Result = Literal["yes", "no", "agree", "differ", "silent"]


class Seen(msgspec.Struct, frozen=True):
    """Both values at one exact point, in decimals; None where there is none."""

    point: dict[str, str]
    answer: str | None
    expected: str | None


class Tried(msgspec.Struct, frozen=True):
    """One step and what came of it; `why` is a stable word where it came to nothing."""

    step: Step
    result: Result
    why: str = ""


class Otherwise(msgspec.Struct, frozen=True):
    """What the outcome is under another assumption: one more, one dropped, the other reading, or with the first formula
    as the one whose domain rules."""

    change: Literal["add", "drop", "reading", "swap"]
    assumption: str
    """As it is typed: `x:positive`; of a reading its name; nothing where the two change places."""
    outcome: Outcome


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """The comparison with everything that led to it."""

    equality: Equality
    answer: str
    """How the first text was read, as typed text; likewise `expected`."""
    expected: str
    reading: Literal["real", "principal"]
    """Whether values were real ones or complex principal ones, in the end."""
    letters: tuple[str, ...]
    seen: tuple[Seen, ...] = ()
    tried: tuple[Tried, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()
