"""Real and imaginary parts of values over kernels, and their conjugates."""

from __future__ import annotations

from fractions import Fraction

from gradekit.equality.proof.factors import keyed
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.ring import Poly, exponents_of
from gradekit.equality.proof.state import Meaning, State

_LONGEST = 30


def real_parts(state: State, x: Value) -> tuple[Value, Value] | None:
    """Real and imaginary part, when the imaginary unit is the only generator that is not real."""
    field, ring = state.field, state.ring
    _, n, d = keyed(state, x)
    a, b = ring.split(n, ring.imaginary)
    if not field.is_real(a, b, d):
        return None
    below = field.power(Value(d, {}), -1) if not d.is_constant() else field.one
    return field.multiply(Value(a, {}), below), field.multiply(Value(b, {}), below)


def real_imaginary(state: State, x: Value) -> tuple[Value, Value] | None:
    """Real and imaginary part, when all kernels have conjugates."""
    parts = real_parts(state, x)
    other = conjugate(state, x) if parts is None else None
    if other is None:
        return parts
    field = state.field
    half = field.scale(field.gen(state.ring.imaginary), Fraction(-1, 2))
    return field.scale(field.add(x, other), Fraction(1, 2)), field.multiply(field.subtract(x, other), half)


def only_real(state: State, x: Value) -> bool:
    """Whether only real kernels occur in the value."""
    _, n, d = keyed(state, x)
    return state.field.is_real(n, d)


def over_imaginary(state: State, x: Value) -> Value | None:
    """The real b in x = i b, if there is one."""
    parts = real_parts(state, x)
    return parts[1] if parts is not None and parts[0].top.is_zero() else None


def conjugate(state: State, x: Value) -> Value | None:
    """The conjugate: that of a symbol is a kernel, and those of exp and tan are exp and tan of the conjugate."""
    n, d = state.field.lowest(x)
    above, below = _of_polynomial(state, n), _of_polynomial(state, d)
    return None if above is None or below is None else state.field.divide(above, below)


def _of_polynomial(state: State, p: Poly) -> Value | None:
    field, total = state.field, state.field.zero
    if len(p) > _LONGEST:
        return None
    for monomial, c in state.ring.terms(p):
        term = field.number(c)
        for gen, e in exponents_of(monomial):
            other = _of_kernel(state, gen)
            if other is None:
                return None
            term = field.multiply(term, field.power(other, e))
        total = field.add(total, term)
    return total


def _of_kernel(state: State, gen: int) -> Value | None:
    field = state.field
    if gen == state.ring.imaginary:
        return field.negate(field.gen(gen))
    if gen not in field.unreal:
        return field.gen(gen)
    meaning = state.meanings[gen]
    if meaning.word == "conjugate":
        return meaning.of[0]
    if meaning.word == "symbol":
        z = field.gen(gen)
        (top, bottom), _, _ = keyed(state, z)
        return state.kernel(("conjugate", top, bottom), Meaning("conjugate", (z,)), real=False)
    return _of_function(state, meaning)


def _of_function(state: State, meaning: Meaning) -> Value | None:
    from gradekit.equality.proof.kernels.angles import tangent  # each of functions and conjugates needs the other
    from gradekit.equality.proof.kernels.exponents import exp

    made = {"exp": exp, "tan": tangent}.get(meaning.word)
    inner = conjugate(state, meaning.of[0]) if made is not None else None
    return None if made is None or inner is None else made(state, inner)
