"""Rational powers and absolute values over independent kernels.

In the real reading a root is where it is defined, and squares come out of it as absolute values. In the principal
reading only factors of known sign come out; the rest is an opaque kernel of which the power is known.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from flint.utils.flint_exceptions import DomainError

from gradekit.equality.limits import LimitMet
from gradekit.equality.proof.demands import require_sign
from gradekit.equality.proof.factors import keyed, only_generator, parted, primes
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.ring import Poly, gens_of
from gradekit.equality.proof.signs.signs import sign_of
from gradekit.equality.proof.state import Again, Meaning, State

LARGEST_ROOT = 60


def power_of_factor(state: State, f: Poly, e: Fraction) -> Value:
    """f to the rational power e, for a factor that is nowhere negative (or |f| where its sign is not known)."""
    field = state.field
    positive = f.is_constant() or sign_of(state, f) == 1
    if not positive and sign_of(state, f) == -1:
        return power_of_factor(state, -f, e)
    whole, rest = divmod(e, 1)
    base = Value(f, {}) if positive else field.gen(absolute_gen(state, f))
    if not positive and whole % 2 == 0:
        result = field.power(Value(f, {}), int(whole)) if whole else field.one
    else:
        result = field.power(base, int(whole)) if whole else field.one
    if not rest:
        return result
    return field.multiply(result, _fractional(state, base.top, rest))


def _fractional(state: State, f: Poly, e: Fraction) -> Value:
    """A fractional power 0 < e < 1 of a positive factor, prime or absolute value."""
    field = state.field
    gen = only_generator(Value(f, {}))
    meaning = state.meanings.get(gen) if gen is not None else None
    if meaning is not None and meaning.word == "exp":
        from gradekit.equality.proof.kernels.exponents import exp  # each of powers and exponentials needs the other

        return exp(state, field.scale(meaning.of[0], e))
    if meaning is not None and meaning.word == "root":
        return rational_power(state, meaning.of[0], e / meaning.number)
    return root_power(state, f, e)


def root_power(state: State, f: Poly, e: Fraction) -> Value:
    """T**(e*order) for the root T = f**(1/order) of a polynomial; the order is common to all roots of f."""
    key = state.ring.text(f)
    if e.denominator == 2 and not state.principal:
        root = _denested(state, f)
        if root is not None:
            return state.field.power(root, e.numerator)
    order = state.orders.get(key, 1)
    if order % e.denominator:
        order = lcm(order, e.denominator)
        if order > LARGEST_ROOT:
            raise LimitMet("root")
        first = key not in state.orders
        state.orders[key] = order
        if not first:
            raise Again
    sign = sign_of(state, f) if not f.is_constant() else 1
    gen = state.dependent(
        ("root", key, str(order)),
        Meaning("root", (Value(f, {}),), Fraction(order)),
        order,
        f,
        sign=1 if order % 2 == 0 or sign == 1 else sign,
        real=state.field.is_real(f) and not (state.principal and sign != 1),
    )
    return state.field.power(state.field.gen(gen), int(e * order))


def _denested(state: State, f: Poly) -> Value | None:
    """sqrt(a + b sqrt(c)) = sqrt((a+s)/2) + sign(b) sqrt((a-s)/2) where s**2 = a**2 - b**2 c is a square in the ring
    and the signs that this needs are known."""
    field, ring = state.field, state.ring
    for gen in gens_of(f):
        meaning = state.meanings.get(gen)
        if meaning is None or meaning.word != "root" or meaning.number != 2:
            continue
        a, b = ring.split(f, gen)
        norm = ring.product(a, a) - ring.product(ring.product(b, b), meaning.of[0].top)
        root = _square_root(norm)
        if root is None:
            continue
        sign = sign_of(state, b)
        if not sign:
            square = _as_square(state, a, b, gen, root)
            if square is None:
                continue
            return absolute(state, square)
        halves = [
            Value((a + root) * ring.number(Fraction(1, 2)), {}),
            Value((a - root) * ring.number(Fraction(1, 2)), {}),
        ]
        if all(h.top.is_zero() or sign_of(state, h.top) == 1 for h in halves):
            first, second = (rational_power(state, h, Fraction(1, 2)) for h in halves)
            both = field.add(first, second) if sign > 0 else field.subtract(first, second)
            return both if sign > 0 else absolute(state, both)
    return None


def _as_square(state: State, a: Poly, b: Poly, gen: int, root: Poly) -> Value | None:
    """g in a + b T = g**2 for T**2 = c, where `root` is a square root of a**2 - b**2 c and one half is a square."""
    field = state.field
    for half in ((a + root) * state.ring.number(Fraction(1, 2)), (a - root) * state.ring.number(Fraction(1, 2))):
        first = _square_root(half)
        if first is not None and not first.is_zero():
            other = field.divide(Value(b * state.ring.gens[gen], {}), Value(first * 2, {}))
            return field.add(Value(first, {}), other)
    return None


def _square_root(p: Poly) -> Poly | None:
    try:
        return p.sqrt()
    except DomainError:
        return None


def absolute_gen(state: State, f: Poly) -> int:
    """The generator |f| with |f|**2 = f**2."""
    square = state.ring.product(f, f)
    gen = state.dependent(("abs", state.ring.text(f)), Meaning("abs", (Value(f, {}),)), 2, square, sign=1)
    state.field.absolutes.add(gen)
    return gen


def absolute(state: State, x: Value) -> Value:
    """|x| for real x: the product of the absolute values of its factors."""
    if x.top.is_zero():
        return x
    field = state.field
    _, n, d = keyed(state, x)
    if not field.is_real(n, d):
        raise LimitMet("complex-absolute")
    known = sign_of(state, n) * sign_of(state, d)
    if known:
        return x if known > 0 else field.negate(x)
    c, factors = parted(state, n, d)
    result = field.number(abs(c))
    for f, m in joined(state, factors):
        sign = sign_of(state, f)
        if is_parity(state, f):
            continue
        if sign or m % 2 == 0:
            base = field.negate(Value(f, {})) if sign < 0 else Value(f, {})
        else:
            base = field.gen(absolute_gen(state, f))
        result = field.multiply(result, field.power(base, m))
    return result


def joined(state: State, factors: list[tuple[Poly, int]]) -> list[tuple[Poly, int]]:
    """Factors of unknown sign and the same multiplicity as one, where their product has a known sign."""
    unknown: dict[int, list[Poly]] = {}
    for f, m in factors:
        if not sign_of(state, f):
            unknown.setdefault(m, []).append(f)
    for m, parts in unknown.items():
        product = state.ring.one
        for f in parts:
            product = state.ring.product(product, f)
        if len(parts) > 1 and sign_of(state, product):
            factors = [(f, n) for f, n in factors if n != m or f not in parts] + [(product, m)]
    return factors


def is_parity(state: State, f: Poly) -> bool:
    """Whether the factor is 1 or -1 everywhere."""
    gen = only_generator(Value(f, {}))
    meaning = state.meanings.get(gen) if gen is not None else None
    return meaning is not None and meaning.word in ("parity", "half-turns")


def rational_power(state: State, x: Value, e: Fraction) -> Value:
    """x to a rational power: the real one in the real reading, the principal one otherwise."""
    field = state.field
    if e.denominator == 1:
        return field.power(x, int(e)) if e else field.one
    if x.top.is_zero():
        if e < 0:
            raise LimitMet("power-of-zero")
        return x
    _, n, d = keyed(state, x)
    c, factors = parted(state, n, d)
    if state.principal or not field.is_real(n, d):
        return _principal_power(state, c, factors, e)
    if e.denominator % 2 and not state.total:
        return _odd_power(state, c, factors, e)
    require_sign(state, c, factors)
    return _even_power(state, abs(c), factors, e)


def _of_number(state: State, c: Fraction, e: Fraction) -> Value:
    result = state.field.one
    for p, m in primes(c):
        result = state.field.multiply(result, power_of_factor(state, state.ring.number(p), m * e))
    return result


def _odd_power(state: State, c: Fraction, factors: list[tuple[Poly, int]], e: Fraction) -> Value:
    """The real root of odd order, which is multiplicative and odd."""
    field = state.field
    result = _of_number(state, abs(c), e)
    if c < 0 and e.numerator % 2:
        result = field.negate(result)
    for f, m in factors:
        result = field.multiply(result, _odd_power_of_factor(state, f, m * e))
    return result


def _odd_power_of_factor(state: State, f: Poly, e: Fraction) -> Value:
    field = state.field
    sign = sign_of(state, f)
    if sign:
        size = power_of_factor(state, f if sign > 0 else -f, e)
        return field.negate(size) if sign < 0 and e.numerator % 2 else size
    whole, rest = divmod(e, 1)
    result = field.power(Value(f, {}), int(whole)) if whole else field.one
    if not rest:
        return result
    if state.orders.get(state.ring.text(f), 1) % 2 == 0:
        raise LimitMet("odd-and-even-roots")
    return field.multiply(result, root_power(state, f, rest))


def _even_power(state: State, c: Fraction, factors: list[tuple[Poly, int]], e: Fraction) -> Value:
    """(c * product)**e where the product is nowhere negative: squares come out as absolute values."""
    field = state.field
    factors = joined(state, factors)
    result, left = _of_number(state, c, e), state.ring.one
    several = [f for f, m in factors if m % 2 and not sign_of(state, f)]
    for f, m in factors:
        if f in several:
            m -= 1
            left = state.ring.product(left, f)
        if m:
            result = field.multiply(result, power_of_factor(state, f, m * e))
    if several:
        sign = sign_of(state, left) or 1
        left = left if sign > 0 else -left
        whole, rest = divmod(e, 1)
        result = field.multiply(result, field.power(Value(left, {}), int(whole)) if whole else field.one)
        result = field.multiply(result, root_power(state, left, rest))
    return result


def _principal_power(state: State, c: Fraction, factors: list[tuple[Poly, int]], e: Fraction) -> Value:
    """Factors that are nowhere negative come out; of the rest only its power is known."""
    field = state.field
    result, rest = _of_number(state, abs(c), e), field.number(1 if c > 0 else -1)
    for f, m in factors:
        sign = sign_of(state, f)
        if sign:
            result = field.multiply(result, power_of_factor(state, f if sign > 0 else -f, m * e))
            rest = rest if sign > 0 or m % 2 == 0 else field.negate(rest)
            continue
        if field.is_real(f) and abs(m) > 1:
            result = field.multiply(result, power_of_factor(state, f, (m - m % 2) * e))
            m %= 2
        if m:
            rest = field.multiply(rest, field.power(Value(f, {}), m))
    n, d = field.lowest(rest)
    if n.is_one() and d.is_one():
        return result
    if d.is_one() and n == -state.ring.one:
        from gradekit.equality.proof.kernels.angles import cosine_sine

        pi = state.kernel(("pi",), Meaning("pi"), sign=1)
        c_part, s_part = cosine_sine(state, field.scale(pi, e))
        turn = field.add(c_part, field.multiply(s_part, field.gen(state.ring.imaginary)))
        return field.multiply(result, turn)
    return field.multiply(result, _opaque_power(state, n, d, e))


def _opaque_power(state: State, n: Poly, d: Poly, e: Fraction) -> Value:
    """T = d * (n/d)**(1/q) has T**q = n * d**(q-1), whatever the branch."""
    field, q = state.field, e.denominator
    power = state.ring.product(n, state.ring.power(d, q - 1)) if q > 1 else n
    gen = state.dependent(
        ("opaque-root", state.ring.text(n), state.ring.text(d), str(q)),
        Meaning("opaque-root", (Value(n, {}), Value(d, {})), Fraction(q)),
        q,
        power,
        real=False,
    )
    root = field.multiply(field.gen(gen), field.power(Value(d, {}), -1)) if not d.is_one() else field.gen(gen)
    return field.power(root, e.numerator)
