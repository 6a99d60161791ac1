"""`gradekit grade`: marks and feedback for a practice sheet."""

from __future__ import annotations

from typing import Annotated

import typer

from gradekit.cli import DONE, NEEDS_PERSON
from gradekit.cli.options import Html, Json, Own, SubmissionFile
from gradekit.cli.output import print_document, print_json, print_page


def grade(
    submission: SubmissionFile,
    solution: Annotated[bool, typer.Option("--solution", help="Show the worked solutions too.")] = False,
    own: Own = None,
    html: Html = None,
    json: Json = False,
) -> int:
    """Mark a practice sheet and say what to look at.

    Exit code 1 when a part waits for a person, because it could not be read or decided.
    """
    from gradekit.grading.practice import grade_file

    graded = grade_file(submission, solution=solution, own=own or ())
    if html is not None:
        from gradekit.documents.feedback import feedback_document
        from gradekit.documents.handout import write_page

        write_page(html, feedback_document(graded.feedback))
    if json:
        print_json(
            {
                "sheet": graded.submission.sheet,
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
