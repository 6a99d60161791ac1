"""Jumps whose places cannot be located: sign(u) is 0 at the zeros of u, wherever those are."""

from __future__ import annotations

import pytest

from gradekit.equality.texts.assume import assumptions
from gradekit.equality.texts.texts import equal
from gradekit.model.evidence import Unsettled
from gradekit.model.outcome import Outcome


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("sign(x^2-2)^2", "1"), ("1", "sign(x^2-2)^2"), ("sign(sin(x))^2", "1"), ("sign(x^2-2)^2*x", "x"),
        ("sign(x^2+y^2-1)^2", "1"), ("abs(sign(cos(x)-1/2))", "1"), ("2^(sign(sin(x))^2)", "2"),
        ("sign(x*sin(x))^2", "sign(x)^2"), ("atan2(sin(y), x)", "-atan2(-sin(y), x)"),
    ],
)  # fmt: skip
def test_what_differs_at_a_jump_is_neither_proved_nor_agreed(answer: str, expected: str) -> None:
    result = equal(answer, expected)
    assert result.outcome in (Outcome.UNDECIDED, Outcome.DIFFERENT)
    if result.outcome is Outcome.UNDECIDED:
        assert result.evidence == Unsettled("jump")


def test_the_sign_of_what_vanishes_is_zero_in_every_case_of_a_proof() -> None:
    assert equal("sign(sin(x)^2+cos(x)^2-1)^2", "1").outcome not in (Outcome.PROVED, Outcome.AGREED)


@pytest.mark.parametrize(
    ("answer", "expected", "assumed"),
    [
        ("sign(x^2-2)*abs(x^2-2)", "x^2-2", ""), ("sign(sin(x))*abs(sin(x))", "sin(x)", ""),
        ("sign(sin(x))^3", "sign(sin(x))", ""), ("sign(-sin(x))", "-sign(sin(x))", ""), ("sign(exp(x))", "1", ""),
        ("abs(sin(x))/sin(x)", "sign(sin(x))", ""), ("sign(sin(x))", "sin(x)/abs(sin(x))", ""),
        ("sign(y-x)*abs(x-y)", "y-x", ""), ("sign(x^2+y^2+1)^2", "1", ""), ("sign(a*x+b)*abs(a*x+b)", "a*x+b", ""),
        ("sign(x^2-2)^2", "1", "x:integer"), ("sign(x^2-2)^2", "1", "2<x<3"), ("sign(x*y)", "sign(x)*sign(y)", ""),
        ("sign(sin(x/2))", "sign(sin(1/2*x))", ""), ("sign(sin(2*x))", "sign(2*sin(x)*cos(x))", ""),
        ("sign(sin(x))", "1", "0<x<3"), ("atan2(sin(t), cos(t))", "t", "-pi<t<pi"), ("sign(pi-3)", "1", ""),
        ("atan2(y, x)", "atan2(2*y, 2*x)", ""), ("sin(atan2(y, x))", "y/sqrt(x^2+y^2)", ""),
    ],
)  # fmt: skip
def test_what_is_equal_at_jumps_too_stays_proved(answer: str, expected: str, assumed: str) -> None:
    assert equal(answer, expected, assume=assumptions([assumed] if assumed else [])).outcome is Outcome.PROVED


def test_a_sign_that_is_zero_on_a_whole_piece_is_told_by_a_point(caplog: pytest.LogCaptureFixture) -> None:
    answer = "sign(abs(floor(abs(sqrt((min(2,y*x)-1/2)^2)-0)+1/2)-3))*x"
    assert equal(answer, "x", assume=assumptions(["x:positive"])).outcome is Outcome.DIFFERENT
    assert not caplog.records
