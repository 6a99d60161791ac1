"""Ranges of formulas against values of them."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.equality.points.values import decimal_at
from gradekit.model.domain import POSITIVE, Interval
from gradekit.problems.questions.ranges import range_of
from gradekit.syntax.build import add, divide, exp, function, multiply, negate, number, power, sin, sqrt, symbol
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope

T = symbol("t")
SCOPE = Scope(symbols=frozenset({"t", "x"}))

POSITIVE_ON_POSITIVE = [
    # formula           positive for every t > 0
    ("t", True),
    ("t**2 + 1", True),
    ("exp(-t)", True),
    ("2 + sin(t)", True),
    ("1 + sin(t)", False),
    ("t - 1", False),
    ("log(t + 2)", True),
    ("log(t)", False),
    ("1/(t + 3)", True),
    ("-t", False),
    ("3*t*exp(t)", True),
    ("t*sin(t)", False),
    ("sqrt(t + 4)", True),
    ("t**3", True),
    ("x**2", False),
    ("x**2 + 1/2", True),
    ("5 - 2*cos(x)", True),
    ("x**3 + 9", False),
]


@pytest.mark.parametrize(("text", "positive"), POSITIVE_ON_POSITIVE)
def test_what_is_positive_on_the_domain(text, positive):
    expr = read_python(text, SCOPE).value
    assert range_of(expr, {"t": POSITIVE}).positive is positive


leaves = st.one_of(st.just(T), st.integers(-4, 4).map(number), st.sampled_from([number(1, 2), number(-3, 4)]))
formulas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(add, inner, inner),
        st.builds(multiply, inner, inner),
        st.builds(divide, inner, inner),
        st.builds(negate, inner),
        st.builds(power, inner, st.integers(2, 4)),
        st.builds(sin, inner),
        st.builds(exp, inner),
        st.builds(sqrt, inner),
        st.builds(lambda x: function("cosh", x), inner),
    ),
    max_leaves=6,
)
ends = st.fractions(-3, 3, max_denominator=4)


@settings(max_examples=300, deadline=None)
@given(expr=formulas, low=ends, width=st.fractions(Fraction(1, 4), 3, max_denominator=4), k=st.integers(1, 9))
def test_every_value_lies_in_the_range(expr, low, width, k):
    interval = Interval(low=low, high=low + width)
    value = decimal_at(expr, {"t": low + width * k / 10}, digits=15)
    if value is None:  # not real there
        return
    found = range_of(expr, {"t": interval})
    slack = abs(Fraction(value)) / 10**12
    assert found.low is None or Fraction(value) >= found.low - slack
    assert found.high is None or Fraction(value) <= found.high + slack
