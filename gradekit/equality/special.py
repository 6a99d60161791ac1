"""Inverse functions, jumps, and functions of which only a few identities are used: opaque kernels, normalised by what
is known of them (parity, shifts by integers, values that are algebraic)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial

from gradekit.equality.angles import cosine_sine, tangent
from gradekit.equality.field import Value
from gradekit.equality.limits import LimitMet
from gradekit.equality.powers import absolute, exp, keyed, log, parted, rational_power, require_sign
from gradekit.equality.ring import rational
from gradekit.equality.signs import sign_of, sign_of_value
from gradekit.equality.state import Meaning, State

_HALF = Fraction(1, 2)
_LONGEST_SHIFT = 40
_LARGEST_FACTORIAL = 1_000


def pi(state: State) -> Value:
    """The constant pi."""
    return state.kernel(("pi",), Meaning("pi"), sign=1)


def opaque(state: State, name: str, *args: Value, sign: int = 0) -> Value:
    """The kernel `name(args)`, with its sign where that is known."""
    keys: list[str] = [name]
    real = not state.principal or name in ("Abs", "re", "im")
    for arg in args:
        key, n, d = keyed(state, arg)
        keys += key
        real = real and state.field.is_real(n, d)
    return state.kernel(
        tuple(keys), Meaning(name, args), sign=sign if real else 0, real=real or name in ("Abs", "re", "im")
    )


def _leading_sign(state: State, x: Value) -> int:
    _, n, _ = keyed(state, x)
    return 1 if n.is_zero() or n.leading_coefficient() > 0 else -1


def _odd(state: State, name: str, x: Value) -> Value:
    if x.top.is_zero():
        return x
    if _leading_sign(state, x) < 0:
        return state.field.negate(_odd(state, name, state.field.negate(x)))
    return opaque(state, name, x, sign=sign_of_value(state, x))


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


def _constant_of(state: State, x: Value) -> Fraction | None:
    if x.top.is_zero():
        return Fraction(0)
    _, n, d = keyed(state, x)
    return rational(n.leading_coefficient()) if n.is_constant() and d.is_constant() else None


_ARC_SINES = {Fraction(0): Fraction(0), _HALF: Fraction(1, 6), Fraction(1): _HALF}
_ARC_TANGENTS = {Fraction(0): Fraction(0), Fraction(1): Fraction(1, 4)}
_SQUARED_SINES = {Fraction(1, 2): Fraction(1, 4), Fraction(3, 4): Fraction(1, 3)}
_SQUARED_TANGENTS = {Fraction(3): Fraction(1, 3), Fraction(1, 3): Fraction(1, 6)}


def _known_angle(
    state: State, x: Value, values: dict[Fraction, Fraction], squares: dict[Fraction, Fraction]
) -> Value | None:
    """The multiple of pi whose sine or tangent is the constant x, where it is in the tables."""
    field = state.field
    c = _constant_of(state, x)
    if c is not None:
        found = values.get(abs(c))
        return None if found is None else field.scale(pi(state), found if c > 0 else -found)
    _, n, d = keyed(state, x)
    if not d.is_constant() or len(n) > 1:
        return None
    square = _constant_of(state, field.multiply(x, x))
    found = squares.get(square) if square is not None else None
    if found is None:
        return None
    return field.scale(pi(state), found if n.leading_coefficient() > 0 else -found)


def arc_sine(state: State, x: Value) -> Value:
    """asin x."""
    _within_one(state, x)
    known = _known_angle(state, x, _ARC_SINES, _SQUARED_SINES)
    return _odd(state, "asin", x) if known is None else known


def arc_cosine(state: State, x: Value) -> Value:
    """acos x = pi/2 - asin x."""
    return state.field.subtract(state.field.scale(pi(state), _HALF), arc_sine(state, x))


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
            return field.subtract(field.scale(pi(state), _HALF * sign), _odd(state, "atan", field.invert(x)))
    return _odd(state, "atan", x)


def area_sine(state: State, x: Value) -> Value:
    """asinh x = log(x + sqrt(x**2 + 1))."""
    if state.principal:
        return _odd(state, "asinh", x)
    field = state.field
    root = rational_power(state, field.add(field.multiply(x, x), field.one), _HALF)
    return log(state, field.add(x, root))


def area_cosine(state: State, x: Value) -> Value:
    """acosh x = log(x + sqrt(x**2 - 1)) for x >= 1."""
    if state.principal:
        return opaque(state, "acosh", x)
    field = state.field
    _not_negative(state, field.subtract(x, field.one))
    root = rational_power(state, field.subtract(field.multiply(x, x), field.one), _HALF)
    return log(state, field.add(x, root))


def area_tangent(state: State, x: Value) -> Value:
    """atanh x = log((1 + x)/(1 - x))/2 for |x| < 1."""
    if state.principal:
        return _odd(state, "atanh", x)
    field = state.field
    _within_one(state, x)
    return field.scale(log(state, field.divide(field.add(field.one, x), field.subtract(field.one, x))), _HALF)


def area_cotangent(state: State, x: Value) -> Value:
    """acoth x = log((x + 1)/(x - 1))/2 for |x| > 1."""
    if state.principal:
        return area_tangent(state, state.field.invert(x))
    field = state.field
    return field.scale(log(state, field.divide(field.add(x, field.one), field.subtract(x, field.one))), _HALF)


def sign(state: State, x: Value) -> Value:
    """x/|x|."""
    if x.top.is_zero():
        return x
    return state.field.divide(x, absolute(state, x))


def larger(state: State, x: Value, y: Value) -> Value:
    """Max(x, y) = (x + y + |x - y|)/2."""
    field = state.field
    gap = absolute(state, field.subtract(x, y))
    return field.scale(field.add(field.add(x, y), gap), _HALF)


def smaller(state: State, x: Value, y: Value) -> Value:
    """Min(x, y) = -Max(-x, -y)."""
    field = state.field
    return field.negate(larger(state, field.negate(x), field.negate(y)))


def gamma(state: State, x: Value) -> Value:
    """gamma(x), its argument shifted by an integer so that its constant term lies in (0, 1]."""
    field = state.field
    c = _constant_of(state, x)
    if c is not None and c.denominator == 1:
        return _factorial(state, c.numerator - 1)
    shift = _whole_part(state, x)
    if shift is None or abs(shift) > _LONGEST_SHIFT:
        return opaque(state, "gamma", x)
    rest = field.subtract(x, field.number(shift))
    at_half = c is not None and c.denominator == 2
    result = rational_power(state, pi(state), _HALF) if at_half else opaque(state, "gamma", rest)
    for k in range(abs(shift)):
        if shift > 0:
            result = field.multiply(result, field.add(rest, field.number(k)))
        else:
            result = field.divide(result, field.subtract(rest, field.number(k + 1)))
    return result


def _factorial(state: State, n: int) -> Value:
    if n < 0:
        raise LimitMet("zero-divisor")
    if n > _LARGEST_FACTORIAL:
        raise LimitMet("digits")
    return state.field.number(factorial(n))


def _whole_part(state: State, x: Value) -> int | None:
    """The integer to take off so that the constant term is in (0, 1]; None for a fraction of polynomials."""
    _, n, d = keyed(state, x)
    if not d.is_constant():
        return None
    constant = next((c for m, c in state.ring.terms(n) if not any(m)), Fraction(0))
    return -(-constant.numerator // constant.denominator) - 1


def floor(state: State, x: Value) -> Value:
    """The floor, an integer constant taken out."""
    field = state.field
    c = _constant_of(state, x)
    if c is not None:
        return field.number(c.numerator // c.denominator)
    shift = _whole_part(state, x)
    if shift is None:
        return opaque(state, "floor", x)
    return field.add(opaque(state, "floor", field.subtract(x, field.number(shift))), field.number(shift))


def ceiling(state: State, x: Value) -> Value:
    """The ceiling: -floor(-x)."""
    return state.field.negate(floor(state, state.field.negate(x)))


def _modulus(state: State, x: Value) -> Value:
    _, n, d = keyed(state, x)
    if state.field.is_real(n, d):
        return absolute(state, x)
    parts = _real_imaginary(state, x)
    if parts is None:
        return opaque(state, "Abs", x)
    field = state.field
    square = field.add(field.multiply(parts[0], parts[0]), field.multiply(parts[1], parts[1]))
    return rational_power(state, square, _HALF)


def _real_imaginary(state: State, x: Value) -> tuple[Value, Value] | None:
    """Real and imaginary part, when the imaginary unit is the only generator that is not real."""
    field, ring = state.field, state.ring
    _, n, d = keyed(state, x)
    a, b = ring.split(n, ring.imaginary)
    if not field.is_real(a, b, d):
        return None
    below = field.power(Value(d, {}), -1) if not d.is_constant() else field.one
    return field.multiply(Value(a, {}), below), field.multiply(Value(b, {}), below)


def _part(index: int, name: str) -> Callable[[State, Value], Value]:
    def part(state: State, x: Value) -> Value:
        parts = _real_imaginary(state, x)
        return opaque(state, name, x) if parts is None else parts[index]

    return part


def _conjugate(state: State, x: Value) -> Value:
    parts = _real_imaginary(state, x)
    if parts is None:
        return opaque(state, "conjugate", x)
    imaginary = state.field.multiply(state.field.gen(state.ring.imaginary), parts[1])
    return state.field.subtract(parts[0], imaginary)


def _hyperbolic(state: State, x: Value) -> tuple[Value, Value]:
    """Twice cosh x and twice sinh x."""
    up = exp(state, x)
    down = exp(state, state.field.negate(x))
    return state.field.add(up, down), state.field.subtract(up, down)


def _over(f: Callable[[State, Value], Value]) -> Callable[[State, Value], Value]:
    return lambda state, x: f(state, state.field.invert(x))


def _one_over(f: Callable[[State, Value], Value]) -> Callable[[State, Value], Value]:
    return lambda state, x: state.field.invert(f(state, x))


def _tanh(state: State, x: Value) -> Value:
    if x.top.is_zero():
        return x
    c, s = _hyperbolic(state, x)
    return state.field.divide(s, c)


def _cos(state: State, x: Value) -> Value:
    return cosine_sine(state, x)[0]


def _sin(state: State, x: Value) -> Value:
    return cosine_sine(state, x)[1]


def _cosh(state: State, x: Value) -> Value:
    return state.field.scale(_hyperbolic(state, x)[0], _HALF)


def _sinh(state: State, x: Value) -> Value:
    return state.field.scale(_hyperbolic(state, x)[1], _HALF)


FUNCTIONS: dict[str, Callable[[State, Value], Value]] = {
    "exp": exp,
    "log": log,
    "sin": _sin,
    "cos": _cos,
    "tan": tangent,
    "csc": _one_over(_sin),
    "sec": _one_over(_cos),
    "cot": _one_over(tangent),
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": _tanh,
    "csch": _one_over(_sinh),
    "sech": _one_over(_cosh),
    "coth": _one_over(_tanh),
    "asin": arc_sine,
    "acos": arc_cosine,
    "atan": arc_tangent,
    "acsc": _over(arc_sine),
    "asec": _over(arc_cosine),
    "acot": _over(arc_tangent),
    "asinh": area_sine,
    "acosh": area_cosine,
    "atanh": area_tangent,
    "acsch": _over(area_sine),
    "asech": _over(area_cosine),
    "acoth": area_cotangent,
    "Abs": _modulus,
    "sign": sign,
    "floor": floor,
    "ceiling": ceiling,
    "gamma": gamma,
    "factorial": lambda state, x: gamma(state, state.field.add(x, state.field.one)),
    "erf": lambda state, x: _odd(state, "erf", x),
    "re": _part(0, "re"),
    "im": _part(1, "im"),
    "conjugate": _conjugate,
}
"""The value of each function of one argument over the kernels."""


def _angle_of(state: State, y: Value, x: Value) -> Value:
    """atan2(y, x) where the sign of x or of y is known."""
    field = state.field
    quarter = field.scale(pi(state), _HALF)
    if sign_of_value(state, x) > 0:
        return arc_tangent(state, field.divide(y, x))
    sign_y = sign_of_value(state, y)
    if not sign_y or x.top.is_zero():
        return opaque(state, "atan2", y, x)
    return field.subtract(field.scale(quarter, sign_y), arc_tangent(state, field.divide(x, y)))


def of_two(state: State, name: str, x: Value, y: Value) -> Value:
    """Max, Min, atan2."""
    if name == "Max":
        return larger(state, x, y)
    if name == "Min":
        return smaller(state, x, y)
    if name == "atan2":
        return _angle_of(state, x, y)
    raise LimitMet(f"function {name}")
