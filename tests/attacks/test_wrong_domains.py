"""Answers that have no value on a part of the key's domain, though both agree wherever both have one."""

from __future__ import annotations

import pytest

from gradekit.equality.texts.assume import assumptions
from gradekit.equality.texts.texts import equal
from gradekit.model.evidence import Witness
from gradekit.model.outcome import RIGHT, Outcome


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("log(x*y)", "log(abs(x*y))"), ("sqrt(x*y)", "sqrt(abs(x*y))"), ("log(x*y)", "log(x^2*y^2)/2"),
        ("log(x*y*sqrt(2))", "log(sqrt(2*x^2*y^2))"), ("sqrt(x/y)", "sqrt(abs(x/y))"),
        ("(x*y)^(3/2)", "abs(x*y)^(3/2)"),
        ("log(x*y*z)", "log(abs(x*y*z))"), ("log(x^3*y)", "log(abs(x^3*y))"), ("sqrt(x+y)", "sqrt(abs(x+y))"),
        ("log(x-y)", "log(abs(x-y))"), ("sqrt(40+x+y)", "sqrt(abs(40+x+y))"), ("sqrt(x*y)^2", "abs(x*y)"),
        ("log(x*y)+z", "z+log(abs(x*y))"), ("sqrt(sin(x)*y)", "sqrt(abs(sin(x)*y))"), ("(x*y)^(1/4)", "abs(x*y)^(1/4)"),
        ("sqrt(x^2-y^2)", "sqrt(abs(x^2-y^2))"), ("sqrt(y-x^2)^2", "abs(y-x^2)"), ("acosh(1+x*y)", "acosh(1+abs(x*y))"),
        ("sqrt(1-1000*x*y)", "sqrt(abs(1-1000*x*y))"), ("sqrt(x*y)*sqrt(z)", "sqrt(abs(x*y))*sqrt(z)"),
    ],
)  # fmt: skip
def test_a_part_of_the_domain_without_a_value_is_different(answer: str, expected: str) -> None:
    evidence = equal(answer, expected).evidence
    assert isinstance(evidence, Witness)
    assert evidence.answer == "undefined"


@pytest.mark.parametrize(
    ("answer", "expected", "assumed"),
    [
        ("log(abs(x*y))", "log(x*y)", ""), ("sqrt(abs(x*y))", "sqrt(x*y)", ""),
        ("log(x*y)", "log(abs(x*y))", "x:positive;y:positive"),
        ("sqrt(x)*sqrt(y)", "sqrt(x)*sqrt(abs(y))", "y:positive"), ("sqrt(x*y)*sqrt(abs(x*y))", "sqrt(x*y)^2", ""),
        ("log(x*y)+log(abs(x*y))", "2*log(x*y)", ""), ("log(x)+log(y)", "log(x*y)", "x:positive"),
    ],
)  # fmt: skip
def test_more_of_a_domain_or_the_same_is_right(answer: str, expected: str, assumed: str) -> None:
    found = equal(answer, expected, assume=assumptions(assumed.split(";") if assumed else []))
    assert found.outcome in RIGHT
    assert found.outcome is Outcome.PROVED
