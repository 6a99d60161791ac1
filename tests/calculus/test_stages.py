"""The stages against substitute-then-differentiate in SymPy, on fixed and on random compositions."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gradekit.calculus.depends import depends_on
from gradekit.calculus.graph import Graph
from gradekit.calculus.own import Own, own_values
from gradekit.calculus.paths import paths
from gradekit.calculus.stages import Stages, evaluate
from gradekit.errors import AuthorError
from gradekit.model.composition import At, Components, Composed, Composition, Frame, Local, Node, PathCount, Total
from gradekit.syntax.build import (
    ONE,
    TWO,
    ZERO,
    add,
    cos,
    divide,
    exp,
    function,
    multiply,
    negate,
    number,
    power,
    sin,
    subtract,
    symbol,
)
from gradekit.syntax.sympy_bridge import to_sympy
from gradekit.syntax.tree import Array, Expr, scalar

r, s, t, theta, u, v, w, x, y, z = map(symbol, ("r", "s", "t", "theta", "u", "v", "w", "x", "y", "z"))

CURVE = Composition(
    ("t",), (Node("x", sin(t)), Node("y", cos(t)), Node("f", add(power(x, 2), multiply(TWO, y)))), ("f",)
)
POLAR = Composition(
    ("r", "theta"),
    (Node("x", multiply(r, cos(theta))), Node("y", multiply(r, sin(theta))), Node("f", multiply(power(x, 2), y))),
    ("f",),
    Frame("polar", (ONE, r), ("e_r", "e_theta")),
)
SHARED = Composition(
    ("t",),
    (Node("u", power(t, 2)), Node("v", add(u, t)), Node("w", add(multiply(u, v), t))),
    ("w",),
)


def in_sympy(composition: Composition, name: str) -> sympy.Expr:
    """The node in the inputs alone, put together by SymPy."""
    expr = to_sympy(symbol(name))
    for node in reversed(composition.nodes):
        expr = expr.subs(sympy.Symbol(node.name), to_sympy(node.expr))
    return expr


def same(ours: Expr, theirs: sympy.Expr) -> bool:
    return sympy.simplify(to_sympy(ours) - theirs) == 0


def test_paths_name_every_way_and_direct_ones_first() -> None:
    assert paths(SHARED, "w", "t") == (
        (("w", "t"),),
        (("w", "u"), ("u", "t")),
        (("w", "v"), ("v", "t")),
        (("w", "v"), ("v", "u"), ("u", "t")),
    )
    assert paths(SHARED, "u", "w") == ()
    assert paths(SHARED, "t", "t") == ((),)


def test_layers_are_found_only_where_no_edge_skips_one() -> None:
    assert Graph(CURVE).layers == (("t",), ("x", "y"), ("f",))
    assert Graph(SHARED).layers is None


QUANTITIES = [
    (CURVE, Total(("f",), ("t",)), (), [2 * sympy.sin("t") * sympy.cos("t") - 2 * sympy.sin("t")]),
    (CURVE, Total(("f",), ("t",), substituted=False), (), ["2*x*cos(t) - 2*sin(t)"]),
    (CURVE, Local(("f",), ("x", "y")), (1, 2), ["2*x", "2"]),
    (CURVE, Local(("x", "y"), ("t",)), (2, 1), ["cos(t)", "-sin(t)"]),
    (CURVE, Local(("y",), ("x",)), (), ["0"]),
    (CURVE, Composed(("f",)), (), ["sin(t)**2 + 2*cos(t)"]),
    (CURVE, Composed(("x", "y")), (2, 1), ["sin(t)", "cos(t)"]),
    (CURVE, PathCount("f", "t"), (), ["2"]),
    (SHARED, PathCount("w", "t"), (), ["4"]),
    (SHARED, Total(("w",), ("t",)), (), ["4*t**3 + 3*t**2 + 1"]),
    (SHARED, Total(("w", "v"), ("t", "u")), (2, 2), ["4*t**3 + 3*t**2 + 1", "2*t**2 + t", "2*t + 1", "1"]),
    (POLAR, Composed(("f",)), (), ["r**3*cos(theta)**2*sin(theta)"]),
    (
        POLAR,
        Components("f"),
        (1, 2),
        ["3*r**2*cos(theta)**2*sin(theta)", "r**2*(cos(theta)**3 - 2*sin(theta)**2*cos(theta))"],
    ),
    (CURVE, At(Total(("f",), ("t",)), {"t": Fraction(1, 2)}), (), ["2*sin(1/2)*cos(1/2) - 2*sin(1/2)"]),
    (CURVE, At(Local(("f",), ("x",)), {"t": Fraction(1, 2)}), (), ["2*sin(1/2)"]),
]


@pytest.mark.parametrize(("composition", "quantity", "shape", "expected"), QUANTITIES)
def test_values_of_quantities(
    composition: Composition, quantity: Total, shape: tuple[int, ...], expected: list[str]
) -> None:
    array = evaluate(quantity, composition)
    assert array.shape == shape
    for ours, theirs in zip(array, expected, strict=True):
        assert same(ours, sympy.sympify(theirs, rational=True)), ours


def test_values_at_a_point_stay_exact() -> None:
    rational = Composition(("t",), (Node("x", divide(ONE, t)), Node("f", add(power(x, 2), t))), ("f",))
    at = At(Total(("f",), ("t",)), {"t": Fraction(1, 3)})
    assert evaluate(at, rational).scalar == negate(number(53))


def test_components_need_a_frame() -> None:
    with pytest.raises(AuthorError, match="without a frame"):
        evaluate(Components("f"), CURVE)


# ------------------------------------------------------------------ random compositions

UNARY = [sin, cos, exp, lambda e: power(e, 2), lambda e: multiply(number(3), e), lambda e: divide(ONE, add(e, TWO))]
BINARY = [add, multiply, subtract]


@st.composite
def compositions(draw: st.DrawFn) -> Composition:
    inputs = draw(st.sampled_from([("t",), ("s", "t")]))
    nodes: list[Node] = []
    for k in range(draw(st.integers(1, 4))):
        known = [symbol(name) for name in (*inputs, *(node.name for node in nodes))]
        one, other = draw(st.sampled_from(known)), draw(st.sampled_from(known))
        expr = draw(st.sampled_from(BINARY))(draw(st.sampled_from(UNARY))(one), draw(st.sampled_from(UNARY))(other))
        nodes.append(Node(f"v{k + 1}", expr))
    outputs = tuple(node.name for node in nodes[-draw(st.integers(1, 2)) :])
    return Composition(inputs, tuple(nodes), outputs)


@settings(max_examples=60, deadline=None)
@given(composition=compositions())
def test_all_paths_together_are_substitute_then_differentiate(composition: Composition) -> None:
    found = evaluate(Total(composition.outputs, composition.inputs), composition)
    where = {sympy.Symbol("s"): sympy.Float("0.37", 30), sympy.Symbol("t"): sympy.Float("0.91", 30)}
    pairs = [(output, source) for output in composition.outputs for source in composition.inputs]
    for ours, (output, source) in zip(found, pairs, strict=True):
        theirs = complex(sympy.diff(in_sympy(composition, output), sympy.Symbol(source)).subs(where).evalf(20))
        assume(abs(theirs) < 1e100)
        assert abs(complex(to_sympy(ours).subs(where).evalf(20)) - theirs) <= 1e-9 * max(1, abs(theirs))


# ------------------------------------------------------------------ follow-through


def test_an_own_local_derivative_is_followed_through() -> None:
    own = own_values(Local(("y",), ("t",)), scalar(sin(t)), CURVE)  # the sign slip (cos t)' = sin t
    followed = evaluate(Total(("f",), ("t",)), CURVE, own=own)
    assert same(followed.scalar, sympy.sympify("2*sin(t)*cos(t) + 2*sin(t)"))


def test_an_own_composed_expression_is_differentiated_anew() -> None:
    own = own_values(Composed(("f",)), scalar(multiply(r, theta)), POLAR)
    assert evaluate(Total(("f",), ("r",)), POLAR, own=own).scalar == theta
    assert evaluate(Components("f"), POLAR, own=own).entries == (theta, divide(r, r))


def test_own_totals_are_what_components_are_made_of() -> None:
    own = own_values(Total(("f",), ("theta",)), scalar(sin(r)), POLAR)
    right = evaluate(Components("f"), POLAR)
    assert evaluate(Components("f"), POLAR, own=own).entries == (right.entries[0], divide(sin(r), r))


def test_an_own_total_of_an_intermediate_ends_its_paths() -> None:
    own = own_values(Total(("v",), ("t",)), scalar(number(5)), SHARED)
    # dw/dt = 1 + v du/dt + u * (own dv/dt)
    followed = evaluate(Total(("w",), ("t",)), SHARED, own=own).scalar
    assert same(followed, sympy.sympify("1 + 2*t*(t**2 + t) + 5*t**2"))


def test_an_own_total_in_all_letters_is_written_out() -> None:
    mixed = own_values(Total(("f",), ("t",), substituted=False), scalar(multiply(x, y)), CURVE)
    assert evaluate(Total(("f",), ("t",)), CURVE, own=mixed).scalar == multiply(sin(t), cos(t))
    at = At(Total(("f",), ("t",)), {"t": Fraction(2)})
    assert evaluate(at, CURVE, own=mixed).scalar == multiply(sin(TWO), cos(TWO))


def test_merged_own_values_are_all_used() -> None:
    one = own_values(Local(("x",), ("t",)), scalar(ONE), CURVE)
    other = own_values(Local(("f",), ("x", "y")), Array((1, 2), (ZERO, symbol("t"))), CURVE)
    assert evaluate(Total(("f",), ("t",)), CURVE, own=one | other).scalar == negate(multiply(t, sin(t)))


def test_what_cannot_be_differentiated_is_not_followed() -> None:
    assert own_values(Composed(("f",)), scalar(function("gamma", t)), CURVE) == Own()
    deep = t
    for _ in range(61):
        deep = sin(deep)
    assert own_values(Composed(("f",)), scalar(deep), CURVE) == Own()
    long = multiply(*(add(t, number(k)) for k in range(200)))
    assert own_values(Composed(("f",)), scalar(long), CURVE) == Own()


def test_components_and_counts_replace_nothing() -> None:
    for quantity in (Components("f"), PathCount("f", "t")):
        assert own_values(quantity, scalar(ONE), CURVE) == Own()


def test_own_values_of_another_number_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter than"):
        own_values(Local(("f",), ("x", "y")), scalar(ONE), CURVE)


def test_a_written_quotient_of_numbers_is_one_number() -> None:
    half = Expr("divide", (number(1), number(2)))
    own = own_values(Composed(("f",)), scalar(Expr("power", (t, half))), CURVE)
    assert own.composed["f"] == power(t, Fraction(1, 2))


DEPENDS = [
    # later                                     earlier                              composition  answer
    (Total(("f",), ("t",)), Local(("x",), ("t",)), CURVE, True),
    (Total(("f",), ("t",)), Local(("f",), ("x", "y")), CURVE, True),
    (Total(("f",), ("t",)), Composed(("f",)), CURVE, True),
    (Total(("f",), ("t",)), Total(("f",), ("t",), substituted=False), CURVE, True),
    (Total(("f",), ("t",)), Total(("f",), ("t",)), CURVE, False),
    (Total(("f",), ("t",), substituted=False), Total(("f",), ("t",)), CURVE, False),
    (Total(("f",), ("t",)), PathCount("f", "t"), CURVE, False),
    (Total(("v",), ("t",)), Local(("w",), ("u",)), SHARED, False),
    (Total(("w",), ("t",)), Total(("v",), ("t",)), SHARED, True),
    (Total(("v",), ("t",)), Total(("w",), ("t",)), SHARED, False),
    (Composed(("w",)), Composed(("v",)), SHARED, True),
    (Composed(("v",)), Composed(("w",)), SHARED, False),
    (Local(("f",), ("x",)), Local(("x",), ("t",)), CURVE, False),
    (Components("f"), Total(("f",), ("theta",)), POLAR, True),
    (Components("f"), Composed(("f",)), POLAR, True),
    (Components("f"), Local(("x",), ("r",)), POLAR, True),
    (At(Total(("f",), ("t",)), {"t": Fraction(1)}), Total(("f",), ("t",)), CURVE, True),
    (At(Total(("f",), ("t",)), {"t": Fraction(1)}), Local(("x",), ("t",)), CURVE, True),
    (At(Local(("f",), ("x",)), {"t": Fraction(1)}), Local(("f",), ("x",)), CURVE, True),
    (PathCount("f", "t"), Local(("x",), ("t",)), CURVE, False),
]


@pytest.mark.parametrize(("later", "earlier", "composition", "answer"), DEPENDS)
def test_which_quantities_depend_on_which(later: Total, earlier: Total, composition: Composition, answer: bool) -> None:
    assert depends_on(later, earlier, composition) is answer


def test_a_replaced_stage_is_used() -> None:
    forgetful = Stages(paths=lambda walk, output, source: walk.graph.paths(output, source)[:1])
    assert same(evaluate(Total(("f",), ("t",)), CURVE, forgetful).scalar, sympy.sympify("2*sin(t)*cos(t)"))
