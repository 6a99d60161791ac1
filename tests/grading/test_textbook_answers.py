"""The answers that the sources print, typed into a stub, get full marks: all problems of the bank with `[expect]`."""

from __future__ import annotations

from pathlib import Path

import pytest

from gradekit.grading.practice import grade_file
from gradekit.grading.trial import filled_in
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Part
from gradekit.problems.bank.bank import BankProblem, Text, bank_files, expected, read_bank
from gradekit.problems.handing_out.keystore import save
from gradekit.problems.handing_out.sheets import bank_sheet
from gradekit.problems.handing_out.stubs import answer_name, write_stub
from gradekit.syntax.write import to_text

EXPECTING = [problem for problem in map(read_bank, bank_files()) if problem.expect]


def typed(text: Text) -> str:
    """The answer of the source as it stands, lists as lists."""
    return text if isinstance(text, str) else f"[{', '.join(map(typed, text))}]"


def answered(problem: BankProblem, part: Part) -> str:
    """The same for a formula of arrays, which a student writes entry by entry."""
    text = problem.expect[part.key]
    if not part.shape or not isinstance(text, str):
        return typed(text)
    told: list[Text] = [to_text(entry) for entry in expected(problem, part.key)]
    for size in reversed(part.shape[1:]):
        told = [told[i : i + size] for i in range(0, len(told), size)]
    return typed(told)


def test_the_bank_has_worked_examples_of_the_sources() -> None:
    assert len(EXPECTING) >= 15


@pytest.mark.parametrize("problem", EXPECTING, ids=lambda problem: problem.id)
def test_the_answer_of_the_source_gets_full_marks(problem, tmp_path: Path) -> None:
    sheet, keys = bank_sheet([problem.id])
    save(tmp_path, keys[0])
    issued = sheet.slots[0].issued
    names = {part.key: answer_name(1, index) for index, part in enumerate(issued.parts)}
    answers = {names[key]: answered(problem, issued.part(key)) for key in problem.expect}
    stub = tmp_path / "submission.py"
    stub.write_text(filled_in(write_stub(sheet), answers), encoding="utf-8")
    graded = grade_file(stub)
    for key in problem.expect:
        verdict = graded.verdicts[0].verdict(key)
        assert verdict.outcome in RIGHT - {Outcome.FORM}, (key, verdict)
        mark = next(mark for mark in graded.marks[0].parts if mark.part == key)
        assert mark.earned == mark.possible
