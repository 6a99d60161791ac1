"""Typed text: formulas as students write them, with products that are not written and pasted signs.

    list    = entry ("," entry)*                     entry = sum ("if" condition "else" sum)* | "..."
    sum     = sign* row (("+" | "-") sign* row)*
    row     = side (("*" | "/") sign* side)*
    side    = power power*                           a product that is not written; never after "/"
    power   = primary ("^" sign* power | raised)?    from right to left
    primary = number | name | constant | call | "(" list ")" | "[" list "]" | "{" list "}" | "|" sum "|" | "√" primary

Where a text has two readings it is refused, and the error shows both.
"""

from __future__ import annotations

from typing import Literal

from gradekit.errors import StudentError
from gradekit.syntax.calls import applied, inverse
from gradekit.syntax.check import within
from gradekit.syntax.cursor import OPERANDS, Cursor
from gradekit.syntax.doubts import (
    brackets_missing,
    check_divisor,
    check_exponent,
    check_number,
    check_root,
    decimal_comma,
    notice_comma,
    notice_exponent,
    refuse_foreign_signs,
    unexpected,
)
from gradekit.syntax.making import decimal, negative, product, quotient, raised, total, whole
from gradekit.syntax.names import SPELLINGS
from gradekit.syntax.normalise import FRACTIONS
from gradekit.syntax.primes import primed
from gradekit.syntax.quotients import quotients_as_words
from gradekit.syntax.scope import Nested, Read, Remark, Scope, Spot
from gradekit.syntax.sites import formula
from gradekit.syntax.text_conditions import conditional, pairs
from gradekit.syntax.tokens import Token, tokens_of
from gradekit.syntax.tree import Expr
from gradekit.syntax.words import words_as_names

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_PLUS, _TIMES = frozenset("+-"), frozenset("*/")
_BEGINNING = frozenset("([{√∛")
_BARE = ("number", "name", "constant", "function")
_Rest = list[tuple[Literal["*", "/"], Expr]]
_MINUS_ONE = negative(whole("1"))


def read_text(text: str, scope: Scope, line: int | None = None) -> Read:
    """What a typed text means: a formula, a list of formulas, or rows of a matrix; `...` is an entry left open.

    >>> read_text("2x", Scope(frozenset("x"))).value
    multiply(number(2), symbol('x'))
    """
    spot = Spot(text, line)
    tokens = quotients_as_words(tokens_of(spot, scope.limits, decimal_comma=scope.decimal_comma), scope)
    refuse_foreign_signs(spot, tokens, scope)
    cursor = Cursor(spot, words_as_names(spot, tokens, scope), scope)
    value = read_tokens(cursor)
    within(value, scope.limits, spot)
    return Read(value, tuple(cursor.remarks))


def read_tokens(c: Cursor) -> Nested:
    """What all the tokens mean together."""
    if c.done:
        raise c.error("read.empty", c.token)
    entries, comma = _entries(c, None)
    if not c.done:
        raise unexpected(c, c.token)
    if c.suspect and len(entries) == 2:
        raise decimal_comma(c, c.suspect)
    return tuple(entries) if comma else entries[0]


def _entries(c: Cursor, close: str | None) -> tuple[list[Nested], bool]:
    """Entries up to a closing bracket or the end, and whether there is a comma."""
    found: list[Nested] = []
    comma = False
    c.suspect = None
    while not (c.done or (close and c.sees(close))):
        found.append(_entry(c))
        if not (c.sees(",") or (c.scope.decimal_comma and c.sees(";"))):
            break
        comma = True
        notice_comma(c, c.take())
    return found, comma


def _entry(c: Cursor) -> Nested:
    start = c.token
    value = _sum(c)
    return value if c.token.kind != "keyword" else conditional(c, c.formula(value, start), _sum)


def _sum(c: Cursor) -> Nested:
    start = c.token
    first = _signed(c)
    if c.sign not in _PLUS:
        return first
    terms = [c.formula(first, start)]
    while c.sign in _PLUS:
        minus, place = c.take().text == "-", c.token
        term = c.formula(_signed(c), place)
        terms.append(negative(term) if minus else term)
    return total(terms)


def _signed(c: Cursor) -> Nested:
    start, minus = c.at, _signs(c)
    place = c.token
    value = _row(c)
    return value if c.tokens[start] is place else _negated(c.formula(value, place), minus)


def _signs(c: Cursor) -> int:
    """The number of minus signs that come next; plus signs are passed over."""
    minus = 0
    while c.sign in _PLUS:
        minus += c.take().text == "-"
    return minus


def _negated(expr: Expr, times: int) -> Expr:
    for _ in range(times):
        expr = negative(expr)
    return expr


def _row(c: Cursor) -> Nested:
    start = c.at
    first = _side(c, None)
    if c.sign not in _TIMES:
        return first
    value = c.formula(first, c.tokens[start])
    rest: _Rest = []
    while c.sign in _TIMES:
        above, sign = (start, c.at), c.take().text
        minus, start = _signs(c), c.at
        factor = c.formula(_side(c, above if sign == "/" else None), c.tokens[start])
        notice_exponent(c)
        rest.append(("/" if sign == "/" else "*", _negated(factor, minus)))
    return product(value, rest)


def _side(c: Cursor, above: tuple[int, int] | None) -> Nested:
    """Factors side by side. `above`: the token numbers of what is divided, where this stands after `/`."""
    start = c.at
    first = _power(c)
    if not _goes_on(c):
        return first
    middle = c.at
    rest: _Rest = []
    value = c.formula(first, c.tokens[start])
    while _goes_on(c):
        loose, begin = c.loose if c.glued else None, c.at
        rest.append(("*", c.formula(_power(c), c.tokens[begin])))
        if loose:
            check_exponent(c, loose, begin)
    if above:
        check_divisor(c, above, (start, middle))
    return product(value, rest)


def _goes_on(c: Cursor) -> bool:
    """Whether a factor follows without a sign between."""
    kind = c.token.kind
    if kind in ("number", "fraction"):
        raise c.error("read.number-after", c.token, before=c.last.text, number=c.token.text)
    return kind in OPERANDS or c.sign in _BEGINNING or (c.sign == "|" and not c.bars)


def _power(c: Cursor) -> Nested:
    start = c.at
    value = _primary(c)
    c.loose = None
    if c.sign == "!" or c.sign == "^" or c.token.kind == "raised":
        return _raised_value(c, c.formula(value, c.tokens[start]), start)
    return value


def _raised_value(c: Cursor, value: Expr, start: int) -> Expr:
    """What follows on a factor: `!`, `^` with an exponent, raised digits."""
    if c.sign == "!":
        c.take()
        value = Expr("function", (value,), "factorial")
        if c.sign == "!":
            raise c.error("read.double-factorial", c.token)
    if c.sign == "^":
        value = _with_exponent(c, value, start)
    while c.token.kind == "raised":
        value = raised(value, _raised(c))
    return value


def _with_exponent(c: Cursor, base: Expr, start: int) -> Expr:
    c.higher(c.take())
    begin, minus = c.at, _signs(c)
    exponent = _negated(c.formula(_power(c), c.tokens[begin]), minus)
    c.exponents -= 1
    c.loose = (start, begin) if c.last.kind in ("number", "name", "constant") else None
    return raised(base, exponent)


def _raised(c: Cursor) -> Expr:
    """Raised digits, or a raised letter of the question."""
    token = c.take()
    body = token.text.lstrip("+-")
    if body.isdigit():
        value = whole(body)
    elif body in c.scope.symbols:
        value = Expr("symbol", (), body)
    else:
        raise c.error("read.operand-missing", token, sign=c.written(c.at - 1, c.at))
    return negative(value) if token.text.startswith("-") else value


def _primary(c: Cursor) -> Nested:
    token = c.take()
    match token.kind:
        case "number":
            check_number(c, token)
            return whole(token.text) if token.text.isdigit() else decimal(token.text)
        case "fraction":
            top, bottom = FRACTIONS[token.text]
            return quotient(whole(str(top)), whole(str(bottom)))
        case "constant":
            return Expr("constant", (), {"e": "E", "π": "pi", "i": "I"}.get(token.text, token.text))
        case "name":
            return _name(c, token)
        case "function":
            return _call(c, token)
        case _:
            return _after_sign(c, token)


def _after_sign(c: Cursor, sign: Token) -> Nested:
    if sign.text in _CLOSING:
        entries, comma = _bracketed(c, sign)
        if not entries and sign.text != "[":
            raise c.error("read.empty", sign)
        return entries[0] if len(entries) == 1 and not comma and sign.text != "[" else tuple(entries)
    if sign.text == "|":
        return _between_bars(c, sign)
    if sign.text in ("√", "∛"):
        return _root(c, sign)
    if sign.text == "...":
        return None
    raise unexpected(c, sign)


def _name(c: Cursor, token: Token) -> Nested:
    name, scope = token.text, c.scope
    if c.sees("(") and (inputs := scope.functions_of.get(name)) and _names_in_brackets(c) <= set(inputs):
        raise c.error("read.write-the-letter", token, name=name, call=f"{name}({', '.join(inputs)})")
    if c.sees("(") and c.glued:
        c.remarks.append(Remark("read.note-letter-times-bracket", {"name": name}, token.start))
    return scope.defined[name] if name in scope.defined else Expr("symbol", (), name)


def _names_in_brackets(c: Cursor) -> set[str]:
    """The names in the brackets that open at the next token. In `a(1 - a)` where a is a(z) a bracket is multiplied."""
    names, depth = set[str](), 0
    for token in c.tokens[c.at :]:
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            break
        if token.kind == "name":
            names.add(token.text)
    return names


def _bracketed(c: Cursor, opening: Token) -> tuple[list[Nested], bool]:
    """Entries after an opening bracket, up to and with the closing one, and whether there is a comma."""
    close, bars = _CLOSING[opening.text], c.bars
    c.deeper(opening)
    c.bars = 0
    found = _entries(c, close)
    if not c.sees(close):
        raise _not_closed(c, opening, close)
    c.take()
    c.bars, c.nested = bars, c.nested - 1
    return found


def _not_closed(c: Cursor, opening: Token, close: str) -> StudentError:
    if c.done:
        return c.error("read.bracket-not-closed", opening, bracket=opening.text, close=close)
    if c.sees(")", "]", "}"):
        return c.error("read.bracket-mismatch", c.token, close=close, found=c.token.text)
    return unexpected(c, c.token)


def _between_bars(c: Cursor, opening: Token) -> Expr:
    c.deeper(opening)
    c.bars += 1
    inner = c.formula(_sum(c), opening)
    if not c.sees("|"):
        raise _not_closed(c, opening, "|")
    c.take()
    c.bars, c.nested = c.bars - 1, c.nested - 1
    return Expr("function", (inner,), "Abs")


def _root(c: Cursor, sign: Token) -> Expr:
    c.deeper(sign)
    start = c.at
    inner = c.formula(_primary(c), sign)
    c.nested -= 1
    check_root(c, start)
    return Expr("function", (inner,), "sqrt" if sign.text == "√" else "cbrt")


def _call(c: Cursor, function: Token) -> Nested:
    """A function with its arguments; a power may stand between, as in `sin^2(x)`."""
    name = primed(c, function) if function.text in c.scope.undefined else function.text
    if SPELLINGS.get(name) == "Piecewise":
        return pairs(c, function, _sum)
    exponent = _power_of_function(c, function)
    if c.sees("["):
        raise c.error("read.square-brackets", c.token, name=function.text)
    site = c.site(function)
    base = _base(c) if c.bare and c.sees("_") else []
    try:
        value = applied(name, [*_arguments(c, function), *base], c.scope, site)
    except StudentError as error:
        if error.message == "read.arity" and c.suspect:
            raise decimal_comma(c, c.suspect) from None
        raise
    return value if exponent is None else raised(formula(value, site), exponent)


def _arguments(c: Cursor, function: Token) -> list[Nested]:
    if c.sees("|"):
        return [_between_bars(c, c.take())]
    if c.sees("(", "{"):
        return _bracketed(c, c.take())[0]
    if not c.bare or c.token.kind not in _BARE:
        raise brackets_missing(c, function)
    if c.token.kind == "function":
        return [_power(c)]
    value = c.formula(_power(c), function)
    rest: _Rest = []
    while c.token.kind in ("name", "constant"):
        rest.append(("*", c.formula(_power(c), function)))
    return [product(value, rest)]


def _base(c: Cursor) -> list[Nested]:
    """The base of a logarithm, written below it."""
    c.take()
    return [_primary(c)]


def _power_of_function(c: Cursor, function: Token) -> Expr | None:
    if c.token.kind == "raised":
        exponent = _raised(c)
    elif c.sees("^"):
        c.take()
        minus, place = _signs(c), c.token
        exponent = _negated(c.formula(_primary(c), place), minus)
    else:
        return None
    if exponent == _MINUS_ONE:
        name, other = function.text, inverse(function.text)
        if other:
            raise c.error("read.inverse-or-reciprocal", function, name=name, inverse=other)
        raise c.error("read.reciprocal", function, name=name)
    return exponent
