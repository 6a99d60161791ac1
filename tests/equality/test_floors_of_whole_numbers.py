"""Floors of fractions of whole numbers: the sum of floor((n + j)/k) for j < k is n, and ceilings are floors."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.equality.texts.assume import assumptions
from gradekit.equality.texts.texts import equal
from gradekit.model.outcome import Outcome
from gradekit.recheck.records import recheck

WHOLE = assumptions(["n:integer", "m:integer"])

EQUAL = [
    ("floor(n/2)+floor((n+1)/2)", "n"),
    ("floor(n/3)+floor((n+1)/3)+floor((n+2)/3)", "n"),
    ("floor((n+1)/2)", "ceil(n/2)"),
    ("floor((n+3)/4)", "ceil(n/4)"),
    ("floor((n-1)/2)", "ceil(n/2)-1"),
    ("floor((n+1/3)/2)", "floor(n/2)"),
    ("floor((n+5/2)/4)", "floor((n+9/4)/4)"),
    ("floor((2*n+m)/3)+floor((2*n+m+1)/3)", "2*n+m-floor((2*n+m+2)/3)"),
    ("floor(n^2/2)+floor((n^2+1)/2)", "n^2"),
    ("floor(-n/2)", "-ceil(n/2)"),
]


@pytest.mark.parametrize(("answer", "expected"), EQUAL)
def test_they_are_proved_and_confirmed(answer: str, expected: str) -> None:
    found = equal(answer, expected, assume=WHOLE, certificate=True)
    assert found.outcome is Outcome.PROVED
    assert recheck(found).status == "confirmed"


DIFFERENT = [
    ("floor(n/2)+floor((n+1)/2)", "n", ()),
    ("floor(n/2)+floor((n+2)/2)", "n", ("n:integer",)),
    ("floor((n+1)/2)", "floor(n/2)", ("n:integer",)),
    ("floor(n*x/2)+floor((n*x+1)/2)", "n*x", ("n:integer",)),
    ("floor((n+2)/4)", "ceil(n/4)", ("n:integer",)),
]


@pytest.mark.parametrize(("answer", "expected", "assumed"), DIFFERENT)
def test_of_other_numbers_or_other_fractions_they_differ(answer: str, expected: str, assumed: tuple[str, ...]) -> None:
    assert equal(answer, expected, assume=assumptions(assumed)).outcome is Outcome.DIFFERENT


TERMS = st.lists(
    st.tuples(
        st.sampled_from([-1, 1, 2]),
        st.sampled_from([-3, -2, -1, 1, 2, 3, 5]),
        st.fractions(min_value=-9, max_value=9, max_denominator=4),
    ),
    min_size=1,
    max_size=3,
)
Terms = list[tuple[int, int, Fraction]]


def text(terms: Terms, k: int) -> str:
    return "+".join(f"({a})*floor(({m}*n+({q}))/{k})" for a, m, q in terms)


def value(terms: Terms, k: int, n: int) -> int:
    return sum(a * floor((m * n + q) / k) for a, m, q in terms)


@settings(max_examples=40, deadline=None)
@given(
    terms=TERMS,
    k=st.integers(2, 6),
    moved=st.sampled_from([0, Fraction(1, 8), Fraction(-1, 7)]),
    mirrored=st.booleans(),
)
def test_the_verdict_is_that_of_counting(terms: Terms, k: int, moved: Fraction, mirrored: bool) -> None:
    """Both sides depend on n through its remainder modulo k and are linear otherwise, so a period and more decides."""
    other = [(a, m, q + moved) for a, m, q in terms]
    if mirrored:
        other = [(-a, -m, Fraction(k - 1 - floor(q))) for a, m, q in other]
    same = all(value(terms, k, n) == value(other, k, n) for n in range(-3 * k, 3 * k + 1))
    found = equal(text(terms, k), text(other, k), assume=WHOLE).outcome
    assert found is (Outcome.PROVED if same else Outcome.DIFFERENT)
