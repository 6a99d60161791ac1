"""The checker's own arithmetic against SymPy, and its own values against mpmath's own functions and plain facts."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.equality.proof.kernel_trees import SPECIAL
from gradekit.model.certificate import Polynomial, Relation, Term
from gradekit.model.domain import Domain, Interval, Range
from gradekit.recheck.canonical import Canonical
from gradekit.recheck.constants import vanishes
from gradekit.recheck.looks import look, settled_value
from gradekit.recheck.points import inside, own_points
from gradekit.recheck.polynomials import Arithmetic, Packed, exponent
from gradekit.recheck.programs import Program
from gradekit.recheck.result import Open, Refused
from gradekit.recheck.values import UNCLEAR, Values
from gradekit.syntax.names import FUNCTIONS
from gradekit.syntax.scope import Scope
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr

T = sp.symbols("t0:3")
fractions = st.fractions(min_value=-5, max_value=5, max_denominator=6)
terms = st.builds(
    lambda c, exponents: Term(c, tuple((i, n) for i, n in enumerate(exponents) if n)),
    fractions,
    st.tuples(*[st.integers(0, 4)] * 3),
)
polynomials = st.lists(terms, max_size=5).map(tuple)
later = st.lists(st.builds(lambda c, n: Term(c, ((2, n),) if n else ()), fractions, st.integers(0, 2)), max_size=3)


def in_sympy(p: Polynomial) -> sp.Expr:
    return sp.Add(*(sp.Rational(t.coefficient) * sp.Mul(*(T[i] ** n for i, n in t.powers)) for t in p))


def unpacked(p: Packed) -> sp.Expr:
    return sp.Rational(p.scale) * sp.Add(
        *(c * sp.Mul(*(T[k] ** exponent(m, k) for k in range(3))) for m, c in p.terms.items())
    )


@settings(max_examples=60, deadline=None)
@given(p=polynomials, q=polynomials, value=later.map(tuple), power=st.integers(1, 3))
def test_products_modulo_a_relation_are_those_of_sympy(
    p: Polynomial, q: Polynomial, value: Polynomial, power: int
) -> None:
    work = Arithmetic(3, [Relation(0, power, value)])
    found = unpacked(work.product(work.packed(p), work.packed(q)))
    wanted = sp.rem(sp.expand(in_sympy(p) * in_sympy(q)), T[0] ** power - in_sympy(value), T[0])
    assert sp.expand(found - wanted) == 0


@settings(max_examples=30, deadline=None)
@given(p=polynomials, q=polynomials)
def test_differences_are_exact(p: Polynomial, q: Polynomial) -> None:
    work = Arithmetic(3, [])
    found = unpacked(work.difference(work.packed(p), work.packed(q)))
    assert sp.expand(found - in_sympy(p) + in_sympy(q)) == 0


def test_work_is_bounded() -> None:
    work = Arithmetic(2, [])
    p = work.packed((Term(Fraction(1), ((0, 1),)), Term(Fraction(1), ((1, 1),)), Term(Fraction(1))))
    with pytest.raises(Open, match="too-large"):
        work.power(p, 90_000)


@pytest.mark.parametrize(
    ("relation", "why"),
    [
        (Relation(5, 2, ()), "no-kernel"),
        (Relation(1, 0, ()), "no-kernel"),
        (Relation(1, 2, (Term(Fraction(1), ((0, 1),)),)), "not-triangular"),
        (Relation(1, 2, (Term(Fraction(1), ((1, 2),)),)), "not-triangular"),
    ],
)
def test_relations_that_do_not_come_down_are_refused(relation: Relation, why: str) -> None:
    with pytest.raises(Refused, match=why):
        Arithmetic(3, [relation])


def tree(text: str) -> Expr:
    found = read_text(text, Scope(frozenset({"x", "y"}), complex=True)).value
    assert isinstance(found, Expr)
    return found


def entered(*texts: str, principal: bool = False) -> tuple[Values, list[int]]:
    program = Program()
    rows = [program.enter(tree(text)) for text in texts]
    return Values(program, principal=principal), rows


CONSTANTS = [
    # sqrt(2) + sqrt(3) - sqrt(5 + 2 sqrt(6)): kernels sqrt(5 + 2 sqrt(6)), sqrt(6), sqrt(3), sqrt(2)
    (("sqrt(5+2*sqrt(6))", "sqrt(6)", "sqrt(3)", "sqrt(2)"), "1 1 -1", True),
    (("sqrt(5+2*sqrt(6))", "sqrt(6)", "sqrt(3)", "sqrt(2)"), "1 1 -999999/1000000", False),
]


@pytest.mark.parametrize(("kernels", "coefficients", "zero"), CONSTANTS)
def test_sums_of_nested_roots_are_zero_or_not(kernels: tuple[str, ...], coefficients: str, zero: bool) -> None:
    def constant(n: int) -> Polynomial:
        return (Term(Fraction(n)),)

    nested = (Term(Fraction(2), ((1, 1),)), Term(Fraction(5)))
    relations = [
        Relation(0, 2, nested),
        Relation(1, 2, constant(6)),
        Relation(2, 2, constant(3)),
        Relation(3, 2, constant(2)),
    ]
    work = Arithmetic(4, relations)
    a, b, c = (Fraction(word) for word in coefficients.split())
    p = work.packed((Term(a, ((3, 1),)), Term(b, ((2, 1),)), Term(c, ((0, 1),))))
    values, rows = entered(*kernels)
    assert vanishes(work, p, rows, values) is zero


VALUES = [
    ("sqrt(x)", "4", "2"),
    ("cbrt(x)", "-8", "-2"),
    ("root(x, 5)", "-32", "-2"),
    ("x^(2/3)", "-8", "4"),
    ("asec(x)", "2", mpmath.pi / 3),
    ("acot(x)", "-1", -mpmath.pi / 4),
    ("binomial(x, 2)", "5", "10"),
    ("factorial(x)", "4", "24"),
    ("floor(x)", "-5/2", "-3"),
    ("sign(x)", "-5/2", "-1"),
    ("max(x, 1, 3)", "2", "3"),
    ("log(x, 2)", "8", "3"),
    ("sigmoid(x)", "0", "0.5"),
    ("atan2(x, -1)", "1", 3 * mpmath.pi / 4),
]


@pytest.mark.parametrize(("text", "at", "value"), VALUES)
def test_values_are_those_of_the_definitions(text: str, at: str, value: str) -> None:
    values, (row,) = entered(text)
    found = settled_value(values, row, {"x": Fraction(at)})
    assert mpmath.almosteq(mpmath.mpf(str(found)), mpmath.mpf(value), 1e-13)


@pytest.mark.parametrize("text", ["sqrt(x)", "log(x)", "asin(x-5)", "1/(x+2)", "(x)^(1/2)", "acosh(x)", "x^y", "1/0*x"])
def test_there_is_no_real_value_outside_the_domain(text: str) -> None:
    values, (row,) = entered(text)
    assert settled_value(values, row, {"x": Fraction(-2), "y": Fraction(1, 3)}) is None


def test_what_cancels_to_the_last_digit_is_noise_and_not_a_value() -> None:
    values, rows = entered("sin(x)^2 + cos(x)^2 - 1", "0", "1/(sin(x)^2 + cos(x)^2 - 1)", "1 - tanh(exp(x))")
    point = {"x": Fraction(20)}
    assert look(values, rows[0], rows[1], point) == "agree"
    assert values.at(point, 100).values[rows[2]] == UNCLEAR
    assert rows[3] in values.at(point, 100).noise


def test_differences_beyond_the_first_precision_are_seen() -> None:
    values, rows = entered("x + exp(-400)", "x", "exp(-5000)", "0")
    assert look(values, rows[0], rows[1], {"x": Fraction(1)}, 200) == "differ"
    assert look(values, rows[0], rows[1], {"x": Fraction(1)}, 100) == "agree"
    assert look(values, rows[2], rows[3], {}) == "differ"


SAME = [
    ("x+y+1", "1+y+x"),
    ("-(-x)", "x"),
    ("2*x*y/4", "y*x/2"),
    ("x/y/2", "x/(2*y)"),
    ("e^x", "exp(x)"),
    ("relu(x)", "max(x, 0)"),
]
OTHER = [("x+y", "x-y"), ("x/y", "y/x"), ("sin(x)^2", "sin(x^2)"), ("2*x", "x^2"), ("max(x, y)", "min(x, y)")]


@pytest.mark.parametrize(("first", "second", "same"), [(*p, True) for p in SAME] + [(*p, False) for p in OTHER])
def test_formulas_are_the_same_at_sight_or_not(first: str, second: str, same: bool) -> None:
    program = Program()
    rows = [program.enter(tree(text)) for text in (first, second)]
    forms = Canonical(program).forms
    assert (forms[rows[0]] == forms[rows[1]]) is same


RANGES = [
    Range("x"),
    Range("x", Interval(low=Fraction(0))),
    Range("x", Interval(high=Fraction(-3))),
    Range("x", Interval(Fraction(1, 3), Fraction(2, 5))),
    Range("x", Interval(low=Fraction(2)), "integer"),
    Range("x", kind="complex"),
]


@pytest.mark.parametrize("given", RANGES, ids=str)
def test_own_points_lie_in_the_domain(given: Range) -> None:
    domain = Domain((given,))
    points = list(own_points(domain, ["x"], 50))
    assert all(inside(domain, point) for point in points)
    assert len({str(point) for point in points}) > 5


def test_every_word_of_a_kernel_has_a_tree() -> None:
    """Kernels are made in many places; whoever adds a word adds its formula."""
    folder = Path(__file__).parents[2] / "gradekit" / "equality"
    words = {
        node.args[0].value
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Meaning"
        and node.args and isinstance(node.args[0], ast.Constant)
    }  # fmt: skip
    assert len(words) > 8
    assert words <= SPECIAL.keys() | FUNCTIONS.keys()
