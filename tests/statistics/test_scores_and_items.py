"""Totals and items against NumPy, against numbers worked out by hand, and against what must hold of any class."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_rows import row, sheet

from gradekit.model.outcome import Outcome
from gradekit.statistics.items import correlation, item_numbers
from gradekit.statistics.rows import arranged
from gradekit.statistics.scores import alpha, binned, scores

eighths = st.integers(0, 8).map(lambda k: f"{k}/8" if k < 8 else "1")
classes = st.integers(2, 5).flatmap(
    lambda items: st.lists(st.lists(eighths, min_size=items, max_size=items), min_size=5, max_size=25)
)


def numbers(shares: list[list[str]]) -> np.ndarray:
    from fractions import Fraction

    return np.array([[float(Fraction(value)) for value in one] for one in shares])


@settings(max_examples=60, deadline=None)
@given(shares=classes)
def test_totals_are_those_of_numpy(shares) -> None:
    told, table = scores(arranged(sheet(shares))), numbers(shares)
    totals = table.mean(axis=1)
    assert told.students == told.complete == len(shares)
    assert [told.mean, told.sd] == pytest.approx([totals.mean(), totals.std(ddof=1)])
    assert [told.lower, told.median, told.upper] == pytest.approx(list(np.percentile(totals, [25, 50, 75])))
    assert sum(told.bins) == len(shares)


@settings(max_examples=60, deadline=None)
@given(shares=classes)
def test_reliability_is_that_of_the_covariances(shares) -> None:
    """Another form of alpha: k / (k - 1) * (sum of all covariances but the variances) / (sum of all)."""
    table = numbers(shares)
    covariances = np.cov(table.T, ddof=1)
    told = scores(arranged(sheet(shares)))
    if covariances.sum() < 1e-9:
        assert told.alpha is None
        return
    k = table.shape[1]
    expected = k / (k - 1) * (covariances.sum() - np.trace(covariances)) / covariances.sum()
    assert told.alpha == pytest.approx(expected)
    assert told.sem == pytest.approx(told.sd * (1 - max(0, expected)) ** 0.5)


@settings(max_examples=60, deadline=None)
@given(shares=classes)
def test_items_are_those_of_numpy(shares) -> None:
    table = numbers(shares)
    for place, item in enumerate(item_numbers(arranged(sheet(shares)))):
        rest = np.delete(table, place, axis=1).mean(axis=1)
        assert item.name == f"1{'abcdefgh'[place]}"
        assert item.facility == pytest.approx(table[:, place].mean())
        if table[:, place].std() < 1e-7 or rest.std() < 1e-7:
            assert item.discrimination is None
        else:
            assert item.discrimination == pytest.approx(np.corrcoef(table[:, place], rest)[0, 1], abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(shares=classes, seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(shares, seed) -> None:
    rows = sheet(shares)
    mixed = random.Random(seed).sample(rows, len(rows))
    assert scores(arranged(mixed)) == scores(arranged(rows))
    assert item_numbers(arranged(mixed)) == item_numbers(arranged(rows))


def test_what_waits_is_no_zero() -> None:
    """By hand: 1 of 1 and 1 of 2 decided points; nobody's pending point lowers a mean."""
    rows = [
        row("a", "1"),
        row("a", "0", letter="b", possible="2", pending="2", outcome=Outcome.UNDECIDED),
        row("b", "0", outcome=Outcome.BLANK),
        row("b", "2", letter="b", possible="2"),
        row("c", "0", pending="1", outcome=Outcome.FAULT),
        row("c", "0", letter="b", possible="2", pending="2", outcome=Outcome.FAULT),
    ]
    told = scores(arranged(rows))
    assert (told.students, told.complete) == (2, 1)
    assert told.mean == pytest.approx((1 + 2 / 3) / 2)
    first, second = item_numbers(arranged(rows))
    assert (first.students, first.facility, first.blank, first.pending) == (2, 0.5, 1, 1)
    assert (second.students, second.facility, second.blank, second.pending) == (1, 1.0, 0, 2)


def test_of_a_student_who_has_an_item_twice_the_last_row_counts() -> None:
    assert scores(arranged([row("a", "0"), row("a", "1")])).mean == 1


def test_items_of_other_templates_in_one_place_are_other_items() -> None:
    import msgspec

    rows = [row("a", "1"), msgspec.structs.replace(row("b", "0"), template="another")]
    assert [(item.template, item.facility) for item in item_numbers(arranged(rows))] == [("another", 0), ("made-up", 1)]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        # Three items that are one and the same measure without error; two that have nothing to do with each other.
        ([[0, 1, 2], [0, 1, 2], [0, 1, 2]], 1.0),
        ([[0, 0, 1, 1], [0, 1, 0, 1]], 0.0),
        ([[0, 1]], None),
        ([[1, 1], [0, 0]], None),
        ([[0, 1], [1, 0]], None),
        ([], None),
    ],
)
def test_reliability_in_cases_known_beforehand(columns, expected) -> None:
    assert alpha(columns) == (pytest.approx(expected) if expected is not None else None)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(0, 0), (1, 2), (2, 4)], 1.0),
        ([(0, 2), (1, 1), (2, 0)], -1.0),
        ([(0, 0), (0, 1), (1, 0), (1, 1)], 0.0),
        ([(0, 0), (1, 1)], None),
        ([(1, 0), (1, 1), (1, 2)], None),
    ],
)
def test_correlations_known_beforehand(pairs, expected) -> None:
    assert correlation(pairs) == (pytest.approx(expected) if expected is not None else None)


def test_a_total_on_the_edge_of_a_bin_belongs_above_and_everything_right_into_the_last() -> None:
    counts = binned([0, 0.05, 0.049, 0.15, 0.3, 0.35, 1, 0.95])
    assert [k for k, count in enumerate(counts) for _ in range(count)] == [0, 0, 1, 3, 6, 7, 19, 19]
