"""Factorials of whole numbers that may be negative: there they have no value, and every point counts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gradekit.equality.decide import decide
from gradekit.equality.texts.assume import assumptions
from gradekit.equality.texts.texts import equal
from gradekit.model.domain import Domain, Interval, Range
from gradekit.model.evidence import Witness
from gradekit.model.outcome import Outcome
from gradekit.syntax.tree import Expr


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("factorial(n)/factorial(n-2)", "n*(n-1)"), ("factorial(n+1)/factorial(n)", "n+1"),
        ("n*factorial(n-1)", "factorial(n)"), ("gamma(n+1)/gamma(n)", "n"), ("binomial(n,2)", "n*(n-1)/2"),
    ],
)  # fmt: skip
def test_an_answer_without_value_at_whole_numbers_differs(answer: str, expected: str) -> None:
    evidence = equal(answer, expected, assume=assumptions(["n:integer"])).evidence
    assert isinstance(evidence, Witness)
    assert evidence.answer == "undefined"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("factorial(n)", "n*factorial(n-1)"), ("gamma(n+1)", "factorial(n)"), ("factorial(n+1)", "(n+1)*factorial(n)"),
        ("n*(n-1)", "factorial(n)/factorial(n-2)"), ("cos(pi*n)*factorial(n)", "(-1)^n*factorial(n)"),
    ],
)  # fmt: skip
def test_what_has_a_value_wherever_the_key_has_one_is_proved(answer: str, expected: str) -> None:
    assert equal(answer, expected, assume=assumptions(["n:integer"])).outcome is Outcome.PROVED


@pytest.mark.parametrize(("low", "proved"), [(0, False), (1, True), (2, True), (5, True)])
def test_the_domain_may_say_that_they_are_large_enough(low: int, proved: bool) -> None:
    domain = Domain((Range("n", Interval(low=Fraction(low)), "integer"),))
    found = decide(*_trees("factorial(n)/factorial(n-2)", "n*(n-1)"), domain)
    assert (found.outcome is Outcome.PROVED) == proved


def _trees(answer: str, expected: str) -> tuple[Expr, Expr]:
    read = equal(answer, expected)
    (left,), (right,) = read.answer.entries, read.expected.entries
    assert left is not None
    assert right is not None
    return left, right
