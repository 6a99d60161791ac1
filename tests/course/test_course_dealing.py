"""Who gets which problem: the same whatever the order, no two the same where there are enough, about equal effort."""

from __future__ import annotations

import random
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from gradekit.course import dealing, making
from gradekit.course.assignment import Assignment, SlotFile
from gradekit.course.dealing import Deal, Dealer, Place, places_of
from gradekit.course.making import Order, make
from gradekit.course.rules import Attempts, Late
from gradekit.course.secret import keyed
from gradekit.course.store.issued import Problem
from gradekit.model.policy import Policy

SECRET = bytes(range(32))


@cache
def _real() -> Problem:
    return make(Order("active-neuron", True, 0, "", Fraction(4)))


def _maker(structures: int, spread: int) -> dealing.Maker:
    """Problems of so many structures, with an effort between 20 and 20 + spread; all from the order alone."""

    def one(order: Order) -> Problem:
        if order.bank or order.deployed:
            structure, effort = order.seed or order.name, 20
        else:
            drawn = random.Random(f"{order.name} {order.level} {order.seed}")
            structure, effort = f"{order.name} {drawn.randrange(structures)}", 20 + drawn.randint(0, spread)
        return msgspec.structs.replace(_real(), variant=order.seed, structure=structure, effort=effort)

    return lambda orders: map(one, orders)


def _assignment(*slots: SlotFile, name: str = "hw1", fairness: float = 0.1) -> Assignment:
    return Assignment(
        name=name,
        title="H",
        purpose="homework",
        slots=slots,
        policy=Policy(),
        attempts=Attempts(),
        late=Late(),
        due=None,
        minutes=None,
        formats=(),
        fairness=fairness,
        extensions=dict[str, datetime](),
    )


TWO = (SlotFile(points="6", template="t"), SlotFile(points="4", template="u"))
LEVELS = {"t": (1, 5), "u": (2, 5), "v": (1, 5)}


def _places(assignment: Assignment, students: Iterable[str]) -> list[Place]:
    return [place for student in students for place in places_of(assignment, student)]


def _dealt(
    assignment: Assignment,
    students: Sequence[str],
    *,
    structures: int = 10_000,
    spread: int = 0,
    secret: bytes = SECRET,
    bank: frozenset[str] = frozenset(),
) -> Deal:
    dealer = Dealer(assignment, secret, _maker(structures, spread), levels=LEVELS, bank=bank)
    return dealer.deal(_places(assignment, students))


names = st.lists(st.text("abcdefghij", min_size=1, max_size=4), min_size=1, max_size=30, unique=True)


@tried(max_examples=30, deadline=None)
@given(students=names, structures=st.integers(1, 60), spread=st.integers(0, 30), data=st.data())
def test_the_order_of_the_roster_is_no_matter(
    students: list[str], structures: int, spread: int, data: st.DataObject
) -> None:
    other = data.draw(st.permutations(students))
    one, two = (_dealt(_assignment(*TWO), s, structures=structures, spread=spread) for s in (students, other))
    assert one.problems == two.problems
    assert (one.shared, one.uneven) == (two.shared, two.uneven)
    assert set(one.problems) == set(_places(_assignment(*TWO), students))


@tried(max_examples=30, deadline=None)
@given(students=names, structures=st.integers(1, 40), spread=st.integers(0, 30))
def test_who_shares_a_problem_is_counted_and_where_there_are_enough_nobody_does(
    students: list[str], structures: int, spread: int
) -> None:
    deal = _dealt(_assignment(*TWO), students, structures=structures, spread=spread)
    for slot in (0, 1):
        held = Counter(problem.structure for place, problem in deal.problems.items() if place.slot == slot)
        assert deal.shared[slot] == sum(count for count in held.values() if count > 1)


def test_thirty_students_of_a_hundred_problems_get_thirty() -> None:
    deal = _dealt(_assignment(*TWO), [f"s{k}" for k in range(30)], structures=100, spread=10)
    for slot in (0, 1):
        assert len({p.structure for place, p in deal.problems.items() if place.slot == slot}) == 30
    assert not +deal.shared


@tried(max_examples=15, deadline=None)
@given(students=names, spread=st.integers(0, 60), fairness=st.floats(0.01, 0.5))
def test_effort_is_within_the_band_or_said(students: list[str], spread: int, fairness: float) -> None:
    deal = _dealt(_assignment(*TWO, fairness=fairness), students, spread=spread)
    efforts = {
        s: [p.effort for place, p in sorted(deal.problems.items(), key=str) if place.student == s] for s in students
    }
    assert all(len(of) == 2 for of in efforts.values())
    first: dict[int, list[float]] = {place.number: [] for place in deal.problems}
    for place, problem in deal.problems.items():
        first[place.number].append(problem.effort)
    total = sum(statistics.median(of) for of in first.values())
    # The band is about what was usual before sheets drew again; that moves little.
    moved = 1.25 if spread > 20 else 1.1
    for student, of in efforts.items():
        if student not in deal.uneven:
            assert (1 - fairness) / moved <= sum(of) / total <= (1 + fairness) * moved


def test_drawing_again_brings_sheets_together() -> None:
    students = [f"s{k}" for k in range(40)]

    def width(fairness: float) -> float:
        deal = _dealt(_assignment(*TWO, fairness=fairness), students, spread=40)
        totals = [sum(p.effort for place, p in deal.problems.items() if place.student == s) for s in students]
        return max(totals) / min(totals)

    assert width(0.1) < 1.25 < width(1.0)


def test_what_a_late_student_gets_depends_on_who_holds_what_alone() -> None:
    assignment = _assignment(*TWO)
    dealer = Dealer(assignment, SECRET, _maker(35, 5), levels=LEVELS)
    first = dealer.deal(_places(assignment, [f"s{k}" for k in range(30)]))
    held = {slot: Counter(p.structure for at, p in first.problems.items() if at.slot == slot) for slot in (0, 1)}
    before = {slot: Counter(of) for slot, of in held.items()}
    late = dealer.deal(_places(assignment, ["late"]), held, {"s1": [20.0, 20.0]})
    assert held == before
    for place, problem in late.problems.items():
        assert bool(held[place.slot][problem.structure]) == bool(late.shared[place.slot])


def test_another_key_course_or_assignment_deals_other_problems() -> None:
    students = [f"s{k}" for k in range(10)]
    deals = [
        _dealt(_assignment(*TWO), students),
        _dealt(_assignment(*TWO), students, secret=bytes(32)),
        _dealt(_assignment(*TWO, name="hw2"), students),
    ]
    seeds = [{problem.variant for problem in deal.problems.values()} for deal in deals]
    assert len(set[str]().union(*seeds)) == 60
    assert all(len(seed) == 32 for seed in seeds[0])


@pytest.mark.parametrize("deal", ["different", "any", "same"])
def test_whether_all_get_one_or_it_may_happen(deal: str) -> None:
    slot = msgspec.convert({"points": "1", "template": "t", "deal": deal}, SlotFile)
    students = [f"s{k}" for k in range(20)]
    found = _dealt(_assignment(slot, fairness=1.0), students, structures=25)
    held = Counter(problem.structure for problem in found.problems.values())
    assert {"different": len(held) == 20, "any": 10 < len(held) < 20, "same": len(held) == 1}[deal]
    assert not +found.shared


def test_of_a_pool_each_student_has_her_own_choice_and_none_twice() -> None:
    slot = SlotFile(points="1", pool=("t", "u", "v", "b"), pick=2)
    students = [f"s{k}" for k in range(60)]
    assignment = _assignment(*TWO, slot, TWO[0], fairness=1.0)
    deal = _dealt(assignment, students, bank=frozenset({"b"}))
    choices = Counter[frozenset[str]]()
    for student in students:
        mine = {at.number: p.structure.split()[0] for at, p in deal.problems.items() if at.student == student}
        assert sorted(mine) == [1, 2, 3, 4, 5]
        assert mine[3] != mine[4]
        assert (mine[1], mine[2], mine[5]) == ("t", "u", "t")
        choices[frozenset((mine[3], mine[4]))] += 1
    assert len(choices) == 6


def test_the_level_of_a_slot_or_else_the_lowest() -> None:
    seen: list[Order] = []

    def maker(orders: Iterable[Order]) -> Iterator[Problem]:
        listed = list(orders)
        seen.extend(listed)
        return _maker(1000, 0)(listed)

    slots = (SlotFile(points="7/2", template="u"), SlotFile(points="1", template="u", level=4))
    assignment = _assignment(*slots)
    Dealer(assignment, SECRET, maker, levels=LEVELS).deal(_places(assignment, ["ada"]))
    assert [(order.level, order.points) for order in seen] == [(2, Fraction(7, 2)), (4, 1)]


@pytest.fixture
def short_list(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A deployed list of five problems, two of which differ in their letters alone."""
    entries = {"v1": "A", "v2": "B", "v3": "C", "v4": "D", "v5": "D"}

    def listed(_path: Path) -> dict[str, str]:
        return entries

    monkeypatch.setattr(dealing, "listed", listed)
    return entries


@pytest.mark.parametrize("students", [1, 4, 5, 17])
def test_a_list_shorter_than_the_class_is_dealt_evenly_and_said(students: int, short_list: dict[str, str]) -> None:
    slot = SlotFile(points="1", deployed="lists/a.json")

    def maker(orders: Iterable[Order]) -> Iterator[Problem]:
        return (msgspec.structs.replace(_real(), structure=short_list[order.seed]) for order in orders)

    assignment = _assignment(slot)
    dealer = Dealer(assignment, SECRET, maker)
    deal = dealer.deal(_places(assignment, [f"s{k}" for k in range(students)]))
    held = Counter(problem.structure for problem in deal.problems.values())
    assert max(held.values()) - min(held[s] for s in "ABCD") <= 1
    assert deal.shared[0] == sum(count for count in held.values() if count > 1)
    assert bool(deal.shared[0]) == (students > 4)


def test_pieces_of_a_digest_cannot_run_into_each_other() -> None:
    told = [("a", "bc"), ("ab", "c"), ("abc",), ("", "abc"), ("abc", "")]
    assert len({keyed(SECRET, *pieces) for pieces in told}) == len(told)
    assert keyed(SECRET, "a", 1) == keyed(SECRET, "a", "1") != keyed(bytes(32), "a", 1)


def test_an_order_gives_the_same_problem_everywhere() -> None:
    order = Order("total-derivative", False, 1, "abc", Fraction(5, 2))
    one, two = make(order), making.make(replace(order))
    assert one == two
    assert sum(part.points for part in one.issued.parts) == Fraction(5, 2)
    assert one.origin.seed == "abc"
