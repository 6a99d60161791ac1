"""The exact normal form of the nodes of a graph, and what it proves about a difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import final

from gradekit.equality.cases.conditions import CASES
from gradekit.equality.graph import Graph, Node, used_by
from gradekit.equality.limits import LimitMet
from gradekit.equality.proof.demands import assume_sign
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.forms import vanishes
from gradekit.equality.proof.kernels.exponents import any_power
from gradekit.equality.proof.kernels.gaussian import only_real
from gradekit.equality.proof.kernels.opaque import opaque, pi
from gradekit.equality.proof.kernels.roots import rational_power
from gradekit.equality.proof.kernels.special import FUNCTIONS, of_two
from gradekit.equality.proof.ring import Poly
from gradekit.equality.proof.signs.signs import strictly_signed
from gradekit.equality.proof.state import Again, Fact, Meaning, Sign, State, sign_of_range
from gradekit.model.domain import Domain

MOST_ROUNDS = 24


@final
@dataclass(frozen=True, slots=True)
class Proven:
    """An identity that holds wherever both sides are defined, and what is not shown about where the answer is."""

    state: State
    values: dict[int, Value]
    open: tuple[str, ...]
    cases: tuple[ProvenCase, ...] = ()
    """The cases of a proof by cases."""
    everywhere: bool = False
    """Whether it was shown already that what was learned holds at isolated points as well."""

    def kernels(self) -> dict[str, str]:
        """The kernels of the proof and what each stands for; `g3` in the text of one is the kernel of that name."""
        return {f"g{gen}": _text(self.state, meaning) for gen, meaning in sorted(self.state.meanings.items())}

    @property
    def thin(self) -> list[tuple[State, Poly]]:
        """Factors on whose zeros what was learned need not hold."""
        if self.everywhere:
            return []
        states = [case.proven.state for case in self.cases] or [self.state]
        return [(state, p) for state in states for p in state.thin]

    def nowhere_zero(self, node: int, function: str = "") -> bool:
        """Whether the value of the node is certainly not zero anywhere in the domain."""
        value = self.values.get(node)
        if value is None or function:
            return False
        return strictly_signed(self.state, value)


@final
@dataclass(frozen=True, slots=True)
class ProvenCase:
    """The proof on one part of the domain, with kinks taken on one side; without values where the expected side has
    none."""

    proven: Proven
    domain: Domain
    signs: Mapping[int, Sign]


def proven_for(state: State, graph: Graph, answer: int, expected: int, values: dict[int, Value]) -> Proven | str:
    """The proof for one pair; rounds start again while something is learned that changes values."""
    expected_nodes = used_by(graph, [expected])
    answer_nodes = used_by(graph, [answer])
    for _ in range(MOST_ROUNDS):
        state.undischarged = []
        try:
            for fact in state.given:
                _take_for_granted(state, graph, fact, values)
            state.at_expected = True
            fill(state, graph, expected_nodes, values)
            state.at_expected = False
            fill(state, graph, answer_nodes, values)
            zero = is_zero(state, state.field.subtract(values[answer], values[expected]))
        except Again:
            values.clear()
            state.turns.clear()
            continue
        return Proven(state, values, tuple(state.undischarged)) if zero else "normal-forms-differ"
    return "rounds"


def _text(state: State, meaning: Meaning) -> str:
    if meaning.word in ("symbol", "pi"):
        return meaning.name or meaning.word
    order = f", {meaning.number}" if meaning.word == "root" else ""
    return f"{meaning.word}({', '.join(_value_text(state, value) for value in meaning.of)}{order})"


def _value_text(state: State, value: Value) -> str:
    text, factors = state.ring.text, state.field.factors
    under = "".join(f"*({text(factors[f])})^({e})" for f, e in sorted(value.under.items()))
    return f"({text(value.top)}){under}" if under else text(value.top)


def is_zero(state: State, x: Value) -> bool:
    """Whether the value is zero by the relations between the kernels."""
    top = state.ring.reduced(x.top)
    return top.is_zero() or vanishes(state, top)


def fill(state: State, graph: Graph, nodes: Sequence[int], values: dict[int, Value]) -> None:
    """The values of the nodes, in order, where they are not known yet."""
    for node in nodes:
        if node not in values:
            row = graph.nodes[node]
            state.ring.work.pay(0)
            assumed = state.assumed.get(node)
            values[node] = _value(state, row, values) if assumed is None else _on_one_side(state, row, values, assumed)


def _take_for_granted(state: State, graph: Graph, fact: Fact, values: dict[int, Value]) -> None:
    """A node has this sign in the case that is looked at; what defines the node is demanded of the side it is from."""
    state.at_expected = fact.of_expected
    fill(state, graph, used_by(graph, [fact.node]), values)
    assume_sign(state, values[fact.node], fact.sign)


def _on_one_side(state: State, row: Node, v: dict[int, Value], sign: int) -> Value:
    """Abs, sign, Max and Min where the sign of their argument, or of the difference of both, is given."""
    if row[0] == "g":
        first, second = v[row[2]], v[row[3]]
        assume_sign(state, state.field.subtract(first, second), sign)
        return first if (row[1] == "Max") == (sign > 0) else second
    if not only_real(state, v[row[2]]):
        raise LimitMet("complex-absolute")
    if is_zero(state, v[row[2]]):
        return state.field.number(0)
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
        return field.power(v[row[1]], row[2])
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
    if kind in CASES:
        raise LimitMet("cases")
    return pi(state) if kind == "pi" else field.gen(state.ring.imaginary)


def symbol(state: State, name: str) -> Value:
    """The generator of a symbol, with the sign that its range gives it."""
    known = state.kernels.get(("symbol", name))
    if known is not None:
        return state.field.gen(known)
    given = state.domain.of(name)
    meaning = Meaning("symbol", name=name)
    return state.kernel(("symbol", name), meaning, sign=sign_of_range(given), real=given.kind != "complex")
