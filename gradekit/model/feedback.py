"""Feedback as messages and formulas, in the order they are told; `documents` finds the words and draws it."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

from gradekit.model.answer import Value
from gradekit.model.conventions import Conventions
from gradekit.model.mark import PartMark
from gradekit.model.message import Message, Note
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Issued
from gradekit.syntax.tree import Array


class Plotted(msgspec.Struct, frozen=True):
    """Over which range of which letter an answer is drawn beside the expected one."""

    variable: str
    low: Fraction
    high: Fraction


class PartFeedback(msgspec.Struct, frozen=True, kw_only=True):
    """What a student is told about one part. Fields that the policy hides are empty."""

    part: str
    name: str
    letter: str
    label: str
    standing: Literal["right", "form", "partly", "not-yet", "blank", "unread", "pending", "hidden"]
    outcome: Outcome | None = None
    read: Value | None = None
    """The answer as it was read."""
    word: str | None = None
    rows: tuple[str, ...] = ()
    """The names of the entries, where they have names."""
    text: str = ""
    """The answer as written, shown where it could not be read."""
    notes: tuple[Note, ...] = ()
    evidence: tuple[Message, ...] = ()
    diagnosis: tuple[Message, ...] = ()
    question: Message | None = None
    """The one thing to look at, as a question."""
    mark: PartMark | None = None
    expected: Array | None = None
    expected_word: str = ""
    """The right choice, where the part is one."""
    plot: Plotted | msgspec.UnsetType = msgspec.UNSET
    """Set where answer and expected answer are functions of one variable and both may be seen."""
    wrong_entries: tuple[int, ...] = ()
    rule: str | None = None


class Step(msgspec.Struct, frozen=True):
    """One line of a worked solution: a sentence and formulas in LaTeX, aligned one under the other."""

    message: Message
    formulas: tuple[str, ...] = ()
    why: str | msgspec.UnsetType = msgspec.UNSET
    """Marked-up text of the problem's author, which stands in the place of the sentence."""


class ProblemFeedback(msgspec.Struct, frozen=True, kw_only=True):
    """What a student is told about one problem."""

    slot: int
    title: str
    prompt: str
    spoken_as: dict[str, str] = {}
    """As in the issued record: symbols whose LaTeX is not their own name."""
    right: tuple[Message, ...] = ()
    """What is right, first."""
    parts: tuple[PartFeedback, ...] = ()
    solution: tuple[Step, ...] = ()
    slopes: Issued | msgspec.UnsetType = msgspec.UNSET
    """The problem, set where it is about slopes and its solution is shown: for a drawing with the gradient."""
    more: Message | None = None
    """Where to find more of this kind."""


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """What a student is told about a sheet."""

    sheet: str
    title: str
    purpose: Literal["practice", "homework", "test"]
    problems: tuple[ProblemFeedback, ...]
    notes: tuple[Note, ...] = ()
    level: str = "read"
    """How the answers came about; see `Submission.level`."""
    conventions: Conventions | msgspec.UnsetType = msgspec.UNSET
    """Those of the sheet."""
    earned: Fraction | None = None
    possible: Fraction | None = None
    pending: Fraction = Fraction(0)
