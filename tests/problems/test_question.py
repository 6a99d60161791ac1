"""Questions that are no composition: stated answers, choices, and wrong answers with a sentence of their own."""

import pytest

from gradekit.authoring import Map, Question, at, multiplications, part, sin, t, total, u1, wrong, x, y
from gradekit.documents.messages import words
from gradekit.errors import AuthorError
from gradekit.grading.grade import grade_problem
from gradekit.malrules.register import MALRULES
from gradekit.model.answer import Answer, Value
from gradekit.model.codec import encode
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Sheet, Slot
from gradekit.problems.admission.variants import sheet_id, variant_id
from gradekit.problems.drafting.prompt import prompt
from gradekit.problems.handing_out.soundness import sound
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.problems.issue import issue_draft
from gradekit.problems.template import REGISTER, template
from gradekit.syntax.build import number
from gradekit.syntax.sympy_bridge import from_sympy
from gradekit.syntax.tree import Array

TEXT = "Let $f(x, y) = x y$ on the line $x + y = 2$."

LAGRANGE = Question(
    part("most", 1, "the largest value of $f$ on the line", kind="integer"),
    wrong(0, "That is the value where the gradient of f is zero; the point does not lie on the line."),
    part("kind", "saddle", "what the origin is for $f$ without the line", choices=("minimum", "maximum", "saddle")),
    wrong("minimum", "Along x = -y the values are negative."),
    part("point", [1, 1], "the point where $f$ is largest", label=r"\left(x, y\right)"),
    part("taylor", 1 + (x - 1) + (y - 1), "the linear approximation of $f$ at that point"),
    wrong(x * y, "That is the function itself."),
    letters=(x, y),
)


def issued(question, text=TEXT):
    draft = question.draft()
    told = prompt(text, draft, 2, "lagrange")
    return issue_draft(draft, level=2, slug="lagrange", version="1", title="X", text=lambda: told, admissible=True)


def one_slot(problem):
    slot = Slot(number=1, issued=problem, variant=variant_id(problem))
    return Sheet(gradekit="0", id=sheet_id((slot,)), title="X", slots=(slot,))


@pytest.fixture(scope="module")
def problem_and_key():
    return issued(LAGRANGE)


def answer(key, *entries, shape=(), word=None):
    return Answer(slot=1, part=key, name="q1", value=Value(shape, entries) if entries else None, word=word)


def test_the_public_record_holds_no_stated_answer(problem_and_key):
    problem, key = problem_and_key
    record = encode(problem) + write_stub(one_slot(problem)).encode()
    assert encode(key.part("taylor").value) not in record
    assert b"does not lie on the line" not in record
    others = Question(
        part("most", 7, "the largest value of $f$ on the line", kind="integer"),
        part(
            "kind", "minimum", "what the origin is for $f$ without the line", choices=("minimum", "maximum", "saddle")
        ),
        part("point", [3, 4], "the point where $f$ is largest", label=r"\left(x, y\right)"),
        part("taylor", x**3, "the linear approximation of $f$ at that point"),
        letters=(x, y),
    )
    assert encode(issued(others)[0]) == encode(problem), "another answer leaves no trace in the public record"
    assert sound(one_slot(problem))


def test_the_prompt_states_the_domain_once(problem_and_key):
    problem, _ = problem_and_key
    assert problem.prompt == TEXT + " This is asked for all real $x$ and $y$."
    assert [p.kind for p in problem.parts] == ["integer", "choice", "array", "expression"]
    assert [p.symbols for p in problem.parts] == [(), (), ("x", "y"), ("x", "y")]


ANSWERS = [
    (answer("most", number(1)), Outcome.PROVED, ""),
    (answer("most", number(0)), Outcome.DIFFERENT, "does not lie on the line"),
    (answer("most", number(3)), Outcome.DIFFERENT, ""),
    (answer("kind", word="Saddle"), Outcome.PROVED, ""),
    (answer("kind", word="minimum"), Outcome.DIFFERENT, "the values are negative"),
    (answer("kind", word="maximum"), Outcome.DIFFERENT, ""),
    (answer("point", number(1), number(1), shape=(2, 1)), Outcome.PROVED, ""),
    (answer("taylor", from_sympy(x + y - 1)), Outcome.PROVED, ""),
    (answer("taylor", from_sympy(y * x)), Outcome.DIFFERENT, "the function itself"),
]


@pytest.mark.parametrize(("given", "outcome", "says"), ANSWERS)
def test_answers_are_judged_and_foreseen_ones_are_told(problem_and_key, given, outcome, says):
    problem, key = problem_and_key
    verdicts = grade_problem(problem, key, [given])
    verdict = verdicts.verdict(given.part)
    assert verdict.outcome is outcome
    assert (verdict.diagnosis is not None) == bool(says)
    if verdict.diagnosis:
        assert verdict.diagnosis.rules == ("stated",)
        assert says in words(verdict.diagnosis.sentence)


def test_a_foreseen_wrong_answer_joins_those_of_the_rules():
    """A sentence of the author's about an answer that no rule predicts, beside a rule that still works."""
    drawn = Map(t).on("t > 0").then(u1=t**2).then(f=sin(u1))
    asked = drawn.ask(total("f", by="t"), wrong(t**7, "Seven is a lucky number."))
    problem, key = issued(asked, "Let {{ definitions }}, for {{ domain }}.")
    lucky, forgot = from_sympy(t**7), from_sympy(sin(t**2).diff(t) / (2 * t))
    told = [grade_problem(problem, key, [answer("df_dt", given)]).verdicts[0].diagnosis for given in (lucky, forgot)]
    assert told[0].rules == ("stated",)
    assert told[1].rules[0] in MALRULES


def test_a_question_may_ask_for_counts_and_need_no_letters():
    problem, key = issued(Question(multiplications((3, 4, 5), "forward")), "Count.")
    assert problem.prompt == "Count."
    assert key.parts[0].value.scalar == number(60)
    assert sound(one_slot(problem))


def test_a_template_may_draw_a_question():
    @template("lucky-number", group="numbers", title="A number", goal="find it", levels=(1, 1))
    def make(g, level):
        return Question(part("n", g.int("n", 1, 9), "the number"))

    assert REGISTER.pop("lucky-number").make is make


REFUSED = [
    (Question, "at least one part"),
    (lambda: Question(wrong(1, "No.")), "There is no part `before it`"),
    (lambda: Question(part("a", 1, "a"), wrong(1, "No.", of="b")), "There is no part `b`"),
    (lambda: wrong(1, " "), "needs a sentence"),
    (lambda: part("a", "green", "a", choices=("red", "blue")), "`green` of the part `a` is none of its choices"),
    (lambda: Question(part("a", "red", "a", choices=("red",)), wrong("green", "No.")), "is none of the choices red"),
    (lambda: part("a", [[1, 2], [3]], "a"), "the same number of entries"),
    (lambda: part("a", "x + 1", "a"), "no formula and no exact number"),
    (lambda: part("a", 0.5j, "a"), "no formula and no exact number"),
    (lambda: at(part("a", 1, "a"), {x: 1}), "Only a formula has a value at a point"),
    (lambda: issued(LAGRANGE, ""), "A question without formulas needs a `TEXT`"),
]


@pytest.mark.parametrize(("made", "match"), REFUSED)
def test_what_does_not_fit_is_refused(made, match):
    with pytest.raises(AuthorError, match=match):
        made()


def test_an_exact_answer_keeps_its_shape(problem_and_key):
    _, key = problem_and_key
    assert key.part("point").value == Array((2, 1), (number(1), number(1)))
