"""Wrong answers that an author foresees, for each kind that can have them: their sentence, and no other answer's."""

import pytest

from gradekit.authoring import (
    Question,
    by_index,
    by_person,
    decomposition,
    matrix_form,
    members,
    part,
    shape,
    table,
    wrong,
    x,
    y,
)
from gradekit.documents.messages import words
from gradekit.errors import AuthorError
from gradekit.grading.grade import grade_problem
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Sheet, Slot
from gradekit.problems.admission.variants import sheet_id, variant_id
from gradekit.problems.issue import issue_draft
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission

SIZED = {"arrays": "A:MxN x:N b:M", "sizes": {"M": 3, "N": 2}}
ASKED = {
    # kind            part                                                    wrong            as typed     another
    "choice": (part("a", "red", "A", choices=("red", "blue", "grey")), "blue", "'Blue'", "'grey'"),
    "integer": (part("a", 3, "A", kind="integer"), 4, "4", "7"),
    "number": (part("a", "1/3", "A", kind="number"), "1/2", "1/2", "1/5"),
    "formula": (part("a", x * y, "A"), x + y, "y + x", "x - y"),
    "list": (part("a", [x, y], "A"), [y, x], "[y, x]", "[x, 2*y]"),
    "words": (members("a", {"i"}, "A", among=("i", "j", "k")), {"i", "k"}, "{'k', 'i'}", "{'j'}"),
    "formulas": (members("a", [0, 2], "A"), [0], "{0}", "{1, 2}"),
    "points": (members("a", [(0, 1), (1, 0)], "A"), [(0, 0)], "{(0, 0)}", "{(0, 1), (2, 2)}"),
    "shape": (shape("a", "2x3", "A"), "3x2", "'3 x 2'", "'4x2'"),
    "shapes": (shape("a", "2x3, 3", "A"), "3x2, 3", "'3x2, 3'", "'2x3, 2'"),
    "table": (table("a", {"v1": x, "v2": y}, "A"), {"v1": y, "v2": x}, "{'v1': y, 'v2': x}", "{'v1': x, 'v2': 2*y}"),
    "matrices": (matrix_form("a", "A.T @ b", "A", extents="N", **SIZED), "A.T @ A @ x", "'A.T @ (A @ x)'", "'2*x'"),
    "indices": (by_index("a", "A[m,i]", "A", indices="m:M i:N", **SIZED), "2*A[m,i]", "'A[m,i]*2'", "'-A[m,i]'"),
}


def verdict(question, text):
    issued, key = issue_draft(
        question.draft(), level=1, slug="f", version="1", title="F", text=lambda: "Say it.", admissible=False
    )
    slot = Slot(1, issued, variant_id(issued))
    sheet = Sheet(gradekit="0", id=sheet_id((slot,)), title="F", slots=(slot,))
    submission = read_submission(Source(f"# ---- Problem 1 · 1 point ----\nq1a = {text}\n"), sheet)
    return grade_problem(issued, key, submission.answers).verdicts[0]


@pytest.mark.parametrize("name", ASKED)
def test_a_foreseen_wrong_answer_gets_its_sentence(name):
    asked, value, typed, other = ASKED[name]
    question = Question(asked, wrong(value, "Two things were swapped."), letters=(x, y))
    told = verdict(question, typed)
    assert told.outcome is Outcome.DIFFERENT
    assert told.diagnosis is not None
    assert told.diagnosis.rules == ("stated",)
    assert "Two things were swapped." in words(told.diagnosis.sentence)
    told = verdict(question, other)
    assert told.outcome is Outcome.DIFFERENT
    assert told.diagnosis is None or told.diagnosis.rules != ("stated",)


REFUSED = [
    (lambda: Question(by_person("a", "x", "A"), wrong("y", "No.")), "no wrong answer can be foreseen"),
    (lambda: Question(decomposition("y"), wrong("y", "No.")), "no wrong answer can be foreseen"),
    (lambda: Question(members("a", {"i"}, "A", among=("i", "j")), wrong({"n"}, "No.")), "`n` is none of i, j"),
    (lambda: Question(shape("a", "2x3", "A"), wrong("two", "No.")), "`two` names no shape"),
    (lambda: Question(table("a", {"v": x}, "A"), wrong({"w": x}, "No.")), "has the rows v"),
]


@pytest.mark.parametrize(("made", "match"), REFUSED)
def test_what_does_not_fit_is_refused(made, match):
    with pytest.raises(AuthorError, match=match):
        made()
