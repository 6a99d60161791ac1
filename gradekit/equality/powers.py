"""Powers, roots, logarithms, exponentials and absolute values as values over independent kernels.

In the real reading a root or a logarithm is where it is defined, so `log F = sum of m log|f|` over the factors of F,
and what its definition implies about signs is learned. In the principal reading only factors that are nowhere negative
are split off; the rest is an opaque kernel whose power is known.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpz
from flint.utils.flint_exceptions import DomainError

from gradekit.equality.field import Value
from gradekit.equality.limits import LimitMet
from gradekit.equality.ring import Poly, exponents_of, gens_of
from gradekit.equality.signs import intrinsic, sign_of
from gradekit.equality.state import Again, Meaning, State, Void

LARGEST_ROOT = 60
LARGEST_EXPONENT = 3_000
_LARGEST_FACTORED = 200


def keyed(state: State, x: Value) -> tuple[tuple[str, str], Poly, Poly]:
    """The value in lowest terms, as a key and as numerator and denominator."""
    n, d = state.field.lowest(x)
    return (str(n), str(d)), n, d


def parted(state: State, n: Poly, d: Poly) -> tuple[Fraction, list[tuple[Poly, int]]]:
    """The constant and the factors of n/d with their multiplicities."""
    c, over = state.ring.factors(n)
    if d.is_constant():
        return c, over
    e, under = state.ring.factors(d)
    return c / e, over + [(f, -m) for f, m in under]


def primes(c: Fraction) -> list[tuple[int, int]]:
    """Primes of a positive rational number with their exponents."""
    if max(c.numerator.bit_length(), c.denominator.bit_length()) > _LARGEST_FACTORED:
        raise LimitMet("digits")
    found: list[tuple[int, int]] = []
    for number, sign in ((c.numerator, 1), (c.denominator, -1)):
        if number > 1:
            found += [(int(p), sign * int(e)) for p, e in fmpz(number).factor()]
    return found


def exp(state: State, x: Value) -> Value:
    """exp(x): one generator for each monomial of x, and powers where the monomial is a logarithm."""
    field, result = state.field, state.field.one
    for key, coefficient, part in terms_of(state, x):
        result = field.multiply(result, _exp_term(state, key, coefficient, part))
    return result


def terms_of(state: State, x: Value) -> list[tuple[tuple[str, str], Fraction, Value]]:
    """x as a sum of rational multiples of monomials (over its denominator): key, coefficient, the monomial's value."""
    field, ring = state.field, state.ring
    n, d = field.lowest(x)
    found: list[tuple[tuple[str, str], Fraction, Value]] = []
    if not d.is_constant():
        n, rest = divmod(n, d)
        below = field.power(Value(d, {}), -1)
        for monomial, coefficient in ring.terms(rest):
            p = ring.monomial(monomial)
            found.append(((str(p), str(d)), coefficient, field.multiply(Value(p, {}), below)))
    for monomial, coefficient in ring.terms(n):
        p = ring.monomial(monomial)
        found.append(((str(p), ""), coefficient, Value(p, {})))
    return found


def only_generator(part: Value) -> int | None:
    """The generator that the value is, if it is one."""
    if part.under or len(part.top) != 1:
        return None
    used = exponents_of(part.top.monoms()[0])
    return used[0][0] if len(used) == 1 and used[0][1] == 1 else None


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
    if part.top.degrees()[state.ring.imaginary]:
        from gradekit.equality.angles import cosine_sine

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
    require_sign(state, c, factors)
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
    left_key, _, _ = keyed(state, left)
    return field.add(total, state.kernel(("log", *left_key), Meaning("opaque-log", (left,)), real=False))


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
    return state.kernel(("log", str(f)), Meaning("log", (Value(f, {}),)))


def require_sign(state: State, c: Fraction, factors: list[tuple[Poly, int]]) -> None:
    """Learn or discharge that `c * product of f**m >= 0`, which the definition of a root or a logarithm demands."""
    sign = 1 if c > 0 else -1
    unknown: list[Poly] = []
    bare: list[Poly] = []
    told = intrinsic if state.at_expected else sign_of
    for f, m in factors:
        if m % 2:
            known = told(state, f)
            sign *= known or 1
            if not known:
                unknown.append(f)
            if not state.at_expected and not intrinsic(state, f):
                bare.append(f)
    if not unknown and sign < 0:
        # The definition contradicts what is known: that side is undefined on the whole domain of this case.
        raise Void if state.at_expected else LimitMet("answer-undefined")
    if bare:
        state.undischarged.append("answer-domain")
    if not unknown:
        return
    between = _between_roots(state, unknown) if sign < 0 else None
    if between is not None:
        for f, side in between:
            _learn(state, f, side)
        return
    product = state.ring.one
    for f in unknown:
        product = state.ring.product(product, f)
    _learn_from_norm(state, product, sign)
    _learn(state, product, sign)


def _between_roots(state: State, unknown: list[Poly]) -> list[tuple[Poly, int]] | None:
    """(x - a)(x - b) <= 0 says that x lies between a and b."""
    if len(unknown) != 2 or any(f.total_degree() != 1 for f in unknown):
        return None
    gens = {tuple(gens_of(f)) for f in unknown}
    if len(gens) != 1 or len(gens.pop()) != 1:
        return None
    low, high = sorted(unknown, key=lambda f: _constant_term(state, f), reverse=True)
    return [(low, 1), (high, -1)]


def _constant_term(state: State, p: Poly) -> Fraction:
    return sum((c for m, c in state.ring.terms(p) if not any(m)), Fraction(0))


def _learn_from_norm(state: State, p: Poly, sign: int) -> None:
    """a + b sqrt(c) has the sign of a where a**2 >= b**2 c, so what is known of the one is known of the other."""
    for gen in gens_of(p):
        meaning = state.meanings.get(gen)
        if meaning is None or meaning.word != "root" or meaning.number != 2:
            continue
        a, b = state.ring.split(p, gen)
        norm = state.ring.product(a, a) - state.ring.product(state.ring.product(b, b), meaning.of[0].top)
        if not a.is_constant() and not norm.is_zero() and sign_of(state, norm) == 1:
            lead = a.leading_coefficient()
            _learn(state, a * (1 / lead), sign if lead > 0 else -sign)


def _learn(state: State, product: Poly, sign: int) -> None:
    known = state.expected_facts if state.at_expected else state.facts
    if str(product) not in known:
        state.learn(product, sign)


def assume_sign(state: State, x: Value, sign: int) -> None:
    """Take x to have this sign, on both sides: one case of several."""
    if x.top.is_zero():
        return
    _, n, d = keyed(state, x)
    c, factors = parted(state, n, d)
    before, state.at_expected = state.at_expected, True
    try:
        require_sign(state, c * sign, factors)
    finally:
        state.at_expected = before


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
    return field.gen(state.dependent(("parity", str(f), str(roots)), meaning, 2, state.ring.one))


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
        return exp(state, field.scale(meaning.of[0], e))
    if meaning is not None and meaning.word == "root":
        return rational_power(state, meaning.of[0], e / meaning.number)
    return root_power(state, f, e)


def root_power(state: State, f: Poly, e: Fraction) -> Value:
    """T**(e*order) for the root T = f**(1/order) of a polynomial; the order is common to all roots of f."""
    key = str(f)
    if e.denominator == 2 and not state.principal:
        root = _denested(state, f)
        if root is not None:
            return state.field.power(root, e.numerator)
    order = state.orders.get(key, 1)
    if order % e.denominator:
        order = order * e.denominator // _gcd(order, e.denominator)
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
        sign = sign_of(state, b)
        if root is None or not sign:
            continue
        halves = [
            Value((a + root) * ring.number(Fraction(1, 2)), {}),
            Value((a - root) * ring.number(Fraction(1, 2)), {}),
        ]
        if all(h.top.is_zero() or sign_of(state, h.top) == 1 for h in halves):
            first, second = (rational_power(state, h, Fraction(1, 2)) for h in halves)
            both = field.add(first, second) if sign > 0 else field.subtract(first, second)
            return both if sign > 0 else absolute(state, both)
    return None


def _square_root(p: Poly) -> Poly | None:
    try:
        return p.sqrt()
    except DomainError:
        return None


def _gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


def absolute_gen(state: State, f: Poly) -> int:
    """The generator |f| with |f|**2 = f**2."""
    square = state.ring.product(f, f)
    gen = state.dependent(("abs", str(f)), Meaning("abs", (Value(f, {}),)), 2, square, sign=1)
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
    for f, m in factors:
        sign = sign_of(state, f)
        if sign or m % 2 == 0:
            base = field.negate(Value(f, {})) if sign < 0 else Value(f, {})
        else:
            base = field.gen(absolute_gen(state, f))
        result = field.multiply(result, field.power(base, m))
    return result


def rational_power(state: State, x: Value, e: Fraction) -> Value:
    """x to a rational power: the real one in the real reading, the principal one otherwise."""
    field = state.field
    if e.denominator == 1:
        return field.power(x, int(e)) if e else field.one
    if x.top.is_zero():
        return x
    _, n, d = keyed(state, x)
    c, factors = parted(state, n, d)
    if state.principal or not field.is_real(n, d):
        return _principal_power(state, c, factors, e)
    if e.denominator % 2:
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
    if state.orders.get(str(f), 1) % 2 == 0:
        raise LimitMet("odd-and-even-roots")
    return field.multiply(result, root_power(state, f, rest))


def _even_power(state: State, c: Fraction, factors: list[tuple[Poly, int]], e: Fraction) -> Value:
    """(c * product)**e where the product is nowhere negative: squares come out as absolute values."""
    field = state.field
    result, left = _of_number(state, c, e), state.ring.one
    several = [f for f, m in factors if m % 2 and not sign_of(state, f)]
    for f, m in factors:
        if f in several:
            m -= 1
            left = state.ring.product(left, f)
        if m:
            result = field.multiply(result, power_of_factor(state, f, m * e))
    if several:
        sign = state.facts.get(str(left), 1)
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
        from gradekit.equality.angles import cosine_sine

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
        ("opaque-root", str(n), str(d), str(q)),
        Meaning("opaque-root", (Value(n, {}), Value(d, {})), Fraction(q)),
        q,
        power,
        real=False,
    )
    root = field.multiply(field.gen(gen), field.power(Value(d, {}), -1)) if not d.is_one() else field.gen(gen)
    return field.power(root, e.numerator)
