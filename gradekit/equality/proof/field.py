"""Fractions over the ring of a proof: a polynomial times powers of factors that are kept apart.

Products and powers only add exponents, so `(1 + x**2)**-7` stays small; sums bring the lowest common powers forward.
A value is zero exactly when its polynomial is. Factors need not be coprime: that costs size, never truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias, final

from gradekit.equality.limits import LimitMet
from gradekit.equality.proof.ring import Poly, Ring, rational

Powers: TypeAlias = dict[int, int]
"""Exponents of factors, by the number of the factor."""


@final
@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """`top` times the powers of the factors `under` (mostly negative ones)."""

    top: Poly
    under: Powers


@final
class Field:
    """Arithmetic of values; knows which generators are not real and which are absolute values."""

    __slots__ = ("_number_of", "_powers", "absolutes", "factors", "one", "ring", "unreal", "zero")

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self.factors: list[Poly] = []
        self.unreal: set[int] = {ring.imaginary}
        self.absolutes: set[int] = set()
        self._number_of: dict[str, int] = {}
        self._powers: dict[tuple[int, int], Poly] = {}
        self.zero = Value(ring.zero, {})
        self.one = Value(ring.one, {})

    def clone(self, ring: Ring) -> Field:
        """The same factors over a clone of the ring."""
        other = Field(ring)
        other.factors, other._number_of, other._powers = (
            self.factors.copy(),
            self._number_of.copy(),
            self._powers.copy(),
        )
        other.unreal, other.absolutes = self.unreal.copy(), self.absolutes.copy()
        return other

    def number(self, value: Fraction | int) -> Value:
        """A constant."""
        return Value(self.ring.number(value), {})

    def gen(self, index: int) -> Value:
        """A generator."""
        return Value(self.ring.gens[index], {})

    def factor(self, p: Poly) -> int:
        """The number of a factor."""
        key = self.ring.text(p)
        known = self._number_of.get(key)
        if known is None:
            known = self._number_of[key] = len(self.factors)
            self.factors.append(p)
        return known

    def raised(self, factor: int, n: int) -> Poly:
        """A power of a factor, multiplied out."""
        if n == 1:
            return self.factors[factor]
        known = self._powers.get((factor, n))
        if known is None:
            known = self._powers[factor, n] = self.expanded(self.factors[factor], n)
        return known

    def expanded(self, p: Poly, n: int) -> Poly:
        """A power of a polynomial, multiplied out, when that is not too much."""
        bits = max((int(c.p).bit_length() + int(c.q).bit_length() - 2 for c in p.coeffs()), default=0)
        if n > self.ring.limits.exponent or bits * n > 4 * self.ring.limits.number_bits:
            raise LimitMet("exponent")
        return self.ring.power(p, n)

    def multiply(self, x: Value, y: Value) -> Value:
        """The product."""
        top = self.ring.product(x.top, y.top)
        if not x.under or not y.under:
            return Value(top, x.under or y.under)
        under = x.under.copy()
        for factor, n in y.under.items():
            total = under.get(factor, 0) + n
            if total:
                under[factor] = total
            else:
                del under[factor]
        return Value(top, under)

    def add(self, x: Value, y: Value) -> Value:
        """The sum, over the lowest power of each factor."""
        if x.under == y.under:
            top = x.top + y.top
            return Value(top, x.under) if not top.is_zero() else self.zero
        left, right, under = x.top, y.top, Powers()
        for factor in sorted(x.under.keys() | y.under.keys()):
            n, m = x.under.get(factor, 0), y.under.get(factor, 0)
            least = min(n, m)
            if least:
                under[factor] = least
            if n > least:
                left = self.ring.product(left, self.raised(factor, n - least))
            elif m > least:
                right = self.ring.product(right, self.raised(factor, m - least))
        top = left + right
        if len(top) > self.ring.limits.terms:
            raise LimitMet("terms")
        return Value(top, under) if not top.is_zero() else self.zero

    def negate(self, x: Value) -> Value:
        """The negative."""
        return Value(-x.top, x.under)

    def subtract(self, x: Value, y: Value) -> Value:
        """The difference."""
        return self.add(x, Value(-y.top, y.under))

    def scale(self, x: Value, c: Fraction | int) -> Value:
        """A rational multiple."""
        return x if c == 1 else Value(x.top * self.ring.number(c), x.under) if c else self.zero

    def divide(self, x: Value, y: Value) -> Value:
        """The quotient."""
        return self.multiply(x, self.invert(y))

    def invert(self, x: Value) -> Value:
        """The reciprocal; a divisor that is zero, or may be zero on one side of a kink, is refused."""
        if x.top.is_zero():
            raise LimitMet("zero-divisor")
        return self.power(x, -1)

    def power(self, x: Value, n: int) -> Value:
        """The integer power. A sum is kept as a factor, a monomial as factors and a number."""
        if n == 1:
            return x
        if x.top.is_zero():
            return self._power_of_zero(n)
        if not n:
            return self.one
        if n < 0:
            x = self._with_real_top(x)
        under = {factor: e * n for factor, e in x.under.items()}
        terms = len(x.top)
        if n > 0 and (terms == 1 or (terms < 4 and n < 4)):
            return Value(self._small_power(x.top, n), under)
        constant, parts = self._parted(x.top)
        for p, e in parts:
            factor = self.factor(p)
            total = under.get(factor, 0) + e * n
            if total:
                under[factor] = total
            else:
                under.pop(factor, None)
        return Value(self.ring.number(self._number_power(constant, n)), under)

    def _power_of_zero(self, n: int) -> Value:
        if n <= 0:
            raise LimitMet("power-of-zero")
        return self.zero

    def _small_power(self, p: Poly, n: int) -> Poly:
        if len(p) == 1:
            self._number_power(rational(p.leading_coefficient()), n)
            if p.total_degree() * n > 10_000:
                raise LimitMet("exponent")
        return self.ring.power(p, n)

    def _number_power(self, c: Fraction, n: int) -> Fraction:
        if (c.numerator.bit_length() + c.denominator.bit_length() - 2) * abs(n) > 4 * self.ring.limits.number_bits:
            raise LimitMet("exponent")
        return c**n

    def _parted(self, p: Poly) -> tuple[Fraction, list[tuple[Poly, int]]]:
        """The polynomial as a number, powers of generators and one sum with leading coefficient 1."""
        gens, parts = self.ring.gens, list[tuple[Poly, int]]()
        content = p if len(p) == 1 else p.term_content()
        if content.total_degree():
            parts += [(gens[i], int(e)) for i, e in enumerate(content.degrees()) if e]
        rest = p if not parts and len(p) > 1 else divmod(p, content)[0]
        lead = rational(p.leading_coefficient())
        if len(p) > 1:
            rest = rest if lead == 1 else rest * self.ring.number(1 / lead)
            parts.append((rest, 1))
        return lead, parts

    def _with_real_top(self, x: Value) -> Value:
        """The same value with no imaginary unit in its polynomial: x * conj / conj; and |f| taken out of divisors."""
        if self.ring.has(x.top, self.ring.imaginary):
            conjugate = self.conjugate(x.top)
            real_top = self.ring.product(x.top, conjugate)
            if real_top.is_zero():
                raise LimitMet("zero-divisor")
            # 1/x = conj / (x conj): the conjugate is put below with exponent -1, so inverting brings it up again.
            below = Value(self.ring.one, {self.factor(conjugate): -1})
            return self.multiply(Value(real_top, x.under), below)
        for i in self.absolutes:
            if self.ring.has(x.top, i):
                self._nonzero_on_both_sides(x.top, i)
        return x

    def _nonzero_on_both_sides(self, p: Poly, gen: int) -> None:
        a, b = self.ring.split(p, gen)
        flipped = a - b * self.ring.gens[gen]
        if self.ring.product(p, flipped).is_zero():
            raise LimitMet("zero-divisor-on-one-side")

    def conjugate(self, p: Poly) -> Poly:
        """a - b I for `p = a + b I`."""
        a, b = self.ring.split(p, self.ring.imaginary)
        return a - b * self.ring.gens[self.ring.imaginary]

    def is_real(self, *polys: Poly) -> bool:
        """Whether only real generators occur."""
        has = self.ring.has
        return not any(has(p, i) for p in polys for i in self.unreal)

    def over(self, x: Value) -> tuple[Poly, Poly]:
        """Numerator and denominator, multiplied out and not yet in lowest terms."""
        n, d = x.top, self.ring.one
        for factor, e in sorted(x.under.items()):
            if e > 0:
                n = self.ring.product(n, self.raised(factor, e))
            else:
                d = self.ring.product(d, self.raised(factor, -e))
        return n, d

    def lowest(self, x: Value) -> tuple[Poly, Poly]:
        """Numerator and denominator without a common factor, square roots and I moved out of the denominator, its
        leading coefficient 1: equal values get equal pairs, as far as the relations allow."""
        if not x.under:
            return x.top, self.ring.one
        self.ring.work.pay(len(self.ring.gens))
        n, d = self._rationalised(*self.over(x))
        if not d.is_constant():
            n, d = self._cancelled(n, d)
        lead = d.leading_coefficient()
        return (n, d) if lead == 1 else (n * (1 / lead), d * (1 / lead))

    def _rationalised(self, n: Poly, d: Poly) -> tuple[Poly, Poly]:
        for i, (degree, _) in sorted(self.ring.moduli.items()):
            if degree == 2 and self.ring.has(d, i):
                a, b = self.ring.split(d, i)
                other = a - b * self.ring.gens[i]
                cleared = self.ring.product(d, other)
                if cleared.is_zero():
                    raise LimitMet("zero-divisor")
                n, d = self.ring.product(n, other), cleared
        return n, d

    def _cancelled(self, n: Poly, d: Poly) -> tuple[Poly, Poly]:
        if n.is_zero():
            return n, self.ring.one
        self.ring.work.pay(4 * (len(n) + len(d)) ** 2)
        parts = self.ring.split(n, self.ring.imaginary) if self.ring.has(n, self.ring.imaginary) else (n,)
        common = d
        for part in parts:
            if not part.is_zero():
                common = common.gcd(part)
        if common.is_constant():
            return n, d
        return divmod(n, common)[0], divmod(d, common)[0]
