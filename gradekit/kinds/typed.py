"""What was written for a part, before and after a kind has fitted it to what is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, final

from gradekit.errors import StudentError
from gradekit.model.answer import Value
from gradekit.model.message import Message
from gradekit.syntax.scope import Nested, Read, Scope

ReadFormula: TypeAlias = Callable[[str, Scope, int], Read]
"""How a formula is read: Python first, or typed text, as the policy has it."""


@final
@dataclass(frozen=True, slots=True)
class Fitted:
    """An answer in the form that its kind compares: entries, or a text, or both."""

    value: Value | None = None
    word: str | None = None
    notes: tuple[Message, ...] = ()
    also: Value | None = None
    """The entries for the other sizes of its arrays."""
    troubles: tuple[tuple[str, StudentError], ...] = ()
    """Rows that could not be read, by name; the others could."""


@final
@dataclass(frozen=True, slots=True)
class Typed:
    """An answer as written, and what it is as a formula, as a text in quotation marks, or to its own kind."""

    text: str
    value: Nested = None
    word: str | None = None
    own: Fitted | None = None


@final
@dataclass(frozen=True, slots=True)
class Source:
    """A text for a kind that reads by itself: where it stands, the names at that place, and how formulas are read."""

    text: str
    line: int
    scope: Scope
    read: ReadFormula

    def formula(self, text: str, scope: Scope | None = None) -> Nested:
        """What a formula in the text means; `StudentError` when it cannot be read."""
        return self.read(text, scope or self.scope, self.line).value


def unquoted(text: str) -> str:
    """The text without the quotation marks around it.

    >>> unquoted(' "2x3" '), unquoted("2x3"), unquoted("'''a'''")
    ('2x3', '2x3', 'a')
    """
    text = text.strip()
    for mark in ('"""', "'''", '"', "'"):
        if len(text) >= 2 * len(mark) and text.startswith(mark) and text.endswith(mark):
            return text[len(mark) : -len(mark)].strip()
    return text
