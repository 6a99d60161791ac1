"""What a proof knows: its kernels, what each stands for, and what it has learned about steps, roots and signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias, final

from msgspec.structs import replace

from gradekit.equality.limits import Work
from gradekit.equality.proof.field import Field, Value
from gradekit.equality.proof.kernels.lattice import Lattice
from gradekit.equality.proof.ring import Poly, Ring, gens_of
from gradekit.model.domain import Domain, Interval, Range

Sign: TypeAlias = int
"""1: nowhere negative; -1: nowhere positive; 0: not known. What holds off a set without interior is enough: an identity
between analytic pieces extends over the rest of each piece."""


class Again(Exception):  # noqa: N818  asks for another round
    """Something was learned that changes values already made (a finer step, a sign, a root order): start again."""


class Void(Exception):  # noqa: N818  an answer, not an error
    """The expected side is undefined throughout this case: there is nothing to show."""


@final
@dataclass(frozen=True, slots=True)
class Meaning:
    """What a kernel stands for: a word, the values it is made of, and a number or a name where the word needs one."""

    word: str
    of: tuple[Value, ...] = ()
    number: Fraction = Fraction(1)
    name: str = ""


@final
@dataclass(frozen=True, slots=True)
class Fact:
    """A node of the graph has this sign throughout a case; whether the expected side has the node."""

    node: int
    sign: Sign
    of_expected: bool


@final
class State:
    """The field of one proof with its kernels. Kernels are kept when a round starts again, so that what was learned
    about a polynomial in them keeps its meaning."""

    __slots__ = (
        "angles",
        "assumed",
        "assuming",
        "at_expected",
        "below",
        "definite",
        "depth",
        "domain",
        "expected_definite",
        "expected_facts",
        "fact_polys",
        "facts",
        "field",
        "given",
        "kernels",
        "learns",
        "meanings",
        "orders",
        "parts",
        "principal",
        "ring",
        "signs",
        "steps",
        "thin",
        "total",
        "turns",
        "undischarged",
    )

    def __init__(self, ring: Ring, domain: Domain, *, principal: bool, total: bool = False) -> None:
        self.ring = ring
        self.field = Field(ring)
        self.domain = with_whole_ends(domain)
        self.principal = principal
        self.total = total
        """Whether everything has to be real on the whole domain, as far as it is known without definitions: there the
        principal values are the real ones."""
        self.kernels: dict[tuple[str, ...], int] = {}
        self.meanings: dict[int, Meaning] = {}
        self.below: dict[int, list[int]] = {}
        """The generators that a kernel is made of, once asked for."""
        self.signs: dict[int, Sign] = {}
        """Signs of generators; a generator that is not here has no known sign."""
        self.definite: dict[str, Sign] = {}
        """Signs of polynomials, once worked out."""
        self.expected_definite: dict[str, Sign] = {}
        """The same without what the answer's own definition implies."""
        self.steps: dict[tuple[str, ...], Fraction] = {}
        """The common step of all multiples of a monomial in an exponent."""
        self.angles = Lattice()
        self.parts: dict[tuple[str, str], Value] = {}
        """The monomials that angles are combinations of."""
        self.turns: dict[int, tuple[Value, Value, Value]] = {}
        """Values with their cosine and sine, by identity, as long as this round lasts."""
        self.orders: dict[str, int] = {}
        """The common order of all roots of a factor."""
        self.facts: dict[str, Sign] = {}
        """Signs of factors that a root or logarithm on either side implies where it is defined."""
        self.fact_polys: dict[str, Poly] = {}
        self.expected_facts: dict[str, Sign] = {}
        """The same for the expected side alone: only these may show that the answer is defined."""
        self.assumed: Mapping[int, Sign] = {}
        """Nodes of the graph whose kink is taken on one side in this case."""
        self.given: tuple[Fact, ...] = ()
        """What holds in this case because a condition chose it."""
        self.assuming = False
        """Whether a sign is being taken for granted in this case, and not demanded by a definition."""
        self.depth = 0
        """How many norms deep a sign is being looked for."""
        self.learns = True
        """Whether signs are learned from the definitions of roots and logarithms."""
        self.thin: list[Poly] = []
        """Factors that are zero where a root has a value, whatever was learned from it."""
        self.at_expected = True
        """Whether the node being normalised belongs to the expected side."""
        self.undischarged: list[str] = []
        """What could not be shown about the answer's being defined wherever the expected side is."""

    def clone(self, work: Work) -> State:
        """The same knowledge, to be added to without changing this one; values stay valid in it."""
        ring = self.ring.clone(work)
        other = State(ring, self.domain, principal=self.principal, total=self.total)
        other.field = self.field.clone(ring)
        other.kernels, other.meanings, other.signs = self.kernels.copy(), self.meanings.copy(), self.signs.copy()
        other.definite, other.steps, other.orders = self.definite.copy(), self.steps.copy(), self.orders.copy()
        other.angles, other.parts, other.turns = self.angles.clone(), self.parts.copy(), self.turns.copy()
        other.facts, other.expected_facts = self.facts.copy(), self.expected_facts.copy()
        other.fact_polys, other.thin = self.fact_polys.copy(), self.thin.copy()
        return other

    def kernel(self, key: tuple[str, ...], meaning: Meaning, *, sign: Sign = 0, real: bool = True) -> Value:
        """The free generator of that key, made at its first use."""
        known = self.kernels.get(key)
        if known is None:
            known = self.kernels[key] = self.ring.take_free()
            self._enter(known, meaning, sign, real=real)
        return self.field.gen(known)

    def dependent(
        self, key: tuple[str, ...], meaning: Meaning, degree: int, power: Poly, *, sign: Sign = 0, real: bool = True
    ) -> int:
        """The generator T of that key with `T**degree = power`."""
        known = self.kernels.get(key)
        if known is None:
            known = self.kernels[key] = self.ring.take_dependent(degree, power)
            self._enter(known, meaning, sign, real=real)
        return known

    def _enter(self, gen: int, meaning: Meaning, sign: Sign, *, real: bool) -> None:
        self.meanings[gen] = meaning
        if not real:
            self.field.unreal.add(gen)
        elif sign:
            self.signs[gen] = sign

    def learn(self, p: Poly, sign: Sign) -> None:
        """Note that a factor has this sign wherever both sides are defined; starts again if that is new."""
        key = self.ring.text(p)
        # Where |x y| has become x y by what the answer implies, the expected side seems to demand the same.
        by_itself = self.assuming or self.facts.keys() <= self.expected_facts.keys()
        if self.at_expected and by_itself and key not in self.expected_facts:
            self.expected_facts[key] = sign
            self.expected_definite.clear()
            self._restrict(p, sign)
        if key not in self.facts:
            self.facts[key] = sign
            self.fact_polys[key] = p
            self.definite.clear()
            raise Again

    def _restrict(self, p: Poly, sign: Sign) -> None:
        """Narrow the range of a symbol x by the sign of x + c."""
        used = gens_of(p)
        meaning = self.meanings.get(used[0]) if len(used) == 1 and p.total_degree() == 1 else None
        if meaning is None or meaning.word != "symbol":
            return
        end = -sum((c for m, c in self.ring.terms(p) if not any(m)), Fraction(0))
        narrowed = _narrowed(self.domain.of(meaning.name), end, sign)
        others = tuple(r for r in self.domain.ranges if r.symbol != meaning.name)
        self.domain = Domain((*others, narrowed), self.domain.reading)
        known = sign_of_range(narrowed)
        if known:
            self.signs[used[0]] = known

    def step(self, kind: str, key: tuple[str, ...], coefficient: Fraction) -> int:
        """The coefficient as a multiple of the common step of its monomial; starts again if the step gets finer."""
        where = (kind, *key)
        step = self.steps.get(where)
        if step is None:
            step = self.steps[where] = abs(coefficient)
        ratio = coefficient / step
        if ratio.denominator != 1:
            self.steps[where] = step / ratio.denominator
            raise Again
        return ratio.numerator


def sign_of_range(given: Range) -> Sign:
    """The sign of every number of a real range."""
    interval = given.interval
    if given.kind == "complex":
        return 0
    if interval.low is not None and interval.low >= 0:
        return 1
    return -1 if interval.high is not None and interval.high <= 0 else 0


def _narrowed(given: Range, end: Fraction, sign: Sign) -> Range:
    """The part of the range on one side of the end, which belongs to it if it did before."""
    before = given.interval
    low, high, low_open, high_open = before.low, before.high, before.low_open, before.high_open
    if sign > 0 and (low is None or end > low):
        low, low_open = end, False
    if sign < 0 and (high is None or end < high):
        high, high_open = end, False
    if low is not None and high is not None and low >= high:
        raise Void
    return Range(given.symbol, Interval(low, high, low_open, high_open), given.kind)


def with_whole_ends(domain: Domain) -> Domain:
    """The domain with the first and the last whole number as the ends of integer symbols."""
    if not any(given.kind == "integer" for given in domain.ranges):
        return domain
    ranges = (replace(r, interval=_whole(r.interval)) if r.kind == "integer" else r for r in domain.ranges)
    return Domain(tuple(ranges), domain.reading)


def _whole(given: Interval) -> Interval:
    low, high = given.low, given.high
    first = None if low is None else Fraction(low.__floor__() + 1 if given.low_open else low.__ceil__())
    last = None if high is None else Fraction(high.__ceil__() - 1 if given.high_open else high.__floor__())
    if first is not None and last is not None and first >= last:
        return given
    return Interval(first, last, first is None, last is None)
