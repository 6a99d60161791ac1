"""Kernels of which nothing is known but their parity and sign."""

from __future__ import annotations

from fractions import Fraction

from gradekit.equality.factors import keyed
from gradekit.equality.field import Value
from gradekit.equality.ring import rational
from gradekit.equality.signs import sign_of_value
from gradekit.equality.state import Meaning, State


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


def odd(state: State, name: str, x: Value) -> Value:
    """The kernel of an odd function, its argument with a positive leading coefficient."""
    if x.top.is_zero():
        return x
    if _leading_sign(state, x) < 0:
        return state.field.negate(odd(state, name, state.field.negate(x)))
    return opaque(state, name, x, sign=sign_of_value(state, x))


def constant_of(state: State, x: Value) -> Fraction | None:
    """The rational number that the value is, if it is one."""
    if x.top.is_zero():
        return Fraction(0)
    _, n, d = keyed(state, x)
    return rational(n.leading_coefficient()) if n.is_constant() and d.is_constant() else None
