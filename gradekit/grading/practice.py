"""Grading the file of a practice sheet: everything from the file to the feedback."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gradekit.errors import OperatorError
from gradekit.grading.sheet import GradedSheet, grade_sheet
from gradekit.model.policy import Policy
from gradekit.problems.keystore import key_for
from gradekit.problems.stubs import sheet_in
from gradekit.submissions.files import read_source
from gradekit.submissions.read import read_submission


def grade_file(path: Path, *, solution: bool = False, own: Sequence[Path] = ()) -> GradedSheet:
    """The graded sheet of a practice submission; its keys are cached beside the file and made again when missing.

    `own` are folders of own templates. A sheet of a course is refused: its keys are with the teacher.
    """
    source = read_source(path)
    sheet = sheet_in(source.text)
    if sheet.purpose != "practice":
        raise OperatorError(
            f"{path.name} belongs to a {sheet.purpose} of a course ({sheet.title}), which your teacher marks. "
            f"`gradekit check {path.name}` shows how your answers are read."
        )
    policy = Policy(solution_on_request=solution)
    keys = [key_for(path.parent, slot, own) for slot in sheet.slots]
    return grade_sheet(sheet, read_submission(source, sheet, policy), keys, policy)
