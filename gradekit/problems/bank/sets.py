"""Named sets: the problems of a week's homework or an exam as data, in folders called `sets` of a bank.

    id = "week-2"
    title = "Along several routes"
    goal = "add the contributions of all routes"
    [[problem]]
    bank = "distance-along-a-helix"
    points = "4"
    [[problem]]
    template = "multi-path"
    level = 3
    points = "6"
    [[problem]]
    pool = ["total-derivative", "multi-path-two-inputs"]
    pick = 1
    level = 2
    points = "6"

A pool names templates and problems of the bank; the seed decides which `pick` of them are on a sheet. `level` is that
of the templates, and the points are shared out among the parts of the problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import final

import msgspec

from gradekit.config import content_files
from gradekit.errors import AuthorError
from gradekit.model.filed import line_of
from gradekit.model.nearest import nearest
from gradekit.problems.bank.bank import SETS, Filed, bank_ids, filed
from gradekit.problems.drafting.draws import Draws, seed_number
from gradekit.problems.template import Header, headers


class SetPlace(msgspec.Struct, forbid_unknown_fields=True):
    """`[[problem]]`: one problem, or some out of a pool, each for the same points."""

    points: str
    bank: str = ""
    template: str = ""
    level: int = 0
    pool: list[str] = []
    pick: int = 1

    @property
    def names(self) -> list[str]:
        """All templates and problems that may stand here."""
        return self.pool or [name for name in (self.bank, self.template) if name]


class ProblemSet(Filed, forbid_unknown_fields=True, kw_only=True):
    """One file of a folder of sets."""

    title: str
    goal: str
    """What it is for, in one line."""
    problem: list[SetPlace]


@final
@dataclass(frozen=True, slots=True)
class Chosen:
    """One problem of a sheet: a template with a level, or a problem of the bank, which has its own."""

    name: str
    bank: bool
    level: int
    points: Fraction


def set_files(own: Sequence[Path] = ()) -> Iterator[Path]:
    """The files of all sets, own folders first."""
    return (path for path in content_files("problem_bank", ".toml", own) if path.parent.name == SETS)


def set_named(name: str, own: Sequence[Path] = ()) -> ProblemSet | None:
    """The set of that id; None where there is none.

    `AuthorError` with file and line where it asks for what there is not.
    """
    path = next((path for path in set_files(own) if path.stem == name), None)
    if path is None:
        return None
    told, known, bank = read_set(path), {header.slug: header for header in headers(own)}, bank_ids(own)
    for number, place in enumerate(told.problem):
        try:
            _check(place, known, bank)
        except ValueError as error:
            raise AuthorError(
                f"{path.name}, line {line_of(told.written, f'.problem[{number}]') or 1}: {error}"
            ) from error
    return told


def read_set(path: Path) -> ProblemSet:
    """The set in a file, whether or not there is what it asks for."""
    told = filed(path, ProblemSet)
    if not told.problem:
        raise AuthorError(f"{path.name}: a set needs at least one [[problem]].")
    return told


def chosen(told: ProblemSet, seed: str, own: Sequence[Path] = ()) -> Iterator[Chosen]:
    """The problems of the sheet of that seed, in the order of the set; those of a pool in the order of the draw."""
    draws, bank = Draws(told.id, 1, seed_number(seed)), bank_ids(own)
    for number, place in enumerate(told.problem, start=1):
        names = draws.sample(f"problem {number}", place.pool, place.pick) if place.pool else place.names
        for name in names:
            yield Chosen(name, name in bank and not place.template, place.level, Fraction(place.points))


def levels(told: ProblemSet, of_bank: Mapping[str, int]) -> tuple[int, int]:
    """The lowest and the highest level in a set, given those of the problems of the bank."""
    found = [of_bank.get(name, place.level) for place in told.problem for name in place.names]
    return min(found), max(found)


def shared_out(total: Fraction, weights: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Points in proportion to the weights, in halves that add up to the total: largest remainders first.

    Each part has at least a half; where the total is too small for that, the shares are exact fractions.

    >>> [str(share) for share in shared_out(Fraction(4), [Fraction(1), Fraction(1), Fraction(2), Fraction(2)])]
    ['1/2', '1/2', '3/2', '3/2']
    """
    exact = [2 * total * weight / sum(weights) for weight in weights]
    left = 2 * total - sum(max(int(share), 1) for share in exact)
    if left < 0 or left.denominator != 1:
        return tuple(share / 2 for share in exact)
    order = sorted(range(len(exact)), key=lambda k: (max(int(exact[k]), 1) - exact[k], -exact[k], k))
    more = set(order[: int(left)])
    return tuple(Fraction(max(int(share), 1) + (k in more), 2) for k, share in enumerate(exact))


def _check(place: SetPlace, known: dict[str, Header], bank: frozenset[str]) -> None:
    """`ValueError` says what does not fit."""
    if sum(map(bool, (place.bank, place.template, place.pool))) != 1:
        raise ValueError("a problem has one of `bank`, `template` and `pool`.")
    if len(set(place.names)) < len(place.names) or not 1 <= place.pick <= len(place.names):
        raise ValueError(f"`pick` takes {place.pick} of {len(set(place.names))} different problems.")
    if not _above_zero(place.points):
        raise ValueError(f"`points` is `{place.points}`; a number above 0 is needed.")
    allowed = {*(() if place.bank else known), *(() if place.template else bank)}
    for name in place.names:
        if name not in allowed:
            raise ValueError(f"nothing is called `{name}` there. {nearest(name, sorted(allowed))}")
        if place.template or name not in bank:
            low, high = known[name].levels
            if not low <= place.level <= high:
                raise ValueError(f"`{name}` has levels {low} to {high}; `level` is {place.level}.")


def _above_zero(points: str) -> bool:
    try:
        return Fraction(points) > 0
    except (ValueError, ZeroDivisionError):
        return False
