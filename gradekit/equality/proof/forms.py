"""Whether a polynomial in kernels is zero, when logarithms and angles occur in it linearly.

A sum of rational multiples of logarithms is zero when the product of the powers is 1 in absolute value. A sum of
rational multiples of angles (asin, atan, multiples of pi, and whatever else stands beside them) is a multiple of pi
when the product of the unit complex numbers is real; points say which, on each connected piece of the domain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import TypeAlias, final

from flint import arb

from gradekit.equality.limits import LimitMet
from gradekit.equality.points.balls import precision
from gradekit.equality.points.enclose import Unknown, ball_of
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.kernels.algebraic import vanishes as vanishes_by_numbers
from gradekit.equality.proof.kernels.angles import Pair, cosine_sine, of_inverse, repeated, turned
from gradekit.equality.proof.kernels.exponents import exp
from gradekit.equality.proof.ring import Poly, exponents_of, gens_of
from gradekit.equality.proof.signs.continuity import continuous, steady
from gradekit.equality.proof.signs.ranges import points_of_case
from gradekit.equality.proof.signs.squares import vanishes_by_squares
from gradekit.equality.proof.state import Meaning, State

Monomial: TypeAlias = tuple[int, ...]

ANGLES = frozenset({"asin", "atan"})
_LARGEST_MULTIPLE, _BITS, _NARROW = 200, 128, 1e-9


@final
@dataclass(slots=True)
class LinearForm:
    """Rational multiples of logarithms and angles, and the terms beside them."""

    multiples: dict[int, Fraction] = field(default_factory=dict[int, Fraction])
    beside: dict[Monomial, Fraction] = field(default_factory=dict[Monomial, Fraction])


def vanishes(state: State, p: Poly) -> bool:
    """Whether p is zero by what is known of algebraic numbers, logarithms and angles."""
    if p.is_zero():
        return True
    linear = {gen for gen in gens_of(p) if word_of(state, gen) in LINEAR}
    if not linear:
        return _settled(state, p)
    if state.principal:
        parts = state.ring.split(p, state.ring.imaginary)
        return state.field.is_real(*parts) and all(_vanishes_in_parts(state, part, linear) for part in parts)
    return _vanishes_in_parts(state, p, linear)


def _vanishes_in_parts(state: State, p: Poly, linear: set[int]) -> bool:
    forms = linear_forms(state, p, linear)
    return forms is not None and all(_is_zero(state, form) for form in forms.values())


LINEAR = ANGLES | {"log"}


def word_of(state: State, gen: int) -> str:
    """The word of a kernel, none where it has no meaning."""
    meaning = state.meanings.get(gen)
    return "" if meaning is None else meaning.word


def linear_forms(state: State, p: Poly, linear: set[int]) -> dict[Monomial, LinearForm] | None:
    """The coefficients of the monomials in all other kernels; None where a logarithm or angle is not linear."""
    grouped: dict[Monomial, LinearForm] = {}
    free: dict[Monomial, Fraction] = {}
    for monomial, coefficient in state.ring.terms(p):
        inside = [(i, e) for i, e in exponents_of(monomial) if i in linear]
        if not inside:
            free[monomial] = coefficient
            continue
        if len(inside) > 1 or inside[0][1] > 1:
            return None
        gen = inside[0][0]
        outer = tuple(0 if i == gen else e for i, e in enumerate(monomial))
        grouped.setdefault(outer, LinearForm()).multiples[gen] = coefficient
    one = (0,) * len(state.ring.gens)
    if list(grouped) == [one]:
        grouped[one].beside = free
        return grouped
    for monomial, coefficient in free.items():
        _place(state, monomial, coefficient, grouped)
    return grouped


def _place(state: State, monomial: Monomial, coefficient: Fraction, grouped: dict[Monomial, LinearForm]) -> None:
    """A term without logarithm or angle goes to the form whose monomial it has, times a power of pi or nothing."""
    pi = state.kernels.get(("pi",))
    if pi is not None and monomial[pi] == 1:
        without = tuple(0 if i == pi else e for i, e in enumerate(monomial))
        if without in grouped:
            alone = tuple(1 if i == pi else 0 for i in range(len(monomial)))
            grouped[without].beside[alone] = coefficient
            return
    grouped.setdefault(monomial, LinearForm()).beside[(0,) * len(monomial)] = coefficient


def _is_zero(state: State, form: LinearForm) -> bool:
    beside = poly_of(state, form.beside)
    if not form.multiples:
        return _settled(state, beside)
    angles = {gen: c for gen, c in form.multiples.items() if word_of(state, gen) in ANGLES}
    logs = {gen: c for gen, c in form.multiples.items() if gen not in angles}
    if logs and angles and not beside.is_zero():
        return False
    return (not logs or _logs_vanish(state, logs, beside)) and (not angles or _angles_vanish(state, angles, beside))


def poly_of(state: State, terms: Mapping[Monomial, Fraction]) -> Poly:
    """The polynomial with these terms."""
    total = state.ring.zero
    for monomial, coefficient in terms.items():
        total = total + state.ring.monomial(monomial) * state.ring.number(coefficient)
    return total


def common_times(multiples: Mapping[int, Fraction]) -> int:
    """The least number that makes all multiples whole."""
    times = lcm(*(c.denominator for c in multiples.values()))
    if any(abs(c * times) > _LARGEST_MULTIPLE for c in multiples.values()):
        raise LimitMet("multiple-angle")
    return times


def _logs_vanish(state: State, logs: Mapping[int, Fraction], beside: Poly) -> bool:
    """The product of f**(multiple) times the exponential of the rest is 1 or -1, so its logarithm's real part is 0."""
    times, work = common_times(logs), state.field
    result = exp(state, work.scale(Value(beside, {}), times)) if not beside.is_zero() else work.one
    for gen, c in logs.items():
        result = work.multiply(result, work.power(state.meanings[gen].of[0], int(c * times)))
    return any(_reduced_zero(state, work.subtract(result, work.number(sign))) for sign in (1, -1))


def _reduced_zero(state: State, x: Value) -> bool:
    top = state.ring.reduced(x.top)
    return top.is_zero() or _settled(state, top)


def _settled(state: State, p: Poly) -> bool:
    """Whether p is zero by numbers or by squaring."""
    return vanishes_by_numbers(state, p) or vanishes_by_squares(state, p, lambda norm: vanishes_by_numbers(state, norm))


def _angles_vanish(state: State, angles: Mapping[int, Fraction], beside: Poly) -> bool:
    times, work = common_times(angles), state.field
    result: Pair = (work.one, work.zero)
    if not beside.is_zero():
        result = cosine_sine(state, work.scale(Value(beside, {}), times))
    for gen, c in angles.items():
        result = turned(state, result, repeated(state, direction(state, state.meanings[gen]), int(c * times)))
    if not _reduced_zero(state, result[1]):
        return False
    seen = _seen_zero(state, angles, beside)
    arguments = [state.meanings[gen].of[0] for gen in angles]
    if seen is None or not (all(continuous(state, x) for x in arguments) and steady(state, beside)):
        state.undischarged.append("branches")
    return seen is not False


def _seen_zero(state: State, angles: Mapping[int, Fraction], beside: Poly) -> bool | None:
    """Whether the sum, a multiple of pi/n, is zero at a point of this case; None when no point was found."""
    total = beside
    for gen, c in angles.items():
        total = total + state.ring.gens[gen] * state.ring.number(c)
    with precision(_BITS):
        for at in points_of_case(state, [total, *state.fact_polys.values()]):
            try:
                value = ball_of(state, total, at, {})
            except Unknown:
                return None
            if isinstance(value, arb) and value.is_finite() and value.rad() < _NARROW:
                return bool(value.contains(0))
    return None


def direction(state: State, meaning: Meaning) -> Pair:
    """A complex number whose angle is asin u or atan u; its size is of no matter."""
    if meaning.word == "atan":
        return state.field.one, meaning.of[0]
    return of_inverse(state, meaning, 1)
