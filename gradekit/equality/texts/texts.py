"""Two texts, typed or in LaTeX: what they were read as, and whether they are equal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from gradekit.equality.arrays import decide_entries
from gradekit.equality.asked.asking import form_note, missing, read_forms
from gradekit.equality.asked.widened import decide_asked
from gradekit.equality.decision import Decision
from gradekit.equality.texts.assume import assumptions, domain_of
from gradekit.equality.texts.open_functions import open_functions
from gradekit.equality.texts.read_as_products import letter_told, products_told
from gradekit.errors import StudentError
from gradekit.model.answer import Value
from gradekit.model.domain import Domain
from gradekit.model.equality import Equality
from gradekit.model.evidence import Shapes
from gradekit.model.form import AskedForm
from gradekit.model.message import Message
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.calls import LOGARITHMS
from gradekit.syntax.latex_reader import read_latex
from gradekit.syntax.latex_tokens import latex_tokens
from gradekit.syntax.limits import Limits
from gradekit.syntax.names import CONSTANTS, GREEK, SPELLINGS
from gradekit.syntax.scope import Nested, Scope, Spot
from gradekit.syntax.text import read_text
from gradekit.syntax.text_conditions import CASE_WORDS
from gradekit.syntax.tree import Expr, symbols_of

__all__ = ["Equality", "Reading", "assumptions", "equal"]

Reading = Literal["real", "principal"]

LIMITS = Limits(depth=250, brackets=200)
"""Wider than for a textbook answer: these texts are typed by whoever runs the program."""

_WORD = re.compile(r"[^\W\d_]+(?:_?\d+)?\w*")
_IMAGINARY = re.compile(r"(?<![A-Za-z_])I(?![A-Za-z_])")


def equal(
    a: str,
    b: str,
    *,
    assume: Mapping[str, str] | None = None,
    reading: Reading = "real",
    latex: bool = False,
    form: str | Sequence[str] = (),
    certificate: bool = False,
) -> Equality:
    r"""Whether the answer `a` equals `b`, whose domain rules. Letters, names of Greek letters, names with digits and
    names that something is assumed of are symbols; a symbol without an assumption is any real number.

    Assumptions are `real`, `positive`, `negative`, `nonnegative`, `integer`, `complex`, an interval: `0<t<pi`, or
    `function`; a name with a prime, as in `f'(x)`, is a function without a word. Where
    a symbol is complex, the reading is `principal` or `I` occurs, both `I` and `i` are the imaginary unit.
    With `latex` both texts are LaTeX; there a letter with any subscript and a word in upright letters are symbols too.
    A `form` is asked of `a` besides: `factored`, `expanded`, `exact`, `digits:4`, `letters:x,y`; `up-to-constant` and
    `up-to-factor` (`up-to-constant:x` where not all letters vary) let `b` be determined only that far.
    With `certificate` a proof carries what `gradekit recheck` checks it by. A text that cannot be read raises
    `StudentError`.

    >>> equal("sqrt(1 - cos(t)^2)", "sin(t)", assume={"t": "0<t<pi"}).outcome
    <Outcome.PROVED: 'proved'>
    >>> equal("sqrt(1 - cos(t)^2)", "sin(t)").outcome
    <Outcome.DIFFERENT: 'different'>
    >>> equal(r"\frac{1}{2} \sin 2x", r"\sin x \cos x", latex=True).outcome
    <Outcome.PROVED: 'proved'>
    >>> equal("x^2 - 1", "(x - 1)(x + 1)", form="factored").outcome
    <Outcome.FORM: 'form'>
    """
    given = assume or {}
    asked = read_forms(form)
    answer, expected = read_pair(a, b, assume=given, reading=reading, latex=latex)
    domain = domain_of(given, reading)
    if answer.shape != expected.shape:
        return Equality(
            outcome=Outcome.DIFFERENT,
            evidence=Shapes(answer.shape, expected.shape),
            answer=answer,
            expected=expected,
            domain=domain,
            asked=asked,
        )
    complete = tuple(entry for entry in expected.entries if entry is not None)
    if len(complete) < len(expected.entries):
        raise StudentError("equality.open-entry")
    decisions = _decided(answer, complete, domain, asked, certificate=certificate)
    found = _formed(joined(answer, expected, domain, decisions), complete, asked)
    notes = () if latex else products_told(f"{a} {b}", given.keys())
    if found.outcome is Outcome.DIFFERENT and "i" in f"{a}{b}":
        entries = (*answer.entries, *expected.entries)
        letters = frozenset[str]().union(*(symbols_of(entry) for entry in entries if entry is not None))
        notes += letter_told(letters, given.keys())
    return msgspec.structs.replace(found, notes=(*found.notes, *notes)) if notes else found


def read_pair(
    a: str, b: str, *, assume: Mapping[str, str], reading: Reading = "real", latex: bool = False
) -> tuple[Value, Value]:
    """What the two texts were read as."""
    scope_in, read = (latex_scope_of, read_latex) if latex else (scope_of, read_text)
    scope = scope_in(a, b, assume, principal=reading == "principal")
    return value_of(read(a, scope).value), value_of(read(b, scope).value)


def _decided(
    answer: Value, expected: Sequence[Expr], domain: Domain, asked: Sequence[AskedForm], *, certificate: bool
) -> tuple[Decision, ...]:
    given = [entry for entry in answer.entries if entry is not None]
    if not asked or len(given) < len(expected):
        return decide_entries(answer.entries, expected, domain, certificate=certificate)
    return decide_asked(given, expected, domain, asked, certificate=certificate)


def _formed(equality: Equality, expected: Iterable[Expr], asked: Sequence[AskedForm]) -> Equality:
    """The same with what was asked for, and a note for each form that is missing."""
    if not asked:
        return equality
    equality = msgspec.structs.replace(equality, asked=tuple(asked))
    lacking = list(missing(equality.answer.entries, expected, asked)) if equality.outcome in RIGHT else []
    if not lacking:
        return equality
    notes = tuple(form_note(form, part) for form, part in lacking)
    return msgspec.structs.replace(equality, outcome=Outcome.FORM, notes=(*notes, *equality.notes))


_WORST = (Outcome.DIFFERENT, Outcome.UNDECIDED, Outcome.AGREED, Outcome.PROVED)


def joined(answer: Value, expected: Value, domain: Domain, decisions: tuple[Decision, ...]) -> Equality:
    """The record of a comparison, entry by entry; the worst of them is what it says of the whole."""
    worst = min(decisions, key=lambda decision: _WORST.index(decision.outcome))
    return Equality(
        outcome=worst.outcome,
        evidence=worst.evidence,
        notes=_all_notes(decisions) if answer.shape else worst.notes,
        answer=answer,
        expected=expected,
        domain=domain,
        entries=tuple(EntryVerdict(d.outcome, d.evidence) for d in decisions) if answer.shape else (),
    )


def _all_notes(decisions: Iterable[Decision]) -> tuple[Message, ...]:
    """Every note once: notes have gaps in a dictionary, so they are no keys of one."""
    notes: list[Message] = []
    for decision in decisions:
        notes += [note for note in decision.notes if note not in notes]
    return tuple(notes)


def scope_of(a: str, b: str, assume: Mapping[str, str], *, principal: bool = False) -> Scope:
    """The letters of two texts, all taken as declared; `I` and `i` are none where complex numbers are declared."""
    text = f"{a} {b}"
    words = {word for word in _WORD.findall(text) if _is_symbol(word, text)}
    letters = {letter for letter in text if letter.isascii() and letter.isalpha()} - CONSTANTS.keys()
    greek = {name for name, letter in GREEK.items() if letter in text and name != "pi"}
    complex_ = principal or "complex" in assume.values() or _IMAGINARY.search(text) is not None
    units = {"I", "i"} if complex_ else set[str]()
    functions = open_functions(text, assume)
    symbols = ((words | letters | greek) - units | assume.keys()) - functions.keys()
    return Scope(frozenset(symbols), complex=complex_, limits=LIMITS, undefined=functions)


def _is_symbol(word: str, text: str) -> bool:
    if word in CONSTANTS or word in LOGARITHMS:
        return False
    if word in GREEK or any(letter.isdigit() for letter in word):
        return word not in SPELLINGS or f"{word}(" not in text.replace(" ", "")
    return len(word) == 1


def latex_scope_of(a: str, b: str, assume: Mapping[str, str], *, principal: bool = False) -> Scope:
    r"""The letters of two formulas in LaTeX, all taken as declared: `x_1` as `x1`, `e_{\theta}` as `e_theta`."""
    pairs = [pair for text in (a, b) for pair in pairwise(latex_tokens(Spot(text), LIMITS))]
    words = {_declared(token.text) for token, _ in pairs if token.kind == "word"}
    called = {token.text for token, after in pairs if after.text in ("(", "{") and len(token.text) > 1}
    functions = (SPELLINGS.keys() - GREEK.keys()) | LOGARITHMS.keys() | (called - (GREEK.keys() - SPELLINGS.keys()))
    complex_ = principal or "complex" in assume.values() or any(token.text == "I" for token, _ in pairs)
    units = {"I", "i"} if complex_ else set[str]()
    left_open = open_functions(f"{a} {b}", assume)
    symbols = (words - CONSTANTS.keys() - functions - units - CASE_WORDS | assume.keys()) - left_open.keys()
    return Scope(frozenset(symbols), complex=complex_, limits=LIMITS, undefined=left_open)


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
