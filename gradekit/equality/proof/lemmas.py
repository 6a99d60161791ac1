"""Why what is left of a difference is zero although it does not reduce to zero: sums of logarithms or angles, roots.

The search for a proof only answers yes or no; here the same steps are taken again, to be written into a certificate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias, final

from gradekit.equality.proof.field import Value
from gradekit.equality.proof.forms import (
    ANGLES,
    LINEAR,
    LinearForm,
    common_times,
    direction,
    linear_forms,
    poly_of,
    word_of,
)
from gradekit.equality.proof.kernels.algebraic import is_algebraic
from gradekit.equality.proof.kernels.algebraic import vanishes as vanishes_by_numbers
from gradekit.equality.proof.kernels.angles import cosine_sine
from gradekit.equality.proof.kernels.exponents import exp
from gradekit.equality.proof.ring import Poly, gens_of
from gradekit.equality.proof.signs.signs import sign_of
from gradekit.equality.proof.signs.squares import half_order, split_by_root
from gradekit.equality.proof.state import State

_DEEPEST = 3


@final
@dataclass(frozen=True, slots=True, eq=False)
class Turning:
    """A value that is the logarithm or the angle of a number, so many times."""

    value: Poly
    times: int
    real: Value
    imaginary: Value | None = None


@final
@dataclass(frozen=True, slots=True, eq=False)
class SumIsZero:
    """`times * zero` is the sum of the turns."""

    zero: Poly
    times: int
    turns: tuple[Turning, ...]


@final
@dataclass(frozen=True, slots=True, eq=False)
class ProductIsZero:
    """`zero * other` is zero and `other` is not."""

    zero: Poly
    other: Poly


Reason: TypeAlias = SumIsZero | ProductIsZero


@final
@dataclass(slots=True)
class Lemmas:
    """The lemmas of one proof, and what each has to be multiplied by."""

    state: State
    found: list[Reason] = field(default_factory=list[Reason])
    shares: list[tuple[Poly, int]] = field(default_factory=list[tuple[Poly, int]])

    def explain(self, p: Poly) -> bool:
        """Whether reasons were found for p to be zero."""
        state = self.state
        if self._plain(p):
            return True
        linear = {gen for gen in gens_of(p) if word_of(state, gen) in LINEAR}
        if not linear:
            return self._by_root(p, state.ring.one)
        if not state.principal:
            return self._by_forms(p, linear, state.ring.one)
        a, b = state.ring.split(p, state.ring.imaginary)
        imaginary = state.ring.gens[state.ring.imaginary]
        return self._by_forms(a, linear, state.ring.one) and self._by_forms(b, linear, imaginary)

    def _plain(self, p: Poly) -> bool:
        """Whether relations, or the sizes of algebraic numbers, are enough."""
        return p.is_zero() or vanishes_by_numbers(self.state, p) or all(is_algebraic(self.state, g) for g in gens_of(p))

    def _by_forms(self, p: Poly, linear: set[int], multiplier: Poly) -> bool:
        forms = linear_forms(self.state, p, linear)
        if forms is None:
            return False
        ring = self.state.ring
        return all(self._by_form(form, multiplier * ring.monomial(outer)) for outer, form in forms.items())

    def _by_form(self, form: LinearForm, multiplier: Poly) -> bool:
        beside = poly_of(self.state, form.beside)
        if not form.multiples:
            return self._plain(beside) or self._by_root(beside, multiplier)
        angles = {gen: c for gen, c in form.multiples.items() if word_of(self.state, gen) in ANGLES}
        logs = {gen: c for gen, c in form.multiples.items() if gen not in angles}
        if angles:
            self._enter(self._sum(angles, beside, is_angle=True), multiplier)
        if logs:
            reason = self._sum(logs, beside, is_angle=False)
            self._enter(reason, multiplier)
            return self._sized_one(reason.turns)
        return True

    def _sized_one(self, turns: Sequence[Turning]) -> bool:
        """Whether reasons were found for the product of the numbers to be 1 or -1."""
        ring = self.state.ring
        top = bottom = ring.one
        for turn in turns:
            parts = self.state.field.over(turn.real)
            above, below = parts if turn.times > 0 else parts[::-1]
            top = ring.product(top, ring.power(above, abs(turn.times)))
            bottom = ring.product(bottom, ring.power(below, abs(turn.times)))
        both = [ring.reduced(top - bottom), ring.reduced(top + bottom)]
        return any(self._plain(p) for p in both) or any(self._nested(p, 0) for p in both)

    def _enter(self, reason: Reason, multiplier: Poly) -> None:
        self.shares.append((multiplier, len(self.found)))
        self.found.append(reason)

    def _sum(self, multiples: Mapping[int, Fraction], beside: Poly, *, is_angle: bool) -> SumIsZero:
        state, work = self.state, self.state.field
        times, zero = common_times(multiples), beside
        turns: list[Turning] = []
        for gen, c in multiples.items():
            zero = zero + state.ring.gens[gen] * state.ring.number(c)
            real, imaginary = direction(state, state.meanings[gen]) if is_angle else (state.meanings[gen].of[0], None)
            turns.append(Turning(state.ring.gens[gen], int(c * times), real, imaginary))
        if not beside.is_zero():
            whole = work.scale(Value(beside, {}), times)
            real, imaginary = cosine_sine(state, whole) if is_angle else (exp(state, whole), None)
            turns.append(Turning(whole.top, 1, real, imaginary))
        return SumIsZero(zero, times, tuple(turns))

    def _by_root(self, p: Poly, multiplier: Poly, depth: int = 0) -> bool:
        state = self.state
        for gen in gens_of(p) if depth < _DEEPEST else ():
            halved = half_order(state, gen)
            parts = split_by_root(state, p, gen, halved) if halved else None
            if parts is None or parts[0].is_zero() or sign_of(state, parts[0]) * sign_of(state, parts[1]) >= 0:
                continue
            other = parts[0] - parts[1] * state.ring.gens[gen] ** halved
            kept = len(self.found), len(self.shares)
            self._enter(ProductIsZero(p, other), multiplier)
            norm = state.ring.product(p, other)
            if self._plain(norm) or self._nested(norm, depth):
                return True
            del self.found[kept[0] :], self.shares[kept[1] :]
        return False

    def _nested(self, norm: Poly, depth: int) -> bool:
        """Why the norm is zero, as a lemma that is used by another one only."""
        before = len(self.shares)
        found = self._by_root(norm, self.state.ring.one, depth + 1)
        del self.shares[before:]
        return found
