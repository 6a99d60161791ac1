"""A report made fit to be passed on: no number that is about fewer than five students, and none to be had by
subtraction either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, TypeVar

from msgspec.structs import replace

from gradekit.statistics.fairness import Contrast
from gradekit.statistics.items import ItemNumbers
from gradekit.statistics.mistakes import Misconception, Unexplained, Waiting
from gradekit.statistics.scores import Scores

FEWEST = 5
"""Students below whom a cell is not passed on."""

T = TypeVar("T", Unexplained, Waiting)


def suppressed(counts: Sequence[int]) -> list[int | None]:
    """The counts of a table whose sum is known, without those from 1 to 4; and where the rest would give them away,
    without the next larger ones as well.

    What is left out makes up at least five students in at least two cells, which can be shared out in several ways; or
    everything is left out.

    >>> suppressed([3, 9, 20]), suppressed([0, 9, 20]), suppressed([3, 2, 20])
    ([None, None, 20], [0, 9, 20], [None, None, 20])
    """
    hidden = {k for k, count in enumerate(counts) if 0 < count < FEWEST}
    larger = sorted({count for count in counts if count >= FEWEST})
    while hidden and larger and not _in_doubt([counts[k] for k in hidden]):
        # All of one size together: which of two was hidden would tell them apart.
        size = larger.pop(0)
        hidden |= {k for k, count in enumerate(counts) if count == size}
    if hidden and not _in_doubt([counts[k] for k in hidden]):
        # Nothing larger is left to hide behind: whatever is shown, the sum gives the rest away.
        return [None] * len(counts)
    return [None if k in hidden else count for k, count in enumerate(counts)]


def _in_doubt(hidden: Sequence[int]) -> bool:
    """Whether the sum of hidden counts leaves open what each is. Of 4, 4 and 4 it does not: they are at most 4, if
    nothing larger had to be hidden with them."""
    if len(hidden) < 2 or sum(hidden) < FEWEST:
        return False
    return max(hidden) >= FEWEST or len(hidden) < sum(hidden) < (FEWEST - 1) * len(hidden)


def merged(bins: Sequence[int]) -> list[tuple[int, int, int]]:
    """Neighbouring bins put together until none holds from 1 to 4: first bin, the one after the last, and the count.

    >>> merged([0, 2, 4, 9, 1])
    [(0, 1, 0), (1, 3, 6), (3, 5, 10)]
    """
    found: list[tuple[int, int, int]] = []
    for k, count in enumerate(bins):
        if found and 0 < found[-1][2] < FEWEST:
            first, _, before = found.pop()
            found.append((first, k + 1, before + count))
        else:
            found.append((k, k + 1, count))
    while len(found) > 1 and 0 < found[-1][2] < FEWEST:
        (first, _, before), (_, after, count) = found[-2:]
        found[-2:] = [(first, after, before + count)]
    return found


def scores_passed_on(told: Scores) -> Scores:
    """The totals without bins, which are merged, and without how many students lack an item where that is a few."""
    few = 0 < told.students - (told.complete or 0) < FEWEST
    return replace(told, bins=(), complete=None if few else told.complete)


def items_passed_on(items: Sequence[ItemNumbers], students: int) -> tuple[ItemNumbers, ...]:
    """The items without correlations, means and counts about fewer than five.

    How many have a mark is told only where it is everybody: of two such numbers the difference might be a few.
    """
    return tuple(_item(item, students) for item in items)


def _item(item: ItemNumbers, students: int) -> ItemNumbers:
    marked = item.students or 0
    few = marked < FEWEST
    blank, _ = suppressed([item.blank or 0, max(0, marked - (item.blank or 0))])
    return replace(
        item,
        students=marked if marked == students and not few else None,
        facility=None if few else item.facility,
        discrimination=None if few else item.discrimination,
        blank=None if few else blank,
        pending=None if few or 0 < (item.pending or 0) < FEWEST else item.pending,
    )


Problem: TypeAlias = tuple[int, str, int]


def fairness_passed_on(found: Sequence[Contrast], sizes: Mapping[Problem, int]) -> tuple[Contrast, ...]:
    """Of each problem the contrasts of the one draw that matters most, and of those no group or rest below five.

    Two draws cut a problem in two ways, and their differences may be about a few. `sizes` are the students of each
    problem: with all values of a draw but one, and the mean of all, the last one is told too.
    """
    by: dict[Problem, dict[str, list[Contrast]]] = {}
    for one in found:
        by.setdefault((one.slot, one.template, one.level), {}).setdefault(one.drawn, []).append(one)
    kept: list[Contrast] = []
    for problem, draws in by.items():
        kept += _without_rest(min(draws.values(), key=lambda of: min(one.p for one in of)), sizes[problem])
    return tuple(kept)


def _without_rest(of: list[Contrast], size: int) -> list[Contrast]:
    """The contrasts without the smallest groups, until those that are left out are none or at least five; the mean of
    the others is that of a group too, so nobody's others may be a few."""
    kept = [one for one in of if size - one.students >= FEWEST]
    while kept and 0 < size - sum(one.students for one in kept) < FEWEST:
        kept.remove(min(kept, key=lambda one: one.students))
    return kept


def misconceptions_passed_on(found: Sequence[Misconception]) -> tuple[Misconception, ...]:
    """Those of five students or more; no sum of them is told anywhere."""
    return tuple(one for one in found if one.students >= FEWEST)


def groups_passed_on(found: Sequence[T]) -> tuple[T, ...]:
    """Groups of five students or more; no sum of them is told anywhere."""
    return tuple(one for one in found if one.students is not None and one.students >= FEWEST)
