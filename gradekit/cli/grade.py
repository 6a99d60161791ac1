"""`gradekit grade`: marks and feedback for a practice sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gradekit.cli import DONE, FAULT, NEEDS_PERSON
from gradekit.cli.options import Html, Json, Level, Own, SubmissionFile
from gradekit.cli.output import print_document, print_json, print_page, print_result


def grade(
    submission: SubmissionFile,
    solution: Annotated[bool, typer.Option("--solution", help="Show the worked solutions too.")] = False,
    own: Own = None,
    level: Level = "auto",
    html: Html = None,
    json: Json = False,
) -> int:
    """Mark a practice sheet, or a folder or archive of them, and say what to look at.

    Exit code 1 when a part waits for a person, because it could not be read or decided.
    """
    from gradekit.grading.practice import grade_file
    from gradekit.sandbox.asked import asked_level
    from gradekit.submissions.intake import is_several
    from gradekit.submissions.running import Runner

    if is_several(submission):
        return _several(submission, own, level, html=html, json=json)
    with Runner(asked_level(level)) as runner:
        graded = grade_file(submission, solution=solution, own=own or (), runner=runner)
    if html is not None:
        from gradekit.documents.feedback import feedback_document
        from gradekit.documents.handout import write_page

        write_page(html, feedback_document(graded.feedback))
    if json:
        print_json(
            {
                "sheet": graded.submission.sheet,
                "level": graded.submission.level,
                "verdicts": graded.verdicts,
                "marks": graded.marks,
                "feedback": graded.feedback,
            }
        )
    else:
        from gradekit.documents.feedback import feedback_document

        print_document(feedback_document(graded.feedback))
        if html is not None:
            print_page(html)
    return NEEDS_PERSON if graded.needs_person else DONE


def _several(path: Path, own: list[Path] | None, level: str, *, html: Path | None, json: bool) -> int:
    """A folder or an archive: one row a file."""
    from gradekit.documents.batch import graded_document
    from gradekit.grading.practice import grade_all
    from gradekit.sandbox.asked import asked_level
    from gradekit.submissions.running import Runner

    with Runner(asked_level(level, many=True)) as runner:
        found = grade_all(path, own=own or (), runner=runner)
    print_result(found, graded_document(found), html=html, json=json)
    if any(one.fault for one in found):
        return FAULT
    waits = any(one.refused is not None or (one.result is not None and one.result.needs_person) for one in found)
    return NEEDS_PERSON if waits else DONE
