"""Certificates of formulas with cases: an identity for every cell and for every boundary between cells.

The verdict is known when a certificate is asked for, so the proofs are made once more, each with all of the work that
one may cost. A boundary that is a rational value of a symbol is a range of one point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import final

from flint import fmpq, fmpq_poly

from gradekit.equality.cases.cases import Pair, never, values_at
from gradekit.equality.cases.cells import Cells
from gradekit.equality.cases.cuts import Axis, Place
from gradekit.equality.cases.rational_functions import RationalFunction, rational_function
from gradekit.equality.cases.rewriting import rewritten
from gradekit.equality.graph import used_by
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.equality.points.balls import evaluate, precision, undefined_part
from gradekit.equality.points.samples import Samples
from gradekit.equality.proof.certify import assumed_in, identity
from gradekit.equality.proof.kernel_trees import NoTree
from gradekit.equality.proof.normal import Proven, ProvenCase
from gradekit.equality.proof.prover import Prover
from gradekit.equality.proof.state import Fact
from gradekit.equality.trees import tree_of
from gradekit.model.certificate import (
    Branches,
    Case,
    Certificate,
    Condition,
    Polynomial,
    Quotient,
    Relation,
    Term,
)
from gradekit.model.domain import Domain, Interval, Range
from gradekit.syntax import build
from gradekit.syntax.tree import Expr


def certified_by_cells(
    cells: Cells, samples: Samples, pair: Pair, limits: WorkLimits, removed: tuple[Expr, ...]
) -> Certificate:
    """The certificate of a pair that is proved in every cell and on every boundary."""
    try:
        made = tuple(_Cells(cells, samples, pair, limits).cases())
    except NoTree as missing:
        return Certificate(reading="real", cases=(), removed=removed, incomplete=missing.what)
    except LimitMet:
        return Certificate(reading="real", cases=(), removed=removed, incomplete="formulas with cases")
    return Certificate(reading="real", cases=made, removed=removed)


@final
class _Cells:
    """The cases of one certificate."""

    def __init__(self, cells: Cells, samples: Samples, pair: Pair, limits: WorkLimits) -> None:
        self.cells, self.graph, self.domain = cells, cells.graph, samples.domain
        self.pair, self.limits = pair, limits
        self.none = self.graph.row("none")
        self.of_expected = frozenset(used_by(self.graph, pair[1:]))
        self.symbols = {name: samples.ball(Fraction(0)) for name in self.graph.symbols}

    def cases(self) -> Iterator[Case]:
        """Every cell with interior, then every boundary."""
        for cell in self.cells.inner():
            yield from self._in_cell(cell)
        for cell in self.cells.boundaries():
            yield from self._at_boundary(cell)

    def _in_cell(self, cell: Sequence[int]) -> Iterator[Case]:
        both = self._chosen(cell)
        made = self._at_sight(cell, both)
        yield from [made] if made else self._by_proof(cell, both, self._facts(cell))

    def _at_boundary(self, cell: Sequence[int]) -> Iterator[Case]:
        """With its values put in, where they have a formula, or by an identity that holds on this boundary too."""
        both = self._chosen(cell)
        made = self._at_sight(cell, both)
        values = None if made else values_at(self.graph, self.cells, cell)
        if values is not None:
            answer, expected = rewritten(self.graph, both, never, values)
            there = self._with_values(answer), self._with_values(expected)
            made = self._at_sight(cell, there) or self._if_proved(cell, there)
        made = made or self._where_zero(cell, both)
        yield from [made] if made else self._by_neighbour(cell, both)

    def _chosen(self, cell: Sequence[int]) -> Pair:
        answer, expected = rewritten(self.graph, self.pair, lambda row: self.cells.truth(cell, row))
        return answer, expected

    def _with_values(self, node: int) -> int:
        """The node, or none where it certainly has no value at a boundary that is a single point."""
        if any(self.graph.nodes[part][0] == "s" for part in used_by(self.graph, [node])):
            return node
        with precision(128):
            values = evaluate(self.graph, self.symbols)
            return node if undefined_part(self.graph, values, node) is None else self.none

    def _at_sight(self, cell: Sequence[int], both: Pair) -> Case | None:
        """The case where both sides are the same, or one of them has no value."""
        if both[0] == both[1] or self.none in both:
            return self._case(Case(domain=self._where(cell)), cell, both)
        return None

    def _by_proof(self, cell: Sequence[int], both: Pair, facts: tuple[Fact, ...]) -> Iterator[Case]:
        proof = self._proof(self.cells.domain(cell, self.domain), both, facts)
        if proof == "expected-undefined":
            yield self._case(Case(domain=self._where(cell)), cell, (both[0], self.none))
            return
        if not isinstance(proof, Proven):
            raise NoTree("a case that is not proved again")
        for case in proof.cases or (ProvenCase(proof, self.cells.domain(cell, self.domain), {}),):
            yield self._proved(case, cell, both)

    def _if_proved(self, cell: Sequence[int], both: Pair) -> Case | None:
        """The case of a boundary on which there is one proof."""
        try:
            made = list(self._by_proof(cell, both, ()))
        except (NoTree, LimitMet):
            return None
        return made[0] if len(made) == 1 else None

    def _by_neighbour(self, cell: Sequence[int], both: Pair) -> Iterator[Case]:
        """An identity of a cell beside the boundary, where the same branches are chosen: it holds in the limit."""
        for beside in self.cells.beside(cell):
            if self._chosen(beside) == both:
                proof = self._proof(self.cells.domain(beside, self.domain), both, self._facts(beside))
                if isinstance(proof, Proven) and proof.values:
                    yield self._proved(ProvenCase(proof, self._where(cell), {}), cell, both)
                    return
        raise NoTree("a boundary between cases")

    def _proof(self, domain: Domain, both: Pair, facts: tuple[Fact, ...]) -> Proven | str:
        return Prover(self.graph, domain, False, self.limits, given=facts).straight_or_split(*both)

    def _facts(self, cell: Sequence[int]) -> tuple[Fact, ...]:
        return self.cells.facts(cell, self.of_expected)

    def _proved(self, case: ProvenCase, cell: Sequence[int], both: Pair) -> Case:
        domain, assumed, values = self._where(cell, case.domain), assumed_in(self.graph, case), case.proven.values
        if both[1] not in values:
            return self._case(Case(domain=domain, assumed=assumed), cell, (both[0], self.none))
        made = identity(case.proven.state, (values[both[0]], values[both[1]]), domain, assumed)
        return self._case(made, cell, both)

    def _where_zero(self, cell: Sequence[int], both: Pair) -> Case | None:
        """The case where both sides are rational functions that are equal at an algebraic number."""
        at = [(axis, place) for axis, place in self._places(cell) if place.at]
        functions = [rational_function(self.graph, node) for node in both]
        factor = at[0][1].zero_of
        if len(at) > 1 or factor is None or factor.degree() < 2:
            return None
        answer, expected = functions
        if answer is None or expected is None:
            return None
        made = _modulo(build.symbol(str(at[0][0].symbol)), factor, answer, expected, self._where(cell))
        return self._case(made, cell, both)

    def _case(self, made: Case, cell: Sequence[int], both: Pair) -> Case:
        answer, expected = (None if node == self.none else tree_of(self.graph, node) for node in both)
        return Case(
            domain=made.domain,
            branches=Branches(tuple(self._conditions(cell)), answer, expected),
            assumed=made.assumed,
            kernels=made.kernels,
            relations=made.relations,
            factors=made.factors,
            lemmas=made.lemmas,
            rest=made.rest,
            answer=made.answer,
            expected=made.expected,
        )

    def _places(self, cell: Sequence[int]) -> list[tuple[Axis, Place]]:
        return list(zip(self.cells.axes, self.cells.places(cell), strict=True))

    def _where(self, cell: Sequence[int], domain: Domain | None = None) -> Domain:
        """The part of the domain around a cell; a symbol that is at one of its values has the range around that, and
        one that is beside a value has not this value, be it the end of the domain."""
        domain = domain or self.cells.domain(cell, self.domain)
        ranges = {given.symbol: given for given in domain.ranges}
        for axis, k in zip(self.cells.axes, cell, strict=True):
            if axis.symbol is not None:
                given = domain.of(axis.symbol)
                ranges[axis.symbol] = Range(axis.symbol, _around(axis, k, given.interval), given.kind)
        return Domain(tuple(ranges.values()), domain.reading)

    def _conditions(self, cell: Sequence[int]) -> Iterator[Condition]:
        """What holds in a cell, as far as ranges with rational ends do not say it."""
        for axis, k in zip(self.cells.axes, cell, strict=True):
            place, tree = axis.places[k], tree_of(self.graph, axis.node)
            if place.at:
                if axis.symbol is None or place.low != place.high:
                    yield Condition(self._off(tree, place), 0)
                continue
            if k > 0 and _is_told(axis, axis.places[k - 1]):
                yield self._beyond(tree, axis.places[k - 1], 1)
            if k + 1 < len(axis.places) and _is_told(axis, axis.places[k + 1]):
                yield self._beyond(tree, axis.places[k + 1], -1)

    def _off(self, tree: Expr, at: Place) -> Expr:
        """What is zero at a value, and of its sign: the distance from it, or its polynomial."""
        if at.node is not None:
            return build.subtract(tree, tree_of(self.graph, at.node))
        return _polynomial_tree(at.zero_of or fmpq_poly([0, 1]), tree)

    def _beyond(self, tree: Expr, at: Place, side: int) -> Condition:
        """That the axis is above or below a value: `u - v > 0`; at a zero of a polynomial p that is only known to lie
        between a and b, `u > b`, or `u > a` and p(u) has the sign that it has at b."""
        if at.node is not None or at.zero_of is None or at.low is None or at.high is None:
            return Condition(self._off(tree, at), 1 if side > 0 else -1)
        near, far = (at.low, at.high) if side > 0 else (at.high, at.low)
        outward, inward = (_signed(build.subtract(tree, build.number(end)), side) for end in (far, near))
        value = at.zero_of(_rational(far))
        polynomial = _signed(_polynomial_tree(at.zero_of, tree), 1 if value > 0 else -1)
        told = build.function("Max", outward, build.function("Min", inward, polynomial))
        return Condition(told, 1)


def _around(axis: Axis, k: int, interval: Interval) -> Interval:
    place = axis.places[k]
    if place.at:
        return Interval(place.low, place.high, False, False)
    low_open = interval.low_open or (k > 0 and interval.low == place.low)
    high_open = interval.high_open or (k + 1 < len(axis.places) and interval.high == place.high)
    return Interval(interval.low, interval.high, low_open, high_open)


def _is_told(axis: Axis, at: Place) -> bool:
    """Whether a value next to a cell is a condition, and not an end of the range of a symbol."""
    return at.at and (axis.symbol is None or at.low != at.high)


def _signed(tree: Expr, sign: int) -> Expr:
    return tree if sign > 0 else build.negate(tree)


def _rational(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def _coefficients(p: fmpq_poly) -> list[Fraction]:
    return [Fraction(int(c.p), int(c.q)) for c in p.coeffs()]


def _polynomial_tree(p: fmpq_poly, of: Expr) -> Expr:
    terms = enumerate(_coefficients(p))
    return build.add(*(build.multiply(build.number(c), build.power(of, n)) for n, c in terms if c))


def _polynomial(p: fmpq_poly) -> Polynomial:
    terms = enumerate(_coefficients(p))
    return tuple(Term(c, ((0, n),) if n else ()) for n, c in terms if c)


def _modulo(
    symbol: Expr, factor: fmpq_poly, answer: RationalFunction, expected: RationalFunction, domain: Domain
) -> Case:
    """Two quotients of polynomials, compared modulo one that vanishes."""
    degree, monic = factor.degree(), factor / factor[factor.degree()]
    value = fmpq_poly([-c for c in monic.coeffs()[:degree]])
    return Case(
        domain=domain,
        kernels=(symbol,),
        relations=(Relation(0, degree, _polynomial(value)),),
        factors=(_polynomial(answer.bottom), _polynomial(expected.bottom)),
        answer=Quotient(_polynomial(answer.top), ((0, -1),)),
        expected=Quotient(_polynomial(expected.top), ((1, -1),)),
    )
