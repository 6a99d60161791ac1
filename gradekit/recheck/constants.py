"""Whether a polynomial in kernels is zero because its coefficients are algebraic numbers that vanish.

Let E be a polynomial with integer coefficients in numbers T_i that are roots of their relations, D the product of the
degrees of these, a_i an integer with a_i T_i integral, and L the product of the a_i to the degrees of E. Then L E is an
algebraic integer of degree at most D. With U a bound of E and all its conjugates, the norm of L E is at least 1 unless
it is 0, hence |E| < L^-1 (L U)^(1-D) shows E = 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2, prod
from typing import final

from gradekit.recheck.polynomials import Arithmetic, Packed, Terms, exponent
from gradekit.recheck.result import Open
from gradekit.recheck.values import Values, is_number

_MOST_BITS = 120_000
_MOST_COEFFICIENTS = 60


def vanishes(arithmetic: Arithmetic, p: Packed, kernels: Sequence[int], values: Values) -> bool:
    """Whether p is zero: its coefficients over all other kernels are algebraic numbers that are zero. `kernels` are the
    rows of the kernels among the values."""
    numbers = _Numbers(arithmetic)
    grouped: dict[int, Terms] = {}
    for monomial, c in p.terms.items():
        outside = sum(exponent(monomial, k) << (32 * k) for k in range(arithmetic.kernels) if k not in numbers.bounds)
        grouped.setdefault(outside, {})[monomial - outside] = c
    if len(grouped) > _MOST_COEFFICIENTS:
        raise Open("recheck.too-large")
    return all(_is_zero(numbers, terms, kernels, values) for terms in grouped.values())


@final
class _Numbers:
    """The kernels that are algebraic numbers: degree, a bound of all conjugates, and the denominator, as logarithms."""

    def __init__(self, arithmetic: Arithmetic) -> None:
        self.degrees: dict[int, int] = {}
        self.below: dict[int, frozenset[int]] = {}
        self.bounds: dict[int, float] = {}
        self.denominators: dict[int, float] = {}
        for kernel, power, value in reversed(arithmetic.relations):
            others = {k for m in value.terms for k in range(kernel + 1, arithmetic.kernels) if exponent(m, k)}
            if others <= self.bounds.keys():
                self.below[kernel] = frozenset({kernel}).union(*(self.below[other] for other in others))
                self._enter(kernel, power, value)

    def _enter(self, kernel: int, power: int, value: Packed) -> None:
        parts: dict[int, Terms] = {}
        for monomial, c in value.terms.items():
            n = exponent(monomial, kernel)
            parts.setdefault(n, {})[monomial - (n << (32 * kernel))] = c * value.scale.numerator
        below = log2(value.scale.denominator)
        self.degrees[kernel] = power
        # T**q = sum of V_n T**n / c: |T| <= 2 max |V_n/c|**(1/(q - n)), after Fujiwara.
        roots = [(self.size(terms) - below) / (power - n) for n, terms in parts.items()]
        self.bounds[kernel] = max(0.0, 1 + max(roots, default=0.0))
        self.denominators[kernel] = below + max(map(self.clearing, parts.values()), default=0.0)

    def size(self, terms: Terms) -> float:
        """A bound of the conjugates of a polynomial, as a logarithm."""
        sizes = [_log(c) + sum(exponent(m, k) * b for k, b in self.bounds.items()) for m, c in terms.items()]
        return max(sizes, default=0.0) + _log(len(sizes))

    def clearing(self, terms: Terms) -> float:
        """The integer that makes a polynomial integral, as a logarithm."""
        return sum(max(exponent(m, k) for m in terms) * d for k, d in self.denominators.items())

    def degree(self, terms: Terms) -> int:
        """A bound of the degree of the field of a polynomial, from the kernels in it and those that they stand on."""
        used = frozenset[int]().union(*(self.below[k] for m in terms for k in self.degrees if exponent(m, k)))
        return prod(self.degrees[k] for k in used)


def _log(n: int) -> float:
    return log2(abs(n)) if n else 0.0


def _is_zero(numbers: _Numbers, terms: Terms, kernels: Sequence[int], values: Values) -> bool:
    size, clearing = max(0.0, numbers.size(terms)), numbers.clearing(terms)
    bits = int((clearing + (numbers.degree(terms) - 1) * (clearing + size)) * 1.001) + 8
    if bits > _MOST_BITS:
        raise Open("recheck.too-large")
    digits = (bits + int(size)) * 10 // 33 + 40
    row = values.at({}, digits).values
    ctx = values.context(digits)
    total = ctx.mpf(0)
    for monomial, c in terms.items():
        term = ctx.mpf(c)
        for k in numbers.bounds:
            if n := exponent(monomial, k):
                if not is_number(row[kernels[k]]):
                    raise Open("recheck.no-value")
                term *= row[kernels[k]] ** n
        total += term
    return bool(abs(total) < ctx.mpf(2) ** -bits)
