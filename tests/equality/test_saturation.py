"""Functions that are flat, or overwhelm everything, where one looks: agreement there is no evidence."""

from __future__ import annotations

import pytest

from gradekit.equality.texts.texts import equal
from gradekit.model.outcome import Outcome

SIMILAR = "(x^2 + 3*x)*(x^3 + 5*x)"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (f"tanh({SIMILAR}*(4*x + 4)^2)", f"tanh({SIMILAR}*(5*x + 4)^2)"),
        ("erf(1000*x)", "erf(1001*x)"),
        ("x/(1 + exp(-1000*x))", "x/(1 + exp(-1001*x))"),
    ],
)
def test_a_difference_near_zero_is_found(answer: str, expected: str) -> None:
    assert equal(answer, expected).outcome is Outcome.DIFFERENT


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("1 + exp(-10^6*x^2 - 10^6)", "1 + exp(-10^6*x^2 - 10^7)"),
        ("erf(10^6 + x^2)", "erf(10^6 + 2*x^2)"),
        ("exp(10^6 + x^2) + x", "exp(10^6 + x^2) + 2*x"),
    ],
)
def test_what_is_nowhere_seen_is_never_called_equal(answer: str, expected: str) -> None:
    assert equal(answer, expected).outcome in (Outcome.UNDECIDED, Outcome.DIFFERENT)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("tanh(x)", "(exp(x) - exp(-x))/(exp(x) + exp(-x))"),
        ("exp(500 + x)", "exp(500)*exp(x)"),
        ("erf(1000*x)", "erf(500*x + x*500)"),
    ],
)
def test_equal_ones_stay_equal(answer: str, expected: str) -> None:
    assert equal(answer, expected).outcome is Outcome.PROVED
