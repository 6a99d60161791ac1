"""What students read, on the three days that the wording was made for: right but only on the range, a famous mistake,
and a mistake that nobody knows."""

from __future__ import annotations

from filling import filled, right_answers
from gradekit.authoring import Map, components, composed, cos, exp, local, r, sin, t, theta, total, x, y
from gradekit.documents.feedback import feedback_document
from gradekit.documents.terminal import to_terminal
from gradekit.documents.words import catalogue
from gradekit.grading.sheet import grade_sheet
from gradekit.malrules.rank import ONLY_WHERE_TO_LOOK
from gradekit.model.policy import Policy
from gradekit.model.problem import Origin, Sheet, Slot
from gradekit.problems.admission.variants import variant_id
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.problems.issue import issue_draft
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission

HOMEWORK = Policy(purpose="homework", released=False, attempts_left=1)

ROUND = Map(t).on("0 < t < 3").then(x=sin(t), y=cos(t)).then(f=x**2 + 2 * y)
POLAR = Map(r, theta).on("r > 0").frame(h=(1, r), names=("e_r", "e_theta"))
POLAR = POLAR.then(x=r * cos(theta), y=r * sin(theta)).then(f=x**2 * y)
ALONG = Map(t).on("t > 0").then(x=sin(t), y=t**2 / 4).then(f=exp(x) * y + sin(y))


def told(drawn, policy=Policy(), **wrong):  # noqa: B008  frozen
    """The feedback in the terminal, its lines joined, when all other parts are right."""
    issued, key = issue_draft(
        drawn.draft(), level=2, slug="day", version="1", title="Day", text=lambda: "Let it be.", admissible=False
    )
    slot = Slot(1, issued, variant_id(issued), Origin("day", 2, "1"))
    sheet = Sheet(gradekit="0", id="s", title="Sheet", slots=(slot,))
    stub = filled(write_stub(sheet), {**right_answers(issued, key, 1), **wrong})
    graded = grade_sheet(sheet, read_submission(Source(stub, "submission.py", ()), sheet, policy), [key], policy)
    return " ".join(to_terminal(feedback_document(graded.feedback), 200).split())


def in_order(text, *pieces):
    place = 0
    for piece in pieces:
        place = text.find(piece, place)
        assert place >= 0, (piece, text)
    return True


def test_right_on_the_range_of_the_question_and_not_beyond():
    asked = ROUND.ask(local("f", by="x y"), local("x y", by="t"), total("f", by="t"))
    text = told(asked, q1c="sin(2*t) - 2*sqrt(1 - cos(t)**2)")
    assert in_order(
        text,
        "Everything is right.",
        "(c) df/dt 2 of 2 ✓ right",
        "We read sin(2t) − 2 √(1 − cos² t)",
        "It equals the expected answer for every 0 < t < 3 (the range of this question); this was proved, not sampled.",
        "One thing to notice: beyond that range your formula would have another value, for example at t = 4.",
    )
    # sin 2t = 2 sin t cos t everywhere, so there is nothing to notice
    assert "to notice" not in told(asked, q1c="sin(2*t) - 2*sin(t)")


def test_a_famous_mistake():
    asked = POLAR.ask(composed("f"), total("f", by="r"), total("f", by="theta"), components())
    answer = "[3*r**2*sin(theta)*cos(theta)**2, r**3*cos(theta)**3 - 2*r**3*sin(theta)**2*cos(theta)]"
    text = told(asked, q1d=answer)
    assert in_order(
        text,
        "(a), (b) and (c) are right.",
        "(d) ∇f 1 of 2 ◐ partly right",
        "We read [3r² sin θ cos² θ, r³ cos³ θ − 2r³ sin² θ cos θ]",
        "This looks like",
        "This is the partial derivative by it; the component is the change per length moved.",
        "Entry 2 is not yet right.",
        "To look at: At r = 2, how far does the point move when θ grows by 0.01?",
        "More of this kind: gradekit generate day --level 2",
    )
    assert "Expected" in text
    hidden = told(asked, HOMEWORK, q1d=answer)
    assert "Expected" not in hidden
    assert "the expected value" not in hidden


def test_a_mistake_that_nobody_knows():
    asked = ALONG.ask(local("f", by="x y"), local("x y", by="t"), total("f", by="t"))
    text = told(asked, HOMEWORK, q1c="exp(sin(t))*t**2*sin(t) + 7*t")
    assert in_order(
        text,
        "(a) and (b) are right.",
        "(c) df/dt 0 of 2 ○ not yet",
        "We read",
        "At t = 1 yours is 8.952; the expected answer has another value there.",
        "Your (a) and (b) are right, so the slip is in putting them together.",
        # e^sin 1 / 4 = 0.57994, e^sin 1 + cos 1/4 = 3.28869; cos 1 = 0.54030, 1/2
        "At t = 1: your (a) is (0.5799, 3.289), (b) is (0.5403, 0.5), (c) is 8.952.",
        "Work out (c) from (a) and (b) with these numbers and compare.",
        "We do not know which mistake this is.",
    )
    assert "looks like" not in text
    assert "1.958" not in text  # the value of the key


def test_giving_the_answer_away_waits_while_attempts_remain():
    asked = ALONG.ask(total("f", by="t"))
    wrong = "-(cos(t)*exp(sin(t))*t**2/4 + (exp(sin(t)) + cos(t**2/4))*t/2)"
    assert "opposite sign" in told(asked, q1a=wrong)
    assert "opposite sign" not in told(asked, HOMEWORK, q1a=wrong)
    assert "looks like" not in told(asked, HOMEWORK, q1a=wrong)


def test_one_number_that_is_off_is_no_misconception():
    # 2 t^3 differentiated is 6 t^2; 6 t^3 is a rule half remembered, or a slip of the pen
    asked = Map(t).then(f=2 * t**3 + sin(t)).ask(total("f", by="t"))
    text = told(asked, q1a="6*t**3 + cos(t)")
    assert "All but one number is right" in text
    assert "looks like" not in text
    assert "We do not know" not in text


def test_every_rule_of_which_only_the_place_is_told_has_a_sentence_for_it():
    assert all(catalogue()[f"malrule.{rule}.where"].endswith((".", "?")) for rule in ONLY_WHERE_TO_LOOK)
