"""Exponentials, logarithms and symbolic powers over independent kernels.

An exponential is a product of powers of one kernel for each monomial of its argument. In the real reading
`log F = sum of m log|f|` over the factors of F; in the principal one only factors of known sign are split off.
"""

from __future__ import annotations

from fractions import Fraction

from gradekit.equality.limits import LimitMet
from gradekit.equality.proof.demands import require_sign
from gradekit.equality.proof.factors import keyed, only_generator, parted, primes, terms_of
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.kernels.gaussian import real_parts
from gradekit.equality.proof.kernels.roots import absolute_gen, power_of_factor, rational_power
from gradekit.equality.proof.ring import Poly, gens_of
from gradekit.equality.proof.signs.signs import sign_of, sign_of_value, strictly_signed
from gradekit.equality.proof.state import Meaning, State

LARGEST_EXPONENT = 3_000


def exp(state: State, x: Value) -> Value:
    """exp(x): one generator for each monomial of x, and powers where the monomial is a logarithm."""
    field, result = state.field, state.field.one
    for key, coefficient, part in terms_of(state, x):
        result = field.multiply(result, _exp_term(state, key, coefficient, part))
    return result


def _exp_term(state: State, key: tuple[str, str], coefficient: Fraction, part: Value) -> Value:
    field = state.field
    gen = only_generator(part)
    meaning = state.meanings.get(gen) if gen is not None else None
    if meaning is not None and meaning.word == "log":
        return (
            power_of_factor(state, meaning.of[0].top, coefficient)
            if not meaning.of[0].under
            else rational_power(state, meaning.of[0], coefficient)
        )
    if meaning is not None and meaning.word == "opaque-log":
        return rational_power(state, meaning.of[0], coefficient)
    if state.ring.has(part.top, state.ring.imaginary):
        from gradekit.equality.proof.kernels.angles import cosine_sine

        angle = field.scale(field.multiply(part, Value(-state.ring.gens[state.ring.imaginary], {})), coefficient)
        c, s = cosine_sine(state, angle)
        return field.add(c, field.multiply(s, field.gen(state.ring.imaginary)))
    times = state.step("exp", key, coefficient)
    if abs(times) > LARGEST_EXPONENT:
        raise LimitMet("exponent")
    step = state.steps["exp", *key]
    real = field.is_real(part.top, *(field.factors[f] for f in part.under))
    kernel = state.kernel(
        ("exp", *key, str(step)), Meaning("exp", (field.scale(part, step),)), sign=1 if real else 0, real=real
    )
    return field.power(kernel, times)


def log(state: State, x: Value) -> Value:
    """The natural logarithm."""
    if x.top.is_zero():
        raise LimitMet("log-of-zero")
    _, n, d = keyed(state, x)
    c, factors = parted(state, n, d)
    if state.principal or not state.field.is_real(n, d):
        return _principal_log(state, c, factors)
    require_sign(state, c, factors, strictly=True)
    return _sum_of_logs(state, abs(c), factors)


def _sum_of_logs(state: State, c: Fraction, factors: list[tuple[Poly, int]]) -> Value:
    field = state.field
    total = field.zero
    for p, e in primes(c):
        total = field.add(total, field.scale(_log_of_factor(state, state.ring.number(p)), e))
    for f, m in factors:
        total = field.add(total, field.scale(_log_of_factor(state, f), m))
    return total


def _principal_log(state: State, c: Fraction, factors: list[tuple[Poly, int]]) -> Value:
    field = state.field
    positive, rest = list[tuple[Poly, int]](), list[tuple[Poly, int]]()
    for f, m in factors:
        sign = sign_of(state, f)
        if sign or (m % 2 == 0 and field.is_real(f)):
            positive.append((f, m))
            c = -c if sign < 0 and m % 2 else c
        else:
            rest.append((f, m))
    total = _sum_of_logs(state, abs(c), positive)
    left = field.number(1 if c > 0 else -1)
    for f, m in rest:
        left = field.multiply(left, field.power(Value(f, {}), m))
    if not rest:
        if c > 0:
            return total
        pi = state.kernel(("pi",), Meaning("pi"), sign=1)
        return field.add(total, field.multiply(pi, field.gen(state.ring.imaginary)))
    parts = real_parts(state, left)
    if parts is not None and not parts[1].top.is_zero() and any(sign_of_value(state, part) for part in parts):
        return field.add(total, _log_of_parts(state, *parts))
    left_key, _, _ = keyed(state, left)
    return field.add(total, state.kernel(("log", *left_key), Meaning("opaque-log", (left,)), real=False))


def _log_of_parts(state: State, a: Value, b: Value) -> Value:
    """log(a + i b) = log(a**2 + b**2)/2 + i atan2(b, a)."""
    from gradekit.equality.proof.kernels.inverses import (
        angle_of,  # each of logarithms and inverse functions needs the other
    )

    field = state.field
    if sign_of_value(state, b) < 0 and not strictly_signed(state, b) and sign_of_value(state, a) <= 0:
        raise LimitMet("branch-cut")  # log(a + i b) jumps where b reaches 0 from below and a < 0
    size = log(state, field.add(field.multiply(a, a), field.multiply(b, b)))
    angle = field.multiply(angle_of(state, b, a), field.gen(state.ring.imaginary))
    return field.add(field.scale(size, Fraction(1, 2)), angle)


def _log_of_factor(state: State, f: Poly) -> Value:
    """log|f| of an irreducible factor or a prime."""
    field = state.field
    if f.is_one():
        return field.zero
    gen = only_generator(Value(f, {}))
    meaning = state.meanings.get(gen) if gen is not None else None
    if meaning is not None and meaning.word == "exp" and state.signs.get(gen or 0) == 1:
        return meaning.of[0]
    if meaning is not None and meaning.word in ("root", "abs"):
        inner = meaning.of[0]
        n, d = field.over(inner)
        c, factors = parted(state, n, d)
        return field.scale(_sum_of_logs(state, abs(c), factors), 1 / meaning.number)
    return state.kernel(("log", state.ring.text(f)), Meaning("log", (Value(f, {}),)))


def any_power(state: State, x: Value, y: Value) -> Value:
    """x**y = exp(y log x); for a whole exponent also where x is negative."""
    if not state.principal and len(y.top) and not y.under and is_whole(state, y.top):
        return _whole_power(state, x, y)
    return exp(state, state.field.multiply(y, log(state, x)))


def is_whole(state: State, p: Poly) -> bool:
    """Whether p is a polynomial in integer symbols with integer coefficients."""
    if any(c.denominator != 1 for _, c in state.ring.terms(p)):
        return False
    gens = gens_of(p)
    named = [state.meanings.get(gen) for gen in gens]
    return all(m is not None and m.word == "symbol" and state.domain.of(m.name).kind == "integer" for m in named)


def _whole_power(state: State, x: Value, y: Value) -> Value:
    """|x|**y times a sign that depends on whether y is even, for each factor whose sign is not known."""
    field = state.field
    if x.top.is_zero():
        raise LimitMet("power-of-zero")
    _, n, d = keyed(state, x)
    c, factors = parted(state, n, d)
    result = exp(state, field.multiply(y, _sum_of_logs(state, abs(c), factors)))
    doubtful = [(state.ring.one, 1)] if c < 0 else []
    for f, m in factors:
        sign = sign_of(state, f)
        if sign < 0:
            doubtful.append((state.ring.one, m))
        elif not sign:
            doubtful.append((f, m))
    for f, m in doubtful:
        for monomial, coefficient in state.ring.terms(y.top):
            part = state.ring.monomial(monomial)
            result = field.multiply(result, parity(state, f, coefficient.numerator * m, part))
    return result


def parity(state: State, f: Poly, times: int, part: Poly) -> Value:
    """sign(f)**(times * part), where f = 1 stands for the sign -1: a kernel whose square is 1, for odd times."""
    field = state.field
    if times % 2 == 0:
        return field.one
    if part.is_constant():
        if f.is_one():
            return field.number(-1)
        return field.divide(Value(f, {}), field.gen(absolute_gen(state, f)))
    # n**2 is even when n is.
    roots = state.ring.monomial(tuple(int(e > 0) for e in part.degrees()))
    meaning = Meaning("parity", (Value(f, {}), Value(roots, {})))
    return field.gen(sign_kernel(state, ("parity", state.ring.text(f), state.ring.text(roots)), meaning))


def sign_kernel(state: State, key: tuple[str, ...], meaning: Meaning) -> int:
    """A generator that is 1 or -1 everywhere; a divisor such as 1 + T may be zero on one side, as with |f|."""
    gen = state.dependent(key, meaning, 2, state.ring.one)
    state.field.absolutes.add(gen)
    return gen
