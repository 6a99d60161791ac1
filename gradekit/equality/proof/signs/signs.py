"""Signs of polynomials in kernels over the domain: by exact arguments first, by balls on a bounded domain last."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from gradekit.equality.proof.field import Value
from gradekit.equality.proof.ring import Poly, exponents_of, gens_of
from gradekit.equality.proof.signs.bounds import may_be_power_of_zero, sign_by_bounds
from gradekit.equality.proof.signs.monotone import equivalent
from gradekit.equality.proof.signs.ranges import sign_by_pieces, sign_by_roots, sign_of_constant
from gradekit.equality.proof.signs.turning import sign_by_turning
from gradekit.equality.proof.state import Sign, State


def sign_of(state: State, p: Poly) -> Sign:
    """1 when p >= 0 on the whole domain, -1 when p <= 0, 0 when neither is known."""
    key = state.ring.text(p)
    known = state.definite.get(key)
    if known is None:
        known = state.definite[key] = _worked_out(state, p)
    return known


def sign_of_value(state: State, x: Value) -> Sign:
    """The sign of a fraction over kernels; 0 also where it is zero."""
    if x.top.is_zero():
        return 0
    sign = sign_of(state, x.top)
    for factor, e in x.under.items():
        if sign and e % 2:
            sign *= sign_of(state, state.field.factors[factor])
    return sign


def intrinsic(state: State, p: Poly) -> Sign:
    """The sign as far as it follows without what the answer's own definition implies."""
    facts, definite = state.facts, state.definite
    state.facts, state.definite = state.expected_facts, state.expected_definite
    try:
        return sign_of(state, p)
    finally:
        state.facts, state.definite = facts, definite


def strictly_signed(state: State, x: Value) -> bool:
    """Whether x is certainly nowhere zero: all terms have one sign and one of them is nowhere zero."""
    for p in (x.top, *(state.field.factors[f] for f, e in x.under.items() if e > 0)):
        if not _by_terms(state, p) or not any(_term_nowhere_zero(state, m) for m in p.monoms()):
            return False
    return True


def _term_nowhere_zero(state: State, monomial: tuple[int, ...]) -> bool:
    return all(_gen_nowhere_zero(state, i) for i, _ in exponents_of(monomial))


def _gen_nowhere_zero(state: State, gen: int) -> bool:
    meaning = state.meanings.get(gen)
    if meaning is None:
        return False
    if meaning.word == "symbol":
        interval = state.domain.of(meaning.name).interval
        return interval.positive or (
            interval.high is not None and (interval.high < 0 or (interval.high == 0 and interval.high_open))
        )
    if meaning.word == "exp":
        return not may_be_power_of_zero(state, meaning)
    return meaning.word in ("pi", "cos-pi") or (meaning.word == "root" and meaning.of[0].top.is_constant())


def _worked_out(state: State, p: Poly) -> Sign:
    state.ring.work.pay(40 + 2 * len(state.ring.gens))
    if p.is_zero():
        return 0
    for rule in _RULES:
        sign = rule(state, p)
        if sign:
            return sign
    return 0


def _by_fact(state: State, p: Poly) -> Sign:
    if not state.facts:
        return 0
    lead = p.leading_coefficient()
    sign = 1 if lead > 0 else -1
    monic = p * (1 / lead)
    return sign * state.facts.get(state.ring.text(monic), 0)


_LONGEST_SIGNED = 300


def _by_terms(state: State, p: Poly) -> Sign:
    """Every term has the same sign."""
    if len(p) > _LONGEST_SIGNED or not state.field.is_real(p):
        return 0
    total = 0
    for monomial, coefficient in zip(p.monoms(), p.coeffs(), strict=True):
        sign = 1 if coefficient > 0 else -1
        for i, e in exponents_of(monomial):
            if e % 2:
                sign *= state.signs.get(i, 0)
        if not sign or (total and sign != total):
            return 0
        total = sign
    return total


def _by_square(state: State, p: Poly) -> Sign:
    """A polynomial of degree 2: its quadratic form, with the constant as a further square, is definite."""
    if not state.field.is_real(p) or p.total_degree() != 2:
        return 0
    used = gens_of(p)
    if len(used) > 8:
        return 0
    place = {gen: row for row, gen in enumerate(used)}
    size = len(used) + 1
    form = [[Fraction(0)] * size for _ in range(size)]
    for monomial, coefficient in state.ring.terms(p):
        rows = [place[i] for i, e in exponents_of(monomial) for _ in range(e)]
        i, j = [*rows, size - 1, size - 1][:2]
        form[i][j] += coefficient / 2
        form[j][i] += coefficient / 2
    if _semidefinite(form):
        return 1
    return -1 if _semidefinite([[-entry for entry in row] for row in form]) else 0


def _semidefinite(form: list[list[Fraction]]) -> bool:
    """Whether a symmetric matrix has no negative square in its completion to squares."""
    size = len(form)
    for k in range(size):
        pivot = form[k][k]
        if pivot < 0 or (pivot == 0 and any(form[k][j] for j in range(k + 1, size))):
            return False
        for i in range(k + 1, size):
            if form[i][k]:
                share = form[i][k] / pivot
                for j in range(k, size):
                    form[i][j] -= share * form[k][j]
    return True


def _by_factors(state: State, p: Poly) -> Sign:
    """The product of the signs of the factors, squares left out."""
    if len(p) < 2 or len(p) > _LONGEST or not state.field.is_real(p) or state.depth >= _DEEPEST:
        return 0
    constant, factors = state.ring.factors(p)
    if len(factors) == 1 and factors[0][1] == 1:
        return 0
    sign = 1 if constant > 0 else -1
    state.depth += 1
    try:
        for f, m in factors:
            sign *= sign_of(state, f) if m % 2 else 1
    finally:
        state.depth -= 1
    return sign


def _by_norm(state: State, p: Poly) -> Sign:
    """a + b sqrt(c): the larger of both in size decides, by the sign of a**2 - b**2 c."""
    if state.depth >= _DEEPEST or len(p) > _LONGEST or not state.field.is_real(p):
        return 0
    gen = next((i for i in gens_of(p) if state.ring.moduli.get(i, (0,))[0] == 2 and state.signs.get(i) == 1), None)
    if gen is None:
        return 0
    a, b = state.ring.split(p, gen)
    square = state.ring.gens[gen] ** 2 - state.ring.moduli[gen][1]
    norm = state.ring.product(a, a) - state.ring.product(state.ring.product(b, b), square)
    state.depth += 1
    try:
        larger = 0 if norm.is_zero() else sign_of(state, norm)
        return sign_of(state, a if larger > 0 else b) if larger else 0
    finally:
        state.depth -= 1


_DEEPEST, _LONGEST, _HIGHEST_SHIFTED = 3, 40, 12


def _by_shift(state: State, p: Poly) -> Sign:
    """The terms have one sign after kernels were written as their bound plus or minus something not negative."""
    if not state.field.is_real(p):
        return 0
    return _shifted(state, p, _lower) or _shifted(state, p, _upper)


def _shifted(state: State, p: Poly, bound_of: Callable[[State, int], Fraction | None]) -> Sign:
    """Terms after each kernel with such a bound b was written as b + k, or b - k for an upper one, with k >= 0."""
    ring, moved = state.ring, False
    images, signs = list(ring.gens), state.signs.copy()
    for gen in gens_of(p):
        bound = bound_of(state, gen)
        if bound is not None:
            images[gen] = ring.number(bound) + ring.gens[gen] * (1 if bound_of is _lower else -1)
            signs[gen] = 1
            moved = True
    if not moved or p.total_degree() > _HIGHEST_SHIFTED or len(p) > _LONGEST:
        return 0
    before, state.signs = state.signs, signs
    try:
        return _by_terms(state, p.compose(*images))
    finally:
        state.signs = before


def _lower(state: State, gen: int) -> Fraction | None:
    meaning = state.meanings.get(gen)
    if meaning is None:
        return None
    if meaning.word == "symbol":
        return state.domain.of(meaning.name).interval.low
    return Fraction(1) if meaning.word == "exp" and sign_of_value(state, meaning.of[0]) > 0 else None


def _upper(state: State, gen: int) -> Fraction | None:
    meaning = state.meanings.get(gen)
    if meaning is None:
        return None
    if meaning.word == "symbol":
        return state.domain.of(meaning.name).interval.high
    return Fraction(1) if meaning.word == "exp" and sign_of_value(state, meaning.of[0]) < 0 else None


def _by_equivalent(state: State, p: Poly) -> Sign:
    """The sign of what has the same sign, without its logarithms or exponentials."""
    if state.depth >= _DEEPEST or not state.field.is_real(p):
        return 0
    state.depth += 1
    try:
        other = equivalent(state, p)
        return 0 if other is None else sign_in_lowest_terms(state, other)
    finally:
        state.depth -= 1


def sign_in_lowest_terms(state: State, x: Value) -> Sign:
    """The sign of a fraction over kernels once common factors are cancelled; 0 also where it is zero."""
    if x.top.is_zero():
        return 0
    n, d = state.field.lowest(x)
    return sign_of(state, n) * sign_of(state, d)


def never_zero(state: State, p: Poly) -> bool:
    """Whether p is certainly nowhere zero in the domain."""
    return strictly_signed(state, Value(p, {})) or sign_by_pieces(state, p) != 0


_RULES: tuple[Callable[[State, Poly], Sign], ...] = (
    _by_fact,
    _by_terms,
    _by_square,
    sign_by_roots,
    sign_by_turning,
    sign_of_constant,
    _by_factors,
    _by_norm,
    _by_shift,
    sign_by_bounds,
    _by_equivalent,
    sign_by_pieces,
)
