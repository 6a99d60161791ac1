"""An answer is drawn beside the expected one where both are functions of one letter and the policy shows the key."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec import UNSET

from gradekit.documents.blocks import Figure, Panel
from gradekit.documents.feedback import feedback_document
from gradekit.grading.sheet import GradedSheet, grade_sheet
from gradekit.grading.trial import filled_in
from gradekit.model.policy import Policy
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission

SHOWN = Policy()


@cache
def sheet():
    return practice_sheet("multi-path", level=2, seed="Ben")


def graded(policy: Policy, **answers: str) -> GradedSheet:
    made, keys = sheet()
    source = Source(filled_in(write_stub(made), answers), "submission.py", ())
    return grade_sheet(made, read_submission(source, made, policy), keys, policy)


@pytest.mark.parametrize(
    ("policy", "answer", "drawn"),
    [
        (SHOWN, "sin(t)", True),
        (SHOWN, "7", True),
        (SHOWN, "x*t", False),  # in two letters
        (SHOWN, "sin(", False),
        (SHOWN, "...", False),
        (Policy(purpose="homework", released=True), "sin(t)", True),
        (Policy(purpose="homework", released=False), "sin(t)", False),
        (Policy(purpose="test", released=False), "sin(t)", False),
        (Policy(purpose="test", released=True), "sin(t)", True),
    ],
)
def test_who_may_see_the_key_sees_both_curves(policy: Policy, answer: str, drawn: bool) -> None:
    found = graded(policy, q1c=answer)
    part = found.feedback.problems[0].parts[2]
    assert (part.plot is not UNSET) == drawn
    panels = [block for block in feedback_document(found.feedback).blocks if isinstance(block, Panel)]
    assert any(isinstance(block, Figure) for panel in panels for block in panel.blocks) == drawn


def test_a_right_answer_needs_no_plot() -> None:
    from gradekit.grading.trial import typed

    made, keys = sheet()
    part = made.slots[0].issued.parts[2]
    right = typed(keys[0].part(part.key).value, part, keys[0])
    assert graded(SHOWN, q1c=right).feedback.problems[0].parts[2].plot is UNSET


def test_rows_are_made_on_request_only() -> None:
    made, keys = sheet()
    source = Source(filled_in(write_stub(made), {"q1c": "7*exp(t)"}), "submission.py", ())
    submission = read_submission(source, made, SHOWN)
    assert grade_sheet(made, submission, keys, SHOWN).records == ()
    rows = grade_sheet(made, submission, keys, SHOWN, recorded=True).records
    assert [row.part for row in rows] == [part.key for part in made.slots[0].issued.parts]
    assert [row.letter for row in rows] == ["a", "b", "c"]
    assert rows[0].drawn == keys[0].drawn != {}
    assert sum(row.possible for row in rows) == 4
