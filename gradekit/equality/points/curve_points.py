"""Points of a curve or surface F = 0 in a domain, each a rigorous box: exact coordinates where they are chosen, balls
where a root was enclosed.

Letters in which a relation is linear are solved for. Of one relation that is left a letter is enclosed between two
numbers where the relation has opposite signs and a finite value in between, so it is continuous and has a root there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import final

from flint import arb

from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.equality.points.balls import evaluate, precision, real
from gradekit.equality.points.points import generic
from gradekit.equality.points.values import exact, in_reach
from gradekit.equality.proof.linear import Line, solved_for
from gradekit.equality.proof.prover import started
from gradekit.equality.proof.signs.signs import strictly_signed
from gradekit.model.domain import Domain, Interval
from gradekit.syntax.build import substitute
from gradekit.syntax.tree import Expr, symbols_of

BITS = 192
"""Of the balls."""
MOST_CUTS = 60
FIRST_CUT = 3
NARROW = Fraction(1, 2**90)
"""A root enclosed that closely is enclosed well enough."""
MOST_TRIED = 48
"""Choices of the free letters."""
_SPREAD = [Fraction(k, 4) for k in (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 40, 120)]

Place = dict[str, arb]
"""A coordinate for each letter, as a ball that holds it."""


@final
@dataclass(frozen=True, slots=True)
class Solved:
    """The relations with some letters given by formulas, as far as they are linear in one; those that are left."""

    formulas: Mapping[str, Expr]
    left: tuple[Expr, ...]


def places(relations: Sequence[Expr], domain: Domain, names: Sequence[str]) -> Iterator[Place]:
    """Points of the domain at which all relations are zero, for these letters. None are found where more than one
    relation is left that is linear in no letter, or where a relation has a jump."""
    found = solved(relations, lambda line: nowhere_zero(line, domain))
    if len(found.left) > 1:
        found = solved(relations)  # only some points, off the zeros of coefficients
    letters = sorted({*names, *(name for relation in relations for name in symbols_of(relation))})
    if len(found.left) > 1:
        return
    try:
        search = _Search(found, domain, letters)
    except LimitMet:
        return
    with precision(BITS):
        for turn in range(MOST_TRIED):
            yield from search.at(turn)


def nowhere_zero(line: Line, domain: Domain) -> bool:
    """Whether a is certainly not zero where a x + b is: at a zero of both all numbers x are solutions."""
    graph = Graph()
    try:
        slope, rest = (graph.enter(part) for part in line)
    except LimitMet:
        return False
    if graph.value(slope) or graph.value(rest):
        return True
    form = started(graph, slope, domain, principal=False, limits=WorkLimits())
    return form is not None and not form.state.facts and strictly_signed(form.state, form.values[slope])


def solved(relations: Sequence[Expr], is_allowed: Callable[[Line], bool] = lambda _: True) -> Solved:
    """Each relation solved for a letter in which it is linear, the solution put into the others."""
    formulas: dict[str, Expr] = {}
    left: list[Expr] = []
    todo = list(relations)
    while todo:
        relation = todo.pop(0)
        solution = solved_for(relation, sorted(symbols_of(relation)), is_allowed)
        if solution is None:
            left.append(relation)
            continue
        name, formula = solution
        formulas = {known: _put_in(told, name, formula) for known, told in formulas.items()} | {name: formula}
        todo = [_put_in(other, name, formula) for other in (*todo, *left)]
        left = []
    return Solved(formulas, tuple(left))


def _put_in(expr: Expr, name: str, formula: Expr) -> Expr:
    return substitute(expr, {name: formula})


@final
class _Search:
    """The relations in one graph, and the letters by what they are: free, enclosed, or solved for."""

    def __init__(self, found: Solved, domain: Domain, letters: Sequence[str]) -> None:
        self.domain = domain
        self.graph = Graph()
        self.formulas = {name: self.graph.enter(formula) for name, formula in found.formulas.items()}
        self.relation = self.graph.enter(found.left[0]) if found.left else None
        self.enclosed = sorted(symbols_of(found.left[0])) if found.left else []
        self.free = [name for name in letters if name not in self.formulas]

    def at(self, turn: int) -> Iterator[Place]:
        """The points for one choice of the free letters."""
        if self.relation is not None and self.graph.broken:
            return
        chosen = generic(self.domain, self.free, turn)
        place = {name: real(value) for name, value in chosen.items() if isinstance(value, Fraction)}
        if self.relation is None:
            yield from self._completed(place)
            return
        # The signs of generic coordinates alternate with the turn, so the letter must not.
        name = self.enclosed[(turn + turn // 2) % len(self.enclosed)]
        for root in self._roots(name, place):
            yield from self._completed({**place, name: root})

    def _completed(self, place: Place) -> Iterator[Place]:
        """The point with the letters that are solved for, if it lies in the domain."""
        values = evaluate(self.graph, self._all(place))
        whole = {**place, **{name: values[node] for name, node in self.formulas.items()}}
        if all(_inside(ball, self.domain.of(name).interval) for name, ball in whole.items()):
            yield whole

    def _all(self, place: Place) -> Place:
        """Letters that are solved for stand in no formula here; the others have their coordinates."""
        return {**dict.fromkeys(self.graph.symbols, arb.nan()), **place}

    def _value(self, place: Place, name: str, at: arb) -> arb:
        assert self.relation is not None, "only a relation that is left has roots"
        return evaluate(self.graph, self._all({**place, name: at}))[self.relation]

    def _roots(self, name: str, place: Place) -> Iterator[arb]:
        """Enclosures of roots of the relation along one letter."""
        before: tuple[Fraction, int] | None = None
        for at in _grid(self.domain.of(name).interval):
            value = self._value(place, name, real(at))
            if value == 0:
                yield real(at)
            sign = _sign(value)
            if before is not None and sign * before[1] < 0:
                yield from self._enclosed(name, place, before[0], at, before[1])
            before = (at, sign) if sign else None

    def _enclosed(self, name: str, place: Place, low: Fraction, high: Fraction, sign: int) -> Iterator[arb]:
        """Halve, or keep a small part of the interval around where a line through both ends would be zero; twice
        as many bits each time that this succeeds."""
        bits = FIRST_CUT
        for _ in range(MOST_CUTS):
            narrow = self._narrowed(name, place, low, high, sign, bits)
            if narrow is None:
                middle = (low + high) / 2
                here = _sign(self._value(place, name, real(middle)))
                if not here:
                    break
                low, high = (middle, high) if here == sign else (low, middle)
                bits = FIRST_CUT
                continue
            (low, high), bits = narrow, 2 * bits
            if high - low < NARROW:
                break
        root = real(low).union(real(high))
        if self._value(place, name, root).is_finite():
            yield root

    def _narrowed(
        self, name: str, place: Place, low: Fraction, high: Fraction, sign: int, bits: int
    ) -> tuple[Fraction, Fraction] | None:
        """A much narrower interval with the same signs at its ends, if it is where it is looked for."""
        below, above = (self._value(place, name, real(end)) for end in (low, high))
        guess = real(low) - below * real(high - low) / (above - below)
        if not guess.is_finite() or not in_reach(guess):
            return None
        width = (high - low) / 2**bits
        middle = exact(guess.mid())
        left, right = max(low, middle - width), min(high, middle + width)
        ends = [_sign(self._value(place, name, real(end))) for end in (left, right)]
        return (left, right) if ends == [sign, -sign] else None


def _sign(value: arb) -> int:
    return 1 if value > 0 else -1 if value < 0 else 0


def _inside(ball: arb, interval: Interval) -> bool:
    """Whether the ball certainly lies in the interval, off its ends."""
    above = interval.low is None or bool(ball > real(interval.low))
    return bool(ball.is_finite()) and above and (interval.high is None or bool(ball < real(interval.high)))


def _grid(interval: Interval) -> list[Fraction]:
    """Numbers of the interval, near 0 or near its end more than elsewhere."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        return [low + (high - low) * Fraction(2 * k + 1, 64) for k in range(32)]
    if low is not None:
        return [low + step + Fraction(1, 64) for step in _SPREAD]
    if high is not None:
        return [high - step - Fraction(1, 64) for step in reversed(_SPREAD)]
    return [*(-step for step in reversed(_SPREAD[1:])), *_SPREAD]
