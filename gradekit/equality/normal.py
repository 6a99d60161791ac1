"""The exact normal form of the nodes of a graph, and what it proves about a difference."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import final

from flint import arb
from flint.utils.flint_exceptions import DomainError

from gradekit.equality.balls import Ball, evaluate
from gradekit.equality.field import Value
from gradekit.equality.forms import vanishes
from gradekit.equality.graph import Graph, Node, used_by
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.equality.powers import any_power, assume_sign, rational_power
from gradekit.equality.ring import Crowded, Ring
from gradekit.equality.signs import bounded_box, sign_on_pieces, strictly_signed
from gradekit.equality.special import FUNCTIONS, of_two, opaque, pi
from gradekit.equality.state import Again, Meaning, State, Void, sign_of_range
from gradekit.model.domain import Domain, Interval, Range

_LOG = logging.getLogger(__name__)
_MOST_ROUNDS = 24


@final
@dataclass(frozen=True, slots=True)
class Proven:
    """An identity that holds wherever both sides are defined, and what is not shown about where the answer is."""

    state: State
    values: dict[int, Value]
    open: tuple[str, ...]

    def kernels(self) -> dict[str, str]:
        """The kernels of the proof and what each stands for; `g3` in the text of one is the kernel of that name."""
        return {f"g{gen}": _text(self.state, meaning) for gen, meaning in sorted(self.state.meanings.items())}

    def nowhere_zero(self, node: int, function: str = "") -> bool:
        """Whether the value of the node is certainly not zero anywhere in the domain."""
        value = self.values.get(node)
        if value is None or function:
            return False
        return strictly_signed(self.state, value)


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
    state = State(Ring(dependent + 3, free + 4, limits), domain, principal=principal)
    values: dict[int, Value] = {}
    for _ in range(_MOST_ROUNDS):
        try:
            _fill(state, graph, nodes, values)
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
        self._state: State | None = None
        self._values: dict[int, Value] = {}
        self._started = started or {}

    def of(self, answer: int, expected: int) -> Proven | str:
        """The proof that the difference of two nodes is zero, or a word for why there is none."""
        if self._state is not None:
            self._state.ring.refill()
        try:
            return self._searched(answer, expected)
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError, DomainError):
            # A mistake in a rule must not cost anybody an answer: what is not proved is looked at by points.
            _LOG.exception("fault: no proof for %s", self.graph.nodes)
            return "fault"

    def _searched(self, answer: int, expected: int) -> Proven | str:
        found = self._straight(answer, expected)
        if found != "normal-forms-differ":
            return found
        for assumed, domain in self._splits(answer, expected):
            cases = [
                self._case(answer, expected, signs, narrowed) for signs, narrowed in zip(assumed, domain, strict=True)
            ]
            proven = [case for case in cases if isinstance(case, Proven)]
            if len(proven) == len(cases):
                undischarged = tuple(word for case in proven for word in case.open)
                return Proven(proven[0].state, proven[0].values, undischarged)
        return found

    def _straight(self, answer: int, expected: int) -> Proven | str:
        crowding = 1
        while True:
            try:
                if expected in self._started and crowding == 1:
                    form = self._started[expected]
                    return _proven(form.state.clone(), self.graph, answer, expected, form.values.copy())
                if self._state is None or self._state.facts or crowding > 1:
                    # What the definitions of another entry imply says nothing about this one.
                    self._state, self._values = self._fresh(answer, expected, self.domain, crowding), {}
                return _proven(self._state, self.graph, answer, expected, self._values)
            except Crowded:
                self._state = None
                crowding *= 2
            except Void:
                return "expected-undefined"
            except LimitMet as met:
                return met.why

    def _fresh(self, answer: int, expected: int, domain: Domain, crowding: int) -> State:
        dependent, free = _sizes(self.graph, used_by(self.graph, [answer, expected]))
        ring = Ring(dependent * crowding, free * crowding, self.limits)
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

        sign = sign_on_pieces(box, value_at, self._fresh(kink, kink, self.domain, 1).ring)
        return (sign,) if sign else (1, -1)

    def _case(self, answer: int, expected: int, signs: Mapping[int, int], domain: Domain) -> Proven | str:
        crowding = 1
        while True:
            state = self._fresh(answer, expected, domain, crowding)
            state.assumed = signs
            try:
                return _proven(state, self.graph, answer, expected, {})
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


def _proven(state: State, graph: Graph, answer: int, expected: int, values: dict[int, Value]) -> Proven | str:
    expected_nodes = used_by(graph, [expected])
    answer_nodes = used_by(graph, [answer])
    for _ in range(_MOST_ROUNDS):
        state.undischarged = []
        try:
            state.at_expected = True
            _fill(state, graph, expected_nodes, values)
            state.at_expected = False
            _fill(state, graph, answer_nodes, values)
            zero = is_zero(state, state.field.subtract(values[answer], values[expected]))
        except Again:
            values.clear()
            continue
        return Proven(state, values, tuple(state.undischarged)) if zero else "normal-forms-differ"
    return "rounds"


def _text(state: State, meaning: Meaning) -> str:
    if meaning.word in ("symbol", "pi"):
        return meaning.name or meaning.word
    order = f", {meaning.number}" if meaning.word == "root" else ""
    return f"{meaning.word}({', '.join(_value_text(state, value) for value in meaning.of)}{order})"


def _value_text(state: State, value: Value) -> str:
    factors = "".join(f"*({state.field.factors[f]})^({e})" for f, e in sorted(value.under.items()))
    return f"({value.top}){factors}" if factors else str(value.top)


def is_zero(state: State, x: Value) -> bool:
    """Whether the value is zero by the relations between the kernels."""
    top = state.ring.reduced(x.top)
    return top.is_zero() or vanishes(state, top)


def _fill(state: State, graph: Graph, nodes: Sequence[int], values: dict[int, Value]) -> None:
    for node in nodes:
        if node not in values:
            row = graph.nodes[node]
            assumed = state.assumed.get(node)
            values[node] = _value(state, row, values) if assumed is None else _on_one_side(state, row, values, assumed)


def _on_one_side(state: State, row: Node, v: dict[int, Value], sign: int) -> Value:
    """Abs, sign, Max and Min where the sign of their argument, or of the difference of both, is given."""
    if row[0] == "g":
        first, second = v[row[2]], v[row[3]]
        assume_sign(state, state.field.subtract(first, second), sign)
        return first if (row[1] == "Max") == (sign > 0) else second
    assume_sign(state, v[row[2]], sign)
    if row[1] == "sign":
        return state.field.number(sign)
    return v[row[2]] if sign > 0 else state.field.negate(v[row[2]])


def _value(state: State, row: Node, v: dict[int, Value]) -> Value:
    kind, field = row[0], state.field
    if kind == "n":
        return field.number(Fraction(row[1], row[2]))
    if kind == "s":
        return symbol(state, row[1])
    if kind == "+":
        return field.add(v[row[1]], v[row[2]])
    if kind == "*":
        return field.multiply(v[row[1]], v[row[2]])
    if kind == "-":
        return field.negate(v[row[1]])
    if kind == "/":
        return field.divide(v[row[1]], v[row[2]])
    if kind == "p":
        return field.power(v[row[1]], row[2]) if row[2] else field.one
    if kind == "q":
        return rational_power(state, v[row[1]], Fraction(row[2], row[3]))
    if kind == "^":
        return any_power(state, v[row[1]], v[row[2]])
    if kind == "f":
        return FUNCTIONS[row[1]](state, v[row[2]])
    if kind == "g":
        return of_two(state, row[1], v[row[2]], v[row[3]])
    if kind == "u":
        return opaque(state, f"{row[1]}()", *(v[i] for i in row[2:]))
    return pi(state) if kind == "pi" else field.gen(state.ring.imaginary)


def symbol(state: State, name: str) -> Value:
    """The generator of a symbol, with the sign that its range gives it."""
    known = state.kernels.get(("symbol", name))
    if known is not None:
        return state.field.gen(known)
    given = state.domain.of(name)
    meaning = Meaning("symbol", name=name)
    return state.kernel(("symbol", name), meaning, sign=sign_of_range(given), real=given.kind != "complex")
