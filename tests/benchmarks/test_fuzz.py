"""A sample of the fuzzed texts: nothing crashes, the work of each is bounded by counting, and all is repeatable."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import fuzz
from fuzzing.texts import FAMILIES
from gradekit.equality.limits import WorkLimits
from gradekit.equality.points.samples import Samples

SEED = 20_26
MOST_CALLS = 600_000
"""Calls of functions, built-in ones among them, in reading two texts and deciding about them."""
HEAVY = ("products", "powers", "nested", "towers", "huge numbers", "many symbols", "sines")


def calls_during(work: Callable[[], object]) -> int:
    count = 0

    def profile(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_two_thousand_fuzzed_texts_crash_nothing() -> None:
    done = fuzz.run(SEED, range(2000))
    assert done.crashes == []
    assert sum(done.told.values()) == 2000
    # All of it must be reached: texts that are refused and texts that are decided in every way.
    assert min(done.told[word] for word in ("refused", "proved", "different", "undecided")) >= 20, done.told


def test_the_work_for_a_heavy_text_is_bounded() -> None:
    cases = [case for case in (fuzz.case_of(SEED, n) for n in range(1500)) if case.family in HEAVY][:120]
    assert {case.family for case in cases} == set(HEAVY)
    for case in cases:
        assert calls_during(lambda case=case: fuzz.outcome_of(case)) < MOST_CALLS, case.number


def test_evaluations_are_counted_and_end(monkeypatch: pytest.MonkeyPatch) -> None:
    paid = Counter[int]()
    real_of = Samples._pay  # the way to its counter

    def counted(self: Samples, bits: int) -> None:
        before = self._left
        try:
            real_of(self, bits)
        finally:
            paid[id(self)] += before - self._left

    monkeypatch.setattr(Samples, "_pay", counted)
    text = "+".join(f"gamma(x+{n})" for n in range(1, 80))
    case = fuzz.Case(0, "products", "text", text, f"{text}+exp(-90000)", fuzz.Domain())
    assert fuzz.outcome_of(case) == "undecided"
    assert max(paid.values()) > WorkLimits().evaluations


def test_the_same_seed_gives_the_same_cases() -> None:
    assert [fuzz.case_of(3, n) for n in range(50)] == [fuzz.case_of(3, n) for n in range(50)]
    assert len({fuzz.case_of(seed, n).answer for seed in (1, 2) for n in range(200)}) > 300


def test_every_family_is_drawn() -> None:
    assert {fuzz.case_of(SEED, n).family for n in range(1200)} == set(FAMILIES)


def test_the_program_reports_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.main(["--count", "40", "--seed", "5", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["count"] == sum(found["outcomes"].values()) == 40
    assert found["crashes"] == []
    assert {"over_100_ms", "peak_kib", "growth_kib", "slowest"} <= found.keys()
    assert fuzz.main(["--count", "20"]) == 0
    assert "crashes" in capsys.readouterr().out
