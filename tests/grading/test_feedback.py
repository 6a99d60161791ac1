"""Feedback as messages: the order, the tone's ids, and what the policy hides."""

from __future__ import annotations

import pytest
from worked import answers, polar, round_trip, slot

from gradekit.grading.sheet import GradedSheet, grade_sheet
from gradekit.model.answer import Submission
from gradekit.model.codec import encode
from gradekit.model.feedback import Feedback
from gradekit.model.outcome import Outcome
from gradekit.model.policy import Policy
from gradekit.model.problem import Sheet
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission

GRADIENT = ["3*r**2*sin(theta)*cos(theta)**2", "r**3*cos(theta)*(1 - 3*sin(theta)**2)"]
RIGHT = {
    "f_polar": "r**3*sin(theta)*cos(theta)**2",
    "f_r": "3*r**2*sin(theta)*cos(theta)**2",
    "f_theta": "r**3*cos(theta)*(1 - 3*sin(theta)**2)",
    "grad": GRADIENT,
}


def graded(made, given, policy: Policy = Policy()) -> GradedSheet:  # noqa: B008  frozen
    problem, key = made()
    all_given = answers(problem, {part.key: Outcome.BLANK for part in problem.parts} | given)
    sheet = Sheet(gradekit="0", id="sheet", title="Sheet", slots=(slot(problem),))
    return grade_sheet(sheet, Submission(sheet="sheet", answers=tuple(all_given)), [key], policy)


def told(made, given, part, policy: Policy = Policy()):  # noqa: B008  frozen
    problem = graded(made, given, policy).feedback.problems[0]
    return next(found for found in problem.parts if found.part == part)


def test_a_misconception_is_told_with_what_is_right_first_one_question_and_marks() -> None:
    problem = graded(polar, RIGHT).feedback.problems[0]
    assert [(m.id, m.params) for m in problem.right] == [
        ("grading.right-parts", {"parts": ("(a)", "(b)"), "last": "(c)"})
    ]
    gradient = problem.parts[3]
    assert gradient.standing == "partly"
    assert gradient.wrong_entries == (1,)
    assert [m.id for m in gradient.diagnosis] == ["grading.looks-like", "malrule.missing-one-over-r"]
    assert gradient.question is not None
    assert gradient.question.id == "malrule.missing-one-over-r.ask"
    assert gradient.mark is not None
    assert (gradient.mark.earned, gradient.mark.possible) == (1.5, 3)


def test_a_proof_is_told_with_the_stated_range_of_the_letters_in_the_answer() -> None:
    found = told(polar, RIGHT, "f_r")
    assert [(m.id, m.params) for m in found.evidence] == [("grading.proved-on", {"range": "r > 0"})]
    assert found.standing == "right"


def test_an_unexplained_answer_gets_the_students_own_numbers_at_a_simple_point() -> None:
    given = {"J_f": ["2*x", "2"], "inner": ["cos(t)", "-sin(t)"], "df_dt": "7*t**3 + sin(5*t)"}
    found = told(round_trip, given, "df_dt")
    assert [m.id for m in found.diagnosis] == [
        "grading.slip-after-parts",
        "grading.own-values",
        "grading.compare-with-parts",
        "grading.unexplained",
    ]
    own = found.diagnosis[1]
    # sin 1 = 0.84147, cos 1 = 0.54030; 7 + sin 5 = 6.04108
    assert own.params["point"] == "t = 1"
    assert own.params["values"] == ("(b) is (1.683, 2)", "(c) is (0.5403, \N{MINUS SIGN}0.8415)", "(d) is 6.041")


def test_values_of_the_key_are_shown_only_where_the_policy_allows() -> None:
    wrong = {"df_dt": "2*sin(t)*cos(t)"}
    practice = told(round_trip, wrong, "df_dt")
    assert [m.id for m in practice.evidence] == ["grading.differs-at"]
    assert practice.expected is not None
    homework = told(round_trip, wrong, "df_dt", Policy(purpose="homework", released=False))
    assert [m.id for m in homework.evidence] == ["grading.differs-at-hidden"]
    assert homework.expected is None
    assert "expected" not in homework.evidence[0].params


def test_a_test_shows_only_how_answers_were_read_before_release() -> None:
    result = graded(polar, RIGHT, Policy(purpose="test", released=False)).feedback
    assert result.earned is None
    problem = result.problems[0]
    assert problem.right == problem.solution == ()
    for part in problem.parts:
        assert part.standing == "hidden"
        assert (part.evidence, part.diagnosis, part.question, part.mark, part.expected) == ((), (), None, None, None)
        assert part.read is not None


@pytest.mark.parametrize(("rule", "given"), [("components-swapped", GRADIENT[::-1])])
def test_homework_does_not_give_a_slip_away_while_attempts_remain(rule, given) -> None:
    gradient = ["r**2*cos(theta)*(1 - 3*sin(theta)**2)", "3*r**2*sin(theta)*cos(theta)**2"]
    policy = Policy(purpose="homework", released=False, attempts_left=1)
    found = told(polar, {"grad": gradient}, "grad", policy)
    assert [m.id for m in found.diagnosis] == ["malrule.components-swapped.where"]
    assert found.question is None


def test_pending_points_are_in_neither_sum() -> None:
    result = graded(polar, RIGHT | {"f_r": Outcome.UNREAD})
    assert result.feedback.pending == 1
    assert result.feedback.earned == 1 + 1 + 1.5
    assert result.needs_person


def test_the_worked_solution_follows_a_right_answer_and_waits_otherwise() -> None:
    right = RIGHT | {"grad": ["3*r**2*sin(theta)*cos(theta)**2", "r**2*cos(theta)*(1 - 3*sin(theta)**2)"]}
    assert graded(polar, right).feedback.problems[0].solution
    assert not graded(polar, RIGHT).feedback.problems[0].solution
    assert graded(polar, RIGHT, Policy(solution_on_request=True)).feedback.problems[0].solution


def test_feedback_is_the_same_bytes_every_time() -> None:
    assert encode(graded(polar, RIGHT).feedback) == encode(graded(polar, RIGHT).feedback)


def handed_in(slug: str, level: int, count: int, **written: str) -> Feedback:
    """Feedback on a practice sheet with some single formulas typed into its stub."""
    sheet, keys = practice_sheet(slug, level=level, seed="7", count=count)
    stub = write_stub(sheet)
    for name, text in written.items():
        assert f"{name} = ...\n" in stub
        stub = stub.replace(f"{name} = ...\n", f"{name} = {text}\n")
    return grade_sheet(sheet, read_submission(Source(stub), sheet), keys, Policy()).feedback


@pytest.mark.parametrize(
    ("written", "said"), [("5", "differs"), ("6.41", "rounded-too-early"), ("6.412", "right-to-digits")]
)
def test_of_a_value_no_point_is_told_and_digits_are_asked_for_where_they_are(written: str, said: str) -> None:
    # f = x y + x z + 5 y^2 along x = t^3, y = cos 2t, z = exp(-t/3): df/dt at t = 1 is
    # 3 cos 2 - 2 sin 2 + 8/3 exp(-1/3) - 20 sin 2 cos 2 = 6.41174
    found = handed_in("multi-path", 3, 1, q1d=written).problems[0].parts[3]
    assert [m.id for m in found.evidence] == [f"grading.{said}"]


def test_a_formula_without_a_value_is_told_with_a_simple_point_or_none() -> None:
    parts = handed_in("multi-path", 3, 1, q1c="1/0", q1d="1/0").problems[0].parts
    assert [(m.id, m.params) for m in parts[2].evidence] == [("grading.undefined-at", {"point": "t = 1"})]
    assert [m.id for m in parts[3].evidence] == ["grading.undefined"]


def test_where_to_find_more_of_a_kind_is_said_once() -> None:
    found = handed_in("jacobian", 1, 3)
    assert [problem.more is None for problem in found.problems] == [True, True, False]


def test_rules_that_drop_a_route_and_rules_that_join_routes_are_tied_over_the_routes() -> None:
    # u1 = 5 x^4 and y = 3 u1 + x: without the direct route, and with both multiplied, the answer is 60 x^3
    found = handed_in("total-derivative", 1, 3, q3d="60*x**3")
    told = next(part for part in found.problems[2].parts if part.part == "dy_dx")
    assert [m.id for m in told.diagnosis] == ["malrule.tie-routes"]
    assert told.question is None
