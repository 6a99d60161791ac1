"""Equality up to a constant: antiderivatives, level sets and directions are only determined that far.

Whether a function of x is constant is asked without choosing a point or taking a derivative: it is, when its value at x
and at another point of the same domain, in letters of its own, are equal. So the rules of `decide` hold unchanged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from gradekit.equality.decide import decide
from gradekit.equality.decision import Decision, undecided
from gradekit.equality.limits import WorkLimits
from gradekit.model.domain import Domain, Range
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.syntax.build import ZERO, symbol
from gradekit.syntax.making import replaced
from gradekit.syntax.tree import Expr, symbols_of

OTHER = "_other"
"""Ends the name of a letter at the other point."""


def equal_up_to_constant(
    answer: Expr,
    expected: Expr,
    symbols: Collection[str],
    domain: Domain = Domain(),  # noqa: B008  frozen
    *,
    limits: WorkLimits = WorkLimits(),  # noqa: B008  frozen
    certificate: bool = False,
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
    return decide(
        answer, Expr("add", (expected, f, Expr("negate", (g,)))), wider, limits=limits, certificate=certificate
    )


def equal_up_to_factor(
    answer: Expr,
    expected: Expr,
    symbols: Collection[str],
    domain: Domain = Domain(),  # noqa: B008  frozen
    *,
    limits: WorkLimits = WorkLimits(),  # noqa: B008  frozen
    certificate: bool = False,
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
    return equal_up_to_one_factor([answer], [expected], symbols, domain, limits=limits, certificate=certificate)[0]


def equal_up_to_one_factor(
    answer: Sequence[Expr],
    expected: Sequence[Expr],
    symbols: Collection[str],
    domain: Domain = Domain(),  # noqa: B008  frozen
    *,
    limits: WorkLimits = WorkLimits(),  # noqa: B008  frozen
    certificate: bool = False,
) -> tuple[Decision, ...]:
    """For each entry whether `answer = c * expected`, with one c for all of them that does not depend on the `symbols`
    and is not 0: two vectors have the same direction or the opposite one.

    The factor is taken from the first entry that is not zero everywhere on either side; where an expected entry is,
    its answer has to be as well. Where one entry does not fit, none does: any of them may be the wrong one.

    >>> from gradekit.syntax.build import number
    >>> [d.outcome.value for d in equal_up_to_one_factor([number(2), number(4)], [number(1), number(2)], ())]
    ['proved', 'proved']
    """
    zeros = [[decide(side, ZERO, domain, limits=limits).outcome for side in sides] for sides in (answer, expected)]
    if any(outcome is Outcome.UNDECIDED for side in zeros for outcome in side):
        return (undecided("perhaps-zero"),) * len(expected)
    nonzero = (i for i, both in enumerate(zip(*zeros, strict=True)) if not any(outcome in RIGHT for outcome in both))
    pivot = next(nonzero, None)
    if pivot is None:
        return _all_alike(
            decide(a, e, domain, limits=limits, certificate=certificate) for a, e in zip(answer, expected, strict=True)
        )
    taken = frozenset[str]().union(*map(symbols_of, (*answer, *expected)))
    f, g, wider = _elsewhere(answer[pivot], expected[pivot], symbols, domain, taken)
    factor = Expr("divide", (f, g))
    return _all_alike(
        decide(
            a, ZERO if zero in RIGHT else Expr("multiply", (e, factor)), wider, limits=limits, certificate=certificate
        )
        for a, e, zero in zip(answer, expected, zeros[1], strict=True)
    )


def _all_alike(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    found = tuple(decisions)
    off = next((decision for decision in found if decision.outcome is Outcome.DIFFERENT), None)
    return found if off is None else (off,) * len(found)


def _elsewhere(
    answer: Expr, expected: Expr, symbols: Collection[str], domain: Domain, others: Collection[str] = ()
) -> tuple[Expr, Expr, Domain]:
    """Both sides with a fresh letter for each of the symbols, and the domain with the ranges of those as well."""
    taken = {*symbols_of(answer), *symbols_of(expected), *others, *(given.symbol for given in domain.ranges)}
    fresh = {name: _fresh(name, taken) for name in sorted(set(symbols) & taken)}
    copies = {name: symbol(other) for name, other in fresh.items()}
    ranges = tuple(Range(other, domain.of(name).interval, domain.of(name).kind) for name, other in fresh.items())
    return replaced(answer, copies), replaced(expected, copies), Domain((*domain.ranges, *ranges), domain.reading)


def _fresh(name: str, taken: Collection[str]) -> str:
    other = name + OTHER
    while other in taken:
        other += "_"
    return other
