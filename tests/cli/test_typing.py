"""What students type into the file, each row through `gradekit check`: in a Python file and in a notebook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gradekit.cli import run


@pytest.fixture(scope="module")
def stub(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("sheet")
    assert run(["generate", "total-derivative", "--seed", "3", "--level", "2", "-o", str(folder)]) == 0
    return (folder / "submission.py").read_text(encoding="utf-8")


READ = [
    # what stands for (d)                           how it is read, and the first note about it
    ("q1d = 2x*cos(x)", "2*x*cos(x)", "read.note-typed"),
    ("q1d = 2*x^2", "2*x**2", "read.note-caret"),
    ("q1d = 3·x − x²", "3*x - x**2", "read.note-typed"),
    ("q1d = sin**2(x)", "sin(x)**2", None),
    ("q1d = sin^2(x)", "sin(x)**2", None),
    ("q1d = sin²(x)", "sin(x)**2", None),
    ("q1d = |x|", "Abs(x)", None),
    ("q1d = e^{2x}", "exp(2*x)", None),
    ("q1d = e**x", "exp(x)", None),
    ("q1d = 1/3", "1/3", None),
    ("from sympy import *\nx = symbols('x', positive=True)\nq1d = x/3", "x/3", None),
    ("from sympy.abc import x\nq1d = x", "x", None),
    ("x = var('x')\nq1d = x", "x", None),
    ("if __name__ == '__main__':\n    q1d = x", "x", None),
    ("q1d = x\nq1d += 1", "x + 1", None),
    ("q1d = (x**2).subs(x, 2*x)", "(2*x)**2", None),
    ("q1d = Matrix([[x, 1]])[0, 0]", "x", None),
    ("q1d = (Matrix([[x, 1]]) @ Matrix([1, 2]))[0]", "x*1 + 1*2", None),
    ("q1d = diff(x**3, x)", "3*x**2", None),
    ("def q1d(x):\n    return 2*x", "2*x", None),
    ("q1d = lambda x: 2*x", "2*x", None),
    ("import numpy as np\nq1d = np.sin(x)", "sin(x)", None),
    ("import math\nq1d = math.exp(x)", "exp(x)", None),
    ("q1d = 0x10*x", "16*x", None),
    ("d = {'a': x}\nq1d = d['a']^2", "x**2", "read.note-caret"),
    ("q1d = '2x'", "2*x", None),
]

TOLD = [
    # what stands for (d)       the sentence about it
    ("q1d = 0,5*x", "0.5"),
    ("q1d = sin^-1(x)", "asin"),
    ("q1d = f'(x)", "'"),
    ("q1d = 2*u1(x)", "u1"),
    ("q1d = 2*lamda", "lamda"),
    ("q1d = (2*x", "never closed"),
]


def notebook(text: str) -> str:
    """The text as a notebook of two code cells and what a notebook has beside them."""
    head, mark, tail = text.partition("# gradekit data")
    cells = [{"cell_type": "code", "source": piece, "metadata": {}, "outputs": []} for piece in (head, mark + tail)]
    cells.insert(0, {"cell_type": "markdown", "source": "# My answers", "metadata": {}, "outputs": []})
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def checked(stub: str, answer: str, path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    text = stub.replace("q1d = ...", answer)
    path.write_text(notebook(text) if path.suffix == ".ipynb" else text, encoding="utf-8")
    capsys.readouterr()
    assert run(["check", str(path), "--level", "read", "--json"]) == 0
    return next(row for row in json.loads(capsys.readouterr().out)["rows"] if row["name"] == "q1d")


@pytest.mark.parametrize("name", ["submission.py", "submission.ipynb"])
@pytest.mark.parametrize(("answer", "read", "note"), READ, ids=range(len(READ)))
def test_it_is_read(
    stub: str, answer: str, read: str, note: str | None, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = checked(stub, answer, tmp_path / name, capsys)
    assert (row["standing"], row["read"]) == ("read", read)
    if note is not None:
        assert json.dumps(row["notes"]).count(note) == 1


@pytest.mark.parametrize("name", ["submission.py", "submission.ipynb"])
@pytest.mark.parametrize(("answer", "told"), TOLD, ids=range(len(TOLD)))
def test_it_is_told_what_to_write(
    stub: str, answer: str, told: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    assert checked(stub, answer, path, capsys)["standing"] == "unread"
    run(["check", str(path), "--level", "read"])
    said = " ".join(capsys.readouterr().out.split())
    assert told in said
    assert ("cell 1, line" in said) == (path.suffix == ".ipynb")


@pytest.mark.parametrize(
    ("encoding", "end"),
    [
        ("utf-8-sig", "\n"),
        ("utf-16", "\r\n"),
        ("utf-16-le", "\n"),
        ("utf-8", "\r\n"),
        ("utf-8", "\r"),
        ("cp1252", "\n"),
    ],
)
def test_it_is_read_however_an_editor_stored_it(
    stub: str, encoding: str, end: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "submission (1).py.txt"
    text = stub.replace("q1d = ...", "q1d = 2*x²").replace("\n", end)
    path.write_bytes(text.encode(encoding, "replace"))
    capsys.readouterr()
    assert run(["check", str(path), "--level", "read", "--json"]) == 0
    row = next(row for row in json.loads(capsys.readouterr().out)["rows"] if row["name"] == "q1d")
    assert (row["standing"], row["read"]) == ("read", "2*x**2")
