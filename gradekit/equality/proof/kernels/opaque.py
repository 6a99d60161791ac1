"""Kernels of which nothing is known but their parity and sign."""

from __future__ import annotations

from fractions import Fraction

from gradekit.equality.proof.factors import keyed
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.ring import rational
from gradekit.equality.proof.signs.signs import sign_of_value
from gradekit.equality.proof.state import Meaning, State


def pi(state: State) -> Value:
    """The constant pi."""
    return state.kernel(("pi",), Meaning("pi"), sign=1)


def opaque(state: State, name: str, *args: Value, sign: int = 0, real: bool = False) -> Value:
    """The kernel `name(args)`, with its sign where that is known; `real` where it is certainly real."""
    keys: list[str] = [name]
    real = real or not state.principal or name in _REAL
    for arg in args:
        key, n, d = keyed(state, arg)
        keys += key
        real = real and state.field.is_real(n, d)
    return state.kernel(
        tuple(keys), Meaning(name, args), sign=sign if real else 0, real=real or name in ("Abs", "re", "im")
    )


_REAL = frozenset({"Abs", "re", "im", "atan", "atan2", "erf", "gamma", "floor", "sign"})
"""What is real for real arguments, also where values are principal ones."""


def _leading_sign(state: State, x: Value) -> int:
    _, n, _ = keyed(state, x)
    return 1 if n.is_zero() or n.leading_coefficient() > 0 else -1


def odd(state: State, name: str, x: Value, *, real: bool = False) -> Value:
    """The kernel of an odd function, its argument with a positive leading coefficient."""
    if x.top.is_zero():
        return x
    if _leading_sign(state, x) < 0:
        return state.field.negate(odd(state, name, state.field.negate(x), real=real))
    return opaque(state, name, x, sign=sign_of_value(state, x), real=real)


def constant_of(state: State, x: Value) -> Fraction | None:
    """The rational number that the value is, if it is one."""
    if x.top.is_zero():
        return Fraction(0)
    _, n, d = keyed(state, x)
    return rational(n.leading_coefficient()) if n.is_constant() and d.is_constant() else None


def whole_part(state: State, x: Value) -> int | None:
    """The integer to take off so that the constant term is in (0, 1]; None for a fraction of polynomials."""
    _, n, d = keyed(state, x)
    if not d.is_constant():
        return None
    constant = next((c for m, c in state.ring.terms(n) if not any(m)), Fraction(0))
    return -(-constant.numerator // constant.denominator) - 1
