"""Kernels, polynomials in them and values over them as trees in the symbols alone."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import final

from gradekit.equality.proof.field import Value
from gradekit.equality.proof.ring import Poly, exponents_of
from gradekit.equality.proof.state import Meaning, State
from gradekit.syntax import build
from gradekit.syntax.names import FUNCTIONS
from gradekit.syntax.tree import Expr


class NoTree(Exception):  # noqa: N818  an answer, not an error
    """A kernel stands for something that has no formula; `what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@final
class KernelTrees:
    """The trees of the kernels of one proof, each made once."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._made: dict[int, Expr] = {state.ring.imaginary: build.I}

    def kernel(self, gen: int) -> Expr:
        """What the kernel stands for."""
        known = self._made.get(gen)
        if known is None:
            meaning = self._state.meanings.get(gen)
            if meaning is None:
                raise NoTree(f"kernel {gen}")
            known = self._made[gen] = _meant(meaning, [self.value(value) for value in meaning.of])
        return known

    def polynomial(self, p: Poly) -> Expr:
        """A sum of products of kernels."""
        return build.add(*(self._term(monomial, c) for monomial, c in self._state.ring.terms(p)))

    def value(self, value: Value) -> Expr:
        """A polynomial times powers of factors."""
        factors = self._state.field.factors
        powers = [build.power(self.polynomial(factors[f]), n) for f, n in sorted(value.under.items())]
        return build.multiply(self.polynomial(value.top), *powers)

    def _term(self, monomial: tuple[int, ...], coefficient: Fraction) -> Expr:
        powers = [build.power(self.kernel(gen), n) for gen, n in exponents_of(monomial)]
        return build.multiply(build.number(coefficient), *powers)


def _meant(meaning: Meaning, of: list[Expr]) -> Expr:
    special = SPECIAL.get(meaning.word)
    if special is not None:
        return special(meaning, of)
    if meaning.word.endswith("()"):
        return build.function(meaning.word[:-2], *of)
    if meaning.word not in FUNCTIONS or not of:
        raise NoTree(meaning.word)
    return build.function(meaning.word, *of)


def _parity(_: Meaning, of: list[Expr]) -> Expr:
    base = build.number(-1) if of[0] == build.ONE else build.function("sign", of[0])
    return build.power(base, of[1])


def _half_turns(_: Meaning, of: list[Expr]) -> Expr:
    angle = build.divide(build.multiply(build.PI, of[0]), build.TWO)
    return build.add(build.cos(angle), build.sin(angle))


SPECIAL: dict[str, Callable[[Meaning, list[Expr]], Expr]] = {
    "symbol": lambda meaning, _: build.symbol(meaning.name),
    "pi": lambda _meaning, _of: build.PI,
    "abs": lambda _, of: build.function("Abs", *of),
    "log": lambda _, of: build.log(build.function("Abs", *of)),
    "opaque-log": lambda _, of: build.log(*of),
    "root": lambda meaning, of: build.power(of[0], 1 / meaning.number),
    "opaque-root": lambda meaning, of: build.multiply(
        of[1], build.power(build.divide(of[0], of[1]), 1 / meaning.number)
    ),
    "parity": _parity,
    "half-turns": _half_turns,
    "cos-pi": lambda meaning, _: build.multiply(
        build.TWO, build.cos(build.multiply(build.number(meaning.number), build.PI))
    ),
}
"""Words that are no function of a formula; `f()` is the undefined function f, any other word one of `syntax.names`."""
