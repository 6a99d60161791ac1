"""Signs on ranges: of polynomials in one symbol by their real roots, and on bounded boxes by balls on pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import cast

from flint import acb, arb, fmpq, fmpq_poly

from gradekit.equality.limits import Work
from gradekit.equality.points.balls import Ball, precision, real
from gradekit.equality.points.enclose import Unknown, ball_of
from gradekit.equality.points.points import generic
from gradekit.equality.points.values import halves
from gradekit.equality.proof.ring import Poly, gens_of
from gradekit.equality.proof.state import Meaning, Sign, State
from gradekit.model.domain import Box, Domain, Range


def sign_by_roots(state: State, p: Poly) -> Sign:
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
    for root, multiplicity in real_roots(poly):
        outside = (low is not None and root <= real(low)) or (high is not None and root >= real(high))
        at_end = (low is not None and poly(fmpq(low.numerator, low.denominator)) == 0 and root.contains(real(low))) or (
            high is not None and poly(fmpq(high.numerator, high.denominator)) == 0 and root.contains(real(high))
        )
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


def real_roots(poly: fmpq_poly) -> list[tuple[arb, int]]:
    """The real roots as balls, with their multiplicities."""
    # The stubs of flint give the roots without their multiplicities.
    roots = cast("list[tuple[acb, int]]", poly.complex_roots())  # pyright: ignore[reportUnknownMemberType]  see above
    return [(root.real, int(m)) for root, m in roots if root.imag == 0]


def _between(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is not None and high is not None:
        return (low + high) / 2
    return low + 1 if low is not None else high - 1 if high is not None else Fraction(0)


def sign_of_constant(state: State, p: Poly) -> Sign:
    """A constant: its ball. What is real and only had through complex values, as log(-1)/log(-10), is left open."""
    if not state.field.is_real(p):
        return 0
    with precision(192):
        try:
            value = ball_of(state, p, {}, {})
        except Unknown:
            return 0
        if isinstance(value, acb):
            return 0
        return 0 if not value.is_finite() else 1 if value > 0 else -1 if value < 0 else 0


_PIECES, _POINTS = 64, 24


_MOST_SIDES = 3
_AS_ONE = 6
"""So many kernels cost as much as a piece does besides."""


def sign_by_pieces(state: State, p: Poly) -> Sign:
    """Balls on pieces of a bounded domain."""
    names = symbols_in(state, [p])
    box = bounded_box(state.domain, names)
    if not box or not state.field.is_real(p):
        return 0
    work = state.ring.work

    def value_at(at: dict[str, Ball]) -> Ball:
        known: dict[int, Ball] = {}
        value = ball_of(state, p, at, known)
        work.pieces -= len(known) // _AS_ONE
        work.pay(2 * len(known))
        return value

    try:
        return sign_on_pieces(box, value_at, work)
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


def sign_on_pieces(box: Box, value_at: Callable[[dict[str, Ball]], Ball], work: Work) -> Sign:
    """The sign of a function on a box, strictly, from its balls on at most so many pieces."""
    if work.pieces <= 0:
        return 0
    with precision(64):
        seen = _sign_at(value_at, {name: (q, q) for name, q in _inside(box, Fraction(43, 128)).items()})
        other = _sign_at(value_at, {name: (q, q) for name, q in _inside(box, Fraction(29, 32)).items()})
        if not seen or seen != other:
            return 0
        todo = [box]
        for _ in range(_PIECES):
            if not todo:
                return seen
            if work.pieces <= 0:
                return 0
            work.pieces -= 1
            work.pay(20)
            piece = todo.pop()
            sign = _sign_at(value_at, piece)
            if not sign:
                todo.extend(halves(piece))
            elif sign != seen:
                return 0
    return 0


def _inside(box: Box, share: Fraction) -> dict[str, Fraction]:
    return {name: low + (high - low) * share for name, (low, high) in box.items()}


def _sign_at(value_at: Callable[[dict[str, Ball]], Ball], piece: Box) -> Sign:
    value = value_at({name: real(low).union(real(high)) for name, (low, high) in piece.items()})
    if isinstance(value, acb) or not value.is_finite():
        return 0
    return 1 if value > 0 else -1 if value < 0 else 0


def inside_of(given: Range) -> Fraction:
    """A number inside a real range."""
    return _between(given.interval.low, given.interval.high)


def points_of_case(state: State, polys: Sequence[Poly]) -> Iterator[dict[str, Ball]]:
    """Points of the domain where all signs hold that definitions and the assumptions of a case imply."""
    names = symbols_in(state, polys)
    for index in range(_POINTS if names else 1):
        point = generic(state.domain, names, index)
        at: dict[str, Ball] = {name: real(value) for name, value in point.items() if isinstance(value, Fraction)}
        if len(at) == len(names) and all(_holds(state, key, sign, at) for key, sign in state.facts.items()):
            yield at


def _holds(state: State, key: str, sign: Sign, at: Mapping[str, Ball]) -> bool:
    try:
        value = ball_of(state, state.fact_polys[key], at, {})
    except Unknown:
        return False
    return bool(value.is_finite() and value * sign > 0)


def symbols_in(state: State, polys: Sequence[Poly]) -> list[str]:
    """The symbols that the kernels of the polynomials are made of."""
    names, stack, seen = set[str](), [gen for p in polys for gen in gens_of(p)], set[int]()
    while stack:
        gen = stack.pop()
        meaning = state.meanings.get(gen)
        if gen in seen or meaning is None:
            continue
        seen.add(gen)
        if meaning.word == "symbol":
            names.add(meaning.name)
        stack.extend(_below(state, gen, meaning))
    state.ring.work.pay(4 * len(seen))
    return sorted(names)


def _below(state: State, gen: int, meaning: Meaning) -> list[int]:
    known = state.below.get(gen)
    if known is None:
        polys = [p for value in meaning.of for p in (value.top, *(state.field.factors[f] for f in value.under))]
        known = state.below[gen] = [i for p in polys for i in gens_of(p)]
    return known
