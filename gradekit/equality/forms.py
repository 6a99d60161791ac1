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

from gradekit.equality.algebraic import vanishes as vanishes_by_numbers
from gradekit.equality.angles import QUARTER_TURN, Pair, cosine_sine, of_inverse, turned
from gradekit.equality.exponents import exp
from gradekit.equality.field import Value
from gradekit.equality.limits import LimitMet
from gradekit.equality.ring import Poly, exponents_of, gens_of
from gradekit.equality.signs import never_zero, sign_of_value
from gradekit.equality.state import State

Monomial: TypeAlias = tuple[int, ...]

_ANGLES = frozenset({"asin", "atan"})
_LARGEST_MULTIPLE = 24


@final
@dataclass(slots=True)
class _Form:
    """Rational multiples of logarithms and angles, and the terms beside them."""

    multiples: dict[int, Fraction] = field(default_factory=dict[int, Fraction])
    beside: dict[Monomial, Fraction] = field(default_factory=dict[Monomial, Fraction])


def vanishes(state: State, p: Poly) -> bool:
    """Whether p is zero by what is known of algebraic numbers, logarithms and angles."""
    if p.is_zero():
        return True
    linear = {gen for gen in gens_of(p) if _word(state, gen) in _LINEAR}
    if not linear or state.principal:
        return vanishes_by_numbers(state, p)
    forms = _forms(state, p, linear)
    return forms is not None and all(_is_zero(state, form) for form in forms)


_LINEAR = _ANGLES | {"log"}


def _word(state: State, gen: int) -> str:
    meaning = state.meanings.get(gen)
    return "" if meaning is None else meaning.word


def _forms(state: State, p: Poly, linear: set[int]) -> list[_Form] | None:
    """The coefficients of the monomials in all other kernels; None where a logarithm or angle is not linear."""
    grouped: dict[Monomial, _Form] = {}
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
        grouped.setdefault(outer, _Form()).multiples[gen] = coefficient
    one = (0,) * len(state.ring.gens)
    if list(grouped) == [one]:
        grouped[one].beside = free
        return [grouped[one]]
    for monomial, coefficient in free.items():
        _place(state, monomial, coefficient, grouped)
    return list(grouped.values())


def _place(state: State, monomial: Monomial, coefficient: Fraction, grouped: dict[Monomial, _Form]) -> None:
    """A term without logarithm or angle goes to the form whose monomial it has, times a power of pi or nothing."""
    pi = state.kernels.get(("pi",))
    if pi is not None and monomial[pi] == 1:
        without = tuple(0 if i == pi else e for i, e in enumerate(monomial))
        if without in grouped:
            alone = tuple(1 if i == pi else 0 for i in range(len(monomial)))
            grouped[without].beside[alone] = coefficient
            return
    grouped.setdefault(monomial, _Form()).beside[(0,) * len(monomial)] = coefficient


def _is_zero(state: State, form: _Form) -> bool:
    beside = _poly(state, form.beside)
    if not form.multiples:
        return vanishes_by_numbers(state, beside)
    angles = {gen: c for gen, c in form.multiples.items() if _word(state, gen) in _ANGLES}
    logs = {gen: c for gen, c in form.multiples.items() if gen not in angles}
    if logs and angles and not beside.is_zero():
        return False
    return (not logs or _logs_vanish(state, logs, beside)) and (not angles or _angles_vanish(state, angles, beside))


def _poly(state: State, terms: Mapping[Monomial, Fraction]) -> Poly:
    total = state.ring.zero
    for monomial, coefficient in terms.items():
        total = total + state.ring.monomial(monomial) * state.ring.number(coefficient)
    return total


def _times(multiples: Mapping[int, Fraction]) -> int:
    times = lcm(*(c.denominator for c in multiples.values()))
    if any(abs(c * times) > _LARGEST_MULTIPLE for c in multiples.values()):
        raise LimitMet("multiple-angle")
    return times


def _logs_vanish(state: State, logs: Mapping[int, Fraction], beside: Poly) -> bool:
    """The product of f**(multiple) times the exponential of the rest is 1 or -1, so its logarithm's real part is 0."""
    times, work = _times(logs), state.field
    result = exp(state, work.scale(Value(beside, {}), times)) if not beside.is_zero() else work.one
    for gen, c in logs.items():
        result = work.multiply(result, work.power(state.meanings[gen].of[0], int(c * times)))
    return any(_reduced_zero(state, work.subtract(result, work.number(sign))) for sign in (1, -1))


def _reduced_zero(state: State, x: Value) -> bool:
    top = state.ring.reduced(x.top)
    return top.is_zero() or vanishes_by_numbers(state, top)


def _angles_vanish(state: State, angles: Mapping[int, Fraction], beside: Poly) -> bool:
    times, work = _times(angles), state.field
    result: Pair = (work.one, work.zero)
    if not beside.is_zero():
        result = cosine_sine(state, work.scale(Value(beside, {}), times))
    for gen, c in angles.items():
        unit = of_inverse(state, state.meanings[gen], 1)
        if c < 0:
            unit = unit[0], work.negate(unit[1])
        for _ in range(abs(int(c * times))):
            result = turned(state, result, unit)
    if not _reduced_zero(state, result[1]):
        return False
    if not all(_continuous(state, state.meanings[gen].of[0]) for gen in angles) or not _steady(state, beside):
        state.undischarged.append("branches")
    return True


def _continuous(state: State, x: Value) -> bool:
    """Whether the argument of an angle has no pole in a connected domain. Where all that is demanded of the domain is
    linear, it is convex."""
    if not _steady(state, x.top) or any(not _linear(state, state.fact_polys[key]) for key in state.facts):
        return False
    _, d = state.field.over(Value(state.ring.one, x.under))
    if d.is_constant():
        return True
    _, factors = state.ring.factors(d)
    return all(_nonzero_inside(state, f) for f, _ in factors)


def _nonzero_inside(state: State, f: Poly) -> bool:
    if never_zero(state, f):
        return True
    gens = gens_of(f)
    if len(gens) == 1 and f.total_degree() == 1 and _word(state, gens[0]) == "root":
        return all(_nonzero_inside(state, g) for g, _ in state.ring.factors(state.meanings[gens[0]].of[0].top)[1])
    return _linear(state, f) and (str(f) in state.facts or state.definite.get(str(f), 0) != 0)


def _linear(state: State, f: Poly) -> bool:
    return f.total_degree() <= 1 and all(_word(state, i) == "symbol" for i in gens_of(f))


def _steady(state: State, p: Poly) -> bool:
    """Whether only kernels without poles and jumps occur."""
    return all(_word(state, i) in _STEADY or _steady_tangent(state, i) for i in gens_of(p))


def _steady_tangent(state: State, gen: int) -> bool:
    """Whether tan(x) has no pole, because x stays between -pi/2 and pi/2."""
    meaning = state.meanings.get(gen)
    if meaning is None or meaning.word != "tan" or not _steady(state, meaning.of[0].top):
        return False
    work, quarter = state.field, state.field.number(QUARTER_TURN)
    sides = (work.subtract(quarter, meaning.of[0]), work.add(quarter, meaning.of[0]))
    return all(sign_of_value(state, side) == 1 for side in sides)


_STEADY = frozenset({"symbol", "pi", "exp", "root", "abs", "asin", "atan", "log", "cos-pi", "erf"})
