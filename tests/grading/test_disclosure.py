"""What is shown when, row by row of the users' table; and what costs what."""

from __future__ import annotations

import pytest

from gradekit.grading.disclosure import ONLY_WHERE_TO_LOOK, disclosure
from gradekit.model.policy import Policy


@pytest.mark.parametrize(
    ("purpose", "released", "marks", "diagnosis", "expected", "solution"),
    [
        ("practice", True, True, True, True, False),
        ("practice", False, True, True, True, False),
        ("homework", False, True, True, False, False),
        ("homework", True, True, True, True, True),
        ("test", False, False, False, False, False),
        ("test", True, True, True, True, True),
    ],
)
def test_the_table(purpose, released, marks, diagnosis, expected, solution) -> None:
    shown = disclosure(Policy(purpose=purpose, released=released))
    assert (shown.marks, shown.diagnosis, shown.expected, shown.solution) == (marks, diagnosis, expected, solution)


def test_practice_shows_the_solution_on_request() -> None:
    assert disclosure(Policy(solution_on_request=True)).solution


@pytest.mark.parametrize(("attempts", "released", "hidden"), [(1, False, True), (0, False, False), (1, True, False)])
def test_homework_only_says_where_to_look_while_attempts_remain(attempts, released, hidden) -> None:
    shown = disclosure(Policy(purpose="homework", released=released, attempts_left=attempts))
    assert shown.only_where_to_look == (ONLY_WHERE_TO_LOOK if hidden else frozenset())
