"""Plain arithmetic is read in one pass to the tree that Python's own parser gives; everything else is left to that."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradekit.errors import StudentError
from gradekit.syntax import python
from gradekit.syntax.build import number, symbol
from gradekit.syntax.limits import Limits
from gradekit.syntax.python_plain import read_plain
from gradekit.syntax.scope import Nested, Scope

X = symbol("x")
SCOPE = Scope(frozenset({"x", "y", "gamma", "lambda"}))
SCOPES = (
    SCOPE,
    Scope(frozenset({"x", "y", "sp", "e"}), complex=True),
    Scope(frozenset({"x"}), defined={"y": X, "t": (X, number(2))}, undefined={"exp": 1}, tables={"e": {}}),
    Scope(frozenset({"x", "y"}), calls={"sin": lambda args: args[0]}, limits=Limits(nodes=12, depth=5)),
)


def _not_plain(text: str, scope: Scope, line: int | None) -> Nested:
    """Leaves every text to the parser."""


def by_parser(text: str, scope: Scope) -> Nested:
    """What the reader of the syntax tree makes of a text, which it reads without remarks."""
    with patch.object(python, "read_plain", _not_plain):
        read = python.read_python(text, scope)
    assert not read.remarks
    return read.value


PLAIN = [
    "x", "2*x", "-x**2", "2**-x", "x**y**x", "-x*y/x", "(-x)*y", "x - -y", "+x", "x*-y", "x/(2*y)", "x/2/y", "0.5*x",
    ".5", "2.", "(x + y) + x", "(x*y)/x", "-(x + 1)*y", "sp.sin(x)/3", "np.pi*x", "ln(x) + E", "atan2(y, x)", "gamma*x",
    "Max(x, y, 1)", "[x, y]", "[[1, x], [y, 2]]", "x\n + y", "123456789012345", "sqrt(abs(x))", "log(x, 2)",
]  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_plain_arithmetic_is_read_as_the_parser_reads_it(text: str) -> None:
    value = read_plain(text, SCOPE)
    assert value is not None
    assert value == by_parser(text, SCOPE)


OTHER = [
    "", " ", "2x", "x y", "x^2", "012", "1e3", "1_0", "0x1F", "2.5.1", "x.y", "sin x", "sin", "sin()", "sin(x, y)", "z",
    "x, y", "(x, y)", "[]", "[x,]", "[x, y][0]", "[x]*2", "x if x else y", "x < y", "lambda", "I", "None", "True*x",
    "gamma(x)", "x(y)", "x.sin(y)", "Matrix([x])", "Rational(1, 2)", "log10(x)", "Piecewise((x, y))", "sum([x])",
    "x//y",
    "x % y", "x @ y", "- -x", "x#y", "'x'", "f(x)", "π", "x²", "x\ty", "(x", "x)", "x +", "**x", "x***y", "sin(*x)",
    "12345678901234567", "sin(x=y)", "...", "2.x", "x\\\ny",
]  # fmt: skip


@pytest.mark.parametrize("text", OTHER)
def test_anything_else_is_left_to_the_parser(text: str) -> None:
    assert read_plain(text, SCOPE) is None


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("(" * 21 + "x" + ")" * 21, Limits()),
        ("x**" * 101 + "x", Limits()),
        ("x+x", Limits(tokens=2)),
        ("x", Limits(brackets=10)),
        ("x", Limits(digits=10)),
        ("x", Limits(signs=2)),
    ],
    ids=["deep", "powers", "long", "brackets", "digits", "signs"],
)
def test_what_may_meet_a_bound_is_left_to_the_parser(text: str, limits: Limits) -> None:
    assert read_plain(text, Scope(frozenset({"x"}), limits=limits)) is None


def test_a_formula_beyond_the_limits_is_refused_by_both() -> None:
    scope = Scope(frozenset({"x"}), limits=Limits(nodes=5))
    with pytest.raises(StudentError, match=r"read\.too-large"):
        read_plain("x + x + x + x + x", scope)
    with pytest.raises(StudentError, match=r"read\.too-large"):
        by_parser("x + x + x + x + x", scope)


ATOMS = ["x", "y", "t", "e", "sp", "1", "12", "007", "0", "1.5", ".5", "3.", "pi", "E", "I", "sp.pi", "lambda", "gamma"]
CALLS = ["sin", "sp.cos", "exp", "np.log", "sqrt", "Max", "atan2", "f", "gamma", "sp.x", "t"]
BETWEEN = ["+", "-", "*", "/", "**", " - ", "*-", "**-", "", " ", ","]
FORMULAS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "**", " - ", "*-", "**-", "", " ", ","]), inner).map(
            "".join
        ),
        st.tuples(st.sampled_from(["+", "-"]), inner).map("".join),
        inner.map("({})".format),
        st.tuples(st.sampled_from(CALLS), inner).map(lambda parts: f"{parts[0]}({parts[1]})"),
        st.tuples(inner, inner).map(lambda parts: f"[{parts[0]}, {parts[1]}]"),
    ),
    max_leaves=12,
)
PIECES = st.lists(st.sampled_from([*"xyt012.+-*/()[], \n'#", "**", "sin(", "sp.", "1e", "_"]), max_size=12).map("".join)


def told(reader: Callable[[str, Scope], Nested], text: str, scope: Scope) -> object:
    """The tree, or the refusal with its place."""
    try:
        return reader(text, scope)
    except StudentError as error:
        return error.message, error.place


@given(text=FORMULAS | PIECES, scope=st.sampled_from(SCOPES))
def test_what_is_read_in_one_pass_is_what_the_parser_reads(text: str, scope: Scope) -> None:
    """Two roads to a tree: where the short one gives one, the long one gives the same, or the same refusal."""
    short = told(read_plain, text, scope)
    assert short is None or short == told(by_parser, text, scope)
