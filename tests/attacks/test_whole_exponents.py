"""Whole numbers too large to be written out: a tower of powers in an answer neither hangs nor fills the memory."""

from __future__ import annotations

import pytest
from flint import arb

from gradekit.equality.points.balls import whole_number
from gradekit.equality.texts.texts import equal
from gradekit.model.outcome import Outcome

TOWERS = [
    ("x^((x+1)^(2^(10^10))) + 0*x", "x^((x+1)^(2^(10^10))) + y - y"),
    ("(-x)^(2^(2^(2^x)))", "x^(2^(2^(2^x)))"),
    ("9^(x^(10^(1/2^(x^((x+1)^(2^(10^10)))))))", "9^(x^(10^(1/2^(x^((x+1)^(2^(10^10))))))) + y - y"),
    ("(-2)^(x^(10^12))*y", "2^(x^(10^12))*y"),
    ("floor(2^(2^(2^(10*x)))) + y", "2^(2^(2^(10*x))) + y"),
]


@pytest.mark.parametrize(("answer", "expected"), TOWERS)
def test_a_tower_is_decided_or_left_open(answer: str, expected: str) -> None:
    assert equal(answer, expected).outcome in (Outcome.PROVED, Outcome.DIFFERENT, Outcome.UNDECIDED)


def test_whole_numbers_are_written_out_up_to_a_size() -> None:
    assert whole_number(arb(-7)) == -7
    assert whole_number(arb(2) ** 511) == 2**511
    assert whole_number(arb(2) ** (2**40)) is None
    assert whole_number(-(arb(2) ** (2**40))) is None
    assert whole_number(arb(1) / 2) is None
    assert whole_number(arb(3, 2)) is None
