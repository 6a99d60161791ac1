"""`gradekit check`: how each answer was read; no key, no marks."""

from __future__ import annotations

from typing import Annotated

import typer

from gradekit.cli.options import Html, Json, Level, SubmissionFile
from gradekit.cli.output import print_document, print_json, print_page, print_result


def check(
    submission: SubmissionFile,
    test: Annotated[
        bool | None,
        typer.Option(
            "--test/--no-test", help="Also compare with a difference quotient of the question (not in tests)."
        ),
    ] = None,
    level: Level = "auto",
    html: Html = None,
    json: Json = False,
) -> None:
    """Show how each answer was read. Nothing is marked and no solution is needed."""
    from gradekit.documents.check import check_document
    from gradekit.documents.handout import write_page
    from gradekit.sandbox.asked import asked_level
    from gradekit.submissions.check import check_file
    from gradekit.submissions.intake import is_several
    from gradekit.submissions.running import Runner

    if is_several(submission):
        from gradekit.documents.batch import checked_document
        from gradekit.submissions.batch import check_all

        with Runner(asked_level(level)) as runner:
            found = check_all(submission, runner=runner)
        print_result(found, checked_document(found), html=html, json=json)
        return
    with Runner(asked_level(level)) as runner:
        checked = check_file(submission, test=test, runner=runner)
    if html is not None:
        write_page(html, check_document(checked))
    if json:
        print_json(checked)
    else:
        print_document(check_document(checked))
        if html is not None:
            print_page(html)
