"""`gradekit request`: what students ask to be looked at again; `gradekit reissue`: another problem for somebody."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gradekit.cli import DONE, NEEDS_PERSON
from gradekit.cli.course_options import Assignment, CourseFolder, PartName, Who, Why, course, workers
from gradekit.cli.options import Json
from gradekit.cli.output import print_document, print_json, print_line

app = typer.Typer(help="Requests of students to look again.", no_args_is_help=True, rich_markup_mode=None)


@app.command("open", short_help="Write down a request.")
def opened_by(
    assignment: Assignment,
    student: Who,
    part: PartName,
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="What the student says.")],
    folder: CourseFolder = Path(),
) -> int:
    """A request stays in the list until it is answered; `gradekit show` has all that is known about the part."""
    from gradekit.course.decisions import part_named
    from gradekit.course.reviewing import Seen, who
    from gradekit.course.store.asked import open_request
    from gradekit.course.store.issued import any_sheet
    from gradekit.course.store.lock import locked
    from gradekit.course.store.opening import opened

    found = course(folder)
    person = who(found, assignment, student)
    with locked(found.store, "gradekit request"), opened(found.kept) as engine, engine.begin() as connection:
        _, _, name = part_named(any_sheet(connection, assignment, person.id), part)
        number = open_request(connection, assignment, person.id, name, text)
    print_line(f"request {number}; look    gradekit show {assignment} {Seen(found, assignment).id(person.id)} {name}")
    return DONE


@app.command("answer", short_help="Close a request with an answer.")
def answered(
    assignment: Assignment,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `gradekit request list` counts.")],
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="What is answered.")],
    folder: CourseFolder = Path(),
) -> int:
    """A mark is changed by `gradekit mark` or `gradekit decide`; this says that the request has been looked at."""
    from gradekit.course.store.asked import answer_request
    from gradekit.course.store.lock import locked
    from gradekit.course.store.opening import opened

    found = course(folder)
    with locked(found.store, "gradekit request"), opened(found.kept) as engine, engine.begin() as connection:
        answer_request(connection, assignment, number, text)
    print_line(f"request {number} is closed")
    return DONE


@app.command("list", short_help="The open requests.")
def listed(
    assignment: Assignment,
    every: Annotated[bool, typer.Option("--all", help="Those that were answered too.")] = False,
    folder: CourseFolder = Path(),
    json: Json = False,
) -> int:
    """The requests in the order in which they came. Exit code 1 when one is open."""
    from msgspec.structs import replace

    from gradekit.course.reviewing import Seen
    from gradekit.course.screens import requests_document
    from gradekit.course.store.asked import requests
    from gradekit.course.store.opening import opened

    found = course(folder)
    found.assignment(assignment)
    with opened(found.kept) as engine, engine.connect() as connection:
        asked = requests(connection, assignment, answered=every)
    seen = Seen(found, assignment)
    known = tuple(replace(one, student=seen.id(one.student)) for one in asked)
    if json:
        print_json(known)
    else:
        print_document(requests_document(assignment, known))
    return NEEDS_PERSON if any(one.answer is None for one in known) else DONE


@app.callback()
def options() -> None:
    """Requests of students to look again."""


def reissue(
    assignment: Assignment,
    why: Why,
    student: Annotated[str, typer.Option("--student", metavar="STUDENT", help="For this student.")] = "",
    problem: Annotated[int, typer.Option("--problem", metavar="NUMBER", help="The number on the sheet.")] = 0,
    everybody: Annotated[bool, typer.Option("--all", help="The problem of that number of everybody.")] = False,
    variant: Annotated[str, typer.Option("--variant", metavar="ID", help="For everybody who has this variant.")] = "",
    folder: CourseFolder = Path(),
) -> int:
    """Give another problem in the place of a broken one. The old sheet stays known; `generate` writes the new one.

    Answers to the old problem that were handed in count no more.
    """
    from gradekit.course.issuing import reissue as again
    from gradekit.course.issuing import renewed, retired
    from gradekit.course.reviewing import who
    from gradekit.errors import OperatorError

    if (bool(student), everybody, bool(variant)).count(True) != 1 or bool(variant) == bool(problem):
        raise OperatorError("Say whose problem: --student or --all with --problem, or --variant for all who have it.")
    found = course(folder)
    with workers(1) as pool:
        if variant:
            whose = retired(found, assignment, variant, why, pool)
        elif everybody:
            whose = renewed(found, assignment, problem, why, pool)
        else:
            person = who(found, assignment, student)
            again(found, assignment, person, problem, why, pool)
            whose = (person.id,)
    print_line(f"{assignment}: another problem for {', '.join(whose[:8])}{', ...' if len(whose) > 8 else ''}")
    print_line(f"  write it with    gradekit generate assignments/{assignment}.toml")
    return DONE
