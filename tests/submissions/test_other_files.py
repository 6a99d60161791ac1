"""Notebooks, and typed answers in JSON and TOML: the same answers as from the stub, with places that can be found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from sheets_for_tests import RIGHT, SHEET, filled

from gradekit.documents.check import check_document
from gradekit.errors import StudentError
from gradekit.problems.handing_out.record import data_block
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.submissions.check import check_file
from gradekit.submissions.files import MOST_CODE, source_of
from gradekit.submissions.read import read_submission

STUB = write_stub(SHEET)
FILE = filled(STUB, RIGHT)
WHOLE = read_submission(source_of(FILE.encode()), SHEET)


def notebook(*cells: str, **more: object) -> bytes:
    code = [{"cell_type": "code", "source": cell.splitlines(keepends=True), "outputs": [], **more} for cell in cells]
    return json.dumps({"cells": [{"cell_type": "markdown", "source": "q1b = 0"}, *code], "nbformat": 4}).encode()


def values(raw: bytes, name: str) -> list[object]:
    return [(a.name, a.value, a.word, a.trouble) for a in read_submission(source_of(raw, name), SHEET).answers]


EXPECTED = [(a.name, a.value, a.word, a.trouble) for a in WHOLE.answers]


def test_a_notebook_is_read_as_its_code_cells() -> None:
    first, second = FILE.split("# ---- Problem 2", 1)
    raw = notebook("%matplotlib inline\n!pip install x\n" + first, "# ---- Problem 2" + second)
    assert values(raw, "work.ipynb") == EXPECTED


def test_cells_of_other_languages_and_help_are_left_out() -> None:
    assert values(notebook(FILE, "%%bash\nq1b = 3\n", "sin?\n%timeit x = 2"), "w.IPYNB") == EXPECTED
    assert values(notebook("%%time\n" + FILE), "w.ipynb") == EXPECTED


def test_what_a_notebook_printed_does_not_count_as_code() -> None:
    raw = notebook(FILE, outputs=[{"data": "x" * 10 * MOST_CODE}])
    assert values(raw, "w.ipynb") == EXPECTED
    with pytest.raises(StudentError, match=r"file\.too-much-code"):
        source_of(notebook("# " + "x" * 2 * MOST_CODE), "w.ipynb")


def test_trouble_in_a_notebook_is_told_by_cell_and_line(tmp_path: Path) -> None:
    path = tmp_path / "work.ipynb"
    path.write_bytes(notebook(STUB, "\nu = foo(t)\nq1b = u"))
    checked = check_file(path)
    row = next(row for row in checked.rows if row.name == "q1b")
    assert (row.notes[0].cell, row.notes[0].line) == (2, 3)
    assert row.notes[0].message.params["line"] == "2 of cell 2"
    assert any("cell 2, line 3" in str(block) for block in check_document(checked).blocks)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'{"cells": 3}', b'{"cells": [[]]}', b"[" * 100_000])
@pytest.mark.parametrize("name", ["a.ipynb", "a.json"])
def test_what_is_no_notebook_and_no_table_of_answers_is_refused(raw: bytes, name: str) -> None:
    if raw == b'{"cells": 3}' and name == "a.json":
        return
    if raw == b'{"cells": [[]]}' and name == "a.json":
        return
    with pytest.raises(StudentError, match=r"file\.no-"):
        source_of(raw, name)


TYPED = {
    "q1a": ["2xy", "x^2"],
    "q1b": "2 sin(t) cos(t)^2 - sin(t)^3",
    "q1c": 2,
    "q2a": "r^3 cos(theta)^2 sin(theta)",
    "q2b": [["cos(theta)", "-r sin(theta)"], ["sin(theta)", "r cos(theta)"]],
    "q2c": "steepest ascent",
    "q2d": None,
}


def toml(table: Mapping[str, object]) -> str:
    return "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items() if value is not None)


@pytest.mark.parametrize(("name", "text"), [("a.json", json.dumps(TYPED, indent=1)), ("a.toml", toml(TYPED))])
def test_typed_answers_in_a_table_are_read(name: str, text: str) -> None:
    found = {a.name: a for a in read_submission(source_of(text.encode(), name), SHEET).answers}
    assert [n for n, a in found.items() if a.trouble is not None] == ["q2d"]
    assert found["q2c"].word == "steepest ascent"
    assert found["q1b"].line == (6 if name == "a.json" else 2)


def test_a_table_carries_its_sheet(tmp_path: Path) -> None:
    block = data_block(SHEET)
    for name, text in [
        ("a.json", json.dumps({**TYPED, "gradekit": block.splitlines()})),
        ("b.toml", toml(TYPED) + block),
    ]:
        (tmp_path / name).write_text(text)
        assert check_file(tmp_path / name).closing.params["read"] == 6


@pytest.mark.parametrize(
    "text", ['{"q1b": "2\\nexec(1)"}', '{"q1b": "\\"; import os"}', '{"q1b": {"a": 1}}', '{"q1b": 1e999}']
)
def test_no_entry_of_a_table_becomes_more_than_an_answer(text: str) -> None:
    submission = read_submission(source_of(text.encode(), "a.json"), SHEET)
    assert submission.answer(1, "df_dt").trouble is not None
    assert all(a.trouble is not None for a in submission.answers)
