"""Who gets which problem: in an order that nobody can foresee, no problem twice where there are enough, and about the
same effort for everybody.

The students stand in the order of a keyed digest of their ids. Each draws with seeds of her own until her problem is
one that nobody in the slot has; then sheets whose effort is far from what is usual draw again. All that has been dealt
stays, so that a late enrolment changes nobody's sheet. The result depends on the key, the roster and the assignment,
not on how many processes work on it.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import final

from gradekit.course.assignment import Assignment, SlotFile
from gradekit.course.making import Order, listed
from gradekit.course.secret import keyed
from gradekit.course.store.issued import Problem
from gradekit.model.conventions import USUAL, Conventions

MOST_TRIES = 30
"""Draws for one place until a problem that another student has is accepted."""
MOST_BALANCING = 8
"""Rounds in which sheets with unusual effort draw again."""

Maker = Callable[[Iterable[Order]], Iterator[Problem]]
"""Makes the problems of orders, in their order; a pool of workers does."""


@final
@dataclass(frozen=True, slots=True)
class Place:
    """One problem of one student's sheet that is to be dealt."""

    student: str
    number: int
    """On the sheet, from 1."""
    slot: int
    reissue: int = 0


@final
@dataclass(slots=True)
class Deal:
    """The problems for places, and what had to give way."""

    problems: dict[Place, Problem] = field(default_factory=dict[Place, Problem])
    shared: Counter[int] = field(default_factory=Counter[int])
    """By slot: how many got a problem that another student has, because there are too few."""
    uneven: tuple[str, ...] = ()
    """Students whose sheet is still further from the usual effort than was asked for."""

    @property
    def too_few(self) -> dict[int, int]:
        """By slot from 1: how many got a problem that another student has."""
        return {slot + 1: count for slot, count in sorted(self.shared.items()) if count}


@final
@dataclass(frozen=True, slots=True)
class Dealer:
    """Deals an assignment. `secret` is the key of the course; `held` are the structures dealt before, by slot."""

    assignment: Assignment
    secret: bytes
    make: Maker
    own: tuple[Path, ...] = ()
    folder: Path = Path()
    conventions: Conventions = USUAL
    bank: frozenset[str] = frozenset()
    levels: Mapping[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])

    def deal(
        self,
        places: Sequence[Place],
        held: Mapping[int, Counter[str]] | None = None,
        efforts: Mapping[str, Sequence[float]] | None = None,
    ) -> Deal:
        """Problems for the places. `efforts` are those of the sheets that are dealt already."""
        ordered = sorted(places, key=lambda p: (keyed(self.secret, "order", p.student), p.number, p.reissue))
        taken = {slot: Counter(of) for slot, of in (held or {}).items()}
        deal = Deal()
        tries = self._different(ordered, taken, deal)
        self._balance(ordered, taken, deal, tries, efforts or {})
        deal.shared.update(
            place.slot
            for place, problem in deal.problems.items()
            if taken[place.slot][problem.structure] > 1 and self._should_differ(place)
        )
        return deal

    def _different(self, places: Sequence[Place], taken: dict[int, Counter[str]], deal: Deal) -> dict[Place, int]:
        """Every place gets a problem; each round those whose problem somebody has already draw once more."""
        tries = dict.fromkeys(places, 0)
        waiting = list(places)
        while waiting:
            orders = [self._order(place, tries[place], taken) for place in waiting]
            again: list[Place] = []
            for place, problem in zip(waiting, self.make(orders), strict=True):
                counted = taken.setdefault(place.slot, Counter())
                listed_too = bool(self._slot(place).deployed)  # counted when it was chosen
                repeated = counted[problem.structure] > listed_too and self._slot(place).deal == "different"
                if repeated and self._gives_others(place) and tries[place] < MOST_TRIES:
                    tries[place] += 1
                    again.append(place)
                    continue
                deal.problems[place] = problem
                counted[problem.structure] += not listed_too
            waiting = again
        return tries

    def _balance(
        self,
        places: Sequence[Place],
        taken: dict[int, Counter[str]],
        deal: Deal,
        tries: dict[Place, int],
        efforts: Mapping[str, Sequence[float]],
    ) -> None:
        """Sheets whose effort is unusual draw their oddest problem again, and keep the better one."""
        by_student: dict[str, list[Place]] = {}
        for place in places:
            by_student.setdefault(place.student, []).append(place)
        usual = self._usual(by_student, deal, efforts)
        for _ in range(MOST_BALANCING):
            odd = {s: self._off(of, deal, usual) for s, of in by_student.items()}
            redraw = [
                place
                for student, off in odd.items()
                if abs(off) > self.assignment.fairness
                and (place := self._oddest(by_student[student], deal, usual, off))
            ]
            if not redraw:
                break
            for place in redraw:
                tries[place] += 1
            orders = [self._order(place, tries[place], taken) for place in redraw]
            for place, problem in zip(redraw, self.make(orders), strict=True):
                self._better(place, problem, by_student[place.student], taken, deal, usual)
        off = {s: self._off(of, deal, usual) for s, of in by_student.items()}
        deal.uneven = tuple(sorted(s for s, value in off.items() if abs(value) > self.assignment.fairness))

    def _usual(
        self, by_student: Mapping[str, list[Place]], deal: Deal, efforts: Mapping[str, Sequence[float]]
    ) -> dict[int, float]:
        """The median effort of each place of the sheet, over all students."""
        found: dict[int, list[float]] = {}
        for of in by_student.values():
            for place in of:
                found.setdefault(place.number, []).append(deal.problems[place].effort)
        for of in efforts.values():
            for number, value in enumerate(of, start=1):
                found.setdefault(number, []).append(value)
        return {number: statistics.median(values) for number, values in found.items()}

    def _off(self, places: Sequence[Place], deal: Deal, usual: Mapping[int, float]) -> float:
        """How far the effort of the places is from the usual one, as a share of it."""
        total = sum(usual[place.number] for place in places)
        return sum(deal.problems[p].effort for p in places) / total - 1 if total else 0.0

    def _oddest(self, places: Sequence[Place], deal: Deal, usual: Mapping[int, float], off: float) -> Place | None:
        """The place that pulls the sheet furthest to its side."""
        free = [place for place in places if self._gives_others(place) and self._slot(place).deal != "same"]
        sign = 1 if off > 0 else -1
        return max(free, key=lambda p: sign * (deal.problems[p].effort - usual[p.number]), default=None)

    def _better(
        self,
        place: Place,
        problem: Problem,
        places: Sequence[Place],
        taken: dict[int, Counter[str]],
        deal: Deal,
        usual: Mapping[int, float],
    ) -> None:
        before, counted = deal.problems[place], taken[place.slot]
        if counted[problem.structure] and self._slot(place).deal == "different":
            return
        was = abs(self._off(places, deal, usual))
        deal.problems[place] = problem
        if abs(self._off(places, deal, usual)) >= was:
            deal.problems[place] = before
            return
        counted[before.structure] -= 1
        counted[problem.structure] += 1

    def _slot(self, place: Place) -> SlotFile:
        return self.assignment.slots[place.slot]

    def _gives_others(self, place: Place) -> bool:
        """Whether drawing again may give another problem."""
        slot = self._slot(place)
        return not slot.bank and not slot.deployed and self._name(place) not in self.bank

    def _should_differ(self, place: Place) -> bool:
        """Whether nobody else was to have the problem."""
        slot = self._slot(place)
        return slot.deal == "different" and (bool(slot.deployed) or self._gives_others(place))

    def _name(self, place: Place) -> str:
        """The template or problem for a place; of a pool each student has her own choice."""
        slot = self._slot(place)
        if not slot.pool:
            return slot.names[0]
        who = "" if slot.deal == "same" else place.student
        dealt = sorted(
            slot.pool, key=lambda name: keyed(self.secret, "pool", self.assignment.name, who, place.slot, name)
        )
        return dealt[place.number - first_number(self.assignment, place.slot)]

    def _order(self, place: Place, attempt: int, taken: dict[int, Counter[str]]) -> Order:
        slot, name = self._slot(place), self._name(place)
        who = "" if slot.deal == "same" else place.student
        seed = keyed(self.secret, "seed", self.assignment.name, who, place.number, place.reissue, attempt)[:32]
        bank = bool(slot.bank) or (name in self.bank and name not in self.levels)
        level = slot.level or self.levels.get(name, (0, 0))[0]
        order = Order(name, bank, 0 if bank else level, "" if bank else seed, Fraction(slot.points), self.own)
        order = replace(order, conventions=self.conventions)
        return self._from_list(order, place, taken) if slot.deployed else order

    def _from_list(self, order: Order, place: Place, taken: dict[int, Counter[str]]) -> Order:
        """The entry of a deployed list that the fewest have, in an order that is the student's own."""
        path = self.folder / self._slot(place).deployed
        counted, entries = taken.setdefault(place.slot, Counter()), listed(path)
        chosen = min(
            entries,
            key=lambda name: (counted[entries[name]], keyed(self.secret, "list", place.student, place.number, name)),
        )
        counted[entries[chosen]] += 1
        return replace(order, seed=chosen, deployed=path)


def first_number(assignment: Assignment, slot: int) -> int:
    """The number on the sheet of the first problem of a slot."""
    return 1 + sum(one.pick if one.pool else 1 for one in assignment.slots[:slot])


def places_of(assignment: Assignment, student: str) -> Iterator[Place]:
    """Every place of a student's sheet."""
    for slot, told in enumerate(assignment.slots):
        first = first_number(assignment, slot)
        for number in range(first, first + (told.pick if told.pool else 1)):
            yield Place(student, number, slot)
