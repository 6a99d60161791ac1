"""Means with their intervals, one row each, the numbers at the end of the row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import final

from gradekit.documents.charts.marks import dot, drawing, label, stroke

NAMES, WIDTH, ROW, TOP = 128, 250, 19, 8
"""Pixels: what is to the left of the rows, their width, their height."""
NUMBERS = 106


@final
@dataclass(frozen=True, slots=True)
class Row:
    """A group: its mean and the interval around it as shares, and what is said at the end of the row."""

    name: str
    mean: float
    low: float
    high: float
    told: str
    warn: bool = False


def intervals(rows: Sequence[Row], whole: float, *, alt: str, axis: str) -> str:
    """The rows one under the other; a dashed line marks the mean of all."""
    floor = TOP + ROW * len(rows)
    parts = [*_axis(floor, axis), stroke([(_at(whole), TOP - 4), (_at(whole), floor)], "mark")]
    for k, row in enumerate(rows):
        y = TOP + ROW * k + ROW / 2
        parts.append(label(NAMES - 10, y + 4, row.name, "end", size=12))
        parts.append(stroke([(_at(row.low), y), (_at(row.high), y)], "reach warn" if row.warn else "reach"))
        parts.append(dot(_at(row.mean), y, warn=row.warn))
        parts.append(label(NAMES + WIDTH + 10, y + 4, row.told, size=12))
    return drawing(NAMES + WIDTH + NUMBERS, floor + 36, alt, parts, "chart half")


def _at(share: float) -> float:
    return NAMES + share * WIDTH


def _axis(floor: float, axis: str) -> Iterator[str]:
    yield stroke([(NAMES, floor), (NAMES + WIDTH, floor)], "edge")
    for quarter in range(5):
        yield stroke([(_at(quarter / 4), floor), (_at(quarter / 4), floor + 4)], "edge")
        yield label(_at(quarter / 4), floor + 16, f"{25 * quarter}%", "middle", faint=True)
    yield label(NAMES + WIDTH / 2, floor + 31, axis, "middle", faint=True)
