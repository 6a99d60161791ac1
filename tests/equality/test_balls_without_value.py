"""Balls of what has no value: no function of it may have one, whatever flint's own says."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

import pytest
from flint import acb, arb

from gradekit.equality.graph import Graph
from gradekit.equality.points.balls import COMPLEX, REAL, Ball, evaluate
from gradekit.equality.texts.assume import assumptions
from gradekit.equality.texts.texts import equal
from gradekit.model.evidence import Proof, Unsettled, Witness
from gradekit.model.outcome import RIGHT
from gradekit.syntax.build import function, power, symbol
from gradekit.syntax.tree import Expr

NAN = arb.nan()
PARTLY = [acb(NAN, NAN), acb(NAN, 0), acb(0, NAN), acb(1, NAN), acb(NAN, 1)]
X, Y = symbol("x"), symbol("y")
OF_TWO = [power(X, Y), function("Max", X, Y), function("Min", X, Y), function("atan2", X, Y)]


@pytest.mark.parametrize("name", sorted(REAL))
def test_a_function_of_what_has_no_value_has_none(name: str) -> None:
    assert REAL[name](NAN).is_nan()
    assert not any(COMPLEX[name](x).is_finite() for x in PARTLY)


def value(expr: Expr, at: Mapping[str, Ball], *, principal: bool = False) -> Ball:
    graph = Graph()
    node = graph.enter(expr)
    return evaluate(graph, at, principal=principal)[node]


@pytest.mark.parametrize("expr", OF_TWO)
def test_nor_has_a_function_of_two(expr: Expr) -> None:
    for other in (arb(-2), arb(-1), arb(0), arb(0.5), arb(1)):
        assert value(expr, {"x": NAN, "y": other}).is_nan()
        assert value(expr, {"x": other, "y": NAN}).is_nan()
    for nothing, other in product(PARTLY, (acb(-2), acb(0), acb(1))):
        assert not value(expr, {"x": nothing, "y": other}, principal=True).is_finite()
        assert not value(expr, {"x": other, "y": nothing}, principal=True).is_finite()


@pytest.mark.parametrize("order", [2, 3, 4, 5])
def test_nor_has_a_root(order: int) -> None:
    assert value(power(X, Fraction(1, order)), {"x": NAN}).is_nan()


def told(answer: str, expected: str, assumed: str = ""):
    return equal(answer, expected, assume=assumptions([assumed] if assumed else []))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("sign(sqrt(x))", "1"), ("abs(sign(log(x)))", "1"), ("sign(acosh(x))", "1"), ("x*sign(sqrt(x-5))^2", "x"),
        ("x + 0*sign(sqrt(-1-x^2))", "x"), ("x + 0*atan2(0, log(-1-x^2))", "x"),
        ("x + 0*atan(cbrt(log(-1-x^2)))", "x"), ("(5 if sign(log(-1-x^2)) > 2 else x)", "x"),
    ],
)  # fmt: skip
def test_an_answer_without_a_value_is_different(answer: str, expected: str) -> None:
    evidence = told(answer, expected).evidence
    assert isinstance(evidence, Witness)
    assert evidence.answer == "undefined"


@pytest.mark.parametrize(
    "text", ["sign(sqrt(-1-x^2))", "atan2(sqrt(-1-x^2), x)", "sign(1/(x-x))", "sin(sqrt(-1-x^2)^(1/3))"]
)
def test_what_has_no_value_does_not_equal_itself(text: str) -> None:
    assert told(text, text).evidence == Unsettled("expected-undefined")


def test_nothing_equals_an_expected_side_without_a_value() -> None:
    assert told("x", "x + 0*sign(log(-1-x^2))").outcome not in RIGHT


def test_an_angle_of_what_has_no_value_is_no_witness() -> None:
    """atan2(sqrt(1 - x^2), x) was seen as 0 beyond x = 1, where it has no value."""
    assert isinstance(told("acos(x)", "atan2(sqrt(1-x^2), x)").evidence, Proof)
    assert isinstance(told("heaviside(log(x))", "(1 + sign(log(x)))/2").evidence, Proof)
