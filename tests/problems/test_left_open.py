"""Functions that a question leaves open, from the template to the verdict: f' in answers, and no number is told."""

import ast

import pytest

from gradekit.authoring import Map, at, cos, exp, functions, local, second, sin, t, total, u1, u2, x, y
from gradekit.documents.messages import words
from gradekit.errors import AuthorError
from gradekit.grading.sheet import grade_sheet
from gradekit.model.codec import encode
from gradekit.model.outcome import Outcome
from gradekit.model.policy import Policy
from gradekit.model.problem import Sheet, Slot
from gradekit.problems.admission.variants import sheet_id, variant_id
from gradekit.problems.drafting.prompt import prompt
from gradekit.problems.handing_out.soundness import sound
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.problems.issue import issue_draft
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission
from gradekit.submissions.selftest import self_test

f, g = functions("f g")
TEXT = "Let {{ definitions }}, for {{ domain }}."


def made(drawn, text=TEXT):
    draft = drawn.draft()
    told = prompt(text, draft, 2, "open")
    return issue_draft(draft, level=2, slug="open", version="1", title="Open", text=lambda: told, admissible=True)


def sheet_of(issued):
    slot = Slot(number=1, issued=issued, variant=variant_id(issued))
    return Sheet(gradekit="0", id=sheet_id((slot,)), title="Open", slots=(slot,))


@pytest.fixture(scope="module")
def chain():
    """y = f(x^2 + 3)^2 - 2 f(x^2 + 3)."""
    drawn = Map(x).then(u1=x**2 + 3).then(u2=f(u1)).then(y=u2**2 - 2 * u2)
    issued, key = made(drawn.ask(local("u2", by="u1"), total("y", by="x")))
    return sheet_of(issued), key


def graded(chain, first="...", second="...", declared='f = Function("f")'):
    sheet, key = chain
    text = f"# ---- Problem 1 · 3 points ----\n{declared}\nq1a = {first}\nq1b = {second}\n"
    submission = read_submission(Source(text), sheet)
    return grade_sheet(sheet, submission, [key], Policy())


def test_the_record_names_the_function_and_the_question_says_what_it_is(chain):
    sheet, _ = chain
    issued = sheet.slots[0].issued
    assert issued.left_open == ("f",)
    assert issued.prompt.endswith("The function $f$ may be any differentiable one; its derivative is written $f'$.")
    assert sound(sheet)
    stub = write_stub(sheet)
    ast.parse(stub)
    assert 'f = Function("f")' in stub


def test_where_it_is_said_is_up_to_the_author():
    issued, _ = made(Map(x).then(u1=x**2).then(y=f(u1) + g(x)).ask(total("y", by="x")), "{{ left_open }} Well.")
    assert issued.prompt.startswith("The functions $f$ and $g$ may be any differentiable ones")
    assert issued.prompt.count("differentiable") == 1


RIGHT = [
    "2*x*(2*f(x**2 + 3) - 2)*f'(x**2 + 3)",
    '"4 x f\'(x^2 + 3) (f(x^2 + 3) - 1)"',
    '"4x (f(x²+3) - 1) f′(x²+3)"',
    "diff(f(x**2 + 3)**2 - 2*f(x**2 + 3), x)",
]


@pytest.mark.parametrize("text", RIGHT)
@pytest.mark.parametrize("declared", ['f = Function("f")', "f = sp.Function('f', real=True)", "pass"])
def test_right_answers_are_proved(chain, text, declared):
    for own in ("f'(u1)", '"f\'(u1)"', "diff(f(u1), u1)"):
        told = graded(chain, own, text, declared)
        assert [v.outcome for v in told.verdicts[0].verdicts] == [Outcome.PROVED, Outcome.PROVED]


WRONG = [
    ("f(u1)", "not-differentiated"),
    ("f''(u1)", "second-derivative"),
]


@pytest.mark.parametrize(("text", "rule"), WRONG)
def test_wrong_answers_are_recognised(chain, text, rule):
    verdict = graded(chain, text).verdicts[0].verdicts[0]
    assert (verdict.outcome, verdict.diagnosis.rules[0]) == (Outcome.DIFFERENT, rule)


def test_a_wrong_answer_is_told_without_values_of_a_function_that_has_none(chain):
    told = graded(chain, "7*f'(u1)", "x + f'(x)").feedback.problems[0]
    for part in told.parts:
        sentences = " ".join(words(message) for message in (*part.evidence, *part.diagnosis))
        assert "expected value" not in sentences
        assert "yours is" not in sentences


def test_own_derivatives_are_followed(chain):
    """With f' taken twice in (a), (b) follows."""
    told = graded(chain, "2*f'(u1)", "8*x*(f(x**2 + 3) - 1)*f'(x**2 + 3)").verdicts[0].verdicts
    assert told[0].outcome is Outcome.DIFFERENT
    assert told[1].followed


def test_the_difference_quotient_says_nothing_about_it(chain):
    sheet, _ = chain
    submission = read_submission(Source("# ---- Problem 1 · 3 points ----\nq1a = f'(u1)\n"), sheet)
    assert [fit.fits for fit in self_test(submission, sheet)] == [None]


UNREAD = [("g'(u1)", "read.unknown-function"), ("f'(u1, 2)", "read.arity"), ("f'", "read.function-brackets")]


@pytest.mark.parametrize(("text", "message"), UNREAD)
def test_what_cannot_be_meant_is_told(chain, text, message):
    (answer, _) = graded(chain, text).submission.answers
    assert [note.message.id for note in answer.notes][:1] == [message]


REFUSED = [
    (lambda: Map(x, y).then(u1=functions("f1")[0](x, y)).ask(total("u1", by="x")), "is called by letters alone"),
    (lambda: Map(x, y).then(f_x=x * y).then(y1=f(x, y)), "A function cannot be called `f_x`"),
    (lambda: Map(x).then(y=functions("N")[0](x)), "A function cannot be called `N`"),
    (lambda: Map(x).then(u1=cos(x)).then(y=functions("u1")[0](x) + u1), "A function cannot be called `u1`"),
    (lambda: Map(x).then(y=f(x)).ask(at(total("y", by="x"), {x: 1})), "nothing has a value at a point"),
]


@pytest.mark.parametrize(("drawn", "match"), REFUSED)
def test_what_students_could_not_answer_is_refused(drawn, match):
    with pytest.raises(AuthorError, match=match):
        drawn().draft()


@pytest.fixture(scope="module")
def of_two():
    """w = f(t^2, sin t), and the partial derivatives of f(x, y)."""
    drawn = Map(t).then(x=t**2, y=sin(t)).then(w=f(x, y))
    issued, key = made(drawn.ask(local("w", by="x y"), total("w", by="t")))
    return sheet_of(issued), key


def test_a_function_of_two_numbers_is_told_with_its_letters(of_two):
    issued = of_two[0].slots[0].issued
    assert issued.left_open == ("f(x, y)",)
    assert issued.prompt.endswith("its partial derivatives are written $f_{x}$ and $f_{y}$.")
    assert sound(of_two[0])
    stub = write_stub(of_two[0])
    ast.parse(stub)
    assert [line for line in stub.splitlines() if "Function(" in line] == [
        'f = Function("f")',
        'f_x = Function("f_x")',
        'f_y = Function("f_y")',
    ]


DECLARED = 'f = Function("f")\nf_x = Function("f_x")\nf_y = Function("f_y")'
RIGHT_OF_TWO = [
    "2*t*f_x(t**2, sin(t)) + cos(t)*f_y(t**2, sin(t))",
    '"2t f_1(t^2, sin(t)) + cos(t) f_2(t^2, sin(t))"',
    '"2t ∂f/∂x(t², sin(t)) + cos(t) ∂f/∂y(t², sin(t))"',
    "diff(f(t**2, sin(t)), t)",
]


@pytest.mark.parametrize("text", RIGHT_OF_TWO)
@pytest.mark.parametrize(
    "partials", ["[f_x(x, y), f_y(x, y)]", '"[f_1(x, y), f_2(x, y)]"', "[diff(f(x, y), x), f_2(x, y)]"]
)
def test_right_answers_in_partial_derivatives_are_proved(of_two, text, partials):
    told = graded(of_two, partials, text, DECLARED)
    assert [v.outcome for v in told.verdicts[0].verdicts] == [Outcome.PROVED, Outcome.PROVED]


WRONG_OF_TWO = [
    ("f_x(t**2, sin(t)) + f_y(t**2, sin(t))", "outer-partials-only"),
    ("2*t*f_x(t**2, sin(t))", "drop-path"),
    ("cos(t)*f_x(t**2, sin(t)) + 2*t*f_y(t**2, sin(t))", "crossed-pairing"),
    ("2*t*f_x(t, t) + cos(t)*f_y(t, t)", "not-composed-argument"),
    ("f(t**2, sin(t))", "not-differentiated"),
]


@pytest.mark.parametrize(("text", "rule"), WRONG_OF_TWO)
def test_mistakes_in_partial_derivatives_are_recognised(of_two, text, rule):
    verdict = graded(of_two, "...", text, DECLARED).verdicts[0].verdicts[1]
    assert (verdict.outcome, verdict.diagnosis.rules[0]) == (Outcome.DIFFERENT, rule)


def test_mixed_derivatives_are_symmetric():
    issued, key = made(Map(x, y).then(w=x * f(x, y)).ask(second("w", by="x y")))
    sheet = sheet_of(issued)
    for text in ("f_y(x, y) + x*f_xy(x, y)", "f_y(x, y) + x*f_yx(x, y)", "f_2(x, y) + x*f_21(x, y)"):
        submission = read_submission(Source(f"# ---- Problem 1 · 2 points ----\nq1a = {text}\n"), sheet)
        assert grade_sheet(sheet, submission, [key], Policy()).verdicts[0].verdicts[0].outcome is Outcome.PROVED


def test_own_partial_derivatives_are_followed(of_two):
    """With the two partial derivatives of (a) swapped, (b) follows."""
    told = graded(of_two, "[f_y(x, y), f_x(x, y)]", "2*t*f_y(t**2, sin(t)) + cos(t)*f_x(t**2, sin(t))", DECLARED)
    assert [v.followed for v in told.verdicts[0].verdicts] == [False, True]


def test_without_such_functions_the_record_is_the_one_it_always_was():
    issued, _ = made(Map(x).then(u1=sin(x)).then(u2=exp(u1)).ask(total("u2", by="x")))
    assert not issued.left_open
    assert b"left_open" not in encode(issued)
