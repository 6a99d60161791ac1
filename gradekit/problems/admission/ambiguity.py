"""How many wrong answers cannot be told apart: two misconceptions lead to them that are not the same story."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeAlias

from gradekit.malrules.rank import rank
from gradekit.model.problem import Key, PartKey
from gradekit.problems.worked import Table, Value

Rounded: TypeAlias = tuple[tuple[tuple[str, str] | None, ...], ...]


def ambiguity(key: Key) -> tuple[int, int]:
    """The number of wrong answers in a key that are different from each other, and of those among them that are tied.

    A tied answer gets a sentence that names no misconception.
    """
    groups = [rules for part in key.parts for rules in _groups(part)]
    return len(groups), sum(rank(rules)[1] for rules in groups)


def _groups(part: PartKey) -> list[set[str]]:
    """The rules that lead to each wrong answer to a part, by its values."""
    found: defaultdict[Rounded, set[str]] = defaultdict(set)
    for wrong in part.wrong:
        found[_rounded(wrong.values)].add(wrong.rule)
    return list(found.values())


def _rounded(table: Table) -> Rounded:
    return tuple(tuple(map(_digits, row)) for row in table)


def _digits(value: Value) -> tuple[str, str] | None:
    """Nine digits, as many as answers are told apart by; -0 is 0."""
    return None if value is None else (f"{value[0] + 0.0:.8e}", f"{value[1] + 0.0:.8e}")
