"""The values of a function at points, as a child sends them: a shape, and rows of finite numbers or gaps."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, prod
from typing import Annotated, final

import msgspec

MOST_POINTS = 64
"""Points at which a function is called."""
MOST_VALUES = 500
"""Entries of what it returns."""
_MOST_AXES = 4


class Sample(msgspec.Struct, forbid_unknown_fields=True):
    """What was sent."""

    shape: Annotated[list[Annotated[int, msgspec.Meta(ge=0, le=MOST_VALUES)]], msgspec.Meta(max_length=_MOST_AXES)]
    rows: Annotated[list[list[float | None]], msgspec.Meta(max_length=MOST_POINTS)]


@final
@dataclass(frozen=True, slots=True)
class Sampled:
    """The values of a function at the points that were asked for: its shape, and its entries at each point."""

    shape: tuple[int, ...]
    rows: tuple[tuple[float | None, ...], ...]


def sampled(sample: Sample) -> Sampled | None:
    """The values; None where the rows do not have the shape, or hold what is no number.

    >>> sampled(Sample([2], [[1.0, None]])), sampled(Sample([3], [[1.0, None]]))
    (Sampled(shape=(2,), rows=((1.0, None),)), None)
    """
    entries = prod(sample.shape)
    if not 0 < entries <= MOST_VALUES or any(len(row) != entries for row in sample.rows):
        return None
    if any(value is not None and not isfinite(value) for row in sample.rows for value in row):
        return None
    return Sampled(tuple(sample.shape), tuple(map(tuple, sample.rows)))
