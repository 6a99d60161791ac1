"""Two texts, typed or in LaTeX: what they were read as, and whether they are equal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Literal

import msgspec

from gradekit.equality.arrays import decide_entries
from gradekit.equality.assume import assumptions, domain_of
from gradekit.equality.decision import Decision
from gradekit.errors import StudentError
from gradekit.model.answer import Value
from gradekit.model.evidence import Evidence, Shapes
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.latex_reader import read_latex
from gradekit.syntax.latex_tokens import latex_tokens
from gradekit.syntax.limits import Limits
from gradekit.syntax.names import CONSTANTS, GREEK, SPELLINGS
from gradekit.syntax.scope import Nested, Scope, Spot
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr

__all__ = ["Equality", "assumptions", "equal"]

LIMITS = Limits(depth=250, brackets=200)
"""Wider than for a textbook answer: these texts are typed by whoever runs the program."""

_WORD = re.compile(r"[^\W\d_]+(?:_?\d+)?\w*")


class Equality(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome for two texts, its evidence, and both readings; `entries` has one verdict for each entry of a list or
    matrix, and then the outcome is that of the worst of them."""

    outcome: Outcome
    evidence: Evidence
    notes: tuple[Message, ...] = ()
    answer: Value
    expected: Value
    entries: tuple[EntryVerdict, ...] = ()


def equal(
    a: str,
    b: str,
    *,
    assume: Mapping[str, str] | None = None,
    reading: Literal["real", "principal"] = "real",
    latex: bool = False,
) -> Equality:
    r"""Whether the answer `a` equals `b`, whose domain rules. Letters, names of Greek letters, names with digits and
    names that something is assumed of are symbols; a symbol without an assumption is any real number.

    Assumptions are `real`, `positive`, `negative`, `nonnegative`, `integer`, `complex` or an interval: `0<t<pi`.
    With `latex` both texts are LaTeX; there a letter with any subscript and a word in upright letters are symbols too.
    A text that cannot be read raises `StudentError`.

    >>> equal("sqrt(1 - cos(t)^2)", "sin(t)", assume={"t": "0<t<pi"}).outcome
    <Outcome.PROVED: 'proved'>
    >>> equal("sqrt(1 - cos(t)^2)", "sin(t)").outcome
    <Outcome.DIFFERENT: 'different'>
    >>> equal(r"\frac{1}{2} \sin 2x", r"\sin x \cos x", latex=True).outcome
    <Outcome.PROVED: 'proved'>
    """
    given = assume or {}
    scope, read = (latex_scope_of(a, b, given), read_latex) if latex else (scope_of(a, b, given), read_text)
    answer, expected = value_of(read(a, scope).value), value_of(read(b, scope).value)
    if answer.shape != expected.shape:
        return Equality(
            outcome=Outcome.DIFFERENT,
            evidence=Shapes(answer.shape, expected.shape),
            answer=answer,
            expected=expected,
        )
    complete = tuple(entry for entry in expected.entries if entry is not None)
    if len(complete) < len(expected.entries):
        raise StudentError("equality.open-entry")
    decisions = decide_entries(answer.entries, complete, domain_of(given, reading))
    return _joined(answer, expected, decisions)


_WORST = (Outcome.DIFFERENT, Outcome.UNDECIDED, Outcome.AGREED, Outcome.PROVED)


def _joined(answer: Value, expected: Value, decisions: tuple[Decision, ...]) -> Equality:
    worst = min(decisions, key=lambda decision: _WORST.index(decision.outcome))
    return Equality(
        outcome=worst.outcome,
        evidence=worst.evidence,
        notes=tuple(dict.fromkeys(note for decision in decisions for note in decision.notes))
        if answer.shape
        else worst.notes,
        answer=answer,
        expected=expected,
        entries=tuple(EntryVerdict(d.outcome, d.evidence) for d in decisions) if answer.shape else (),
    )


def scope_of(a: str, b: str, assume: Mapping[str, str]) -> Scope:
    """The letters of two texts, all taken as declared."""
    text = f"{a} {b}"
    words = {word for word in _WORD.findall(text) if _is_symbol(word, text)}
    letters = {letter for letter in text if letter.isascii() and letter.isalpha()} - CONSTANTS.keys()
    greek = {name for name, letter in GREEK.items() if letter in text and name != "pi"}
    names = frozenset(words | letters | greek | assume.keys())
    complex_ = re.search(r"(?<![A-Za-z_])I(?![A-Za-z_])", text) is not None or "complex" in assume.values()
    return Scope(names - {"I"} if complex_ else names, complex=complex_, limits=LIMITS)


def _is_symbol(word: str, text: str) -> bool:
    if word in CONSTANTS:
        return False
    if word in GREEK or any(letter.isdigit() for letter in word):
        return word not in SPELLINGS or f"{word}(" not in text.replace(" ", "")
    return len(word) == 1


def latex_scope_of(a: str, b: str, assume: Mapping[str, str]) -> Scope:
    r"""The letters of two formulas in LaTeX, all taken as declared: `x_1` as `x1`, `e_{\theta}` as `e_theta`."""
    pairs = [pair for text in (a, b) for pair in pairwise(latex_tokens(Spot(text), LIMITS))]
    words = {_declared(token.text) for token, _ in pairs if token.kind == "word"}
    called = {token.text for token, after in pairs if after.text in ("(", "{") and len(token.text) > 1}
    functions = (SPELLINGS.keys() - GREEK.keys()) | (called - (GREEK.keys() - SPELLINGS.keys()))
    complex_ = any(token.text == "I" for token, _ in pairs) or "complex" in assume.values()
    return Scope(frozenset(words - CONSTANTS.keys() - functions | assume.keys()), complex=complex_, limits=LIMITS)


def _declared(word: str) -> str:
    """The name of a word with a subscript: digits stand right behind the letter."""
    head, _, below = word.partition("_")
    return word if below and not below.isdigit() else head + below


def value_of(read: Nested) -> Value:
    """What was read as entries with their shape; rows of unequal length are refused."""
    shape, entries = _flat(read)
    return Value(shape, tuple(entries))


def _flat(read: Nested) -> tuple[tuple[int, ...], list[Expr | None]]:
    if read is None or isinstance(read, Expr):
        return (), [read]
    parts = [_flat(part) for part in read]
    shapes = {shape for shape, _ in parts}
    if len(shapes) > 1:
        raise StudentError("equality.ragged")
    inner = shapes.pop() if shapes else ()
    return (len(parts), *inner), [entry for _, entries in parts for entry in entries]
