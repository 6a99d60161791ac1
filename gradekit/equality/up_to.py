"""Equality up to a constant: antiderivatives, level sets and directions are only determined that far.

Whether a function of x is constant is asked without choosing a point or taking a derivative: it is, when its value at x
and at another point of the same domain, in letters of its own, are equal. So the rules of `decide` hold unchanged.
"""

from __future__ import annotations

from collections.abc import Collection

from gradekit.equality.decide import decide
from gradekit.equality.decision import Decision, undecided
from gradekit.equality.limits import WorkLimits
from gradekit.model.domain import Domain, Range
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.syntax.build import ZERO, symbol
from gradekit.syntax.making import replaced
from gradekit.syntax.tree import Expr, symbols_of


def equal_up_to_constant(
    answer: Expr,
    expected: Expr,
    symbols: Collection[str],
    domain: Domain = Domain(),  # noqa: B008  frozen
    *,
    limits: WorkLimits = WorkLimits(),  # noqa: B008  frozen
) -> Decision:
    """Whether `answer - expected` does not depend on the `symbols`; other letters may occur in it, such as C.

    That is f(x) = g(x) + (f(x') - g(x')) for all x and x' of the domain, for the answer f and the expected g. The
    constant is one for the whole domain, also where that is in several pieces. A witness names x' as `x_other`.

    >>> from gradekit.syntax.build import add, log, multiply, number
    >>> x = symbol("x")
    >>> equal_up_to_constant(add(x, number(3)), x, {"x"}).outcome
    <Outcome.PROVED: 'proved'>
    >>> equal_up_to_constant(multiply(number(2), x), x, {"x"}).outcome
    <Outcome.DIFFERENT: 'different'>
    """
    f, g, wider = _elsewhere(answer, expected, symbols, domain)
    return decide(answer, Expr("add", (expected, f, Expr("negate", (g,)))), wider, limits=limits)


def equal_up_to_factor(
    answer: Expr,
    expected: Expr,
    symbols: Collection[str],
    domain: Domain = Domain(),  # noqa: B008  frozen
    *,
    limits: WorkLimits = WorkLimits(),  # noqa: B008  frozen
) -> Decision:
    """Whether `answer = c * expected` with a c that does not depend on the `symbols` and is not 0.

    That is f(x) = g(x) f(x')/g(x') for all x and x' of the domain with g(x') not 0, where neither f nor g is zero
    everywhere; zero is a multiple of zero only. Other letters may occur in c, and c may vanish at some of their values.

    >>> from gradekit.syntax.build import multiply, number
    >>> x = symbol("x")
    >>> equal_up_to_factor(multiply(number(3), x), x, {"x"}).outcome
    <Outcome.PROVED: 'proved'>
    >>> equal_up_to_factor(number(0), x, {"x"}).outcome
    <Outcome.DIFFERENT: 'different'>
    """
    zeros = [decide(side, ZERO, domain, limits=limits).outcome for side in (answer, expected)]
    if any(outcome in RIGHT for outcome in zeros):
        return decide(answer, expected, domain, limits=limits)
    if Outcome.UNDECIDED in zeros:
        return undecided("perhaps-zero")
    f, g, wider = _elsewhere(answer, expected, symbols, domain)
    return decide(answer, Expr("multiply", (expected, Expr("divide", (f, g)))), wider, limits=limits)


def _elsewhere(answer: Expr, expected: Expr, symbols: Collection[str], domain: Domain) -> tuple[Expr, Expr, Domain]:
    """Both sides with a fresh letter for each of the symbols, and the domain with the ranges of those as well."""
    taken = symbols_of(answer) | symbols_of(expected) | {given.symbol for given in domain.ranges}
    fresh = {name: _fresh(name, taken) for name in sorted(set(symbols) & taken)}
    copies = {name: symbol(other) for name, other in fresh.items()}
    ranges = tuple(Range(other, domain.of(name).interval, domain.of(name).kind) for name, other in fresh.items())
    return replaced(answer, copies), replaced(expected, copies), Domain((*domain.ranges, *ranges), domain.reading)


def _fresh(name: str, taken: Collection[str]) -> str:
    other = f"{name}_other"
    while other in taken:
        other += "_"
    return other
