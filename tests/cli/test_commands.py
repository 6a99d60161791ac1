"""The commands as a user runs them: files in a folder, exit codes, JSON, and what is printed."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest

from gradekit.cli import BAD_INPUT, DIFFERENT, DONE, FAULT, INTERRUPTED, NEEDS_PERSON, run
from gradekit.cli.made_up_class import right_answers
from gradekit.grading.trial import filled_in
from gradekit.problems.handing_out.keystore import key_for
from gradekit.problems.handing_out.stubs import sheet_in


@pytest.fixture
def sheet_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(["generate", "total-derivative", "--seed", "7", "--level", "2", "-o", str(tmp_path / "sheet")]) == DONE
    assert "submission.py" in capsys.readouterr().out
    return tmp_path / "sheet"


def fill(folder: Path, **changes: str) -> Path:
    """The stub with the right answers, except for the given ones."""
    stub = folder / "submission.py"
    sheet = sheet_in(stub.read_text(encoding="utf-8"))
    slot = sheet.slots[0]
    answers = right_answers(slot.issued, key_for(folder, slot)) | changes
    stub.write_text(filled_in(stub.read_text(encoding="utf-8"), answers), encoding="utf-8")
    return stub


def test_generate_writes_sheet_stub_and_key_and_is_idempotent(sheet_folder: Path) -> None:
    assert (sheet_folder / "sheet.html").is_file()
    assert list((sheet_folder / ".gradekit" / "keys").glob("*.json"))
    before = (sheet_folder / "submission.py").read_bytes()
    again = ["generate", "total-derivative", "--seed", "7", "--level", "2", "-o", str(sheet_folder)]
    assert run(again) == DONE
    assert (sheet_folder / "submission.py").read_bytes() == before


def test_generate_never_overwrites_a_stub_that_was_edited(sheet_folder: Path, capsys) -> None:
    stub = fill(sheet_folder)
    before = stub.read_bytes()
    assert run(["generate", "total-derivative", "--seed", "8", "-o", str(sheet_folder)]) == BAD_INPUT
    assert "holds answers already" in capsys.readouterr().err
    assert stub.read_bytes() == before


def test_right_answers_get_full_marks_and_the_worked_solution(sheet_folder: Path, capsys) -> None:
    assert run(["grade", str(fill(sheet_folder))]) == DONE
    told = capsys.readouterr().out
    assert "Everything is right" in told
    assert "Worked solution" in told


def test_grade_as_json_and_as_a_page(sheet_folder: Path, tmp_path: Path, capsys) -> None:
    page = tmp_path / "deep" / "feedback.html"
    assert run(["grade", str(fill(sheet_folder)), "--json", "--html", str(page)]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert {v["outcome"] for v in told["verdicts"][0]["verdicts"]} == {"proved"}
    assert "<math" in page.read_text(encoding="utf-8")


def test_an_answer_that_cannot_be_read_waits_for_a_person(sheet_folder: Path, capsys) -> None:
    assert run(["grade", str(fill(sheet_folder, q1a="2 +* 3"))]) == NEEDS_PERSON
    assert "waits for a person" in capsys.readouterr().out


def test_check_reads_without_a_key(sheet_folder: Path, tmp_path: Path, capsys) -> None:
    alone = tmp_path / "elsewhere" / "submission (1).py.txt"
    alone.parent.mkdir()
    alone.write_bytes(fill(sheet_folder).read_bytes())
    assert run(["check", str(alone)]) == DONE
    assert "nothing was marked" in capsys.readouterr().out
    assert [p.name for p in alone.parent.iterdir()] == [alone.name], "reading leaves nothing behind"


def test_check_finds_an_answer_that_does_not_fit_the_question(sheet_folder: Path, capsys) -> None:
    stub = fill(sheet_folder)
    sheet = sheet_in(stub.read_text(encoding="utf-8"))
    last = f"q1{chr(ord('a') + len(sheet.slots[0].issued.parts) - 1)}"
    stub.write_text(stub.read_text(encoding="utf-8").replace(f"{last} = ", f"{last} = 1 + "), encoding="utf-8")
    assert run(["check", str(stub), "--json"]) == DONE
    fits = {fit["name"]: fit["fits"] for fit in json.loads(capsys.readouterr().out)["fits"]}
    assert fits.pop(last) is False
    assert set(fits.values()) <= {True, None}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["equal", "sin(x)^2", "1-cos(x)^2", "--exit-code"], DONE, "proved"),
        (["equal", "x^2", "x^3", "--exit-code"], DIFFERENT, "different"),
        (["equal", "x^2", "x^3"], DONE, "different"),
        (["equal", "-x", "x", "--exit-code"], DIFFERENT, "x ≈"),
        (["equal", "sqrt(x^2)", "x", "--assume", "x:positive", "--exit-code"], DONE, "proved"),
        (["equal", "sqrt(x^2)", "x", "--exit-code"], DIFFERENT, "different"),
        (["equal", "2^1000000", "2^1000000 + 1", "--exit-code"], NEEDS_PERSON, "undecided"),
        (["equal", "--latex", r"\sin^2 x", r"1 - \cos^2 x", "--exit-code"], DONE, "proved"),
        (["equal", "--latex", r"\frac{x}{2}", r"\frac{x}{3}", "--exit-code"], DIFFERENT, "different"),
    ],
)
def test_equal(arguments: list[str], code: int, told: str, capsys) -> None:
    assert run(arguments) == code
    assert told in capsys.readouterr().out.lower()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["generate", "total-derivativ"], "total-derivative"),
        (["generate", "total-derivative", "--level", "9"], "level"),
        (["generate", "total-derivative", "-n", "0"], "0"),
        (["generate", "one-neurn"], "Did you mean `one-neuron`?"),
        (["generate", "zzz"], "`gradekit templates list` shows what there is."),
        (["generate", "one-neuron", "-n", "3"], "has no variants"),
        (["templates", "list", "--from", "no-such-folder"], "There is no folder no-such-folder."),
        (["grade", "no-such-file.py"], "no-such-file.py"),
        (["equal", "2 +", "x"], "2 +"),
        (["equal", "--latex", r"1 + \foo{x}", "x"], "1 + \\foo{x}\n    ^^^^"),
        (["equal", "x", "x", "--assume", "x:large"], "large"),
        (["no-such-command"], "no-such-command"),
        (["templates", "show", "nothing"], "nothing"),
        (["templates", "show", "week-8-networks"], "is a set of 5 problems; show one of them by its own name"),
        (["generate", "week-8-networks", "-n", "3"], "is a set"),
    ],
)
def test_bad_arguments_are_told_and_end_with_2(arguments: list[str], told: str, capsys) -> None:
    assert run(arguments) == BAD_INPUT
    error = capsys.readouterr().err
    assert told in error
    assert "Traceback" not in error


def test_templates_list_names_every_template_and_how_to_use_one(capsys) -> None:
    assert run(["templates", "list"]) == DONE
    told = capsys.readouterr().out
    for name in ("total-derivative", "multi-path", "jacobian", "polar-gradient"):
        assert name in told
    assert run(["templates", "list", "--json"]) == DONE
    assert {entry["name"] for entry in json.loads(capsys.readouterr().out)} >= {"jacobian", "polar-gradient"}


def test_templates_show_has_solution_hints_and_wrong_answers(capsys) -> None:
    assert run(["templates", "show", "polar-gradient", "--seed", "3"]) == DONE
    told = capsys.readouterr().out
    for heading in ("Worked solution", "Hints", "Wrong answers"):
        assert heading in told
    assert "missing-one-over-r" in told


def test_a_read_only_folder_is_told_as_such(tmp_path: Path, capsys) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    assert run(["generate", "jacobian", "--seed", "1", "-o", str(blocked / "sheet")]) == BAD_INPUT
    assert "could not be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "Full"), "The output could not be written (Full). Free some space, and say it again."),
        (PermissionError(errno.EACCES, "No", "x"), "x could not be read or written (No). Choose a folder you may"),
        (OSError(errno.ENOTDIR, "No folder", "x/y"), "x/y could not be read or written (No folder). Choose another"),
        (FileNotFoundError(errno.ENOENT, "None", "x"), "There is no file x."),
        (FileNotFoundError(errno.ENOENT, "None"), "The folder you are in is not there any more."),
        (IsADirectoryError(errno.EISDIR, "One", "x"), "x is a folder, and a file is needed."),
    ],
    ids=["full", "forbidden", "another", "missing", "gone", "folder"],
)
def test_what_the_system_refuses_is_told_with_the_next_step(error: OSError, told: str, monkeypatch, capsys) -> None:
    def refused(arguments: list[str]) -> int:
        raise error

    monkeypatch.setattr("gradekit.cli.app.invoke", refused)
    assert run(["doctor"]) == BAD_INPUT
    assert capsys.readouterr().err.startswith(told)


def test_interrupting_ends_with_130(monkeypatch, capsys) -> None:
    from gradekit.problems.handing_out import sheets

    def interrupted(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sheets, "practice_sheet", interrupted)
    assert run(["generate", "jacobian"]) == INTERRUPTED
    assert "Interrupted" in capsys.readouterr().err


def test_a_full_pipe_and_a_narrow_encoding_end_quietly(sheet_folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "gradekit", "templates", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as piped:
        assert piped.stdout is not None
        assert piped.stderr is not None
        piped.stdout.close()  # as `| head -n 1` does, only sooner
        assert piped.stderr.read() == b""
    assert piped.returncode == 0
    narrow = subprocess.run(
        [sys.executable, "-m", "gradekit", "grade", str(fill(sheet_folder))],
        capture_output=True,
        env={"PYTHONIOENCODING": "cp1252", "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert narrow.returncode == 0
    assert narrow.stdout.decode("cp1252")


@pytest.mark.parametrize(("where", "code", "said"), [(">&-", 0, ""), (">/dev/full", 2, "The output could not")])
def test_output_that_goes_nowhere_is_no_fault_of_gradekit(where: str, code: int, said: str) -> None:
    command = f"{sys.executable} -m gradekit templates list {where}"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert done.stderr.startswith(said)
    assert "Traceback" not in done.stderr


def test_python_dash_m_and_version() -> None:
    shown = subprocess.run([sys.executable, "-m", "gradekit", "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("gradekit ")


def test_the_demo_tells_the_whole_story(tmp_path: Path, capsys) -> None:
    assert run(["demo", "-o", str(tmp_path)]) == DONE
    told = capsys.readouterr().out
    for name in ("Ada", "Ben", "Cleo", "Dev"):
        assert name in told
        assert (tmp_path / name.lower() / "feedback.html").is_file()
    assert "This looks like a known slip" in told
    assert "could not be read" in told


def test_a_fault_of_gradekit_ends_with_3_and_says_so(monkeypatch, capsys) -> None:
    from gradekit.problems.handing_out import sheets

    monkeypatch.setattr(sheets, "practice_sheet", lambda *_args, **_options: 1 // 0)
    assert run(["generate", "jacobian"]) == FAULT
    assert "gradekit itself failed" in capsys.readouterr().err


TWO_ROUTES = """
from gradekit.authoring import Draws, Map, t, template, x, y


@template("own-routes", group="own", title="Own", goal="see an own template", levels=(1, 1))
def make(g: Draws, level: int) -> Map:
    a = g.int("a", 2, 9)
    return Map(t).on("t > 0").then(x=a * t**2, y=t**3).then(f=x * y + a * x)


TEXT = "Let {{ definitions }}, for {{ domain }}."
"""


def test_own_templates_are_found_in_the_folder_that_is_named(tmp_path: Path, capsys) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own_routes.py").write_text(TWO_ROUTES, encoding="utf-8")
    own, out = ["--from", str(tmp_path / "own")], str(tmp_path / "sheet")
    assert run(["templates", "list", *own]) == DONE
    assert "own-routes" in capsys.readouterr().out
    assert run(["generate", "own-routes", "--seed", "1", "-o", out]) == BAD_INPUT
    assert run(["generate", "own-routes", "--seed", "1", "-o", out, *own]) == DONE
    for key in (tmp_path / "sheet" / ".gradekit" / "keys").iterdir():
        key.unlink()
    assert run(["grade", f"{out}/submission.py"]) == BAD_INPUT
    assert "own-routes" in capsys.readouterr().err
    assert run(["grade", f"{out}/submission.py", *own]) == DONE
