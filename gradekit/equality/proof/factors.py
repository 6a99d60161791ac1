"""Values taken apart: lowest terms as keys, factors, primes, and sums of rational multiples of monomials."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpz

from gradekit.equality.limits import LimitMet
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.ring import Poly, exponents_of, gens_of, rational
from gradekit.equality.proof.state import State

_LARGEST_FACTORED, _EASILY_FACTORED, _SMALL_PRIMES = 4_000, 64, 10_000


_LARGEST_DIVISION, _HIGHEST_SPLIT = 6_000, 12


def keyed(state: State, x: Value) -> tuple[tuple[str, str], Poly, Poly]:
    """The value in lowest terms, as a key and as numerator and denominator."""
    n, d = state.field.lowest(x)
    return (state.ring.text(n), state.ring.text(d)), n, d


def parted(state: State, n: Poly, d: Poly) -> tuple[Fraction, list[tuple[Poly, int]]]:
    """The constant and the factors of n/d with their multiplicities."""
    c, over = state.ring.factors(n)
    if state.orders:
        c, over = _over_roots(state, c, over)
    if d.is_constant():
        return c, over
    e, under = state.ring.factors(d)
    return c / e, over + [(f, -m) for f, m in under]


def _over_roots(state: State, c: Fraction, factors: list[tuple[Poly, int]]) -> tuple[Fraction, list[tuple[Poly, int]]]:
    """Factors taken apart further where a root of a generator occurs: x + 2 sqrt(x) + 1 is a square in sqrt(x)."""
    found: dict[str, tuple[Poly, int]] = {}
    for f, m in factors:
        lead, parts = _in_roots(state, f)
        c *= lead**m
        for g, k in parts:
            key = state.ring.text(g)
            found[key] = g, found.get(key, (g, 0))[1] + k * m
    return c, list(found.values())


def _in_roots(state: State, f: Poly) -> tuple[Fraction, list[tuple[Poly, int]]]:
    images, replaced = list(state.ring.gens), False
    for gen in gens_of(f):
        meaning = state.meanings.get(gen)
        inner = only_generator(meaning.of[0]) if meaning is not None and meaning.word == "root" else None
        if inner is not None and images[inner] == state.ring.gens[inner]:
            images[inner], replaced = state.ring.gens[gen] ** int(state.ring.moduli[gen][0]), True
    if not replaced or len(f) < 3 or f.total_degree() > _HIGHEST_SPLIT:
        return Fraction(1), [(f, 1)]
    constant, parts = state.ring.factors(f.compose(*images))
    if len(parts) == 1 and parts[0][1] == 1:
        return Fraction(1), [(f, 1)]
    lead = constant
    monic: list[tuple[Poly, int]] = []
    for g, k in parts:
        g = state.ring.reduced(g)
        first = rational(g.leading_coefficient())
        lead *= first**k
        monic.append((g if first == 1 else g * state.ring.number(1 / first), k))
    return lead, monic


def primes(c: Fraction) -> list[tuple[int, int]]:
    """Primes of a positive rational number with their exponents; what is left of a large number after the small primes
    stays in one piece."""
    if max(c.numerator.bit_length(), c.denominator.bit_length()) > _LARGEST_FACTORED:
        raise LimitMet("digits")
    found: list[tuple[int, int]] = []
    for number, sign in ((c.numerator, 1), (c.denominator, -1)):
        if number.bit_length() > _EASILY_FACTORED:
            found += [(int(p), sign * int(e)) for p, e in fmpz(number).factor(trial_limit=_SMALL_PRIMES)]
        elif number > 1:
            found += [(int(p), sign * int(e)) for p, e in fmpz(number).factor()]
    return found


def terms_of(state: State, x: Value) -> list[tuple[tuple[str, str], Fraction, Value]]:
    """x as a sum of rational multiples of monomials (over its denominator): key, coefficient, the monomial's value."""
    field, ring = state.field, state.ring
    n, d = field.lowest(x)
    found: list[tuple[tuple[str, str], Fraction, Value]] = []
    if not d.is_constant():
        if len(n) * len(d) > _LARGEST_DIVISION:
            raise LimitMet("terms")
        n, rest = divmod(n, d)
        below = field.power(Value(d, {}), -1)
        for monomial, coefficient in ring.terms(rest):
            p = ring.monomial(monomial)
            found.append(((ring.text(p), ring.text(d)), coefficient, field.multiply(Value(p, {}), below)))
    for monomial, coefficient in ring.terms(n):
        p = ring.monomial(monomial)
        found.append(((ring.text(p), ""), coefficient, Value(p, {})))
    return found


def only_generator(part: Value) -> int | None:
    """The generator that the value is, if it is one."""
    if part.under or len(part.top) != 1 or part.top.total_degree() != 1:
        return None
    return exponents_of(part.top.monoms()[0])[0][0]
