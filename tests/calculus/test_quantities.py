"""Quantities beyond first derivatives against known results, against SymPy, and against each other."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.calculus.cofactors import determinant, inverse, matrix_product
from gradekit.calculus.depends import depends_on
from gradekit.calculus.graph import Graph
from gradekit.calculus.monomials import ratio
from gradekit.calculus.own import own_values
from gradekit.calculus.quantities import described
from gradekit.calculus.quantities.register import DESCRIBED
from gradekit.calculus.stages import STAGES, Stages, evaluate
from gradekit.model.composition import At, Composition, Frame, Local, Node, Quantity, Total
from gradekit.model.quantities import (
    Adjoints,
    Ascent,
    Cartesian,
    Descent,
    Determinant,
    Directional,
    Divergence,
    Further,
    Implicit,
    Inverse,
    Laplacian,
    Multiplications,
    Operations,
    Passes,
    Product,
    Second,
    Tangents,
    UnitVectors,
)
from gradekit.problems.questions.frames import coordinates
from gradekit.syntax.build import ONE, TWO, ZERO, number, symbol
from gradekit.syntax.limits import Limits
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope
from gradekit.syntax.sympy_bridge import to_sympy
from gradekit.syntax.tree import Array, Expr, scalar

LETTERS = "a r s t u v w x y z rho phi theta F G f f1 f2 f3 k n v1 v2 v3 v4 v5"


def read(text: str) -> Expr:
    """A formula as a student types it."""
    value = read_python(text, Scope(symbols=frozenset(LETTERS.split()), limits=Limits())).value
    assert isinstance(value, Expr)
    return value


def composition(inputs: str, frame: Frame | None = None, **nodes: str) -> Composition:
    """Nodes by name; the last is the output."""
    made = tuple(Node(name, read(text)) for name, text in nodes.items())
    return Composition(tuple(inputs.split()), made, (made[-1].name,), frame)


def named(frame: str, inputs: str, **nodes: str) -> Composition:
    return composition(inputs, coordinates(frame, tuple(inputs.split())).frame, **nodes)


def same(ours: Expr, theirs: str) -> bool:
    """Equal values, to 30 digits at two points."""
    symbols = {name: sympy.Symbol(name) for name in LETTERS.split()}
    difference = to_sympy(ours, symbols) - to_sympy(read(theirs), symbols)
    points = [{s: sympy.Rational(7 + 3 * k + 2 * j, 10) for k, s in enumerate(symbols.values())} for j in (0, 1)]
    return all(abs(complex(difference.subs(point).evalf(30))) < 1e-20 for point in points)


CURVE = composition("t", x="t**2", y="sin(t)", f="x**2*y + t*x")
PLANE = composition("s t", x="s*t", y="s + t**2", f="x**2*y")
POLAR = named("polar", "r theta", x="r*cos(theta)", y="r*sin(theta)", f="x**2*y")
FOLIUM = composition("x y", F="x**3 + y**3 - 3*x*y")
SPHERE = composition("x y z", F="x**2 + y**2 + z**2 - 9")
SYSTEM = composition("x y u v", F="x - u**2 + v**2", G="y - 2*u*v")
ELLIPTIC = composition("u v", x="cosh(u)*cos(v)", y="sinh(u)*sin(v)")
SPHERICAL = named(
    "spherical", "r theta phi", x="r*sin(theta)*cos(phi)", y="r*sin(theta)*sin(phi)", z="r*cos(theta)", f="1/r"
)
GRAPH = composition("x", v1="x**2", v2="exp(v1)", v3="v1 + v2", v4="sqrt(v3)", v5="cos(v3)", f="v4 + v5")
TWO_ONE = composition("x y", f1="x*y", f2="x + y**2")

KNOWN: list[tuple[Composition, Quantity, tuple[int, ...], list[str]]] = [
    # ---- second order
    (CURVE, Second("f", ("t",), ("t",)), (), ["12*t**2*sin(t) + 8*t**3*cos(t) - t**4*sin(t) + 6*t"]),
    (CURVE, Second("f", ("t",), ("t",), "quadratic"), (), ["8*t**2*sin(t) + 8*t**3*cos(t) + 4*t"]),
    (CURVE, Second("f", ("t",), ("t",), "linear"), (), ["4*t**2*sin(t) + 2*t - t**4*sin(t)"]),
    (CURVE, Second("f", ("x", "y"), ("x", "y"), local=True), (2, 2), ["2*y", "2*x", "2*x", "0"]),
    (PLANE, Second("f", ("s",), ("t",)), (), ["6*s**2*t + 8*s*t**3"]),
    (PLANE, Second("f", ("s", "t"), ("s", "t")), (2, 2), ["6*s*t**2 + 2*t**4", "6*s**2*t + 8*s*t**3",
        "6*s**2*t + 8*s*t**3", "2*s**3 + 12*s**2*t**2"]),
    # ---- the folium of Descartes, the sphere, and u, v with x + iy = (u + iv)^2
    (FOLIUM, Implicit(("F",), ("y",), ("x",)), (), ["(y - x**2)/(y**2 - x)"]),
    (FOLIUM, At(Implicit(("F",), ("y",), ("x",)), {"x": Fraction(3, 2), "y": Fraction(3, 2)}), (), ["-1"]),
    (FOLIUM, At(Implicit(("F",), ("y",), ("x",), 2), {"x": Fraction(3, 2), "y": Fraction(3, 2)}), (), ["-32/3"]),
    (SPHERE, Implicit(("F",), ("z",), ("x", "y")), (1, 2), ["-x/z", "-y/z"]),
    (SYSTEM, Implicit(("F", "G"), ("u", "v"), ("x", "y")), (2, 2), [
        "u/(2*(u**2 + v**2))", "v/(2*(u**2 + v**2))", "-v/(2*(u**2 + v**2))", "u/(2*(u**2 + v**2))"]),
    # ---- Jacobians
    (POLAR, Determinant(("x", "y"), ("r", "theta")), (), ["r"]),
    (POLAR, Determinant(("x", "y"), ("r", "theta"), inverse=True), (), ["1/r"]),
    (SPHERICAL, Determinant(("x", "y", "z"), ("r", "theta", "phi")), (), ["r**2*sin(theta)"]),
    (ELLIPTIC, Determinant(("x", "y"), ("u", "v")), (), ["sinh(u)**2 + sin(v)**2"]),
    (TWO_ONE, Determinant(("f2", "f1"), ("x", "y"), absolute=True), (), ["Abs(x - 2*y**2)"]),
    (POLAR, Inverse(("x", "y"), ("r", "theta")), (2, 2), ["cos(theta)", "sin(theta)", "-sin(theta)/r", "cos(theta)/r"]),
    # ---- vectors
    (TWO_ONE, Product(("f1", "f2"), ("x", "y"), (ONE, number(-2))), (2, 1), ["y - 2*x", "1 - 4*y"]),
    (TWO_ONE, Product(("f1", "f2"), ("x", "y"), (ONE, number(-2)), left=True), (1, 2), ["y - 2", "x - 4*y"]),
    (TWO_ONE, Directional("f1", ("x", "y"), (number(3), number(4))), (), ["(3*y + 4*x)/5"]),
    (TWO_ONE, Directional("f1", ("x", "y"), (ONE, number(-1))), (), ["(y - x)/sqrt(2)"]),
    (TWO_ONE, Ascent("f1", ("x", "y")), (1, 2), ["y/sqrt(x**2 + y**2)", "x/sqrt(x**2 + y**2)"]),
    (TWO_ONE, Descent("f2", ("x", "y"), number(1, 10)), (1, 2), ["x - 1/10", "y - y/5"]),
    # ---- frames
    (POLAR, UnitVectors(("x", "y"), ("r", "theta")), (2, 2), ["cos(theta)", "sin(theta)", "-sin(theta)", "cos(theta)"]),
    (POLAR, UnitVectors(("x", "y"), ("theta",)), (1, 2), ["-sin(theta)", "cos(theta)"]),
    (POLAR, UnitVectors(("x",), ("r", "theta"), back=True), (1, 2), ["cos(theta)", "-sin(theta)"]),
    (POLAR, Cartesian("f", ("x", "y")), (1, 2), ["2*r**2*sin(theta)*cos(theta)", "r**2*cos(theta)**2"]),
    (POLAR, Laplacian("f"), (), ["2*r*sin(theta)"]),
    (SPHERICAL, Laplacian("f"), (), ["0"]),
    (named("polar", "r theta", f="r**3*cos(2*theta)"), Laplacian("f"), (), ["5*r*cos(2*theta)"]),
    (named("polar", "r theta", f="log(r)"), Laplacian("f"), (), ["0"]),
    (named("polar", "r theta", f="r**2*cos(3*theta)"), Laplacian("f", terms=True), (1, 2), [
        "4*cos(3*theta)", "-9*cos(3*theta)"]),
    (named("cylindrical", "rho phi z", f="rho**2*cos(phi)*z"), Laplacian("f"), (), ["3*z*cos(phi)"]),
    (named("spherical", "r theta phi", f="r**2*cos(theta)"), Laplacian("f"), (), ["4*cos(theta)"]),
    (named("spherical-phi", "r phi theta", f="r**2*cos(phi)"), Laplacian("f"), (), ["4*cos(phi)"]),
    (composition("x y", f="x**3*y + exp(x)*sin(y)"), Laplacian("f"), (), ["6*x*y"]),
    (named("polar", "r theta", f1="r**2", f2="sin(theta)"), Divergence(("f1", "f2")), (), ["3*r + cos(theta)/r"]),
    (named("spherical", "r theta phi", f1="1/r**2", f2="0*r", f3="0*r"), Divergence(("f1", "f2", "f3")), (), ["0"]),
    # ---- traces of the graph of the lecture
    (GRAPH, Tangents(("v1", "v2", "v3"), (ONE,)), (3, 1), ["2*x", "2*x*exp(v1)", "2*x*(1 + exp(v1))"]),
    (GRAPH, Adjoints("f", ("v5", "v3", "v1")), (3, 1), [
        "1", "1/(2*sqrt(v3)) - sin(v3)", "(1/(2*sqrt(v3)) - sin(v3))*(exp(v1) + 1)"]),
    (GRAPH, Tangents(("v2",), (TWO,), substituted=True), (), ["4*x*exp(x**2)"]),
    (GRAPH, Operations("f"), (), ["6"]),
    (GRAPH, Operations("f", "reverse"), (), ["10"]),
    (TWO_ONE, Passes(("f1", "f2"), ("x", "y"), "forward"), (), ["2"]),
    (GRAPH, Multiplications((10, 30, 5, 60), "best"), (), ["4500"]),
    (GRAPH, Multiplications((10, 30, 5, 60), "forward"), (), ["4500"]),
    (GRAPH, Multiplications((10, 30, 5, 60), "reverse"), (), ["27000"]),
]  # fmt: skip


@pytest.mark.parametrize(("where", "quantity", "shape", "expected"), KNOWN)
def test_known_results(where: Composition, quantity: Quantity, shape: tuple[int, ...], expected: list[str]) -> None:
    array = evaluate(quantity, where)
    assert array.shape == shape
    assert len(array.entries) == len(expected)
    for ours, theirs in zip(array, expected, strict=True):
        assert same(ours, theirs), (ours, theirs)


@pytest.mark.parametrize(("where", "quantity", "shape", "expected"), KNOWN)
def test_a_quantity_says_how_many_entries_it_has(
    where: Composition, quantity: Quantity, shape: tuple[int, ...], expected: list[str]
) -> None:
    inner = quantity.quantity if isinstance(quantity, At) else quantity
    assert isinstance(inner, Further)
    assert described(inner).entries(inner, where) == len(expected)
    assert len(described(inner).pieces(inner)) in (1, len(expected))


MISFITS: list[tuple[Composition, Further]] = [
    (CURVE, Second("g", ("t",), ("t",))),
    (CURVE, Second("f", ("q",), ("t",))),
    (FOLIUM, Implicit(("F",), ("y",), ("y",))),
    (SYSTEM, Implicit(("F",), ("u", "v"), ("x",))),
    (SYSTEM, Implicit(("F", "G"), ("u", "v"), ("x",), 2)),
    (POLAR, Determinant(("x",), ("r", "theta"))),
    (POLAR, Inverse(("x", "y", "f"), ("r", "theta"))),
    (TWO_ONE, Product(("f1", "f2"), ("x", "y"), (ONE,))),
    (TWO_ONE, Directional("f1", ("x", "y"), ())),
    (TWO_ONE, Ascent("f9", ("x",))),
    (TWO_ONE, UnitVectors(("f1",), ("x",))),
    (POLAR, Cartesian("f", ("x",))),
    (POLAR, Divergence(("f",))),
    (GRAPH, Tangents(("v1",), (ONE, ONE))),
    (GRAPH, Adjoints("f", ("q",))),
    (GRAPH, Multiplications((3, 4), "best")),
    (GRAPH, Multiplications((3, 0, 4), "best")),
    (GRAPH, Operations("q")),
    (GRAPH, Passes(("q",), ("x",), "forward")),
]


@pytest.mark.parametrize(("where", "quantity"), MISFITS)
def test_what_names_something_that_is_not_there_has_no_entries(where: Composition, quantity: Further) -> None:
    assert described(quantity).entries(quantity, where) is None


def test_every_quantity_is_in_a_table() -> None:
    told = {type(q.quantity if isinstance(q, At) else q).__name__ for _, q, _, _ in KNOWN}
    assert {kind.__name__ for kind in DESCRIBED} - told == {"Given"}


# ------------------------------------------------------------------ replaced stages and own values


def test_a_replaced_stage_flows_through() -> None:
    """A path left out is missing from both first derivatives and so from the second."""
    dropped = Stages(paths=lambda walk, output, source: STAGES.paths(walk, output, source)[:1])
    assert same(evaluate(Second("f", ("t",), ("t",)), CURVE, dropped).scalar, "2*t")  # d/dt of f_t = x, dx/dt = 2t
    wrong = Stages(derive=lambda _walk, _name, _parent: ONE)
    assert same(evaluate(Determinant(("f1", "f2"), ("x", "y")), TWO_ONE, wrong).scalar, "0")
    assert same(evaluate(Implicit(("F",), ("y",), ("x",)), FOLIUM, wrong).scalar, "-1")


OWN: list[tuple[Composition, Quantity, Array, Quantity, list[str]]] = [
    # where, an earlier part, the own answer to it, the later part, what follows
    (TWO_ONE, Total(("f1",), ("x", "y")), Array((1, 2), (symbol("y"), symbol("y"))),
     Second("f1", ("x", "y"), ("x", "y")), ["0", "1", "0", "1"]),
    (CURVE, Second("f", ("t",), ("t",), "linear"), scalar(ONE), Second("f", ("t",), ("t",)),
     ["8*t**2*sin(t) + 8*t**3*cos(t) + 4*t + 1"]),
    (CURVE, Total(("f",), ("t",)), scalar(read("t**3")), Second("f", ("t",), ("t",)), ["3*t**2"]),
    (composition("t", x="t**2", f="x**3"), Total(("x",), ("t",)), scalar(read("3*t")), Second("f", ("t",), ("t",)),
     ["54*t**4 + 9*t**4"]),
    (FOLIUM, Total(("F",), ("y",)), scalar(read("3*y**2")), Implicit(("F",), ("y",), ("x",)), ["-(x**2 - y)/y**2"]),
    (FOLIUM, Implicit(("F",), ("y",), ("x",)), scalar(read("x*y")), Implicit(("F",), ("y",), ("x",), 2),
     ["y + x**2*y"]),
    (POLAR, Total(("x", "y"), ("r", "theta")), Array((2, 2), (ONE, TWO, TWO, ONE)),
     Determinant(("x", "y"), ("r", "theta")), ["-3"]),
    (POLAR, Determinant(("x", "y"), ("r", "theta")), scalar(TWO), Determinant(("x", "y"), ("r", "theta"), inverse=True),
     ["1/2"]),
    (POLAR, Second("f", ("r",), ("r",)), scalar(ZERO), Laplacian("f"),
     ["3*r*cos(theta)**2*sin(theta) + (2*r**3*sin(theta)**3 - 7*r**3*cos(theta)**2*sin(theta))/r**2"]),
    (POLAR, Laplacian("f", terms=True), Array((1, 2), (ONE, TWO)), Laplacian("f"), ["3"]),
    (POLAR, Inverse(("x", "y"), ("r", "theta")), Array((2, 2), (ONE, ZERO, ZERO, ONE)), Cartesian("f", ("x", "y")),
     ["3*r**2*cos(theta)**2*sin(theta)", "r**3*(cos(theta)**3 - 2*sin(theta)**2*cos(theta))"]),
    (GRAPH, Tangents(("v1",), (ONE,)), scalar(read("3*x")), Tangents(("v2",), (ONE,)), ["3*x*exp(v1)"]),
    (GRAPH, Adjoints("f", ("v5", "v4")), Array((2, 1), (TWO, ONE)), Adjoints("f", ("v3",)),
     ["1/(2*sqrt(v3)) - 2*sin(v3)"]),
    (GRAPH, Local(("v5",), ("v3",)), scalar(read("sin(v3)")), Adjoints("f", ("v3",)), ["1/(2*sqrt(v3)) + sin(v3)"]),
]  # fmt: skip


@pytest.mark.parametrize(("where", "earlier", "given_", "later", "expected"), OWN)
def test_own_values_are_followed_through(
    where: Composition, earlier: Quantity, given_: Array, later: Quantity, expected: list[str]
) -> None:
    assert depends_on(later, earlier, where)
    followed = evaluate(later, where, own=own_values(earlier, given_, where))
    for ours, theirs in zip(followed, expected, strict=True):
        assert same(ours, theirs), (ours, theirs)


HERE = {"x": Fraction(1), "y": Fraction(2)}


def test_own_values_at_a_point_are_followed_where_values_are_enough() -> None:
    gradient, direction = Total(("f1",), ("x", "y")), Directional("f1", ("x", "y"), (number(3), number(4)))
    own = own_values(At(gradient, HERE), Array((1, 2), (number(5), number(10))), TWO_ONE)
    assert depends_on(At(direction, HERE), At(gradient, HERE), TWO_ONE)
    assert same(evaluate(At(direction, HERE), TWO_ONE, own=own).scalar, "11")
    there = {"x": Fraction(2), "y": Fraction(2)}
    assert same(evaluate(At(direction, there), TWO_ONE, own=own).scalar, "14/5")
    assert not depends_on(At(direction, there), At(gradient, HERE), TWO_ONE)
    hessian = At(Second("f1", ("x",), ("y",)), HERE)
    assert not depends_on(hessian, At(gradient, HERE), TWO_ONE)


APART: list[tuple[Quantity, Quantity, Composition]] = [
    (Second("f", ("t",), ("t",), "linear"), Second("f", ("t",), ("t",), "quadratic"), CURVE),
    (Total(("f",), ("t",)), Second("f", ("t",), ("t",)), CURVE),
    (Laplacian("f"), Determinant(("x", "y"), ("r", "theta")), POLAR),
    (Adjoints("f", ("v3",)), Adjoints("f", ("v1",)), GRAPH),
    (Tangents(("v1",), (ONE,)), Tangents(("v3",), (ONE,)), GRAPH),
    (Multiplications((2, 3, 4), "best"), Total(("f",), ("x",)), GRAPH),
    (Second("f", ("t",), ("t",)), Second("f", ("t",), ("t",)), CURVE),
]


@pytest.mark.parametrize(("later", "earlier", "where"), APART)
def test_what_is_not_used_is_not_followed(later: Quantity, earlier: Quantity, where: Composition) -> None:
    assert not depends_on(later, earlier, where)


# ------------------------------------------------------------------ properties

NUMBERS = st.integers(-4, 4).map(number)
MATRICES = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(NUMBERS, min_size=n, max_size=n), min_size=n, max_size=n)
)


@settings(max_examples=60, deadline=None)
@given(rows=MATRICES)
def test_a_matrix_times_its_inverse_is_the_identity(rows: list[list[Expr]]) -> None:
    det = determinant(rows)
    plain = sympy.Matrix([[to_sympy(entry) for entry in row] for row in rows])
    assert to_sympy(det) == plain.det()
    if det != ZERO:
        unit = matrix_product(rows, inverse(rows))
        assert all(entry == (ONE if i == j else ZERO) for i, row in enumerate(unit) for j, entry in enumerate(row))


FORMULAS = st.sampled_from(["x*y", "x**2 + y", "sin(x)*y", "exp(x - y)", "x/(2 + y**2)", "cos(x*y)", "x - 3*y", "y**3"])
MAPS = st.tuples(FORMULAS, FORMULAS).map(lambda pair: composition("x y", f1=pair[0], f2=pair[1]))


def value_of(expr: Expr) -> sympy.Float:
    x, y = sympy.Symbol("x"), sympy.Symbol("y")
    return to_sympy(expr).subs({x: sympy.Rational(7, 10), y: sympy.Rational(13, 11)}).evalf(30)


def near(one: Expr, other: Expr) -> bool:
    return abs(value_of(one) - value_of(other)) < 1e-20


@settings(max_examples=40, deadline=None)
@given(plane=MAPS)
def test_a_product_with_a_unit_vector_is_a_column_or_a_row(plane: Composition) -> None:
    jacobian = evaluate(Total(("f1", "f2"), ("x", "y")), plane).entries
    for j, unit in enumerate([(ONE, ZERO), (ZERO, ONE)]):
        column = evaluate(Product(("f1", "f2"), ("x", "y"), unit), plane).entries
        row = evaluate(Product(("f1", "f2"), ("x", "y"), unit, left=True), plane).entries
        assert all(near(a, b) for a, b in zip(column, jacobian[j::2], strict=True))
        assert all(near(a, b) for a, b in zip(row, jacobian[2 * j : 2 * j + 2], strict=True))


@settings(max_examples=40, deadline=None)
@given(plane=MAPS)
def test_determinants_of_a_map_and_its_inverse_multiply_to_one(plane: Composition) -> None:
    forward = evaluate(Determinant(("f1", "f2"), ("x", "y")), plane).scalar
    if abs(value_of(forward)) < 1e-12:
        return
    back = evaluate(Inverse(("f1", "f2"), ("x", "y")), plane).entries
    assert abs(value_of(forward) * value_of(determinant([back[:2], back[2:]])) - 1) < 1e-15


@settings(max_examples=40, deadline=None)
@given(inner=MAPS, outer=st.sampled_from(["f1*f2", "sin(f1) + f2**2", "x*f1 - f2", "exp(f1)*y"]))
def test_the_hessian_is_symmetric_and_the_sum_of_both_terms(inner: Composition, outer: str) -> None:
    whole = Composition(inner.inputs, (*inner.nodes, Node("f", read(outer))), ("f",))
    a, b, c, d = evaluate(Second("f", ("x", "y"), ("x", "y")), whole).entries
    assert near(b, c)
    formula = Graph(whole).closed["f"]
    x, y = sympy.Symbol("x"), sympy.Symbol("y")
    for ours, by in ((a, (x, x)), (b, (x, y)), (d, (y, y))):
        theirs = sympy.diff(to_sympy(formula), *by).subs({x: sympy.Rational(7, 10), y: sympy.Rational(13, 11)})
        assert abs(value_of(ours) - theirs.evalf(30)) < 1e-18
    terms = [evaluate(Second("f", ("x",), ("y",), term), whole).scalar for term in ("quadratic", "linear")]
    assert abs(value_of(b) - sum(map(value_of, terms))) < 1e-18


@settings(max_examples=40, deadline=None)
@given(plane=MAPS)
def test_tangents_and_adjoints_agree(plane: Composition) -> None:
    whole = Composition(plane.inputs, (*plane.nodes, Node("f", read("f1*f2 + sin(f1)"))), ("f",))
    adjoints = evaluate(Adjoints("f", ("x", "y"), substituted=True), whole).entries
    for adjoint, seed in zip(adjoints, [(ONE, ZERO), (ZERO, ONE)], strict=True):
        assert near(adjoint, evaluate(Tangents(("f",), seed, substituted=True), whole).scalar)


@settings(max_examples=40, deadline=None)
@given(sizes=st.lists(st.integers(1, 9), min_size=3, max_size=7))
def test_no_order_beats_the_best(sizes: list[int]) -> None:
    told = {order: Multiplications(tuple(sizes), order) for order in ("forward", "reverse", "best")}
    costs = {order: evaluate(asked, GRAPH).scalar.number for order, asked in told.items()}
    assert costs["best"] <= min(costs["forward"], costs["reverse"])
    if len(sizes) == 4:
        assert costs["best"] == min(costs["forward"], costs["reverse"])


def test_common_factors_cancel() -> None:
    r, theta = symbol("r"), symbol("theta")
    assert ratio(read("2*r*sin(theta)"), read("r**2*sin(theta)")) == read("2/r")
    assert ratio(read("-4*r"), read("6*r*r")) == read("-2/(3*r)")
    assert ratio(read("(r + 1)*theta"), read("theta")) == read("r + 1")
    assert ratio(r, theta) == read("r/theta")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_ratio_means_the_quotient(data: st.DataObject) -> None:
    factors = st.sampled_from(["x", "y", "2*x", "x**2/y", "1/x", "(x + y)**3", "-y", "sqrt(x)", "x**(1/3)", "3/(2*y)"])
    top, bottom = data.draw(factors), data.draw(factors)
    assert same(ratio(read(top), read(bottom)), f"({top})/({bottom})")
