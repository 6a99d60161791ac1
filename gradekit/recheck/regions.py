"""The part of the domain that a case of a certificate is about, and which branches both sides have there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, final

from msgspec import UnsetType

from gradekit.model.certificate import Case
from gradekit.model.domain import Domain
from gradekit.recheck.cuts import cuts_along
from gradekit.recheck.looks import has_value, look, settled_value
from gradekit.recheck.points import inside, own_points, stored_point, told
from gradekit.recheck.programs import Program
from gradekit.recheck.result import Refused
from gradekit.recheck.values import Point, Values, is_number
from gradekit.syntax.tree import Expr

_TRIED = 40
_MOST_LOCATED = 4


@final
@dataclass(frozen=True, slots=True)
class Sides:
    """The two formulas of a claim of equality, where it is made, and how formulas are read."""

    answer: Expr
    expected: Expr
    domain: Domain
    principal: bool


@final
class Region:
    """Where a case is, by a program of what says so: both sides, their branches, conditions and assumptions."""

    def __init__(self, sides: Sides, case: Case) -> None:
        self.case = case
        program = Program()
        self.answer, self.expected = program.enter(sides.answer), program.enter(sides.expected)
        self.names = frozenset(program.symbols)
        self.assumed = [(program.enter(given.expression), given.sign) for given in case.assumed]
        self.branches = None if isinstance(case.branches, UnsetType) else case.branches
        self.conditions = self.branches.conditions if self.branches else ()
        self._signs = [(program.enter(given.expression), given.sign) for given in self.conditions]
        stated = (self.branches.answer, self.branches.expected) if self.branches else ()
        rows = [None if side is None else program.enter(side) for side in stated]
        self._stated = list(zip((self.answer, self.expected), rows, strict=True)) if rows else []
        if program.symbols > self.names:
            raise Refused("recheck.other-letters", letters=tuple(sorted(program.symbols - self.names)))
        self._zero = program.row("number", Fraction(0))
        self.values = Values(program, principal=sides.principal)

    @property
    def flat(self) -> bool:
        """Whether it is a boundary: a real symbol has one value, or something is zero."""
        ranges = [self.case.domain.of(name) for name in self.names]
        pinned = (r.kind == "real" and r.interval.low is not None and r.interval.low == r.interval.high for r in ranges)
        return any(given.sign == 0 for given in self.conditions) or any(pinned)

    def answer_stated(self) -> bool:
        """Whether the answer has a value in it, as the certificate says."""
        return self.branches is None or self.branches.answer is not None

    def expected_stated(self) -> bool:
        """The same of the expected side."""
        return self.branches is None or self.branches.expected is not None

    def has_value(self, point: Point) -> bool:
        """Whether the expected side has a value at the point."""
        return has_value(self.values, self.expected, point)

    def points(self) -> Iterator[Point]:
        """The points of the case, which have to lie in it with a value of the expected side, and points of our own that
        lie in it."""
        for stored in self.case.points:
            point = stored_point(stored, self.names)
            if not self._holds_strictly(point) or not self.has_value(point):
                raise Refused("recheck.point-outside", point=told(point))
            yield point
        seen = set[str]()
        for point in self._candidates():
            if str(point) not in seen:
                seen.add(str(point))
                if self._holds_strictly(point):
                    yield point

    def _candidates(self) -> Iterator[Point]:
        """Points inside the domain of the case; where something has to be zero, points at which it is."""
        zero = next((given.expression for given in self.conditions if given.sign == 0), None)
        for number, point in enumerate(own_points(self.case.domain, self.names, _TRIED)):
            if zero is None:
                yield point
                continue
            for name in point if number < _MOST_LOCATED else ():
                cuts, _ = cuts_along(zero, name, point, self.case.domain.of(name))
                yield from ({**point, name: cut} for cut in cuts)

    def covers(self, point: Point) -> bool | None:
        """Whether the point belongs to the case; None where that cannot be told."""
        if not inside(self.case.domain, point) or not self._assumes(point, strictly=False):
            return False
        return self._fulfils(point)

    def _holds_strictly(self, point: Point) -> bool:
        within = inside(self.case.domain, point) and self._assumes(point, strictly=True)
        return within and self._fulfils(point) is True

    def _fulfils(self, point: Point) -> bool | None:
        """Whether what holds throughout the case holds at the point; None where a value cannot be told."""
        told = [self._fits(row, sign, point) for row, sign in self._signs]
        return False if False in told else None if None in told else True

    def _fits(self, row: int, sign: int, point: Point) -> bool | None:
        value = settled_value(self.values, row, point)
        if isinstance(value, str):
            vanishing = look(self.values, row, self._zero, point) == "agree"
            return sign == 0 if vanishing else None
        return is_number(value) and (value > 0) - (value < 0) == sign

    def _assumes(self, point: Point, *, strictly: bool) -> bool:
        """Whether the signs that the case assumes are so at the point."""
        for row, sign in self.assumed:
            value = settled_value(self.values, row, point)
            if not is_number(value):
                return not strictly
            if not (value.real * sign > 0 or (not strictly and not value)):
                return False
        return True

    def check_branches(self, point: Point) -> bool:
        """Whether both sides are seen to be what the certificate says that they are here; `Refused` where they are
        not."""
        seen = True
        for (whole, stated), what in zip(self._stated, ("first", "second"), strict=False):
            found = self._branch(whole, stated, point)
            if found == "other":
                raise Refused("recheck.other-branch", what=what, point=told(point))
            seen = seen and found == "same"
        return seen

    def _branch(self, whole: int, stated: int | None, point: Point) -> Literal["same", "other", "unclear"]:
        if stated is not None:
            found = look(self.values, whole, stated, point)
            if found in ("agree", "differ", "unclear"):
                return "same" if found == "agree" else "other" if found == "differ" else "unclear"
        values = [settled_value(self.values, row, point) for row in (whole, stated) if row is not None]
        if any(isinstance(value, str) for value in values):
            return "unclear"
        return "other" if any(map(is_number, values)) else "same"
