"""Zero by squaring: A + B sqrt(c) is zero where A**2 = B**2 c and A and B have opposite signs."""

from __future__ import annotations

from collections.abc import Callable

from flint import fmpq

from gradekit.equality.proof.ring import Poly, gens_of
from gradekit.equality.proof.signs.signs import sign_of
from gradekit.equality.proof.state import State

_LONGEST, _DEEPEST = 60, 3


def vanishes_by_squares(state: State, p: Poly, otherwise: Callable[[Poly], bool], depth: int = 0) -> bool:
    """Whether p is zero, by taking one square root after the other to the other side; `otherwise` settles the norm."""
    if state.principal or depth >= _DEEPEST or len(p) > _LONGEST:
        return False
    for gen in gens_of(p):
        halved = half_order(state, gen)
        parts = split_by_root(state, p, gen, halved) if halved else None
        if parts is None or parts[0].is_zero():
            continue
        a, b = parts
        square = state.ring.reduced(state.ring.gens[gen] ** (2 * halved))
        norm = state.ring.product(a, a) - state.ring.product(state.ring.product(b, b), square)
        zero = norm.is_zero() or otherwise(norm) or vanishes_by_squares(state, norm, otherwise, depth + 1)
        if zero and sign_of(state, a) * sign_of(state, b) < 0:
            return True
    return False


def half_order(state: State, gen: int) -> int:
    """n for a root T of order 2n that is nowhere negative."""
    meaning = state.meanings.get(gen)
    if meaning is None or meaning.word != "root" or state.signs.get(gen) != 1:
        return 0
    order = state.ring.moduli[gen][0]
    return 0 if order % 2 else order // 2


def split_by_root(state: State, p: Poly, gen: int, power: int) -> tuple[Poly, Poly] | None:
    """a and b in p = a + b T**n, if p has that form."""
    without, beside = dict[tuple[int, ...], fmpq](), dict[tuple[int, ...], fmpq]()
    for monomial, coefficient in zip(p.monoms(), p.coeffs(), strict=True):
        rest = list(map(int, monomial))
        e, rest[gen] = rest[gen], 0
        if e not in (0, power):
            return None
        (beside if e else without)[tuple(rest)] = coefficient
    ring = state.ring.ring
    return ring.from_dict(without), ring.from_dict(beside)
