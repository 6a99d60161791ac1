"""What gradekit raises on purpose, sorted by who reads it.

A **student** reads sentences from the message catalogue, so a `StudentError` carries an id and parameters and no words.
**Authors** of templates and **operators** of the program read plain English that says what was found, what was
expected and what to do next. A **fault** is gradekit's own and never costs a student anything.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from typing import final

Params = Mapping[str, "str | int | tuple[str, ...]"]
"""What stands in the gaps of a sentence."""


@final
@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a line of text, its number counted from 1, and the column counted from 0.

    >>> print(Place("2*lamda + y", 2, line=4).drawn())
    2*lamda + y
      ^
    """

    text: str
    offset: int
    line: int | None = None
    width: int = 1

    def drawn(self) -> str:
        """The line with a caret under the place; a long line is cut to the 70 characters around it."""
        start = max(0, self.offset - 50)
        piece = self.text[start : start + 70]
        lead = "…" if start else ""
        tail = "…" if start + 70 < len(self.text) else ""
        carets = "^" * max(1, min(self.width, len(piece) - (self.offset - start)))
        return f"{lead}{piece}{tail}\n{' ' * (len(lead) + self.offset - start)}{carets}"


class GradekitError(Exception):
    """Anything gradekit raises on purpose."""


class StudentError(GradekitError):
    """An answer that cannot be read or graded as written: the id of a sentence, its parameters, and the place."""

    def __init__(self, message: str, /, *, place: Place | None = None, **params: str | int | tuple[str, ...]) -> None:
        super().__init__(message, params)
        self.message = message
        self.params: Params = params
        self.place = place

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.message}({told})" + (f"\n{self.place.drawn()}" if self.place else "")


class AuthorError(GradekitError):
    """A template, mal-rule or bank problem is wrong; its author reads the message."""


class OperatorError(GradekitError):
    """Arguments, files or settings are wrong; whoever runs the program reads the message. Exit code 2."""


class Fault(GradekitError):  # noqa: N818  the word of the design, told apart from errors of others
    """gradekit or its environment failed. Nobody's answer is judged by it. Exit code 3."""


_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def remedy(error: OSError) -> str:
    """What to do about a file that could not be written.

    >>> remedy(OSError(errno.ENOSPC, "No space left on device"))
    'Free some space, and say it again.'
    """
    if error.errno in _FULL:
        return "Free some space, and say it again."
    return "Choose a folder you may write to." if error.errno in _FORBIDDEN else "Choose another place."
