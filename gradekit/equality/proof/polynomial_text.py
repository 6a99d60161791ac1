"""Polynomials as text, as flint writes them: `2*g0^2*g1 - 1/3*g2 + 1`. Proofs use it as a name for a polynomial.

flint's own `str` never gives back the memory of what it wrote, a kilobyte for each verdict, so it is not called.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, final

from flint import fmpq, fmpq_mpoly

Poly: TypeAlias = fmpq_mpoly

_MOST, _MOST_ALIKE = 4_096, 16


@final
class Texts:
    """The texts of polynomials of one ring; those of sums are kept, up to a bound, since the same ones recur.

    >>> from flint import Ordering, fmpq_mpoly_ctx
    >>> x, y = fmpq_mpoly_ctx.get(["g0", "g1"], Ordering.lex).gens()
    >>> Texts().of(-x**2 * y + y / 3 - 1)
    '-g0^2*g1 + 1/3*g1 - 1'
    """

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[tuple[fmpq, ...], list[tuple[Poly, str]]] = {}

    def of(self, p: Poly) -> str:
        """The text of a polynomial of this ring."""
        coefficients = p.coeffs()
        if len(coefficients) < 2:
            return _written(p, coefficients)
        alike = self._known.get(tuple(coefficients))
        if alike is None:
            alike = self._entered(tuple(coefficients))
        for other, text in alike:
            if other == p:
                return text
        text = _written(p, coefficients)
        if len(alike) < _MOST_ALIKE:
            alike.append((p, text))
        return text

    def _entered(self, coefficients: tuple[fmpq, ...]) -> list[tuple[Poly, str]]:
        if len(self._known) >= _MOST:
            self._known.clear()
        return self._known.setdefault(coefficients, [])


def _written(p: Poly, coefficients: Sequence[fmpq]) -> str:
    terms = [_term(c, monomial) for c, monomial in zip(coefficients, p.monoms(), strict=True)]
    return " ".join([terms[0], *(f"- {t[1:]}" if t[0] == "-" else f"+ {t}" for t in terms[1:])]) if terms else "0"


def _term(c: fmpq, monomial: Sequence[object]) -> str:
    powers = "*".join([f"g{i}" if e == 1 else f"g{i}^{e}" for i, e in enumerate(monomial) if e])
    if not powers:
        return str(c)
    return powers if c == 1 else f"-{powers}" if c == -1 else f"{c}*{powers}"
