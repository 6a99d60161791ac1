"""Each item: how easy it is, and whether those who do well elsewhere do well in it."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import final

import msgspec

from gradekit.model.outcome import Outcome
from gradekit.model.record import PartRecord
from gradekit.statistics.rows import Item, Rows, share, total_share

FEWEST = 3
"""Students without whom no correlation is told."""


@final
class ItemNumbers(msgspec.Struct, frozen=True, kw_only=True):
    """One item over all its variants."""

    name: str
    """As the sheet calls it, `2b`."""
    slot: int
    part: str
    template: str
    level: int
    title: str
    asks: str
    """LaTeX."""
    points: float
    students: int | None
    """With a mark that is decided; None where that is not passed on, as with the counts below."""
    facility: float | None = None
    """The mean share of the points."""
    discrimination: float | None = None
    """The correlation of the share in this item with the share in all the others."""
    blank: int | None = None
    pending: int | None = None
    """Students whose points wait for a person."""
    variants: int = 1


def item_numbers(rows: Rows) -> tuple[ItemNumbers, ...]:
    """The numbers of each item, in the order of the sheet."""
    return tuple(_numbers(item, of, rows) for item, of in rows.by_item.items())


def _numbers(item: Item, of: Mapping[str, PartRecord], rows: Rows) -> ItemNumbers:
    shares = {student: value for student, row in of.items() if (value := share(row)) is not None}
    first = next(iter(of.values()))
    return ItemNumbers(
        name=f"{item[0]}{_commonest([row.letter for row in of.values()])}",
        slot=item[0],
        part=item[3],
        template=item[1],
        level=item[2],
        title=first.title,
        asks=_commonest([row.asks for row in of.values()]),
        points=float(first.possible),
        students=len(shares),
        facility=statistics.fmean(shares.values()) if shares else None,
        discrimination=_discrimination(item, shares, rows),
        blank=sum(row.outcome is Outcome.BLANK for row in of.values()),
        pending=sum(row.pending > 0 for row in of.values()),
        variants=len({row.variant for row in of.values()}),
    )


def _commonest(texts: Sequence[str]) -> str:
    return Counter(texts).most_common(1)[0][0]


def _discrimination(item: Item, shares: Mapping[str, float], rows: Rows) -> float | None:
    pairs: list[tuple[float, float]] = []
    for student, value in shares.items():
        rest = total_share([of[student] for other, of in rows.by_item.items() if other != item and student in of])
        if rest is not None:
            pairs.append((value, rest))
    return correlation(pairs)


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's correlation; None with fewer than three pairs or where one side never varies.

    >>> correlation([(0, 0), (1, 1), (2, 2)])
    1.0
    """
    if len(pairs) < FEWEST:
        return None
    mine, others = statistics.fmean(a for a, _ in pairs), statistics.fmean(b for _, b in pairs)
    left = sum((a - mine) ** 2 for a, _ in pairs)
    right = sum((b - others) ** 2 for _, b in pairs)
    if left < 1e-12 or right < 1e-12:
        return None
    return max(-1.0, min(1.0, sum((a - mine) * (b - others) for a, b in pairs) / sqrt(left * right)))
