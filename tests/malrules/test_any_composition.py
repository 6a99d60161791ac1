"""Whatever the composition and the question, predictions are well formed and can be made again one by one."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.calculus.stages import evaluate
from gradekit.malrules.predict import predict, predictions
from gradekit.model.composition import At, Components, Composed, Composition, Frame, Local, Node, Quantity, Total
from gradekit.syntax.build import (
    ONE,
    ZERO,
    add,
    cos,
    divide,
    exp,
    function,
    log,
    multiply,
    number,
    power,
    sin,
    sqrt,
    subtract,
    symbol,
)
from gradekit.syntax.tree import symbols_of

UNARY = [
    sin,
    cos,
    exp,
    log,
    sqrt,
    lambda e: power(e, 3),
    lambda e: power(number(2), e),
    lambda e: function("tanh", multiply(number(3), e)),
    lambda e: function("sigmoid", e),
    lambda e: function("g", e),
]
BINARY = [add, multiply, subtract, divide]


@st.composite
def questions(draw: st.DrawFn) -> tuple[Composition, Quantity]:
    inputs = draw(st.sampled_from([("t",), ("r", "theta")]))
    nodes: list[Node] = []
    for k in range(draw(st.integers(1, 4))):
        known = [symbol(name) for name in (*inputs, *(node.name for node in nodes))]
        one, other = draw(st.sampled_from(known)), draw(st.sampled_from(known))
        unary = st.sampled_from(UNARY)
        nodes.append(Node(f"v{k + 1}", draw(st.sampled_from(BINARY))(draw(unary)(one), draw(unary)(other))))
    outputs = tuple(node.name for node in nodes[-draw(st.integers(1, 2)) :])
    frame = Frame("polar", (ONE, symbol("r")), ("e_r", "e_theta")) if len(inputs) == 2 else None
    composition = Composition(inputs, tuple(nodes), outputs, frame)
    return composition, draw(st.sampled_from(_asked(composition)))


def _asked(composition: Composition) -> list[Quantity]:
    last = composition.nodes[-1]
    total = Total(composition.outputs, composition.inputs)
    local = Local((last.name,), tuple(sorted(symbols_of(last.expr))) or composition.inputs)
    found: list[Quantity] = [total, Total((last.name,), composition.inputs[:1]), local, Composed(composition.outputs)]
    found.append(At(total, dict.fromkeys(composition.inputs, Fraction(3, 4))))
    return [*found, Components(last.name)] if composition.frame else found


@settings(max_examples=80, deadline=None)
@given(question=questions())
def test_predictions_are_well_formed(question: tuple[Composition, Quantity]) -> None:
    composition, quantity = question
    right = evaluate(quantity, composition)
    letters = {*composition.inputs, *(node.name for node in composition.nodes)}
    found = list(predictions(composition, quantity, right))
    assert found or set(right) == {ZERO}, "at least the slips apply, but to zero"
    for prediction in found:
        assert prediction.value.shape == right.shape
        assert prediction.value != right
        used = frozenset[str]().union(*map(symbols_of, prediction.value))
        assert used <= (set() if isinstance(quantity, At) else letters)
    again = found[len(found) // 2]
    assert predict(composition, quantity, again.rule, again.site) == again.value
