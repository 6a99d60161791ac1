"""`gradekit grade`: marks and feedback for a practice sheet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, final

import typer

from gradekit.cli import DONE, FAULT, NEEDS_PERSON
from gradekit.cli.options import Fonts, Html, Json, Language, Level, Own, SubmissionFile, Write
from gradekit.cli.output import check_formats, print_result, print_written
from gradekit.errors import OperatorError

if TYPE_CHECKING:
    from gradekit.grading.sheet import GradedSheet
    from gradekit.submissions.batch import One


def grade(
    submission: SubmissionFile,
    solution: Annotated[bool, typer.Option("--solution", help="Show the worked solutions too.")] = False,
    own: Own = None,
    level: Level = "auto",
    language: Language = "en",
    html: Html = None,
    write: Write = None,
    fonts: Fonts = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="Of a folder: also the report on the class, e.g. report.html."),
    ] = None,
    records: Annotated[
        Path | None,
        typer.Option("--records", metavar="FILE", help="Of a folder: also its rows for `gradekit report`, as JSONL."),
    ] = None,
    json: Json = False,
) -> int:
    """Mark a practice sheet, or a folder or archive of them, and say what to look at.

    Exit code 1 when a part waits for a person, because it could not be read or decided.
    """
    from gradekit.documents.feedback import feedback_document
    from gradekit.grading.practice import grade_file
    from gradekit.sandbox.asked import asked_level
    from gradekit.submissions.intake import is_several
    from gradekit.submissions.running import Runner

    check_formats([*(write or ()), *([report] if report else ())])
    if is_several(submission):
        wanted = _Class(report, records, language, tuple(fonts or ()))
        return _several(submission, own, level, wanted, html=html, write=write, json=json)
    if report is not None or records is not None:
        raise OperatorError(f"A report is about a class: give a folder or an archive, not {submission.name} alone.")
    with Runner(asked_level(level)) as runner:
        graded = grade_file(submission, solution=solution, own=own or (), runner=runner, evidence=json)
    record = {
        "sheet": graded.submission.sheet,
        "level": graded.submission.level,
        "verdicts": graded.verdicts,
        "evidence": graded.evidence,
        "marks": graded.marks,
        "feedback": graded.feedback,
    }
    document = feedback_document(graded.feedback, language)
    print_result(record, document, html=html, write=write, fonts=fonts, json=json)
    return NEEDS_PERSON if graded.needs_person else DONE


@final
@dataclass(frozen=True, slots=True)
class _Class:
    """The files about the class as a whole, and their language."""

    report: Path | None
    records: Path | None
    language: str
    fonts: tuple[Path, ...]

    @property
    def asked(self) -> bool:
        """Whether there is any."""
        return self.report is not None or self.records is not None


def _several(
    path: Path,
    own: list[Path] | None,
    level: str,
    wanted: _Class,
    *,
    html: Path | None,
    write: list[Path] | None,
    json: bool,
) -> int:
    """A folder or an archive: one row a file."""
    from gradekit.documents.batch import graded_document
    from gradekit.grading.practice import grade_all
    from gradekit.sandbox.asked import asked_level
    from gradekit.submissions.running import Runner

    with Runner(asked_level(level, many=True)) as runner:
        found = grade_all(path, own=own or (), runner=runner, recorded=wanted.asked)
    _about_class(found, wanted)
    document = graded_document(found, wanted.language)
    print_result(found, document, html=html, write=write, fonts=wanted.fonts, json=json)
    if not json:
        print_written(None, [file for file in (wanted.report, wanted.records) if file])
    if any(one.fault for one in found):
        return FAULT
    waits = any(one.refused is not None or (one.result is not None and one.result.needs_person) for one in found)
    return NEEDS_PERSON if waits else DONE


def _about_class(found: tuple[One[GradedSheet], ...], wanted: _Class) -> None:
    """The rows of the class and the report on it, where they are asked for."""
    if not wanted.asked:
        return
    from gradekit.documents.handout import write_document, write_text
    from gradekit.documents.report import report_document
    from gradekit.grading.practice import class_records
    from gradekit.statistics.report import class_report
    from gradekit.statistics.rows import to_lines

    rows = class_records(found)
    if wanted.records is not None:
        write_text(wanted.records, to_lines(rows))
    if wanted.report is not None:
        if not rows:
            raise OperatorError("No file of the folder could be graded, so there is nothing to report on.")
        write_document(wanted.report, report_document(class_report(rows), wanted.language), wanted.fonts)
