"""A class as a whole: where the totals lie, and how far another sheet of the kind would rank it alike."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from math import sqrt
from typing import final

import msgspec

from gradekit.statistics.rows import Rows, share, total_share

FEWEST = 5
"""Students without whom no reliability is told."""

BINS = 20
"""Of the histogram: five percent each."""


@final
class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """Totals as shares of the points that are decided. None where there are too few to tell."""

    students: int
    """With a total."""
    mean: float | None = None
    median: float | None = None
    lower: float | None = None
    """The quartiles, interpolated linearly."""
    upper: float | None = None
    sd: float | None = None
    """With n - 1."""
    alpha: float | None = None
    """Cronbach's alpha over the students who have all items and nothing pending."""
    complete: int | None = 0
    """How many those are."""
    sem: float | None = None
    """The standard error of one total, sd * sqrt(1 - alpha)."""
    bins: tuple[int | None, ...] = ()
    """Students in each bin; the last one has both its ends. None for a count that is not passed on."""


def scores(rows: Rows) -> Scores:
    """The totals of all students."""
    found = [total for student in rows.students if (total := _total(rows, student)) is not None]
    complete = _complete(rows)
    if not found:
        return Scores(students=0)
    spread = statistics.stdev(found) if len(found) > 1 else None
    columns = [list(column.values()) for column in complete]
    reliability = alpha(columns) if columns and len(columns[0]) >= FEWEST else None
    quartiles = statistics.quantiles(found, n=4, method="inclusive") if len(found) > 1 else [found[0]] * 3
    return Scores(
        students=len(found),
        mean=statistics.fmean(found),
        median=quartiles[1],
        lower=quartiles[0],
        upper=quartiles[2],
        sd=spread,
        alpha=reliability,
        complete=len(complete[0]) if complete else 0,
        sem=None if spread is None or reliability is None else spread * sqrt(1 - max(0.0, reliability)),
        bins=binned(found),
    )


def alpha(columns: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha, k / (k - 1) * (1 - sum of the variances of the items / variance of the totals).

    A column for each item, the same students in each. None with fewer than two items, or where all totals are equal.

    >>> alpha([[0, 1, 1, 0], [0, 1, 1, 0]])
    1.0
    """
    k = len(columns)
    if k < 2 or len(columns[0]) < 2:
        return None
    whole = statistics.variance([sum(values) for values in zip(*columns, strict=True)])
    # Totals that are equal but for the last digit of a float are equal.
    return k / (k - 1) * (1 - sum(map(statistics.variance, columns)) / whole) if whole > 1e-12 else None


def binned(shares: Sequence[float]) -> tuple[int, ...]:
    """How many shares lie in each twentieth, the lower end included; 1 is in the last.

    >>> binned([0, 0.05, 1])[:3]
    (1, 1, 0)
    """
    places = [min(int(value * BINS + 1e-9), BINS - 1) for value in shares]
    return tuple(places.count(k) for k in range(BINS))


def _total(rows: Rows, student: str) -> float | None:
    return total_share([of[student] for of in rows.by_item.values() if student in of])


def _complete(rows: Rows) -> list[dict[str, float]]:
    """For each item the points of those students who have all items and nothing pending."""
    columns = [
        {student: float(row.earned) for student, row in of.items() if share(row) is not None}
        for of in rows.by_item.values()
    ]
    everywhere = set[str].intersection(*map(set, columns)) if columns else set[str]()
    return [{student: column[student] for student in sorted(everywhere)} for column in columns]
