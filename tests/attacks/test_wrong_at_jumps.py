"""Single points: what is equal everywhere but where a sign or an angle jumps is not equal; and texts that are long."""

from __future__ import annotations

import pytest

from gradekit.equality.texts.assume import assumptions
from gradekit.equality.texts.open_functions import open_functions
from gradekit.equality.texts.texts import equal
from gradekit.model.evidence import Witness
from gradekit.model.outcome import Outcome


def told(answer: str, expected: str, assumed: str):
    return equal(answer, expected, assume=assumptions([assumed] if assumed else []))


@pytest.mark.parametrize(
    ("answer", "expected", "assumed", "at"),
    [
        ("sign(x)^2", "1", "", "0"), ("1", "sign(x)^2", "", "0"), ("abs(sign(x-3))", "1", "", "3"),
        ("sign(3*x-1)^2", "1", "", "1/3"), ("sign(x^2)", "1", "", "0"), ("exp(sign(x)^2)", "e", "", "0"),
        ("sign(x^2-1)^2", "1", "x:positive", "1"), ("sign(x)", "1", "x:nonnegative", "0"),
        ("sign(x)^2", "1", "x:0<=x<=1", "0"), ("sign(x)^2", "1", "x:integer", "0"),
    ],
)  # fmt: skip
def test_the_sign_of_zero_is_zero(answer: str, expected: str, assumed: str, at: str) -> None:
    evidence = told(answer, expected, assumed).evidence
    assert isinstance(evidence, Witness)
    assert evidence.point == {"x": at}


@pytest.mark.parametrize(
    ("answer", "expected", "assumed"),
    [
        ("sign(x)^2", "1", "x:positive"), ("sign(x)^2*x", "x", ""), ("sign(x)^3", "sign(x)", ""),
        ("sign(x)*abs(x)", "x", ""), ("abs(x)/x", "sign(x)", ""), ("sign(x)", "abs(x)/x", ""),
        ("sign(x)*sign(y)", "sign(x*y)", ""), ("sign(2*x+1)^2", "1", "x:integer"),
        ("atan2(-y, x)", "-atan2(y, x)", "x:positive"),
    ],
)  # fmt: skip
def test_what_is_equal_at_the_jump_too_stays_proved(answer: str, expected: str, assumed: str) -> None:
    assert told(answer, expected, assumed).outcome is Outcome.PROVED


def test_the_angle_of_what_lies_left_of_zero_is_pi_on_both_sides() -> None:
    """-atan2(y, x) is -pi where y = 0 and x < 0, and atan2(-y, x) is pi there."""
    evidence = told("atan2(-y, x)", "-atan2(y, x)", "").evidence
    assert isinstance(evidence, Witness)
    assert evidence.point["y"] == "0"


@pytest.mark.parametrize(
    ("answer", "expected", "assumed"),
    [
        ("atan(sin(x)/(1+cos(x)))", "x/2", ""),
        ("atan(x)+atan(y)", "atan((x+y)/(1-x*y))", "x:positive"),
    ],
)
def test_a_branch_that_was_left_open_may_be_refuted(answer: str, expected: str, assumed: str) -> None:
    assert told(answer, expected, assumed).outcome is Outcome.DIFFERENT


@pytest.mark.parametrize("text", ["x" * 200_000, "x^" + " " * 200_000, "x^'" + " " * 200_000, "x" + " " * 200_000])
def test_names_of_functions_are_found_in_one_pass(text: str) -> None:
    """Backtracking over these takes minutes."""
    assert open_functions(text, {}) == {}
