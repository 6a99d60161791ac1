"""Writers: what is written reads back to the same meaning, by evaluation at points; and a table of how it looks."""

from __future__ import annotations

import re

import mpmath
import pytest
from hypothesis import assume, given, settings
from trees_at_random import TREES
from values_by_mpmath import POINTS, plain_value, same, value

from gradekit.syntax.latex import COMMANDS, array_to_latex, entries_to_latex, to_latex
from gradekit.syntax.limits import Limits
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Array, Expr
from gradekit.syntax.write import array_to_text, entries_to_text, to_text

NAMES = frozenset({"x", "y", "z", "t", "a", "b", "c", "n", "r", "theta", "u1", "alpha", "e_r", "loss"})
SCOPE = Scope(NAMES, limits=Limits(depth=200))


def values(expr: Expr) -> list[mpmath.mpc]:
    """The values at the points; the example is dropped where one is not plain."""
    found = [plain_value(expr, point) for point in POINTS]
    assume(None not in found)
    return found


@settings(max_examples=250, deadline=None)
@given(TREES)
def test_python_reads_back_what_was_written(expr: Expr) -> None:
    wanted = values(expr)
    read = read_python(to_text(expr), SCOPE).value
    assert isinstance(read, Expr)
    assert all(same(value(read, point), number) for point, number in zip(POINTS, wanted, strict=True))


@settings(max_examples=250, deadline=None)
@given(TREES)
def test_typed_text_reads_back_what_was_written_in_either_style(expr: Expr) -> None:
    wanted = values(expr)
    for text in (to_text(expr), to_text(expr, caret=True)):
        read = read_text(text, SCOPE)
        assert {remark.message for remark in read.remarks} <= {"read.note-power-first"}
        assert isinstance(read.value, Expr)
        assert all(same(value(read.value, point), number) for point, number in zip(POINTS, wanted, strict=True))


@settings(max_examples=200, deadline=None)
@given(TREES)
def test_a_second_writing_says_the_same(expr: Expr) -> None:
    read = read_text(to_text(expr), SCOPE).value
    assert isinstance(read, Expr)
    again = read_text(to_text(read), SCOPE).value
    assert again == read_python(to_text(read), SCOPE).value
    assert isinstance(again, Expr)
    assert to_text(again) == to_text(read)


@settings(max_examples=200, deadline=None)
@given(TREES)
def test_latex_stays_inside_the_closed_subset(expr: Expr) -> None:
    written = to_latex(expr)
    assert set(re.findall(r"\\(?:[A-Za-z]+|.)", written)) <= COMMANDS
    assert written.count("{") == written.count("}")
    assert written.count(r"\left") == written.count(r"\right")
    assert re.fullmatch(r"[A-Za-z0-9\\{}\[\]^_()|+\-/.,! ]*", written)


TEXTS = [
    # typed                         as Python                  as one types it
    ("2x cos(t)", "2*x*cos(t)", "2*x*cos(t)"),
    ("-x", "-x", "-x"),
    ("x/(2y)", "x/(2*y)", "x/(2*y)"),
    ("sqrt(x)", "sqrt(x)", "sqrt(x)"),
    ("x^2", "x**2", "x^2"),
    ("-x^2", "-x**2", "-x^2"),
    ("(-x)^2", "(-x)**2", "(-x)^2"),
    ("x^-2", "x**(-2)", "x^(-2)"),
    ("2^(x+1)", "2**(x + 1)", "2^(x + 1)"),
    ("(x^y)^z", "(x**y)**z", "(x^y)^z"),
    ("x^y^z", "x**(y**z)", "x^(y^z)"),
    ("e^x", "exp(x)", "e^x"),
    ("e^(-2x)", "exp(-2*x)", "e^(-2*x)"),
    ("ln(x)", "log(x)", "ln(x)"),
    ("a - b - c", "a - b - c", "a - b - c"),
    ("a - (b - c)", "a - (b - c)", "a - (b - c)"),
    ("a + (b + c)", "a + b + c", "a + b + c"),
    ("a - -b", "a - (-b)", "a - (-b)"),
    ("a*(b*c)", "a*b*c", "a*b*c"),
    ("a/(b/c)", "a/(b/c)", "a/(b/c)"),
    ("a/b/c", "(a/b)/c", "(a/b)/c"),
    ("(a/b)*c", "(a/b)*c", "(a/b)*c"),
    ("a*(b/c)", "a*b/c", "a*b/c"),
    ("(a+b)*c", "(a + b)*c", "(a + b)*c"),
    ("-(a+b)", "-(a + b)", "-(a + b)"),
    ("2*(-x)", "2*(-x)", "2*(-x)"),
    ("-1/2", "-1/2", "-1/2"),
    ("0.70", "0.70", "0.70"),
    ("|x|", "Abs(x)", "Abs(x)"),
    ("pi*e", "pi*E", "pi*e"),
    ("max(x, y)", "Max(x, y)", "Max(x, y)"),
]


@pytest.mark.parametrize(("typed", "python", "caret"), TEXTS, ids=[row[0] for row in TEXTS])
def test_text_has_few_brackets(typed: str, python: str, caret: str) -> None:
    expr = read_text(typed, SCOPE).value
    assert isinstance(expr, Expr)
    assert to_text(expr) == python
    assert to_text(expr, caret=True) == caret


LATEX = [
    ("2x y", r"2 x y"),
    ("2*3", r"2 \cdot 3"),
    ("x*2", r"x \cdot 2"),
    ("x(t+1)", r"x \, (t + 1)"),
    ("2(t+1)", r"2 (t + 1)"),
    ("(x+1)(x-1)", r"(x + 1) (x - 1)"),
    ("x/y", r"\frac{x}{y}"),
    ("-x/y", r"-\frac{x}{y}"),
    ("(x+1)/(2y)", r"\frac{x + 1}{2 y}"),
    ("1/2", r"\frac{1}{2}"),
    ("(1/2)x", r"\frac{1}{2} x"),
    ("x^2", r"x^{2}"),
    ("x^(1/2)", r"x^{1/2}"),
    ("x^-y", r"x^{-y}"),
    ("(x+y)^2", r"(x + y)^{2}"),
    ("(x/y)^2", r"\left(\frac{x}{y}\right)^{2}"),
    ("e^x", r"e^{x}"),
    ("e^(-2y)", r"e^{-2 y}"),
    ("e^(x/y)", r"e^{x/y}"),
    ("e^(-x^2/2)", r"e^{-x^{2}/2}"),
    ("e^(-(x+y))", r"e^{-(x + y)}"),
    ("e^((x+1)/y)", r"\exp\left(\frac{x + 1}{y}\right)"),
    ("sin(x)", r"\sin x"),
    ("sin(2x)", r"\sin(2 x)"),
    ("sin(x^2)", r"\sin\left(x^{2}\right)"),
    ("sin(x)^2", r"\sin^{2} x"),
    ("sin(2x)^2", r"\sin^{2}(2 x)"),
    ("1/sin(x)^2", r"\frac{1}{\sin^{2} x}"),
    ("sin(x)^-2", r"(\sin x)^{-2}"),
    ("sin(x)cos(y)", r"\sin x \cos y"),
    ("sin(x) y", r"\sin(x) y"),
    ("y sin(x)", r"y \sin x"),
    ("ln(x)", r"\ln x"),
    ("log(x, 2)", r"\log_{2}(x)"),
    ("asin(x)", r"\arcsin(x)"),
    ("sech(x)", r"\operatorname{sech} x"),
    ("sqrt(x+1)", r"\sqrt{x + 1}"),
    ("cbrt(x)", r"\sqrt[3]{x}"),
    ("|x - 1|", r"\left|x - 1\right|"),
    ("floor(x)", r"\left\lfloor x \right\rfloor"),
    ("sigmoid(x)", r"\sigma(x)"),
    ("theta + u1", r"\theta + u_{1}"),
    ("e_r*loss", r"e_{r} \mathrm{loss}"),
    ("a - b", r"a - b"),
    ("a - (b + c)", r"a - (b + c)"),
    ("-x^2 + 1", r"-x^{2} + 1"),
    ("x*(-y)", r"x \, (-y)"),
    ("pi*e", r"\pi e"),
    ("0.70x", r"0.70 x"),
    ("2e3", r"2 \cdot 10^{3}"),
    ("max(x, y)", r"\max(x, y)"),
    ("x!", r"x!"),
]


@pytest.mark.parametrize(("typed", "latex"), LATEX, ids=[row[0] for row in LATEX])
def test_latex_looks_as_in_a_textbook(typed: str, latex: str) -> None:
    expr = read_text(typed, SCOPE).value
    assert isinstance(expr, Expr)
    assert to_latex(expr) == latex


def test_symbols_may_be_spoken_of_otherwise() -> None:
    expr = read_text("2*e_r", SCOPE).value
    assert isinstance(expr, Expr)
    assert to_latex(expr, {"e_r": r"\mathrm{e}_{r}"}) == r"2 \mathrm{e}_{r}"


def test_names_never_bring_commands_with_them() -> None:
    assert to_latex(Expr("symbol", (), r"\input{x}$")) == r"\mathrm{inputx}"


def test_arrays() -> None:
    x, y = Expr("symbol", (), "x"), Expr("symbol", (), "y")
    assert array_to_text(Array((2,), (x, y))) == "[x, y]"
    assert array_to_text(Array((2, 1), (x, y))) == "[[x], [y]]"
    assert array_to_text(Array((), (x,))) == "x"
    assert entries_to_text((1, 2), (x, None)) == "[[x, ...]]"
    assert array_to_latex(Array((2, 1), (x, y))) == r"\begin{pmatrix} x \\ y \end{pmatrix}"
    assert entries_to_latex((2,), (x, None)) == r"\begin{pmatrix} x & \ldots \end{pmatrix}"
    assert entries_to_text((2, 1, 1), (x, y)) == "[[[x]], [[y]]]"
