"""Specimens of an assignment for proof-reading: of each place the easiest, the median and the hardest variant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal, TypeAlias, final

from gradekit.errors import AuthorError
from gradekit.model.problem import Issued, Key
from gradekit.problems.admission.effort import effort_of
from gradekit.problems.bank.bank import bank_ids, bank_problem, issue_bank
from gradekit.problems.bank.sets import ProblemSet, set_named
from gradekit.problems.handing_out.sheets import worth
from gradekit.problems.issue import issue
from gradekit.problems.template import headers, template_named

Rank: TypeAlias = Literal["easiest", "median", "hardest"]

READING = 1.0
"""Minutes to read a problem."""
PER_UNIT = 0.2
"""Minutes for each unit of effort, which is about an operation written down; a rough guess, the same for everybody."""


@final
@dataclass(frozen=True, slots=True)
class Specimen:
    """One variant, how it ranks among those that were drawn, and the seed it was drawn with."""

    rank: Rank
    issued: Issued
    key: Key
    effort: float
    seed: str

    @property
    def minutes(self) -> int:
        """How long it takes, estimated from its effort."""
        return round(READING + PER_UNIT * self.effort)


@final
@dataclass(frozen=True, slots=True)
class Place:
    """One place of a sheet, or one of the problems that a pool may put there."""

    number: int
    name: str
    level: int
    points: Fraction | None
    drawn: int
    specimens: tuple[Specimen, ...]

    @property
    def usual(self) -> Specimen:
        """The median."""
        return next((one for one in self.specimens if one.rank == "median"), self.specimens[0])


def places(name: str, *, level: int | None, seeds: int, own: Sequence[Path] = ()) -> Iterator[Place]:
    """The places of a set, or the one of a template or a problem of the bank."""
    known, bank = {header.slug: header for header in headers(own)}, bank_ids(own)
    if name in known:
        yield _drawn(1, name, known[name].levels[0] if level is None else level, None, seeds, own)
    elif name in bank:
        yield _fixed(1, name, None, own)
    elif (told := set_named(name, own)) is not None:
        yield from _of_set(told, bank, seeds, own)
    else:
        raise AuthorError(f"No template, problem or set is called `{name}`. `gradekit templates list` has them all.")


def _of_set(told: ProblemSet, bank: frozenset[str], seeds: int, own: Sequence[Path]) -> Iterator[Place]:
    for number, place in enumerate(told.problem, start=1):
        for name in place.names:
            if name in bank and not place.template:
                yield _fixed(number, name, Fraction(place.points), own)
            else:
                yield _drawn(number, name, place.level, Fraction(place.points), seeds, own)


def _fixed(number: int, name: str, points: Fraction | None, own: Sequence[Path]) -> Place:
    """A problem of the bank has one variant."""
    found = _worth(*issue_bank(bank_problem(name, own)), points)
    one = Specimen("median", *found, effort_of(*found), "")
    return Place(number, name, one.issued.level, points, 1, (one,))


def _drawn(number: int, name: str, level: int, points: Fraction | None, seeds: int, own: Sequence[Path]) -> Place:
    template = template_named(name, own)
    seeded = ((f"proof {k}", issue(template, level, f"proof {k}")) for k in range(1, seeds + 1))
    drawn = (Drawn(seed, *_worth(*found, points), effort_of(*found)) for seed, found in seeded)
    return ranked(number, name, level, points, drawn)


@final
@dataclass(frozen=True, slots=True)
class Drawn:
    """A variant that was drawn, and its effort."""

    seed: str
    issued: Issued
    key: Key
    effort: float


def ranked(number: int, name: str, level: int, points: Fraction | None, drawn: Iterable[Drawn]) -> Place:
    """The place with the easiest, the median and the hardest of all different variants."""
    different: dict[str, Drawn] = {}
    for one in drawn:
        different.setdefault(one.key.variant, one)
    found = sorted(different.values(), key=lambda one: one.effort)
    chosen: dict[int, Rank] = {0: "easiest", len(found) - 1: "hardest", (len(found) - 1) // 2: "median"}
    specimens = tuple(
        Specimen(chosen[k], one.issued, one.key, one.effort, one.seed) for k in sorted(chosen) for one in [found[k]]
    )
    return Place(number, name, level, points, len(found), specimens)


def _worth(issued: Issued, key: Key, points: Fraction | None) -> tuple[Issued, Key]:
    return (issued, key) if points is None else worth(issued, key, points)
