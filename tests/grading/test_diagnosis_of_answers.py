"""What is said of wrong answers that are nearly right, of another shape, or right answers to something else."""

from __future__ import annotations

import pytest

from filling import filled, right_answers
from gradekit.authoring import Map, at, cos, exp, hessian, local, path_count, sigma, sin, t, total, x, y, z
from gradekit.grading.sheet import grade_sheet
from gradekit.model.outcome import Outcome
from gradekit.model.policy import Policy
from gradekit.model.problem import Sheet, Slot
from gradekit.problems.admission.variants import variant_id
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.problems.issue import issue_draft
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission

JACOBIAN = Map(x, y).then(f1=x**2 * y + 5 * x, f2=x + y**3)
WIDE = Map(x, y).then(f1=x**2 * y, f2=x + y**3, f3=sin(x) * y).ask(total("f1 f2 f3", by="x y"))
SQUARE = JACOBIAN.ask(total("f1 f2", by="x y"), at(total("f1 f2", by="x y"), {x: 2, y: 1}))
GRADIENT = Map(x, y).then(f=x**2 * y + 7 * x).ask(local("f", by="x y"), local("f", by="x", key="one"))
VALUE = Map(x, y).then(f=7 * x**2 * y + 7 * x).ask(at(local("f", by="x"), {x: 2, y: 3}))
WAVE = (
    Map(t).then(x=t**2, y=cos(t)).then(f=x**3 * y + 4 * exp(t)).ask(local("f", by="x", key="f_x"), total("f", by="t"))
)
MANY = Map(t).then(x=t**2).then(y=x * t, z=sin(x)).then(f=y * t).ask(path_count("f", "t"), total("f", by="t"))
BENT = Map(x, y).then(f=cos(x * y) + 7 * x**3 * y).ask(hessian("f", by="x y"))


def verdict(drawn, **answer):
    """The verdict on one answer, when all others are right."""
    issued, key = issue_draft(
        drawn.draft(), level=2, slug="day", version="1", title="Day", text=lambda: "Let it be.", admissible=False
    )
    sheet = Sheet(gradekit="0", id="s", title="Sheet", slots=(Slot(1, issued, variant_id(issued), None),))
    stub = filled(write_stub(sheet), {**right_answers(issued, key, 1), **answer})
    graded = grade_sheet(sheet, read_submission(Source(stub, "submission.py", ()), sheet, Policy()), [key], Policy())
    return graded.verdicts[0].verdicts["abcdefgh".index(next(iter(answer))[-1])], graded.feedback.problems[0]


@pytest.mark.parametrize(
    ("drawn", "answer", "outcome", "rules", "sentence"),
    [
        # one number is off, and no misconception leads there
        (SQUARE, {"q1a": "[[2*x*y + 6, x**2], [1, 3*y**2]]"}, "different", ["number-off"], "number-off"),
        (WAVE, {"q1b": "6*t**5*cos(t) - t**6*sin(t) + 5*exp(t)"}, "different", ["number-off"], "number-off"),
        # the exponent is not lowered, or was copied wrongly
        (
            SQUARE,
            {"q1a": "[[2*x*y + 5, x**2], [1, 3*y**3]]"},
            "different",
            ["number-off", "power-not-reduced"],
            "number-off",
        ),
        # one entry of a table of numbers, and one value by itself
        (SQUARE, {"q1b": "[[9, 5], [1, 3]]"}, "different", ["number-off"], "number-off"),
        (VALUE, {"q1a": "92"}, "different", ["number-off"], "number-off-value"),
        # the whole term is left out: no number
        (SQUARE, {"q1a": "[[2*x*y, x**2], [1, 3*y**2]]"}, "different", None, None),
        # the formula where its value is asked
        (
            SQUARE,
            {"q1b": "[[2*x*y + 5, x**2], [1, 3*y**2]]"},
            "different",
            ["gradient-not-evaluated"],
            "gradient-not-evaluated",
        ),
        # other shapes
        (
            SQUARE,
            {"q1a": "(2*x*y + 5)*3*y**2 - x**2"},
            "wrong-shape",
            ["det-instead-of-matrix"],
            "det-instead-of-matrix",
        ),
        (WIDE, {"q1a": "[[2*x*y, 1, cos(x)*y], [x**2, 3*y**2, sin(x)]]"}, "wrong-shape", ["transpose"], "transpose"),
        (GRADIENT, {"q1a": "2*x*y + 7 + x**2"}, "wrong-shape", ["entries-added"], "entries-added"),
        (GRADIENT, {"q1a": "2*x*y + 7"}, "wrong-shape", ["parts-permuted"], "parts-permuted"),
        (SQUARE, {"q1a": "[1, 2, 3, 4, 5]"}, "wrong-shape", None, None),
        (SQUARE, {"q1a": "[1, ..., 3, 4, 5]"}, "wrong-shape", None, None),
        # numbers of routes: t -> x -> y -> f, t -> y -> f, t -> f
        (MANY, {"q1a": "2"}, "different", ["first-steps-counted", "drop-path"], "first-steps-counted"),
        (MANY, {"q1a": "6"}, "different", None, None),
        (MANY, {"q1a": "4"}, "different", None, None),
        (MANY, {"q1a": "5"}, "different", ["links-counted"], "links-counted"),
    ],
)
def test_what_the_answer_looks_like(drawn, answer, outcome, rules, sentence):
    told, _ = verdict(drawn, **answer)
    assert told.outcome == Outcome(outcome)
    if rules is None:
        assert told.diagnosis is None or told.diagnosis.rules[0] != "number-off"
        assert rules == sentence
        return
    assert told.diagnosis is not None
    assert set(rules) <= set(told.diagnosis.rules)
    assert told.diagnosis.rules[0] == rules[0]
    assert sentence is None or told.diagnosis.sentence.id == f"malrule.{sentence}"


NEURON = Map(x, y).then(z=x * y + 3).then(f=sigma(z)).ask(local("f", by="z"), at(total("f", by="x"), {x: 1, y: 2}))


@pytest.mark.parametrize(
    "answer",
    [
        {"q1b": "2*logit(5)"},
        {"q1b": "2*log(5/(1 - 5))"},
        {"q1b": "log(5/(1-5)) + log(5/(1-5))"},
        {"q1a": "logit(z)"},
        {"q1a": "log(z/(1 - z))"},
    ],
)
def test_a_misconception_without_real_values_is_recognised(answer):
    """The inverse of sigma at 5 is the logarithm of a negative number."""
    told, _ = verdict(NEURON, **answer)
    assert told.outcome is Outcome.DIFFERENT
    assert told.diagnosis is not None
    assert told.diagnosis.rules[0] == "sigmoid-inverse-for-derivative"


@pytest.mark.parametrize("text", ["3*logit(5)", "2*logit(6)", "2*log(1 - 5)", "2*log(5/(5 - 1))"])
def test_another_formula_without_real_values_is_not_taken_for_it(text):
    told, _ = verdict(NEURON, q1b=text)
    assert told.outcome is Outcome.DIFFERENT
    assert told.diagnosis is None or "sigmoid-inverse-for-derivative" not in told.diagnosis.rules


def test_a_core_misconception_is_believed_in_although_a_number_off_explains_it_too() -> None:
    # y cos(xy) for y^2 cos(xy)
    row = "21*x**2 - sin(x*y) - x*y*cos(x*y)"
    told, _ = verdict(BENT, q1a=f"[[42*x*y - y*cos(x*y), {row}], [{row}, -x**2*cos(x*y)]]")
    assert told.diagnosis is not None
    assert told.diagnosis.rules == ("forget-inner",)


def test_feedback_on_another_shape_names_the_shape_and_the_slip() -> None:
    _, feedback = verdict(SQUARE, q1a="(2*x*y + 5)*3*y**2 - x**2")
    (part, _) = feedback.parts
    assert [note.message.id for note in part.notes] == ["read.wrong-shape"]
    assert [message.id for message in part.diagnosis] == ["grading.looks-like", "malrule.det-instead-of-matrix"]
    assert part.read is not None


def test_no_value_at_another_point_is_told_of_a_formula_that_was_not_evaluated() -> None:
    _, feedback = verdict(SQUARE, q1b="[[2*x*y + 5, x**2], [1, 3*y**2]]")
    part = feedback.parts[1]
    assert [message.id for message in part.diagnosis] == ["malrule.gradient-not-evaluated"]
    assert [message.id for message in part.evidence] == ["grading.entries-wrong"]


def test_a_slip_says_no_more_than_that() -> None:
    _, feedback = verdict(SQUARE, q1a="[[2*x*y + 6, x**2], [1, 3*y**2]]")
    part = feedback.parts[0]
    assert [message.id for message in part.diagnosis] == ["malrule.number-off"]
    assert part.question is not None
    assert part.question.id == "malrule.number-off.ask"
