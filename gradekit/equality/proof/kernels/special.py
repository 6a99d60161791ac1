"""Every function of the table over kernels: what is written by others, jumps, the gamma function, complex parts."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from gradekit.equality.limits import LimitMet
from gradekit.equality.proof.factors import keyed
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.kernels.angles import cosine_sine, tangent
from gradekit.equality.proof.kernels.exponents import exp, log
from gradekit.equality.proof.kernels.gammas import gamma
from gradekit.equality.proof.kernels.gaussian import conjugate, real_imaginary
from gradekit.equality.proof.kernels.inverses import (
    angle_of,
    arc_cosine,
    arc_sine,
    arc_tangent,
    area_cosine,
    area_cotangent,
    area_sine,
    area_tangent,
)
from gradekit.equality.proof.kernels.opaque import odd, opaque
from gradekit.equality.proof.kernels.roots import absolute, rational_power
from gradekit.equality.proof.kernels.wholes import ceiling, floor
from gradekit.equality.proof.state import State

HALF = Fraction(1, 2)


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


def _modulus(state: State, x: Value) -> Value:
    _, n, d = keyed(state, x)
    if state.field.is_real(n, d):
        return absolute(state, x)
    parts = real_imaginary(state, x)
    if parts is None:
        return opaque(state, "Abs", x)
    field = state.field
    square = field.add(field.multiply(parts[0], parts[0]), field.multiply(parts[1], parts[1]))
    return rational_power(state, square, HALF)


def _part(index: int, name: str) -> Callable[[State, Value], Value]:
    def part(state: State, x: Value) -> Value:
        parts = real_imaginary(state, x)
        return opaque(state, name, x) if parts is None else parts[index]

    return part


def _conjugate(state: State, x: Value) -> Value:
    other = conjugate(state, x)
    return opaque(state, "conjugate", x) if other is None else other


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


def _turn(state: State, x: Value) -> tuple[Value, Value, Value]:
    """x with its cosine and sine: where one of them stands, the other is seldom far."""
    known = state.turns.get(id(x))
    if known is None:
        known = state.turns[id(x)] = x, *cosine_sine(state, x)
    return known


def _cos(state: State, x: Value) -> Value:
    return _turn(state, x)[1]


def _sin(state: State, x: Value) -> Value:
    return _turn(state, x)[2]


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
