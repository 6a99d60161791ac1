"""Signs of polynomials in kernels over the domain, by exact arguments first and by balls on a bounded domain last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import cast

from flint import acb, arb, fmpq, fmpq_poly

from gradekit.equality.balls import Ball, precision
from gradekit.equality.enclose import Unknown, ball_of
from gradekit.equality.field import Value
from gradekit.equality.ring import Poly, Ring, exponents_of, gens_of
from gradekit.equality.state import Sign, State
from gradekit.equality.values import halves
from gradekit.model.domain import Box, Domain


def sign_of(state: State, p: Poly) -> Sign:
    """1 when p >= 0 on the whole domain, -1 when p <= 0, 0 when neither is known."""
    key = str(p)
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
    return meaning.word in ("exp", "pi", "cos-pi") or (meaning.word == "root" and meaning.of[0].top.is_constant())


def _worked_out(state: State, p: Poly) -> Sign:
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
    return sign * state.facts.get(str(monic), 0)


def _by_terms(state: State, p: Poly) -> Sign:
    """Every term has the same sign."""
    if not state.field.is_real(p):
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


def _by_range(state: State, p: Poly) -> Sign:
    """A polynomial in one bounded or half-bounded symbol without a zero inside its range."""
    used = gens_of(p)
    if len(used) != 1 or not state.field.is_real(p):
        return 0
    meaning = state.meanings.get(used[0])
    low: Fraction | None = None
    high: Fraction | None = None
    if meaning is not None and meaning.word == "symbol":
        interval = state.domain.of(meaning.name).interval
        low, high = interval.low, interval.high
    elif state.signs.get(used[0]) == 1:
        low = Fraction(0)
    return _without_zero(p, used[0], low, high)


def _without_zero(p: Poly, gen: int, low: Fraction | None, high: Fraction | None) -> Sign:
    degree = int(p.degrees()[gen])
    if degree > 40:
        return 0
    coefficients = [fmpq(0)] * (degree + 1)
    for monomial, coefficient in zip(p.monoms(), p.coeffs(), strict=True):
        coefficients[int(monomial[gen])] = coefficient
    poly = fmpq_poly(coefficients)
    for root, multiplicity in _real_roots(poly):
        outside = (low is not None and root <= _ball(low)) or (high is not None and root >= _ball(high))
        at_end = (
            low is not None and poly(fmpq(low.numerator, low.denominator)) == 0 and root.contains(_ball(low))
        ) or (high is not None and poly(fmpq(high.numerator, high.denominator)) == 0 and root.contains(_ball(high)))
        if not outside and not at_end and multiplicity % 2:
            return 0
    inside = _between(low, high)
    value = poly(fmpq(inside.numerator, inside.denominator))
    for _ in range(8):
        if value != 0:
            break
        inside = (inside + (low if low is not None else inside - 2)) / 2
        value = poly(fmpq(inside.numerator, inside.denominator))
    return 1 if value > 0 else -1 if value < 0 else 0


def _real_roots(poly: fmpq_poly) -> list[tuple[arb, int]]:
    # The stubs of flint give the roots without their multiplicities.
    roots = cast("list[tuple[acb, int]]", poly.complex_roots())  # pyright: ignore[reportUnknownMemberType]  see above
    return [(root.real, int(m)) for root, m in roots if root.imag == 0]


def _between(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is not None and high is not None:
        return (low + high) / 2
    return low + 1 if low is not None else high - 1 if high is not None else Fraction(0)


def _ball(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))


def _by_value(state: State, p: Poly) -> Sign:
    """A constant: its ball."""
    if not state.field.is_real(p):
        return 0
    with precision(192):
        try:
            value = ball_of(state, p, {}, {})
        except Unknown:
            return 0
        return 0 if not value.is_finite() else 1 if value > 0 else -1 if value < 0 else 0


def _by_norm(state: State, p: Poly) -> Sign:
    """a + b sqrt(c): the larger of both in size decides, by the sign of a**2 - b**2 c."""
    degrees = p.degrees()
    for gen, (degree, modulus) in state.ring.moduli.items():
        if degree != 2 or not degrees[gen] or state.signs.get(gen) != 1:
            continue
        a, b = state.ring.split(p, gen)
        square = state.ring.gens[gen] ** 2 - modulus
        norm = state.ring.product(a, a) - state.ring.product(state.ring.product(b, b), square)
        larger = 0 if norm.is_zero() else sign_of(state, norm)
        if larger:
            return sign_of(state, a if larger > 0 else b)
    return 0


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
    if not moved:
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


_PIECES = 64
_MOST_SIDES = 3


def _by_pieces(state: State, p: Poly) -> Sign:
    """Balls on pieces of a bounded domain."""
    names = _symbols_in(state, p)
    box = bounded_box(state.domain, names)
    if not box or not state.field.is_real(p):
        return 0
    try:
        return sign_on_pieces(box, lambda at: ball_of(state, p, at, {}), state.ring)
    except Unknown:
        return 0


def bounded_box(domain: Domain, names: Sequence[str]) -> Box | None:
    """The ranges of a few real symbols as a box, when all of them are bounded."""
    box: Box = {}
    for name in names:
        given = domain.of(name)
        low, high = given.interval.low, given.interval.high
        if low is None or high is None or given.kind != "real":
            return None
        box[name] = low, high
    return box if len(box) <= _MOST_SIDES else None


def sign_on_pieces(box: Box, value_at: Callable[[dict[str, Ball]], Ball], work: Ring) -> Sign:
    """The sign of a function on a box, strictly, from its balls on at most so many pieces."""
    with precision(64):
        seen = _sign_at(value_at, {name: (low + (high - low) * _THIRD,) * 2 for name, (low, high) in box.items()})
        other = _sign_at(value_at, {name: (high - (high - low) * _TENTH,) * 2 for name, (low, high) in box.items()})
        if not seen or seen != other:
            return 0
        todo = [box]
        for _ in range(_PIECES):
            if not todo:
                return seen
            if work.pieces <= 0:
                return 0
            work.pieces -= 1
            piece = todo.pop()
            sign = _sign_at(value_at, piece)
            if not sign:
                todo.extend(halves(piece))
            elif sign != seen:
                return 0
    return 0


_THIRD, _TENTH = Fraction(43, 128), Fraction(3, 32)


def _sign_at(value_at: Callable[[dict[str, Ball]], Ball], piece: Box) -> Sign:
    value = value_at({name: _ball(low).union(_ball(high)) for name, (low, high) in piece.items()})
    return 0 if not value.is_finite() else 1 if value > 0 else -1 if value < 0 else 0


def never_zero(state: State, p: Poly) -> bool:
    """Whether p is certainly nowhere zero in the domain."""
    return strictly_signed(state, Value(p, {})) or _by_pieces(state, p) != 0


def _symbols_in(state: State, p: Poly) -> list[str]:
    """The symbols that the kernels of p are made of."""
    names, stack, seen = set[str](), gens_of(p), set[int]()
    while stack:
        gen = stack.pop()
        meaning = state.meanings.get(gen)
        if gen in seen or meaning is None:
            continue
        seen.add(gen)
        if meaning.word == "symbol":
            names.add(meaning.name)
        for value in meaning.of:
            polys = [value.top, *(state.field.factors[f] for f in value.under)]
            stack.extend(i for q in polys for i in gens_of(q))
    return sorted(names)


_RULES: tuple[Callable[[State, Poly], Sign], ...] = (
    _by_fact,
    _by_terms,
    _by_square,
    _by_range,
    _by_value,
    _by_norm,
    _by_shift,
    _by_pieces,
)
