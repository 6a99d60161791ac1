"""What makes a typed text doubtful or unreadable: two readings, missing signs, and signs of other languages."""

from __future__ import annotations

from gradekit.errors import StudentError
from gradekit.syntax.cursor import OPERANDS, Cursor
from gradekit.syntax.primes import MARKS
from gradekit.syntax.scope import Remark, Scope, Spot
from gradekit.syntax.text_conditions import CASES, COMPARISONS
from gradekit.syntax.tokens import Token

_OPERATORS = frozenset("∂∇∫∑∏∆")
_FOREIGN = {"'": "read.prime", '"': "read.quotes", "=": "read.equation", ":=": "read.equation", "\\": "read.backslash"}
_COMPARED = COMPARISONS.keys() | {"≈"}


def refuse_foreign_signs(spot: Spot, tokens: list[Token], scope: Scope) -> None:
    """Refuses signs that no answer has, such as `∂`, before names are looked up; a comparison unless there are cases,
    and a prime unless a function is left open."""
    for token in tokens:
        if token.kind == "sign" and (message := _message(token.text)) and not _may_stand(token.text, tokens, scope):
            raise spot.error(message, token.start, token.end - token.start, sign=token.text)


def _may_stand(sign: str, tokens: list[Token], scope: Scope) -> bool:
    if sign in COMPARISONS:
        return any(token.text in CASES for token in tokens)
    return sign in MARKS and bool(scope.undefined)


def _message(sign: str) -> str | None:
    if sign in _FOREIGN:
        return _FOREIGN[sign]
    return "read.comparison" if sign in _COMPARED else "read.operator-sign" if sign in _OPERATORS else None


def unexpected(cursor: Cursor, token: Token) -> StudentError:
    """The error for a token that cannot stand where it stands."""
    text = token.text
    if token.kind == "keyword":
        return cursor.error("read.case-word", token, word=text)
    if token.kind == "sign" and (message := _message(text)):
        return cursor.error(message, token, sign=text)
    if token.kind == "end":
        return cursor.error("read.ends-early", token, after=cursor.tokens[max(0, cursor.at - 2)].text)
    if text in ")]}":
        return cursor.error("read.bracket-not-opened", token, bracket=text)
    if text == "...":
        return cursor.error("read.open-entry", token)
    if text == ";":
        return cursor.error("read.semicolon", token)
    if text in "+-*/^,|!" or token.kind == "raised":
        return cursor.error("read.operand-missing", token, sign=cursor.spot.text[token.start : token.end])
    return cursor.error("read.strange-character", token, character=text if text.isprintable() else f"U+{ord(text):04X}")


def check_divisor(cursor: Cursor, above: tuple[int, int], below: tuple[int, int]) -> None:
    """Refuses `1/2x`: factors side by side after `/`. Token numbers where dividend, divisor and the rest begin."""
    top, bottom = cursor.written(*above), cursor.written(*below)
    rest = cursor.written(below[1], cursor.at)
    one, other = f"({top}/{bottom})*{rest}", f"{top}/({bottom}*{rest})"
    raise cursor.error("read.two-readings", cursor.tokens[below[1]], one=one, other=other)


def check_exponent(cursor: Cursor, loose: tuple[int, int], begin: int) -> None:
    """Refuses `e^2x`, `2^3x`, `x^ab` and `x^n(t)`, where the exponent may go on into the factor that begins there."""
    low, high = (cursor.tokens[i] for i in (loose[0], begin - 1))
    after = cursor.tokens[begin]
    letters = after.kind in ("name", "constant", "function")
    if high.kind == "number":
        doubtful = letters and (low.kind == "number" or low.text in ("e", "E"))
    else:
        doubtful = letters or after.text == "("
    if doubtful:
        base, exponent = cursor.written(loose[0], loose[1] - 1), cursor.written(loose[1], begin)
        more = cursor.written(begin, cursor.at)
        one, other = f"({base}^{exponent})*{more}", f"{base}^({exponent}*{more})"
        raise cursor.error("read.two-readings", after, one=one, other=other)


def notice_exponent(cursor: Cursor) -> None:
    """Remarks on `x^1/2`, right after the second number: the power comes first, and nobody writes x^1."""
    if cursor.last.kind != "number":
        return
    last = cursor.tokens[max(0, cursor.at - 4) : cursor.at]
    signs = [token.text if token.kind == "sign" else token.kind for token in last]
    if signs == ["^", "number", "/", "number"] and last[1].text == "1" and last[1].end == last[2].start:
        written = f"{last[1].text}/{last[3].text}"
        cursor.remarks.append(Remark("read.note-power-first", {"exponent": written}, last[0].start))


def check_root(cursor: Cursor, start: int) -> None:
    """Refuses `√2x` and `√x²`, where the root may go on. Token number where its argument begins."""
    bare = cursor.at == start + 1 and cursor.tokens[start].kind in ("number", "name", "constant")
    if bare and cursor.glued and (cursor.token.kind in ("raised", *OPERANDS) or cursor.sees("^", "(")):
        argument, rest = cursor.written(start, cursor.at), cursor.written(cursor.at, cursor.at + 1)
        one, other = f"sqrt({argument}){rest}", f"sqrt({argument}{rest})"
        raise cursor.error("read.two-readings", cursor.token, one=one, other=other)


def check_number(cursor: Cursor, token: Token) -> None:
    """Refuses `2e-3`: a decimal number, or twice e less 3."""
    digits, _, exponent = token.text.partition("e")
    if exponent[:1] in ("+", "-"):
        one, other = f"{digits}*10^({exponent})", f"{digits}*e {exponent[0]} {exponent[1:]}"
        raise cursor.error("read.two-readings", token, one=one, other=other)


def notice_comma(cursor: Cursor, comma: Token) -> None:
    """Remembers a comma between two digits, right after it was read."""
    before, after = cursor.tokens[cursor.at - 2], cursor.token
    close = before.end == comma.start and comma.end == after.start
    if close and before.text.isdigit() and after.text[:1].isdigit() and after.kind == "number":
        cursor.suspect = comma


def decimal_comma(cursor: Cursor, comma: Token) -> StudentError:
    """The error for `0,5`."""
    at = cursor.tokens.index(comma)
    digits = f"{cursor.tokens[at - 1].text}.{cursor.tokens[at + 1].text}"
    return cursor.error("read.decimal-comma", comma, written=cursor.written(at - 1, at + 2), number=digits)


def brackets_missing(cursor: Cursor, function: Token) -> StudentError:
    """The error for `sin x` and `sin 2x`."""
    begin = cursor.at
    while cursor.token.kind in ("number", "name", "constant", "raised") and cursor.at < begin + 3:
        cursor.take()
    argument = cursor.written(begin, cursor.at) if cursor.at > begin else "..."
    return cursor.error("read.function-brackets", function, name=function.text, argument=argument)
