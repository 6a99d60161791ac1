"""What the commands about a course share: where it is, how many workers there are, and how far they have come."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from gradekit.course.folder import Course
    from gradekit.course.pool import Pool
    from gradekit.sandbox.asked import Asked

CourseFolder = Annotated[
    Path, typer.Option("--course", metavar="FOLDER", help="The course; default the folder you are in.")
]
Jobs = Annotated[
    int, typer.Option("--jobs", min=0, metavar="N", help="How many processes work; default one for each processor.")
]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADDRESS", help="Work on a Dask cluster, e.g. tcp://127.0.0.1:8786."),
]
Wait = Annotated[bool, typer.Option("--wait", help="Wait when another command works on the course.")]
Assignment = Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="The name of an assignment, e.g. hw1.")]
Who = Annotated[str, typer.Argument(metavar="STUDENT", help="An id of the student, or a name that only one has.")]
PartName = Annotated[str, typer.Argument(metavar="PART", help="A part as the sheet calls it, e.g. 3b.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; it stays with the decision.")]

Reveal = Annotated[bool, typer.Option("--reveal", help="Names and ids also where marking is anonymous.")]


def course(folder: Path) -> Course:
    """The course that the folder lies in."""
    from gradekit.course.folder import course_at

    return course_at(folder)


def findings_told(course: Course) -> bool:
    """What was found in the roster, on the error stream; whether a line was left out because of it."""
    found = [one for one in course.roster.findings if not one.code.startswith("row-of-")]  # in every export of Canvas
    for one in found[:50]:
        print(f"roster.csv, line {one.line}: {one.words}{'; left out' if one.out else ''}", file=sys.stderr)  # noqa: T201  the command line
    if len(found) > 50:
        print(f"roster.csv: {len(found) - 50} more", file=sys.stderr)  # noqa: T201  the command line
    return any(one.out for one in found)


def workers(jobs: int, cluster: str | None = None, level: Asked = "auto") -> Pool:
    """The workers that were asked for."""
    if cluster is not None:
        from gradekit.course.cluster import on_cluster

        return on_cluster(cluster, level)
    from gradekit.course.pool import local

    return local(jobs or os.cpu_count() or 1)


@contextlib.contextmanager
def progress(what: str) -> Generator[Callable[[int, int], None] | None]:
    """A bar with the time that is left, on a terminal; nothing in a pipe. Ctrl-C says that nothing is lost."""
    try:
        yield from _bar(what)
    except KeyboardInterrupt:
        print("What is done is stored; the same command goes on from there.", file=sys.stderr)  # noqa: T201  the command line
        raise


def _bar(what: str) -> Generator[Callable[[int, int], None] | None]:
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True)
    ) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def seconds(since: float) -> str:
    """How long something took."""
    took = time.monotonic() - since
    return f"{took:.1f} s" if took < 100 else f"{took / 60:.1f} min"
