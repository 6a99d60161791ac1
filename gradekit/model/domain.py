"""Where a problem lives: the domain, on which equality is decided, and the box inside it, where numbers are shown."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

from gradekit.syntax.tree import Expr


class Interval(msgspec.Struct, frozen=True):
    """The real interval from `low` to `high`; an end that is `None` is infinite. Ends belong to it unless `open`."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = True
    high_open: bool = True

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies in the interval.

        >>> Interval(low=Fraction(0)).holds(Fraction(0))
        False
        """
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below

    @property
    def positive(self) -> bool:
        """Whether every number of it is greater than 0."""
        return self.low is not None and (self.low > 0 or (self.low == 0 and self.low_open))


REALS = Interval()
POSITIVE = Interval(low=Fraction(0))


class Range(msgspec.Struct, frozen=True):
    """What the question states about one symbol."""

    symbol: str
    interval: Interval = REALS
    kind: Literal["real", "integer", "complex"] = "real"


class Domain(msgspec.Struct, frozen=True):
    """The ranges of all symbols of a problem. A symbol without a range is any real number."""

    ranges: tuple[Range, ...] = ()
    reading: Literal["real", "principal"] = "real"
    """`real`: a formula means its real value, where it has one. `principal`: complex principal values."""
    relations: tuple[Expr, ...] | msgspec.UnsetType = msgspec.UNSET
    """Expressions that are zero on the curve or surface of the question. They hold for parts of the kind `on-curve` and
    for no others. Unset where there are none, so that the record of such a domain is the one it always was."""

    def of(self, symbol: str) -> Range:
        """The range of a symbol."""
        return next((r for r in self.ranges if r.symbol == symbol), Range(symbol))


Box = dict[str, tuple[Fraction, Fraction]]
"""A closed rational box inside the domain: shown numbers, figures and mal-rule points are in it."""
