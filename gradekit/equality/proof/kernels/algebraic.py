"""Whether a polynomial in kernels is zero because its coefficients are algebraic numbers that vanish.

For an expression of integers with +, -, *, / and roots, u/l bounds it and its conjugates after clearing denominators;
if it is not zero then |E| >= 1/(u**(D-1) * l), D the product of the degrees of its roots (Burnikel, Fleischer,
Mehlhorn, Schirra, "Efficient exact geometric computation made easy", 1999). A ball inside that bound proves E = 0.
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from gradekit.equality.points.balls import precision
from gradekit.equality.points.enclose import Unknown, ball_of
from gradekit.equality.proof.ring import Poly, exponents_of, gens_of
from gradekit.equality.proof.state import State

MOST_BITS = 30_000
_MOST_COEFFICIENTS = 40

Bound = tuple[float, float]
"""log2 of u and of l."""


def vanishes(state: State, p: Poly) -> bool:
    """Whether p is zero: its coefficients over the other kernels are all algebraic numbers that are zero."""
    constants = {gen for gen in gens_of(p) if is_algebraic(state, gen)}
    if not constants:
        return p.is_zero()
    grouped: dict[tuple[int, ...], dict[tuple[int, ...], Fraction]] = {}
    for monomial, coefficient in state.ring.terms(p):
        outside = tuple(0 if i in constants else e for i, e in enumerate(monomial))
        inside = tuple(e if i in constants else 0 for i, e in enumerate(monomial))
        grouped.setdefault(outside, {})[inside] = coefficient
    if len(grouped) > _MOST_COEFFICIENTS:
        return False
    return all(_is_zero(state, terms) for terms in grouped.values())


def is_algebraic(state: State, gen: int) -> bool:
    """Whether the kernel is an algebraic constant."""
    if gen == state.ring.imaginary:
        return True
    meaning = state.meanings.get(gen)
    if meaning is None:
        return False
    if meaning.word == "cos-pi":
        return True
    if meaning.word not in ("root", "abs", "opaque-root"):
        return False
    return all(is_algebraic(state, i) for v in meaning.of for i in gens_of(v.top))


def _is_zero(state: State, terms: dict[tuple[int, ...], Fraction]) -> bool:
    bounds: dict[int, Bound] = {}
    degree = 1
    for gen in sorted(_below(state, terms)):
        degree *= _degree(state, gen)
    u, l = _of_terms(state, terms, bounds)  # noqa: E741  the letters of the theorem
    bits = int((degree - 1) * max(u, 0.0) + l) + 64
    if bits > MOST_BITS:
        return False
    total = state.ring.zero
    for monomial, coefficient in terms.items():
        total = total + state.ring.monomial(monomial) * state.ring.number(coefficient)
    return _below_bound(state, total, bits)


def _below_bound(state: State, p: Poly, bits: int) -> bool:
    """Whether the ball of p lies inside 2**-bits; few bits are tried first, since most are not zero."""
    for tried in (64, 4 * bits + 128):
        with precision(tried):
            try:
                value = ball_of(state, p, {}, {})
            except Unknown:
                return False
            size = abs(value)
            if size > 0:
                return False
            if size < arb(2) ** -bits:
                return True
    return False


def _below(state: State, terms: dict[tuple[int, ...], Fraction]) -> set[int]:
    """All algebraic kernels that occur, also inside others."""
    found: set[int] = set()
    stack = [gen for monomial in terms for gen, _ in exponents_of(monomial)]
    while stack:
        gen = stack.pop()
        if gen in found:
            continue
        found.add(gen)
        meaning = state.meanings.get(gen)
        if meaning is not None:
            stack.extend(i for v in meaning.of for i in gens_of(v.top))
    return found


def _degree(state: State, gen: int) -> int:
    return state.ring.moduli[gen][0]


def _of_terms(state: State, terms: dict[tuple[int, ...], Fraction], bounds: dict[int, Bound]) -> Bound:
    total: Bound | None = None
    for monomial, coefficient in terms.items():
        u, l = _log(abs(coefficient.numerator)), _log(coefficient.denominator)  # noqa: E741
        for gen, e in exponents_of(monomial):
            gu, gl = _of_kernel(state, gen, bounds)
            u, l = u + e * gu, l + e * gl  # noqa: E741
        total = (u, l) if total is None else _sum(total, (u, l))
    return total or (0.0, 0.0)


def _sum(a: Bound, b: Bound) -> Bound:
    # u = u1 l2 + l1 u2 <= 2 max of the two
    return max(a[0] + b[1], a[1] + b[0]) + 1, a[1] + b[1]


def _log(n: int) -> float:
    return n.bit_length() if n > 1 else 0.0


def _of_kernel(state: State, gen: int, bounds: dict[int, Bound]) -> Bound:
    known = bounds.get(gen)
    if known is None:
        known = bounds[gen] = _worked_out(state, gen, bounds)
    return known


def _worked_out(state: State, gen: int, bounds: dict[int, Bound]) -> Bound:
    meaning = state.meanings.get(gen)
    if gen == state.ring.imaginary or meaning is None:
        return 0.0, 0.0
    if meaning.word == "cos-pi":
        return 1.0, 0.0
    if meaning.word == "opaque-root":
        inner = _of_terms(state, _power_terms(state, gen), bounds)
        return _rooted(inner, state.ring.moduli[gen][0])
    inner = _of_terms(state, dict(state.ring.terms(meaning.of[0].top)), bounds)
    return inner if meaning.word == "abs" else _rooted(inner, int(meaning.number))


def _power_terms(state: State, gen: int) -> dict[tuple[int, ...], Fraction]:
    """The terms of T**q for a kernel of which only the power is known."""
    degree, modulus = state.ring.moduli[gen]
    return dict(state.ring.terms(state.ring.gens[gen] ** degree - modulus))


def _rooted(inner: Bound, k: int) -> Bound:
    u, l = inner  # noqa: E741
    if u >= l:
        return (u + (k - 1) * l) / k + 1, l
    return u, ((k - 1) * u + l) / k + 1
