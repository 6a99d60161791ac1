"""The search for a proof: straight, in a larger ring when there are more kernels than thought, and by cases."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import final

from flint import arb
from flint.utils.flint_exceptions import DomainError

from gradekit.equality.balls import Ball, evaluate
from gradekit.equality.field import Value
from gradekit.equality.graph import Graph, used_by
from gradekit.equality.limits import LimitMet, Work, WorkLimits
from gradekit.equality.normal import MOST_ROUNDS, Proven, fill, proven_for
from gradekit.equality.ranges import bounded_box, sign_on_pieces
from gradekit.equality.ring import Crowded, Ring
from gradekit.equality.state import Again, State, Void, sign_of_range
from gradekit.model.domain import Domain, Interval, Range

_LOG = logging.getLogger(__name__)


@final
@dataclass(frozen=True, slots=True)
class Started:
    """The normal form of an expected side, with room for the kernels of answers."""

    state: State
    values: dict[int, Value]


def started(graph: Graph, expected: int, domain: Domain, *, principal: bool, limits: WorkLimits) -> Started | None:
    """The normal form of one node, if it has one."""
    nodes = used_by(graph, [expected])
    dependent, free = _sizes(graph, nodes)
    state = State(Ring(dependent + 3, free + 4, limits, Work(limits)), domain, principal=principal)
    values: dict[int, Value] = {}
    for _ in range(MOST_ROUNDS):
        try:
            fill(state, graph, nodes, values)
        except Again:
            values.clear()
        except (Crowded, Void, LimitMet):
            return None
        else:
            return Started(state, values)
    return None


@final
class Prover:
    """Proofs for pairs of one graph: values are shared as long as nothing was learned from one pair alone."""

    def __init__(
        self,
        graph: Graph,
        domain: Domain,
        principal: bool,
        limits: WorkLimits,
        started: Mapping[int, Started] | None = None,
    ) -> None:
        self.graph = graph
        self.domain = domain
        self.principal = principal
        self.limits = limits
        self._work = Work(limits)
        self._state: State | None = None
        self._values: dict[int, Value] = {}
        self._started = started or {}

    def of(self, answer: int, expected: int) -> Proven | str:
        """The proof that the difference of two nodes is zero, or a word for why there is none."""
        self._work = Work(self.limits)
        if self._state is not None:
            self._state.ring.work = self._work
        return self._guarded(lambda: self._straight(answer, expected))

    def by_cases(self, answer: int, expected: int) -> Proven | str:
        """The same by cases: on each side of kinks, and for each sign of symbols. Costs a proof for each case."""
        self._work = Work(self.limits)
        return self._guarded(lambda: self._split(answer, expected))

    def _guarded(self, search: Callable[[], Proven | str]) -> Proven | str:
        try:
            return search()
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError, DomainError):
            # A mistake in a rule must not cost anybody an answer: what is not proved is looked at by points.
            _LOG.exception("fault: no proof for %s", self.graph.nodes)
            return "fault"

    def _split(self, answer: int, expected: int) -> Proven | str:
        for assumed, domain in self._splits(answer, expected):
            proven: list[Proven] = []
            for signs, narrowed in zip(assumed, domain, strict=True):
                case = self._case(answer, expected, signs, narrowed)
                if not isinstance(case, Proven):
                    break
                proven.append(case)
            else:
                # What is nowhere zero in one case may be zero where two of them meet, so no values are handed on.
                return Proven(proven[0].state, {}, tuple(word for case in proven for word in case.open))
        return "normal-forms-differ"

    def _straight(self, answer: int, expected: int) -> Proven | str:
        crowding = 1
        while True:
            try:
                if expected in self._started and crowding == 1:
                    form = self._started[expected]
                    return proven_for(form.state.clone(self._work), self.graph, answer, expected, form.values.copy())
                if self._state is None or self._state.facts or crowding > 1:
                    # What the definitions of another entry imply says nothing about this one.
                    self._state, self._values = self._fresh(answer, expected, self.domain, crowding), {}
                return proven_for(self._state, self.graph, answer, expected, self._values)
            except Crowded:
                self._state = None
                crowding *= 2
            except Void:
                return "expected-undefined"
            except LimitMet as met:
                return met.why

    def _fresh(self, answer: int, expected: int, domain: Domain, crowding: int) -> State:
        dependent, free = _sizes(self.graph, used_by(self.graph, [answer, expected]))
        ring = Ring(dependent * crowding, free * crowding, self.limits, self._work)
        return State(ring, domain, principal=self.principal)

    def _splits(self, answer: int, expected: int) -> Iterator[tuple[Sequence[Mapping[int, int]], Sequence[Domain]]]:
        """Ways to cut the domain into cases: at the kinks of both sides, and at zero of symbols."""
        nodes = used_by(self.graph, [answer, expected])
        kinks = [node for node in nodes if is_kink(self.graph, node)][:_MOST_KINKS]
        if kinks:
            signs = [dict(zip(kinks, case, strict=True)) for case in product(*map(self._sides, kinks))]
            yield signs, [self.domain] * len(signs)
        names = [self.graph.nodes[node][1] for node in nodes if self.graph.nodes[node][0] == "s"]
        free = [
            name for name in names if not sign_of_range(self.domain.of(name)) and self.domain.of(name).kind == "real"
        ]
        if free and len(free) <= _MOST_SIGNED and any(self.graph.nodes[node][0] in _BRANCHED for node in nodes):
            domains = [
                _with_signs(self.domain, dict(zip(free, case, strict=True)))
                for case in product((1, -1), repeat=len(free))
            ]
            yield [{}] * len(domains), domains

    def _sides(self, kink: int) -> tuple[int, ...]:
        """The sides of a kink that the domain reaches, as far as balls on a bounded domain can tell."""
        args: list[int] = list(self.graph.nodes[kink][2:])
        used = used_by(self.graph, args)
        names = sorted(self.graph.nodes[node][1] for node in used if self.graph.nodes[node][0] == "s")
        box = bounded_box(self.domain, names)
        if not box or self.principal:
            return 1, -1
        others = {name: arb.nan() for name in self.graph.symbols}

        def value_at(at: dict[str, Ball]) -> Ball:
            values = evaluate(self.graph, {**others, **at})
            return values[args[0]] - values[args[1]] if len(args) > 1 else values[args[0]]

        sign = sign_on_pieces(box, value_at, self._work)
        return (sign,) if sign else (1, -1)

    def _case(self, answer: int, expected: int, signs: Mapping[int, int], domain: Domain) -> Proven | str:
        crowding = 1
        while True:
            state = self._fresh(answer, expected, domain, crowding)
            state.assumed = signs
            try:
                return proven_for(state, self.graph, answer, expected, {})
            except Crowded:
                crowding *= 2
            except Void:
                return Proven(state, {}, ())
            except LimitMet as met:
                return met.why


_MOST_KINKS = 3


_MOST_SIGNED = 2


_BRANCHED = frozenset({"q", "^", "f"})


def is_kink(graph: Graph, node: int) -> bool:
    """Whether the node is Abs, sign, Max or Min: smooth on each side of where its argument changes sign."""
    row = graph.nodes[node]
    return row[0] in ("f", "g") and row[1] in ("Abs", "sign", "Max", "Min")


def _with_signs(domain: Domain, signs: dict[str, int]) -> Domain:
    ranges = [given for given in domain.ranges if given.symbol not in signs]
    for name, sign in signs.items():
        interval = domain.of(name).interval
        half = Interval(Fraction(0), interval.high) if sign > 0 else Interval(interval.low, Fraction(0))
        ranges.append(Range(name, half))
    return Domain(tuple(ranges), domain.reading)


def _sizes(graph: Graph, nodes: Sequence[int]) -> tuple[int, int]:
    dependent, free = 2, 2
    for node in nodes:
        kind = graph.nodes[node][0]
        if kind in ("q", "g"):
            dependent += 1
        elif kind == "f":
            dependent += graph.nodes[node][1] in _WITH_ROOTS
            free += 1
        elif kind in ("s", "^", "u"):
            free += 1
    return dependent, free


_WITH_ROOTS = frozenset({"Abs", "sign", "asin", "acos", "asinh", "acosh", "asec", "acsc", "asech", "acsch"})
