"""Polynomials with rational coefficients in numbered kernels, reduced by relations between these.

A polynomial is a rational number times one with integer coefficients. A monomial is one integer, 32 bits an exponent,
so products of monomials are sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple, TypeAlias, final

from gradekit.model.certificate import Polynomial, Relation
from gradekit.recheck.result import Open, Refused

Terms: TypeAlias = dict[int, int]
"""Coefficients by monomials."""

_WIDTH = 32
_LARGEST_EXPONENT = 100_000
_WORK = 3_000_000
"""Products of terms, weighed by the length of their coefficients, that one record may cost."""


class Packed(NamedTuple):
    """`scale` times the polynomial with these terms."""

    scale: Fraction
    terms: Terms


ONE = Packed(Fraction(1), {0: 1})


@final
class Arithmetic:
    """Sums and products of polynomials modulo relations `T**n = value`, for one record's worth of work."""

    def __init__(self, kernels: int, relations: Sequence[Relation]) -> None:
        self.kernels = kernels
        self._left = _WORK
        self.relations: list[tuple[int, int, Packed]] = []
        """Kernel, power and value, by kernels."""
        for relation in sorted(relations, key=lambda found: found.kernel):
            self._enter(relation)

    def _enter(self, relation: Relation) -> None:
        kernel, power = relation.kernel, relation.power
        if not (0 <= kernel < self.kernels and 0 < power <= _LARGEST_EXPONENT):
            raise Refused("recheck.no-kernel", kernel=f"k{kernel}")
        if self.relations and self.relations[-1][0] == kernel:
            raise Refused("recheck.two-relations", kernel=f"k{kernel}")
        value = self.packed(relation.value)
        before = (1 << (_WIDTH * kernel)) - 1
        if any(m & before or exponent(m, kernel) >= power for m in value.terms):
            raise Refused("recheck.not-triangular", kernel=f"k{kernel}")
        self.relations.append((kernel, power, value))

    def packed(self, p: Polynomial) -> Packed:
        """The polynomial of a record; refused when it has kernels that are not there."""
        scale = lcm(*(term.coefficient.denominator for term in p))
        terms: Terms = {}
        for term in p:
            monomial = 0
            for kernel, n in term.powers:
                if not (0 <= kernel < self.kernels and 0 < n <= _LARGEST_EXPONENT):
                    raise Refused("recheck.no-kernel", kernel=f"k{kernel}")
                monomial += n << (_WIDTH * kernel)
            terms[monomial] = terms.get(monomial, 0) + int(term.coefficient * scale)
        return _primitive(Fraction(1, scale), terms)

    def pay(self, terms: int) -> None:
        """Count work; `Open` when there is too much of it."""
        self._left -= terms
        if self._left < 0:
            raise Open("recheck.too-large")

    def product(self, p: Packed, q: Packed) -> Packed:
        """The product, reduced."""
        return self.reduced(Packed(p.scale * q.scale, self._product(p.terms, q.terms)))

    def _product(self, p: Terms, q: Terms) -> Terms:
        self.pay(len(p) * len(q) * (1 + (_length(p) + _length(q)) // 512))
        result: Terms = {}
        for m, c in p.items():
            for n, d in q.items():
                result[m + n] = result.get(m + n, 0) + c * d
        return result

    def power(self, p: Packed, n: int) -> Packed:
        """A power by repeated products, each reduced."""
        if n > _LARGEST_EXPONENT:
            raise Open("recheck.too-large")
        result = ONE
        while n:
            if n & 1:
                result = self.product(result, p)
            n >>= 1
            if n:
                p = self.product(p, p)
        return result

    def difference(self, p: Packed, q: Packed) -> Packed:
        """p - q."""
        common = lcm(p.scale.denominator, q.scale.denominator)
        first, second = int(p.scale * common), int(q.scale * common)
        terms = {m: c * first for m, c in p.terms.items()}
        for m, c in q.terms.items():
            terms[m] = terms.get(m, 0) - c * second
        return _primitive(Fraction(1, common), terms)

    def reduced(self, p: Packed) -> Packed:
        """The same modulo the relations, every kernel that has one below the power of its relation."""
        for kernel, power, value in self.relations:
            p = self._eliminated(p, kernel, power, value)
        return _primitive(*p)

    def _eliminated(self, p: Packed, kernel: int, power: int, value: Packed) -> Packed:
        down = power << (_WIDTH * kernel)
        while p.terms and (highest := max(exponent(m, kernel) for m in p.terms)) >= power:
            self.pay(len(p.terms))
            above = {m - down: c * value.scale.numerator for m, c in p.terms.items() if exponent(m, kernel) == highest}
            terms = {m: c * value.scale.denominator for m, c in p.terms.items() if exponent(m, kernel) < highest}
            for m, c in self._product(above, value.terms).items():
                terms[m] = terms.get(m, 0) + c
            p = _primitive(p.scale / value.scale.denominator, terms)
        return p


def exponent(monomial: int, kernel: int) -> int:
    """The exponent of a kernel in a monomial."""
    return monomial >> (_WIDTH * kernel) & ((1 << _WIDTH) - 1)


def _length(p: Terms) -> int:
    return max((c.bit_length() for c in p.values()), default=0)


def _primitive(scale: Fraction, terms: Terms) -> Packed:
    """The same without zeros, the greatest common divisor of the coefficients in the scale."""
    common = gcd(*terms.values())
    if not common:
        return Packed(Fraction(1), {})
    return Packed(scale * common, {m: c // common for m, c in terms.items() if c})
