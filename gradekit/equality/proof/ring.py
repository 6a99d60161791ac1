"""Polynomials over the rationals in the kernels of a proof, reduced by the relations between them.

Generators in order, the largest first: dependent ones (a power of each is a polynomial in smaller generators), the
imaginary unit, then free ones. Relations are rewritten by division, which ends because the order is lexicographic.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import TypeAlias, final

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from gradekit.equality.limits import LimitMet, Work, WorkLimits
from gradekit.equality.proof.polynomial_text import Texts

Poly: TypeAlias = fmpq_mpoly
Factors: TypeAlias = list[tuple[Poly, int]]


_FEW = 3
"""With so many relations it is no longer quicker to ask for each generator by itself."""
_WHOLE = tuple(map(Fraction, range(65)))


class Crowded(Exception):  # noqa: N818  a request for a larger ring
    """All generators are taken; the proof starts again in a larger ring."""


@final
class Ring:
    """The polynomial ring of one proof: generators are handed out as kernels turn up."""

    __slots__ = (
        "_factored",
        "_free",
        "_last",
        "_listed",
        "_lowest",
        "_texts",
        "gens",
        "imaginary",
        "limits",
        "moduli",
        "one",
        "ring",
        "work",
        "zero",
    )

    def __init__(self, dependent: int, free: int, limits: WorkLimits, work: Work) -> None:
        size = -(-(dependent + free + 1) // 4) * 4
        if size > 4 * limits.kernels:
            raise LimitMet("kernels")
        self.ring, self.gens, self._texts = _polynomials(size)
        self.one = self.ring.constant(1)
        self.zero = self.ring.constant(0)
        self.imaginary = dependent
        self.moduli: dict[int, tuple[int, Poly]] = {dependent: (2, self.gens[dependent] ** 2 + 1)}
        self.limits = limits
        self._lowest = dependent
        self._free = dependent + 1
        self._last = size
        self.work = work
        self._factored: dict[str, tuple[Fraction, Factors]] = {}
        self._listed: dict[int, tuple[Poly, list[tuple[list[tuple[int, int]], Fraction]]]] = {}

    def clone(self, work: Work) -> Ring:
        """The same generators and relations, with work of its own to spend."""
        other = Ring.__new__(Ring)
        other.ring, other.gens, other.one, other.zero = self.ring, self.gens, self.one, self.zero
        other._texts = self._texts
        other.imaginary, other.limits = self.imaginary, self.limits
        other.moduli, other._factored = self.moduli.copy(), self._factored.copy()
        other.work = work
        other._lowest, other._free, other._last = self._lowest, self._free, self._last
        other._listed = {}
        return other

    def take_free(self) -> int:
        """A generator without a relation."""
        if self._free >= self._last:
            raise Crowded
        self._free += 1
        return self._free - 1

    def take_dependent(self, degree: int, value: Poly) -> int:
        """A generator T with `T**degree = value`."""
        if not self._lowest:
            raise Crowded
        self._lowest -= 1
        taken = self._lowest
        self.moduli[taken] = (degree, self.gens[taken] ** degree - value)
        return taken

    def take_root_of(self, polynomial: list[Fraction]) -> int:
        """A generator that is a root of a monic polynomial, coefficients from the lowest degree."""
        if not self._lowest:
            raise Crowded
        self._lowest -= 1
        taken = self._lowest
        gen, total = self.gens[taken], self.zero
        for coefficient in reversed(polynomial):
            total = total * gen + self.number(coefficient)
        self.moduli[taken] = (len(polynomial) - 1, total)
        return taken

    def text(self, p: Poly) -> str:
        """The polynomial in the names of the generators, equal for equal ones."""
        return self._texts.of(p)

    def number(self, value: Fraction | int) -> Poly:
        """A constant polynomial."""
        top, bottom = value.numerator, value.denominator
        return self.ring.constant(top if bottom == 1 else fmpq(top, bottom))

    def reduced(self, p: Poly) -> Poly:
        """The remainder by all relations."""
        if self.imaginary - self._lowest < _FEW and not any(
            self.has(p, i) for i in range(self._lowest, self.imaginary + 1)
        ):
            return p
        degrees = p.degrees()
        for i in range(self._lowest, self.imaginary + 1):
            degree, modulus = self.moduli[i]
            if degrees[i] >= degree:
                p = divmod(p, modulus)[1]
                degrees = p.degrees()
        return p

    def has(self, p: Poly, gen: int) -> bool:
        """Whether the generator occurs. A derivative is made in a fraction of the time that all degrees take."""
        return not p.derivative(gen).is_zero()

    def product(self, p: Poly, q: Poly) -> Poly:
        """The product, reduced and paid for."""
        self.work.pay(len(p) * len(q) + len(self.gens) // 4)
        if q == self.one:
            return p
        return q if p == self.one else self.reduced(p * q)

    def power(self, p: Poly, n: int) -> Poly:
        """The power by repeated products, each reduced and paid for."""
        result = None
        while n:
            if n & 1:
                result = p if result is None else self.product(result, p)
            n >>= 1
            if n:
                p = self.product(p, p)
        return self.one if result is None else result

    def factors(self, p: Poly) -> tuple[Fraction, Factors]:
        """A constant and irreducible factors with multiplicities; each factor has leading coefficient 1."""
        key = self.text(p)
        known = self._factored.get(key)
        if known is None:
            known = self._factored[key] = self._factor(p)
        return known

    def _factor(self, p: Poly) -> tuple[Fraction, Factors]:
        if p.total_degree() == 1:
            lead = rational(p.leading_coefficient())
            return lead, [(p if lead == 1 else p * self.number(1 / lead), 1)]
        # Each step of factoring walks over all generators of the ring.
        self.work.pay((10 * len(p) ** 2 + 20 * len(p) + 200) * max(1, len(self.gens) // 16))
        if len(p) > 60 or max(p.degrees()) > 40:
            raise LimitMet("factors")
        constant, found = p.factor()
        result = rational(constant)
        monic: Factors = []
        for factor, multiplicity in found:
            m = int(multiplicity)
            lead = rational(factor.leading_coefficient())
            result *= lead**m
            monic.append((factor if lead == 1 else factor * fmpq(lead.denominator, lead.numerator), m))
        monic.sort(key=lambda item: self.text(item[0]))
        return result, monic

    def terms(self, p: Poly) -> Iterator[tuple[tuple[int, ...], Fraction]]:
        """Exponents and coefficients."""
        for monomial, coefficient in zip(p.monoms(), p.coeffs(), strict=True):
            yield tuple(map(int, monomial)), rational(coefficient)

    def listed(self, p: Poly) -> list[tuple[list[tuple[int, int]], Fraction]]:
        """The generators with exponents, and the coefficient, of each term; kept for polynomials asked for again."""
        known = self._listed.get(id(p))
        if known is None:
            terms = [(exponents_of(monomial), c) for monomial, c in self.terms(p)]
            # The polynomial is kept beside its terms, so that no other can take its identity.
            known = self._listed[id(p)] = p, terms
        return known[1]

    def monomial(self, exponents: tuple[int, ...]) -> Poly:
        """The product of powers of generators."""
        return self._texts.monomial(self.ring, exponents)

    def split(self, p: Poly, gen: int) -> tuple[Poly, Poly]:
        """a and b in `p = a + b * gen`, for a generator of degree 2."""
        without: dict[tuple[int, ...], fmpq] = {}
        beside: dict[tuple[int, ...], fmpq] = {}
        for monomial, coefficient in zip(p.monoms(), p.coeffs(), strict=True):
            if monomial[gen]:
                lowered = list(monomial)
                lowered[gen] = 0
                beside[tuple(lowered)] = coefficient
            else:
                without[monomial] = coefficient
        return self.ring.from_dict(without), self.ring.from_dict(beside)


@cache
def _polynomials(size: int) -> tuple[fmpq_mpoly_ctx, tuple[Poly, ...], Texts]:
    """All polynomials in so many generators, the generators, and texts. flint keeps every ring it has made, so the
    names depend on the number only."""
    ring = fmpq_mpoly_ctx.get([f"g{i}" for i in range(size)], Ordering.lex)
    gens = ring.gens()
    return ring, gens, Texts(gens)


def rational(value: fmpq) -> Fraction:
    """A coefficient as a fraction."""
    top, bottom = int(value.p), int(value.q)
    return _WHOLE[top] if bottom == 1 and 0 <= top < len(_WHOLE) else Fraction(top, bottom)


def exponents_of(monomial: tuple[int, ...]) -> list[tuple[int, int]]:
    """The generators that occur in a monomial, with their exponents."""
    return [(i, e) for i, e in enumerate(monomial) if e]


def gens_of(p: Poly) -> list[int]:
    """The generators that occur in a polynomial."""
    return [i for i, e in enumerate(p.degrees()) if e > 0]
