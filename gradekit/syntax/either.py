"""An answer as students type it into a Python file: as Python where it is Python, else as typed mathematics."""

from __future__ import annotations

from gradekit.errors import StudentError
from gradekit.syntax.check import leaves
from gradekit.syntax.primes import has_primes
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Read, Remark, Scope, Spot
from gradekit.syntax.text import read_text
from gradekit.syntax.write import to_text

_UNKNOWN = frozenset({"read.unknown-name", "read.unknown-name-near", "read.unknown-function"})
_TYPED = frozenset({"read.caret", "read.not-python", "read.function-brackets"}) | _UNKNOWN


def read_either(text: str, scope: Scope, line: int | None = None, *, caret: bool = True) -> Read:
    """What an answer in a Python file means, with a remark if it is no Python. `caret`: whether `^` is accepted.

    >>> from gradekit.syntax.scope import Scope
    >>> [remark.message for remark in read_either("2x^2", Scope(frozenset("x"))).remarks]
    ['read.note-caret']
    """
    try:
        if scope.undefined and has_primes(text, scope):
            raise Spot(text, line).error("read.not-python", 0)
        return read_python(text, scope, line)
    except StudentError as error:
        if error.message not in _TYPED:
            raise
        if error.message == "read.caret" and not caret:
            raise StudentError("read.caret-refused", place=error.place) from None
        try:
            return _typed(text, scope, line, error)
        except StudentError:
            if error.message == "read.caret" and (read := _with_powers(text, scope, line)):
                return read
            raise


def _with_powers(text: str, scope: Scope, line: int | None) -> Read | None:
    """What is Python but for `^`, as in `d["a"]^2`, with a power in its place; None where that is no Python either."""
    try:
        read = read_python(text.replace("^", "**"), scope, line)
    except StudentError:
        return None
    return _told(read, "read.note-caret")


def _typed(text: str, scope: Scope, line: int | None, refused: StudentError) -> Read:
    try:
        read = read_text(text.split("#", 1)[0], scope, line)
    except StudentError as error:
        # Where only a name was unknown, the text is Python, and its reader says best what is wrong.
        doubtful = error.message in ("read.two-readings", "read.function-brackets")
        raise (refused if refused.message in _UNKNOWN and not doubtful else error) from None
    if has_primes(text, scope):
        return read  # nothing of Python's says it shorter
    message = "read.note-caret" if "^" in text else "read.note-typed"
    return _told(read, message)


def _told(read: Read, message: str) -> Read:
    shown = next((to_text(leaf) for leaf in leaves(read.value)), "...")
    return Read(read.value, (Remark(message, {"python": shown}, 0), *read.remarks))
