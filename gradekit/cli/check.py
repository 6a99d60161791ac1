"""`gradekit check`: how each answer was read; no key, no marks."""

from __future__ import annotations

from typing import Annotated

import typer

from gradekit.cli.options import Fonts, Html, Json, Language, Level, SubmissionFile, Write
from gradekit.cli.output import check_formats, print_result


def check(
    submission: SubmissionFile,
    test: Annotated[
        bool | None,
        typer.Option(
            "--test/--no-test", help="Also compare with a difference quotient of the question (not in tests)."
        ),
    ] = None,
    level: Level = "auto",
    language: Language = "en",
    html: Html = None,
    write: Write = None,
    fonts: Fonts = None,
    json: Json = False,
) -> None:
    """Show how each answer was read. Nothing is marked and no solution is needed."""
    from gradekit.documents.check import check_document
    from gradekit.sandbox.asked import asked_level
    from gradekit.submissions.check import check_file
    from gradekit.submissions.intake import is_several
    from gradekit.submissions.running import Runner

    check_formats(write)
    if is_several(submission):
        from gradekit.documents.batch import checked_document
        from gradekit.submissions.batch import check_all

        with Runner(asked_level(level)) as runner:
            found = check_all(submission, runner=runner)
        print_result(found, checked_document(found, language), html=html, write=write, fonts=fonts, json=json)
        return
    with Runner(asked_level(level)) as runner:
        checked = check_file(submission, test=test, runner=runner)
    print_result(checked, check_document(checked, language), html=html, write=write, fonts=fonts, json=json)
