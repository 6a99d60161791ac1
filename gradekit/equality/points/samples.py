"""Both sides at points of the domain: where they are known to differ, where they agree, and where they say nothing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, final

from flint import acb, arb

from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.equality.points.balls import Ball, Values, evaluate, precision, real, undefined_part
from gradekit.equality.points.exactly import truths
from gradekit.equality.points.points import Coordinate, Point, generic, told
from gradekit.equality.points.prices import price
from gradekit.model.domain import Domain
from gradekit.model.evidence import Witness

FIRST_BITS = 64
_CAUTIOUS_BITS = 256
_ACCURATE = 40
_FAT = Fraction(1, 1 << 40)

FIRST_POINTS = 2
_FEW_NODES = 200
"""An evaluation of so many is not worth counting."""

Key = tuple[tuple[str, int | Coordinate, int], ...]
Known = dict[tuple[int, Key], Values]
"""Values by precision and point."""


def key_of(point: Point) -> Key:
    """The point as a key; whole numbers, since the hash of a fraction takes long to work out."""
    return tuple(
        (name, value, 0) if isinstance(value, tuple) else (name, value.numerator, value.denominator)
        for name, value in point.items()
    )


@final
@dataclass(frozen=True, slots=True)
class Seen:
    """What one point says: `silent` names the side that has no value there, `bits` how far both sides agree."""

    verdict: Literal["agree", "differ", "answer-silent", "expected-silent"]
    bits: int = 0
    witness: Witness | None = None


@final
class Samples:
    """Values of a graph at points, computed once for every pair that is compared in it.

    `known` are values of the first nodes of the graph at some points, e.g. those stored with a key.
    """

    __slots__ = ("_known", "_left", "domain", "found", "graph", "most_bits", "names", "principal")

    def __init__(
        self,
        graph: Graph,
        domain: Domain,
        *,
        principal: bool,
        most_bits: int,
        most_work: int = WorkLimits().evaluations,
        known: Known | None = None,
    ) -> None:
        self.graph = graph
        self.domain = domain
        self.principal = principal
        self.most_bits = most_bits
        self.names = sorted(graph.symbols)
        self._left = most_work
        self._known = known or {}
        self.found: Known = {}

    def point(self, index: int) -> Point:
        """The generic point of that number."""
        return generic(self.domain, self.names, index)

    def values(self, point: Point, bits: int) -> Values:
        """The value of every node at the point; the lock on the precision must be held."""
        key = bits, key_of(point)
        known = self.found.get(key)
        if known is None or len(known) < len(self.graph.nodes):
            if bits > FIRST_BITS or len(self.graph.nodes) > _FEW_NODES:
                self._pay(bits)
            known = self._evaluated(point, known or self._known.get(key))
            self.found[key] = known
        return known

    def _pay(self, bits: int) -> None:
        """Count an evaluation; `LimitMet` when all of them together cost too much."""
        self._left -= price(self.graph, bits, principal=self.principal)
        if self._left < 0:
            raise LimitMet("evaluations")

    def _evaluated(self, point: Point, start: Values | None) -> Values:
        graph = self.graph
        if self.principal and not graph.complex and not any(isinstance(value, tuple) for value in point.values()):
            # Where every part has a real value that is principal as well, real balls are twice as fast.
            balls = {name: real(value) for name, value in point.items() if isinstance(value, Fraction)}
            values = evaluate(graph, balls, start=start if start and isinstance(start[0], arb) else None)
            if all(map(arb.is_finite, values)) and not _leaves_principal(graph, values):
                return values
        balls = {name: self.ball(value) for name, value in point.items()}
        if graph.cases:
            balls.update(truths(graph, point))
        usable = start if start and isinstance(start[0], acb if self.principal else arb) else None
        return evaluate(graph, balls, principal=self.principal, start=usable)

    def ball(self, value: Coordinate) -> Ball:
        """A coordinate as a ball."""
        if isinstance(value, tuple):
            return acb(real(value[0]), real(value[1]))
        return acb(real(value)) if self.principal else real(value)

    def compare(self, answer: int, expected: int, point: Point, bits: int = FIRST_BITS) -> Seen:
        """What the point says about the pair; the precision is raised while it may still settle something."""
        while True:
            with precision(bits):
                seen = self._look(answer, expected, point, bits)
            if seen is not None:
                return seen
            bits *= 2

    def _look(self, answer: int, expected: int, point: Point, bits: int) -> Seen | None:
        """None asks for more precision."""
        values = self.values(point, bits)
        x, y = values[answer], values[expected]
        if not y.is_finite():
            certain = undefined_part(self.graph, values, expected, principal=self.principal) is not None
            return None if bits < _CAUTIOUS_BITS and not certain else Seen("expected-silent")
        if not x.is_finite():
            if self._undefined_around(answer, expected, point, values):
                return Seen("differ", bits, Witness(told(point), "undefined", shown(y)))
            return None if bits < _CAUTIOUS_BITS else Seen("answer-silent")
        if not x.overlaps(y):
            return self._witness(answer, expected, point, bits)
        return self._agreement(x, y, bits)

    def _agreement(self, x: Ball, y: Ball, bits: int) -> Seen | None:
        accuracy = min(x.rel_accuracy_bits(), y.rel_accuracy_bits())
        if accuracy >= _ACCURATE or (_tiny(x) and _tiny(y)):
            return Seen("agree", max(accuracy, _ACCURATE))
        if bits >= self.most_bits:
            return Seen("agree", max(0, accuracy))
        return None

    def _witness(self, answer: int, expected: int, point: Point, bits: int) -> Seen | None:
        """The point as a witness, seen again at twice the precision."""
        with precision(2 * bits):
            again = self.values(point, 2 * bits)
            x, y = again[answer], again[expected]
        if x.is_finite() and y.is_finite() and not x.overlaps(y):
            told_values = (self._shown(node, point, 2 * bits) for node in (answer, expected))
            return Seen("differ", bits, Witness(told(point), *told_values))
        return None if bits < self.most_bits else Seen("agree", 0)

    def _shown(self, node: int, point: Point, bits: int) -> str:
        """The value to be shown, from a ball that is narrow enough for its digits; 0 where none ever is."""
        while True:
            with precision(bits):
                value = self.values(point, bits)[node]
                if value.rel_accuracy_bits() >= _ACCURATE:
                    return shown(value)
            bits *= 2
            if bits > 4 * self.most_bits:
                return "0" if value.contains(0) else shown(value)

    def _undefined_around(self, answer: int, expected: int, point: Point, values: Values) -> bool:
        """Whether the answer has no value in a whole neighbourhood of the point while the expected one has one."""
        if undefined_part(self.graph, values, answer, principal=self.principal) is None:
            return False
        exact = {name for name in point if self.domain.of(name).kind == "integer"}
        around = {
            name: self.ball(value) + (0 if name in exact else arb(0, real(_FAT))) for name, value in point.items()
        }
        wide = evaluate(self.graph, around, principal=self.principal)
        nowhere = undefined_part(self.graph, wide, answer, principal=self.principal) is not None
        return nowhere and bool(wide[expected].is_finite())


def _leaves_principal(graph: Graph, values: Values) -> bool:
    """Whether a real root or power of something negative was taken."""
    return not all(values[row[1]] > 0 for row in graph.nodes if row[0] in _POWERS)


_POWERS = frozenset({"q", "^"})


def _tiny(x: Ball) -> bool:
    return bool(abs(x) < arb(2) ** -60)


def shown(x: Ball) -> str:
    """The value in about ten digits, for a witness."""
    if isinstance(x, acb):
        return f"{_short(x.real)} + {_short(x.imag)}*I"
    return _short(x)


def _short(x: arb) -> str:
    return "0" if x == 0 else x.mid().str(10, radius=False)
