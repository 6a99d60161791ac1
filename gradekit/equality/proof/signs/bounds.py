"""Signs of polynomials in kernels that have rational bounds.

A kernel between a and b is (a + b s)/(1 + s) with s > 0, one above a is a + s. Where every coefficient of the
polynomial in these s has one sign (they are Bernstein's coefficients, where there are two bounds), so has the
polynomial.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from flint import arb, fmpq

from gradekit.equality.points.balls import precision
from gradekit.equality.points.enclose import Unknown, ball_of
from gradekit.equality.points.values import exact
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.ring import Poly, exponents_of, gens_of
from gradekit.equality.proof.state import Meaning, Sign, State

Bounds: TypeAlias = tuple[Fraction | None, Fraction | None]

QUARTER_TURN = Fraction(157079632679489661923132169163975144209858469968755, 10**50)
"""pi/2, rounded down."""
_NEAR = Fraction(1, 10**50)
_MOST_COEFFICIENTS, _LONGEST, _BITS = 300, 40, 192


def bounds_of(state: State, gen: int) -> Bounds:
    """Rational numbers between which the kernel lies on the whole domain."""
    meaning = state.meanings.get(gen)
    if meaning is None or gen in state.field.unreal:
        return None, None
    if meaning.word == "symbol":
        interval = state.domain.of(meaning.name).interval
        return interval.low, interval.high
    if meaning.word in _FIXED:
        low, high = _FIXED[meaning.word]
        sign = state.signs.get(gen, 0)
        return (Fraction(0) if sign > 0 else low), (Fraction(0) if sign < 0 else high)
    if meaning.word == "exp":
        return _of_exponential(state, meaning.of[0])
    if meaning.word == "tan":
        return _of_tangent(state, meaning.of[0])
    constant = _of_constant(state, gen) if meaning.word in _CONSTANT else None
    if constant is not None:
        return constant
    sign = state.signs.get(gen, 0)
    return (Fraction(0) if sign > 0 else None), (Fraction(0) if sign < 0 else None)


_TURN = QUARTER_TURN + _NEAR
_FIXED: dict[str, tuple[Fraction, Fraction]] = {
    "asin": (-_TURN, _TURN),
    "atan": (-_TURN, _TURN),
    "atan2": (-2 * _TURN, 2 * _TURN),
    "erf": (Fraction(-1), Fraction(1)),
    "pi": (2 * QUARTER_TURN, 2 * _TURN),
}
_CONSTANT = frozenset({"root", "log", "cos-pi", "abs", "gamma"})
_TOUCHING = frozenset({"root", "abs", "asin"})
"""Kernels that may reach a bound inside the domain."""


def _of_exponential(state: State, x: Value) -> Bounds:
    sign = state.ring.one if not x.under else None
    known = _sign_by_symbols(state, x.top) if sign is not None else 0
    return Fraction(int(known > 0)), Fraction(1) if known < 0 else None


def _sign_by_symbols(state: State, p: Poly) -> Sign:
    """The sign of one monomial, from those of its generators."""
    if len(p) != 1:
        return 0
    sign = 1 if p.leading_coefficient() > 0 else -1
    for gen, e in exponents_of(p.monoms()[0]):
        if e % 2:
            sign *= state.signs.get(gen, 0)
    return sign


def linear_range(state: State, x: Value) -> tuple[Fraction, Fraction] | None:
    """The least and the largest value of a linear form in bounded symbols."""
    if x.under or x.top.total_degree() > 1:
        return None
    low, high = Fraction(0), Fraction(0)
    for monomial, c in state.ring.terms(x.top):
        used = exponents_of(monomial)
        meaning = state.meanings.get(used[0][0]) if used else None
        if used and (meaning is None or meaning.word != "symbol"):
            return None
        interval = state.domain.of(meaning.name).interval if meaning is not None else None
        ends = (interval.low, interval.high) if interval is not None else (Fraction(1), Fraction(1))
        if ends[0] is None or ends[1] is None:
            return None
        sides = sorted((c * ends[0], c * ends[1]))
        low, high = low + sides[0], high + sides[1]
    return low, high


def _of_tangent(state: State, angle: Value) -> Bounds:
    ends = linear_range(state, angle)
    if ends is None or ends[0] < -QUARTER_TURN or ends[1] > QUARTER_TURN:
        return None, None
    with precision(_BITS):
        low, high = (arb(end.numerator) / end.denominator for end in ends)
        return exact(low.tan().lower()), exact(high.tan().upper())


def _of_constant(state: State, gen: int) -> Bounds | None:
    with precision(_BITS):
        try:
            value = ball_of(state, state.ring.gens[gen], {}, {})
        except Unknown:
            return None
        if not isinstance(value, arb) or not value.is_finite():
            return None
        return exact(value.lower()), exact(value.upper())


def sign_by_bounds(state: State, p: Poly) -> Sign:
    """The sign that the bounds of the kernels imply."""
    return signed(state, p)[0]


def signed(state: State, p: Poly) -> tuple[Sign, bool]:
    """The sign, and whether the polynomial is certainly not zero anywhere inside the domain."""
    used = gens_of(p)
    degrees = p.degrees()
    size = 1
    for gen in used:
        size *= int(degrees[gen]) + 1
    if size > _MOST_COEFFICIENTS or len(p) > _LONGEST or not state.field.is_real(p):
        return 0, False
    free: list[int] = []
    for gen in used:
        low, high = bounds_of(state, gen)
        if low is None and high is None:
            free.append(gen)
        else:
            p = _opened(state, p, gen, low, high)
    state.ring.work.pay(len(p))
    return _by_coefficients(state, p, free)


def _opened(state: State, p: Poly, gen: int, low: Fraction | None, high: Fraction | None) -> Poly:
    """The polynomial in the parameter of the kernel, times a power of 1 + s where there are two bounds."""
    ring, s = state.ring, state.ring.gens[gen]
    if low is None or high is None:
        end = low if low is not None else high
        if not end:
            return p if low is not None else _negated(state, p, gen)
        images = list(ring.gens)
        images[gen] = ring.number(end) + (s if low is not None else -s)
        return p.compose(*images)
    top, bottom = ring.number(low) + s * ring.number(high), s + 1
    degree, result = int(p.degrees()[gen]), ring.zero
    for power, part in _by_power(state, p, gen).items():
        result = result + part * top**power * bottom ** (degree - power)
    return result


def _negated(state: State, p: Poly, gen: int) -> Poly:
    images = list(state.ring.gens)
    images[gen] = -state.ring.gens[gen]
    return p.compose(*images)


def _by_power(state: State, p: Poly, gen: int) -> dict[int, Poly]:
    """The coefficients of the powers of one generator."""
    parts: dict[int, dict[tuple[int, ...], fmpq]] = {}
    for monomial, coefficient in zip(p.monoms(), p.coeffs(), strict=True):
        rest = list(map(int, monomial))
        power, rest[gen] = rest[gen], 0
        parts.setdefault(power, {})[tuple(rest)] = coefficient
    return {power: state.ring.ring.from_dict(terms) for power, terms in parts.items()}


def _by_coefficients(state: State, p: Poly, free: list[int]) -> tuple[Sign, bool]:
    total, strict = 0, False
    for monomial, coefficient in zip(p.monoms(), p.coeffs(), strict=True):
        if any(monomial[gen] % 2 for gen in free):
            return 0, False
        sign = 1 if coefficient > 0 else -1
        if total and sign != total:
            return 0, False
        total = sign
        strict = strict or not any(_may_touch(state, i, i in free) for i, _ in exponents_of(monomial))
    return total, strict


def _may_touch(state: State, gen: int, free: bool) -> bool:
    meaning = state.meanings.get(gen)
    return free or meaning is None or meaning.word in _TOUCHING or may_be_power_of_zero(state, meaning)


def may_be_power_of_zero(state: State, meaning: Meaning) -> bool:
    """Whether an exponential may stand for x**y where x is 0, which is 0 for y > 0: it is that of y log x."""
    if meaning.word != "exp":
        return False
    parts = [meaning.of[0].top, *(state.field.factors[factor] for factor in meaning.of[0].under)]
    inner = [state.meanings.get(gen) for p in parts for gen in gens_of(p)]
    return any(m is not None and m.word == "log" and _may_vanish(state, m.of[0]) for m in inner)


def _may_vanish(state: State, x: Value) -> bool:
    """Whether this is anything but a number or a symbol that is greater than 0."""
    named = [state.meanings.get(gen) for gen in gens_of(x.top)]
    return len(x.top) > 1 or any(
        m is None or m.word != "symbol" or not state.domain.of(m.name).interval.positive for m in named
    )
