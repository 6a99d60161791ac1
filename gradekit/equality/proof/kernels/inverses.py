"""Inverse functions: asin and atan are kernels, the others are written by them and by logarithms."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from gradekit.equality.proof.demands import require_sign
from gradekit.equality.proof.factors import keyed, only_generator, parted
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.kernels.exponents import log
from gradekit.equality.proof.kernels.gaussian import only_real, over_imaginary
from gradekit.equality.proof.kernels.opaque import constant_of, odd, opaque, pi
from gradekit.equality.proof.kernels.roots import rational_power
from gradekit.equality.proof.signs.signs import intrinsic, sign_of, sign_of_value
from gradekit.equality.proof.state import State

HALF = Fraction(1, 2)


def _within_one(state: State, x: Value) -> None:
    """Learn or discharge 1 - x >= 0 and 1 + x >= 0; both hold where 1 - x**2 >= 0."""
    if state.principal or (only_generator(x) is None and _square_within_one(state, x)):
        return
    for side in (x, state.field.negate(x)):
        _not_negative(state, state.field.subtract(state.field.one, side))


def _square_within_one(state: State, x: Value) -> bool:
    if not only_real(state, x):
        return False
    n, d = state.field.lowest(state.field.subtract(state.field.one, state.field.multiply(x, x)))
    return intrinsic(state, n) * intrinsic(state, d) == 1


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
    if known is not None:
        return known
    if state.principal and not (only_real(state, x) and _inside_one(state, x)):
        return _turned_or(state, x, area_sine, "asin", within=False)
    return odd(state, "asin", x, real=True)


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
    if state.principal and not field.is_real(n, d):
        return _turned_or(state, x, area_tangent, "atan", within=True)
    if len(bottom) > len(top) or (len(bottom) == len(top) and bottom > top):
        sign = sign_of(state, n) * sign_of(state, d)
        if sign:
            return field.subtract(field.scale(pi(state), HALF * sign), odd(state, "atan", field.invert(x)))
    return odd(state, "atan", x)


def area_sine(state: State, x: Value) -> Value:
    """asinh x = log(x + sqrt(x**2 + 1))."""
    field = state.field
    if state.principal and not only_real(state, x):
        return _turned_or(state, x, arc_sine, "asinh", within=True)
    root = rational_power(state, field.add(field.multiply(x, x), field.one), HALF)
    return log(state, field.add(x, root))


def area_cosine(state: State, x: Value) -> Value:
    """acosh x = log(x + sqrt(x**2 - 1)) for x >= 1."""
    field = state.field
    above = field.subtract(x, field.one)
    if state.principal and not (only_real(state, x) and _nowhere_negative(state, above)):
        return opaque(state, "acosh", x)
    _not_negative(state, above)
    root = rational_power(state, field.subtract(field.multiply(x, x), field.one), HALF)
    return log(state, field.add(x, root))


def area_tangent(state: State, x: Value) -> Value:
    """atanh x = log((1 + x)/(1 - x))/2 for |x| < 1."""
    field = state.field
    if state.principal and not (only_real(state, x) and _inside_one(state, x)):
        return _turned_or(state, x, arc_tangent, "atanh", within=False)
    _within_one(state, x)
    return field.scale(log(state, field.divide(field.add(field.one, x), field.subtract(field.one, x))), HALF)


def area_cotangent(state: State, x: Value) -> Value:
    """acoth x = log((x + 1)/(x - 1))/2 for |x| > 1."""
    if state.principal:
        return area_tangent(state, state.field.invert(x))
    field = state.field
    return field.scale(log(state, field.divide(field.add(x, field.one), field.subtract(x, field.one))), HALF)


def _turned_or(state: State, x: Value, turned: Callable[[State, Value], Value], name: str, *, within: bool) -> Value:
    """asinh(i b) = i asin b, asin(i b) = i asinh b and so on, off the branch cuts where b has to be `within` 1."""
    field = state.field
    b = over_imaginary(state, x) if state.principal else None
    if b is None or (within and not _inside_one(state, b)):
        return odd(state, name, x)
    return field.multiply(field.gen(state.ring.imaginary), turned(state, b))


def _nowhere_negative(state: State, x: Value) -> bool:
    return x.top.is_zero() or sign_of_value(state, x) == 1


def _inside_one(state: State, x: Value) -> bool:
    one = state.field.one
    return _nowhere_negative(state, state.field.subtract(one, x)) and _nowhere_negative(state, state.field.add(one, x))


def angle_of(state: State, y: Value, x: Value) -> Value:
    """atan2(y, x) by a quotient where the sign of x or of y is known; else over the common factor of x and y."""
    field = state.field
    half_turn = pi(state)
    sign_x, sign_y = sign_of_value(state, x), sign_of_value(state, y)
    if sign_x > 0:
        return arc_tangent(state, field.divide(y, x))
    if y.top.is_zero() and sign_x:
        return half_turn
    if sign_y:
        quarter = field.scale(half_turn, HALF * sign_y)
        return quarter if x.top.is_zero() else field.subtract(quarter, arc_tangent(state, field.divide(x, y)))
    if x.top.is_zero() or y.top.is_zero():
        return opaque(state, "atan2", y, x)
    _, n, d = keyed(state, field.divide(y, x))
    _, above, below = keyed(state, field.divide(x, Value(d, {})))
    common = sign_of(state, above) * sign_of(state, below)
    if not common:
        return opaque(state, "atan2", y, x)
    return opaque(state, "atan2", Value(n * common, {}), Value(d * common, {}))
