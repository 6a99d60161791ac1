"""Derivatives of undefined functions: `f'(u)`, `f''(u)`, and in LaTeX `f^{\\prime}(u)` and `f^{(3)}(u)`."""

from __future__ import annotations

import re

from gradekit.syntax.cursor import Cursor
from gradekit.syntax.scope import Scope
from gradekit.syntax.tokens import Token

MOST_PRIMES = 9
MARKS = {"'": 1, "″": 2, "‴": 3}
"""How often each mark says that a function is differentiated."""


def has_primes(text: str, scope: Scope) -> bool:
    """Whether a text has the derivative of an open function: for Python its primes would be quotation marks."""
    names = "|".join(map(re.escape, scope.undefined))
    return bool(names) and re.search(rf"(?<!\w)(?:{names})\s*['′’″‴]+\s*\(", text) is not None


def primed(c: Cursor, function: Token) -> str:
    """The name with the marks that follow it; a raised number in round brackets is a number of marks.

    The function is one that the question leaves open; `f^2(u)` is still a power of its value.
    """
    count = _marks(c) or _raised_marks(c) or _order(c, function)
    if count and c.scope.undefined[function.text] != 1:
        raise c.error("read.prime-of-several", function, name=function.text)
    if count > MOST_PRIMES:
        raise c.error("read.prime-too-often", function, most=MOST_PRIMES)
    return function.text + "'" * count


def _marks(c: Cursor) -> int:
    count = 0
    while c.sign in MARKS:
        count += MARKS[c.take().text]
    return count


def _raised_marks(c: Cursor) -> int:
    """`^{'}` and `^{''}`, as LaTeX has them."""
    ahead = [token.text for token in c.tokens[c.at : c.at + 3]]
    if ahead[:2] != ["^", "{"] or ahead[-1] not in MARKS:
        return 0
    c.take()
    c.take()
    count = _marks(c)
    if not c.sees("}"):
        raise c.error("read.prime", c.token)
    c.take()
    return count


def _order(c: Cursor, function: Token) -> int:
    """`^{(3)}`; without the braces it may be a power as well."""
    ahead = [token.text for token in c.tokens[c.at : c.at + 6]]
    if len(ahead) == 6 and ahead[:3] == ["^", "{", "("] and ahead[4:] == [")", "}"] and ahead[3].isdigit():
        for _ in range(6):
            c.take()
        return int(ahead[3]) if len(ahead[3]) < 4 else MOST_PRIMES + 1
    if len(ahead) > 3 and ahead[:2] == ["^", "("] and ahead[3] == ")" and ahead[2].isdigit() and len(ahead[2]) < 2:
        name, order = function.text, int(ahead[2])
        marks = "'" * order
        one, other = f"{name}{marks}(...)", f"{name}(...)^{order}"
        raise c.error("read.two-readings", function, one=one, other=other)
    return 0
