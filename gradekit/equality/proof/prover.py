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

from gradekit.equality.graph import Graph, used_by
from gradekit.equality.limits import LimitMet, Work, WorkLimits
from gradekit.equality.points.balls import Ball, evaluate
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.normal import MOST_ROUNDS, Proven, ProvenCase, fill, proven_for
from gradekit.equality.proof.ring import Crowded, Ring
from gradekit.equality.proof.signs.ranges import bounded_box, sign_on_pieces
from gradekit.equality.proof.state import Again, Fact, State, Void, sign_of_range
from gradekit.model.domain import Domain, Interval, Range

_LOG = logging.getLogger(__name__)


@final
@dataclass(frozen=True, slots=True)
class Started:
    """The normal form of one or more expected sides, with room for the kernels of answers."""

    state: State
    values: dict[int, Value]


def started(graph: Graph, expected: int, domain: Domain, *, principal: bool, limits: WorkLimits) -> Started | None:
    """The normal form of one node, if it has one."""
    return started_together(graph, [expected], domain, principal=principal, limits=limits)


def started_together(
    graph: Graph, expected: Sequence[int], domain: Domain, *, principal: bool, limits: WorkLimits
) -> Started | None:
    """The normal forms of several nodes over the same kernels, if all have one."""
    nodes = used_by(graph, expected)
    dependent, free = _sizes(graph, nodes)
    state = State(Ring(dependent + 3, free + 4, limits, Work(limits)), domain, principal=principal)
    values: dict[int, Value] = {}
    for _ in range(MOST_ROUNDS):
        try:
            fill(state, graph, nodes, values)
        except Again:
            values.clear()
            state.turns.clear()
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
        started: Callable[[int], Started | None] | None = None,
        given: tuple[Fact, ...] = (),
    ) -> None:
        self.graph = graph
        self.domain = domain
        self.principal = principal
        self.limits = limits
        self._work = Work(limits)
        self._state: State | None = None
        self._values: dict[int, Value] = {}
        self._started = started
        self._given = given

    def of(self, answer: int, expected: int) -> Proven | str:
        """The proof that the difference of two nodes is zero, or a word for why there is none."""
        self._work = Work(self.limits)
        if self._state is not None:
            self._state.ring.work = self._work
        return self._guarded(
            lambda: self._or_total(self._straight(answer, expected), answer, expected, self.domain, {})
        )

    def by_cases(self, answer: int, expected: int) -> Proven | str:
        """The same by cases: on each side of kinks, and for each sign of symbols. Costs a proof for each case."""
        self._work = Work(self.limits)
        return self._guarded(lambda: self._split(answer, expected))

    def within(self, domain: Domain, given: tuple[Fact, ...]) -> Prover:
        """A prover for a part of the domain where these facts hold, which pays from the same work."""
        other = Prover(self.graph, domain, self.principal, self.limits, given=given)
        other._work = self._work
        return other

    def straight_or_split(self, answer: int, expected: int) -> Proven | str:
        """A proof for all of the domain at once, else by cases, for what is still left of the work."""
        return self._guarded(lambda: self._straight_or_split(answer, expected))

    def _straight_or_split(self, answer: int, expected: int) -> Proven | str:
        found = self._straight(answer, expected)
        return found if isinstance(found, Proven) or found in _FINAL else self._split(answer, expected)

    def _guarded(self, search: Callable[[], Proven | str]) -> Proven | str:
        try:
            return search()
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError, DomainError):
            # A mistake in a rule must not cost anybody an answer: what is not proved is looked at by points.
            _LOG.exception("fault: no proof for %s", self.graph.nodes)
            return "fault"

    def _split(self, answer: int, expected: int) -> Proven | str:
        for assumed, domain in self._splits(answer, expected):
            cases: list[ProvenCase] = []
            for signs, narrowed in zip(assumed, domain, strict=True):
                straight = self._case(answer, expected, signs, narrowed)
                case = self._or_total(straight, answer, expected, narrowed, signs)
                if not isinstance(case, Proven):
                    break
                cases.append(ProvenCase(case, narrowed, signs))
            else:
                # What is nowhere zero in one case may be zero where two of them meet, so no values are handed on.
                opened = tuple(word for case in cases for word in case.proven.open)
                return Proven(cases[0].proven.state, {}, opened, tuple(cases))
        return "normal-forms-differ"

    def _straight(self, answer: int, expected: int) -> Proven | str:
        crowding = 1
        while True:
            try:
                if self._state is None or self._state.facts or crowding > 1:
                    # What the definitions of another entry imply says nothing about this one.
                    self._state, self._values = self._begun(answer, expected, crowding)
                return proven_for(self._state, self.graph, answer, expected, self._values)
            except Crowded:
                self._state = None
                crowding *= 2
            except Void:
                return "expected-undefined"
            except LimitMet as met:
                return met.why

    def _begun(self, answer: int, expected: int, crowding: int) -> tuple[State, dict[int, Value]]:
        form = self._started(expected) if self._started is not None and crowding == 1 else None
        if form is not None:
            return form.state.clone(self._work), form.values.copy()
        return self._fresh(answer, expected, self.domain, crowding), {}

    def _fresh(self, answer: int, expected: int, domain: Domain, crowding: int, *, total: bool = False) -> State:
        dependent, free = _sizes(self.graph, used_by(self.graph, [answer, expected]))
        ring = Ring(dependent * crowding, free * crowding, self.limits, self._work)
        state = State(ring, domain, principal=self.principal and not total, total=total)
        state.given = self._given
        return state

    def _or_total(
        self, found: Proven | str, answer: int, expected: int, domain: Domain, signs: Mapping[int, int]
    ) -> Proven | str:
        """What was found; in the principal reading, where that is no proof, a proof that also shows every part of both
        sides to be real: then the principal values are the real ones, of which more is known."""
        if (
            isinstance(found, Proven)
            or not self.principal
            or found in _HOPELESS
            or not self._all_real(answer, expected)
        ):
            return found
        other = self._case(answer, expected, signs, domain, total=True)
        return other if isinstance(other, Proven) else found

    def _all_real(self, answer: int, expected: int) -> bool:
        rows = [self.graph.nodes[node] for node in used_by(self.graph, [answer, expected])]
        return not any(
            row[0] == "I" or (row[0] == "s" and self.domain.of(row[1]).kind == "complex") or row[0] == "u"
            for row in rows
        )

    def _splits(self, answer: int, expected: int) -> Iterator[tuple[Sequence[Mapping[int, int]], Sequence[Domain]]]:
        """Ways to cut the domain into cases: at the kinks of both sides, and at zero of symbols."""
        nodes = used_by(self.graph, [answer, expected])
        together: dict[tuple[int, ...], list[int]] = {}
        for node in nodes:
            if is_kink(self.graph, node):
                # Max and Min of the same two change over at the same place.
                together.setdefault(self.graph.nodes[node][2:], []).append(node)
        kinks = list(together.values())[:_MOST_KINKS]
        if kinks:
            sides = product(*(self._sides(group[0]) for group in kinks))
            signs = [{node: side for group, side in zip(kinks, case, strict=True) for node in group} for case in sides]
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

    def _case(
        self, answer: int, expected: int, signs: Mapping[int, int], domain: Domain, *, total: bool = False
    ) -> Proven | str:
        crowding = 1
        while True:
            state = self._fresh(answer, expected, domain, crowding, total=total)
            state.assumed = signs
            try:
                return proven_for(state, self.graph, answer, expected, {})
            except Crowded:
                crowding *= 2
            except Void:
                return Proven(state, {}, ())
            except LimitMet as met:
                return met.why


_HOPELESS = frozenset({"products", "terms", "exponent", "digits", "kernels"})
"""Limits that a second attempt would meet as well."""


_FINAL = _HOPELESS | {"expected-undefined"}
"""Ends of a proof that cases would not change."""


_MOST_KINKS = 4


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
