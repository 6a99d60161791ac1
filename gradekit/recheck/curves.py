"""A proof on a curve checked: the numerator of the difference is the sum of multiples of the relations, as stated.

The sum is worked out again in exact arithmetic, modulo the relations between kernels. That both formulas and the
relations of the domain are what the certificate says they are, is looked at in points of the domain, on the curve or
off it: those are identities.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import final

from msgspec import UnsetType

from gradekit.model.certificate import Case, EqualRoot, Membership, Polynomial, Quotient, Term
from gradekit.model.evidence import Proof
from gradekit.recheck.identities import Identities
from gradekit.recheck.looks import look
from gradekit.recheck.points import own_points, told
from gradekit.recheck.polynomials import ONE, Packed
from gradekit.recheck.programs import Program
from gradekit.recheck.regions import Sides
from gradekit.recheck.result import Open, Refused
from gradekit.recheck.values import Values
from gradekit.syntax.shortened import short_text
from gradekit.syntax.tree import Expr

POINTS = 3
_TRIED = 60
_MOST_TIMES = 20
_NONE = Quotient(())
_NOWHERE_NEGATIVE = (("call", "exp"), ("call", "Abs"), ("call", "cosh"))


def check_membership(sides: Sides, proof: Proof) -> None:
    """Raises `Refused` or `Open` unless the certificate proves the two sides equal on the curve of the domain."""
    stated, relations = proof.membership, sides.domain.relations
    if isinstance(stated, UnsetType) or isinstance(relations, UnsetType) or not relations:
        raise Refused("recheck.no-identity")
    texts = {f"k{i}": short_text(kernel) for i, kernel in enumerate(stated.kernels)}
    if proof != Proof("on-curve", texts, membership=stated):
        raise Refused("recheck.other-texts")
    if sides.principal:
        raise Refused("recheck.other-reading")
    _Curve(sides, stated, relations).check()


@final
class _Curve:
    """The certificate beside the formulas that it is about."""

    def __init__(self, sides: Sides, stated: Membership, relations: Sequence[Expr]) -> None:
        self.sides, self.stated = sides, stated
        counts = (len(relations), len(stated.equal_roots))
        if (len(stated.zeros), len(stated.multipliers_of_roots)) != counts or len(stated.multipliers) != counts[0]:
            raise Refused("recheck.no-identity")
        self.program = Program()
        self.rows = [self.program.enter(tree) for tree in (sides.answer, sides.expected, *relations)]
        self.names = frozenset(self.program.symbols)
        self.kernels = [self.program.enter(kernel) for kernel in stated.kernels]
        if not self.program.symbols <= self.names:
            raise Refused("recheck.other-letters", letters=tuple(sorted(self.program.symbols - self.names)))
        self.values = Values(self.program, principal=False)
        case = Case(domain=sides.domain, kernels=stated.kernels, relations=stated.relations, factors=stated.factors)
        self.identities = Identities(case, self.kernels, self.values)
        self.work = self.identities.arithmetic
        self.zeros = [self.identities.over_common(zero, _NONE)[0] for zero in stated.zeros]

    def check(self) -> None:
        """The sum, and its ground at points."""
        stated = self.stated
        if not 0 <= stated.times <= _MOST_TIMES:
            raise Refused("recheck.no-identity")
        rest = self.work.difference(*self.identities.over_common(stated.answer, stated.expected))
        for _ in range(stated.times):
            for factor in self._dividing():
                rest = self.work.product(rest, factor)
        roots = [self._root(root) for root in stated.equal_roots]
        shares = [*stated.multipliers, *stated.multipliers_of_roots]
        self._check_sum(rest, shares, [*self.zeros, *roots])
        self._check_ground()

    def _dividing(self) -> list[Packed]:
        """The factors that one of both sides is divided by."""
        powers = [self.identities.powers(side) for side in (self.stated.answer, self.stated.expected)]
        return [
            factor for i, factor in enumerate(self.identities.factors) if any(mine.get(i, 0) < 0 for mine in powers)
        ]

    def _check_sum(self, rest: Packed, shares: Sequence[Polynomial], zeros: Sequence[Packed]) -> None:
        for share, zero in zip(shares, zeros, strict=True):
            rest = self.work.difference(rest, self.work.product(self.work.packed(share), zero))
        if self.work.reduced(rest).terms:
            raise Refused("recheck.no-identity")

    def _root(self, root: EqualRoot) -> Packed:
        """`product - sign * kernel`, which is zero on the curve."""
        numbers = (*root.roots, root.kernel)
        if not root.roots or not all(0 <= i < len(self.kernels) for i in numbers):
            raise Refused("recheck.no-kernel", kernel=f"k{root.kernel}")
        if len(root.multipliers) != len(self.zeros):
            raise Refused("recheck.no-identity")
        if not all(map(self._is_square_root, root.roots)) or not self._has_sign(root.kernel, root.sign):
            raise Open("recheck.no-certificate")
        product = ONE
        for i in root.roots:
            product = self.work.product(product, self._kernel(i))
        kernel = self._kernel(root.kernel)
        squares = self.work.difference(self.work.product(product, product), self.work.product(kernel, kernel))
        self._check_sum(squares, root.multipliers, self.zeros)
        return self.work.difference(product, Packed(kernel.scale * root.sign, kernel.terms))

    def _kernel(self, number: int) -> Packed:
        return self.work.packed((Term(Fraction(1), ((number, 1),)),))

    def _is_square_root(self, number: int) -> bool:
        row = self.program.rows[self.kernels[number]]
        return row[0] == "power" and row[2].denominator % 2 == 0

    def _has_sign(self, number: int, sign: int) -> bool:
        """Whether a kernel, or its negative, is nowhere negative: a letter by its range, a root by itself."""
        row = self.program.rows[self.kernels[number]]
        if row[0] != "symbol":
            return sign > 0 and (self._is_square_root(number) or row[:2] in _NOWHERE_NEGATIVE)
        given = self.sides.domain.of(row[1])
        end = given.interval.low if sign > 0 else given.interval.high
        return given.kind != "complex" and end is not None and end * sign >= 0

    def _check_ground(self) -> None:
        """Both sides, the relations of the domain and those of the kernels are what is stated, wherever they are seen
        to have values."""
        stated = self.stated
        forms = [self._quotient(side) for side in (stated.answer, stated.expected, *stated.zeros)]
        pairs = list(zip(self.rows, forms, strict=True))
        names = ["answer", "expected", *(f"F{i}" for i in range(len(stated.zeros)))]
        for relation in stated.relations:
            power = self.program.power(self.kernels[relation.kernel], ONE.scale * relation.power)
            pairs.append((power, self.program.polynomial(relation.value, self.kernels)))
            names.append(f"k{relation.kernel}")
        seen = 0
        for point in own_points(self.sides.domain, self.names, _TRIED):
            found = [look(self.values, one, other, point) for one, other in pairs]
            if "differ" in found:
                untrue = found.index("differ")
                name = "recheck.not-its-value" if untrue < 2 else "recheck.no-relation"
                raise Refused(name, what=names[untrue], point=told(point))
            seen += all(word == "agree" for word in found)
            if seen == POINTS or (seen and not self.names):
                return
        raise Open("recheck.few-points", points=seen)

    def _quotient(self, side: Quotient) -> int:
        factors = [self.program.polynomial(self.stated.factors[i], self.kernels) for i, _ in side.powers]
        powers = [self.program.power(row, ONE.scale * n) for row, (_, n) in zip(factors, side.powers, strict=True)]
        return self.program.row("multiply", self.program.polynomial(side.top, self.kernels), *powers)
