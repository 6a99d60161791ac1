"""The record of one comparison of two formulas."""

from __future__ import annotations

import msgspec

from gradekit.model.answer import Value
from gradekit.model.domain import Domain
from gradekit.model.evidence import Evidence
from gradekit.model.form import AskedForm
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.verdict import EntryVerdict
from gradekit.version import VERSION


class Equality(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome for two texts, its evidence, and both readings; `entries` has one verdict for each entry of a list or
    matrix, and then the outcome is that of the worst of them."""

    format: int = 1
    gradekit: str = VERSION
    outcome: Outcome
    evidence: Evidence
    notes: tuple[Message, ...] = ()
    answer: Value
    expected: Value
    domain: Domain = Domain()
    """What is known of the letters, and the reading that was asked for."""
    entries: tuple[EntryVerdict, ...] = ()
    asked: tuple[AskedForm, ...] = ()
    """The forms that were asked for. The outcome is FORM where the value is right and one of them is missing."""


class PartEquality(msgspec.Struct, frozen=True, kw_only=True):
    """What the verdict on one part of a sheet rests on: the answer compared with the key."""

    slot: int
    part: str
    equality: Equality
