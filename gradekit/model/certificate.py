"""The certificate of a proof: everything that a checker needs that shares nothing with the engine that found the proof.

In each case both sides are a polynomial in kernels times powers of factors, `p * f0**n0 * f1**n1 * ...`; every kernel
stands for a formula, and relations `T**n = value` tie kernels to each other. The sides are equal in a case because the
difference of both, multiplied out, reduces to zero by the relations, or to multiples of what lemmas show to be zero.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

from gradekit.model.domain import Domain
from gradekit.syntax.tree import Expr


class Term(msgspec.Struct, frozen=True, array_like=True):
    """A rational number times powers of kernels: `["-2/3", [[0, 2], [3, 1]]]` is -2/3 * k0**2 * k3."""

    coefficient: Fraction
    powers: tuple[tuple[int, int], ...] = ()


Polynomial = tuple[Term, ...]
"""The sum of its terms."""


class Relation(msgspec.Struct, frozen=True):
    """`kernel**power = value`, the value a polynomial in later kernels and in lower powers of this one."""

    kernel: int
    power: int
    value: Polynomial


class Quotient(msgspec.Struct, frozen=True):
    """`top` times powers of factors: `[0, -2]` among the powers divides by the square of the first factor."""

    top: Polynomial
    powers: tuple[tuple[int, int], ...] = ()


class Turn(msgspec.Struct, frozen=True):
    """`times` times a value, and a number over the kernels of which the value is the logarithm or the angle."""

    value: Polynomial
    times: int
    real: Quotient
    imaginary: Quotient | None = None
    """None for a logarithm: the value is log|real|. Otherwise it is an angle of `real + imaginary*I`."""


class ZeroSum(msgspec.Struct, frozen=True, tag="sum"):
    """`zero = 0` since `times * zero` is the sum of these turns. The product of their numbers is 1 or -1 for
    logarithms; it is real for angles, where the sum is then a multiple of pi, and 0 at points."""

    zero: Polynomial
    times: int
    turns: tuple[Turn, ...]


class ZeroProduct(msgspec.Struct, frozen=True, tag="product"):
    """`zero = 0` since `zero * other` is, and `other` is not."""

    zero: Polynomial
    other: Polynomial


Lemma = ZeroSum | ZeroProduct
"""Why a polynomial in kernels is zero though it does not reduce to that."""


class Share(msgspec.Struct, frozen=True, array_like=True):
    """A polynomial, and the number of the lemma whose zero it multiplies."""

    multiplier: Polynomial
    lemma: int


class Assumption(msgspec.Struct, frozen=True):
    """What a case takes the sign of a formula to be: 1 for `expression >= 0`, -1 for `expression <= 0`."""

    expression: Expr
    sign: Literal[1, -1]


class Condition(msgspec.Struct, frozen=True):
    """What holds throughout a case: `expression > 0`, `= 0` or `< 0`."""

    expression: Expr
    sign: Literal[1, 0, -1]


class Branches(msgspec.Struct, frozen=True):
    """Formulas with cases where it is known which case holds: the sides as they are there, and where that is, as far as
    the ranges of symbols do not say it. On a boundary its value may be put in for a symbol."""

    conditions: tuple[Condition, ...]
    answer: Expr | None
    """None where a side has no value."""
    expected: Expr | None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """The identity on one part of the domain; the cases of a certificate together cover all of it."""

    domain: Domain
    branches: Branches | msgspec.UnsetType = msgspec.UNSET
    """What the identity is about, where that is not both sides as they are written."""
    assumed: tuple[Assumption, ...] = ()
    kernels: tuple[Expr, ...] = ()
    """What each kernel stands for; in relations a kernel depends on later ones only."""
    relations: tuple[Relation, ...] = ()
    factors: tuple[Polynomial, ...] = ()
    lemmas: tuple[Lemma, ...] = ()
    rest: tuple[Share, ...] = ()
    """What is left of the difference of both sides, as a sum of multiples of polynomials that are zero by lemmas."""
    answer: Quotient | None = None
    """Both sides, or none of them where the expected side has no value anywhere in this case, or where the branches are
    the same formula or one of them has no value."""
    expected: Quotient | None = None
    points: tuple[dict[str, str], ...] = ()
    """Points of the case where both sides have a value, like the point of a witness."""


class EqualRoot(msgspec.Struct, frozen=True, kw_only=True):
    """`product = sign * kernel` on a curve, since the product of these square roots and `sign * kernel` are nowhere
    negative and have the same square: the difference of the squares is the sum of multiples of the relations."""

    roots: tuple[int, ...]
    kernel: int
    sign: Literal[1, -1]
    multipliers: tuple[Polynomial, ...]


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """Why two formulas are equal wherever the relations of the domain are zero. The numerator of their difference,
    `times` times multiplied by all factors that one of them is divided by, is the sum of multiples of the numerators of
    the relations, and of `product - sign * kernel` for the equal roots, by the relations between kernels."""

    kernels: tuple[Expr, ...]
    relations: tuple[Relation, ...]
    factors: tuple[Polynomial, ...]
    answer: Quotient
    expected: Quotient
    zeros: tuple[Quotient, ...]
    """The relations of the domain."""
    times: int
    multipliers: tuple[Polynomial, ...]
    """One for each relation of the domain."""
    equal_roots: tuple[EqualRoot, ...] = ()
    multipliers_of_roots: tuple[Polynomial, ...] = ()


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """The cases of a proof, and what else its verdict says."""

    reading: Literal["real", "principal"]
    """Whether values are real ones or complex principal ones."""
    cases: tuple[Case, ...]
    removed: tuple[Expr, ...] = ()
    """Factors that were cancelled: the answer is undefined where one of them is zero, the expected side is not."""
    incomplete: str = ""
    """What of the proof has no form here, when something has none; then nobody can check it."""
