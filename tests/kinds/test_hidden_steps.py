"""Where a formula is to be taken apart, its steps stand in the key alone, and everything else is as if they did not."""

import pytest

from gradekit.authoring import Map, decomposition, local, log, sin, total, u1, u2, x
from gradekit.documents.proof import proof_document
from gradekit.documents.terminal import to_terminal
from gradekit.grading.grade import grade_problem
from gradekit.grading.sheet import grade_sheet
from gradekit.model.codec import decode, encode
from gradekit.model.outcome import Outcome
from gradekit.model.policy import Policy
from gradekit.model.problem import Issued, Key, Sheet, Slot, in_full
from gradekit.problems.admission.variants import sheet_id, variant_id
from gradekit.problems.admission.wrong import with_wrong_answers
from gradekit.problems.handing_out.soundness import sound
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.problems.issue import issue_draft
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission
from gradekit.submissions.selftest import self_test
from gradekit.syntax.write import to_text

ASKED = (decomposition("y"), local("u2", by="u1"), total("y", by="x"))


def made(**steps):
    drawn = Map(x).on("x > 0")
    for name, formula in steps.items():
        drawn = drawn.then(**{name: formula})
    return issue_draft(
        drawn.ask(*ASKED).draft(), level=3, slug="steps", version="1", title="Steps", text=lambda: "Take y apart."
    )


@pytest.fixture(scope="module")
def problem():
    issued, key = made(u1=x**3 + 1, u2=sin(u1), y=u2**2)
    slot = Slot(number=1, issued=issued, variant=variant_id(issued))
    return Sheet(gradekit="0", id=sheet_id((slot,)), title="Steps", slots=(slot,)), key


def graded(problem, *texts):
    sheet, key = problem
    lines = "\n".join(f"q1{letter} = {text}" for letter, text in zip("abc", texts, strict=False))
    submission = read_submission(Source(f"# ---- Problem 1 · 5 points ----\n{lines}\n"), sheet)
    return submission, grade_problem(sheet.slots[0].issued, key, submission.answers).verdicts


def test_the_public_composition_is_the_formula_alone(problem):
    sheet, key = problem
    nodes = sheet.slots[0].issued.composition.nodes
    assert [(node.name, to_text(node.expr)) for node in nodes] == [("y", "sin(x**3 + 1)**2")]
    assert [node.name for node in key.composition.nodes] == ["u1", "u2", "y"]
    assert in_full(sheet.slots[0].issued, key).composition == key.composition
    assert sound(sheet)
    assert write_stub(sheet)


def test_two_ways_to_take_it_apart_have_one_public_record():
    one, other = made(u1=log(x) ** 2, u2=u1 + 1, y=sin(u2)), made(u1=log(x), u2=u1**2 + 1, y=sin(u2))
    assert encode(one[0]) == encode(other[0])
    assert one[1].composition != other[1].composition


def test_records_survive_the_codec(problem):
    sheet, key = problem
    assert decode(encode(key), Key) == key
    assert decode(encode(sheet.slots[0].issued), Issued) == sheet.slots[0].issued


ANSWERS = [
    (("[x**3 + 1, sin(u1), u2**2]", "cos(u1)", "6*x**2*sin(x**3+1)*cos(x**3+1)"), (True, True, True)),
    (("[x**3, sin(u1 + 1), u2**2]", "cos(u1 + 1)", "3*x**2*sin(2*x**3+2)"), (True, True, True)),
    (("[x**3 + 1, sin(u1), u2**2]", "sin(u1)", "2*sin(x**3+1)*sin(x**3+1)*3*x**2"), (True, False, True)),
    (("[x**3, sin(u1), u2**2]", "cos(u1)", "6*x**2*sin(x**3+1)"), (False, True, False)),
]


LINKS = (local("u1", by="x"), local("u2", by="u1"), local("y", by="u2"))
LAST = total("y", by="x")
TOTAL = "6*x**2*sin(x**3+1)*cos(x**3+1)"
COUNTED = [
    # own steps, the links of the question from the inside out, what is followed
    ("[x**3 + 1, sin(u1)**2]", ("3*x**2", "...", "2*sin(u1)*cos(u1)"), "T-FT"),
    ("[sin(x**3 + 1), u1**2]", ("3*x**2*cos(x**3 + 1)", "...", "2*u1"), "F-FT"),
    ("[x**3, u1 + 1, sin(u2), u3**2]", ("3*x**2", "1", "2*u3"), "TFFT"),
    ("[x**3, u1 + 1, sin(u2), u3**2]", ("3*x**2", "1", "2*u3*cos(u2)"), "TFFT"),
    ("[x**3, u1 + 1, sin(u2), u3**2]", ("3*x**2", "-cos(u1)", "2*u3*sin(u2)"), "T--T"),
    ("[x**3 + 1, sin(u1)**2]", ("3*x**2", "0", "0"), "T--T"),
]


@pytest.mark.parametrize(("counted", "outcome"), [(True, Outcome.FORM), (False, Outcome.PROVED)])
@pytest.mark.parametrize(("steps", "links", "told"), COUNTED)
def test_links_of_another_number_of_steps_are_followed(steps, links, told, counted, outcome):
    """T is right by the key, F by the own steps, and - is not. The number of steps is a matter of form at most."""
    asked = decomposition("y", counted=counted), *LINKS, LAST
    drawn = Map(x).on("x > 0").then(u1=x**3 + 1).then(u2=sin(u1)).then(y=u2**2).ask(*asked)
    issued, key = issue_draft(
        drawn.draft(), level=3, slug="links", version="1", title="Links", text=lambda: "Take y apart."
    )
    slot = Slot(number=1, issued=issued, variant=variant_id(issued))
    sheet = Sheet(gradekit="0", id=sheet_id((slot,)), title="Links", slots=(slot,))
    lines = "\n".join(f"q1{letter} = {text}" for letter, text in zip("abcde", (steps, *links, TOTAL), strict=True))
    submission = read_submission(Source(f"# ---- Problem 1 · 7 points ----\n{lines}\n"), sheet)
    verdicts = grade_problem(issued, key, submission.answers).verdicts
    assert verdicts[0].outcome is outcome
    assert [note.id for note in verdicts[0].notes] == (["grading.steps-counted"] if counted else [])
    right = [v.outcome is Outcome.PROVED for v in verdicts[1:]]
    followed = ["F" if v.followed else "T" for v in verdicts[1:]]
    assert "".join(mark if known else "-" for mark, known in zip(followed, right, strict=True)) == told


@pytest.mark.parametrize(("texts", "right"), ANSWERS)
def test_answers_are_judged_with_the_steps_of_the_key_or_own_ones(problem, texts, right):
    _, verdicts = graded(problem, *texts)
    assert tuple(v.outcome in (Outcome.PROVED, Outcome.AGREED) for v in verdicts) == right


def test_mistakes_in_hidden_steps_are_recognised(problem):
    _, verdicts = graded(problem, "...", "-cos(u1)", "6*x**2*sin(x**3+1)")
    assert verdicts[1].diagnosis.rules
    assert verdicts[2].diagnosis.rules


def test_what_the_record_does_not_hold_is_not_tested(problem):
    submission, _ = graded(problem, "...", "-cos(u1)", "3*x**2")
    assert [fit.fits for fit in self_test(submission, problem[0])] == [None, False]


def test_wrong_answers_are_made_again_with_the_steps(problem):
    sheet, key = problem
    again = with_wrong_answers(sheet.slots[0].issued, key)
    assert [part.wrong for part in again.parts] == [part.wrong for part in key.parts]


def test_an_author_sees_all_of_it(problem):
    sheet, key = problem
    page = " ".join(to_terminal(proof_document(sheet.slots[0].issued, key)).split())
    assert "du₂/du₁ = cos u₁" in page


def test_feedback_and_the_worked_solution_know_the_steps(problem):
    sheet, key = problem
    lines = "q1a = ...\nq1b = -cos(u1)\nq1c = 7*x"
    submission = read_submission(Source(f"# ---- Problem 1 · 5 points ----\n{lines}\n"), sheet)
    (told,) = grade_sheet(sheet, submission, [key], Policy(solution_on_request=True)).feedback.problems
    formulas = [formula for step in told.solution for formula in step.formulas]
    assert r"u_{2} = \sin u_{1}" in formulas
    assert r"\frac{du_{2}}{du_{1}} = \cos u_{1}" in formulas
