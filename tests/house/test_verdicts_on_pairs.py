"""Labelled pairs through reader and equality: no wrong verdict, and hardly a pair left undecided."""

from __future__ import annotations

from collections import Counter

import pytest

from gradekit.equality.decide import decide
from gradekit.model.outcome import Outcome
from gradekit.syntax.scope import Scope
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr
from rewrite import Pair, labelled_pairs


def verdict(pair: Pair) -> Outcome:
    scope = Scope(frozenset(pair.assumptions))
    answer, key = (read_text(text, scope).value for text in (pair.student_text, pair.reference_text))
    assert isinstance(answer, Expr)
    assert isinstance(key, Expr)
    return decide(answer, key, pair.domain).outcome


def assert_right(seed: int, count: int) -> None:
    told = Counter[tuple[bool, Outcome]]()
    for pair in labelled_pairs(seed, count):
        outcome = verdict(pair)
        told[pair.equal, outcome] += 1
        contradiction = outcome is Outcome.DIFFERENT if pair.equal else outcome in (Outcome.PROVED, Outcome.AGREED)
        assert not contradiction, f"{outcome}: {pair.rewrite}\n{pair.student_text}\n{pair.reference_text}"
    assert told[True, Outcome.UNDECIDED] + told[False, Outcome.UNDECIDED] <= 0.01 * count, told
    assert told[True, Outcome.PROVED] >= 0.95 * count / 2, told


def test_no_verdict_on_a_labelled_pair_is_wrong() -> None:
    assert_right(seed=2026, count=400)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_no_verdict_on_thousands_of_labelled_pairs_is_wrong(seed: int) -> None:
    assert_right(seed=seed, count=2000)
