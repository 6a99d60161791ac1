"""Evaluation graphs: one operation a node, and put together again the formula they came from."""

from __future__ import annotations

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.calculus.graph import Graph, closed_forms
from gradekit.calculus.traces import best_order, evaluation_graph, operations, uses_of
from gradekit.model.composition import Composition
from gradekit.syntax.build import ONE, TWO, add, cos, divide, exp, multiply, negate, number, power, sin, sqrt, symbol
from gradekit.syntax.sympy_bridge import to_sympy
from gradekit.syntax.tree import Expr
from gradekit.syntax.write import to_text

x, y = symbol("x"), symbol("y")
SQUARE = power(x, 2)

GRAPHS = [
    # formula                                              nodes
    (add(sqrt(add(SQUARE, exp(SQUARE))), cos(add(SQUARE, exp(SQUARE)))),
     ["x**2", "exp(v1)", "v1 + v2", "sqrt(v3)", "cos(v3)", "v4 + v5"]),
    (multiply(TWO, x, y), ["2*x", "v1*y"]),
    (add(x, y, ONE), ["x + y", "v1 + 1"]),
    (add(x, negate(sin(y))), ["sin(y)", "x - v1"]),
    (divide(x, add(x, y)), ["x + y", "x/v1"]),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "expected"), GRAPHS)
def test_one_operation_a_node(formula: Expr, expected: list[str]) -> None:
    nodes = evaluation_graph(formula)
    assert [to_text(node.expr) for node in nodes] == expected
    assert [node.name for node in nodes] == [f"v{k + 1}" for k in range(len(nodes))]
    assert all(operations(node.expr) == 1 for node in nodes)


def test_the_output_has_its_own_name() -> None:
    assert [node.name for node in evaluation_graph(sin(SQUARE), output="f")] == ["v1", "f"]
    assert [node.name for node in evaluation_graph(negate(sin(x)), output="f")] == ["v1", "f"]
    assert [node.name for node in evaluation_graph(sin(SQUARE), stem="w", first=3)] == ["w3", "w4"]


FORMULAS = st.recursive(
    st.sampled_from([x, y, number(3), TWO]),
    lambda inner: st.one_of(
        inner.map(sin),
        inner.map(exp),
        inner.map(negate),
        inner.map(lambda e: power(e, 2)),
        st.tuples(inner, inner, inner).map(lambda parts: add(*parts)),
        st.tuples(inner, inner).map(lambda parts: multiply(*parts)),
        st.tuples(inner, inner).map(lambda parts: divide(parts[0], add(power(parts[1], 2), ONE))),
    ),
    max_leaves=8,
)


@settings(max_examples=80, deadline=None)
@given(formula=FORMULAS)
def test_the_graph_put_together_is_the_formula(formula: Expr) -> None:
    nodes = evaluation_graph(formula, output="f")
    closed = closed_forms(Composition(("x", "y"), nodes, ("f",)), {})["f"]
    point = {sympy.Symbol("x"): sympy.Rational(1, 3), sympy.Symbol("y"): sympy.Rational(-2, 7)}
    ours, theirs = (to_sympy(expr).subs(point).evalf(40, maxn=10_000) for expr in (closed, formula))
    assert abs(ours - theirs) <= 1e-25 * max(1, abs(theirs))
    assert len({node.expr for node in nodes}) == len(nodes)


def test_uses_are_counted_below_the_output_only() -> None:
    nodes = (*evaluation_graph(sin(SQUARE), output="f"), *evaluation_graph(multiply(x, x, y), stem="w", output="g"))
    graph = Graph(Composition(("x", "y"), nodes, ("f", "g")))
    assert uses_of(graph, "f") == {"x": 1, "y": 0, "v1": 1, "w1": 0, "g": 0}


@settings(max_examples=30, deadline=None)
@given(sizes=st.lists(st.integers(1, 8), min_size=3, max_size=7))
def test_the_best_order_is_the_least_over_all_brackets(sizes: list[int]) -> None:
    def costs(i: int, j: int) -> list[int]:
        if j - i == 1:
            return [0]
        return [
            a + b + sizes[i] * sizes[k] * sizes[j] for k in range(i + 1, j) for a in costs(i, k) for b in costs(k, j)
        ]

    assert best_order(sizes) == min(costs(0, len(sizes) - 1))
