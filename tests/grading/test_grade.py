"""Verdicts on two worked problems: right, wrong, half right, unreadable; form, follow-through and diagnosis."""

from __future__ import annotations

from fractions import Fraction

import pytest
from worked import answer, answers, decimal, polar, round_trip, tree

from gradekit.errors import AuthorError
from gradekit.grading.grade import grade_problem
from gradekit.grading.marks import marks
from gradekit.kinds import kind_of
from gradekit.model.answer import Answer, Value
from gradekit.model.codec import decode, encode
from gradekit.model.outcome import Outcome
from gradekit.model.policy import Policy
from gradekit.model.verdict import Verdicts
from gradekit.syntax.build import multiply
from gradekit.syntax.tree import Expr

RIGHT = {
    "routes": "2",
    "J_f": ["2*x", "2"],
    "inner": ["cos(t)", "-sin(t)"],
    "df_dt": "2*sin(t)*(cos(t) - 1)",
}
RIGHT_POLAR = {
    "f_polar": "r**3*sin(theta)*cos(theta)**2",
    "f_r": "3*r**2*sin(theta)*(1 - sin(theta)**2)",
    "f_theta": "r**3*cos(theta)*(1 - 3*sin(theta)**2)",
    "grad": ["3*r**2*sin(theta)*cos(theta)**2", "r**2*cos(theta)*(1 - 3*sin(theta)**2)"],
}


def verdict(made, changed, of):
    problem, key = made()
    given = {**(RIGHT if made is round_trip else RIGHT_POLAR), **changed}
    return grade_problem(problem, key, answers(problem, given)).verdict(of)


@pytest.mark.parametrize(("made", "right"), [(round_trip, RIGHT), (polar, RIGHT_POLAR)])
def test_right_answers_in_other_forms_are_proved_and_get_full_marks(made, right) -> None:
    problem, key = made()
    verdicts = grade_problem(problem, key, answers(problem, right))
    assert [v.outcome for v in verdicts.verdicts] == [Outcome.PROVED] * 4
    earned = marks(verdicts, problem, Policy())
    assert earned.earned == earned.possible == sum(part.points for part in problem.parts)


@pytest.mark.parametrize(
    ("made", "part", "given", "outcome", "note"),
    [
        (round_trip, "df_dt", "2*x*cos(t) - 2*sin(t)", Outcome.FORM, "grading.letters-left"),
        (round_trip, "J_f", ["2*sin(t)", "2"], Outcome.FORM, "grading.substituted-early"),
        (round_trip, "df_dt", "3*x*cos(t)", Outcome.DIFFERENT, None),
        (round_trip, "routes", "3", Outcome.DIFFERENT, None),
        (round_trip, "J_f", ["2*x", None], Outcome.BLANK, None),
        (polar, "f_r", Outcome.UNREAD, Outcome.UNREAD, None),
        (polar, "f_r", Outcome.NEEDS_RUNNING, Outcome.NEEDS_RUNNING, None),
    ],
)
def test_outcomes(made, part, given, outcome, note) -> None:
    judged = verdict(made, {part: given}, part)
    assert judged.outcome is outcome
    assert [m.id for m in judged.notes] == ([note] if note else [])


@pytest.mark.parametrize(
    ("made", "part", "given", "rule"),
    [
        (round_trip, "df_dt", "2*sin(t)*cos(t)", "drop-path"),
        (round_trip, "df_dt", "-4*sin(t)**2*cos(t)", "multiply-paths"),
        (round_trip, "df_dt", "2*sin(t)*cos(t) + 2*sin(t)", "cos-sign"),
        (round_trip, "df_dt", "2*sin(t) + 2", "outer-partials-only"),
        (polar, "grad", [*RIGHT_POLAR["grad"][:1], "r**3*cos(theta)*(1 - 3*sin(theta)**2)"], "missing-one-over-r"),
        (polar, "grad", RIGHT_POLAR["grad"][::-1], "components-swapped"),
        (polar, "f_theta", "3*r**2*sin(theta)*cos(theta)**2", None),
    ],
)
def test_misconceptions_are_recognised(made, part, given, rule) -> None:
    judged = verdict(made, {part: given}, part)
    assert judged.outcome is Outcome.DIFFERENT
    assert judged.diagnosis is not None
    if rule:
        assert judged.diagnosis.rules[0] == rule
    else:
        assert judged.diagnosis.rules[0] in ("parts-permuted", "answer-for-other-variable")


def test_a_wrong_answer_that_no_rule_explains_has_no_diagnosis() -> None:
    assert verdict(round_trip, {"df_dt": "7*t**3 + sin(5*t)"}, "df_dt").diagnosis is None


def test_one_wrong_entry_costs_its_own_share_and_is_diagnosed_alone() -> None:
    problem, key = round_trip()
    verdicts = grade_problem(problem, key, answers(problem, {**RIGHT, "inner": ["cos(t)", "sin(t)"]}))
    inner = verdicts.verdict("inner")
    assert [entry.outcome for entry in inner.entries] == [Outcome.PROVED, Outcome.DIFFERENT]
    assert inner.diagnosis is not None
    assert "cos-sign" in inner.diagnosis.rules
    earned = marks(verdicts, problem, Policy())
    assert [mark.earned for mark in earned.parts] == [1, 2, 1, 3]


def test_a_later_part_follows_from_the_students_own_earlier_one() -> None:
    problem, key = round_trip()
    own = {**RIGHT, "inner": ["cos(t)", "sin(t)"], "df_dt": "2*sin(t)*cos(t) + 2*sin(t)"}
    verdicts = grade_problem(problem, key, answers(problem, own))
    judged = verdicts.verdict("df_dt")
    assert judged.followed
    assert judged.follows == ("inner",)
    assert judged.outcome is Outcome.PROVED
    with_credit, without = (
        marks(verdicts, problem, Policy(follow_through=on)).parts[-1].earned for on in (True, False)
    )
    assert (with_credit, without) == (3, 0)


@pytest.mark.parametrize("own", [["0", "0"], ["cos(t)", "0"], ["1", "-sin(t)"]])
def test_degenerate_own_values_are_not_followed(own) -> None:
    problem, key = round_trip()
    total = f"2*sin(t)*({own[0]}) + 2*({own[1]})"
    verdicts = grade_problem(problem, key, answers(problem, {**RIGHT, "inner": own, "df_dt": total}))
    assert not verdicts.verdict("df_dt").followed


def test_components_follow_from_own_partials() -> None:
    slip = "cos(theta)**3 + 2*sin(theta)**2*cos(theta)"
    own = {"f_theta": f"r**3*({slip})", "grad": ["3*r**2*sin(theta)*cos(theta)**2", f"r**2*({slip})"]}
    judged = verdict(polar, own, "grad")
    assert judged.followed
    assert judged.follows == ("f_theta",)


def test_rounded_decimals_are_a_matter_of_form() -> None:
    problem, key = round_trip()
    rounded = Answer(slot=1, part="df_dt", name="q", value=Value((), (_rounded("2.000"),)))
    judged = grade_problem(problem, key, [rounded]).verdict("df_dt")
    assert judged.outcome is Outcome.PROVED, "2.000 is 2 exactly, and no exact form is asked"
    near = Answer(slot=1, part="df_dt", name="q", value=Value((), (_rounded("1.9997"),)))
    assert grade_problem(problem, key, [near]).verdict("df_dt").outcome is Outcome.DIFFERENT
    third = Answer(slot=1, part="df_dt", name="q", value=Value((), (_rounded("2.0001"),)))
    judged = grade_problem(problem, key, [third]).verdict("df_dt")
    assert judged.outcome is Outcome.FORM
    assert [m.id for m in judged.notes] == ["grading.rounded"]


def _rounded(coefficient: str) -> Expr:
    return multiply(Expr("decimal", (), coefficient), tree("sin(t)*(cos(t) - 1)"))


def test_parts_without_an_answer_are_blank_and_cost_only_themselves() -> None:
    problem, key = round_trip()
    verdicts = grade_problem(problem, key, answers(problem, {"df_dt": RIGHT["df_dt"]}))
    assert [v.outcome for v in verdicts.verdicts] == [Outcome.BLANK] * 3 + [Outcome.PROVED]


def test_a_fault_of_gradekit_waits_for_a_person_and_leaves_the_other_parts_alone(monkeypatch) -> None:
    from gradekit.grading import grade

    real = grade.compared

    def breaks(part, *rest):
        if part.key == "J_f":
            raise ZeroDivisionError
        return real(part, *rest)

    monkeypatch.setattr(grade, "compared", breaks)
    problem, key = round_trip()
    verdicts = grade_problem(problem, key, answers(problem, RIGHT))
    assert [v.outcome for v in verdicts.verdicts] == [Outcome.PROVED, Outcome.FAULT, Outcome.PROVED, Outcome.PROVED]
    earned = marks(verdicts, problem, Policy())
    assert (earned.earned, earned.pending) == (6, 2)


def test_verdicts_are_stored_and_read_back_as_the_same_bytes() -> None:
    problem, key = polar()
    given = {**RIGHT_POLAR, "grad": RIGHT_POLAR["grad"][::-1]}
    first, second = (encode(grade_problem(problem, key, answers(problem, given))) for _ in range(2))
    assert first == second
    assert encode(decode(first, Verdicts)) == first


def test_form_costs_a_third_and_never_more_than_the_policy_says() -> None:
    problem, key = round_trip()
    verdicts = grade_problem(problem, key, answers(problem, {**RIGHT, "df_dt": "2*x*cos(t) - 2*sin(t)"}))
    assert marks(verdicts, problem, Policy()).parts[-1].earned == Fraction(2)
    assert marks(verdicts, problem, Policy(form_cost=0)).parts[-1].earned == 3


def test_an_agreed_answer_waits_for_a_person_where_the_policy_says_so() -> None:
    problem, key = round_trip()
    verdicts = grade_problem(problem, key, answers(problem, RIGHT))
    entry = verdicts.verdicts[-1].entries[0]
    agreed = type(verdicts.verdicts[-1])(part="df_dt", outcome=Outcome.AGREED, entries=(type(entry)(Outcome.AGREED),))
    told = Verdicts(gradekit="0", slot=1, variant="worked", verdicts=(agreed,))
    assert marks(told, problem, Policy()).earned == 3
    waiting = marks(told, problem, Policy(agreed_counts=False))
    assert (waiting.earned, waiting.pending) == (0, 3)


def test_a_kind_that_does_not_exist_is_the_authors_error() -> None:
    with pytest.raises(AuthorError, match="No kind of part is called `essay`"):
        kind_of("essay")


def test_decimals_are_told_from_exact_numbers_by_the_test_itself() -> None:
    assert decimal("0.50") is not None
    assert decimal("2") is None


def test_orientation_is_a_form_note() -> None:
    problem, key = round_trip()
    turned = answer(problem, "J_f", RIGHT["J_f"], "read.orientation")
    judged = grade_problem(problem, key, [turned]).verdict("J_f")
    assert judged.outcome is Outcome.FORM
    assert [m.id for m in judged.notes] == ["grading.orientation"]


def test_a_misconception_is_seen_through_the_students_own_earlier_slip() -> None:
    problem, key = round_trip()
    given = {**RIGHT, "inner": ["cos(t)", "sin(t)"], "df_dt": "4*sin(t)**2*cos(t)"}
    judged = grade_problem(problem, key, answers(problem, given)).verdict("df_dt")
    assert not judged.followed
    assert judged.diagnosis is not None
    assert judged.diagnosis.rules == ("multiply-paths",)


def test_a_misconception_is_seen_through_letters_that_were_left() -> None:
    judged = verdict(round_trip, {"df_dt": "2*x*cos(t)"}, "df_dt")
    assert judged.diagnosis is not None
    assert judged.diagnosis.rules[0] == "drop-path"


def test_the_formula_of_the_question_is_no_answer_to_writing_it_in_other_letters() -> None:
    judged = verdict(polar, {"f_polar": "x**2*y"}, "f_polar")
    assert judged.outcome is Outcome.DIFFERENT
    assert [(m.id, m.params) for m in judged.notes] == [("grading.not-written-out", {"letters": ("x", "y")})]
    assert judged.diagnosis is None or "unsubstituted" in judged.diagnosis.rules
