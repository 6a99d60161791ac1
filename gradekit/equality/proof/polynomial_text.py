"""Polynomials as text, as flint writes them: `2*g0^2*g1 - 1/3*g2 + 1`. Proofs use it as a name for a polynomial.

flint's own `str` never gives back the memory of what it wrote, a kilobyte for each verdict, so it is not called.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, final

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx

Poly: TypeAlias = fmpq_mpoly

_MOST, _MOST_ALIKE = 512, 8


@final
class Texts:
    """The texts of polynomials of one ring; those of sums, monomials and generators are kept, up to a bound, since the
    same ones recur.

    >>> from flint import Ordering, fmpq_mpoly_ctx
    >>> x, y = fmpq_mpoly_ctx.get(["g0", "g1"], Ordering.lex).gens()
    >>> Texts().of(-x**2 * y + y / 3 - 1)
    '-g0^2*g1 + 1/3*g1 - 1'
    """

    __slots__ = ("_gens", "_known", "_made", "_monomials")

    def __init__(self, gens: Sequence[Poly] = ()) -> None:
        self._known: dict[tuple[int, ...], list[tuple[Poly, str]]] = {}
        # By identity; what is kept beside its text cannot lose its identity to another.
        self._gens = {id(gen): (gen, f"g{i}") for i, gen in enumerate(gens)}
        self._made: dict[int, tuple[Poly, str]] = self._gens.copy()
        self._monomials: dict[tuple[int, ...], Poly] = {}

    def of(self, p: Poly) -> str:
        """The text of a polynomial of this ring."""
        made = self._made.get(id(p))
        if made is not None:
            return made[1]
        coefficients = p.coeffs()
        if len(coefficients) < 2:
            return "1" if p.is_one() else _written(p, coefficients)
        numerators = tuple([int(c.p) for c in coefficients])  # a fraction takes long to hash
        alike = self._known.get(numerators)
        if alike is None:
            alike = self._entered(numerators)
        for other, text in alike:
            if other == p:
                return text
        text = _written(p, coefficients)
        if len(alike) < _MOST_ALIKE:
            alike.append((p, text))
        return text

    def _entered(self, numerators: tuple[int, ...]) -> list[tuple[Poly, str]]:
        if len(self._known) >= _MOST:
            self._known.clear()
        return self._known.setdefault(numerators, [])

    def monomial(self, ring: fmpq_mpoly_ctx, exponents: tuple[int, ...]) -> Poly:
        """The product of powers of generators, with its text."""
        known = self._monomials.get(exponents)
        if known is not None:
            return known
        if len(self._monomials) >= _MOST:
            self._monomials, self._made = {}, self._gens.copy()
        made = self._monomials[exponents] = ring.from_dict({exponents: 1})
        self._made[id(made)] = made, _powers(exponents) or "1"
        return made


def _written(p: Poly, coefficients: Sequence[fmpq]) -> str:
    terms = [_term(c, monomial) for c, monomial in zip(coefficients, p.monoms(), strict=True)]
    return " ".join([terms[0], *(f"- {t[1:]}" if t[0] == "-" else f"+ {t}" for t in terms[1:])]) if terms else "0"


def _term(c: fmpq, monomial: Sequence[object]) -> str:
    powers = _powers(monomial)
    if not powers:
        return str(c)
    return powers if c == 1 else f"-{powers}" if c == -1 else f"{c}*{powers}"


def _powers(monomial: Sequence[object]) -> str:
    return "*".join([f"g{i}" if e == 1 else f"g{i}^{e}" for i, e in enumerate(monomial) if e])
