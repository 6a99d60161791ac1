"""`^` in a program: a power, as in a file that is read, or refused; never SymPy's exclusive or."""

from __future__ import annotations

import io
import tokenize
from typing import Any

REFUSED = "a caret is no power here"
"""The text of the error where `^` stands between formulas and is refused."""
CARET = "__gradekit_caret__"
"""What the rewritten operation is called in the program."""


def as_powers(source: str) -> str:
    """The source with `**` for `^`, which also binds as a power does; what is no Python stays as it is.

    >>> as_powers("a = 2*x^2  # x^2")
    'a = 2*x**2  # x^2'
    """
    if "^" not in source:
        return source
    try:
        found = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return source
    lines = source.splitlines(keepends=True)
    for token in reversed(found):
        if token.type == tokenize.OP and token.string in ("^", "^="):
            row, column = token.start
            line = lines[row - 1]
            lines[row - 1] = line[:column] + "**" + line[column + 1 :]
    return "".join(lines)


def caret(left: Any, right: Any) -> Any:
    """left ^ right for integers and sets; `TypeError` between formulas.

    >>> caret(6, 3)
    5
    """
    if hasattr(left, "free_symbols") or hasattr(right, "free_symbols"):
        raise TypeError(REFUSED)
    return left ^ right
