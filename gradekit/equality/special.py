"""Every function of the table over kernels: what is written by others, jumps, the gamma function, complex parts."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial

from gradekit.equality.angles import cosine_sine, tangent
from gradekit.equality.exponents import exp, log
from gradekit.equality.factors import keyed
from gradekit.equality.field import Value
from gradekit.equality.inverses import (
    angle_of,
    arc_cosine,
    arc_sine,
    arc_tangent,
    area_cosine,
    area_cotangent,
    area_sine,
    area_tangent,
)
from gradekit.equality.limits import LimitMet
from gradekit.equality.opaque import constant_of, odd, opaque, pi
from gradekit.equality.roots import absolute, rational_power
from gradekit.equality.state import State

HALF = Fraction(1, 2)


_LONGEST_SHIFT = 40


_LARGEST_FACTORIAL = 1_000


def sign(state: State, x: Value) -> Value:
    """x/|x|."""
    if x.top.is_zero():
        return x
    return state.field.divide(x, absolute(state, x))


def larger(state: State, x: Value, y: Value) -> Value:
    """Max(x, y) = (x + y + |x - y|)/2."""
    field = state.field
    gap = absolute(state, field.subtract(x, y))
    return field.scale(field.add(field.add(x, y), gap), HALF)


def smaller(state: State, x: Value, y: Value) -> Value:
    """Min(x, y) = -Max(-x, -y)."""
    field = state.field
    return field.negate(larger(state, field.negate(x), field.negate(y)))


def gamma(state: State, x: Value) -> Value:
    """gamma(x), its argument shifted by an integer so that its constant term lies in (0, 1]."""
    field = state.field
    c = constant_of(state, x)
    if c is not None and c.denominator == 1:
        return _factorial(state, c.numerator - 1)
    shift = _whole_part(state, x)
    if shift is None or abs(shift) > _LONGEST_SHIFT:
        return opaque(state, "gamma", x)
    rest = field.subtract(x, field.number(shift))
    at_half = c is not None and c.denominator == 2
    result = rational_power(state, pi(state), HALF) if at_half else opaque(state, "gamma", rest)
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
    c = constant_of(state, x)
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
    return rational_power(state, square, HALF)


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
    return state.field.scale(_hyperbolic(state, x)[0], HALF)


def _sinh(state: State, x: Value) -> Value:
    return state.field.scale(_hyperbolic(state, x)[1], HALF)


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
    "erf": lambda state, x: odd(state, "erf", x),
    "re": _part(0, "re"),
    "im": _part(1, "im"),
    "conjugate": _conjugate,
}
"""The value of each function of one argument over the kernels."""


def of_two(state: State, name: str, x: Value, y: Value) -> Value:
    """Max, Min, atan2."""
    if name == "Max":
        return larger(state, x, y)
    if name == "Min":
        return smaller(state, x, y)
    if name == "atan2":
        return angle_of(state, x, y)
    raise LimitMet(f"function {name}")
