"""Values, decimals, ranges, signs and digits, against what is known of the numbers."""

from __future__ import annotations

import math
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.equality.asked.digits import agrees_to_digits
from gradekit.equality.points.values import decimal_at, encloses, rounded, sign_on, values_at
from gradekit.syntax import build
from gradekit.syntax.tree import Expr

X, Y = build.symbol("x"), build.symbol("y")
HALF_POINT = {"x": Fraction(1, 2)}


def decimal(text: str) -> Expr:
    return Expr("decimal", (), text)


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        (build.sqrt(build.number(-4)), (0.0, 2.0)),
        (build.sin(X), (math.sin(0.5), 0.0)),
        (build.exp(build.multiply(build.I, build.PI)), (-1.0, 0.0)),
        (build.divide(build.ONE, build.subtract(X, build.number(1, 2))), None),
        (build.log(build.subtract(X, X)), None),
        (build.power(build.negate(build.ONE), build.number(1, 3)), (0.5, math.sqrt(3) / 2)),
        (Y, None),
    ],
)
def test_values_are_correctly_rounded_principal_values(expr: Expr, value: tuple[float, float] | None) -> None:
    assert values_at([expr], HALF_POINT) == (value,)


@settings(deadline=None, max_examples=60)
@given(st.fractions(min_value=-5, max_value=5, max_denominator=50))
def test_values_agree_with_another_library(x: Fraction) -> None:
    expr = build.multiply(build.exp(X), build.function("atan", build.add(X, build.TWO)))
    with mpmath.workdps(40):
        at = mpmath.mpf(x.numerator) / x.denominator
        value = float(mpmath.exp(at) * mpmath.atan(at + 2))
    assert values_at([expr], {"x": x}) == ((value, 0.0),)


@pytest.mark.parametrize(
    ("expr", "digits", "text"),
    [
        (build.number(5, 4), 4, "1.25"),
        (build.divide(build.ONE, build.sqrt(build.TWO)), 4, "0.7071"),
        (build.negate(build.log(build.TWO)), 3, "-0.693"),
        (build.PI, 10, "3.141592654"),
        (build.number(2, 3), 2, "0.67"),
        (build.number(5, 2), 1, "3"),
        (build.number(-5, 2), 1, "-3"),
        (build.number(99999), 3, "100000"),
        (build.sin(build.PI), 4, "0"),
        (build.number(0), 4, "0"),
        (build.number(1, 10**9), 3, "1e-9"),
        (build.exp(build.number(100)), 4, "2.688e43"),
        (build.divide(build.ONE, build.subtract(X, X)), 4, None),
        (build.log(build.negate(build.TWO)), 4, None),
        (Y, 4, None),
    ],
)
def test_decimals_have_the_digits_asked_for(expr: Expr, digits: int, text: str | None) -> None:
    assert decimal_at(expr, HALF_POINT, digits) == text


@settings(deadline=None, max_examples=100)
@given(st.fractions(max_denominator=10**6), st.integers(1, 12))
def test_rounding_is_to_the_nearest(value: Fraction, digits: int) -> None:
    shown = Fraction(rounded(value, digits))
    if value:
        place = Fraction(10) ** (math.floor(math.log10(abs(value)) + 1e-12) - digits + 1)
        assert abs(shown - value) <= place / 2 * (1 + Fraction(1, 10**6)) or abs(shown - value) <= place * 5
        assert abs(shown - value) <= abs(value) * Fraction(6, 10**digits)
    else:
        assert shown == 0


@pytest.mark.parametrize(
    ("expr", "low", "high"),
    [
        (build.power(X, 2), 0, 4),
        (build.sin(X), -0.84147, 1),
        (build.divide(build.ONE, build.add(build.TWO, X)), 0.25, 1),
    ],
)
def test_ranges_enclose_and_are_not_too_wide(expr: Expr, low: float, high: float) -> None:
    found = encloses(expr, {"x": (Fraction(-1), Fraction(2))})
    assert found is not None
    assert float(found[0]) <= low + 1e-6
    assert float(found[1]) >= high - 1e-6
    assert float(found[1] - found[0]) < (high - low) * 1.2 + 0.1


@pytest.mark.parametrize(
    ("expr", "sign"),
    [
        (build.add(X, build.number(3)), 1),
        (build.subtract(build.sin(X), build.TWO), -1),
        (build.number(0), 0),
        (X, None),
        (build.log(X), None),
    ],
)
def test_signs_are_certain_or_not_told(expr: Expr, sign: int | None) -> None:
    assert sign_on(expr, {"x": (Fraction(-1), Fraction(2))}) == sign


@pytest.mark.parametrize(
    ("answer", "expected", "digits", "right"),
    [
        ("1.41", build.sqrt(build.TWO), 3, True),
        ("1.42", build.sqrt(build.TWO), 3, True),
        ("1.43", build.sqrt(build.TWO), 3, False),
        ("1.40", build.sqrt(build.TWO), 3, False),
        ("0.333", build.number(1, 3), 3, True),
        ("-0.333", build.number(1, 3), 3, False),
        ("1234", build.number(123456, 100), 3, True),
        ("0", build.number(0), 3, True),
        ("0.7071068", build.divide(build.ONE, build.sqrt(build.TWO)), 3, True),
    ],
)
def test_one_unit_in_the_last_place_is_allowed(answer: str, expected: Expr, digits: int, right: bool) -> None:
    assert agrees_to_digits(decimal(answer), expected, digits=digits) is right


def test_digits_at_a_point_and_without_a_value() -> None:
    assert agrees_to_digits(decimal("0.479"), build.sin(X), HALF_POINT)
    assert not agrees_to_digits(decimal("0.479"), build.sin(X), {})
    assert not agrees_to_digits(decimal("1"), build.log(build.number(-1)))
