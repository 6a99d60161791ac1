"""Why a verdict says what it says, as data that can be stored and checked again offline."""

from __future__ import annotations

from typing import Literal

import msgspec

from gradekit.model.certificate import Certificate, Membership


class Proof(msgspec.Struct, frozen=True, tag="proof"):
    """Equal: the exact normal form of the difference is zero; or, where digits were asked, equal to that many."""

    method: Literal["identical", "normal-form", "digits", "on-curve"]
    kernels: dict[str, str] = {}
    """The independent kernels of the normal form and what each stands for."""
    removed: tuple[str, ...] = ()
    """Factors that were cancelled: the answer is undefined where one of them is zero (removed poles)."""
    certificate: Certificate | msgspec.UnsetType = msgspec.UNSET
    """What a normal form can be checked by; made on request only."""
    membership: Membership | msgspec.UnsetType = msgspec.UNSET
    """What a proof on a curve can be checked by; made on request only."""


class Agreement(msgspec.Struct, frozen=True, tag="agreement"):
    """Equal as far as can be told: the values agree at `points` points to `digits` digits; `why` there is no proof."""

    points: int
    digits: int
    why: str


class Witness(msgspec.Struct, frozen=True, tag="witness"):
    """Different: an exact point of the domain where rigorous enclosures of the two values do not meet."""

    point: dict[str, str]
    """Exact rational coordinates, e.g. `{"t": "3/4"}`."""
    answer: str
    """The value of the answer there in decimals, or `undefined`."""
    expected: str


class Unsettled(msgspec.Struct, frozen=True, tag="unsettled"):
    """Undecided: what was tried, and which limit was met."""

    why: str


class Shapes(msgspec.Struct, frozen=True, tag="shapes"):
    """Different because the shapes differ."""

    answer: tuple[int, ...]
    expected: tuple[int, ...]


class Chosen(msgspec.Struct, frozen=True, tag="chosen"):
    """Two plain values compared: an integer or a choice."""

    answer: str
    expected: str


Evidence = Proof | Agreement | Witness | Unsettled | Shapes | Chosen
