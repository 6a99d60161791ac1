"""An assignment for proof-reading before it is dealt: what its slots may put on a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gradekit.course.assignment import SlotFile
from gradekit.course.dealing import first_number
from gradekit.course.folder import Course
from gradekit.course.issuing import assignment_of
from gradekit.course.making import Order, listed, make
from gradekit.problems.bank.bank import bank_ids
from gradekit.problems.handing_out.specimens import Drawn, Place, ranked
from gradekit.problems.template import headers


def places_of_assignment(course: Course, name: str, seeds: int) -> Iterator[Place]:
    """Every place of the sheet, of a pool every problem: of a template so many draws, of a list all variants."""
    assignment = assignment_of(course, name)
    bank, levels = bank_ids(course.own), {header.slug: header.levels[0] for header in headers(course.own)}
    for index, slot in enumerate(assignment.slots):
        number = first_number(assignment, index)
        for problem in slot.names:
            fixed = bool(slot.bank) or (problem in bank and problem not in levels)
            level = 0 if fixed or slot.deployed else slot.level or levels[problem]
            points = Fraction(slot.points)
            drawn = map(_drawn, _orders(course, slot, problem, seeds, level=level, fixed=fixed))
            yield ranked(number, problem, level, points, drawn)


def _orders(course: Course, slot: SlotFile, name: str, seeds: int, *, level: int, fixed: bool) -> Iterator[Order]:
    path = course.folder / slot.deployed if slot.deployed else None
    told = listed(path) if path else [""] if fixed else [f"proof {k}" for k in range(1, seeds + 1)]
    for seed in told:
        yield Order(
            name,
            fixed,
            level,
            seed,
            Fraction(slot.points),
            tuple(course.own),
            path,
            course.settings.conventions,
        )


def _drawn(order: Order) -> Drawn:
    problem = make(order)
    return Drawn(order.seed, problem.issued, problem.key, problem.effort)
