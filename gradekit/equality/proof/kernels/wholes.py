"""Floor and ceiling: whole parts are taken out, and what stays between two integers is the lower one."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from flint import arb

from gradekit.equality.points.balls import precision, real, whole_number
from gradekit.equality.points.enclose import Unknown, ball_of, value_ball
from gradekit.equality.proof.factors import keyed
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.kernels.exponents import is_whole
from gradekit.equality.proof.kernels.opaque import constant_of, opaque, whole_part
from gradekit.equality.proof.ring import Poly, gens_of, rational
from gradekit.equality.proof.signs.bounds import signed
from gradekit.equality.proof.signs.ranges import inside_of, symbols_in
from gradekit.equality.proof.signs.signs import never_zero, sign_in_lowest_terms, sign_of
from gradekit.equality.proof.state import State

_BITS, _MOST_SPLIT = 192, 12
_CLEAR = Fraction(1, 1000)


def floor(state: State, x: Value) -> Value:
    """The floor, integers and integer symbols taken out."""
    field = state.field
    c = constant_of(state, x)
    if c is not None:
        return field.number(c.numerator // c.denominator)
    x, whole = _apart(state, x)
    if x.top.is_zero():
        return whole
    between = _between(state, x)
    if between is not None:
        return field.add(whole, field.number(between))
    for part in _split(state, x):
        whole = field.add(whole, _on_grid(state, part) or _shifted(state, part))
    return whole


def _on_grid(state: State, x: Value) -> Value | None:
    """The floor of y + c where k y is whole: c counts in steps of 1/k, and the floor of y + (k - 1)/k is k y without
    those of y + j/k for j < k - 1, since together they are the floor of k y. The floor of j/k - y is the negative of
    that of y + (k - 1 - j)/k."""
    field, ring = state.field, state.ring
    _, n, d = keyed(state, x)
    constant = next((c for m, c in ring.terms(n) if not any(m)), Fraction(0))
    varying = n - ring.number(constant)
    times = lcm(*(c.denominator for _, c in ring.terms(varying)))
    if not d.is_one() or not 1 < times <= _MOST_SPLIT or not is_whole(state, varying * ring.number(times)):
        return None
    whole, step = divmod(constant.numerator * times // constant.denominator, times)
    if varying.leading_coefficient() < 0:
        mirrored = Value(ring.number(Fraction(times - 1 - step, times)) - varying, {})
        other = _on_grid(state, mirrored)
        return None if other is None else field.subtract(field.number(whole), other)

    def part(j: int) -> Value:
        return _shifted(state, Value(varying + ring.number(Fraction(j, times)), {}))

    if step < times - 1:
        return field.add(part(step), field.number(whole))
    total = Value(varying * ring.number(times) + ring.number(whole), {})
    for j in range(times - 1):
        total = field.subtract(total, part(j))
    return total


def _shifted(state: State, x: Value) -> Value:
    """The floor of x by the kernel of x plus an integer."""
    shift = whole_part(state, x)
    if shift is None:
        return opaque(state, "floor", x)
    whole = state.field.number(shift)
    return state.field.add(opaque(state, "floor", state.field.subtract(x, whole)), whole)


def _split(state: State, x: Value) -> list[Value]:
    """Hermite: the floor of k y + c is the sum of those of y + (c + j)/k for j < k, where y is the common step of all
    multiples in floors."""
    field, ring = state.field, state.ring
    _, n, d = keyed(state, x)
    constant = next((c for m, c in ring.terms(n) if not any(m)), Fraction(0))
    varying = n - ring.number(constant)
    if not d.is_one() or varying.is_zero():
        return [x]
    lead = rational(varying.leading_coefficient())
    times = state.step("floor", (ring.text(varying * ring.number(1 / lead)),), lead)
    if not 1 < abs(times) <= _MOST_SPLIT:
        return [x]
    step = field.scale(Value(varying, {}), Fraction(1, abs(times)))
    return [field.add(step, field.number((constant + j) / abs(times))) for j in range(abs(times))]


def ceiling(state: State, x: Value) -> Value:
    """The ceiling: -floor(-x)."""
    return state.field.negate(floor(state, state.field.negate(x)))


def _apart(state: State, x: Value) -> tuple[Value, Value]:
    """What is left, and the terms that are whole numbers because of integer symbols."""
    ring, field = state.ring, state.field
    _, n, d = keyed(state, x)
    whole = ring.zero
    if d.is_one():
        for monomial, c in ring.terms(n):
            term = ring.monomial(monomial) * ring.number(c)
            if any(monomial) and _is_whole_valued(state, term):
                whole = whole + term
    return (x, field.zero) if whole.is_zero() else (Value(n - whole, {}), Value(whole, {}))


def _is_whole_valued(state: State, term: Poly) -> bool:
    """Whether a multiple of a monomial is a whole number: its kernels are integer symbols and floors."""
    rest = term
    for gen in gens_of(term):
        meaning = state.meanings.get(gen)
        if meaning is not None and meaning.word == "floor" and gen not in state.field.unreal:
            rest = divmod(rest, state.ring.gens[gen] ** int(term.degrees()[gen]))[0]
    return is_whole(state, rest)


def _between(state: State, x: Value) -> int | None:
    """The integer k with k <= x < k + 1 on the whole domain, if there is one."""
    names = symbols_in(state, [x.top, *(state.field.factors[factor] for factor in x.under)])
    with precision(_BITS):
        try:
            value = value_ball(state, x, {name: real(inside_of(state.domain.of(name))) for name in names}, {})
        except Unknown:
            return None
        low = whole_number(value.floor()) if isinstance(value, arb) and value.is_finite() else None
    if low is None:
        return None
    field = state.field
    above, below = field.subtract(x, field.number(low)), field.subtract(field.number(low + 1), x)
    if not names:
        return low
    if sign_in_lowest_terms(state, above) <= 0:
        return None
    clearly = sign_in_lowest_terms(state, field.subtract(below, field.number(_CLEAR))) > 0
    return low if clearly or _positive(state, below) else None


def _positive(state: State, x: Value) -> bool:
    """Whether x is greater than 0 everywhere in a domain without closed ends."""
    _, n, d = keyed(state, x)
    return (
        sign_of(state, n) * sign_of(state, d) > 0 and _open(state, n) and (signed(state, n)[1] or never_zero(state, n))
    )


def _open(state: State, p: Poly) -> bool:
    """Whether p is nowhere zero at ends that belong to the domain; with several letters, whether there are none."""
    names = symbols_in(state, [p])
    given = [state.domain.of(name).interval for name in names]
    closed = [end for i in given for end, is_open in ((i.low, i.low_open), (i.high, i.high_open)) if not is_open]
    return not closed or (len(names) == 1 and all(_nonzero_at(state, p, next(iter(names)), end) for end in closed))


def _nonzero_at(state: State, p: Poly, name: str, at: Fraction | None) -> bool:
    if at is None:
        return True
    with precision(_BITS):
        value = ball_of(state, p, {name: real(at)}, {})
        return bool(value.is_finite() and not value.contains(0))
