"""What is passed on: no number about fewer than five, and an attacker who subtracts finds none either."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_rows import row

from gradekit.errors import OperatorError
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.statistics.report import class_report
from gradekit.statistics.suppression import FEWEST, merged, suppressed


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([12, 7, 0], [12, 7, 0]),
        ([3, 9, 20], [None, None, 20]),
        ([3, 4, 20], [None, None, 20]),
        ([4, 4, 4, 5, 9], [None, None, None, None, 9]),
        ([4, 4, 9, 20], [None, None, None, 20]),
        ([1, 1, 1, 1, 1, 7, 8], [None] * 6 + [8]),
        ([1, 1, 6, 20], [None, None, None, 20]),
        ([0, 2, 8], [0, None, None]),
        ([4], [None]),
        ([1, 2], [None, None]),
        ([0, 0], [0, 0]),
    ],
)
def test_counts_known_beforehand(counts, expected) -> None:
    assert suppressed(counts) == expected


@settings(max_examples=300)
@given(counts=st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_nothing_small_is_shown_and_what_is_hidden_hides_five_or_everything(counts) -> None:
    shown = suppressed(counts)
    assert all(a is None or a == b for a, b in zip(shown, counts, strict=True))
    assert not [count for count in shown if count is not None and 0 < count < FEWEST]
    hidden = [count for a, count in zip(shown, counts, strict=True) if a is None]
    if hidden and len(hidden) < len(counts):
        assert len(hidden) > 1
        assert sum(hidden) >= FEWEST


@pytest.mark.parametrize(("cells", "most"), [(2, 30), (3, 20), (4, 11)])
def test_an_attacker_who_knows_the_sum_and_the_method_is_left_in_doubt(cells: int, most: int) -> None:
    """Every table there is: those of the same sum that come out the same way differ in each hidden cell."""
    possible: dict[tuple, list[tuple[int, ...]]] = {}
    for table in product(range(most + 1), repeat=cells):
        if FEWEST <= sum(table) <= most:
            possible.setdefault((sum(table), *suppressed(table)), []).append(table)
    for (_, *shown), tables in possible.items():
        for place, value in enumerate(shown):
            assert value is not None or len({table[place] for table in tables}) > 1, (shown, tables)


@settings(max_examples=300)
@given(counts=st.lists(st.integers(0, 12), min_size=1, max_size=20))
def test_merged_bins_keep_everybody_and_hold_nobody_or_five(counts) -> None:
    bins = merged(counts)
    assert sum(count for _, _, count in bins) == sum(counts)
    assert [first for first, _, _ in bins] == [0, *(after for _, after, _ in bins[:-1])]
    assert bins[-1][1] == len(counts)
    assert all(count == sum(counts[first:after]) for first, after, count in bins)
    if sum(counts) >= FEWEST:
        assert all(count == 0 or count >= FEWEST for _, _, count in bins)


def a_class(count: int, seed: int) -> list:
    dice = random.Random(seed)
    rows = []
    for number in range(count):
        drawn = {"c": str(dice.choice((-2, -1, 1, 2))), "f": dice.choice(("sin", "cos", "exp"))}
        for letter in "abc":
            kind = dice.random()
            if kind < 0.1:
                rows.append(row(f"s{number}", "0", letter=letter, outcome=Outcome.BLANK, drawn=drawn))
            elif kind < 0.2:
                rows.append(row(f"s{number}", "0", letter=letter, pending="1", outcome=Outcome.UNREAD, drawn=drawn))
            elif kind < 0.4:
                rule = dice.choice(("drop-path", "sign", "transpose"))
                rows.append(row(f"s{number}", "0", letter=letter, rule=rule, drawn=drawn))
            elif kind < 0.5:
                departure = Message("departure.factor", {"factor": dice.choice("37")})
                rows.append(row(f"s{number}", "0", letter=letter, departure=departure, drawn=drawn))
            else:
                rows.append(row(f"s{number}", "1", letter=letter, drawn=drawn))
    return rows


@settings(max_examples=40, deadline=None)
@given(count=st.integers(5, 60), seed=st.integers(0, 10**6))
def test_no_number_of_a_report_that_is_passed_on_is_about_a_few(count, seed) -> None:
    rows = a_class(count, seed)
    told = class_report(rows, pass_on=True)
    assert told.passed_on
    groups = [*told.misconceptions, *told.unexplained, *told.waiting, *told.fairness]
    assert all(one.students >= FEWEST for one in groups)
    assert all(bar.students == 0 or bar.students >= FEWEST for bar in told.histogram)
    for item in told.items:
        assert item.students in (None, told.students)
        for number in (item.blank, item.pending):
            assert number is None or number == 0 or number >= FEWEST
    by_problem: dict[tuple, set[str]] = {}
    for one in told.fairness:
        by_problem.setdefault((one.slot, one.template, one.level), set()).add(one.drawn)
        assert told.students - one.students >= FEWEST
    assert all(len(draws) == 1 for draws in by_problem.values())
    rest = told.students - sum(one.students for one in told.fairness)
    assert not told.fairness or rest == 0 or rest >= FEWEST


def test_a_class_of_four_is_not_passed_on() -> None:
    with pytest.raises(OperatorError, match="5 students or more"):
        class_report(a_class(4, 1), pass_on=True)


def test_nobody_is_named() -> None:
    from gradekit.model.codec import encode

    rows = [row("Anna Secret", "1"), row("Ben Secret", "0")]
    assert b"Secret" not in encode(class_report(rows))
