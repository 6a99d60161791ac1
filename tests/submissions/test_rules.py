"""What an assignment forbids in the source: seen under other names, in imports and methods; own names are free."""

from __future__ import annotations

import json

import msgspec
import pytest
from sheets_for_tests import SHEET, filled

from gradekit.model.outcome import Outcome
from gradekit.model.policy import Forbidden, Policy
from gradekit.problems.handing_out.stubs import sheet_in, write_stub
from gradekit.submissions.files import Source, source_of
from gradekit.submissions.notebooks import by_cell
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


RULES = Policy(forbids=("diff", "jacobian", "autodiff", "caret"))
TYPED = [
    # an answer in a table                what is said of it
    ("diff(t**2, t)", "read.forbidden", "diff"),
    ("sin(t).diff(t)", "read.forbidden", "diff"),
    ("'diff(t, t)'", "read.forbidden", "diff"),
    ("Derivative(t, t)", "read.forbidden", "Derivative"),
    ("Matrix([t]).jacobian([t])", "read.forbidden", "jacobian"),
    ("jax.grad(f)(t)", "read.forbidden", "jax"),
    ("2 t^2", "read.caret-refused", None),
]


@pytest.mark.parametrize("kind", ["json", "toml"])
@pytest.mark.parametrize(("text", "message", "word"), TYPED)
def test_rules_hold_for_tables_of_answers(kind: str, text: str, message: str, word: str | None) -> None:
    raw = json.dumps({"q1b": text}) if kind == "json" else f"q1b = {json.dumps(text)}"
    found = read_submission(source_of(raw.encode(), f"a.{kind}"), SHEET, RULES).answer(1, "df_dt")
    assert found.trouble is Outcome.UNREAD
    assert (found.notes[0].message.id, found.notes[0].message.params.get("name")) == (message, word)
    assert read_submission(source_of(b'{"q1b": "2 t**2"}', "a.json"), SHEET, RULES).answer(1, "df_dt").trouble is None


def test_a_word_of_a_sentence_is_no_call() -> None:
    """An answer such as `along the gradient` uses nothing that is forbidden."""
    text = '{"q2c": "steepest ascent", "q1b": "gradient t"}'
    found = read_submission(source_of(text.encode(), "a.json"), SHEET, RULES)
    assert found.answer(2, "kind").trouble is None
    assert found.answer(1, "df_dt").notes[0].message.id != "read.forbidden"


CELLS = [
    # the cells of a notebook                                     what is said, of which word; line, cell of the word
    (["from sympy import *", "t = symbols('t')\nu = diff(t**2, t)", "q1b = u"], "read.forbidden", "diff", (1, 2)),
    (["import jax", "\nq1b = jax.grad(lambda t: t**2)(t)"], "read.forbidden", "jax", (2, 2)),
    (["%%time\nq1b = Matrix([t]).jacobian([t])"], "read.forbidden", "jacobian", (2, 1)),
    (["q1c = 2", "q1b = 2*t^2"], "read.caret-refused", None, (1, 2)),
    (["!echo diff", "%timeit diff(t, t)\nq1b = 2*t"], None, None, (2, 2)),
]


@pytest.mark.parametrize(("cells", "message", "word", "place"), CELLS)
def test_rules_hold_for_notebooks(
    cells: list[str], message: str | None, word: str | None, place: tuple[int, int]
) -> None:
    told = [{"cell_type": "code", "source": cell} for cell in cells]
    source = source_of(json.dumps({"cells": told}).encode(), "a.ipynb")
    found = by_cell(read_submission(source, SHEET, RULES), source.cells).answer(1, "df_dt")
    assert found.line == place[0]
    if message is None:
        assert found.trouble is None
    else:
        (note, *_) = found.notes
        assert (note.message.id, note.message.params.get("name"), note.cell) == (message, word, place[1])


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
