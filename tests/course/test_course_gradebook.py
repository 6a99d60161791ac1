"""Marks out of attempts: best, last or average, what they cost, and what is held against the sheet of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st
from msgspec.structs import replace

from gradekit.course.assignment import Assignment, SlotFile
from gradekit.course.folder import Course
from gradekit.course.gradebook import Attempt, not_lowered, student_marks
from gradekit.course.roster_rows import Student
from gradekit.course.rules import Attempts, Counted, Late
from gradekit.course.store import issued
from gradekit.course.store.judged import Mark
from gradekit.course.store.opening import opened
from gradekit.model.outcome import Outcome
from gradekit.model.policy import Policy
from gradekit.model.problem import Sheet
from gradekit.model.verdict import Verdict, Verdicts
from gradekit.problems.handing_out.stubs import answer_name

ADA = Student("ada", "Ada", ("ada",))
DUE = datetime(2026, 11, 30, 18, tzinfo=UTC)
ONE, NEVER = Attempts(), Late()
COUNTED: tuple[Counted, ...] = ("best", "last", "average")
RIGHT, WRONG, WAITS = Outcome.PROVED, Outcome.DIFFERENT, Outcome.UNDECIDED


@pytest.fixture(scope="module")
def sheet(course_as_dealt: Path) -> Sheet:
    """Ada's sheet: parts 1a to 1d for 1.5, 1, 1 and 2.5 points, 2a and 2b for 1.5 and 2.5."""
    with opened(Course(course_as_dealt).store) as engine, engine.connect() as connection:
        held = issued.sheet_record(connection, "hw1", "ada")
    assert held is not None
    return held.sheet


def _assignment(attempts: Attempts = ONE, late: Late = NEVER) -> Assignment:
    slots = (SlotFile(points="6", template="total-derivative"), SlotFile(points="4", bank="active-neuron"))
    return Assignment(
        name="hw1",
        title="H",
        purpose="homework",
        slots=slots,
        policy=Policy(),
        attempts=attempts,
        late=late,
        due=DUE,
        minutes=None,
        formats=(),
        fairness=0.1,
        extensions={},
    )


def _parts(sheet: Sheet) -> list[str]:
    return [answer_name(s.number, k)[1:] for s in sheet.slots for k in range(len(s.issued.parts))]


def _attempt(sheet: Sheet, told: Mapping[str, Outcome] | Outcome, hours: float | None = None) -> Attempt:
    """An attempt in which the parts come out as told, and all others right."""

    def outcome(name: str) -> Outcome:
        return told if isinstance(told, Outcome) else told.get(name, RIGHT)

    verdicts = tuple(
        Verdicts(
            gradekit="0",
            slot=slot.number,
            variant=slot.variant,
            verdicts=tuple(
                Verdict(part=part.key, outcome=outcome(answer_name(slot.number, k)[1:]))
                for k, part in enumerate(slot.issued.parts)
            ),
        )
        for slot in sheet.slots
    )
    return Attempt(sheet, verdicts, None if hours is None else DUE + timedelta(hours=hours))


def _total(marks: Sequence[Mark]) -> tuple[Fraction, Fraction, Fraction]:
    return (
        sum((m.earned for m in marks), Fraction(0)),
        sum((m.pending for m in marks), Fraction(0)),
        sum((m.possible for m in marks), Fraction(0)),
    )


HALF = {"1d": WRONG, "2b": WRONG}  # 5 of 10 points
CASES: list[tuple[list[Outcome | dict[str, Outcome]], Counted, float, int | None, Fraction, int | None]] = [
    # attempts                         counts      cost   most   earned              which one
    ([], "best", 0.0, None, Fraction(0), None),
    ([RIGHT], "best", 0.0, None, Fraction(10), 0),
    ([HALF, RIGHT], "best", 0.0, None, Fraction(10), 1),
    ([RIGHT, HALF], "best", 0.0, None, Fraction(10), 0),
    ([RIGHT, RIGHT], "best", 0.0, None, Fraction(10), 0),
    ([HALF, RIGHT], "best", 0.2, None, Fraction(8), 1),
    ([HALF, WRONG, RIGHT], "best", 0.25, None, Fraction(5), 0),
    ([HALF, WRONG, RIGHT], "best", 0.2, None, Fraction(6), 2),
    ([HALF, RIGHT], "best", 0.0, 1, Fraction(5), 0),
    ([RIGHT, HALF], "last", 0.0, None, Fraction(5), 1),
    ([RIGHT, HALF], "last", 0.1, None, Fraction(9, 2), 1),
    ([RIGHT, HALF], "average", 0.0, None, Fraction(15, 2), None),
    ([RIGHT, RIGHT, RIGHT], "average", 0.5, None, Fraction(5), None),
    ([WRONG, RIGHT, RIGHT, RIGHT], "last", 0.5, None, Fraction(0), 3),  # never below nothing
]


@pytest.mark.parametrize(("told", "counts", "cost", "most", "earned", "which"), CASES, ids=range(len(CASES)))
def test_what_attempts_come_to(
    sheet: Sheet,
    told: list[Outcome | dict[str, Outcome]],
    counts: Counted,
    cost: float,
    most: int | None,
    earned: Fraction,
    which: int | None,
) -> None:
    assignment = _assignment(Attempts(most=most, counts=counts, cost=cost))
    marks, counting = student_marks(assignment, ADA, sheet, [_attempt(sheet, one) for one in told])
    assert _total(marks) == (earned, 0, 10)
    assert counting == which
    assert [mark.part for mark in marks] == _parts(sheet)


def test_what_waits_counts_as_if_it_were_right_until_somebody_has_looked(sheet: Sheet) -> None:
    assignment = _assignment(Attempts(cost=0.1))
    marks, which = student_marks(assignment, ADA, sheet, [_attempt(sheet, {"2b": WAITS}), _attempt(sheet, RIGHT)])
    assert (_total(marks), which) == ((Fraction(15, 2), Fraction(5, 2), 10), 0)


def test_of_two_attempts_worth_the_same_the_one_counts_that_does_not_wait(sheet: Sheet) -> None:
    marks, which = student_marks(
        _assignment(), ADA, sheet, [_attempt(sheet, {"2b": WAITS}), _attempt(sheet, RIGHT), _attempt(sheet, RIGHT)]
    )
    assert (_total(marks), which) == ((10, 0, 10), 1)


def test_each_attempt_is_late_by_itself(sheet: Sheet) -> None:
    late = Late(rule="per-day", cost=0.2)
    attempts = [_attempt(sheet, HALF, -1), _attempt(sheet, RIGHT, 25)]
    for counts, earned in zip(COUNTED, (6, 6, Fraction(11, 2)), strict=True):
        told = Attempts(counts=counts)
        assert _total(student_marks(_assignment(told, late), ADA, sheet, attempts)[0])[0] == earned
    assert [m.id for m in student_marks(_assignment(late=late), ADA, sheet, attempts)[0][0].why][1] == "mark.late"


def test_a_problem_that_was_replaced_or_added_since_earns_nothing_and_says_so(sheet: Sheet) -> None:
    first, second = sheet.slots
    former = replace(sheet, slots=(replace(first, variant="another"), second))
    marks, _ = student_marks(_assignment(), ADA, sheet, [_attempt(former, RIGHT)])
    assert _total(marks) == (4, 0, 10)
    assert {m.why[0].id for m in marks if m.part[0] == "1"} == {"mark.replaced"}

    shorter = replace(sheet, slots=(first,))
    for counts in COUNTED:
        marks, _ = student_marks(
            _assignment(Attempts(counts=counts)), ADA, sheet, [_attempt(shorter, RIGHT), _attempt(shorter, RIGHT)]
        )
        assert _total(marks) == (6, 0, 10)
    marks, _ = student_marks(_assignment(), ADA, sheet, [_attempt(shorter, RIGHT)])
    assert {m.why[0].id for m in marks if m.part[0] == "2"} == {"mark.added"}


def test_a_replaced_problem_may_have_had_more_parts(sheet: Sheet) -> None:
    first, second = sheet.slots
    now = replace(sheet, slots=(replace(second, number=1), replace(first, number=2)))
    marks, _ = student_marks(_assignment(), ADA, now, [_attempt(sheet, RIGHT)])
    assert [m.part for m in marks] == ["1a", "1b", "2a", "2b", "2c", "2d"]
    assert _total(marks) == (0, 0, 10)


outcomes = st.sampled_from([RIGHT, WRONG, WAITS, Outcome.BLANK, Outcome.UNREAD, Outcome.FORM])
attempts = st.lists(st.lists(outcomes, min_size=6, max_size=6), max_size=4)


@tried(max_examples=40)
@given(told=attempts, cost=st.fractions(0, 1), late=st.booleans(), counts=st.sampled_from(COUNTED))
def test_marks_lie_between_nothing_and_all(
    sheet: Sheet, told: list[list[Outcome]], cost: Fraction, late: bool, counts: Counted
) -> None:
    rule = Late(rule="per-day", cost=0.3) if late else Late()
    assignment = _assignment(Attempts(counts=counts, cost=float(cost)), rule)
    listed = [_attempt(sheet, dict(zip(_parts(sheet), one, strict=True)), 30) for one in told]
    for mark in student_marks(assignment, ADA, sheet, listed)[0]:
        assert 0 <= mark.earned <= mark.earned + mark.pending <= mark.possible


@tried(max_examples=40)
@given(told=attempts, further=st.lists(outcomes, min_size=6, max_size=6), cost=st.fractions(0, 1))
def test_handing_in_again_never_lowers_where_the_best_counts(
    sheet: Sheet, told: list[list[Outcome]], further: list[Outcome], cost: Fraction
) -> None:
    assignment = _assignment(Attempts(counts="best", cost=float(cost)))
    before, after = (
        _total(
            student_marks(
                assignment, ADA, sheet, [_attempt(sheet, dict(zip(_parts(sheet), one, strict=True))) for one in listed]
            )[0]
        )
        for listed in (told, [*told, further])
    )
    assert after[0] + after[1] >= before[0] + before[1]


@tried(max_examples=40)
@given(told=attempts)
def test_a_right_resubmission_without_cost_has_all_points(sheet: Sheet, told: list[list[Outcome]]) -> None:
    listed = [_attempt(sheet, dict(zip(_parts(sheet), one, strict=True))) for one in told]
    assert _total(student_marks(_assignment(), ADA, sheet, [*listed, _attempt(sheet, RIGHT)])[0]) == (10, 0, 10)


TOLD = [
    # earned, pending, told before          after
    ((1, 0, None), 1),
    ((1, 0, Fraction(2)), 2),
    ((3, 0, Fraction(2)), 3),
    ((0, 2, Fraction(2)), 0),  # what waits is not lower yet
]


@pytest.mark.parametrize(("given_", "after"), TOLD)
def test_what_a_student_has_been_told_is_not_lowered(given_: tuple[int, int, Fraction | None], after: int) -> None:
    earned, pending, told = given_
    mark = Mark(student="a", part="1a", earned=Fraction(earned), possible=Fraction(4), pending=Fraction(pending))
    assert not_lowered(mark, told).earned == after
