"""`gradekit export`: marks out of a course."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradekit.cli import DONE, NEEDS_PERSON
from gradekit.cli.course_options import Assignment, CourseFolder, course
from gradekit.cli.options import Json
from gradekit.cli.output import print_json, print_line

if TYPE_CHECKING:
    from gradekit.interop.gradefile import Filled

app = typer.Typer(
    help="Marks as CSV, or into the file of a learning platform.", no_args_is_help=True, rich_markup_mode=None
)

Exported = Annotated[Path, typer.Argument(metavar="FILE", help="The file that the platform exported.")]
Out = Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE", help="Where to write; default in out/.")]
Column = Annotated[str, typer.Option("--column", metavar="HEADING", help="The column to fill in.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Say what would be filled in, and write nothing.")]


@app.command("csv", short_help="One line a student, a column for each part.")
def as_csv(
    assignment: Assignment,
    out: Out = None,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Codes in the place of names and ids.")] = False,
    folder: CourseFolder = Path(),
) -> int:
    """Points by part, the sum, and what waits for a person; what is pending is blank."""
    from gradekit.course.exporting import as_csv as written

    found = course(folder)
    path = found.made(assignment, "marks.csv") if out is None else out
    _write(path, written(found, assignment, anonymous=anonymous))
    print_line(f"written  {path}")
    return DONE


def _command(system: str, into: str, told: str) -> None:
    """The command that fills in the file of a platform."""

    def fill(
        assignment: Assignment,
        exported: Exported,
        out: Out = None,
        column: Column = "",
        dry: Dry = False,
        folder: CourseFolder = Path(),
        json: Json = False,
    ) -> int:
        from gradekit.course.exporting import as_record, filled

        found = course(folder)
        told = filled(found, assignment, system, exported, column)
        path = None if dry else found.made(assignment, f"{system}-{exported.name}") if out is None else out
        if path is not None:
            _write(path, told.content)
        if json:
            print_json(as_record(told, path))
        else:
            _tell(assignment, told, path)
        return NEEDS_PERSON if told.absent or told.pending else DONE

    app.command(system, short_help=f"Into {into}.", help=told)(fill)


def _tell(assignment: str, told: Filled, path: Path | None) -> None:
    print_line(f"{assignment}: {told.told}")
    for title, names in (
        ("not in the file", told.absent),
        ("waiting", told.pending),
        ("without a sheet", told.without),
        ("not of the course", told.unknown),
    ):
        if names:
            print_line(f"  {title:<18}{', '.join(names[:8])}{', ...' if len(names) > 8 else ''}")
    for note in told.notes:
        print_line(f"  {note}")
    if path is not None:
        print_line(f"written  {path}")


def _write(path: Path, content: bytes) -> None:
    from gradekit.course.writing import write_bytes
    from gradekit.errors import OperatorError, remedy

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError(f"{path.parent} could not be made ({error.strerror}). {remedy(error)}") from error
    write_bytes(path, content)


for _system, _into, _told in (
    (
        "canvas",
        "the gradebook that Canvas exported",
        "Fill in the column of the assignment; refused where Canvas would misread it.",
    ),
    (
        "moodle",
        "the gradebook that Moodle exported",
        "Fill in the column of the assignment; refused where Moodle would misread it.",
    ),
    (
        "moodle-worksheet",
        "the grading worksheet of a Moodle assignment",
        "Fill in the grades; refused where Moodle would misread them.",
    ),
):
    _command(_system, _into, _told)


@app.callback()
def options() -> None:
    """Marks out of a course."""
