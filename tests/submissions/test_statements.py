"""Logical lines and problems, found without Python's parser."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.submissions.split import sections
from gradekit.submissions.statements import statements


def cut(text: str) -> list[tuple[int, str]]:
    return [(s.line, s.text) for s in statements(text)]


CUTS = [
    ("a = 1\nb = 2", [(1, "a = 1"), (2, "b = 2")]),
    ("a = 1; b = 2 ;\n", [(1, "a = 1"), (1, "b = 2")]),
    ("a = (1 +\n  2)\nb = 2", [(1, "a = (1 +\n  2)"), (3, "b = 2")]),
    ("a = 1 + \\\n  2\nb = 2", [(1, "a = 1 + \\\n  2"), (3, "b = 2")]),
    ("a = [1, # one\n 2]", [(1, "a = [1,      \n 2]")]),
    ("a = 1  # b = 2; (\nc = 3", [(1, "a = 1"), (2, "c = 3")]),
    ("a = '#;('\nb = 2", [(1, "a = '#;('"), (2, "b = 2")]),
    ('a = """\nb = 2\n"""\nc = 3', [(1, 'a = """\nb = 2\n"""'), (4, "c = 3")]),
    ("a = f'(t)\nb = 2", [(1, "a = f'(t)"), (2, "b = 2")]),
    ("a = 1)\nb = 2", [(1, "a = 1)"), (2, "b = 2")]),
    (
        "if a:\n  b = 1\n\n  c = 2\nelse:\n  d = 3\ne = 4",
        [(1, "if a:\n  b = 1\n\n  c = 2\nelse:\n  d = 3"), (7, "e = 4")],
    ),
    ("@f\ndef g():\n  return 1\nh = 2", [(1, "@f\ndef g():\n  return 1"), (4, "h = 2")]),
    ("if a: b = 1; c = 2\nd = 3", [(1, "if a: b = 1; c = 2"), (2, "d = 3")]),
    ("  a = 1\n  b = 2", [(1, "a = 1"), (2, "b = 2")]),
    ("", []),
    ("# only\n\n# comments", []),
]


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_statements(text: str, expected: list[tuple[int, str]]) -> None:
    assert cut(text) == expected


BROKEN = [
    # what is written                       where reading starts again, and what is told about line 1
    ("q1a = (1 +\nq1b = 2", "q1b = 2", "read.bracket-open"),
    ("q1a = [[1, 2],\n  [3\n\n# text\nq1b = 2", "q1b = 2", "read.bracket-open"),
    ("q1a = (1 +\n    q1b = 2", "q1b = 2", "read.bracket-open"),
    ("q1a = (1 +\nq1b[0] = 2", "q1b[0] = 2", "read.bracket-open"),
    ("q1a = (1 +\nq1b, q1c = 2, 3", "q1b, q1c = 2, 3", "read.bracket-open"),
    ("q1a = (1 +\nq1b: Expr = 2", "q1b: Expr = 2", "read.bracket-open"),
    ("q1a = (1 +\nq1b += 2", "q1b += 2", "read.bracket-open"),
    ("q1a = (1 +\nu = 2", "u = 2", "read.bracket-open"),
    ("q1a = (1 +\ndef q1b(t):\n  return t", "def q1b(t):\n  return t", "read.bracket-open"),
    ("q1a = (1 +\n# ---- Problem 2 · 3 points ----\nu = 2", "", "read.bracket-open"),
    ('q1a = """1\nq1b = 2', "q1b = 2", "read.string-open"),
    ('q1a = """1\n# ---- Problem 2 ----\n"""\n', "", "read.string-open"),
    ("q1a = 1 + \\\nq1b = 2", "q1b = 2", "read.continued"),
]


@pytest.mark.parametrize(("text", "again", "message"), BROKEN)
def test_an_open_bracket_does_not_swallow_what_follows(text: str, again: str, message: str) -> None:
    found = list(statements(text))
    assert found[0].trouble is not None
    assert found[0].trouble.id == message
    assert found[0].trouble.params["line"] in (1, 2)
    assert found[1].text == again


def test_a_name_of_an_answer_inside_brackets_is_no_beginning() -> None:
    assert len(cut("q1c = (q1a*2 +\nq1b*3)")) == 1
    assert len(cut("q1c = (q1a == 2,\nq1b == 3)")) == 1


def test_time_is_linear_in_hostile_text() -> None:
    for piece in ("(", "q1a = (", '"""', "'", "\\\n", "if a:\n ", "# ---- Problem 1\n'''", "((\n", "a = (\n"):
        text = piece * (65_000 // len(piece))
        assert sum(len(s.text) for s in statements(text)) <= 2 * len(text) + 2


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="q1ab=()[]'\"#;:\\ \nif:\t-", max_size=120))
def test_every_text_has_statements_in_order(text: str) -> None:
    lines = [s.line for s in statements(text)]
    assert lines == sorted(lines)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            ["a = 1", "b = [1,\n 2]", "if a:\n  b = 2", "def f(t):\n  c = 1\n  return t", "# c", "", "a; b"]
        )
    )
)
def test_python_cuts_the_same(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    assert sorted({s.line for s in statements(text)}) == sorted({s.lineno for s in ast.parse(text).body})


NAMES = {"q1a": 1, "q1b": 1, "q2a": 2, "q3a": 3}


def lines_of(text: str) -> dict[int, list[str]]:
    split = sections(text, NAMES)
    return {0: [s.text for s in split.preamble]} | {n: [s.text for s in own] for n, own in split.problems.items()}


def test_headers_open_problems() -> None:
    text = "k = 3\n# ---- Problem 1 · 2 points ----\nu = 1\nq1a = u\n# -- problem 2\nu = 2\nq2a = u\nv = 3\n"
    assert lines_of(text) == {0: ["k = 3"], 1: ["u = 1", "q1a = u"], 2: ["u = 2", "q2a = u", "v = 3"]}


def test_names_open_problems_whose_header_is_gone() -> None:
    text = "import math\nu = 1\nq1a = u\nq1b = 2\nu = 3\nq2a = u\nw = 4\n# ---- Problem 3 ----\nq3a = w\n"
    assert lines_of(text) == {
        0: [],
        1: ["import math", "u = 1", "q1a = u", "q1b = 2"],
        2: ["u = 3", "q2a = u", "w = 4"],
        3: ["q3a = w"],
    }


def test_imports_hold_for_later_problems() -> None:
    text = "# -- Problem 1\nimport numpy as np\nq1a = 1\n# -- Problem 2\nq2a = 2\n"
    split = sections(text, NAMES)
    assert [s.text for s in split.of(2)] == ["import numpy as np", "q2a = 2"]


def test_an_answer_under_another_header_belongs_to_its_own_problem() -> None:
    text = "# -- Problem 1\nq1a = 1\nq2a = 5\nu = 2\nq1b = u\n# -- Problem 2\n"
    assert lines_of(text)[1] == ["q1a = 1", "u = 2", "q1b = u"]
    assert lines_of(text)[2] == ["q2a = 5"]


def test_a_header_of_no_problem_opens_nothing() -> None:
    assert lines_of("# -- Problem 1\nq1a = 1\n# -- Problem 77\nq1b = 2\n")[1] == ["q1a = 1", "q1b = 2"]
