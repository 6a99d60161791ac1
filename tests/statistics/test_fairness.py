"""Fairness by drawn values: against simulated groups, textbook intervals and hand-made corrections."""

from __future__ import annotations

import random
import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_rows import row

from gradekit.statistics.fairness import chance, contrasts, holm, wilson
from gradekit.statistics.rows import arranged


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I: the score method.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_are_those_of_the_literature(right, n, low, high) -> None:
    assert wilson(right / n, n) == pytest.approx((low, high), abs=6e-5)


@settings(max_examples=100)
@given(mean=st.floats(0, 1), n=st.integers(1, 500))
def test_an_interval_holds_its_mean_and_stays_within_bounds(mean, n) -> None:
    low, high = wilson(mean, n)
    assert 0 <= low <= mean + 1e-12
    assert mean - 1e-12 <= high <= 1
    assert high > low


def test_chance_is_how_often_random_groups_are_so_far_off() -> None:
    """A second route: groups drawn at random from the same class, counted."""
    dice = random.Random(5)
    everybody = [dice.random() for _ in range(60)]
    group = sorted(everybody)[0:30:3] + sorted(everybody)[26:56:3]
    off = abs(statistics.fmean(group) - statistics.fmean(everybody))
    middle = statistics.fmean(everybody)
    far = sum(abs(statistics.fmean(dice.sample(everybody, 20)) - middle) >= off - 1e-12 for _ in range(20_000))
    assert chance(group, everybody) == pytest.approx(far / 20_000, abs=0.02)


@pytest.mark.parametrize(
    ("group", "everybody"), [([1.0], [1.0, 1.0]), ([0.5, 0.5], [0.5] * 9), ([], [1.0]), ([1.0], [1.0])]
)
def test_where_nothing_differs_nothing_is_told(group, everybody) -> None:
    assert chance(group, everybody) == 1.0


@pytest.mark.parametrize(
    ("ps", "expected"),
    [
        # By hand: the k-th smallest times what is left, never less than the one before.
        ([0.01, 0.02, 0.03], [0.03, 0.04, 0.04]),
        ([0.9, 0.001], [0.9, 0.002]),
        ([0.5, 0.6], [1.0, 1.0]),
        ([], []),
    ],
)
def test_the_correction_by_hand(ps, expected) -> None:
    assert holm(ps) == pytest.approx(expected)


@settings(max_examples=100)
@given(ps=st.lists(st.floats(0, 1), max_size=12))
def test_the_correction_keeps_the_order_and_lies_between_none_and_bonferroni(ps) -> None:
    corrected = holm(ps)
    for p, after in zip(ps, corrected, strict=True):
        assert p - 1e-15 <= after <= min(1.0, len(ps) * p) + 1e-12
    ranks = sorted(range(len(ps)), key=lambda k: ps[k])
    assert [corrected[k] for k in ranks] == sorted(corrected)


def class_of(count: int, seed: int, *, harder: bool) -> list:
    """Half of them draw c < 0; where that is harder, they earn half as much."""
    dice = random.Random(seed)
    rows = []
    for number in range(count):
        c = dice.choice((-2, -1, 1, 2))
        share = dice.randint(4, 8) // (2 if harder and c < 0 else 1)
        rows.append(row(f"s{number}", f"{share}/8", drawn={"c": str(c), "f": dice.choice(("sin", "cos"))}))
    return rows


def test_a_sign_that_makes_a_problem_harder_is_found() -> None:
    found = {(one.drawn, one.value): one for one in contrasts(arranged(class_of(120, 3, harder=True)))}
    negative = found["sign of c", "negative"]
    assert negative.unfair
    assert negative.mean < negative.others
    assert not found["f", "sin"].unfair
    assert negative.everybody == pytest.approx(
        (negative.students * negative.mean + (120 - negative.students) * negative.others) / 120
    )


def test_a_fair_class_is_rarely_called_unfair() -> None:
    unfair = sum(any(one.unfair for one in contrasts(arranged(class_of(60, seed, harder=False)))) for seed in range(60))
    assert unfair <= 6  # at most 5 % are expected


def test_values_of_few_students_are_not_compared() -> None:
    rows = [row(f"s{k}", "1", drawn={"f": "sin" if k < 4 else "cos"}) for k in range(12)]
    assert [one.value for one in contrasts(arranged(rows)) if one.drawn == "f"] == ["cos"]


def test_a_value_that_everybody_drew_is_not_compared() -> None:
    assert contrasts(arranged([row(f"s{k}", "1", drawn={"f": "sin"}) for k in range(9)])) == ()
