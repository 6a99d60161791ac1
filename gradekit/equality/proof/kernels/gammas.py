"""The gamma function: arguments shifted by integers, reflected, and doubled, where another value of it calls for it."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from gradekit.equality.limits import LimitMet
from gradekit.equality.proof.demands import require_sign
from gradekit.equality.proof.factors import keyed, parted
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.kernels.angles import cosine_sine
from gradekit.equality.proof.kernels.exponents import any_power, is_whole
from gradekit.equality.proof.kernels.opaque import constant_of, opaque, pi, whole_part
from gradekit.equality.proof.kernels.roots import rational_power
from gradekit.equality.proof.signs.signs import sign_of_value
from gradekit.equality.proof.state import State

HALF = Fraction(1, 2)
_LONGEST_SHIFT, _LARGEST_FACTORIAL = 40, 1_000


def gamma(state: State, x: Value) -> Value:
    """gamma(x), its argument shifted by an integer so that its constant term lies in (0, 1]."""
    c = constant_of(state, x)
    if c is not None and c.denominator == 1:
        return _factorial(state, c.numerator - 1)
    if not x.under and is_whole(state, x.top):
        _require_positive(state, x)
    shift = whole_part(state, x)
    if shift is None or abs(shift) > _LONGEST_SHIFT:
        return opaque(state, "gamma", x)
    field = state.field
    rest = field.subtract(x, field.number(shift))
    at_half = c is not None and c.denominator == 2
    result = rational_power(state, pi(state), HALF) if at_half else _shifted(state, rest)
    for k in range(abs(shift)):
        if shift > 0:
            result = field.multiply(result, field.add(rest, field.number(k)))
        else:
            result = field.divide(result, field.subtract(rest, field.number(k + 1)))
    return result


def _require_positive(state: State, x: Value) -> None:
    """A whole number has a gamma only from 1 on: what n!/(n-2)! = n (n - 1) says of n = 1 has no value on the left."""
    beyond = state.field.subtract(x, state.field.one)
    if beyond.top.is_zero():
        return
    _, n, d = keyed(state, beyond)
    require_sign(state, *parted(state, n, d))


def _factorial(state: State, n: int) -> Value:
    if n < 0:
        raise LimitMet("zero-divisor")
    if n > _LARGEST_FACTORIAL:
        raise LimitMet("digits")
    return state.field.number(factorial(n))


def _shifted(state: State, x: Value) -> Value:
    """gamma(x) for a shifted x: a kernel, unless a relation gives it by kernels that are there."""
    if _known(state, x) or not any(key[0] == "gamma" for key in state.kernels):
        return _kernel(state, x)
    return _reflected(state, x) or _doubled(state, x) or _completed(state, x) or _kernel(state, x)


def _kernel(state: State, x: Value) -> Value:
    return opaque(state, "gamma", x, sign=int(sign_of_value(state, x) > 0))


def _known(state: State, x: Value) -> bool:
    """Whether there is a kernel for gamma of the argument shifted by an integer."""
    shift = whole_part(state, x)
    if shift is None:
        return False
    (top, bottom), _, _ = keyed(state, state.field.subtract(x, state.field.number(shift)))
    return ("gamma", top, bottom) in state.kernels


def _reachable(state: State, x: Value) -> bool:
    """Whether gamma(x) is known, or known by reflection."""
    return _known(state, x) or _known(state, state.field.subtract(state.field.one, x))


def _reflected(state: State, x: Value) -> Value | None:
    """gamma(x) = pi/(sin(pi x) gamma(1 - x))."""
    field = state.field
    other = field.subtract(field.one, x)
    if not _known(state, other) or (not x.under and is_whole(state, x.top)):
        return None
    sine = cosine_sine(state, field.multiply(pi(state), x))[1]
    return field.divide(pi(state), field.multiply(sine, gamma(state, other)))


def _doubled(state: State, x: Value) -> Value | None:
    """gamma(2z) = 2**(2z - 1) gamma(z) gamma(z + 1/2)/sqrt(pi)."""
    field = state.field
    z = field.scale(x, HALF)
    beside = field.add(z, field.number(HALF))
    if not (_reachable(state, z) or _reachable(state, beside)):
        return None
    return field.multiply(_doubling(state, x), field.multiply(gamma(state, z), gamma(state, beside)))


def _completed(state: State, x: Value) -> Value | None:
    """gamma(z + 1/2) where gamma(2z) and gamma(z) are there."""
    field = state.field
    beside = field.subtract(x, field.number(HALF))
    if not (_reachable(state, beside) and _reachable(state, field.scale(beside, 2))):
        return None
    twice = field.scale(beside, 2)
    return field.divide(gamma(state, twice), field.multiply(_doubling(state, twice), gamma(state, beside)))


def _doubling(state: State, twice: Value) -> Value:
    """2**(2z - 1)/sqrt(pi)."""
    field = state.field
    power = any_power(state, field.number(2), field.subtract(twice, field.one))
    return field.multiply(power, rational_power(state, pi(state), -HALF))
