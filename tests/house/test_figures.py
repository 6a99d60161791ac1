"""Figures that the project promises, measured as the benchmarks measure them."""

from __future__ import annotations

import random

import pytest

from diagnosing.asked import question
from diagnosis import Tally, tallied
from gradekit.problems.template import headers

LEVELS = [(h.slug, level) for h in headers() for level in range(h.levels[0], h.levels[1] + 1)]


def tally_of(slug: str, level: int, seeds: int) -> Tally:
    tally = Tally()
    for seed in range(seeds):
        tally.add(tallied(question(slug, level, str(seed)), random.Random(f"{slug} {level} {seed}")))
    return tally


@pytest.mark.parametrize("slug", ["total-derivative", "multi-path", "jacobian", "polar-gradient"])
def test_rewritten_answers_are_judged_right(slug: str) -> None:
    tally = tally_of(slug, 2, 1)
    assert tally.equal == tally.right > 0, tally.examples
    assert tally.different + tally.form == tally.wrong > 100, tally.examples
    assert tally.recognised >= 0.9, tally.missed


@pytest.mark.long
def test_nearly_every_misconception_gets_its_own_sentence() -> None:
    whole = Tally()
    for slug, level in LEVELS:
        whole.add(tally_of(slug, level, 3))
    assert whole.equal == whole.right > 0, whole.examples
    assert whole.recognised >= 0.97, whole.missed
    assert whole.other <= 0.01 * whole.wrong, whole.examples
    assert whole.different + whole.form >= 0.999 * whole.wrong, whole.examples
