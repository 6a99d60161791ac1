"""Equality of entries as far as a question determines them: altogether, up to a constant, up to a factor, to digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gradekit.equality.arrays import decide_entries
from gradekit.equality.asked.asked_forms import significant_digits
from gradekit.equality.asked.digits import agrees_to_digits
from gradekit.equality.asked.up_to import equal_up_to_constant, equal_up_to_one_factor
from gradekit.equality.decision import Decision
from gradekit.model.domain import Domain
from gradekit.model.evidence import Proof
from gradekit.model.form import AskedForm
from gradekit.model.outcome import Outcome
from gradekit.syntax.tree import Expr, symbols_of

FEWEST_DIGITS = 3
"""A decimal with fewer significant digits, where more are asked, has not been rounded too early: it is another one."""

_CONSTANT = re.compile(r"[CcKk]_?\d*")


def decide_asked(
    answer: Sequence[Expr],
    expected: Sequence[Expr],
    domain: Domain,
    asked: Sequence[AskedForm],
    *,
    certificate: bool = False,
) -> tuple[Decision, ...]:
    """A decision for each entry of the answer, by what the forms that are asked for leave open.

    Up to a constant each entry has a constant of its own; up to a factor all entries have one together, as a direction.
    To digits, a value is right that differs by at most one unit in the last digit asked for; so is one with at least
    three digits, but fewer than asked for, that is right as far as it goes.
    """
    for form in asked:
        if form.name == "up-to-constant":
            return tuple(
                equal_up_to_constant(
                    mine, right, form.letters or varying_letters([mine], [right]), domain, certificate=certificate
                )
                for mine, right in zip(answer, expected, strict=True)
            )
        if form.name == "up-to-factor":
            letters = form.letters or varying_letters(answer, expected)
            return equal_up_to_one_factor(answer, expected, letters, domain, certificate=certificate)
    decisions = decide_entries(answer, expected, domain, certificate=certificate)
    digits = next((form.digits for form in asked if form.name == "digits"), None)
    return decisions if digits is None else tuple(_to_digits(answer, expected, decisions, digits))


def _to_digits(
    answer: Sequence[Expr], expected: Sequence[Expr], decisions: Sequence[Decision], digits: int
) -> Iterator[Decision]:
    for mine, right, decision in zip(answer, expected, decisions, strict=True):
        written = significant_digits(mine)
        fewer = digits if written is None or written < FEWEST_DIGITS else min(digits, written)
        near = decision.outcome is Outcome.DIFFERENT and agrees_to_digits(mine, right, digits=fewer)
        yield Decision(Outcome.PROVED, Proof("digits")) if near else decision


def varying_letters(answer: Iterable[Expr | None], expected: Iterable[Expr | None]) -> frozenset[str]:
    """The letters that vary where none are named: all, but for constants such as `C` that one side alone has.

    >>> from gradekit.syntax.build import add, symbol
    >>> sorted(varying_letters([add(symbol("x"), symbol("C_1"))], [symbol("x")]))
    ['x']
    """
    mine, right = _letters(answer), _letters(expected)
    constants = {name for name in mine ^ right if _CONSTANT.fullmatch(name)}
    return (mine | right) - constants or mine | right


def _letters(entries: Iterable[Expr | None]) -> frozenset[str]:
    return frozenset[str]().union(*(symbols_of(entry) for entry in entries if entry is not None))
