"""Each outcome once through the command line: what it is called, what the student reads, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from gradekit.cli import run
from gradekit.errors import Fault
from gradekit.problems.handing_out.stubs import sheet_in, write_stub
from gradekit.sandbox.levels import unsupported

RIGHT = "-21*x**2 - 9*exp(-3*x/4)/2"
"""dy/dx of the sheet below, which is part (d)."""
CALLED = "def q1d(x):\n    while x > 1e9: x = 0\n    return {}\n"
SEALED = pytest.mark.skipif(unsupported() is not None, reason="nothing can be sealed on this system")


@pytest.fixture(scope="module")
def stub(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("sheet")
    assert run(["generate", "total-derivative", "--seed", "3", "--level", "2", "-o", str(folder)]) == 0
    return (folder / "submission.py").read_text(encoding="utf-8")


OUTCOMES = [
    # the answer to (d)                      outcome           mark     exit  level     what is read
    ("q1d = ...", "blank", "0 of 2", 0, "read", "empty"),
    (f"q1d = {RIGHT}", "proved", "2 of 2", 0, "read", "right"),
    ("q1d = 3*x", "different", "0 of 2", 0, "read", "not yet"),
    ("q1d = -21*x**2 - 9*u1**3/2", "form", "of 2", 0, "read", "u₁"),
    ("q1d = [1, x]", "wrong-shape", "0 of 2", 0, "read", "a list of 2"),
    ("q1d = z*x", "unknown-symbol", "2 points wait", 1, "read", "is not a name in this problem"),
    ("q1d = 2*(x", "unread", "2 points wait", 1, "read", "is never closed"),
    ("while True:\n    q1d = x\n    break", "needs-running", "2 points wait", 1, "read", "run"),
    pytest.param("while True:\n    q1d = z*x\n    break", "unknown-symbol", "2 points wait", 1, "sealed",
                 "is not a name in this problem", marks=SEALED),
    pytest.param("while True:\n    q1d = [0]*10**10", "stopped", "2 points wait", 1, "sealed", "MiB of memory",
                 marks=SEALED),
    pytest.param("import numpy as np\n" + CALLED.format(RIGHT.replace("exp", "np.exp")),
                 "agreed", "2 of 2", 0, "sealed", "numbers only", marks=SEALED),
    pytest.param("import numpy as np\n" + CALLED.format(f"({RIGHT})*1.00001".replace("exp", "np.exp")),
                 "undecided", "2 points wait", 1, "sealed", "numbers only", marks=SEALED),
]  # fmt: skip


def graded(stub: str, answer: str, folder: Path, level: str) -> tuple[int, list[str]]:
    """The exit code of `grade`, and how it is called with JSON."""
    path = folder / "submission.py"
    path.write_text(stub.replace("q1d = ...", answer), encoding="utf-8")
    command = ["grade", str(path), "--level", level]
    return run(command), [*command, "--json"]


@pytest.mark.parametrize(("answer", "outcome", "mark", "code", "level", "told"), OUTCOMES, ids=range(len(OUTCOMES)))
def test_an_outcome_has_its_mark_its_sentence_and_its_exit_code(
    stub: str, answer: str, outcome: str, mark: str, code: int, level: str, told: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    capsys.readouterr()
    ended, as_json = graded(stub, answer, tmp_path, level)
    said = " ".join(capsys.readouterr().out.split())
    assert ended == code
    assert told in said
    assert mark in said
    assert run(as_json) == code
    verdicts = json.loads(capsys.readouterr().out)["verdicts"][0]["verdicts"]
    assert next(verdict["outcome"] for verdict in verdicts if verdict["part"] == "dy_dx") == outcome


def test_a_fault_in_one_part_waits_and_costs_nothing(
    stub: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gradekit.grading.grade.compared", _broken)
    capsys.readouterr()
    code, _ = graded(stub, f"q1d = {RIGHT}", tmp_path, "read")
    assert code == 1
    assert "2 points wait" in capsys.readouterr().out


def test_what_runs_code_and_fails_ends_with_3_and_no_marks(
    stub: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gradekit.sandbox.levels.open_sandbox", _without_sandbox)
    capsys.readouterr()
    code, _ = graded(stub, "while True:\n    q1d = x\n    break", tmp_path, "auto")
    told = capsys.readouterr()
    assert (code, told.out) == (3, "")
    assert "gradekit itself failed" in told.err


def test_a_fault_at_one_file_of_several_ends_with_3_and_the_rest_goes_on(
    stub: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(stub, encoding="utf-8")
    from gradekit.grading import practice

    whole = practice.grade_source
    calls = SimpleNamespace(left=1)

    def once(*args: object, **options: object) -> object:
        calls.left -= 1
        return _broken() if calls.left >= 0 else whole(*args, **options)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(practice, "grade_source", once)
    capsys.readouterr()
    assert run(["grade", str(tmp_path), "--level", "read"]) == 3
    told = " ".join(capsys.readouterr().out.split())
    assert "gradekit itself failed at this file" in told
    assert "1 files read, 1 not read" in told


def test_a_course_sheet_among_practice_sheets_is_one_row(
    stub: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = msgspec.structs.replace(sheet_in(stub), purpose="homework", title="Homework 3")
    (tmp_path / "a_1_1_submission.py").write_text(write_stub(course), encoding="utf-8")
    (tmp_path / "b_2_2_submission.py").write_text(stub, encoding="utf-8")
    capsys.readouterr()
    assert run(["grade", str(tmp_path), "--level", "read"]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "Homework 3" in told
    assert "1 files read, 1 not read" in told


def test_rules_of_generate_stand_on_sheet_and_stub_and_are_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = ["generate", "total-derivative", "--seed", "3", "--level", "2", "-o", str(tmp_path)]
    assert run([*sheet, "--forbid", "diff,caret"]) == 0
    stub = (tmp_path / "submission.py").read_text(encoding="utf-8")
    assert "# Not allowed in this assignment: differentiating by a call" in stub
    assert "Not allowed in answers" in (tmp_path / "sheet.html").read_text(encoding="utf-8")
    capsys.readouterr()
    answers = {"q1c": "while True:\n    q1c = diff(exp(-x/4), x)\n    break", "q1d": "q1d = x^2"}
    for name, line in answers.items():
        stub = stub.replace(f"{name} = ...", line)
    (tmp_path / "submission.py").write_text(stub, encoding="utf-8")
    for command in ("check", "grade"):
        run([command, str(tmp_path / "submission.py")])
        told = " ".join(capsys.readouterr().out.split())
        assert "diff in line" in told
        assert "Please write **" in told
    assert run([*sheet, "--forbid", "nonsense"]) == 2
    assert "There is no rule `nonsense`" in capsys.readouterr().err


def _broken(*_args: object, **_options: object) -> object:
    raise ZeroDivisionError("a mistake of ours")


def _without_sandbox(*_args: object, **_options: object) -> object:
    raise Fault("the level `sealed` does not hold on this machine")
