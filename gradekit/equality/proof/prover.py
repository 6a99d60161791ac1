"""The search for a proof: straight, in a larger ring when there are more kernels than thought, and by cases."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import final

from flint import arb
from flint.utils.flint_exceptions import DomainError

from gradekit.equality.graph import Graph, used_by
from gradekit.equality.limits import LimitMet, Purse, Work, WorkLimits
from gradekit.equality.points.balls import Ball, evaluate
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.normal import MOST_ROUNDS, Proven, ProvenCase, fill, proven_for
from gradekit.equality.proof.orderings import orderings
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


def started(
    graph: Graph, expected: int, domain: Domain, *, principal: bool, limits: WorkLimits, work: Work | None = None
) -> Started | None:
    """The normal form of one node, if it has one."""
    return started_together(graph, [expected], domain, principal=principal, limits=limits, work=work)


def started_together(
    graph: Graph,
    expected: Sequence[int],
    domain: Domain,
    *,
    principal: bool,
    limits: WorkLimits,
    work: Work | None = None,
) -> Started | None:
    """The normal forms of several nodes over the same kernels, if all have one."""
    nodes = used_by(graph, expected)
    dependent, free = _sizes(graph, nodes)
    state = State(Ring(dependent + 3, free + 4, limits, work or Work(limits)), domain, principal=principal)
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
        *,
        learns: bool = True,
        purse: Purse | None = None,
    ) -> None:
        self.graph = graph
        self.domain = domain
        self.principal = principal
        self.limits = limits
        self._of_its_own = purse is None
        self._purse = purse or Purse(limits)
        self._work = self._purse.work() if purse is None else Work(limits)
        self._state: State | None = None
        self._values: dict[int, Value] = {}
        self._started = started
        self._given = given
        self._learns = learns

    def of(self, answer: int, expected: int) -> Proven | str:
        """The proof that the difference of two nodes is zero, or a word for why there is none."""
        if self._of_its_own:
            self._purse = Purse(self.limits)
        self._work = self._purse.work()
        if self._state is not None:
            self._state.ring.work = self._work
        return self._guarded(
            lambda: self._or_total(self._straight(answer, expected), answer, expected, self.domain, {})
        )

    def by_cases(self, answer: int, expected: int) -> Proven | str:
        """The same by cases: on each side of kinks, and for each sign of symbols. Costs a proof for each case."""
        self._work = self._purse.work()
        return self._guarded(lambda: self._split(answer, expected))

    def within(self, domain: Domain, given: tuple[Fact, ...], *, learns: bool = True) -> Prover:
        """A prover for a part of the domain where these facts hold, which pays from the same work. One that does not
        learn takes no signs from the definitions of roots and logarithms."""
        other = Prover(self.graph, domain, self.principal, self.limits, given=given, learns=learns, purse=self._purse)
        other._work = self._work
        return other

    def another(self) -> Prover:
        """A prover for the same domain that has learned nothing yet, which pays from what is left."""
        other = self.within(self.domain, ())
        other._work = self._purse.work()
        return other

    def form(self, *nodes: int) -> Started | None:
        """The normal forms of nodes over the same kernels, if all have one, paid from what is left."""
        work = self._purse.work()
        return started_together(self.graph, nodes, self.domain, principal=self.principal, limits=self.limits, work=work)

    def straight_or_split(self, answer: int, expected: int) -> Proven | str:
        """A proof for all of the domain at once, else by cases, for what is still left of the work."""
        return self._guarded(lambda: self._straight_or_split(answer, expected))

    def _straight_or_split(self, answer: int, expected: int) -> Proven | str:
        found = self._straight(answer, expected)
        if found in _FINAL if isinstance(found, str) else "branches" not in found.open:
            return found
        split = self._split(answer, expected)
        return split if isinstance(split, Proven) else found

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
        state.given, state.learns = self._given, self._learns
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
        kinks = [node for node in nodes if is_kink(self.graph, node)][:_MOST_KINKS]
        if kinks:
            signs = self._orderings(kinks)
            if signs:
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

    def _orderings(self, kinks: Sequence[int]) -> list[dict[int, int]]:
        """The ways in which the kinks may fall, if they are found for what is left of the work."""
        known = cache(self._sides)

        def sides(kink: int) -> tuple[int, ...]:
            self._work.pay(_ONE_WAY)
            return known(kink)

        try:
            return orderings(self.graph, kinks, self.domain, sides, real=not self.principal)
        except LimitMet:
            return []

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


_MOST_KINKS, _ONE_WAY = 12, 80


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
        zero = Fraction(0)  # belongs to the upper half alone
        upper = Interval(zero, interval.high, not interval.holds(zero), interval.high_open)
        half = upper if sign > 0 else Interval(interval.low, zero, interval.low_open)
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
