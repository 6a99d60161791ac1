"""Equality up to a constant or a factor, as plain equality: the same formulas at another point of the domain are put
beside them, in letters of their own."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from gradekit.model.domain import Domain, Range
from gradekit.model.form import AskedForm
from gradekit.recheck.looks import settled_value
from gradekit.recheck.points import own_points
from gradekit.recheck.programs import Program
from gradekit.recheck.regions import Sides
from gradekit.recheck.result import Open
from gradekit.recheck.values import Values, is_number
from gradekit.syntax.build import ZERO, symbol
from gradekit.syntax.making import replaced
from gradekit.syntax.tree import Expr, symbols_of

_CONSTANT = re.compile(r"[CcKk]_?\d*")
_OTHER = "_other"
_TRIED = 24


def widened(pairs: Sequence[Sides], form: AskedForm) -> list[Sides]:
    """What has to be equal for each entry.

    f = g + C is f(x) = g(x) + f(x') - g(x'), where x' is called `x_other`. F = c G with one c for all entries is
    F_i(x) = G_i(x) f(x')/g(x') for the first entry f, g of which neither is zero everywhere.
    """
    if form.name == "up-to-constant":
        return [_to_constant(pair, form.letters or _varying([pair.answer], [pair.expected])) for pair in pairs]
    answers, expected = [pair.answer for pair in pairs], [pair.expected for pair in pairs]
    letters = form.letters or _varying(answers, expected)
    pivot = next(
        (pair for pair in pairs if _has_nonzero(pair.answer, pair) and _has_nonzero(pair.expected, pair)), None
    )
    if pivot is None:
        return list(pairs)
    f, g, domain = _elsewhere(pivot, letters, _letters([*answers, *expected]))
    factor = Expr("divide", (f, g))
    return [
        Sides(
            pair.answer,
            Expr("multiply", (pair.expected, factor)) if _has_nonzero(pair.expected, pair) else ZERO,
            domain,
            pair.principal,
        )
        for pair in pairs
    ]


def _to_constant(pair: Sides, letters: Collection[str]) -> Sides:
    f, g, domain = _elsewhere(pair, letters, frozenset())
    return Sides(pair.answer, Expr("add", (pair.expected, f, Expr("negate", (g,)))), domain, pair.principal)


def _elsewhere(pair: Sides, letters: Collection[str], others: frozenset[str]) -> tuple[Expr, Expr, Domain]:
    """Both sides at another point, and the domain of both points together."""
    given = pair.domain
    taken = {*_letters([pair.answer, pair.expected]), *others, *(one.symbol for one in given.ranges)}
    fresh = {name: _fresh(name, taken) for name in sorted(taken & set(letters))}
    copies = {name: symbol(other) for name, other in fresh.items()}
    ranges = (Range(other, given.of(name).interval, given.of(name).kind) for name, other in fresh.items())
    wider = Domain((*given.ranges, *ranges), given.reading)
    return replaced(pair.answer, copies), replaced(pair.expected, copies), wider


def _fresh(name: str, taken: Collection[str]) -> str:
    other = name + _OTHER
    while other in taken:
        other += "_"
    return other


def _varying(answers: Sequence[Expr], expected: Sequence[Expr]) -> frozenset[str]:
    """All letters, but for constants such as C that one side alone has."""
    mine, right = _letters(answers), _letters(expected)
    return frozenset(name for name in mine | right if name in mine & right or not _CONSTANT.fullmatch(name)) or (
        mine | right
    )


def _letters(trees: Sequence[Expr]) -> frozenset[str]:
    return frozenset[str]().union(*map(symbols_of, trees))


def _has_nonzero(tree: Expr, pair: Sides) -> bool:
    """Whether the formula has a value other than zero somewhere in the domain."""
    program = Program()
    row = program.enter(tree)
    values = Values(program, principal=pair.principal)
    found = [settled_value(values, row, point) for point in own_points(pair.domain, program.symbols, _TRIED)]
    if not any(map(is_number, found)):
        raise Open("recheck.no-value")
    return any(is_number(value) and value for value in found)
