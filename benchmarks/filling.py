"""Filling in a stub as a student does: right answers and wrong ones, rewritten and typed by different hands."""

from __future__ import annotations

import contextlib
import random
import re
from collections.abc import Mapping, Sequence

from gradekit.grading.trial import typed as as_typed
from gradekit.kinds import kind_of
from gradekit.model.problem import Issued, Key, Part, PartKey, in_full
from gradekit.problems.handing_out.stubs import answer_name
from gradekit.syntax.tree import Array, Expr
from rewrite import rewrite
from rewriting.spellings import Hand, spell


def positive_symbols(issued: Issued) -> frozenset[str]:
    """The symbols whose range in the question is positive."""
    return frozenset(told.symbol for told in issued.domain.ranges if told.interval.positive)


def typed(value: Array, known: frozenset[str], rng: random.Random, changes: int = 1) -> str:
    """The entries as a student types them, each after that many rewrites; a bare number as it is. `known` names the
    symbols that are positive."""
    return _bracketed([_entry(entry, known, rng, changes) for entry in value.entries], value.shape)


def plain(value: Array) -> str:
    """The entries in plain Python."""
    return _bracketed([spell(entry, Hand()) for entry in value.entries], value.shape)


def _entry(expr: Expr, known: frozenset[str], rng: random.Random, changes: int) -> str:
    text = spell(expr, Hand())
    with contextlib.suppress(LookupError):  # numbers have nothing to rewrite
        for _ in range(changes):
            made = rewrite(expr, rng, positive=known)
            expr, text = made.expr, made.text
    return text


def _bracketed(texts: Sequence[str], shape: tuple[int, ...]) -> str:
    if not shape:
        return texts[0]
    step = len(texts) // shape[0] if shape[0] else 0
    rows = (_bracketed(texts[i * step : (i + 1) * step], shape[1:]) for i in range(shape[0]))
    return f"[{', '.join(rows)}]"


def names(issued: Issued, slot: int) -> dict[str, str]:
    """The name in the stub of each part, by its key."""
    return {part.key: answer_name(slot, index) for index, part in enumerate(issued.parts)}


def right_answers(issued: Issued, key: Key, slot: int) -> dict[str, str]:
    """The right answers in plain Python, by the names in the stub; of other kinds than formulas as one types them."""
    whole = in_full(issued, key)
    return {name: whole_answer(whole.part(part), key) for part, name in names(issued, slot).items()}


def whole_answer(part: Part, key: Key) -> str:
    """The right answer as one types it, whatever the part asks for."""
    right = key.part(part.key)
    return right_answer(part, right) if by_entries(part) else as_typed(right.value, part, key)


def by_entries(part: Part) -> bool:
    """Whether an answer is a formula or an array of them, which may be typed in any spelling."""
    return kind_of(part.kind).any_spelling


def right_answer(part: Part, right: PartKey) -> str:
    """The right answer in plain Python; a choice in quotes."""
    return repr(right.word) if part.choices else plain(right.value)


def filled(stub: str, answers: Mapping[str, str]) -> str:
    """The stub with the answers in place of whatever each name stood for, which may go on in indented lines; a function
    returns its answer.

    >>> filled("q1a = ...\\nq1b = [...,\\n       ...]\\n", {"q1b": "[2*t, 1]"})
    'q1a = ...\\nq1b = [2*t, 1]\\n'
    """
    for name, text in answers.items():
        stub, count = re.subn(
            rf"^{name} = .*(?:\n[ \t].*)*$", lambda _, line=f"{name} = {text}": line, stub, flags=re.MULTILINE
        )
        if not count:
            pattern = rf"^(def {name}\(.*\n +return ).*$"
            stub, count = re.subn(pattern, lambda match, told=text: match[1] + told, stub, flags=re.MULTILINE)
        if count != 1:
            raise ValueError(f"the stub has {count} lines for {name}")
    return stub
