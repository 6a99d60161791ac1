"""`check`: a file read against its own embedded sheet, and compared with difference quotients of the question."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import final

from gradekit.model.answer import Submission
from gradekit.model.message import Message, Note
from gradekit.model.policy import Policy
from gradekit.model.problem import Sheet
from gradekit.problems.handing_out.stubs import sheet_in
from gradekit.submissions.files import Source, read_source
from gradekit.submissions.notebooks import by_cell
from gradekit.submissions.read import read_submission
from gradekit.submissions.running import Runner
from gradekit.submissions.selftest import Fit, self_test
from gradekit.submissions.table import Row, closing, rows


@final
@dataclass(frozen=True, slots=True)
class Checked:
    """How a file was read: a row a part, the counts, and the self-test where it was made. Nothing of a key."""

    sheet: str
    title: str
    rows: tuple[Row, ...]
    closing: Message
    notes: tuple[Note, ...]
    fits: tuple[Fit, ...]
    level: str = "read"
    """How the answers came about; see `Submission.level`."""


def check_file(path: Path, *, test: bool | None = None, runner: Runner | None = None) -> Checked:
    """How the file is read; the self-test is made unless the sheet is a test, or as `test` says.

    `runner` runs what cannot be read; without one, that stays as it is.
    """
    return check_source(read_source(path), test=test, runner=runner)


def check_source(source: Source, *, test: bool | None = None, runner: Runner | None = None) -> Checked:
    """The same for what was read of a file."""
    sheet = sheet_in(source.text)
    policy = Policy(purpose=sheet.purpose, forbids=sheet.forbids or ())
    submission = read_submission(source, sheet, policy)
    if runner is not None:
        submission = runner.complete(submission, source, sheet, policy)
    return checked(by_cell(submission, source.cells), sheet, test=test)


def checked(submission: Submission, sheet: Sheet, *, test: bool | None = None) -> Checked:
    """The table of a submission that was read."""
    wanted = sheet.purpose != "test" if test is None else test
    return Checked(
        sheet=sheet.id,
        title=sheet.title,
        rows=rows(submission, sheet),
        closing=closing(submission),
        notes=submission.notes,
        fits=self_test(submission, sheet) if wanted else (),
        level=submission.level,
    )
