"""Formulas by cases: read from every grammar, refused where a value must stand, and written so that they read back."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
import sympy
from cases_at_random import NoValueError, X, exact_value, joined, number, pairs_of, relations, written
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.calculus.differentiate import derivative
from gradekit.documents.mathematics.mathml import to_mathml
from gradekit.documents.mathematics.plain import to_plain
from gradekit.documents.mathematics.spoken import to_spoken
from gradekit.errors import StudentError
from gradekit.syntax import conditions as c
from gradekit.syntax.build import add, substitute, symbol
from gradekit.syntax.build import number as exact
from gradekit.syntax.either import read_either
from gradekit.syntax.latex import to_latex
from gradekit.syntax.latex_reader import read_latex
from gradekit.syntax.limits import Limits
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope
from gradekit.syntax.sympy_bridge import from_sympy, to_sympy
from gradekit.syntax.table import from_table, to_table
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr, symbols_of
from gradekit.syntax.write import to_text

SCOPE = Scope(frozenset({"x", "y", "t", "a", "b"}), limits=Limits(depth=200, brackets=100))
x, y = symbol("x"), symbol("y")
RAMP = Expr("piecewise", (x, c.greater(x, exact(0)), exact(0), c.TRUE))


def condition(text: str) -> Expr:
    value = read_text(f"1 if {text} else 0", SCOPE).value
    assert isinstance(value, Expr)
    return value.args[1]


RAMPS = [
    (read_text, "x if x > 0 else 0"),
    (read_text, "x if 0 < x else 0"),
    (read_text, "piecewise((x, x > 0), (0, otherwise))"),
    (read_text, "Piecewise((x, x > 0), (0, True))"),
    (read_text, "(x if x > 0 else 0)"),
    (read_python, "x if x > 0 else 0"),
    (read_python, "Piecewise((x, x > 0), (0, True))"),
    (read_python, "sp.Piecewise((x, sp.Gt(x, 0)), (0, sp.true))"),
    (read_python, "np.where(x > 0, x, 0)"),
    (read_python, "Piecewise([x, x > 0], [0, True], evaluate=False)"),
    (read_either, "x if x>0 else 0"),
    (read_latex, r"\begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}"),
    (read_latex, r"\begin{cases} x, & \text{if } x > 0, \\ 0 & \text{otherwise} \\ \end{cases}"),
    (read_latex, r"\begin{cases} x & \text{for } x \gt 0 \\ 0 & \mathrm{otherwise} \end{cases}"),
    (read_latex, r"x \text{ if } x > 0 \text{ else } 0"),
]


@pytest.mark.parametrize(("reader", "text"), RAMPS, ids=lambda v: v if isinstance(v, str) else v.__name__)
def test_the_ramp_in_every_grammar(reader: object, text: str) -> None:
    read = reader(text, SCOPE).value  # type: ignore[operator]
    if "0 < x" in text:
        assert read.args[1] == Expr("relation", (exact(0), x), "<")
    else:
        assert read == RAMP


CONDITIONS = [
    ("x <= 1", "relation('<=', symbol('x'), number(1))"),
    ("x ≤ 1", "relation('<=', symbol('x'), number(1))"),
    ("x ≥ 1", "relation('>=', symbol('x'), number(1))"),
    ("x = 1", "relation('=', symbol('x'), number(1))"),
    ("x == 1", "relation('=', symbol('x'), number(1))"),
    ("x ≠ 1", "relation('!=', symbol('x'), number(1))"),
    ("Ne(x, 1)", "relation('!=', symbol('x'), number(1))"),
    ("0 < x < 1", "logic('and', relation('<', number(0), symbol('x')), relation('<', symbol('x'), number(1)))"),
    ("not x > 1", "logic('not', relation('>', symbol('x'), number(1)))"),
    ("(x+1) > 1", "relation('>', add(symbol('x'), number(1)), number(1))"),
    ("((x > 1))", "relation('>', symbol('x'), number(1))"),
    ("|x| < 1", "relation('<', function('Abs', symbol('x')), number(1))"),
    ("true", "logic('true')"),
]


@pytest.mark.parametrize(("text", "tree"), CONDITIONS, ids=[row[0] for row in CONDITIONS])
def test_conditions(text: str, tree: str) -> None:
    assert repr(condition(text)) == tree


def test_and_binds_tighter_than_or_and_not_tighter_than_both() -> None:
    found = condition("x > 1 or not y > 1 and t > 1")
    assert (found.name, found.args[1].name, found.args[1].args[0].name) == ("or", "and", "not")
    assert condition("(x > 1 or y > 1) and t > 1").name == "and"
    assert len(condition("x > 1 and y > 1 and t > 1").args) == 3
    assert condition("Or(x > 1, And(y > 1, t > 1))") == condition("x > 1 or y > 1 and t > 1")


def test_a_chain_is_one_formula_in_every_grammar() -> None:
    typed = read_text("1 if x < 0 else 2 if x < 1 else 3", SCOPE).value
    assert isinstance(typed, Expr)
    assert len(typed.args) == 6
    assert read_python("1 if x < 0 else 2 if x < 1 else 3", SCOPE).value == typed
    assert read_python("Piecewise((1, x < 0), (2, x < 1), (3, True))", SCOPE).value == typed
    nested = read_text("1 if x < 0 else (2 if x < 1 else 3)", SCOPE).value
    assert isinstance(nested, Expr)
    assert nested.args[2].head == "piecewise"


REFUSED = [
    (read_text, "x > 0", "read.comparison", 2),
    (read_text, "(x > 0)", "read.comparison", 3),
    (read_text, "2*(x if x>0 else y) > 1", "read.comparison", 20),
    (read_text, "x = 2 if x > 0 else 1", "read.equation", 2),
    (read_text, "x if x > 0", "read.else-missing", 2),
    (read_text, "x if y else 0", "read.condition", 5),
    (read_text, "x if (y) and x > 0 else 0", "read.condition", 6),
    (read_text, "x if x > 0 else [x]", "read.list-in-formula", 16),
    (read_text, "x and y", "read.case-word", 2),
    (read_text, "if x > 0", "read.case-word", 0),
    (read_text, "x if x > 0, y", "read.else-missing", 2),
    (read_text, "piecewise(x, x > 0)", "read.condition-missing", 10),
    (read_text, "piecewise((x, x > 0), 0)", "read.condition-missing", 22),
    (read_text, "piecewise((x))", "read.condition-missing", 12),
    (read_text, "piecewise((x, x > 0", "read.ends-early", 19),
    (read_text, "piecewise((x, x > 0; y))", "read.condition-end", 19),
    (read_text, "x if Eq(x) else 0", "read.arity", 5),
    (read_python, "x > 0", "read.comparison", 0),
    (read_python, "2*(x >= 0)", "read.comparison", 3),
    (read_python, "x if y else 0", "read.condition", 5),
    (read_python, "x if x in y else 0", "read.condition", 5),
    (read_python, "x if sin(x) else 0", "read.condition", 5),
    (read_python, "Piecewise(x, x > 0)", "read.condition-missing", 10),
    (read_python, "Piecewise()", "read.condition-missing", 0),
    (read_python, "where(x > 0, x)", "read.arity", 0),
    (read_latex, r"x \le 1", "read.comparison", 2),
    (read_latex, r"\begin{cases} x \\ 0 & x > 1 \end{cases}", "read.condition-missing", 16),
    (read_latex, r"\begin{cases} x & x > 1", "read.ends-early", 22),
]


@pytest.mark.parametrize(("reader", "text", "message", "offset"), REFUSED, ids=[row[1] for row in REFUSED])
def test_what_is_refused(reader: object, text: str, message: str, offset: int) -> None:
    with pytest.raises(StudentError, match=message.replace(".", r"\.")) as caught:
        reader(text, SCOPE)  # type: ignore[operator]
    assert caught.value.place is not None
    assert caught.value.place.offset == offset


def test_words_of_cases_may_be_letters_of_the_question() -> None:
    scope = Scope(frozenset({"x", "not", "if"}))
    assert read_text("2*not + if", scope).value == add(Expr("multiply", (exact(2), symbol("not"))), symbol("if"))


@pytest.mark.parametrize("word", ["not ", "(", "-"])
def test_limits_hold_in_conditions(word: str) -> None:
    text = f"x if {word * 500}x > 0{')' * 500 if word == '(' else ''} else 0"
    for reader in (read_text, read_python):
        with pytest.raises(StudentError, match=r"read\.too"):
            reader(text, SCOPE)


def test_a_long_chain_is_within_the_limits() -> None:
    chain = " ".join(f"{n} if x < {n} else" for n in range(600)) + " 0"
    for reader in (read_text, read_python):
        read = reader(chain, SCOPE).value
        assert isinstance(read, Expr)
        assert len(read.args) == 1202
    with pytest.raises(StudentError, match=r"read\.too"):
        read_text(" ".join(f"{n} if x < {n} else" for n in range(1300)) + " 0", SCOPE)


LEAVES = st.one_of(
    st.sampled_from(["x", "y", "t"]).map(symbol),
    st.integers(0, 9).map(exact),
    st.sampled_from(["0.5", "1.25"]).map(lambda digits: Expr("decimal", (), digits)),
)


@settings(max_examples=300, deadline=None)
@given(written(LEAVES))
def test_what_is_written_reads_back_to_the_same_tree(expr: Expr) -> None:
    assert read_text(to_text(expr), SCOPE).value == expr
    assert read_text(to_text(expr, caret=True), SCOPE).value == expr
    assert read_python(to_text(expr), SCOPE).value == expr
    assert read_latex(to_latex(expr), SCOPE).value == expr
    assert from_table(to_table(expr)) == expr
    latex = to_latex(expr)
    assert to_plain(latex)
    assert to_spoken(latex)
    assert to_mathml(latex).count("<mtable") == latex.count(r"\begin{cases}")


POLYNOMIALS = st.builds(
    lambda a, b, p: Expr("add", (Expr("multiply", (number(a), p)), number(b))),
    st.integers(-3, 3),
    st.integers(-2, 2),
    st.sampled_from([X, Expr("power", (X, exact(2)))]),
)
CUTS = joined(relations(POLYNOMIALS, st.integers(-2, 2).map(number)))
POINTS = [Fraction(n, 6) for n in range(-13, 14)]


@settings(max_examples=150, deadline=None)
@given(pairs_of(POLYNOMIALS, CUTS))
def test_the_value_is_that_of_sympy_at_points(expr: Expr) -> None:
    meant = to_sympy(expr)
    for point in POINTS:
        by_sympy = meant.subs(sympy.Symbol("x"), sympy.Rational(point.numerator, point.denominator))
        try:
            assert by_sympy == sympy.Rational(*exact_value(expr, {"x": point}).as_integer_ratio())
        except NoValueError:
            assert by_sympy is sympy.nan


@settings(max_examples=100, deadline=None)
@given(pairs_of(POLYNOMIALS, CUTS))
def test_from_sympy_means_the_same(expr: Expr) -> None:
    meant = to_sympy(expr)
    back = from_sympy(meant) if meant is not sympy.nan else None
    for point in POINTS if back is not None else []:
        try:
            wanted = exact_value(expr, {"x": point})
        except NoValueError:
            continue
        assert exact_value(back, {"x": point}) == wanted  # type: ignore[arg-type]


def test_derivatives_are_taken_case_by_case() -> None:
    expr = read_text("x^2 if x > 1 else sin(x)", SCOPE).value
    assert isinstance(expr, Expr)
    found = derivative(expr, "x")
    assert found.args[1] == expr.args[1]
    for point in ("0.3", "2.5"):
        slope = mpmath.diff(lambda v: v**2 if v > 1 else mpmath.sin(v), mpmath.mpf(point))
        case = found.args[0] if mpmath.mpf(point) > 1 else found.args[2]
        assert abs(sympy.N(to_sympy(case).subs(sympy.Symbol("x"), point)) - slope) < 1e-9


FOLDED = [
    (c.relation("<", exact(1), exact(2)), c.TRUE),
    (c.relation("!=", exact(1), exact(1)), c.FALSE),
    (c.both(c.TRUE, c.less(x, y)), c.less(x, y)),
    (c.both(c.FALSE, c.less(x, y)), c.FALSE),
    (c.either(c.FALSE, c.FALSE), c.FALSE),
    (c.either(c.less(x, y), c.TRUE), c.TRUE),
    (c.opposite(c.opposite(c.both(c.less(x, y), c.at_most(x, y)))), c.both(c.less(x, y), c.at_most(x, y))),
    (c.opposite(c.at_least(x, y)), c.less(x, y)),
    (c.piecewise(x, c.FALSE, y, c.TRUE), y),
    (c.piecewise(x, c.less(x, y), y, c.TRUE, x, c.TRUE).args[2:], (y, c.TRUE)),
    (c.piecewise(x, c.FALSE), Expr("piecewise", (x, c.FALSE))),
    (substitute(RAMP, {"x": exact(2)}), exact(2)),
    (substitute(RAMP, {"x": exact(-2)}), exact(0)),
    (substitute(RAMP, {"x": y}), Expr("piecewise", (y, c.greater(y, exact(0)), exact(0), c.TRUE))),
]


@pytest.mark.parametrize(("found", "wanted"), FOLDED)
def test_what_is_literally_true_or_false_is_folded(found: object, wanted: object) -> None:
    assert found == wanted


def test_symbols_of_conditions_are_symbols_of_the_formula() -> None:
    assert symbols_of(Expr("piecewise", (exact(1), c.less(x, y), exact(0), c.TRUE))) == {"x", "y"}


BAD_TABLES = [
    [["s", "x"], ["n", "0"], ["r", ">", 0, 1]],
    [["s", "x"], ["n", "0"], ["r", "<>", 0, 1], ["?", 0, 2]],
    [["s", "x"], ["?", 0, 0]],
    [["s", "x"], ["l", "true"], ["?", 0]],
    [["s", "x"], ["l", "true"], ["+", 0, 1]],
    [["s", "x"], ["l", "true"], ["f", "sin", 1]],
    [["s", "x"], ["l", "maybe"], ["?", 0, 1]],
    [["s", "x"], ["l", "true"], ["l", "not", 1, 1], ["?", 0, 2]],
    [["s", "x"], ["f", "sin"]],
]


@pytest.mark.parametrize("table", BAD_TABLES, ids=str)
def test_tables_with_conditions_in_the_wrong_place_are_refused(table: object) -> None:
    with pytest.raises(ValueError, match=r"other arguments|no formula|not rows"):
        from_table(table)


def test_a_table_of_cases_stays_readable() -> None:
    table = [["s", "x"], ["n", "0"], ["r", ">", 0, 1], ["l", "true"], ["?", 0, 2, 1, 3]]
    assert to_table(RAMP) == table
    assert from_table(table) == RAMP
