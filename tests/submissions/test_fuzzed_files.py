"""A sample of `benchmarks/files.py`: no damaged file crashes the reader, and what is read is in the grammar."""

from __future__ import annotations

import pytest

import files
from files import SHEETS, Told, faults, sheet_of, wrong_in
from gradekit.kinds import KINDS
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission

SEED = 20_26
KINDS_READ = {"expression", "array", "integer", "choice", "set", "shape", "decomposition", "table", "on-curve"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SLOW", 5.0)  # a busy machine is no fault of the reader


def test_a_thousand_damaged_files_are_read_or_refused() -> None:
    told = Told()
    assert list(faults(SEED, range(1000), told)) == []
    assert len(told.families) == 7
    assert min(told.ends[end] for end in ("read", "refused", "blank", "unread", "unknown-symbol", "needs-running")) > 20


def test_the_sheets_hold_every_way_of_reading() -> None:
    found = {part.kind for n in range(len(SHEETS)) for part in sheet_of(n)[0].slots[0].issued.parts}
    assert found >= KINDS_READ
    own = {name for name, kind in KINDS.items() if kind.own}
    assert own - found == {"index-function"}, "that one is of the bank alone"


def test_the_second_opinion_sees_what_is_no_formula() -> None:
    """Letters of another question are none of this one."""
    sheet, answers = sheet_of(2)
    other = sheet_of(0)[0]
    text = "".join(f"{name} = {answer}\n" for name, answer in answers.items())
    assert list(wrong_in(read_submission(Source(text), sheet), sheet)) == []
    assert list(wrong_in(read_submission(Source("q1a = [1, 2]\nq1b = t"), other), sheet)) != []
