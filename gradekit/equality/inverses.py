"""Inverse functions: asin and atan are kernels, the others are written by them and by logarithms."""

from __future__ import annotations

from fractions import Fraction

from gradekit.equality.demands import require_sign
from gradekit.equality.exponents import log
from gradekit.equality.factors import keyed, parted
from gradekit.equality.field import Value
from gradekit.equality.opaque import constant_of, odd, opaque, pi
from gradekit.equality.roots import rational_power
from gradekit.equality.signs import sign_of, sign_of_value
from gradekit.equality.state import State

HALF = Fraction(1, 2)


def _within_one(state: State, x: Value) -> None:
    """Learn or discharge 1 - x >= 0 and 1 + x >= 0."""
    for side in (x, state.field.negate(x)):
        _not_negative(state, state.field.subtract(state.field.one, side))


def _not_negative(state: State, x: Value) -> None:
    if state.principal or x.top.is_zero():
        return
    _, n, d = keyed(state, x)
    if state.field.is_real(n, d):
        c, factors = parted(state, n, d)
        require_sign(state, c, factors)


_ARC_SINES = {Fraction(0): Fraction(0), HALF: Fraction(1, 6), Fraction(1): HALF}


_ARC_TANGENTS = {Fraction(0): Fraction(0), Fraction(1): Fraction(1, 4)}


_SQUARED_SINES = {Fraction(1, 2): Fraction(1, 4), Fraction(3, 4): Fraction(1, 3)}


_SQUARED_TANGENTS = {Fraction(3): Fraction(1, 3), Fraction(1, 3): Fraction(1, 6)}


def _known_angle(
    state: State, x: Value, values: dict[Fraction, Fraction], squares: dict[Fraction, Fraction]
) -> Value | None:
    """The multiple of pi whose sine or tangent is the constant x, where it is in the tables."""
    field = state.field
    c = constant_of(state, x)
    if c is not None:
        found = values.get(abs(c))
        return None if found is None else field.scale(pi(state), found if c > 0 else -found)
    _, n, d = keyed(state, x)
    if not d.is_constant() or len(n) > 1:
        return None
    square = constant_of(state, field.multiply(x, x))
    found = squares.get(square) if square is not None else None
    if found is None:
        return None
    return field.scale(pi(state), found if n.leading_coefficient() > 0 else -found)


def arc_sine(state: State, x: Value) -> Value:
    """asin x."""
    _within_one(state, x)
    known = _known_angle(state, x, _ARC_SINES, _SQUARED_SINES)
    return odd(state, "asin", x) if known is None else known


def arc_cosine(state: State, x: Value) -> Value:
    """acos x = pi/2 - asin x."""
    return state.field.subtract(state.field.scale(pi(state), HALF), arc_sine(state, x))


def arc_tangent(state: State, x: Value) -> Value:
    """atan x; of x and 1/x one is used, where the sign of x is known: their sum is a quarter turn of that sign."""
    known = _known_angle(state, x, _ARC_TANGENTS, _SQUARED_TANGENTS)
    if known is not None:
        return known
    field = state.field
    (top, bottom), n, d = keyed(state, x)
    if len(bottom) > len(top) or (len(bottom) == len(top) and bottom > top):
        sign = sign_of(state, n) * sign_of(state, d)
        if sign and not state.principal:
            return field.subtract(field.scale(pi(state), HALF * sign), odd(state, "atan", field.invert(x)))
    return odd(state, "atan", x)


def area_sine(state: State, x: Value) -> Value:
    """asinh x = log(x + sqrt(x**2 + 1))."""
    if state.principal:
        return odd(state, "asinh", x)
    field = state.field
    root = rational_power(state, field.add(field.multiply(x, x), field.one), HALF)
    return log(state, field.add(x, root))


def area_cosine(state: State, x: Value) -> Value:
    """acosh x = log(x + sqrt(x**2 - 1)) for x >= 1."""
    if state.principal:
        return opaque(state, "acosh", x)
    field = state.field
    _not_negative(state, field.subtract(x, field.one))
    root = rational_power(state, field.subtract(field.multiply(x, x), field.one), HALF)
    return log(state, field.add(x, root))


def area_tangent(state: State, x: Value) -> Value:
    """atanh x = log((1 + x)/(1 - x))/2 for |x| < 1."""
    if state.principal:
        return odd(state, "atanh", x)
    field = state.field
    _within_one(state, x)
    return field.scale(log(state, field.divide(field.add(field.one, x), field.subtract(field.one, x))), HALF)


def area_cotangent(state: State, x: Value) -> Value:
    """acoth x = log((x + 1)/(x - 1))/2 for |x| > 1."""
    if state.principal:
        return area_tangent(state, state.field.invert(x))
    field = state.field
    return field.scale(log(state, field.divide(field.add(x, field.one), field.subtract(x, field.one))), HALF)


def angle_of(state: State, y: Value, x: Value) -> Value:
    """atan2(y, x) where the sign of x or of y is known."""
    field = state.field
    quarter = field.scale(pi(state), HALF)
    if sign_of_value(state, x) > 0:
        return arc_tangent(state, field.divide(y, x))
    sign_y = sign_of_value(state, y)
    if not sign_y or x.top.is_zero():
        return opaque(state, "atan2", y, x)
    return field.subtract(field.scale(quarter, sign_y), arc_tangent(state, field.divide(x, y)))
