"""To SymPy and back: the same value by SymPy's own evaluation, and the order of a textbook."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import assume, given, settings
from trees_at_random import TREES
from values_by_mpmath import POINTS, plain_value, same, value, value_by_sympy

from gradekit.errors import AuthorError
from gradekit.syntax.sympy_bridge import array_from_sympy, from_sympy, to_sympy
from gradekit.syntax.tree import Array, Expr
from gradekit.syntax.write import to_text

x, y, t, theta, u1 = sp.symbols("x y t theta u1")

SHOWN = [
    (1 - x, "1 - x"),
    (x**2 + 3 * x + 1, "x**2 + 3*x + 1"),
    (-x - y, "-x - y"),
    (x**2 - 2 * x * y, "x**2 - 2*x*y"),
    (x / 2, "x/2"),
    (3 * x / (2 * y), "3*x/(2*y)"),
    (-x / y, "-x/y"),
    (sp.Rational(-1, 2), "-1/2"),
    (1 / x, "1/x"),
    (y / x**2, "y/x**2"),
    (sp.sqrt(x) / 2, "sqrt(x)/2"),
    (1 / sp.sqrt(x), "1/sqrt(x)"),
    (x ** sp.Rational(3, 2), "x**(3/2)"),
    (x ** (-y), "x**(-y)"),
    (sp.exp(-2 * y) * sp.sin(2 * x), "exp(-2*y)*sin(2*x)"),
    (2 * x * y * sp.sin(x), "2*x*y*sin(x)"),
    (2 * sp.sqrt(2), "2*sqrt(2)"),
    ((x + 1) * (x - 1), "(x - 1)*(x + 1)"),
    (sp.pi * x**2, "pi*x**2"),
    (sp.E * x, "E*x"),
    (sp.I * x, "I*x"),
    (x + sp.sign(y), "x + sign(y)"),
    (sp.Max(x, y), "Max(x, y)"),
    (sp.Float("0.25") * x, "0.25*x"),
    (sp.Function("f")(x), "f(x)"),
    (sp.log(x) ** 2, "log(x)**2"),
    (sp.atan2(y, x), "atan2(y, x)"),
]


@pytest.mark.parametrize(("expr", "text"), SHOWN, ids=[str(row[0]) for row in SHOWN])
def test_sympy_as_a_textbook_writes_it(expr: sp.Expr, text: str) -> None:
    tree = from_sympy(expr)
    assert to_text(tree) == text
    assert sp.simplify(to_sympy(tree) - sp.nsimplify(expr)) == 0


@settings(max_examples=120, deadline=None)
@given(TREES)
def test_sympy_gives_a_tree_the_same_value(expr: Expr) -> None:
    wanted = [plain_value(expr, point) for point in POINTS]
    assume(None not in wanted)
    for point, number in zip(POINTS, wanted, strict=True):
        assert same(value_by_sympy(to_sympy(expr), point), number)


POLYNOMIALS = [x**3 * y - 2 * x * y**2 + 5, (x + y) ** 3 / (1 + x**2), sp.exp(x * y) * sp.cos(t) / sp.sqrt(1 + x**2)]


@pytest.mark.parametrize("expr", POLYNOMIALS, ids=str)
def test_derivatives_come_over_with_their_value(expr: sp.Expr) -> None:
    for derivative in (sp.diff(expr, x), sp.diff(expr, y), sp.diff(expr, t)):
        for point in POINTS:
            assert same(value(from_sympy(derivative), point), value_by_sympy(derivative, point))


def test_symbols_can_be_given_with_their_assumptions() -> None:
    positive = sp.Symbol("x", positive=True)
    assert to_sympy(from_sympy(sp.sqrt(x)), {"x": positive}).is_positive


def test_functions_that_sympy_writes_with_others() -> None:
    own = {"sigmoid": 1 / (1 + sp.exp(-x)), "relu": sp.Max(0, x), "softplus": sp.log(1 + sp.exp(x))}
    for name, meant in own.items():
        assert to_sympy(Expr("function", (Expr("symbol", (), "x"),), name)) == meant


def test_arrays_and_matrices() -> None:
    one, two = Expr("symbol", (), "x"), Expr("symbol", (), "y")
    assert array_from_sympy(sp.Matrix([[x, y]])) == Array((1, 2), (one, two))
    assert array_from_sympy(sp.Array([x, y])) == Array((2,), (one, two))
    assert array_from_sympy(x) == Array((), (one,))


@pytest.mark.parametrize("expr", [sp.zeta(x), sp.Derivative(sp.zeta(x), x), sp.oo, sp.Integral(x, x)], ids=str)
def test_what_gradekit_does_not_know_is_named(expr: sp.Expr) -> None:
    with pytest.raises(AuthorError, match=r"zeta|Derivative|oo|Integral"):
        from_sympy(expr)


def test_text_is_never_parsed() -> None:
    with pytest.raises(sp.SympifyError, match=r"SympifyError"):
        from_sympy("__import__('os').getcwd()")
