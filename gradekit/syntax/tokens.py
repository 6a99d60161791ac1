"""Typed text cut into words and signs, each with its place."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias, final

from gradekit.syntax.limits import Limits
from gradekit.syntax.names import GREEK
from gradekit.syntax.normalise import FRACTIONS, SUPERSCRIPTS, normalised
from gradekit.syntax.scope import Spot

Kind: TypeAlias = Literal[
    "number", "fraction", "word", "name", "constant", "function", "keyword", "raised", "sign", "end"
]


@final
class Token(NamedTuple):
    """A piece of text: what it is, its characters as the grammar reads them, and where it stands."""

    kind: Kind
    text: str
    start: int
    end: int


_LETTERS = "".join(GREEK.values())
_NAME_OF_LETTER = {letter: name for name, letter in GREEK.items()}
_NUMBER = r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_PIECES = rf"""
    (?P<blank>\s+)
  | (?P<number>{_NUMBER})
  | (?P<fraction>[{"".join(FRACTIONS)}])
  | (?P<word>[A-Za-z]+_\{{[A-Za-z0-9]+\}}|[A-Za-z_][A-Za-z0-9_]*|[{_LETTERS}]_?[0-9]*)
  | (?P<raised>[{"".join(SUPERSCRIPTS)}]+)
  | (?P<sign>\*\*|\.\.\.|…|:=|==|<=|>=|!=|.)
"""
_LEXER = re.compile(_PIECES, re.VERBOSE | re.DOTALL | re.ASCII)
_LEXER_WITH_COMMA = re.compile(
    _PIECES.replace(_NUMBER, rf"\d+,\d+(?![.,]\d)|{_NUMBER}"), re.VERBOSE | re.DOTALL | re.ASCII
)

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")
_IN_A_ROW = frozenset("+-~")


def tokens_of(spot: Spot, limits: Limits, *, decimal_comma: bool = False) -> list[Token]:
    """The tokens of a text, an `end` last; refused beyond the limits, in one linear pass.

    >>> [t.text for t in tokens_of(Spot("2θ²"), Limits())]
    ['2', 'theta', '2', '']
    """
    check_characters(spot, limits)
    text = normalised(spot.text)
    lexer = _LEXER_WITH_COMMA if decimal_comma else _LEXER
    found: list[Token] = []
    for match in lexer.finditer(text):
        kind = match.lastgroup
        if kind == "blank":
            continue
        start, end = match.span()
        if len(found) >= limits.tokens:
            raise spot.error("read.too-long", start, most=limits.tokens)
        found.append(Token(_KINDS[kind], _text(kind, text[start:end]), start, end))
    check_nesting(spot, found, limits)
    return [*found, Token("end", "", len(text), len(text))]


def check_characters(spot: Spot, limits: Limits) -> None:
    """Refuses a text that is too long or holds characters that no keyboard writes, before anything looks closer."""
    if len(spot.text) > limits.characters:
        head = Spot(spot.text[:200], spot.line)
        raise head.error("read.too-long", 0, most=limits.characters)
    if found := _CONTROL.search(spot.text):
        raise spot.error("read.control-character", found.start(), code=f"U+{ord(found.group()):04X}")


def check_nesting(spot: Spot, tokens: list[Token], limits: Limits) -> None:
    """Refuses brackets, signs in a row and numbers beyond the limits, so that whatever reads on cannot be exhausted."""
    brackets = signs = 0
    for token in tokens:
        kind, text = token.kind, token.text
        if kind == "sign":
            brackets += (text in _OPEN) - (text in _CLOSE)
        elif kind == "number" or kind == "raised":
            _check_number(spot, token, limits)
        signs = signs + 1 if text in _IN_A_ROW else 0
        if brackets > limits.brackets:
            raise spot.error("read.too-deep", token.start, most=limits.brackets)
        if signs > limits.signs:
            raise spot.error("read.too-many-signs", token.start, most=limits.signs)


def _check_number(spot: Spot, token: Token, limits: Limits) -> None:
    if token.text.isdigit() and len(token.text) <= limits.digits:
        return
    digits, _, exponent = token.text.lower().partition("e")
    if len(digits) > limits.digits or len(exponent) > 8 or (exponent and abs(int(exponent)) > limits.exponent):
        raise spot.error("read.number-too-long", token.start, token.end - token.start, most=limits.digits)


_KINDS: dict[str | None, Kind] = {
    "number": "number",
    "fraction": "fraction",
    "word": "word",
    "raised": "raised",
    "sign": "sign",
}
_SIGNS = {"**": "^", "…": "..."}
_BRACES = str.maketrans("", "", "{}")


def _text(group: str | None, text: str) -> str:
    match group:
        case "sign":
            return _SIGNS.get(text, text)
        case "word" if text[0] in _NAME_OF_LETTER:
            return _NAME_OF_LETTER[text[0]] + text[1:]
        case "word" if text[-1] == "}":
            return text.translate(_BRACES)
        case "number":
            return text.replace(",", ".")
        case "raised":
            return "".join(SUPERSCRIPTS[c] for c in text)
        case _:
            return text
