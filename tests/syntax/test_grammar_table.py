"""One grammar: typed text, LaTeX and Python of the same meaning are the same tree, or proved to be the same."""

from __future__ import annotations

import pytest
from grammar_table import ROWS

from gradekit.equality.decide import decide
from gradekit.errors import StudentError
from gradekit.model.outcome import Outcome
from gradekit.syntax.latex_pieces import pieces_of
from gradekit.syntax.latex_reader import read_latex
from gradekit.syntax.limits import Limits
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope, Spot
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr

NAMES = "x y z t n k a b c r theta theta1 alpha u1 x1 x2 e_r loss phi omega"
SCOPE = Scope(frozenset(NAMES.split()), limits=Limits(depth=200))
IN_PYTHON = [(typed, python) for typed, _, python in dict.fromkeys(ROWS) if python]


def test_the_table_is_long_enough_and_has_no_row_twice() -> None:
    assert len({latex for _, latex, _ in ROWS}) == len(ROWS) > 150


@pytest.mark.parametrize(("typed", "latex"), [row[:2] for row in ROWS], ids=[row[1] for row in ROWS])
def test_text_and_latex_are_one_tree(typed: str, latex: str) -> None:
    assert read_latex(latex, SCOPE).value == read_text(typed, SCOPE).value


@pytest.mark.parametrize(("typed", "python"), dict.fromkeys(IN_PYTHON))
def test_text_and_python_are_one_formula(typed: str, python: str) -> None:
    read, meant = read_text(typed, SCOPE).value, read_python(python, SCOPE).value
    assert isinstance(read, Expr)
    assert isinstance(meant, Expr)
    assert read == meant or decide(read, meant).outcome is Outcome.PROVED


REFUSED = [
    # typed        LaTeX                                 why
    ("1/2x",       "1/2x",                               "two-readings"),
    ("a/bc",       "a/bc",                               "two-readings"),
    ("sin^-1(x)",  r"\sin^{-1}(x)",                      "inverse-or-reciprocal"),
    ("tan^-1(x)",  r"\tan^{-1} x",                       "inverse-or-reciprocal"),
    ("n!!",        "n!!",                                "double-factorial"),
    ("sin()^2",    r"\sin",                              "function-brackets|empty|arity"),
    ("∂x",         r"\partial x",                        "operator-sign"),
    ("∫x",         r"\int x",                            "operator-sign"),
    ("∑x",         r"\sum x",                            "operator-sign"),
    ("x = 2",      "x = 2",                              "equation"),
    ("x + ",       "x +",                                "ends-early"),
    ("(x",         r"\left(x",                           "bracket-not-closed"),
    ("x)",         r"x\right)",                          "bracket-not-opened"),
    ("q + 1",      "q + 1",                              "unknown-name"),
    ("2 3",        r"2\,3",                              "number-after"),
    ("exp[x]",     r"\exp[x]",                           "square-brackets"),
    ("i",          r"\mathrm{i}",                        "no-complex-numbers"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "latex", "why"), REFUSED)
def test_text_and_latex_are_refused_alike(typed: str, latex: str, why: str) -> None:
    for read, text in ((read_text, typed), (read_latex, latex)):
        with pytest.raises(StudentError, match=rf"^read\.({why})"):
            read(text, SCOPE)


LATEX_ONLY = [
    (r"\frac{d}{dx} x^2",                "read.operator-sign"),
    (r"\frac{d\,x}{dt}",                 "read.operator-sign"),
    (r"\frac{\mathrm{d}x}{\mathrm{d}t}", "read.operator-sign"),
    (r"\frac{d^2x}{dt^2}",               "read.operator-sign"),
    (r"\tfrac{d}{d\theta}x",             "read.operator-sign"),
    (r"1{,}000",                         "read.two-readings"),
    (r"1{,}00{,}0",                      "read.operand-missing"),
    (r"\hat{x}",                         "read.unknown-name"),
    (r"\bar x + x",                      "read.unknown-name"),
    (r"{x \over y}",                     "read.unknown-command"),
    (r"\lim_{t \to 0} t",                "read.unknown-command"),
    (r"\begin{vmatrix} x & y \end{vmatrix}", "read.unknown-command"),
    (r"\left. x \right|",                "read.strange-character"),
    (r"\left( x \right.",                "read.strange-character"),
    (r"\bigl. x \bigr|",                 "read.strange-character"),
    (r"\binom{n}",                       "read.ends-early"),
    (r"45^\circ",                        "read.unknown-command"),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "message"), LATEX_ONLY)
def test_latex_that_means_something_else_is_refused(latex: str, message: str) -> None:
    with pytest.raises(StudentError, match=message.replace(".", r"\.")):
        read_latex(latex, SCOPE)


def test_a_quotient_with_the_letter_d_is_no_derivative() -> None:
    scope = Scope(frozenset({"d", "x"}))
    assert read_latex(r"\frac{d}{d + 1}", scope).value == read_text("d/(d + 1)", scope).value
    assert read_latex(r"\frac{x}{dx}", scope).value == read_text("x/(d x)", scope).value


def test_the_imaginary_unit_where_complex_numbers_are_declared() -> None:
    scope = Scope(frozenset({"x"}), complex=True)
    for latex in ("2i", r"2\mathrm{i}", "2I", r"2\,\mathrm i"):
        assert read_latex(latex, scope).value == read_text("2i", scope).value


@pytest.mark.parametrize(
    ("latex", "pieces"),
    [
        ("x^2_1", "x _ 1 ^ 2"),
        (r"\theta^{n+1}_{12}", r"\theta _ { 1 2 } ^ { n + 1 }"),
        ("0{,}5 + 1{.}25", "0.5 + 1.25"),
        ("1{,}000{,}000", "1000000"),
        ("12{,}345{,}678.9", "12345678.9"),
        ("x.", "x"),
        (r"\left.x\right.", r"\left . x \right ."),
        ("xsin(x)", "x sin ( x )"),
        ("arcsin(x)", "arcsin ( x )"),
        ("s i n(x)", "s i n ( x )"),
        ("xy(x)", "x y ( x )"),
        (r"a_{max}(x)", "a _ { m a x } ( x )"),
    ],
)
def test_habits_of_writing_are_made_even(latex: str, pieces: str) -> None:
    text = " ".join(text for text, _ in pieces_of(Spot(latex)))
    assert text.replace("1 2 }", "12 }") == pieces.replace("1 2 }", "12 }")
