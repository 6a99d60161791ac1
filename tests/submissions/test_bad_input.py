"""Whatever is wrong with one answer or with the file: a clear outcome for its part, and all other parts are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sheets_for_tests import RIGHT, SHEET, filled

from gradekit.model.answer import Submission
from gradekit.model.outcome import Outcome
from gradekit.problems.handing_out.stubs import sheet_in, write_stub
from gradekit.submissions.files import Source, source_of
from gradekit.submissions.read import read_submission

STUB = write_stub(SHEET)
FILE = filled(STUB, RIGHT)
NAMES = tuple(RIGHT)


def read(text: str) -> Submission:
    return read_submission(Source(text), SHEET)


def outcomes(submission: Submission) -> dict[str, Outcome | None]:
    return {answer.name: answer.trouble for answer in submission.answers}


WHOLE = read(FILE)


def others_are_read(submission: Submission, name: str) -> bool:
    """All parts but one are what they are in the undamaged file, wherever they now stand."""
    pairs = zip(submission.answers, WHOLE.answers, strict=True)
    return all(a.value == b.value and a.word == b.word and a.trouble is None for a, b in pairs if a.name != name)


ONE_PART = [
    # name  what is written                       outcome                  message
    ("q1b", "...", Outcome.BLANK, None),
    ("q1b", "2*sin(t*cos(t)", Outcome.UNREAD, "read.bracket-open"),
    ("q1b", "2*sin(t))*cos(t)", Outcome.UNREAD, "read.bracket-not-opened"),
    ("q1b", "2*sin(t)*", Outcome.UNREAD, "read.ends-early"),
    ("q1b", "", Outcome.BLANK, None),
    ("q1b", "()", Outcome.WRONG_SHAPE, "read.wrong-shape"),
    ("q1b", "2*sinn(t)", Outcome.UNKNOWN_SYMBOL, "read.unknown-name-near"),
    ("q1b", "2*w*t", Outcome.UNKNOWN_SYMBOL, "read.unknown-name"),
    ("q1b", "[2*t, t]", Outcome.WRONG_SHAPE, "read.wrong-shape"),
    ("q1a", "[2*x*y, x**2, y]", Outcome.WRONG_SHAPE, "read.wrong-shape"),
    ("q1a", "2*x*y", Outcome.WRONG_SHAPE, "read.wrong-shape"),
    ("q2b", "[[cos(theta), 1], [sin(theta)]]", Outcome.UNREAD, "read.ragged"),
    ("q1b", "(" * 10_000 + "t" + ")" * 10_000, Outcome.UNREAD, "read.too-deep"),
    ("q1b", "(" * 10_000, Outcome.UNREAD, "read.bracket-open"),
    ("q1b", "-" * 10_000 + "t", Outcome.UNREAD, "read.too-many-signs"),
    ("q1b", "9" * 5000, Outcome.UNREAD, "read.number-too-long"),
    ("q1b", "1e99999", Outcome.UNREAD, "read.number-too-long"),
    ("q1b", "t\0**2", Outcome.UNREAD, None),
    ("q1b", "f'(t)", Outcome.UNREAD, None),
    ("q1b", "1 if t else 2", Outcome.UNREAD, "read.condition"),
    ("q1b", "sum([t for i in range(10**9)])", Outcome.NEEDS_RUNNING, "read.needs-running"),
    ("q1b", "__import__('os').getcwd()", Outcome.NEEDS_RUNNING, None),
    ("q1b", "open('canary', 'w')", Outcome.NEEDS_RUNNING, None),
    ("q1b", '"""2*t', Outcome.UNREAD, "read.string-open"),
    ("q1b", "sin^-1(t)", Outcome.UNREAD, "read.inverse-or-reciprocal"),
    ("q1b", "0,5*t", Outcome.UNREAD, "read.decimal-comma"),
    ("q1b", "x(t) + 1", Outcome.UNREAD, "read.write-the-letter"),
    ("q1b", '"a saddle, perhaps"', Outcome.UNREAD, "read.word-for-formula"),
    ("q2c", '"downhill"', Outcome.UNREAD, "read.no-choice"),
]


@pytest.mark.parametrize(("name", "written", "outcome", "message"), ONE_PART)
def test_one_bad_answer_costs_its_own_part(name: str, written: str, outcome: Outcome, message: str | None) -> None:
    source = source_of(filled(STUB, {**RIGHT, name: written}).encode())
    submission = read_submission(source, SHEET)
    answer = next(answer for answer in submission.answers if answer.name == name)
    assert answer.trouble is outcome
    assert answer.value is None or outcome is Outcome.WRONG_SHAPE  # then it may still say why
    assert (outcome is Outcome.BLANK) == (not answer.notes)
    if message:
        assert answer.notes[0].message.id == message
    assert others_are_read(submission, name)


def test_a_tower_of_powers_is_read_and_not_computed() -> None:
    submission = read(filled(STUB, {**RIGHT, "q1b": "9**9**9**9"}))
    value = submission.answer(1, "df_dt").value
    assert value is not None
    assert value.entries[0] is not None
    assert value.entries[0].head == "power"
    assert others_are_read(submission, "q1b")


def test_a_missing_name_is_empty() -> None:
    lines = [line for line in FILE.split("\n") if not line.startswith("q1b")]
    submission = read("\n".join(lines))
    assert submission.answer(1, "df_dt").trouble is Outcome.BLANK
    assert [a.trouble for a in submission.answers if a.name != "q1b"] == [None] * 6


def test_intermediates_left_over_are_read() -> None:
    submission = read(filled(STUB, {**RIGHT, "q1b": "2*x*y*cos(t) - x**2*sin(t)"}))
    assert outcomes(submission) == dict.fromkeys(NAMES)


def test_a_decimal_where_exact_is_asked_is_read_with_a_note() -> None:
    answer = read(filled(STUB, {**RIGHT, "q1b": "0.5*t"})).answer(1, "df_dt")
    assert answer.trouble is None
    assert [note.message.id for note in answer.notes] == ["read.decimal"]
    assert read(filled(STUB, {**RIGHT, "q1a": "[0.5*x, y]"})).answer(1, "J_f").notes == ()


WAYS_TO_STORE = {
    "latin-1": lambda text: text.encode("latin-1", "replace"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-le without a mark": lambda text: text.encode("utf-16-le"),
    "utf-16-be without a mark": lambda text: text.encode("utf-16-be"),
    "utf-32": lambda text: text.encode("utf-32"),
    "bom": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "cr": lambda text: text.replace("\n", "\r").encode(),
    "form feeds": lambda text: text.replace("\n\n", "\n\f\n").encode(),
    "first line changed": lambda text: ("q = 1\n" + text.split("\n", 1)[1]).encode(),
    "first line deleted": lambda text: text.split("\n", 1)[1].encode(),
    "docstring and import deleted": lambda text: text[text.index("# ---- Problem 1") :].encode(),
    "every line indented": lambda text: "".join(f"    {line}\n" for line in text.split("\n")).encode(),
    "record first": lambda text: (
        text[text.index("# gradekit data") :] + text[: text.index("# gradekit data")]
    ).encode(),
    "no headers": lambda text: text.replace("# ----", "#").encode(),
    "no line at the end": lambda text: text.rstrip("\n").encode(),
}


@pytest.mark.parametrize("way", WAYS_TO_STORE)
def test_the_file_is_read_however_it_was_stored(way: str) -> None:
    source = source_of(WAYS_TO_STORE[way](FILE))
    assert sheet_in(source.text) == SHEET
    submission = read_submission(source, SHEET)
    assert outcomes(submission) == dict.fromkeys(NAMES)
    assert others_are_read(submission, "none of them")


def test_an_empty_file_has_only_empty_parts() -> None:
    submission = read_submission(source_of(b" \r\n"), SHEET)
    assert outcomes(submission) == dict.fromkeys(NAMES, Outcome.BLANK)
    assert [note.message.id for note in submission.notes] == ["file.empty"]


NEEDS_RUNNING = [
    "for k in range(3):\n    q1b = t**k\n    if k: break",
    "for k in range(10**9):\n    q1b = t**k",
    "if t:\n    q1b = t\nelse:\n    q1b = 2*t",
    "while True:\n    q1b = 1",
    "with open('canary', 'w') as f:\n    q1b = f.write('x')",
    "try:\n    q1b = t\nfinally:\n    pass",
    "class A:\n    pass\nq1b = A()",
    "q1b = eval('t')",
    "q1b = [open('canary', 'w') for _ in range(2)][0]",
    "q1b = (lambda: open('canary', 'w'))()",
    "import os\nq1b = os.system('touch canary')",
    "import os.path as p\nq1b = p",
    "from pathlib import Path\nq1b = Path('canary').touch()",
    "def g(t):\n    for k in range(3):\n        t = t*t\n    return t\nq1b = g(t)",
    "q1b = 0\nfor k in set([1, 2]):\n    q1b += t**k",
    "u = []\nu.append(t)\nq1b = u[0]",
    "q1b = t.__class__",
]


@pytest.mark.parametrize("code", NEEDS_RUNNING)
def test_code_that_needs_running_is_named_and_never_run(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    submission = read(filled(STUB, {**RIGHT, "q1b": "..."}).replace("q1b = ...", code))
    answer = submission.answer(1, "df_dt")
    assert answer.trouble is Outcome.NEEDS_RUNNING
    assert answer.notes
    assert others_are_read(submission, "q1b")
    assert os.listdir(tmp_path) == []


def test_a_line_that_would_fail_is_not_run_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    submission = read(FILE.replace("q1b =", "print(open('canary', 'w'))\nopen('canary', 'w')\nq1b ="))
    assert outcomes(submission) == dict.fromkeys(NAMES)
    assert [note.message.id for note in submission.notes] == ["read.line-unused"]
    assert os.listdir(tmp_path) == []
