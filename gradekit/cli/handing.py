"""`gradekit feedback` and `gradekit marks`: what students get back."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from gradekit.cli import DONE, NEEDS_PERSON
from gradekit.cli.course_options import Assignment, CourseFolder, Jobs, course, seconds, workers
from gradekit.cli.options import Json
from gradekit.cli.output import print_json, print_line

app = typer.Typer(help="Marks of an assignment.", no_args_is_help=True, rich_markup_mode=None)


def feedback(
    assignment: Assignment,
    formats: Annotated[str, typer.Option("--format", metavar="FORMATS", help="html, pdf, md; with commas.")] = "html",
    jobs: Jobs = 0,
    folder: CourseFolder = Path(),
) -> int:
    """Write the feedback of every student: what the policy shows today, with the marks as they stand."""
    from gradekit.course.feedback_files import write_feedback
    from gradekit.documents.formats import formats_named

    started = time.monotonic()
    found = course(folder)
    names = tuple(one.suffix for one in formats_named(formats))
    with workers(jobs) as pool:
        count = sum(1 for _ in write_feedback(found, assignment, pool, datetime.now(UTC), names))
    print_line(f"{assignment}: feedback for {count} students, {seconds(started)}")
    print_line(f"  pages    {found.made(assignment, 'feedback')}")
    return DONE


@app.command("release", short_help="Remember what students are told now.")
def release(assignment: Assignment, folder: CourseFolder = Path()) -> int:
    """From now on a regrade lowers nobody below these marks, unless it is told to."""
    from gradekit.course.releasing import release as released

    count = released(course(folder), assignment)
    print_line(f"{assignment}: the marks of {count} students are remembered as told")
    return DONE


@app.command("import", short_help="Marks from paper.")
def from_paper(
    assignment: Assignment,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV: id, part, points; or id and a column a part.")],
    folder: CourseFolder = Path(),
    json: Json = False,
) -> int:
    """Enter marks that were given on paper as decisions; a line that does not fit is named, the others are entered."""
    from gradekit.course.releasing import import_marks

    told = import_marks(course(folder), assignment, file)
    if json:
        print_json(told)
        return NEEDS_PERSON if told.faults else DONE
    print_line(f"{assignment}: {told.entered} marks entered, {told.same} were there already")
    for fault in told.faults:
        print_line(f"  {fault}")
    return NEEDS_PERSON if told.faults else DONE


@app.callback()
def options() -> None:
    """Marks of an assignment."""


def handout(
    assignment: Assignment,
    way: Annotated[str, typer.Argument(metavar="WAY", help="mail, folder, moodle or repos.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="FOLDER", help="Where to write.")] = None,
    what: Annotated[str, typer.Option("--what", metavar="WHAT", help="sheets, or feedback.")] = "sheets",
    worksheet: Annotated[
        Path | None, typer.Option("--worksheet", metavar="FILE", help="For moodle: its grading worksheet.")
    ] = None,
    folder: CourseFolder = Path(),
) -> int:
    """Make sheets ready to be handed out: mail merge, a folder of unguessable names, Moodle's zip, repositories."""
    from gradekit.course.handouts import WAYS, hand_out
    from gradekit.errors import OperatorError
    from gradekit.model.nearest import nearest

    if way not in WAYS:
        raise OperatorError(f"There is no way `{way}` to hand out. {nearest(way, WAYS)}")
    if what not in ("sheets", "feedback"):
        raise OperatorError(f"`{what}` cannot be handed out; sheets and feedback can.")
    found = course(folder)
    told = hand_out(found, assignment, way, out or found.made(assignment, "handout"), what=what, worksheet=worksheet)
    print_line(f"{assignment}: {what} of {told.students} students")
    print_line(f"  written  {told.path}")
    if told.without:
        print_line(f"  without  {', '.join(told.without[:8])}{', ...' if len(told.without) > 8 else ''}")
    return DONE


def backup(
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE", help="The file to write.")] = None,
    folder: CourseFolder = Path(),
) -> int:
    """A copy of the store as it is at one moment, also while it is written. It replaces nothing."""
    from gradekit.course.store.opening import backup as copied

    found = course(folder)
    name = f"store-backup-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.sqlite"
    print_line(f"written  {copied(found.kept, out or found.folder / name)}")
    return DONE
