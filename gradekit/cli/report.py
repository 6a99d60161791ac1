"""`gradekit report`: the numbers about a class, from rows that grading wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradekit.cli.course_options import CourseFolder, course
from gradekit.cli.options import Fonts, Json, LanguageOfCourse, Write
from gradekit.cli.output import check_formats, print_line, print_result
from gradekit.errors import OperatorError

if TYPE_CHECKING:
    from gradekit.model.record import PartRecord


def report(
    rows: Annotated[
        Path,
        typer.Argument(
            metavar="ROWS", help="An assignment of a course, or what `gradekit grade FOLDER --records` wrote."
        ),
    ],
    html: Annotated[Path | None, typer.Option("-o", "--html", metavar="FILE", help="Write it as a web page.")] = None,
    write: Write = None,
    fonts: Fonts = None,
    tables: Annotated[
        Path | None, typer.Option("--csv", metavar="FOLDER", help="Write every table as a CSV file into a folder.")
    ] = None,
    title: Annotated[str, typer.Option("--title", help="What the report is about, e.g. Problem sheet 3.")] = "",
    pass_on: Annotated[
        bool, typer.Option("--pass-on", help="Leave out every number about fewer than five students.")
    ] = False,
    folder: CourseFolder = Path(),
    language: LanguageOfCourse = None,
    json: Json = False,
) -> None:
    """Report on a class: scores, items, fairness of what was drawn, and mistakes. No student is named.

    Example: gradekit report class.jsonl -o report.html --csv numbers
    """
    from gradekit.documents.report import report_document
    from gradekit.statistics.report import class_report
    from gradekit.statistics.rows import read_rows

    check_formats(write)
    if rows.exists():
        known, own = read_rows(rows), "en"
    elif rows.suffix == ".jsonl" or len(rows.parts) > 1:
        raise OperatorError(f"There is no file {rows}. `gradekit grade FOLDER --records {rows.name}` writes such rows.")
    else:
        known, own = _of_course(folder, str(rows))
    spoken = language or own
    found = class_report(known, pass_on=pass_on, title=title)
    if tables is not None:
        from gradekit.documents.report_tables import write_tables

        write_tables(tables, found, spoken)
    document = report_document(found, spoken)
    print_result(found, document, html=html, write=write, fonts=fonts, json=json)
    if tables is not None and not json:
        print_line(f"tables   {tables}")


def _of_course(folder: Path, name: str) -> tuple[tuple[PartRecord, ...], str]:
    """The rows of an assignment, from the store of its course, and the language of the course."""
    from gradekit.course.class_report import rows
    from gradekit.course.store.opening import opened

    found = course(folder)
    assignment = found.assignment(name)
    with opened(found.kept) as engine, engine.connect() as connection:
        return tuple(rows(found, assignment, connection)), found.settings.language
