"""One linear pass over Python source before Python's own parser sees it: everything that could exhaust that is refused.

Brackets, signs in a row and the length of numbers are bounded, and text that only looks like Python is told apart.
"""

from __future__ import annotations

import re

from gradekit.syntax.limits import Limits
from gradekit.syntax.names import GREEK
from gradekit.syntax.scope import Spot
from gradekit.syntax.tokens import check_characters

_LEXER = re.compile(
    r"""(?P<text>[A-Za-z]{0,2}(?:\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))
    |(?P<comment>\#[^\n]*)
    |(?P<whole>0(?:[xX][\da-fA-F_]+|[bB][01_]+|[oO][0-7_]+))(?!\w)
    |(?P<number>(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)(?P<tail>\w*)
    |(?P<word>\w+)
    |(?P<sign>\*\*|//|<<|>>|!=|\S)""",
    re.VERBOSE | re.DOTALL,
)
_OPEN, _CLOSE = ("(", "[", "{"), (")", "]", "}")
_UNARY = ("+", "-", "~", "not", "lambda", "await")
_TYPED = frozenset("^|!?$`\\'\"")
_QUOTES = ("'", '"')
_GREEK = frozenset(GREEK.values())
_JOINING = frozenset({"+", "-", "*", "/", "//", "%", "@", ",", ":", "=", "<", ">", "and", "or", "if", "else"})
_PLAIN = re.compile(
    r"""(?:\s++|[-+*/(),\[\]]|\.(?!\d)                                  # a blank, a sign
    |(?!(?:not|lambda|await)\b)[A-Za-z_]\w*+                            # a word that is no sign
    |(?:\d{1,15}+(?:\.\d{0,15}+)?+|\.\d{1,15}+)(?!\w))++          # a short number with nothing behind it
    """,
    re.VERBOSE | re.ASCII,
)
"""What nearly every answer consists of; nothing of it is typed mathematics, and its numbers are short."""

_LONGEST_PLAIN = 32
_BRACKETS = re.compile(r"[()\[\]]")
_THREE_SIGNS = re.compile(r"[-+]\s*+[-+]\s*+[-+]")

MOST_POWERS = 100
"""Powers of powers, `2**2**2**...`: Python's parser descends once for each."""

MOST_QUOTES = 20
"""Quotation marks without a partner. For each of them the rest of its line has been looked through."""


def precheck(spot: Spot, limits: Limits) -> bool:
    """Refuses what must not reach Python's parser; gives whether the rest is so plain that Python warns of nothing.

    `read.caret` and `read.not-python` say that the grammar of typed text may read it.
    """
    if _is_harmless(spot.text, limits):
        return True
    check_characters(spot, limits)
    scan = _Scan(spot, limits)
    typed: re.Match[str] | None = None
    alone = 0
    for match in _LEXER.finditer(spot.text):
        if match["comment"]:
            continue
        scan.count(match)
        alone += match.group() in _QUOTES
        if typed is None and _is_typed(match):
            typed = match
        if alone > MOST_QUOTES and typed:
            break
    if not scan.tokens:
        raise spot.error("read.empty", 0)
    if typed:
        raise spot.error("read.caret" if typed.group() == "^" else "read.not-python", typed.start())
    return False


def _is_harmless(text: str, limits: Limits) -> bool:
    """Whether a text is so short and plain that it is within every bound, seen without counting tokens one by one.

    A token has a character at least, so that the length bounds their number, and `**` anywhere the powers in a row.
    """
    if len(text) > min(limits.tokens, limits.characters) or limits.digits < _LONGEST_PLAIN or limits.signs < 3:
        return False
    if not _PLAIN.fullmatch(text) or text.isspace() or text.count("**") > MOST_POWERS or _THREE_SIGNS.search(text):
        return False
    depth = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in _OPEN else -1
        if depth < 0 or depth > limits.brackets:
            return False
    return True


class _Scan:
    """What has been counted so far: tokens, signs in a row, and the powers in a row at each open bracket."""

    def __init__(self, spot: Spot, limits: Limits) -> None:
        self.spot, self.limits = spot, limits
        self.tokens = self.signs = 0
        self.powers = [0]
        self.before = ""

    def count(self, match: re.Match[str]) -> None:
        """Counts one token; refuses it beyond the limits."""
        text, place = match.group(), match.start()
        self.tokens += 1
        self.signs = self.signs + 1 if text in _UNARY else 0
        self._chain(text, place)
        if self.tokens > self.limits.tokens:
            raise self.spot.error("read.too-long", place, most=self.limits.tokens)
        if len(self.powers) - 1 > self.limits.brackets or self.powers[-1] > MOST_POWERS:
            raise self.spot.error("read.too-deep", place, most=self.limits.brackets)
        if self.signs > self.limits.signs:
            raise self.spot.error("read.too-many-signs", place, most=self.limits.signs)
        if match["number"]:
            _check_number(self.spot, match, self.limits)
        if match["whole"] and len(text) > self.limits.digits:
            raise self.spot.error("read.number-too-long", place, len(text), most=self.limits.digits)
        self.before = text

    def _chain(self, text: str, place: int) -> None:
        if text in _OPEN:
            self.powers.append(0)
        elif text in _CLOSE:
            self.powers.pop()
            if not self.powers:
                raise self.spot.error("read.bracket-not-opened", place, bracket=text)
        elif text == "**":
            self.powers[-1] += 1
        elif text in _JOINING and self.before not in ("**", *_UNARY):
            # A sign right behind `**` belongs to the exponent; every other one ends the row of powers.
            self.powers[-1] = 0


def _is_typed(match: re.Match[str]) -> bool:
    """Whether Python would not know this piece: `2x`, `^`, `|`, `√`, `x²`."""
    if match["text"]:
        return False
    text = match.group()
    return bool(match["tail"]) or text in _TYPED or (not text.isascii() and any(_foreign(c) for c in text))


def _foreign(character: str) -> bool:
    return not character.isascii() and character not in _GREEK


def _check_number(spot: Spot, match: re.Match[str], limits: Limits) -> None:
    digits, _, exponent = match["number"].lower().partition("e")
    if len(digits) > limits.digits or len(exponent) > 8 or (exponent and abs(int(exponent)) > limits.exponent):
        raise spot.error("read.number-too-long", match.start(), len(match.group()), most=limits.digits)
