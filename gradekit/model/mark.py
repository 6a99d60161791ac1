"""Mark = f(verdicts, policy, ...): pure arithmetic over verdicts."""

from __future__ import annotations

from fractions import Fraction

import msgspec


class PartMark(msgspec.Struct, frozen=True, kw_only=True):
    """Points for one part. While `pending` is positive that many points wait for a person and are in neither sum."""

    part: str
    earned: Fraction
    possible: Fraction
    pending: Fraction = Fraction(0)


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """Points for one problem of a sheet."""

    slot: int
    parts: tuple[PartMark, ...]

    @property
    def earned(self) -> Fraction:
        """The sum of the points earned so far."""
        return sum((mark.earned for mark in self.parts), Fraction(0))

    @property
    def possible(self) -> Fraction:
        """The sum of all points."""
        return sum((mark.possible for mark in self.parts), Fraction(0))

    @property
    def pending(self) -> Fraction:
        """The points that wait for a person."""
        return sum((mark.pending for mark in self.parts), Fraction(0))
