"""Notebooks that are written: valid, readable, and read again with every part when they are handed in."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from hostile_texts import HOSTILE
from markdown_it import MarkdownIt
from samples import DOCUMENT, SHEET
from test_html_pages import everywhere

from gradekit.cli import BAD_INPUT, DONE, run
from gradekit.cli.made_up_class import right_answers
from gradekit.documents.handout import edited
from gradekit.documents.notebook import sheet_notebook, to_notebook
from gradekit.grading.practice import grade_file
from gradekit.model.problem import Key, Sheet
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.problems.handing_out.stubs import answer_name
from gradekit.submissions.check import check_file


@pytest.fixture(scope="module")
def practice() -> tuple[Sheet, list[Key]]:
    sheet, keys = practice_sheet("total-derivative", level=2, seed="7", count=2)
    return sheet, list(keys)


def notebook(sheet: Sheet) -> nbformat.NotebookNode:
    read = nbformat.reads(sheet_notebook(sheet).decode(), as_version=4)
    nbformat.validate(read)
    return read


def test_a_notebook_is_written_as_jupyter_saves_it(practice: tuple[Sheet, list[Key]]) -> None:
    for text in (sheet_notebook(practice[0]).decode(), to_notebook(DOCUMENT).decode()):
        read = nbformat.reads(text, as_version=4)
        nbformat.validate(read)
        assert nbformat.writes(read) + "\n" == text


def test_every_part_has_its_cell(practice: tuple[Sheet, list[Key]]) -> None:
    cells = notebook(practice[0]).cells
    codes = [cell.source for cell in cells if cell.cell_type == "code"]
    names = [answer_name(slot.number, k) for slot in practice[0].slots for k in range(len(slot.issued.parts))]
    assert [code.split(" ")[0] for code in codes if code.startswith("q")] == names
    assert len({cell.id for cell in cells}) == len(cells)
    assert codes[1] == '# ---- Problem 1 · 5 points ----\nu1, x = symbols("u1 x", positive=True)'
    assert codes[0].startswith("from gradekit.answers import *")
    assert codes[-1].startswith("# gradekit data 1 ")


def test_the_question_stands_above_its_cells(practice: tuple[Sheet, list[Key]]) -> None:
    cells = notebook(practice[0]).cells
    first = next(k for k, cell in enumerate(cells) if cell.source.startswith("q1a"))
    assert cells[first - 1].source.startswith("### (a) ")
    assert "save the notebook" in cells[0].source
    assert "submission.py" not in cells[0].source


def test_a_filled_in_notebook_is_read_and_graded(practice: tuple[Sheet, list[Key]], tmp_path: Path) -> None:
    sheet, keys = practice
    read = notebook(sheet)
    answers = {name: told for slot, key in zip(sheet.slots, keys, strict=True)
               for name, told in named(slot.number, right_answers(slot.issued, key)).items()}  # fmt: skip
    for cell in read.cells:
        name = cell.source.split(" ")[0]
        if name in answers:
            cell.source = f"{name} = {answers[name]}"
    file = tmp_path / "submission.ipynb"
    nbformat.write(read, file)
    assert {row.standing for row in check_file(file).rows} == {"read"}
    assert {mark.earned == mark.possible for mark in grade_file(file).marks} == {True}


def named(slot: int, answers: dict[str, str]) -> dict[str, str]:
    """The answers to a problem under the names that they have on the sheet."""
    return {f"q{slot}{name[2:]}": told for name, told in answers.items()}


def test_an_empty_notebook_is_read_with_all_its_parts_empty(practice: tuple[Sheet, list[Key]], tmp_path: Path) -> None:
    file = tmp_path / "submission.ipynb"
    file.write_bytes(sheet_notebook(practice[0]))
    rows = check_file(file).rows
    assert len(rows) == sum(len(slot.issued.parts) for slot in practice[0].slots)
    assert {row.standing for row in rows} == {"empty"}


def test_rules_of_a_sheet_stand_in_its_notebook(tmp_path: Path) -> None:
    command = ["generate", "total-derivative", "--seed", "7", "--forbid", "diff", "-o", str(tmp_path)]
    assert run([*command, "--format", "ipynb"]) == DONE
    text = (tmp_path / "submission.ipynb").read_text(encoding="utf-8")
    assert "Not allowed in answers: differentiating by a call" in text
    assert "# Not allowed in this assignment: differentiating by a call" in text


def test_a_notebook_with_answers_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["generate", "total-derivative", "--seed", "7", "-o", str(tmp_path), "--format", "html,ipynb"]
    assert run(command) == DONE
    file = tmp_path / "submission.ipynb"
    assert not edited(file)
    read = nbformat.read(file, as_version=4)
    read.metadata["kernelspec"]["name"] = "other"
    nbformat.write(read, file)
    assert not edited(file), "what Jupyter changes is no answer"
    assert run(command) == DONE
    before = file.read_text(encoding="utf-8").replace("q1a = ...", "q1a = 2")
    file.write_text(before, encoding="utf-8")
    capsys.readouterr()
    assert run(command) == BAD_INPUT
    assert "submission.ipynb holds answers already" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text_in_a_notebook(text: str) -> None:
    read = nbformat.reads(to_notebook(everywhere(text)).decode(), as_version=4)
    nbformat.validate(read)
    assert {cell.cell_type for cell in read.cells} == {"markdown"}
    for cell in read.cells:
        kinds = {token.type for token in MarkdownIt("gfm-like", {"linkify": False}).parse(cell.source)}
        assert not {"html_block", "html_inline"} & kinds


def test_hints_of_a_notebook_are_folded() -> None:
    hints = {SHEET.slots[0].number: ("How many routes?", "One product for each.")}
    read = nbformat.reads(sheet_notebook(SHEET, hints).decode(), as_version=4)
    told = next(cell.source for cell in read.cells if "<details>" in cell.source)
    assert told.count("<summary>") == 2
    assert told.index("How many") < told.index("Hint 2")
