"""Polynomials in the tangent of an angle, over an interval of the angle: their zeros are counted by their angles.

The tangent has poles; a polynomial of even degree keeps its sign there, and one of odd degree changes it.
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb, arb_poly, fmpq, fmpq_poly

from gradekit.equality.points.balls import precision, real, whole_number
from gradekit.equality.proof.ring import Poly, gens_of
from gradekit.equality.proof.signs.bounds import linear_range
from gradekit.equality.proof.signs.ranges import real_roots
from gradekit.equality.proof.state import Sign, State

_HIGHEST, _BITS, _WIDEST = 40, 192, 100


def only_tangent(state: State, p: Poly) -> int | None:
    """The generator of a polynomial in one tangent."""
    used = gens_of(p)
    meaning = state.meanings.get(used[0]) if len(used) == 1 else None
    return used[0] if meaning is not None and meaning.word == "tan" else None


def sign_by_turning(state: State, p: Poly) -> Sign:
    """The sign of a polynomial in the tangent of an angle that is bounded."""
    gen = only_tangent(state, p)
    ends = linear_range(state, state.meanings[gen].of[0]) if gen is not None else None
    if gen is None or ends is None or ends[0] >= ends[1] or p.degrees()[gen] > _HIGHEST:
        return 0
    poly = _univariate(p, gen)
    with precision(_BITS):
        if poly.degree() % 2 and _passes(arb.pi() / 2, ends, exact_zero=False):
            return 0
        if any(multiplicity % 2 and _passes_root(root, ends, poly) for root, multiplicity in real_roots(poly)):
            return 0
        inside = ends[0] + (ends[1] - ends[0]) * Fraction(43, 128)
        value = arb_poly(poly)(real(inside).tan())
        return 1 if value > 0 else -1 if value < 0 else 0


def nonzero_while_turning(state: State, p: Poly) -> bool:
    """Whether a polynomial in the tangent of a bounded angle has no zero inside."""
    gen = only_tangent(state, p)
    ends = linear_range(state, state.meanings[gen].of[0]) if gen is not None else None
    if gen is None or ends is None or p.degrees()[gen] > _HIGHEST:
        return False
    poly = _univariate(p, gen)
    with precision(_BITS):
        return not any(_passes_root(root, ends, poly) for root, _ in real_roots(poly))


def _univariate(p: Poly, gen: int) -> fmpq_poly:
    coefficients = [fmpq(0)] * (int(p.degrees()[gen]) + 1)
    for monomial, coefficient in zip(p.monoms(), p.coeffs(), strict=True):
        coefficients[int(monomial[gen])] = coefficient
    return fmpq_poly(coefficients)


def _passes_root(root: arb, ends: tuple[Fraction, Fraction], poly: fmpq_poly) -> bool:
    return _passes(root.atan(), ends, exact_zero=bool(root.contains(0)) and poly(fmpq(0)) == 0)


def _passes(angle: arb, ends: tuple[Fraction, Fraction], *, exact_zero: bool) -> bool:
    """Whether one of angle + k pi may lie strictly between the ends."""
    if exact_zero:
        angle = arb(0)
    first, last = ((real(end) - angle) / arb.pi() for end in ends)
    low = whole_number(first.lower().floor())
    if low is None or ends[1] - ends[0] > _WIDEST:
        return True
    for k in range(low, low + int(ends[1] - ends[0]) + 4):
        at_end = exact_zero and k == 0 and 0 in ends
        if not at_end and not (arb(k) < first or arb(k) > last):
            return True
    return False
