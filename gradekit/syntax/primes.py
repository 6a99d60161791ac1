"""Derivatives of undefined functions: `f'(u)`, `f''(u)`, and in LaTeX `f^{\\prime}(u)` and `f^{(3)}(u)`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gradekit.syntax.cursor import Cursor
from gradekit.syntax.names import FUNCTIONS
from gradekit.syntax.partials import base_name
from gradekit.syntax.scope import Scope
from gradekit.syntax.tokens import Token
from gradekit.syntax.tree import Expr, walk

MOST_PRIMES = 9
_QUOTED = r'"[^"\n]*"|"""[^"]*"""'
"""A text in Python's quotation marks, which is read as typed mathematics anyway."""
MARKS = {"'": 1, "″": 2, "‴": 3}
"""How often each mark says that a function is differentiated."""


def left_open(exprs: Iterable[Expr]) -> dict[str, int]:
    """The functions that the formulas leave open, and of how many numbers each is; f' belongs to f, and f_1 of two.

    >>> left_open([Expr("function", (Expr("symbol", (), "u"),), "f'")])
    {'f': 1}
    """
    applied = (node for expr in exprs for node in walk(expr) if node.head == "function" and node.name not in FUNCTIONS)
    return {base_name(node.name, len(node.args)): len(node.args) for node in applied}


def has_primes(text: str, scope: Scope) -> bool:
    """Whether a text has the derivative of an open function: for Python its primes would be quotation marks."""
    names = "|".join(map(re.escape, scope.undefined))
    found = re.finditer(rf"{_QUOTED}|(?<!\w)(?P<name>{names})\s*['′’″‴]+\s*\(", text) if names else ()
    return any(match["name"] for match in found)


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
