"""SymPy's derivatives taken apart here are those that `sympy.diff` gives, in the same form."""

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.problems.vouching.slopes import slope

x, y = sp.symbols("x y", real=True)

LEAVES = st.sampled_from([x, y, sp.Integer(2), sp.Integer(-3), sp.Rational(1, 2), sp.pi])
FUNCTIONS = st.sampled_from([sp.sin, sp.cos, sp.exp, sp.tanh, sp.atan, lambda u: sp.sqrt(u**2 + 1), sp.Abs])


def larger(formulas):
    return st.one_of(
        st.builds(lambda a, b: a + b, formulas, formulas),
        st.builds(lambda a, b: a * b, formulas, formulas),
        st.builds(lambda a, n: (a + y) ** n, formulas, st.sampled_from([2, 3, -1, sp.Rational(1, 2)])),
        st.builds(lambda f, a: f(a), FUNCTIONS, formulas),
    )


@settings(max_examples=60, deadline=None)
@given(formula=st.recursive(LEAVES, larger, max_leaves=6))
def test_the_slope_is_what_sympy_gives(formula):
    assert slope(formula, x) == sp.diff(formula, x)


@settings(max_examples=40, deadline=None)
@given(formulas=st.lists(st.recursive(LEAVES, larger, max_leaves=4), min_size=2, max_size=4))
def test_what_is_kept_from_one_formula_serves_the_next(formulas):
    known = {}
    assert [slope(f, x, known) for f in (*formulas, formulas[0])] == [sp.diff(f, x) for f in (*formulas, formulas[0])]


@pytest.mark.parametrize(
    "formula",
    [x**y, sp.Max(x, y), sp.Abs(x) * y, sp.Function("f")(x * y), sp.Piecewise((x**2, x > 0), (x, True)), y, x],
    ids=str,
)
def test_what_is_not_taken_apart_is_left_to_sympy(formula):
    assert slope(formula, x) == sp.diff(formula, x)


def test_a_wrong_power_would_be_seen():
    assert slope(x**3, x) != 3 * x
