"""Sine, cosine and tangent as rational functions of tangents of half angles, without a relation between them.

With t = tan(a/2): cos a + i sin a = (1 + i t)**2 / (1 + t**2). The field of a circle in t is a field of rational
functions, where factors are unique: `1 - cos(a)**2` and `sin(a)**2` are the same square.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import comb
from typing import TypeAlias

from flint import fmpq_mpoly_ctx

from gradekit.equality.limits import LimitMet
from gradekit.equality.proof.factors import keyed, only_generator, terms_of
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.kernels.exponents import exp, is_whole, parity, sign_kernel
from gradekit.equality.proof.kernels.gaussian import only_real
from gradekit.equality.proof.kernels.lattice import Vector
from gradekit.equality.proof.kernels.roots import rational_power
from gradekit.equality.proof.ring import Poly, gens_of
from gradekit.equality.proof.signs.bounds import QUARTER_TURN, linear_range
from gradekit.equality.proof.state import Again, Meaning, State

Pair: TypeAlias = tuple[Value, Value]
"""Real and imaginary part."""

_LARGEST_MULTIPLE = 80
_OF_POWER, _OF_ONE = 16, 3
"""What a power of a unit costs besides its terms, and to compare an angle with one of the basis, in products."""


def cosine_sine(state: State, x: Value) -> Pair:
    """cos x and sin x."""
    result, ordinary = _special_part(state, x)
    for vector, times in _over_basis(state, ordinary, 1):
        re, im, size = _power_of_unit(state, vector, 2 * times)
        down = {size: -abs(times)}
        result = turned(state, result, (Value(re, down), Value(im, down)))
    return result


def tangent(state: State, x: Value) -> Value:
    """tan x; the size of the complex number whose angle is x cancels, so half angles cost nothing."""
    result, ordinary = _special_part(state, x)
    for vector, times in _over_basis(state, ordinary, 2):
        re, im, _ = _power_of_unit(state, vector, times)
        result = turned(state, result, (Value(re, {}), Value(im, {})))
    return state.field.divide(result[1], result[0])


def _special_part(state: State, x: Value) -> tuple[Pair, dict[tuple[str, str], Fraction]]:
    """The unit of those terms of x whose sine and cosine need no tangent, and the other terms as a vector."""
    field = state.field
    result: Pair = (field.one, field.zero)
    ordinary: dict[tuple[str, str], Fraction] = {}
    for key, coefficient, part in terms_of(state, x):
        unit = _special(state, coefficient, part)
        if unit is None and state.ring.has(part.top, state.ring.imaginary):
            unit = _hyperbolic(state, coefficient, part)
        if unit is None:
            ordinary[key] = coefficient
            state.parts[key] = part
        else:
            result = turned(state, result, unit)
    return result, ordinary


def _over_basis(state: State, ordinary: dict[tuple[str, str], Fraction], times: int) -> list[tuple[Value, int]]:
    """So many times the vector as a combination of the basis of all angles; starts again when that gets finer."""
    if not ordinary:
        return []
    state.ring.work.pay(_OF_ONE * len(state.angles.basis))
    found = state.angles.coordinates({key: times * c for key, c in ordinary.items()})
    if found is None:
        raise Again
    return [(_angle(state, state.angles.basis[i]), n) for i, n in found]


def _angle(state: State, vector: Vector) -> Value:
    field, total = state.field, state.field.zero
    for key, c in vector.items():
        total = field.add(total, field.scale(state.parts[key], c))
    return total


def turned(state: State, a: Pair, b: Pair) -> Pair:
    """The product of two complex numbers."""
    field = state.field
    if a[0] is field.one and a[1] is field.zero:
        return b
    return (
        field.subtract(field.multiply(a[0], b[0]), field.multiply(a[1], b[1])),
        field.add(field.multiply(a[0], b[1]), field.multiply(a[1], b[0])),
    )


def _power_of_unit(state: State, angle: Value, n: int) -> tuple[Poly, Poly, int]:
    """Real and imaginary part of (1 + i t)**n with t = tan(angle/2), conjugate for negative n, and 1 + t**2."""
    if abs(n) > _LARGEST_MULTIPLE:
        raise LimitMet("multiple-angle")
    field, ring = state.field, state.ring
    (top, bottom), n_poly, d_poly = keyed(state, angle)
    kernel = state.kernel(
        ("tan", top, bottom),
        Meaning("tan", (field.scale(angle, Fraction(1, 2)),)),
        sign=_tangent_sign(state, angle),
        real=field.is_real(n_poly, d_poly),
    ).top
    ring.work.pay(_OF_POWER + 2 * abs(n))
    (gen,) = gens_of(kernel)
    re, im = _binomial(ring.ring, gen, abs(n))
    return re, im if n > 0 else -im, field.factor(kernel * kernel + 1)


@lru_cache(maxsize=512)
def _binomial(ring: fmpq_mpoly_ctx, gen: int, n: int) -> tuple[Poly, Poly]:
    """Real and imaginary part of (1 + i t)**n for a generator t; the proofs for one pair ask for the same ones."""
    t, re, im = ring.gens()[gen], ring.constant(0), ring.constant(0)
    for k in range(n + 1):
        term = t**k * (-comb(n, k) if k % 4 > 1 else comb(n, k))
        if k % 2:
            im = im + term
        else:
            re = re + term
    return re, im


def _tangent_sign(state: State, angle: Value) -> int:
    """The sign of tan(angle/2) where the angle is linear in bounded symbols, whose ranges say so."""
    ends = linear_range(state, angle)
    if ends is None:
        return 0
    if ends[0] >= 0 and ends[1] <= 2 * QUARTER_TURN:
        return 1
    return -1 if ends[1] <= 0 and ends[0] >= -2 * QUARTER_TURN else 0


def _special(state: State, coefficient: Fraction, part: Value) -> Pair | None:
    """Angles whose sine and cosine are algebraic: multiples of pi, and whole multiples of inverse functions."""
    gen = only_generator(part)
    meaning = state.meanings.get(gen) if gen is not None else None
    if meaning is None:
        return _of_whole_turns(state, coefficient, part)
    if meaning.word == "pi":
        return _constant(state, coefficient)
    if (
        meaning.word in ("asin", "atan", "atan2")
        and coefficient.denominator <= 2
        and (not state.principal or all(only_real(state, x) for x in meaning.of))
    ):
        unit = of_inverse(state, meaning, coefficient.denominator)
        return _multiple(state, unit, coefficient.numerator)
    return None


def of_inverse(state: State, meaning: Meaning, parts: int) -> Pair:
    """Cosine and sine of asin u, atan u or atan2(u, v), or of half of it."""
    field, u = state.field, meaning.of[0]
    square = field.multiply(u, u)
    if meaning.word == "atan2":
        v = meaning.of[1]
        size = rational_power(state, field.add(field.multiply(v, v), square), Fraction(-1, 2))
        unit = field.multiply(v, size), field.multiply(u, size)
    elif meaning.word == "asin":
        unit = rational_power(state, field.subtract(field.one, square), Fraction(1, 2)), u
    else:
        size = rational_power(state, field.add(field.one, square), Fraction(-1, 2))
        unit = size, field.multiply(u, size)
    if parts == 1:
        return unit
    # The angle is between -pi and pi, so the cosine of its half is nowhere negative.
    half = rational_power(state, field.scale(field.add(field.one, unit[0]), Fraction(1, 2)), Fraction(1, 2))
    return half, field.divide(field.scale(unit[1], Fraction(1, 2)), half)


def _multiple(state: State, unit: Pair, n: int) -> Pair:
    if abs(n) > _LARGEST_MULTIPLE:
        raise LimitMet("multiple-angle")
    return repeated(state, unit, n)


def repeated(state: State, unit: Pair, n: int) -> Pair:
    """The power of a complex number, of its conjugate for negative n."""
    if n < 0:
        unit, n = (unit[0], state.field.negate(unit[1])), -n
    result: Pair = (state.field.one, state.field.zero)
    while n:
        if n & 1:
            result = turned(state, result, unit)
        n >>= 1
        if n:
            unit = turned(state, unit, unit)
    return result


def _of_whole_turns(state: State, coefficient: Fraction, part: Value) -> Pair | None:
    """cos(pi n) = (-1)**n and sin(pi n) = 0 for a product n of integer symbols and an integer; also for half turns."""
    pi = state.kernels.get(("pi",))
    if part.under or len(part.top) != 1 or coefficient.denominator > 2 or pi is None:
        return None
    rest, left = divmod(part.top, state.ring.gens[pi])
    if not left.is_zero() or not is_whole(state, rest):
        return None
    if coefficient.denominator == 2:
        return _multiple(state, _of_half_turns(state, rest), coefficient.numerator)
    return parity(state, state.ring.one, coefficient.numerator, rest), state.field.zero


def _of_half_turns(state: State, n: Poly) -> Pair:
    """cos(pi n/2) = w (1 + p)/2 and sin(pi n/2) = w (1 - p)/2 with p = (-1)**n: of both one is 0, and w, their sum, is
    1 or -1."""
    field = state.field
    both = field.gen(sign_kernel(state, ("half-turns", state.ring.text(n)), Meaning("half-turns", (Value(n, {}),))))
    even = parity(state, state.ring.one, 1, n)
    half = field.scale(both, Fraction(1, 2))
    return field.multiply(half, field.add(field.one, even)), field.multiply(half, field.subtract(field.one, even))


_SINES: dict[Fraction, tuple[Fraction, int]] = {
    Fraction(0): (Fraction(0), 1),
    Fraction(1, 6): (Fraction(1, 2), 1),
    Fraction(1, 4): (Fraction(1, 2), 2),
    Fraction(1, 3): (Fraction(1, 2), 3),
    Fraction(1, 2): (Fraction(1), 1),
}
"""sin(pi q) = a * sqrt(b) for q from 0 to 1/2."""


def _constant(state: State, q: Fraction) -> Pair:
    """cos(pi q) and sin(pi q)."""
    return _sine_of_pi(state, q + Fraction(1, 2)), _sine_of_pi(state, q)


def _sine_of_pi(state: State, q: Fraction) -> Value:
    field = state.field
    q %= 2
    if q > 1:
        return field.negate(_sine_of_pi(state, q - 1))
    if q > Fraction(1, 2):
        q = 1 - q
    if q in _SINES:
        a, b = _SINES[q]
        root = rational_power(state, field.number(b), Fraction(1, 2)) if b > 1 else field.one
        return field.scale(root, a)
    return _opaque_sine(state, q)


def _opaque_sine(state: State, q: Fraction) -> Value:
    """cos(pi(1/2 - q)) over the common denominator of all such angles, by the minimal polynomial of its unit."""
    angle = Fraction(1, 2) - q
    return _cosine_of_pi(state, angle)


def _cosine_of_pi(state: State, q: Fraction) -> Value:
    from flint import fmpz_poly

    n = state.step("pi", (), q)
    step = state.steps["pi",]
    if step.numerator != 1:
        state.steps["pi",] = Fraction(1, step.denominator)
        raise Again
    if step.denominator > 60:
        raise LimitMet("root-of-unity")
    key = ("cos-pi", str(step.denominator))
    known = state.kernels.get(key)
    if known is None:
        minimal = fmpz_poly.cos_minpoly(2 * step.denominator)  # of 2 cos(2 pi / (2 q))
        known = state.kernels[key] = state.ring.take_root_of([Fraction(int(c)) for c in minimal.coeffs()])
        state.meanings[known] = Meaning("cos-pi", (), step)
        state.signs[known] = 1
    twice = state.ring.gens[known]
    before, now = state.ring.number(2), twice
    if n == 0:
        return state.field.one
    for _ in range(abs(n) - 1):
        before, now = now, state.ring.reduced(twice * now - before)
    return state.field.scale(Value(now, {}), Fraction(1, 2))


def _hyperbolic(state: State, coefficient: Fraction, part: Value) -> Pair:
    """cos(i b) = cosh b, sin(i b) = i sinh b."""
    field = state.field
    i = field.gen(state.ring.imaginary)
    b = field.scale(field.multiply(part, field.negate(i)), coefficient)
    up, down = exp(state, b), exp(state, field.negate(b))
    half = Fraction(1, 2)
    return field.scale(field.add(up, down), half), field.multiply(i, field.scale(field.subtract(up, down), half))
