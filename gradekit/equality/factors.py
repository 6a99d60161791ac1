"""Values taken apart: lowest terms as keys, factors, primes, and sums of rational multiples of monomials."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpz

from gradekit.equality.field import Value
from gradekit.equality.limits import LimitMet
from gradekit.equality.ring import Poly, exponents_of
from gradekit.equality.state import State

_LARGEST_FACTORED, _EASILY_FACTORED, _SMALL_PRIMES = 4_000, 64, 10_000


_LARGEST_DIVISION = 6_000


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
