"""Own values at a point: whoever goes on rightly from a wrong or rounded number earns the later number in full."""

from fractions import Fraction

import pytest

from gradekit.authoring import Map, at, composed, local, log, t, total, u, x, y
from gradekit.grading.grade import grade_problem
from gradekit.model.answer import Answer, Numbers, Value
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Sheet, Slot
from gradekit.problems.admission.variants import sheet_id, variant_id
from gradekit.problems.issue import issue_draft
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission
from gradekit.syntax.sympy_bridge import from_sympy as to_expr

ONE = {t: 1}


@pytest.fixture(scope="module")
def problem():
    """f = x^2 y + x with x = t^2 + 1, y = 3 t, all of it at t = 1: x = 2, y = 3, f_x = 13, f_y = 4, f' = 38."""
    drawn = Map(t).then(x=t**2 + 1, y=3 * t).then(f=x**2 * y + x)
    return sheet_of(
        drawn.ask(
            at(composed("x"), ONE),
            at(local("f", by="x y"), ONE),
            at(local("x y", by="t"), ONE),
            at(total("f", by="t"), ONE),
        )
    )


def sheet_of(drawn):
    issued, key = issue_draft(
        drawn.draft(), level=3, slug="n", version="1", title="N", text=lambda: "Numbers.", admissible=False
    )
    slot = Slot(number=1, issued=issued, variant=variant_id(issued))
    return Sheet(gradekit="0", id=sheet_id((slot,)), title="N", slots=(slot,)), key


def graded(problem, *texts):
    sheet, key = problem
    lines = "\n".join(f"q1{letter} = {text}" for letter, text in zip("abcd", texts, strict=False))
    submission = read_submission(Source(f"# ---- Problem 1 · 6 points ----\n{lines}\n"), sheet)
    return grade_problem(sheet.slots[0].issued, key, submission.answers).verdicts


FOLLOWED = [
    (("2", "[13, 4]", "[2, 3]", "38"), "...."),
    (("2", "[12, 4]", "[2, 3]", "36"), ".x.f"),  # 12*2 + 4*3
    (("2", "[13, 4]", "[2, 5]", "46"), "..xf"),  # 13*2 + 4*5
    (("2", "[12, 4]", "[2, 5]", "44"), ".xxf"),
    (("3", "[19, 9]", "[2, 3]", "65"), "xf.f"),  # 2*3*3 + 1, 3^2; 19*2 + 9*3
    (("3", "[19, 8]", "[2, 3]", "62"), "xx.f"),  # the row does not follow from x = 3; 19*2 + 8*3
    (("2", "[12, 4]", "[2, 3]", "37"), ".x.x"),
    (("0", "[1, 0]", "[2, 3]", "2"), "xx.x"),  # zeros are not followed
]


@pytest.mark.parametrize(("texts", "told"), FOLLOWED)
def test_numbers_are_followed_at_the_same_point(problem, texts, told):
    verdicts = graded(problem, *texts)
    assert "".join("f" if v.followed else "." if v.outcome in RIGHT else "x" for v in verdicts) == told


def test_numbers_at_another_point_say_nothing():
    drawn = Map(t).then(x=t**2 + 1).then(f=x**3).ask(at(local("f", by="x"), {t: 2}), at(total("f", by="t"), ONE))
    assert [v.outcome for v in graded(sheet_of(drawn), "70", "140")] == [Outcome.DIFFERENT, Outcome.DIFFERENT]


def test_rounded_earlier_values_are_gone_on_with():
    """f_x = 1000/x with x = 3 is 333.33..., told as 333.3; times 30 t^29 = 30 it is 9999."""
    drawn = Map(t).then(x=t**30 + 2).then(f=1000 * log(x))
    problem = sheet_of(drawn.ask(at(local("f", by="x"), ONE, digits=4), at(total("f", by="t"), ONE, digits=6)))
    told = [graded(problem, "333.3", text)[1] for text in ("10000", "9999.0", "9998.0")]
    assert [(v.outcome in RIGHT, v.followed) for v in told] == [(True, False), (True, True), (False, False)]


CALLED = [
    # df/dx of f = u^2 + x with u = x^3, as numbers: by the key's du/dx = 3 x^2, by an own 2 x^2, by neither
    (lambda x: 6 * x**5 + 1, "right"),
    (lambda x: 4 * x**5 + 1, "followed"),
    (lambda x: 5 * x**5 + 1, "wrong"),
]


@pytest.mark.parametrize(("function", "told"), CALLED, ids=[told for _, told in CALLED])
def test_a_function_known_by_its_values_alone_is_judged_by_own_formulas(function, told):
    """f' = 2 u u' + 1: from u' = 2 x^2 follows 4 x^5 + 1, and a function that returns that at each point is right."""
    drawn = Map(x).then(u=x**3).then(f=u**2 + x)
    asked = drawn.ask(local("u", by="x"), total("f", by="x", kind="numeric-function", key="slope"))
    sheet, key = sheet_of(asked)
    (issued,) = (slot.issued for slot in sheet.slots)
    first = Answer(slot=1, part=issued.parts[0].key, name="q1a", value=Value((), (to_expr(2 * x**2),)))
    points = tuple({"x": Fraction(k, 4)} for k in range(2, 8))
    values = tuple((float(function(point["x"])),) for point in points)
    called = Answer(slot=1, part="slope", name="q1b", numbers=Numbers((), points, values))
    verdict = grade_problem(issued, key, [first, called]).verdict("slope")
    assert (verdict.outcome in RIGHT, verdict.followed) == (told != "wrong", told == "followed")
    assert verdict.outcome in (Outcome.AGREED, Outcome.DIFFERENT), "values prove nothing"
