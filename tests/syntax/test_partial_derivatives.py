"""Partial derivatives of functions of several numbers that a question leaves open, read, printed and taken to SymPy."""

from dataclasses import replace
from typing import Any

import pytest
import sympy

from gradekit.calculus.differentiate import derivative
from gradekit.errors import StudentError
from gradekit.submissions.operations import OPERATIONS
from gradekit.syntax.build import function, multiply, power, sin, symbol
from gradekit.syntax.either import read_either
from gradekit.syntax.latex import to_latex
from gradekit.syntax.latex_reader import read_latex
from gradekit.syntax.partials import counts, in_latex, spellings
from gradekit.syntax.scope import Scope
from gradekit.syntax.sympy_bridge import from_sympy, to_sympy
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr
from gradekit.syntax.write import to_text

sp: Any = sympy
LEFT_OPEN = ("f(x, y)", "g(1, 2)", "h(r, theta)", "k")
SCOPE = Scope(frozenset({"x", "y", "t", "r", "theta"}), undefined=counts(LEFT_OPEN), partials=spellings(LEFT_OPEN))
x, y, t = symbol("x"), symbol("y"), symbol("t")


def of(name: str, *args: Expr) -> Expr:
    return function(name, *args)


TYPED = [
    ("f_x(x, y)", of("f_1", x, y)),
    ("f_1(x, y)", of("f_1", x, y)),
    ("f_{y}(x, y)", of("f_2", x, y)),
    ("f_yx(t**2, t)", of("f_12", power(t, 2), t)),
    ("f_21(x, y)", of("f_12", x, y)),
    ("g_2(x, y)", of("g_2", x, y)),
    ("h_theta(r, theta)", of("h_2", symbol("r"), symbol("theta"))),
    ("∂f/∂x(x, y)", of("f_1", x, y)),
    ("∂²f/∂x∂y(x, y)", of("f_12", x, y)),
    ("∂^2 f/∂y^2(x, y)", of("f_22", x, y)),
    ("k'(x)", of("k'", x)),
]


@pytest.mark.parametrize(("text", "tree"), TYPED)
def test_typed_text(text: str, tree: Expr) -> None:
    assert read_text(text, SCOPE).value == tree


@pytest.mark.parametrize(("text", "tree"), TYPED[:2] + TYPED[3:7])
def test_python(text: str, tree: Expr) -> None:
    read = read_either(text, SCOPE)
    assert (read.value, read.remarks) == (tree, ())


IN_LATEX = [
    (r"f_x\left(x, y\right)", of("f_1", x, y)),
    (r"f_{xy}(x, y)", of("f_12", x, y)),
    (r"\frac{\partial f}{\partial y}(x, y)", of("f_2", x, y)),
    (r"\frac{\partial^2 f}{\partial y \partial x}(x, t^2)", of("f_12", x, power(t, 2))),
    (r"\frac{\partial^{2} f}{\partial x^{2}}(x, y)", of("f_11", x, y)),
    (r"\frac{\partial h}{\partial \theta}(x, y)", of("h_2", x, y)),
]


@pytest.mark.parametrize(("text", "tree"), IN_LATEX)
def test_latex(text: str, tree: Expr) -> None:
    assert read_latex(text, SCOPE).value == tree


REFUSED = [
    ("f_x(x)", "read.arity"),
    ("f_t(x, y)", "read.unknown"),
    ("f_x", "read.function-brackets"),
    ("∂f/∂t(x, y)", "read.operator-sign"),
    ("∂k/∂x(x)", "read.operator-sign"),
    ("f'(x, y)", "read.prime-of-several"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_what_has_no_meaning_is_refused(text: str, message: str) -> None:
    with pytest.raises(StudentError, match=message):
        read_text(text, SCOPE)


def test_without_such_functions_a_quotient_is_refused_as_ever() -> None:
    with pytest.raises(StudentError, match=r"read\.operator-sign"):
        read_text("∂f/∂x(x, y)", Scope(frozenset({"x", "y"})))


PRINTED = [("f_1", "f_{x}(x, y)"), ("f_12", "f_{x y}(x, y)"), ("g_2", "g_{2}(x, y)"), ("h_2", r"h_{\theta}(x, y)")]


@pytest.mark.parametrize(("name", "latex"), PRINTED)
def test_they_are_printed_with_the_letters_of_the_question(name: str, latex: str) -> None:
    assert to_latex(of(name, x, y), in_latex(LEFT_OPEN)) == latex


def test_what_is_printed_is_read_back() -> None:
    for name in spellings(LEFT_OPEN).values():
        tree = of(name, x, y)
        assert read_text(to_text(tree), SCOPE).value == tree
        assert read_latex(to_latex(tree, in_latex(LEFT_OPEN)).replace(" ", ""), SCOPE).value == tree


INNER = [
    (x, y),
    (power(t, 2), sin(t)),
    (multiply(x, y), x),
    (t, t),
    (x, multiply(x, x)),
]


@pytest.mark.parametrize("args", INNER, ids=["letters", "functions", "product", "twice", "nested"])
@pytest.mark.parametrize("order", [("t",), ("x",), ("x", "y"), ("y", "x"), ("t", "t"), ("x", "x", "y")])
def test_derivatives_are_those_of_sympy(args: tuple[Expr, ...], order: tuple[str, ...]) -> None:
    """For a definite function in place of f, differentiated by SymPy after it has been put in."""
    tree = of("f", *args)
    slope = tree
    for name in order:
        slope = derivative(slope, name)
    u, v = sp.symbols("u v")
    known = sp.exp(u) * sp.sin(v) + u**3 * v**4
    names = ("f", *spellings(["f(x, y)"]).values())
    values = {name: sp.Lambda((u, v), sp.diff(known, (u, name.count("1")), (v, name.count("2")))) for name in names}
    right = sp.diff(_put(tree, values), *map(sp.Symbol, order))
    assert sp.simplify(_put(slope, values) - right) == 0


def _put(expr: Expr, values: dict[str, Any]) -> Any:
    if expr.head == "function" and expr.name in values:
        return values[expr.name](*(_put(arg, values) for arg in expr.args))
    return to_sympy(expr) if not expr.args else _rebuilt(expr, values)


def _rebuilt(expr: Expr, values: dict[str, Any]) -> Any:
    letters = {f"a{k}": _put(arg, values) for k, arg in enumerate(expr.args)}
    plain = Expr(expr.head, tuple(map(symbol, letters)), expr.value)
    return to_sympy(plain).subs({sp.Symbol(name): value for name, value in letters.items()}, simultaneous=True)


@pytest.mark.parametrize("args", INNER, ids=["letters", "functions", "product", "twice", "nested"])
@pytest.mark.parametrize("name", ["f_1", "f_2", "f_12", "f_22", "f_112"])
def test_the_bridge_goes_both_ways(name: str, args: tuple[Expr, ...]) -> None:
    tree = of(name, *args)
    assert from_sympy(to_sympy(tree)) == from_sympy(to_sympy(from_sympy(to_sympy(tree))))
    if args == (x, y):
        assert from_sympy(to_sympy(tree)) == tree


def test_sympys_own_derivative_is_read() -> None:
    f, s = sp.Function("f"), sp.Symbol("t")
    slope = from_sympy(sp.diff(f(s**2, sp.sin(s)), s))
    mine = derivative(of("f", power(t, 2), sin(t)), "t")
    assert sp.simplify(to_sympy(slope) - to_sympy(mine)) == 0
    assert "f_1(t**2, sin(t))" in to_text(slope)


@pytest.mark.parametrize("text", ["diff(f(x, y), y)", "f(x, y).diff(y)", "Derivative(f(x, y), y)"])
def test_python_differentiates_them(text: str) -> None:
    assert read_either(text, replace(SCOPE, calls=OPERATIONS)).value == of("f_2", x, y)
