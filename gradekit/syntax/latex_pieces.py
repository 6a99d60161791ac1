r"""LaTeX cut into commands, numbers and signs, with what says nothing left out and habits of writing made even.

`x^2_1` is `x_1^2`, `0{,}5` and `0{.}5` are decimals, `1{,}000{,}000` is a million, `sin(x)` is `\sin(x)`, and the full
stop of a sentence that ends with the formula is no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gradekit.syntax.scope import Spot

Piece = tuple[str, int]
"""A piece and its place in the text."""

_LEXER = re.compile(r"\\[A-Za-z]+\*?|\\.|\d+(?:\.\d+)?|\.\d+|\s+|.", re.DOTALL | re.ASCII)
_SPACES = ("thinspace", "medspace", "thickspace", "negthinspace", "enspace", "enskip", "space", "quad", "qquad")
_STYLES = ("displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag", "mathstrut", "strut")
_SILENT = frozenset(["$", "~"] + [rf"\{word}" for word in (*",;:! ()[]>", *_SPACES, *_STYLES)])
_MARKS = frozenset({".", ","})
_NEAR = 16
"""Pieces of an exponent behind which a subscript is looked for."""

_STEMS = [f"{stem}{end}" for stem in ("sin", "cos", "tan", "cot", "sec", "csc") for end in ("", "h")]
_PLAIN = frozenset(
    [f"{front}{stem}" for stem in _STEMS for front in ("", "a", "ar", "arc")]
    + ["exp", "ln", "log", "sqrt", "abs", "max", "min"]
)
_CALLING = frozenset({"(", "^", "{", "|", r"\left", r"\bigl", r"\big"})


def pieces_of(spot: Spot) -> list[Piece]:
    """The pieces of the text.

    >>> [text for text, _ in pieces_of(Spot("x^2_1 + 0{,}5."))]
    ['x', '_', '1', '^', '2', '+', '0.5']
    """
    found = ((m.group(), m.start()) for m in _LEXER.finditer(spot.text))
    pieces = [(text, place) for text, place in found if not text.isspace() and text not in _SILENT]
    if len(pieces) > 1 and pieces[-1][0] in _MARKS and pieces[-2][0] != r"\right":
        pieces.pop()
    # Most formulas have nothing to make even, and long ones are walked through as seldom as can be.
    if "," in spot.text or "." in spot.text:
        pieces = list(_decimals(spot, pieces))
    if "_" in spot.text:
        _subscripts_first(pieces)
    return list(_plain_functions(pieces))


def _decimals(spot: Spot, pieces: list[Piece]) -> Iterator[Piece]:
    """Numbers with their mark between braces as one piece each."""
    at = 0
    while at < len(pieces):
        text, place = pieces[at]
        at += 1
        if not text.isdigit():
            yield text, place
            continue
        groups, marks = [text], set[str]()
        while _mark_at(pieces, at):
            marks.add(pieces[at + 1][0])
            groups.append(pieces[at + 3][0])
            at += 4
        yield _number(spot, place, groups, marks) if marks else text, place


def _mark_at(pieces: list[Piece], at: int) -> bool:
    texts = [text for text, _ in pieces[at : at + 4]]
    return len(texts) == 4 and texts[0] == "{" and texts[1] in _MARKS and texts[2] == "}" and texts[3][0].isdigit()


def _number(spot: Spot, place: int, groups: list[str], marks: set[str]) -> str:
    whole, last = groups[0], groups[-1]
    thousands = all(len(group.partition(".")[0]) == 3 for group in groups[1:]) and 0 < len(whole.lstrip("0")) <= 3
    if marks == {","} and thousands:
        if len(groups) == 2 and "." not in last:
            raise spot.error("read.two-readings", place, one="".join(groups), other=".".join(groups))
        return "".join(groups)
    if len(groups) > 2 or "." in last:
        raise spot.error("read.operand-missing", place, sign=marks.pop())
    return ".".join(groups)


def _subscripts_first(pieces: list[Piece]) -> None:
    """Moves a subscript that stands behind an exponent before it."""
    for at in range(1, len(pieces) - 3):
        before = pieces[at - 1][0]
        if pieces[at][0] != "^" or not (before.isalpha() or (before[0] == "\\" and before[1:].isalpha())):
            continue
        middle = _argument_end(pieces, at + 1)
        if middle is not None and middle < len(pieces) and pieces[middle][0] == "_":
            end = _argument_end(pieces, middle + 1)
            if end is not None:
                pieces[at:end] = [*pieces[middle:end], *pieces[at:middle]]


def _argument_end(pieces: list[Piece], start: int) -> int | None:
    """Where the argument that begins at `start` ends, if that is near."""
    depth = 0
    for at in range(start, min(start + _NEAR, len(pieces))):
        depth += (pieces[at][0] == "{") - (pieces[at][0] == "}")
        if depth <= 0:
            return at + 1 if depth == 0 else None
    return None


def _plain_functions(pieces: list[Piece]) -> Iterator[Piece]:
    """Letters in a row that end with the name of a function, before its brackets, with that name as one piece."""
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and _is_letter(pieces[end][0]) and pieces[end][1] == pieces[at][1] + end - at:
            end += 1
        if end == at:
            yield pieces[at]
            end += 1
        else:
            called = end < len(pieces) and pieces[end][0] in _CALLING
            word = "".join(text for text, _ in pieces[at:end]) if called else ""
            length = _function_length(word)
            yield from pieces[at : end - length]
            if length:
                yield word[-length:], pieces[end - length][1]
        at = end


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isascii() and text.isalpha()


def _function_length(word: str) -> int:
    """The length of the longest name of a function at the end of a word of single letters."""
    return next((n for n in range(min(len(word), 7), 1, -1) if word[-n:] in _PLAIN), 0)


def unseen_brackets(pieces: list[Piece]) -> frozenset[int]:
    r"""The places of the dots in `\left. ... \right.`: a pair of brackets that is not seen."""
    open_, found = list[Piece](), set[int]()
    for (text, _), bracket in pairwise(pieces):
        if text == r"\left":
            open_.append(bracket)
        elif text == r"\right" and open_:
            opening = open_.pop()
            if opening[0] == bracket[0] == ".":
                found |= {opening[1], bracket[1]}
    return frozenset(found)


def differentiates(pieces: list[Piece], at: int) -> bool:
    r"""Whether the two arguments that begin there are those of a derivative: `{d}{dx}`, `{dy}{dx}`, `{d^2y}{dx^2}`."""
    below = _argument_end(pieces, at)
    return below is not None and _is_differential(pieces, at) and _is_differential(pieces, below, of=True)


def _is_differential(pieces: list[Piece], at: int, *, of: bool = False) -> bool:
    """Whether the argument begins with a d; `of` something: a letter follows."""
    texts = [text for text, _ in pieces[at : at + 6] if text not in (r"\mathrm", r"\text")]
    while texts[:1] == ["{"]:
        texts = texts[1:]
    if texts[:1] != ["d"]:
        return False
    after = next((text for text in texts[1:] if text != "}"), "")
    return not of or _is_letter(after) or (len(after) > 2 and after[0] == "\\")
