"""The exact part of a case: polynomials that are zero by relations, by the sizes of algebraic numbers, or by lemmas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, final

from gradekit.model.certificate import Case, Lemma, Quotient, Turn, ZeroProduct, ZeroSum
from gradekit.recheck.constants import vanishes
from gradekit.recheck.polynomials import ONE, Arithmetic, Packed
from gradekit.recheck.result import Refused
from gradekit.recheck.values import Values

Powers: TypeAlias = Mapping[int, int]
"""Exponents of factors."""
Complex: TypeAlias = tuple[Packed, Packed]
"""Real and imaginary part."""

_NOTHING = Packed(ONE.scale, {})


@final
class Identities:
    """The factors and lemmas of a case over its arithmetic."""

    def __init__(self, case: Case, kernels: Sequence[int], values: Values) -> None:
        self.case = case
        self.arithmetic = Arithmetic(len(case.kernels), case.relations)
        self._kernels = kernels
        self._values = values
        self.factors = [self.arithmetic.packed(factor) for factor in case.factors]
        self._zeros = [self.arithmetic.packed(lemma.zero) for lemma in case.lemmas]

    def check(self, answer: Quotient, expected: Quotient) -> None:
        """p/q - r/s is a sum of multiples of zeros: both sides times the lowest powers of all factors are compared."""
        rest = self.arithmetic.reduced(self.arithmetic.difference(*self.over_common(answer, expected)))
        for share in self.case.rest:
            if not 0 <= share.lemma < len(self._zeros):
                raise Refused("recheck.no-lemma")
            multiple = self.arithmetic.product(self.arithmetic.packed(share.multiplier), self._zeros[share.lemma])
            rest = self.arithmetic.difference(rest, multiple)
        if not self._is_zero(self.arithmetic.reduced(rest), len(self._zeros)):
            raise Refused("recheck.no-identity")
        for number, lemma in enumerate(self.case.lemmas):
            self._check_lemma(number, lemma)

    def powers(self, side: Quotient) -> Powers:
        """The powers of the factors of a side."""
        powers = dict(side.powers)
        if len(powers) < len(side.powers) or not all(0 <= i < len(self.factors) for i in powers):
            raise Refused("recheck.no-factor")
        return powers

    def over_common(self, *sides: Quotient) -> list[Packed]:
        """Sides times what makes the powers of all factors of all of them zero or more, and of one of them zero."""
        powers = [self.powers(side) for side in sides]
        tops: list[Packed] = []
        for side, mine in zip(sides, powers, strict=True):
            top = self.arithmetic.reduced(self.arithmetic.packed(side.top))
            for i, factor in enumerate(self.factors):
                least = min(other.get(i, 0) for other in powers)
                top = self.arithmetic.product(top, self.arithmetic.power(factor, mine.get(i, 0) - least))
            tops.append(top)
        return tops

    def _is_zero(self, p: Packed, after: int) -> bool:
        """Whether a reduced polynomial is zero; lemmas from that number on may be used."""
        if not p.terms or any(_same(p, zero) for zero in self._zeros[after:]):
            return True
        return vanishes(self.arithmetic, p, self._kernels, self._values)

    def _check_lemma(self, number: int, lemma: Lemma) -> None:
        if isinstance(lemma, ZeroProduct):
            product = self.arithmetic.product(self._zeros[number], self.arithmetic.packed(lemma.other))
            holds = self._is_zero(product, number + 1)
        else:
            self._check_sum(number, lemma)
            kinds = {turn.imaginary is None for turn in lemma.turns}
            logarithms = kinds == {True}
            holds = len(kinds) == 1 and (self._sized_one if logarithms else self._real)(lemma, number + 1)
        if not holds:
            raise Refused("recheck.no-lemma")

    def _check_sum(self, number: int, lemma: ZeroSum) -> None:
        total = _NOTHING
        for turn in lemma.turns:
            value = self.arithmetic.packed(turn.value)
            total = self.arithmetic.difference(total, Packed(-value.scale * turn.times, value.terms))
        zero = self._zeros[number]
        if not lemma.times or self.arithmetic.difference(total, Packed(zero.scale * lemma.times, zero.terms)).terms:
            raise Refused("recheck.no-lemma")

    def _sized_one(self, lemma: ZeroSum, after: int) -> bool:
        """Whether the product of the numbers is 1 or -1."""
        top, bottom = ONE, ONE
        for turn in lemma.turns:
            above, below = self._parts(turn.real)
            if turn.times < 0:
                above, below = below, above
            top = self.arithmetic.product(top, self.arithmetic.power(above, abs(turn.times)))
            bottom = self.arithmetic.product(bottom, self.arithmetic.power(below, abs(turn.times)))
        negative = Packed(-bottom.scale, bottom.terms)
        return any(self._is_zero(self.arithmetic.difference(top, other), after) for other in (bottom, negative))

    def _parts(self, side: Quotient) -> Complex:
        """Numerator and denominator."""
        top, bottom = self.arithmetic.reduced(self.arithmetic.packed(side.top)), ONE
        for i, n in self.powers(side).items():
            power = self.arithmetic.power(self.factors[i], abs(n))
            top, bottom = (
                (self.arithmetic.product(top, power), bottom)
                if n > 0
                else (top, self.arithmetic.product(bottom, power))
            )
        return top, bottom

    def _real(self, lemma: ZeroSum, after: int) -> bool:
        """Whether the product of the complex numbers is real; a real factor of one of them makes no difference."""
        result: Complex = (ONE, _NOTHING)
        for turn in lemma.turns:
            result = self._turned(result, turn)
        return self._is_zero(self.arithmetic.reduced(result[1]), after)

    def _turned(self, result: Complex, turn: Turn) -> Complex:
        if turn.imaginary is None:
            raise Refused("recheck.no-lemma")
        re, im = self.over_common(turn.real, turn.imaginary)
        unit = (re, im if turn.times > 0 else Packed(-im.scale, im.terms))
        for _ in range(abs(turn.times)):
            result = self._multiplied(result, unit)
        return result

    def _multiplied(self, a: Complex, b: Complex) -> Complex:
        work = self.arithmetic
        crossed = work.product(a[1], b[0])
        real = work.difference(work.product(a[0], b[0]), work.product(a[1], b[1]))
        return real, work.difference(work.product(a[0], b[1]), Packed(-crossed.scale, crossed.terms))


def _same(p: Packed, q: Packed) -> bool:
    """Whether two polynomials are rational multiples of each other: both are free of common factors."""
    return p.terms == q.terms or p.terms == {m: -c for m, c in q.terms.items()}
