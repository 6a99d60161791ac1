"""Grading the file of a practice sheet: everything from the file to the feedback."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from gradekit.errors import OperatorError
from gradekit.grading.sheet import GradedSheet, grade_sheet
from gradekit.model.policy import Policy
from gradekit.model.record import PartRecord
from gradekit.problems.handing_out.keystore import key_for
from gradekit.problems.handing_out.stubs import sheet_in
from gradekit.submissions.batch import One, each_file
from gradekit.submissions.files import Source, read_source
from gradekit.submissions.notebooks import by_cell
from gradekit.submissions.read import read_submission
from gradekit.submissions.running import Runner


def grade_file(
    path: Path,
    *,
    solution: bool = False,
    own: Sequence[Path] = (),
    runner: Runner | None = None,
    recorded: bool = False,
    evidence: bool = False,
) -> GradedSheet:
    """The graded sheet of a practice submission; its keys are cached beside the file and made again when missing.

    `own` are folders of own templates. `runner` runs what cannot be read; without one, that waits for a person. A sheet
    of a course is refused: its keys are with the teacher.
    """
    source = read_source(path)
    return grade_source(
        source, path.parent, solution=solution, own=own, runner=runner, recorded=recorded, evidence=evidence
    )


def grade_all(
    path: Path, *, own: Sequence[Path] = (), runner: Runner | None = None, recorded: bool = False
) -> tuple[One[GradedSheet], ...]:
    """Every file of a folder or archive graded by itself; the keys are cached beside it."""
    folder = path if path.is_dir() else path.parent
    return each_file(path, lambda source: grade_source(source, folder, own=own, runner=runner, recorded=recorded))


def class_records(found: Sequence[One[GradedSheet]]) -> tuple[PartRecord, ...]:
    """The rows of all files that were graded, each with whose it is."""
    return tuple(
        replace(row, student=one.by.person or one.path)
        for one in found
        if one.result is not None
        for row in one.result.records
    )


def grade_source(
    source: Source,
    folder: Path,
    *,
    solution: bool = False,
    own: Sequence[Path] = (),
    runner: Runner | None = None,
    recorded: bool = False,
    evidence: bool = False,
) -> GradedSheet:
    """What was read of a file graded; `folder` is where the keys are kept. `recorded`: with its rows for a report;
    `evidence`: with what its verdicts can be checked by."""
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
    submission = by_cell(submission, source.cells)
    return grade_sheet(sheet, submission, keys, policy, recorded=recorded, evidence=evidence)
