"""Floor and ceiling: whole parts are taken out, and what stays between two integers is the lower one."""

from __future__ import annotations

from flint import arb

from gradekit.equality.points.balls import precision, real
from gradekit.equality.points.enclose import Unknown, value_ball
from gradekit.equality.proof.factors import keyed
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.kernels.exponents import is_whole
from gradekit.equality.proof.kernels.opaque import constant_of, opaque, whole_part
from gradekit.equality.proof.ring import Poly
from gradekit.equality.proof.signs.bounds import signed
from gradekit.equality.proof.signs.ranges import inside_of, symbols_in
from gradekit.equality.proof.signs.signs import never_zero, sign_in_lowest_terms, sign_of
from gradekit.equality.proof.state import State

_BITS = 192


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
    shift = whole_part(state, x)
    if shift is None:
        return field.add(whole, opaque(state, "floor", x))
    rest = opaque(state, "floor", field.subtract(x, field.number(shift)))
    return field.add(whole, field.add(rest, field.number(shift)))


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
            if any(monomial) and is_whole(state, term):
                whole = whole + term
    return (x, field.zero) if whole.is_zero() else (Value(n - whole, {}), Value(whole, {}))


def _between(state: State, x: Value) -> int | None:
    """The integer k with k <= x < k + 1 on the whole domain, if there is one."""
    names = symbols_in(state, [x.top, *(state.field.factors[factor] for factor in x.under)])
    with precision(_BITS):
        try:
            value = value_ball(state, x, {name: real(inside_of(state.domain.of(name))) for name in names}, {})
        except Unknown:
            return None
        k = value.floor().unique_fmpz() if isinstance(value, arb) and value.is_finite() else None
    if k is None:
        return None
    field, low = state.field, int(k)
    above, below = field.subtract(x, field.number(low)), field.subtract(field.number(low + 1), x)
    if not names:
        return low
    return low if sign_in_lowest_terms(state, above) > 0 and _positive(state, below) else None


def _positive(state: State, x: Value) -> bool:
    """Whether x is greater than 0 everywhere in a domain without closed ends."""
    _, n, d = keyed(state, x)
    return (
        sign_of(state, n) * sign_of(state, d) > 0 and _open(state, n) and (signed(state, n)[1] or never_zero(state, n))
    )


def _open(state: State, p: Poly) -> bool:
    intervals = [state.domain.of(name).interval for name in symbols_in(state, [p])]
    return all((i.low is None or i.low_open) and (i.high is None or i.high_open) for i in intervals)
