"""What a file was read as: one answer a part, and what to say about the file."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from gradekit.model.message import Note
from gradekit.model.outcome import Outcome
from gradekit.syntax.tree import Expr


class Value(msgspec.Struct, frozen=True):
    """An answer that was read: entries in row-major order, `None` where one was left open; shape `()` is a scalar."""

    shape: tuple[int, ...]
    entries: tuple[Expr | None, ...]


class Numbers(msgspec.Struct, frozen=True):
    """A function that is known by its values only: points, and its entries in row-major order at each of them.

    None stands for what is no finite real number."""

    shape: tuple[int, ...]
    points: tuple[dict[str, Fraction], ...]
    values: tuple[tuple[float | None, ...], ...]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one part.

    `trouble` is None when the answer was read; otherwise it says how reading ended (blank, unread, unknown symbol,
    wrong shape, needs running, stopped), and `notes` begins with the sentence for the student.
    """

    slot: int
    part: str
    name: str
    """The name in the stub, e.g. `q3b`."""
    text: str = ""
    """The answer as written, at most a few lines."""
    line: int | None = None
    value: Value | None = None
    word: str | None = None
    """The answer as plain text where the part is a choice, or where that says more than the entries."""
    also: Value | msgspec.UnsetType = msgspec.UNSET
    """The answer for the other sizes of its arrays."""
    numbers: Numbers | msgspec.UnsetType = msgspec.UNSET
    """The answer where it is a function that could not be read as a formula, and was called."""
    trouble: Outcome | None = None
    notes: tuple[Note, ...] = ()

    @property
    def id(self) -> str:
        """The identity of what is answered, e.g. `3.df_dt`."""
        return f"{self.slot}.{self.part}"


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was read against its sheet."""

    sheet: str
    answers: tuple[Answer, ...]
    notes: tuple[Note, ...] = ()
    """About the file as a whole."""
    level: str = "read"
    """How the answers came about: `read` when nothing was run, else the level at which the file was run."""

    def answer(self, slot: int, part: str) -> Answer:
        """The answer to that part."""
        return next(a for a in self.answers if a.slot == slot and a.part == part)
