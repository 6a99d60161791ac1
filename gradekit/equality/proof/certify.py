"""Certificates: what a normal form has proved, written so that a checker can do without the engine.

Kernels become formulas in the symbols alone; relations and both sides become polynomials in numbered kernels. What the
state of a proof holds and has no form here makes the certificate incomplete: nothing is left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import final

from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet
from gradekit.equality.points.balls import Ball, precision
from gradekit.equality.points.breaks import breakpoints
from gradekit.equality.points.points import Point, edges, near_zero, told
from gradekit.equality.points.samples import Samples
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.kernel_trees import KernelTrees, NoTree
from gradekit.equality.proof.lemmas import Lemmas, ProductIsZero, Reason, SumIsZero, Turning
from gradekit.equality.proof.normal import Proven, ProvenCase
from gradekit.equality.proof.ring import Poly, gens_of
from gradekit.equality.proof.state import Again, Sign, State
from gradekit.equality.trees import tree_of
from gradekit.model.certificate import (
    Assumption,
    Case,
    Certificate,
    Lemma,
    Polynomial,
    Quotient,
    Relation,
    Share,
    Term,
    Turn,
    ZeroProduct,
    ZeroSum,
)
from gradekit.model.domain import Domain
from gradekit.syntax.build import subtract
from gradekit.syntax.shortened import short_text
from gradekit.syntax.tree import Expr

_GENERIC = 60
"""How many points inside the domain are tried before those at its ends."""
_POINTS = 3


def certified(
    samples: Samples, answer: int, expected: int, proof: Proven, removed: tuple[Expr, ...] = ()
) -> Certificate:
    """The certificate of a proof, straight or by cases."""
    cases = proof.cases or (ProvenCase(proof, samples.domain, {}),)
    reading = "principal" if samples.principal else "real"
    try:
        made = tuple(_case(samples, answer, expected, case) for case in cases)
    except NoTree as missing:
        return Certificate(reading=reading, cases=(), removed=removed, incomplete=missing.what)
    return Certificate(reading=reading, cases=made, removed=removed)


def kernel_texts(certificate: Certificate) -> dict[str, str]:
    """The kernels of the first case as texts, `k0` the first of them."""
    return texts_of(certificate.cases[0].kernels if certificate.cases else ())


def texts_of(kernels: Sequence[Expr]) -> dict[str, str]:
    """Kernels as texts, `k0` the first of them."""
    return {f"k{i}": short_text(kernel) for i, kernel in enumerate(kernels)}


def _case(samples: Samples, answer: int, expected: int, case: ProvenCase) -> Case:
    graph, proven = samples.graph, case.proven
    points = tuple(told(point) for point in _points(samples, answer, expected, case))
    assumed = assumed_in(graph, case)
    if expected not in proven.values:
        return Case(domain=case.domain, assumed=assumed, points=points)
    state, sides = proven.state, (proven.values[answer], proven.values[expected])
    return identity(state, sides, case.domain, assumed, points)


def identity(
    state: State,
    sides: tuple[Value, Value],
    domain: Domain,
    assumed: tuple[Assumption, ...],
    points: tuple[dict[str, str], ...] = (),
) -> Case:
    """The case that says of two values of one proof that they are equal."""
    lemmas = _lemmas(state, state.ring.reduced(state.field.subtract(*sides).top))
    written = Written(state, sides, lemmas)
    trees = KernelTrees(state)
    return Case(
        domain=domain,
        assumed=assumed,
        kernels=tuple(trees.kernel(gen) for gen in written.used),
        relations=tuple(relation_of(written, gen) for gen in written.used if gen in state.ring.moduli),
        factors=tuple(written.polynomial(state.field.factors[factor]) for factor in written.factors),
        lemmas=tuple(_lemma(written, reason) for reason in lemmas.found),
        rest=tuple(Share(written.polynomial(multiplier), number) for multiplier, number in lemmas.shares),
        answer=written.quotient(sides[0]),
        expected=written.quotient(sides[1]),
        points=points,
    )


def _lemmas(state: State, rest: Poly) -> Lemmas:
    lemmas = Lemmas(state)
    try:
        if lemmas.explain(rest):
            return lemmas
    except (Again, LimitMet):
        pass
    raise NoTree("more than relations and lemmas")


@final
class Written:
    """Numbers for the kernels and factors that a case uses, the largest kernels first."""

    def __init__(self, state: State, sides: Sequence[Value], lemmas: Lemmas) -> None:
        self.state = state
        turns = [turn for reason in lemmas.found if isinstance(reason, SumIsZero) for turn in reason.turns]
        values = [*sides, *(turn.real for turn in turns), *(turn.imaginary for turn in turns if turn.imaginary)]
        self.factors = sorted({factor for value in values for factor in value.under})
        polys = [value.top for value in values] + [state.field.factors[factor] for factor in self.factors]
        polys += [turn.value for turn in turns] + [multiplier for multiplier, _ in lemmas.shares]
        polys += [reason.zero for reason in lemmas.found]
        polys += [reason.other for reason in lemmas.found if isinstance(reason, ProductIsZero)]
        self.used = _used(state, polys)
        self.number_of = {gen: i for i, gen in enumerate(self.used)}
        self.place = {factor: i for i, factor in enumerate(self.factors)}

    def polynomial(self, p: Poly) -> Polynomial:
        """A polynomial in numbered kernels."""
        listed = self.state.ring.listed(p)
        return tuple(Term(c, tuple((self.number_of[gen], n) for gen, n in powers)) for powers, c in listed)

    def quotient(self, value: Value) -> Quotient:
        """A polynomial times powers of numbered factors."""
        powers = tuple((self.place[factor], n) for factor, n in sorted(value.under.items()))
        return Quotient(self.polynomial(value.top), powers)


def _lemma(written: Written, reason: Reason) -> Lemma:
    zero = written.polynomial(reason.zero)
    if isinstance(reason, ProductIsZero):
        return ZeroProduct(zero, written.polynomial(reason.other))
    return ZeroSum(zero, reason.times, tuple(_turn(written, turn) for turn in reason.turns))


def _turn(written: Written, turn: Turning) -> Turn:
    imaginary = None if turn.imaginary is None else written.quotient(turn.imaginary)
    return Turn(written.polynomial(turn.value), turn.times, written.quotient(turn.real), imaginary)


def _used(state: State, polys: Iterable[Poly]) -> list[int]:
    """The generators that occur, also in relations of others; the largest first."""
    found, stack = set[int](), [gen for p in polys for gen in gens_of(p)]
    while stack:
        gen = stack.pop()
        if gen not in found:
            found.add(gen)
            if gen in state.ring.moduli:
                stack.extend(gens_of(state.ring.moduli[gen][1]))
    return sorted(found)


def relation_of(written: Written, gen: int) -> Relation:
    """What a power of a kernel is in later ones."""
    ring = written.state.ring
    degree, modulus = ring.moduli[gen]
    value = ring.gens[gen] ** degree - modulus
    if value.degrees()[gen] >= degree or any(other < gen for other in gens_of(value)):
        raise NoTree("relation")
    return Relation(written.number_of[gen], degree, written.polynomial(value))


def assumed_in(graph: Graph, case: ProvenCase) -> tuple[Assumption, ...]:
    """The sides of kinks that a case takes."""
    return tuple(Assumption(_argument(graph, node), 1 if sign > 0 else -1) for node, sign in case.signs.items())


def _argument(graph: Graph, kink: int) -> Expr:
    """What changes its sign at the kink: the argument, or the difference of both."""
    row = graph.nodes[kink]
    if row[0] == "g":
        return subtract(tree_of(graph, row[2]), tree_of(graph, row[3]))
    return tree_of(graph, row[2])


def _points(samples: Samples, answer: int, expected: int, case: ProvenCase) -> list[Point]:
    """Some points of the case where both sides have a value."""
    found: list[Point] = []
    for point in _candidates(samples, (answer, expected)):
        if _inside(case.domain, point) and _seen(samples, point, (answer, expected), case.signs):
            found.append(point)
            if len(found) == _POINTS or not samples.names:
                break
    return found


def _candidates(samples: Samples, roots: tuple[int, int]) -> Iterator[Point]:
    for index in range(_GENERIC):
        yield samples.point(index)
    yield from edges(samples.domain, samples.names)
    yield from near_zero(samples.domain, samples.names)
    yield from breakpoints(samples, roots)


def _inside(domain: Domain, point: Point) -> bool:
    return all(
        not isinstance(value, Fraction) or domain.of(name).interval.holds(value) for name, value in point.items()
    )


def _seen(samples: Samples, point: Point, roots: Sequence[int], signs: Mapping[int, Sign]) -> bool:
    with precision(64):
        values = samples.values(point, 64)
        finite = all(values[root].is_finite() for root in roots)
        return finite and all(_has_sign(samples.graph, values, kink, sign) for kink, sign in signs.items())


def _has_sign(graph: Graph, values: Sequence[Ball], kink: int, sign: Sign) -> bool:
    row = graph.nodes[kink]
    value = values[row[2]] - values[row[3]] if row[0] == "g" else values[row[2]]
    return bool(value * sign > 0)
