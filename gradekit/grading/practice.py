"""Grading the file of a practice sheet: everything from the file to the feedback."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gradekit.errors import OperatorError
from gradekit.grading.sheet import GradedSheet, grade_sheet
from gradekit.model.policy import Policy
from gradekit.problems.keystore import key_for
from gradekit.problems.stubs import sheet_in
from gradekit.submissions.batch import One, each_file
from gradekit.submissions.files import Source, read_source
from gradekit.submissions.notebooks import by_cell
from gradekit.submissions.read import read_submission
from gradekit.submissions.running import Runner


def grade_file(
    path: Path, *, solution: bool = False, own: Sequence[Path] = (), runner: Runner | None = None
) -> GradedSheet:
    """The graded sheet of a practice submission; its keys are cached beside the file and made again when missing.

    `own` are folders of own templates. `runner` runs what cannot be read; without one, that waits for a person. A sheet
    of a course is refused: its keys are with the teacher.
    """
    return grade_source(read_source(path), path.parent, solution=solution, own=own, runner=runner)


def grade_all(path: Path, *, own: Sequence[Path] = (), runner: Runner | None = None) -> tuple[One[GradedSheet], ...]:
    """Every file of a folder or archive graded by itself; the keys are cached beside it."""
    folder = path if path.is_dir() else path.parent
    return each_file(path, lambda source: grade_source(source, folder, own=own, runner=runner))


def grade_source(
    source: Source, folder: Path, *, solution: bool = False, own: Sequence[Path] = (), runner: Runner | None = None
) -> GradedSheet:
    """What was read of a file graded; `folder` is where the keys are kept."""
    sheet = sheet_in(source.text)
    if sheet.purpose != "practice":
        raise OperatorError(
            f"{source.name} belongs to a {sheet.purpose} of a course ({sheet.title}), which your teacher marks. "
            f"`gradekit check {source.name}` shows how your answers are read."
        )
    policy = Policy(solution_on_request=solution, forbids=sheet.forbids or ())
    keys = [key_for(folder, slot, own) for slot in sheet.slots]
    submission = read_submission(source, sheet, policy)
    if runner is not None:
        submission = runner.complete(submission, source, sheet, policy)
    return grade_sheet(sheet, by_cell(submission, source.cells), keys, policy)
