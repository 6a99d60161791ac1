"""How much work a decision may cost. Work is bounded, never time, so a verdict is the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLimits:
    """Bounds on one decision; the first that is met ends it as undecided or, for a proof, as not proved."""

    nodes: int = 20_000
    """Nodes of the common graph of both sides."""
    number_bits: int = 4_096
    """Size of an exact number after folding."""
    exponent: int = 400
    """The largest power that is multiplied out."""
    terms: int = 4_000
    """Terms of one polynomial."""
    products: int = 26_000
    """Products of terms in one proof: what it may cost altogether."""
    altogether: int = 28_000
    """The same for all proofs that are tried for one pair."""
    pieces: int = 600
    """Pieces of bounded domains on which signs are looked for, in all proofs for one pair."""
    kernels: int = 60
    """Independent kernels of one proof."""
    evaluations: int = 20_000
    """Values of nodes at points, one counted as many times as its precision and its function make it dearer than a sum
    in 64 bits."""
    points: int = 8
    """Points at which two sides must agree where there is no proof."""
    bits: int = 1_024
    """The highest precision of a ball."""


@final
class Work:
    """What one proof may still spend, in all its rounds and cases together."""

    __slots__ = ("pieces", "products")

    def __init__(self, limits: WorkLimits) -> None:
        self.products = limits.products
        self.pieces = limits.pieces

    def pay(self, products: int) -> None:
        """Count products of terms; `LimitMet` when there are too many."""
        self.products -= products + 4
        if self.products < 0:
            raise LimitMet("products")


@final
class Purse:
    """What all proofs that are tried for one pair may spend: each at most what one may, until nothing is left."""

    __slots__ = ("_given", "_left", "_limits", "_pieces", "_work")

    def __init__(self, limits: WorkLimits) -> None:
        self._limits = limits
        self._left, self._pieces = limits.altogether, limits.pieces
        self._work: Work | None = None
        self._given = 0

    def work(self) -> Work:
        """What the next proof may spend; what the last one left over goes back.

        >>> purse = Purse(WorkLimits(products=50, altogether=60))
        >>> purse.work().pay(30)
        >>> purse.work().products
        26
        """
        if self._work is not None:
            self._left -= self._given - max(0, self._work.products)
            self._pieces = self._work.pieces
        self._work = Work(self._limits)
        self._work.pieces = self._pieces
        self._given = self._work.products = min(self._limits.products, self._left)
        return self._work


class LimitMet(Exception):  # noqa: N818  it is an end of the search, not an error
    """A bound was met or a step has no rule; `why` is a stable word for it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
