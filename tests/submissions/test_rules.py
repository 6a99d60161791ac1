"""What an assignment forbids in the source: seen under other names, in imports and methods; own names are free."""

from __future__ import annotations

import msgspec
import pytest
from sheets_for_tests import SHEET, filled

from gradekit.model.outcome import Outcome
from gradekit.model.policy import Forbidden, Policy
from gradekit.problems.stubs import sheet_in, write_stub
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission

STUB = write_stub(SHEET)
POLICY = Policy(forbids=("diff", "jacobian"))

REFUSED = [
    ("q1b = diff(sin(t)**2, t)", "diff"),
    ("q1b = sin(t).diff(t)", "diff"),
    ("q1b = sp.diff(sin(t), t)", "diff"),
    ("q1b = Derivative(sin(t), t).doit()", "Derivative"),
    ("u = diff(sin(t), t)\nq1b = 2*u", "diff"),
    ("u = diff(sin(t), t)\nv = u + 1\nq1b = v", "diff"),
    ("from sympy import diff as d\nD = d\nq1b = D(sin(t), t)", "diff"),
    ("D = diff\nq1b = D(sin(t), t)", "diff"),
    ("def g(s):\n    return s.diff(t)\nq1b = g(sin(t))", "diff"),
    ("q1b = Matrix([sin(t)]).jacobian([t])[0]", "jacobian"),
    ("q1b = getattr(sp, 'di' + 'ff')(sin(t), t)", "getattr"),
    ("q1b = eval('di' + 'ff(t, t)')", "eval"),
    ("q1b = 2t + diff(t, t)", "diff"),
    ("for i in range(1):\n    q1b = diff(t, t)", "diff"),
]


@pytest.mark.parametrize(("code", "word"), REFUSED)
def test_a_forbidden_call_is_refused_and_named(code: str, word: str) -> None:
    text = filled(STUB, {"q1b": "...", "q1c": "2", "q2a": "r"}).replace("q1b = ...", code)
    submission = read_submission(Source(text), SHEET, POLICY)
    answer = submission.answer(1, "df_dt")
    assert answer.trouble is Outcome.UNREAD
    assert answer.value is None
    assert (answer.notes[0].message.id, answer.notes[0].message.params["name"]) == ("read.forbidden", word)
    assert submission.answer(1, "paths").trouble is None
    assert submission.answer(2, "f_polar").trouble is None


FREE = [
    "diff = 2*t\nq1b = diff",
    "q1b = 2*t  # by diff",
    "u = diff(t**2, t)\nu = 3\nq1b = u",
    "# diff\nq1b = cos(t)",
    "print('no diff here')\nq1b = t",
]


@pytest.mark.parametrize("code", FREE)
def test_what_only_looks_like_a_forbidden_call_is_read(code: str) -> None:
    text = filled(STUB, {"q1b": "..."}).replace("q1b = ...", code)
    assert read_submission(Source(text), SHEET, POLICY).answer(1, "df_dt").trouble is None


def test_without_rules_nothing_is_refused() -> None:
    text = filled(STUB, {"q1b": "diff(sin(t), t)"})
    assert read_submission(Source(text), SHEET).answer(1, "df_dt").trouble is None


def test_a_caret_is_refused_by_a_rule() -> None:
    text = filled(STUB, {"q1b": "t^2"})
    found = read_submission(Source(text), SHEET, Policy(forbids=("caret",))).answer(1, "df_dt")
    assert found.notes[0].message.id == "read.caret-refused"


@pytest.mark.parametrize("rule", ["diff", "jacobian", "autodiff", "caret"])
def test_the_stub_says_and_carries_the_rules(rule: Forbidden) -> None:
    sheet = msgspec.structs.replace(SHEET, forbids=(rule,))
    stub = write_stub(sheet)
    assert "# Not allowed in this assignment: " in stub
    assert sheet_in(stub).forbids == (rule,)
