"""An adversary of the principal reading, arrays and curves: no verdict on a pair with a known label is wrong."""

from __future__ import annotations

import random

import pytest
from pairs_with_labels import array_pair, complex_pair, curve_pair, read

from gradekit.equality.arrays import decide_entries
from gradekit.equality.decide import decide
from gradekit.equality.on_curve import decide_on_curve
from gradekit.model.domain import Domain
from gradekit.model.outcome import RIGHT, Outcome

FEW, MANY = 60, 2_000


def fits(outcome: Outcome, equal: bool) -> bool:
    return outcome is Outcome.UNDECIDED or (outcome in RIGHT) is equal


def complex_misses(numbers: range) -> list[object]:
    missed: list[object] = []
    for number in numbers:
        pair = complex_pair(random.Random(f"complex {number}"))
        if pair is None:
            continue
        found = decide(read(pair.answer, unreal=True), read(pair.expected, unreal=True), pair.domain)
        if not fits(found.outcome, pair.equal):
            missed.append((number, pair, found))
    return missed


def array_misses(numbers: range) -> list[object]:
    missed: list[object] = []
    for number in numbers:
        pair = array_pair(random.Random(f"arrays {number}"))
        found = decide_entries([*map(read, pair.answer)], [*map(read, pair.expected)])
        wrong = [k for k, (f, equal) in enumerate(zip(found, pair.equal, strict=True)) if not fits(f.outcome, equal)]
        missed += [(number, pair, k, found[k]) for k in wrong]
    return missed


def curve_misses(numbers: range) -> list[object]:
    missed: list[object] = []
    for number in numbers:
        curve, pair = curve_pair(random.Random(f"curves {number}"))
        domain = Domain(pair.domain.ranges, relations=(read(curve),))
        found = decide_on_curve(read(pair.answer), read(pair.expected), domain)
        if not fits(found.outcome, pair.equal):
            missed.append((number, curve, pair, found))
    return missed


ADVERSARIES = {"complex": complex_misses, "arrays": array_misses, "curves": curve_misses}


@pytest.mark.parametrize("name", ADVERSARIES)
def test_a_few_pairs(name: str) -> None:
    assert not ADVERSARIES[name](range(FEW))


@pytest.mark.long
@pytest.mark.parametrize("name", ADVERSARIES)
def test_many_pairs(name: str) -> None:
    assert not ADVERSARIES[name](range(FEW, FEW + MANY))
