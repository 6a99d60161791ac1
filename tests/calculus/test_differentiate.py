"""Derivatives against mpmath's numerical ones, function by function, and against SymPy's on random trees."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gradekit.calculus.differentiate import DerivativeError, Rules, derivative
from gradekit.calculus.elementary import OUTER
from gradekit.calculus.products import over, times
from gradekit.syntax.build import (
    ONE,
    TWO,
    E,
    add,
    cos,
    divide,
    exp,
    function,
    log,
    multiply,
    negate,
    number,
    power,
    sin,
    sqrt,
    substitute,
    subtract,
    symbol,
)
from gradekit.syntax.names import FUNCTIONS
from gradekit.syntax.sympy_bridge import to_sympy
from gradekit.syntax.tree import Expr

x, y, n = symbol("x"), symbol("y"), symbol("n")


def power_of(base: Expr, exponent: int) -> Expr:
    return power(base, exponent)


WRITTEN = [
    # expression                                 its derivative by x, as a textbook writes it
    (power(x, 2), multiply(TWO, x)),
    (multiply(power(x, 2), y), multiply(TWO, x, y)),
    (multiply(y, x), y),
    (divide(power(x, 2), TWO), x),
    (divide(sin(x), TWO), divide(cos(x), TWO)),
    (divide(x, y), divide(ONE, y)),
    (divide(ONE, x), negate(divide(ONE, power(x, 2)))),
    (divide(ONE, power(x, 2)), negate(divide(TWO, power(x, 3)))),
    (power(x, -1), negate(divide(ONE, power(x, 2)))),
    (sin(power(x, 2)), multiply(TWO, x, cos(power(x, 2)))),
    (sqrt(add(power(x, 2), ONE)), divide(x, sqrt(add(power(x, 2), ONE)))),
    (exp(multiply(x, y)), multiply(y, exp(multiply(x, y)))),
    (power(E, multiply(TWO, x)), multiply(TWO, exp(multiply(TWO, x)))),
    (power(TWO, x), multiply(power(TWO, x), log(TWO))),
    (power(add(power(x, 2), ONE), 3), multiply(number(6), x, power(add(power(x, 2), ONE), 2))),
    (power(x, n), multiply(n, power(x, subtract(n, ONE)))),
    (multiply(x, sin(x)), add(sin(x), multiply(x, cos(x)))),
    (negate(cos(x)), sin(x)),
    (function("f", power(x, 2)), multiply(TWO, x, function("f'", power(x, 2)))),
    (function("f'", x), function("f''", x)),
    (y, number(0)),
    (symbol("x"), ONE),
]


@pytest.mark.parametrize(("expr", "expected"), WRITTEN)
def test_is_written_as_in_a_textbook(expr: Expr, expected: Expr) -> None:
    assert derivative(expr, "x") == expected


def sech(z: mpmath.mpf) -> mpmath.mpf:
    return 1 / mpmath.cosh(z)


NUMERICAL = {
    # name       the function in mpmath                               points
    "sin": (mpmath.sin, (0.7, -2)),
    "cos": (mpmath.cos, (0.7, -2)),
    "tan": (mpmath.tan, (0.7, -1)),
    "cot": (mpmath.cot, (0.7, -1)),
    "sec": (mpmath.sec, (0.7, -1)),
    "csc": (mpmath.csc, (0.7, -1)),
    "asin": (mpmath.asin, (0.3, -0.6)),
    "acos": (mpmath.acos, (0.3, -0.6)),
    "atan": (mpmath.atan, (0.3, -2)),
    "acot": (lambda z: mpmath.atan(1 / z), (0.3, -2)),
    "asec": (lambda z: mpmath.acos(1 / z), (1.4, -2)),
    "acsc": (lambda z: mpmath.asin(1 / z), (1.4, -2)),
    "sinh": (mpmath.sinh, (0.7, -1)),
    "cosh": (mpmath.cosh, (0.7, -1)),
    "tanh": (mpmath.tanh, (0.7, -1)),
    "coth": (mpmath.coth, (0.7, -1)),
    "sech": (mpmath.sech, (0.7, -1)),
    "csch": (mpmath.csch, (0.7, -1)),
    "asinh": (mpmath.asinh, (0.7, -2)),
    "acosh": (mpmath.acosh, (1.3, 4)),
    "atanh": (mpmath.atanh, (0.3, -0.6)),
    "acoth": (lambda z: mpmath.log((z + 1) / (z - 1)) / 2, (1.4, 3)),
    "asech": (lambda z: mpmath.acosh(1 / z), (0.3, 0.8)),
    "acsch": (lambda z: mpmath.asinh(1 / z), (0.3, -2)),
    "exp": (mpmath.exp, (0.7, -1)),
    "log": (mpmath.log, (0.7, 3)),
    "sqrt": (mpmath.sqrt, (0.7, 3)),
    "cbrt": (mpmath.cbrt, (0.7, 3)),
    "Abs": (abs, (0.7, -3)),
    "sign": (mpmath.sign, (0.7, -3)),
    "Heaviside": (lambda z: (1 + mpmath.sign(z)) / 2, (0.7, -3)),
    "floor": (mpmath.floor, (0.7, -3.4)),
    "ceiling": (mpmath.ceil, (0.7, -3.4)),
    "sigmoid": (lambda z: 1 / (1 + mpmath.exp(-z)), (0.7, -3)),
    "logit": (lambda z: mpmath.log(z / (1 - z)), (0.3, 0.9)),
    "softplus": (lambda z: mpmath.log(1 + mpmath.exp(z)), (0.7, -3)),
    "relu": (lambda z: (z + abs(z)) / 2, (0.7, -3)),
    "erf": (mpmath.erf, (0.7, -1)),
}


def value(expr: Expr, at: float) -> complex:
    return complex(
        to_sympy(substitute(expr, {"x": symbol("q")})).subs(sympy.Symbol("q"), sympy.Float(at, 30)).evalf(30)
    )


@pytest.mark.parametrize("name", sorted(OUTER))
def test_the_table_of_derivatives_is_that_of_numerical_differentiation(name: str) -> None:
    in_mpmath, points = NUMERICAL[name]
    for at in points:
        expected = mpmath.diff(in_mpmath, at)
        assert mpmath.almosteq(value(derivative(function(name, x), "x"), at), expected, 1e-9), (name, at)


SEVERAL_ARGUMENTS = [
    (function("log", x, number(3)), lambda z: mpmath.log(z, 3)),
    (function("root", x, number(5)), lambda z: mpmath.root(z, 5)),
    (function("atan2", sin(x), power(x, 2)), lambda z: mpmath.atan2(mpmath.sin(z), z**2)),
    (function("Max", x, power(x, 2), number(2)), lambda z: max(z, z**2, 2)),
    (function("Min", x, power(x, 2)), lambda z: min(z, z**2)),
    (power(x, x), lambda z: z**z),
]


@pytest.mark.parametrize(("expr", "in_mpmath"), SEVERAL_ARGUMENTS)
def test_functions_of_several_arguments(expr: Expr, in_mpmath: object) -> None:
    for at in (0.6, 1.7):
        assert mpmath.almosteq(value(derivative(expr, "x"), at), mpmath.diff(in_mpmath, at), 1e-9)


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - set(OUTER) - {"root", "atan2", "Max", "Min"}))
def test_what_has_no_rule_is_said_by_name(name: str) -> None:
    arguments = (x, y) if FUNCTIONS[name].arity[0] == 2 else (x,)
    with pytest.raises(DerivativeError, match=f"no rule for the derivative of `{name}`"):
        derivative(function(name, *arguments), "x")


def test_a_function_of_arrays_has_no_rule() -> None:
    with pytest.raises(DerivativeError, match="of 2 arguments"):
        derivative(function("matmul", x, y), "x")


def test_an_undefined_function_has_a_partial_derivative_for_each_argument() -> None:
    slope = derivative(function("f", multiply(x, y), y, number(2)), "y")
    moved, direct = function("f_1", multiply(x, y), y, number(2)), function("f_2", multiply(x, y), y, number(2))
    assert slope == add(multiply(x, moved), direct)


leaves = st.sampled_from([x, y, number(2), number(3), number(1, 2), x])
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(add, inner, inner),
        st.builds(subtract, inner, inner),
        st.builds(multiply, inner, inner),
        st.builds(divide, inner, inner),
        st.builds(power_of, inner, st.integers(-2, 3)),
        st.builds(negate, inner),
        *(st.builds(f, inner) for f in (sin, cos, exp, log, sqrt)),
    ),
    max_leaves=7,
)
PLACES = ({"x": 0.83, "y": 1.31}, {"x": 1.47, "y": 0.62})


@settings(max_examples=150, deadline=None)
@given(expr=trees)
def test_agrees_with_sympy_on_random_trees(expr: Expr) -> None:
    ours, theirs = to_sympy(derivative(expr, "x")), sympy.diff(to_sympy(expr), sympy.Symbol("x"))
    for place in PLACES:
        at = {sympy.Symbol(name): sympy.Float(number, 30) for name, number in place.items()}
        one, other = (complex(e.subs(at).evalf(20)) if e.subs(at).is_finite else None for e in (ours, theirs))
        assume(one is not None and other is not None)
        assert one is not None
        assert other is not None
        assert abs(one - other) <= 1e-8 * max(1, abs(other))


def test_a_replaced_rule_is_used_everywhere_inside() -> None:
    backwards = Rules(inner=lambda *_: number(7))
    assert derivative(sin(x), "x", backwards) == multiply(number(7), cos(x))


FRACTIONS = [
    (times(divide(ONE, multiply(TWO, y)), TWO, x), divide(x, y)),
    (times(number(1, 2), sin(x)), divide(sin(x), TWO)),
    (times(negate(divide(ONE, y)), negate(x)), divide(x, y)),
    (times(number(2), number(3)), number(6)),
    (over(divide(x, y), x), divide(x, multiply(y, x))),
    (over(multiply(number(2), x), number(4)), divide(x, TWO)),
    (over(x, number(0)), divide(x, number(0))),
]


@pytest.mark.parametrize(("made", "expected"), FRACTIONS)
def test_products_of_fractions_become_one(made: Expr, expected: Expr) -> None:
    assert made == expected
