"""Two texts whose letters nobody declares: the names of functions are no letters, also those with digits in them."""

from __future__ import annotations

import pytest

from gradekit.equality.texts.texts import equal
from gradekit.model.outcome import Outcome
from gradekit.syntax.tree import symbols_of


@pytest.mark.parametrize(
    ("a", "b", "latex"),
    [
        ("log2(x)", "ln(x)/ln(2)", False),
        ("log_2(x)", "ln(x)/ln(2)", False),
        ("log10(x)", "ln(x)/ln(10)", False),
        ("log_10(x)^2", "lg^2(x)", False),
        ("lg(x)", "log(x, 10)", False),
        (r"\lg x", r"\log_{10} x", True),
        (r"\lg(x)", r"\frac{\ln x}{\ln 10}", True),
        ("cosec(x)", "1/sin(x)", False),
        (r"\operatorname{cosec} x", r"\frac{1}{\sin x}", True),
    ],
)
def test_functions_are_no_letters(a: str, b: str, latex: bool) -> None:
    found = equal(a, b, latex=latex)
    assert found.outcome is Outcome.PROVED
    assert found.notes == ()
    assert [symbols_of(entry) for entry in found.answer.entries if entry is not None] == [{"x"}]
