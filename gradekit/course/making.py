"""One problem made for a course: what the pool of workers does, so all that goes in and out can travel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import final

from msgspec import UNSET

from gradekit.course.store.issued import Problem
from gradekit.model.conventions import USUAL, Conventions
from gradekit.model.problem import Issued, Key, Origin
from gradekit.problems.admission.effort import effort_of
from gradekit.problems.admission.repeats import note
from gradekit.problems.admission.variants import variant_id
from gradekit.problems.handing_out.sheets import BANK, made_again, worth


@final
@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: a template with level and seed, a problem of the bank, or one of a deployed list."""

    name: str
    bank: bool
    level: int
    seed: str
    points: Fraction
    own: tuple[Path, ...] = ()
    deployed: Path | None = None
    conventions: Conventions = USUAL


def make(order: Order) -> Problem:
    """The problem of an order, its key and its effort. The same order gives the same problem everywhere."""
    if order.deployed is not None:
        return _of_list(order, order.deployed)
    origin = Origin(f"{BANK if order.bank else ''}{order.name}", order.level, order.seed, order.points)
    return _problem(origin, *made_again(origin, order.own, order.conventions))


def _of_list(order: Order, path: Path) -> Problem:
    """The problem of a list whose variant is the seed of the order."""
    issued, key, origin = _listed(path, order.own)[order.seed]
    return _problem(origin, *worth(issued, key, order.points))


@cache
def _listed(path: Path, own: tuple[Path, ...]) -> Mapping[str, tuple[Issued, Key, Origin]]:
    from gradekit.problems.handing_out.deployed import deployed_sheet, read_list

    listed = read_list(path)
    sheet, keys = deployed_sheet(path, seed="all", size=len(listed.problems), own=own)
    found = zip(sheet.slots, keys, strict=True)
    return {slot.variant: (slot.issued, key, slot.origin or Origin("", 0, "")) for slot, key in found}


@cache
def listed(path: Path) -> Mapping[str, str]:
    """The problems of a list in its order: their ids, and their structures."""
    from gradekit.problems.handing_out.deployed import read_list

    return {one.variant: note(one.issued) for one in read_list(path).problems}


def _problem(origin: Origin, issued: Issued, key: Key) -> Problem:
    return Problem(
        variant=variant_id(issued),
        origin=Origin(origin.template, origin.level, origin.seed, UNSET if not origin.points else origin.points),
        issued=issued,
        key=key,
        structure=note(issued),
        effort=effort_of(issued, key),
    )
