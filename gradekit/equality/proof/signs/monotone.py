"""Signs through increasing functions: a sum of logarithms has the sign of the product minus 1, and a difference of two
exponentials, also of multiples of them, that of the difference of their arguments and logarithms."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from gradekit.equality.proof.field import Value
from gradekit.equality.proof.ring import Poly, exponents_of
from gradekit.equality.proof.state import State

_LARGEST_POWER, _MOST_TERMS = 12, 6


def equivalent(state: State, p: Poly) -> Value | None:
    """A value with the same sign as p and with fewer logarithms or exponentials, if there is one."""
    if not 1 <= len(p) <= _MOST_TERMS:
        return None
    terms = [(exponents_of(monomial), c) for monomial, c in state.ring.terms(p)]
    if all(len(powers) == 1 and powers[0][1] == 1 and _word(state, powers[0][0]) == "log" for powers, _ in terms):
        return _product_less_one(state, {powers[0][0]: c for powers, c in terms})
    if len(terms) == 2 and terms[0][1] * terms[1][1] < 0:
        first, second = (_argument(state, powers) for powers, _ in terms)
        if first is not None and second is not None:
            difference = state.field.subtract(first, second)
            return state.field.scale(
                _beside(state, difference, -terms[0][1] / terms[1][1]), 1 if terms[0][1] > 0 else -1
            )
    return None


def _beside(state: State, x: Value, ratio: Fraction) -> Value:
    """x + log(ratio)."""
    from gradekit.equality.proof.kernels.exponents import log  # each of signs and exponents needs the other

    return x if ratio == 1 else state.field.add(x, log(state, state.field.number(ratio)))


def _word(state: State, gen: int) -> str:
    meaning = state.meanings.get(gen)
    return "" if meaning is None else meaning.word


def _product_less_one(state: State, multiples: Mapping[int, Fraction]) -> Value | None:
    """The product of |f|**n less 1, for a sum of multiples of log|f|."""
    from gradekit.equality.proof.kernels.roots import absolute  # each of signs and roots needs the other

    field, times = state.field, lcm(*(c.denominator for c in multiples.values()))
    if any(abs(c * times) > _LARGEST_POWER for c in multiples.values()):
        return None
    product = field.one
    for gen, c in multiples.items():
        product = field.multiply(product, field.power(absolute(state, state.meanings[gen].of[0]), int(c * times)))
    return field.subtract(product, field.one)


def _argument(state: State, powers: list[tuple[int, int]]) -> Value | None:
    """The logarithm of a product of exponentials."""
    field, total = state.field, state.field.zero
    for gen, e in powers:
        if _word(state, gen) != "exp" or gen in field.unreal:
            return None
        total = field.add(total, field.scale(state.meanings[gen].of[0], e))
    return total
