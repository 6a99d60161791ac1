"""`gradekit batch`: a whole class graded."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from gradekit.cli import DONE, FAULT, NEEDS_PERSON
from gradekit.cli.course_options import (
    Assignment,
    Cluster,
    CourseFolder,
    Jobs,
    Wait,
    course,
    findings_told,
    progress,
    seconds,
    workers,
)
from gradekit.cli.options import Json, Level
from gradekit.cli.output import print_json, print_line

app = typer.Typer(help="Grade a whole class.", no_args_is_help=True, rich_markup_mode=None)


@app.command("grade", short_help="Take in what was handed in, and judge it.")
def grade(
    assignment: Assignment,
    submissions: Annotated[
        Path | None,
        typer.Argument(metavar="[SUBMISSIONS]", help="A folder or archive; without one, what was taken in is judged."),
    ] = None,
    times: Annotated[
        Path | None,
        typer.Option(
            "--times", metavar="FILE", help="Hand-in times: Moodle's worksheet, Gradescope's metadata, a CSV."
        ),
    ] = None,
    folder: CourseFolder = Path(),
    jobs: Jobs = 0,
    cluster: Cluster = None,
    level: Level = "auto",
    wait: Wait = False,
    json: Json = False,
) -> int:
    """Match files to students, judge them, and work out the marks. Stopped at any moment, it goes on from there.

    Exit code 1 when something waits for a person, 3 when gradekit itself failed over a file.
    """
    from gradekit.course.batch import grade_assignment
    from gradekit.course.closing import closing
    from gradekit.course.times import read_times
    from gradekit.errors import OperatorError
    from gradekit.sandbox.asked import asked_level

    if submissions is not None and not submissions.exists():
        raise OperatorError(f"There is no folder or archive {submissions}.")
    started = time.monotonic()
    found = course(folder)
    left_out = findings_told(found)
    told = None if times is None else read_times(times, found.settings)
    asked = asked_level(level, many=True)
    with workers(jobs, cluster, asked) as pool, progress("judged") as shown:
        run = grade_assignment(
            found,
            assignment,
            submissions,
            pool,
            times=told,
            level=asked,
            wait=wait,
            progress=shown,
        )
    end = closing(found, assignment)
    if json:
        print_json({"run": run, "end": end})
    else:
        print_line(f"{run.judged} judged now, {run.before} before, {seconds(started)}")
        for line in end.lines():
            print_line(line)
        for fault in (*(told.faults if told else ()), *run.notes, *run.faults):
            print_line(f"  {fault}")
    if run.faults:
        return FAULT
    return NEEDS_PERSON if left_out or end.waits or (told and told.faults) else DONE


@app.command("regrade", short_help="Grade again after something has changed.")
def regrade(
    assignment: Assignment,
    dry: Annotated[bool, typer.Option("--dry-run", help="Say who would change and why, and change nothing.")] = False,
    lower: Annotated[
        bool, typer.Option("--lower", help="Also lower marks that students have been told (`gradekit marks release`).")
    ] = False,
    anew: Annotated[bool, typer.Option("--again", help="Run programs anew that ran into a limit.")] = False,
    folder: CourseFolder = Path(),
    jobs: Jobs = 0,
    cluster: Cluster = None,
    level: Level = "auto",
    wait: Wait = False,
    json: Json = False,
) -> int:
    """Make keys and verdicts anew where a question, a key, a rule, a date or gradekit has changed.

    Decisions by hand stay. Said twice, the second run changes nothing.
    """
    from gradekit.course.regrade import regrade as again
    from gradekit.course.reviewing import Seen
    from gradekit.documents.messages import words
    from gradekit.documents.plain import plain_text
    from gradekit.sandbox.asked import asked_level

    started = time.monotonic()
    found = course(folder)
    asked = asked_level(level, many=True)
    with workers(jobs, cluster, asked) as pool, progress("judged") as shown:
        told = again(
            found,
            assignment,
            pool,
            dry=dry,
            lower=lower,
            again=anew,
            level=asked,
            wait=wait,
            progress=shown,
        )
    if json:
        print_json(told)
        return FAULT if told.run.faults else DONE
    would = "would change" if dry else "changed"
    people = len({change.student for change in told.changes})
    print_line(f"{assignment}: {len(told.changes)} marks of {people} students {would}, {seconds(started)}")
    seen = Seen(found, assignment)
    for change in told.changes:
        why = plain_text(words(change.why[-1])) if change.why else ""
        points = f"{float(change.before):g} -> {float(change.after):g}"
        print_line(f"  {seen.id(change.student):<16}{change.part:<6}{points}   {why}")
    if told.keys:
        print_line(f"  {len(told.keys)} keys {would}: {', '.join(told.keys[:8])}")
    if told.questions:
        print_line(
            f"  {len(told.questions)} problems are no longer what their templates give; their keys stay: "
            f"{', '.join(told.questions[:8])}"
        )
    for fault in (*told.run.notes, *told.run.faults):
        print_line(f"  {fault}")
    return FAULT if told.run.faults else DONE
