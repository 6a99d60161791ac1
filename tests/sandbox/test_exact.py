"""Exact numbers of the child against Python's own fractions and SymPy's, and against floats."""

from __future__ import annotations

import ast
import math
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from gradekit.sandbox.carets import as_powers, caret
from gradekit.sandbox.exact import OPERATIONS, Exact, divided, power, quotient, rewritten

sp: Any = sympy
small = st.integers(-50, 50)


def run(text: str) -> dict[str, Any]:
    names: dict[str, Any] = {**OPERATIONS, "math": math}
    for statement in ast.parse(text).body:
        exec(compile(ast.Module([rewritten(statement)], []), "test", "exec"), names)  # noqa: S102  a text of this file
    return names


@given(small, small.filter(bool), small, small.filter(bool))
def test_arithmetic_is_that_of_fractions_and_of_floats(a: int, b: int, c: int, d: int) -> None:
    left, right = quotient(a, b), quotient(c, d)
    for found, exact, about in [
        (left + right, Fraction(a, b) + Fraction(c, d), a / b + c / d),
        (left - right, Fraction(a, b) - Fraction(c, d), a / b - c / d),
        (left * right, Fraction(a, b) * Fraction(c, d), (a / b) * (c / d)),
        (2 - left, 2 - Fraction(a, b), 2 - a / b),
        (-left, -Fraction(a, b), -(a / b)),
    ]:
        assert isinstance(found, Exact)
        assert (found.value, float(found)) == (exact, about)


PROGRAMS = [
    # a program                                  the number that `q` stands for
    ("q = 1/3", Fraction(1, 3)),
    ("q = 1/3 + 1/6", Fraction(1, 2)),
    ("n = 6\nq = n/4/3", Fraction(1, 2)),
    ("q = 2**-2", Fraction(1, 4)),
    ("q = (1/2)**3", Fraction(1, 8)),
    ("q = 2**(1/2)", sp.sqrt(2)),
    ("q = 2*2**(1/2)/4", sp.sqrt(2) / 2),
    ("q = 3\nq /= 9", Fraction(1, 3)),
]


@pytest.mark.parametrize(("text", "value"), PROGRAMS)
def test_quotients_and_powers_are_kept(text: str, value: object) -> None:
    assert run(text)["q"].value == value


def test_what_is_no_quotient_of_integers_is_as_in_python() -> None:
    assert (power(2, 10), type(power(2, 10))) == (1024, int)
    assert type(quotient(1.0, 3)) is float
    assert type(quotient(1, 3) + 0.5) is float
    with pytest.raises(ZeroDivisionError, match="division by zero"):
        quotient(1, 0)
    with pytest.raises(TypeError, match="cannot be interpreted as an integer"):
        range(quotient(4, 2))


def test_a_long_sum_becomes_a_float_and_stays_quick() -> None:
    total = 0
    for n in range(1, 5000):
        total = total + quotient(1, n)
    assert type(total) is float
    assert total == pytest.approx(sum(1.0 / n for n in range(1, 5000)), rel=1e-12)


def test_an_augmented_quotient_of_a_list_is_its_own() -> None:
    assert divided(6, 4).value == Fraction(3, 2)
    assert divided(6.0, 4) == 1.5


def test_a_long_chain_is_rewritten_without_descending() -> None:
    assert run("q = " + "+".join(["1"] * 900))["q"] == 900


CARETS = [("2*x^2", "2*x**2"), ("'x^2'", "'x^2'"), ("a ^= 2", "a **= 2"), ("x = (", "x = ("), ("x^-1", "x**-1")]


@pytest.mark.parametrize(("text", "meant"), CARETS)
def test_a_caret_is_a_power_outside_of_texts(text: str, meant: str) -> None:
    assert as_powers(text) == meant


def test_a_caret_between_formulas_is_refused_and_never_an_exclusive_or() -> None:
    with pytest.raises(TypeError, match="no power here"):
        caret(sp.Symbol("x"), sp.Symbol("y"))
    assert caret(6, 3) == 5
