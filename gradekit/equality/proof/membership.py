"""The certificate of a proof on a curve: the numerator of a difference as a sum of multiples of the relations.

A Groebner basis says that there is such a sum. Here one is found by the same steps with every polynomial written as a
sum of multiples of those that it was made of, which costs more and is done on request only.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import sub
from typing import final

from flint import fmpq_mpoly_ctx
from flint.utils.flint_exceptions import DomainError

from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.equality.proof.certify import Written, relation_of
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.ideal import (
    MOST_POLYNOMIALS,
    MOST_TERMS,
    ORDER,
    SameSquare,
    denominators_of,
    equal_roots,
    product_of,
    ties_of,
)
from gradekit.equality.proof.kernel_trees import KernelTrees, NoTree
from gradekit.equality.proof.lemmas import Lemmas
from gradekit.equality.proof.prover import Started, started
from gradekit.equality.proof.ring import Crowded, Poly, Ring, gens_of
from gradekit.model.certificate import EqualRoot, Membership, Polynomial
from gradekit.model.domain import Domain

_MOST_TIMES = 3
_MOST_PAIRS = 200


def membership(
    graph: Graph, answer: int, expected: int, relations: Sequence[int], domain: Domain, limits: WorkLimits
) -> Membership | None:
    """Why two nodes are equal wherever the relations are zero; None where that was not found within limits."""
    together = graph.row("u", "together", answer, expected, *relations)
    form = started(graph, together, domain, principal=False, limits=limits)
    if form is None or form.state.thin:
        return None
    try:
        return _found(form, answer, expected, relations)
    except (LimitMet, Crowded, NoTree, ArithmeticError, DomainError, KeyError, ValueError):
        return None


def _found(form: Started, answer: int, expected: int, relations: Sequence[int]) -> Membership | None:
    state, values = form.state, form.values
    ring, field = state.ring, state.field
    sides = values[answer], values[expected]
    top, below = ring.reduced(field.subtract(*sides).top), denominators_of(form, *sides)
    zeros = [ring.reduced(field.over(values[node])[0]) for node in relations]
    ties = ties_of(form, [top, below, *zeros])
    for roots in ([], equal_roots(form, zeros, ties)):
        known = [product_of(form, root.roots) - root.sign * ring.gens[root.kernel] for root in roots]
        generators = [*zeros, *known, *ties]
        squares = [product_of(form, root.roots, squared=True) - ring.gens[root.kernel] ** 2 for root in roots]
        ideal = _Ideal(ring, generators, [top, below, *squares])
        for times in range(_MOST_TIMES + 1):
            shares = ideal.shares_of(top * below**times)
            if shares is not None:
                return _written(form, sides, [values[node] for node in relations], shares, times, roots)
    return None


def _written(
    form: Started,
    sides: tuple[Value, Value],
    relations: Sequence[Value],
    shares: Sequence[Poly],
    times: int,
    roots: Sequence[SameSquare],
) -> Membership:
    state, count = form.state, len(relations)
    written = Written(state, [*sides, *relations], Lemmas(state))
    trees = KernelTrees(state)
    return Membership(
        kernels=tuple(trees.kernel(gen) for gen in written.used),
        relations=tuple(relation_of(written, gen) for gen in written.used if gen in state.ring.moduli),
        factors=tuple(written.polynomial(state.field.factors[factor]) for factor in written.factors),
        answer=written.quotient(sides[0]),
        expected=written.quotient(sides[1]),
        zeros=tuple(map(written.quotient, relations)),
        times=times,
        multipliers=tuple(map(written.polynomial, shares[:count])),
        equal_roots=tuple(_equal_root(form, written, relations, root) for root in roots),
        multipliers_of_roots=tuple(map(written.polynomial, shares[count : count + len(roots)])),
    )


def _equal_root(form: Started, written: Written, relations: Sequence[Value], root: SameSquare) -> EqualRoot:
    ring, field = form.state.ring, form.state.field
    zeros = [ring.reduced(field.over(relation)[0]) for relation in relations]
    difference = product_of(form, root.roots, squared=True) - ring.gens[root.kernel] ** 2
    ties = ties_of(form, [difference, *zeros])
    shares = _Ideal(ring, [*zeros, *ties], [difference]).shares_of(difference)
    if shares is None:
        raise LimitMet("relations")
    multipliers: tuple[Polynomial, ...] = tuple(map(written.polynomial, shares[: len(zeros)]))
    numbers = tuple(written.number_of[gen] for gen in root.roots)
    sign = 1 if root.sign > 0 else -1
    return EqualRoot(roots=numbers, kernel=written.number_of[root.kernel], sign=sign, multipliers=multipliers)


@final
@dataclass(frozen=True, slots=True)
class _Sum:
    """A polynomial, and what each generator of an ideal is multiplied by in it."""

    poly: Poly
    shares: tuple[Poly, ...]


@final
class _Ideal:
    """A Groebner basis whose polynomials are sums of multiples of the generators; `others` are to be reduced by it."""

    def __init__(self, ring: Ring, generators: Sequence[Poly], others: Sequence[Poly]) -> None:
        self._large_ring = ring
        self._used = sorted({gen for p in (*generators, *others) for gen in gens_of(p)})
        self._ring = fmpq_mpoly_ctx.get([f"g{gen}" for gen in self._used], ORDER)
        zero, one = self._ring.constant(0), self._ring.constant(1)
        self._nothing = _Sum(zero, (zero,) * len(generators))
        self._basis = [
            _Sum(self._small(p), (*(zero,) * k, one, *(zero,) * (len(generators) - k - 1)))
            for k, p in enumerate(generators)
            if not p.is_zero()
        ]
        self._complete()

    def shares_of(self, p: Poly) -> list[Poly] | None:
        """What the generators have to be multiplied by to give the polynomial, if it lies in the ideal."""
        rest = self._reduced(_Sum(self._small(p), self._nothing.shares))
        return [self._large(-share) for share in rest.shares] if rest.poly.is_zero() else None

    def _complete(self) -> None:
        pairs = deque(combinations(range(len(self._basis)), 2))
        for _ in range(_MOST_PAIRS):
            if not pairs:
                return
            one, other = pairs.popleft()
            found = self._reduced(self._overlap(self._basis[one], self._basis[other]))
            if not found.poly.is_zero():
                pairs.extend((k, len(self._basis)) for k in range(len(self._basis)))
                self._basis.append(found)
            if len(self._basis) > MOST_POLYNOMIALS:
                break
        raise LimitMet("relations")

    def _overlap(self, one: _Sum, other: _Sum) -> _Sum:
        """Both times what makes their leading terms equal, subtracted."""
        leads = [tuple(map(int, each.poly.monoms()[0])) for each in (one, other)]
        common = tuple(map(max, *leads))
        if sum(common) == sum(map(sum, leads)):
            return self._nothing  # leading terms without a common letter: the difference reduces to zero
        first, second = (
            self._ring.from_dict({tuple(map(sub, common, lead)): 1 / each.poly.leading_coefficient()})
            for each, lead in zip((one, other), leads, strict=True)
        )
        shares = tuple(first * s - second * t for s, t in zip(one.shares, other.shares, strict=True))
        return _Sum(first * one.poly - second * other.poly, shares)

    def _reduced(self, given: _Sum) -> _Sum:
        """The remainder by the basis."""
        before = None
        while before is None or given.poly != before:
            before = given.poly
            for each in self._basis:
                quotient, rest = divmod(given.poly, each.poly)
                if not quotient.is_zero():
                    shares = tuple(s - quotient * t for s, t in zip(given.shares, each.shares, strict=True))
                    given = _Sum(rest, shares)
                    if max(map(len, (rest, *shares))) > MOST_TERMS:
                        raise LimitMet("relations")
        return given

    def _small(self, p: Poly) -> Poly:
        terms = zip(p.monoms(), p.coeffs(), strict=True)
        return self._ring.from_dict({tuple(int(monomial[gen]) for gen in self._used): c for monomial, c in terms})

    def _large(self, p: Poly) -> Poly:
        """The same in the kernels of the proof."""
        total = self._large_ring.zero
        for monomial, coefficient in zip(p.monoms(), p.coeffs(), strict=True):
            term = self._large_ring.ring.constant(coefficient)
            for gen, exponent in zip(self._used, monomial, strict=True):
                term = term * self._large_ring.gens[gen] ** int(exponent)
            total = total + term
        return total
