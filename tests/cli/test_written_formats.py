"""`--format` and `--write`: files in every format, named by their suffix."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gradekit.cli import BAD_INPUT, DONE, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("formats")
    command = ["generate", "total-derivative", "--seed", "7", "-o", str(made), "--format", "html, md,tex,ipynb,txt"]
    assert run(command) == DONE
    return made


def test_generate_writes_the_formats_that_are_asked_for(folder: Path) -> None:
    names = {path.name for path in folder.iterdir() if path.is_file()}
    sheets = {"sheet.html", "sheet.md", "sheet.tex", "sheet.txt"}
    assert names == {*sheets, "submission.ipynb", "submission.py"}


def test_generate_says_where_each_file_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["generate", "total-derivative", "--seed", "7", "-o", str(tmp_path), "--format", "md,ipynb"]
    assert run([*command, "--json"]) == DONE
    files = json.loads(capsys.readouterr().out)["files"]
    assert files["formats"] == {"md": str(tmp_path / "sheet.md"), "ipynb": str(tmp_path / "submission.ipynb")}
    assert not (tmp_path / "sheet.html").exists()


@pytest.mark.parametrize(
    ("suffix", "told"),
    [
        ("md", "# How your answers are read"),
        ("tex", r"\begin{document}"),
        ("html", "<!DOCTYPE html>"),
        ("txt", "How your answers are read"),
        ("ipynb", '"nbformat": 4'),
    ],
)
def test_what_is_shown_is_written(folder: Path, suffix: str, told: str, tmp_path: Path, capsys) -> None:
    file = tmp_path / "deep" / f"check.{suffix}"
    assert run(["check", str(folder / "submission.py"), "--write", str(file)]) == DONE
    assert told in file.read_text(encoding="utf-8")
    assert f"written  {file}" in capsys.readouterr().out


def test_several_files_at_once(folder: Path, tmp_path: Path) -> None:
    files = [tmp_path / "a.md", tmp_path / "b.tex"]
    options = [word for file in files for word in ("--write", str(file))]
    assert run(["grade", str(folder / "submission.py"), *options, "--html", str(tmp_path / "c")]) == DONE
    assert all(file.is_file() for file in (*files, tmp_path / "c"))


@pytest.mark.parametrize(
    "command",
    [
        ["check", "submission.py", "--write", "a.docx"],
        ["grade", "submission.py", "--write", "a.docx"],
        ["templates", "show", "total-derivative", "--write", "a.docx"],
        ["generate", "total-derivative", "--format", "html,docx"],
    ],
    ids=["check", "grade", "show", "generate"],
)
def test_a_format_that_there_is_not(command: list[str], tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(command) == BAD_INPUT
    assert "not a format that gradekit writes: html (a web page)" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [
        ["check", "SUBMISSION"],
        ["grade", "SUBMISSION"],
        ["templates", "show", "total-derivative"],
        ["templates", "proof", "total-derivative", "--seeds", "1"],
    ],
)
def test_pdf_takes_the_fonts_of_a_folder(
    command: list[str], folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("typst", reason="Typst is not installed: pip install gradekit[pdf]")
    words = [str(folder / "submission.py") if word == "SUBMISSION" else word for word in command]
    asked = [*words, "--write", str(tmp_path / "told.pdf"), "--font-path"]
    assert run([*asked, str(tmp_path / "nowhere")]) == BAD_INPUT
    assert f"There is no folder `{tmp_path / 'nowhere'}` with fonts" in capsys.readouterr().err
    assert run([*asked, str(tmp_path)]) == DONE
    assert (tmp_path / "told.pdf").read_bytes().startswith(b"%PDF")
