"""What a run of letters in typed text means: a declared name, a function, a constant, or several of them in a row.

Declared names win over functions and constants, the longest first. A run that could be cut in two ways is refused with
both readings.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

from gradekit.errors import StudentError
from gradekit.syntax.calls import BUILDERS, LOGARITHMS
from gradekit.syntax.names import CONSTANTS, SPELLINGS
from gradekit.syntax.scope import Scope, Spot
from gradekit.syntax.text_conditions import CASE_WORDS
from gradekit.syntax.tokens import Kind, Token

_LONGEST_RUN = 24
_MOST_CUT = 2000
"""Letters of all runs that are cut: each run costs the square of its length."""
_CALLING = ("(", "|", "^", "[", "{", "'")


@final
@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one question, by what they are."""

    scope: Scope

    def kind(self, word: str) -> Kind | None:
        """What a word is by itself; a declared name first."""
        scope = self.scope
        if word in scope.defined or word in scope.symbols:
            return "name"
        if word in SPELLINGS or word in LOGARITHMS or word in BUILDERS or word in scope.undefined:
            return "function"
        if word in ("I", "i"):
            return "constant" if scope.complex else None
        if word in CASE_WORDS:
            return "keyword"
        return "constant" if word in CONSTANTS else None

    def longest(self) -> int:
        """The length of the longest word."""
        return max(map(len, (*self.scope.defined, *self.scope.symbols, *self.scope.undefined, "softplus")))

    def spelled(self, word: str) -> str:
        """The word as it was declared: `u_1` is `u1` where only that is known, and `A11` is `A_11`."""
        joined = word.replace("_", "")
        if self.kind(word) is not None:
            return word
        if self.kind(joined) is not None:
            return joined
        same = [name for name in self.scope.names if name[-1].isdigit() and name.replace("_", "") == joined]
        return same[0] if len(same) == 1 else word


def words_as_names(spot: Spot, tokens: list[Token], scope: Scope) -> list[Token]:
    """The tokens with every run of letters cut into names, constants and functions."""
    vocabulary = Vocabulary(scope)
    named: list[Token] = []
    cut = 0
    for token, after in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        if token.kind != "word":
            named.append(token)
            continue
        pieces = _named(spot, token, after, vocabulary)
        cut += len(token.text) if len(pieces) > 1 else 0
        if cut > _MOST_CUT:
            raise spot.error("read.too-long", token.start, most=_MOST_CUT)
        named += pieces
    return named


def _named(spot: Spot, token: Token, after: Token, vocabulary: Vocabulary) -> list[Token]:
    word = vocabulary.spelled(token.text)
    kind = vocabulary.kind(word)
    if kind is not None:
        return [Token(kind, word, token.start, token.end)]
    if len(word) > _LONGEST_RUN or token.end - token.start != len(token.text):
        raise unknown_name(spot, token, vocabulary.scope)
    called = after.kind == "raised" or (after.kind == "sign" and after.text in _CALLING)
    ways = _ways(word, vocabulary)
    if not ways:
        raise _no_way(spot, token, called, vocabulary)
    if len(ways) > 1:
        raise spot.error("read.two-readings", token.start, len(word), one="*".join(ways[0]), other="*".join(ways[1]))
    return list(_cut(spot, token, ways[0], called, vocabulary))


def _cut(spot: Spot, token: Token, pieces: tuple[str, ...], called: bool, vocabulary: Vocabulary) -> Iterator[Token]:
    start = token.start
    for place, piece in enumerate(pieces):
        kind = vocabulary.kind(piece)
        if kind == "function" and not (called and place == len(pieces) - 1):
            if called:
                raise unknown_name(spot, token, vocabulary.scope, called=True)
            rest = "".join(pieces[place + 1 :]) or "..."
            raise spot.error("read.function-brackets", start, len(piece), name=piece, argument=rest)
        yield Token(kind or "name", piece, start, start + len(piece))
        start += len(piece)


def _ways(word: str, vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """The cheapest ways to cut a word, at most two: fewest pieces, and of these the fewest that are not declared."""
    best: list[tuple[int, list[tuple[str, ...]]]] = [(0, [()])]
    longest = vocabulary.longest()
    for end in range(1, len(word) + 1):
        cost, ways = 10**6, list[tuple[str, ...]]()
        for start in range(max(0, end - longest), end):
            piece, (before, heads) = word[start:end], best[start]
            price = before + _price(piece, vocabulary)
            if not heads or price > cost or price >= 10**6:
                continue
            longer = [(*head, piece) for head in heads]
            ways = longer if price < cost else [*ways, *longer]
            cost = price
        best.append((cost, ways[:2]))
    return best[-1][1]


def _price(piece: str, vocabulary: Vocabulary) -> int:
    kind = vocabulary.kind(piece)
    if kind == "name":
        return 10
    if kind == "constant" or (kind == "function" and len(piece) > 1 and piece not in BUILDERS):
        return 11
    return 10**6


def _no_way(spot: Spot, token: Token, called: bool, vocabulary: Vocabulary) -> StudentError:
    """The error for letters that mean nothing: perhaps a function whose brackets are missing."""
    word = token.text
    heads = [word[:n] for n in range(len(word) - 1, 1, -1) if word[:n] in SPELLINGS]
    if heads and (rest := word[len(heads[0]) :])[0].isdigit() and not called:
        return spot.error("read.function-brackets", token.start, len(word), name=heads[0], argument=rest)
    return unknown_name(spot, token, vocabulary.scope, called=called)


def nearest(name: str, words: list[str]) -> str | None:
    """The known word that a name was meant for, if one is near enough; capital letters and digits count for little.

    >>> nearest("Sin", ["sin", "sinh"])
    'sin'
    """
    for plain in (name.lower(), name.rstrip("0123456789")):
        if plain in words:
            return plain
    cutoff = 0.6 if len(name) > 3 else 0.7
    return next(iter(difflib.get_close_matches(name, words, n=1, cutoff=cutoff)), None)


def unknown_name(spot: Spot, token: Token, scope: Scope, *, called: bool = False) -> StudentError:
    """The error for a name that the question does not have, with the nearest that it has."""
    place, width, name = token.start, token.end - token.start, token.text[:40]
    if name in ("i", "I", "j"):
        return spot.error("read.no-complex-numbers", place, width, name=name)
    known = sorted(scope.names)
    words = [*known, *(sorted({*SPELLINGS, *scope.undefined}) if called else [])]
    if near := "pi" if name.lower() == "pi" else nearest(name, words):
        return spot.error("read.unknown-name-near", place, width, name=name, near=near, known=tuple(known[:12]))
    if called:
        return spot.error("read.unknown-function", place, width, name=name, known=tuple(known[:12]))
    return spot.error("read.unknown-name", place, width, name=name, known=tuple(known[:12]))
