"""Undefined functions and their derivatives: read from every grammar, and refused where nothing is left open."""

from __future__ import annotations

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.calculus.differentiate import derivative
from gradekit.documents.mathematics.plain import to_plain
from gradekit.errors import StudentError
from gradekit.submissions.operations import OPERATIONS
from gradekit.syntax.build import add, function, multiply, number, power, symbol
from gradekit.syntax.either import read_either
from gradekit.syntax.latex import to_latex
from gradekit.syntax.latex_reader import read_latex
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope
from gradekit.syntax.sympy_bridge import from_sympy, to_sympy
from gradekit.syntax.table import from_table, to_table
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr
from gradekit.syntax.write import to_text

SCOPE = Scope(frozenset({"x", "u", "t"}), undefined={"f": 1, "g": 1, "h": 1, "k": 2}, calls=OPERATIONS)
x, u, t = symbol("x"), symbol("u"), symbol("t")
FIRST = function("f'", u)

READ = [
    (read_text, "f'(u)", FIRST),
    (read_text, "f′(u)", FIRST),
    (read_text, "f’(u)", FIRST),
    (read_text, "f''(u)", function("f''", u)),
    (read_text, "f″(u)", function("f''", u)),
    (read_text, "f^{(3)}(u)", function("f'''", u)),
    (read_text, "2f'(u)", multiply(number(2), FIRST)),
    (read_text, "f'(g(t))", function("f'", function("g", t))),
    (read_text, "f'(u)^2", power(FIRST, 2)),
    (read_text, "f^2(u)", power(function("f", u), 2)),
    (read_text, "f'(t)*2*t", Expr("multiply", (function("f'", t), number(2), t))),
    (read_latex, r"f'(u)", FIRST),
    (read_latex, r"f^{\prime}(u)", FIRST),
    (read_latex, r"f^\prime(u)", FIRST),
    (read_latex, r"f^{\prime\prime}\left(u\right)", function("f''", u)),
    (read_latex, r"f^{(3)}(u)", function("f'''", u)),
    (read_latex, r"f^{2}(u)", power(function("f", u), 2)),
    (read_either, "f'(t)*2*t", Expr("multiply", (function("f'", t), number(2), t))),
    (read_either, "f'(t)*g'(t)", multiply(function("f'", t), function("g'", t))),
    (read_either, "h'(t) + f''(t)", add(function("h'", t), function("f''", t))),
    (read_either, "f''(t)*f''(t)", multiply(function("f''", t), function("f''", t))),
    (read_python, '"f\'(u)"', FIRST),
    (read_python, "f(u).diff(u)", FIRST),
    (read_python, "diff(f(u), u, 2)", function("f''", u)),
    (read_python, "Derivative(f(u), u)", FIRST),
    (read_python, "Derivative(f(u), u).subs(u, g(t))", function("f'", function("g", t))),
    (read_python, "diff(f(g(t)), t)", multiply(function("g'", t), function("f'", function("g", t)))),
]


@pytest.mark.parametrize(("reader", "text", "tree"), READ, ids=[f"{row[0].__name__} {row[1]}" for row in READ])
def test_derivatives_are_read(reader: object, text: str, tree: Expr) -> None:
    assert reader(text, SCOPE).value == tree  # type: ignore[operator]


REFUSED = [
    (read_text, "x'", "read.prime", 1),
    (read_text, "x'(t)", "read.prime", 1),
    (read_text, "sin'(x)", "read.function-brackets", 0),
    (read_text, "f' + 1", "read.function-brackets", 0),
    (read_text, "f", "read.function-brackets", 0),
    (read_text, "f'(u, t)", "read.arity", 0),
    (read_text, "k'(u, t)", "read.prime-of-several", 0),
    (read_text, "f^(3)(u)", "read.two-readings", 0),
    (read_text, "f''''''''''(u)", "read.prime-too-often", 0),
    (read_text, "f^{(99999)}(u)", "read.prime-too-often", 0),
    (read_latex, r"x^{\prime}", "read.prime", 3),
]


@pytest.mark.parametrize(("reader", "text", "message", "offset"), REFUSED, ids=[row[1] for row in REFUSED])
def test_what_is_refused(reader: object, text: str, message: str, offset: int) -> None:
    with pytest.raises(StudentError, match=message.replace(".", r"\.")) as caught:
        reader(text, SCOPE)  # type: ignore[operator]
    assert caught.value.place is not None
    assert caught.value.place.offset == offset


@pytest.mark.parametrize("reader", [read_text, read_either, read_latex])
def test_without_an_open_function_a_prime_keeps_its_sentence(reader: object) -> None:
    with pytest.raises(StudentError, match=r"read\.prime"):
        reader("f'(t)", Scope(frozenset({"t", "f"})))  # type: ignore[operator]


NAMES = st.builds(lambda name, n: name + "'" * n, st.sampled_from("fgh"), st.integers(0, 4))
APPLIED = st.recursive(
    st.sampled_from([x, u, t]),
    lambda inner: st.one_of(
        st.builds(function, NAMES, inner),
        st.builds(lambda a: Expr("power", (a, number(2))), inner),
        st.builds(lambda a, b: Expr("multiply", (a, b)), st.builds(function, NAMES, inner), st.sampled_from([x, u])),
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(APPLIED)
def test_what_is_written_reads_back(expr: Expr) -> None:
    assert read_text(to_text(expr), SCOPE).value == expr
    assert read_text(to_text(expr, caret=True), SCOPE).value == expr
    assert read_either(to_text(expr), SCOPE).value == expr
    assert read_latex(to_latex(expr), SCOPE).value == expr
    assert from_table(to_table(expr)) == expr


@pytest.mark.parametrize("text", ["f(t^2)", "f(g(t))*t", "f'(3*t)^2", "g(f(t) + t)"])
def test_the_chain_rule_is_that_of_sympy(text: str) -> None:
    expr = read_text(text, SCOPE).value
    assert isinstance(expr, Expr)
    by = sympy.Symbol("t")
    gap = to_sympy(derivative(expr, "t")) - sympy.diff(to_sympy(expr), by)
    sine, cube = sympy.Lambda(u_ := sympy.Symbol("u_"), sympy.sin(u_)), sympy.Lambda(u_, u_**3 + u_)
    closed = gap.subs(sympy.Function("f"), sine).subs(sympy.Function("g"), cube).doit()
    assert abs(sympy.N(closed.subs(by, sympy.Rational(3, 7)), 20)) < 1e-15


def test_sympy_has_derivatives_at_points_and_back() -> None:
    for expr in (FIRST, function("f''", function("g", t)), function("f'", power(u, 2))):
        assert from_sympy(to_sympy(expr)) == expr


def test_primes_are_shown() -> None:
    assert to_latex(FIRST) == "f'(u)"
    assert to_plain(to_latex(multiply(number(2), function("f''", power(t, 2))))) == "2f′′(t²)"
