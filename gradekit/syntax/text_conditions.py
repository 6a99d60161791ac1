"""Cases in typed text: `x if x > 0 else 0`, `piecewise((x, x > 0), (0, otherwise))`, and the conditions in them.

    cases      = value ("if" condition "else" value)*
    condition  = both ("or" both)*
    both       = plain ("and" plain)*
    plain      = "not" plain | "(" condition ")" | "true" | "otherwise" | "false" | value (sign value)+
               | ("And" | "Or" | "Not" | "Eq" | "Ne") "(" ... ")"

Words that are letters of the question keep their meaning as letters.
"""

from __future__ import annotations

from collections.abc import Callable

from gradekit.errors import StudentError
from gradekit.syntax.conditions import FALSE, TRUE, in_a_row
from gradekit.syntax.cursor import Cursor
from gradekit.syntax.scope import Nested
from gradekit.syntax.tokens import Token
from gradekit.syntax.tree import Expr

Value = Callable[[Cursor], Nested]
"""The reader of a value, which this grammar needs and which needs this grammar."""

CASE_WORDS = frozenset({
    "if", "else", "otherwise", "and", "or", "not", "true", "false", "True", "False", "And", "Or", "Not", "Eq", "Ne",
})  # fmt: skip
"""Words of conditions, wherever the question has no letter of that name."""
CASES = frozenset({"if", "piecewise", "Piecewise"})
"""Words without which a text has no conditions."""
COMPARISONS = {
    "<": "<", ">": ">", "<=": "<=", ">=": ">=", "!=": "!=", "=": "=", "==": "=", "≤": "<=", "≥": ">=", "≠": "!=",
}  # fmt: skip
_TRUTHS = {"true": TRUE, "True": TRUE, "otherwise": TRUE, "false": FALSE, "False": FALSE}
_JOINING = {"And": "and", "Or": "or", "Not": "not"}
_EQUATIONS = {"Eq": "=", "Ne": "!="}
_AFTER = frozenset({",", ")", "]", "}", ";", ""})


def conditional(c: Cursor, first: Expr, value: Value) -> Expr:
    """`first if condition else value`, at its `if`; a chain of them is one formula with cases."""
    args: list[Expr] = []
    last = first
    while _word(c) == "if":
        place = c.take()
        args += (last, condition(c, value))
        if _word(c) != "else":
            raise c.error("read.else-missing", place)
        c.take()
        start = c.token
        last = c.formula(value(c), start)
    if not args:
        raise c.error("read.case-word", c.token, word=c.token.text)
    return Expr("piecewise", (*args, last, TRUE))


def pairs(c: Cursor, function: Token, value: Value) -> Expr:
    """`piecewise((value, condition), ...)`, at its bracket."""
    args: list[Expr] = []
    _open(c, function)
    while not args or c.sees(","):
        if args:
            c.take()
        _open(c, function)
        start = c.token
        args.append(c.formula(value(c), start))
        if not c.sees(","):
            raise c.error("read.condition-missing", c.token)
        c.take()
        args.append(condition(c, value))
        _close(c)
    _close(c)
    return Expr("piecewise", tuple(args))


def condition(c: Cursor, value: Value) -> Expr:
    """A condition, at its beginning."""
    return _row(c, "or", lambda: _row(c, "and", lambda: _plain(c, value)))


def _row(c: Cursor, word: str, part: Callable[[], Expr]) -> Expr:
    found = [part()]
    while _word(c) == word:
        c.take()
        found.append(part())
    return in_a_row(word, found)


def _plain(c: Cursor, value: Value) -> Expr:
    token, word = c.token, _word(c)
    if word in _TRUTHS:
        c.take()
        return _TRUTHS[word]
    if word == "not":
        c.deeper(c.take())
        inner = _plain(c, value)
        c.nested -= 1
        return Expr("logic", (inner,), "not")
    if word in _JOINING or word in _EQUATIONS:
        return _called(c, value)
    if c.sees("(", "{") and _holds_condition(c):
        _open(c, token)
        inner = condition(c, value)
        _close(c)
        return inner
    return _comparison(c, value)


def _called(c: Cursor, value: Value) -> Expr:
    """`And(..., ...)` and `Eq(a, b)`, as SymPy writes them."""
    name = c.take()
    _open(c, name)
    found = [_argument(c, name, value)]
    while c.sees(","):
        c.take()
        found.append(_argument(c, name, value))
    _close(c)
    least, most = {"Not": (1, 1), "And": (1, None), "Or": (1, None)}.get(name.text, (2, 2))
    if len(found) < least or (most is not None and len(found) > most):
        raise c.error("read.arity", name, name=name.text, wanted=str(least), found=len(found))
    if name.text in _EQUATIONS:
        return Expr("relation", tuple(found), _EQUATIONS[name.text])
    return Expr("logic", tuple(found), "not") if name.text == "Not" else in_a_row(_JOINING[name.text], found)


def _argument(c: Cursor, name: Token, value: Value) -> Expr:
    return c.formula(value(c), c.token) if name.text in _EQUATIONS else condition(c, value)


def _comparison(c: Cursor, value: Value) -> Expr:
    """`0 < x <= 1`: every comparison of the chain holds."""
    start, begin = c.token, c.at
    left = c.formula(value(c), start)
    found: list[Expr] = []
    while c.sign in COMPARISONS:
        sign, place = COMPARISONS[c.take().text], c.token
        right = c.formula(value(c), place)
        found.append(Expr("relation", (left, right), sign))
        left = right
    if not found:
        raise c.error("read.condition", start, written=c.written(begin, c.at)[:60])
    return in_a_row("and", found)


def _holds_condition(c: Cursor) -> bool:
    """Whether the bracket that opens here is around a condition: no operator and no sign follows it."""
    depth = 0
    for place in range(c.at, len(c.tokens)):
        token = c.tokens[place]
        if token.kind == "sign":
            depth += (token.text in "([{") - (token.text in ")]}")
        if depth == 0:
            after = c.tokens[place + 1]
            return after.kind in ("keyword", "end") or (after.kind == "sign" and after.text in _AFTER)
    return False


def _word(c: Cursor) -> str:
    return c.token.text if c.token.kind == "keyword" else ""


def _open(c: Cursor, at: Token) -> None:
    if not c.sees("(", "{", "["):
        raise c.error("read.condition-missing", c.token if not c.done else at)
    c.deeper(c.take())


def _close(c: Cursor) -> None:
    if not c.sees(")", "}", "]"):
        raise _not_closed(c)
    c.take()
    c.nested -= 1


def _not_closed(c: Cursor) -> StudentError:
    if c.done:
        return c.error("read.ends-early", c.token, after=c.last.text)
    return c.error("read.condition-end", c.token, sign=c.token.text)
