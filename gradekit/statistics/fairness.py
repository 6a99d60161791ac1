"""Whether what was drawn made a problem easier: the mean of those who were dealt a value against that of the others.

Variants are individual, so they are compared by what was drawn for them, value by value.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import erfc, sqrt
from typing import final

import msgspec

from gradekit.model.record import PartRecord
from gradekit.statistics.rows import Rows, total_share

FEWEST = 5
"""Students without whom a value is not looked at."""

SURE = 0.05
"""The level at which a difference counts, after Holm's correction over all values of all problems."""

Z = 1.959963984540054
"""95 % of a normal distribution lie within so many standard deviations."""


@final
class Contrast(msgspec.Struct, frozen=True, kw_only=True):
    """The students who were dealt one value in one problem."""

    slot: int
    title: str
    template: str
    level: int
    drawn: str
    """The name of the draw; `sign of c` for the sign of the number c, `variant` for the problem as a whole."""
    value: str
    students: int
    mean: float
    low: float
    """Of an interval that holds the mean in 95 of 100 cases."""
    high: float
    others: float
    """The mean of everybody else with this problem."""
    everybody: float
    """The mean of all of them."""
    p: float
    """How often a random group of this size would be so far off, after Holm's correction."""

    @property
    def unfair(self) -> bool:
        """Whether the difference is not chance."""
        return self.p < SURE


def contrasts(rows: Rows) -> tuple[Contrast, ...]:
    """Every value that enough students were dealt, in the order of problems and draws."""
    found = [contrast for one in _problems(rows) for contrast in _of_problem(*one)]
    corrected = holm([contrast.p for contrast in found])
    return tuple(msgspec.structs.replace(one, p=p) for one, p in zip(found, corrected, strict=True))


def _problems(rows: Rows) -> Iterator[tuple[PartRecord, list[tuple[PartRecord, float]]]]:
    """Each problem with one row and the share of everybody who has it."""
    found: dict[tuple[int, str, int], dict[str, list[PartRecord]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.all:
        found[row.slot, row.template, row.level][row.student].append(row)
    for of in found.values():
        told = [(own[0], value) for own in of.values() if (value := total_share(own)) is not None]
        if told:
            yield told[0][0], told


def _of_problem(about: PartRecord, told: Sequence[tuple[PartRecord, float]]) -> Iterator[Contrast]:
    shares = [value for _, value in told]
    for name, groups in _groups(told).items():
        large = {value: of for value, of in groups.items() if FEWEST <= len(of) < len(shares)}
        for value, of in sorted(large.items(), key=lambda pair: _order(pair[0])):
            mean, n = statistics.fmean(of), len(of)
            low, high = wilson(mean, n)
            yield Contrast(
                slot=about.slot,
                title=about.title,
                template=about.template,
                level=about.level,
                drawn=name,
                value=value,
                students=n,
                mean=mean,
                low=low,
                high=high,
                others=(sum(shares) - sum(of)) / (len(shares) - n),
                everybody=statistics.fmean(shares),
                p=chance(of, shares),
            )


def _groups(told: Sequence[tuple[PartRecord, float]]) -> Mapping[str, Mapping[str, list[float]]]:
    """The shares by the name and the value of each draw, by the sign of numbers, and by variant."""
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row, value in told:
        found["variant"][row.variant].append(value)
        for name, drawn in row.drawn.items():
            found[name][drawn].append(value)
            if (sign := _sign(drawn)) is not None:
                found[f"sign of {name}"][sign].append(value)
    return {name: groups for name, groups in found.items() if len(groups) > 1}


def _sign(text: str) -> str | None:
    digits = text.removeprefix("-").replace("/", "", 1)
    if not digits.isdecimal() or not digits.strip("0"):
        return None
    return "negative" if text.startswith("-") else "positive"


def _order(value: str) -> tuple[float, str]:
    top, _, bottom = value.partition("/")
    try:
        return float(top) / float(bottom or 1), ""
    except (ValueError, ZeroDivisionError):
        return float("inf"), value


def wilson(mean: float, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval for the mean of n shares between 0 and 1.

    It is that of n answers right or wrong, whose variance no share between 0 and 1 exceeds; so it is wide enough, never
    leaves [0, 1], and does not shrink to a point where all are right.

    >>> [round(end, 3) for end in wilson(0.5, 10)]
    [0.237, 0.763]
    """
    middle = (mean + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(max(0.0, mean * (1 - mean)) / n + Z * Z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def chance(group: Sequence[float], everybody: Sequence[float]) -> float:
    """How often the mean of a group drawn from everybody without putting back is so far from the mean of all.

    The mean of n of N values has the variance s^2 / n * (N - n) / N, s^2 with N - 1; a normal distribution is taken.

    >>> chance([1.0], [1.0, 1.0])
    1.0
    """
    n, size = len(group), len(everybody)
    if not 0 < n < size:
        return 1.0
    variance = statistics.variance(everybody) / n * (size - n) / size
    off = abs(statistics.fmean(group) - statistics.fmean(everybody))
    return erfc(off / sqrt(2 * variance)) if variance > 1e-15 else 1.0


def holm(ps: Sequence[float]) -> list[float]:
    """The p-values after Holm's correction for being the smallest of so many.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    found, least = [1.0] * len(ps), 0.0
    for rank, place in enumerate(sorted(range(len(ps)), key=lambda k: ps[k])):
        least = max(least, min(1.0, (len(ps) - rank) * ps[place]))
        found[place] = least
    return found
