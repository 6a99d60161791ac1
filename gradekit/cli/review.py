"""`gradekit review`, `show`, `mark` and `decide`: what people look at and settle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradekit.cli import DONE, NEEDS_PERSON
from gradekit.cli.course_options import Assignment, CourseFolder, PartName, Reveal, Who, Why, course
from gradekit.cli.options import Json
from gradekit.cli.output import print_document, print_json, print_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from gradekit.course.decisions import Decision
    from gradekit.course.folder import Course
    from gradekit.documents.blocks import Document

app = typer.Typer(help="Settle something for everybody.", no_args_is_help=True, rich_markup_mode=None)

Variant = Annotated[str, typer.Option("--variant", metavar="ID", help="Only for this variant of the problem.")]


def review(
    assignment: Assignment,
    files: Annotated[bool, typer.Option("--files", help="Files of which it is not clear whose they are.")] = False,
    missing: Annotated[bool, typer.Option("--missing", help="Who has handed nothing in.")] = False,
    sharing: Annotated[bool, typer.Option("--sharing", help="Answers that may have been shared; no verdict.")] = False,
    reveal: Reveal = False,
    folder: CourseFolder = Path(),
    json: Json = False,
) -> int:
    """List what waits for a person, with the answer as it was written. Exit code 1 when something does."""
    from gradekit.course.closing import closing
    from gradekit.course.handing import open_files
    from gradekit.course.reviewing import Seen, waiting
    from gradekit.course.screens import missing_document, sharing_document, unmatched_document, waiting_document
    from gradekit.course.sharing import shared
    from gradekit.course.store.opening import opened

    found = course(folder)
    told = found.assignment(assignment)
    seen = Seen(found, assignment, reveal)
    if missing:
        students = seen.students(found.roster.student(name) for name in closing(found, assignment).without)
        return _listed(students, missing_document(assignment, students), json=json)
    with opened(found.kept) as engine, engine.connect() as connection:
        if sharing:
            alike = shared(found, told, connection, seen)
            return _listed(alike, sharing_document(assignment, alike), json=json)
        if files:
            lost = tuple(map(seen.unmatched, open_files(connection, assignment)))
            return _listed(lost, unmatched_document(assignment, lost, hidden=seen.hides), json=json)
        parts = waiting(found, told, connection, seen)
    return _listed(parts, waiting_document(assignment, parts), json=json)


def _listed(found: Sequence[object], document: Document, *, json: bool) -> int:
    if json:
        print_json(found)
    else:
        print_document(document)
    return NEEDS_PERSON if found else DONE


def show(
    assignment: Assignment,
    student: Who,
    part: PartName,
    reveal: Reveal = False,
    folder: CourseFolder = Path(),
    json: Json = False,
) -> int:
    """Everything about one part of one student: file, reading, evidence, key, and the lines that made the mark."""
    from gradekit.course.reviewing import Seen, case, who
    from gradekit.course.screens import case_document
    from gradekit.course.store.opening import opened

    found = course(folder)
    told = found.assignment(assignment)
    with opened(found.kept) as engine, engine.connect() as connection:
        known = case(told, who(found, assignment, student), part, connection, Seen(found, assignment, reveal))
    if json:
        print_json(known)
    else:
        print_document(case_document(known, found.settings.zone))
    return DONE


def mark(
    assignment: Assignment,
    student: Who,
    part: PartName,
    points: Annotated[str, typer.Argument(metavar="POINTS", help="How many points, e.g. 2 or 1.5.")],
    why: Why,
    folder: CourseFolder = Path(),
) -> int:
    """Settle a mark by hand. It stands above what is worked out, also after a regrade."""
    from gradekit.course.assignment import number_of
    from gradekit.course.decisions import Decision
    from gradekit.course.reviewing import who
    from gradekit.errors import OperatorError

    found = course(folder)
    person = who(found, assignment, student)
    if (earned := number_of(points)) is None:
        raise OperatorError(f"`{points}` is no number of points; write 2, 1.5 or 7/2.")

    def decision(name: str) -> Decision:
        return Decision(kind="mark", part=name, why=why, student=person.id, earned=earned)

    return _decide(found, assignment, part, decision, most=earned, student=person.id)


@app.command("void", short_help="A part is worth nothing, for everybody.")
def void(assignment: Assignment, part: PartName, why: Why, variant: Variant = "", folder: CourseFolder = Path()) -> int:
    """The part leaves the marks and what they are out of, for everybody or for one variant."""
    from gradekit.course.decisions import Decision

    def decision(name: str) -> Decision:
        return Decision(kind="void", part=name, why=why, variant=variant)

    return _decide(course(folder), assignment, part, decision)


@app.command("give", short_help="Everybody who handed something in has all points of a part.")
def give(assignment: Assignment, part: PartName, why: Why, variant: Variant = "", folder: CourseFolder = Path()) -> int:
    """All points of the part for everybody who handed something in."""
    from gradekit.course.decisions import Decision

    def decision(name: str) -> Decision:
        return Decision(kind="give", part=name, why=why, variant=variant)

    return _decide(course(folder), assignment, part, decision)


@app.command("accept", short_help="What a mal-rule predicts is right too, in every variant.")
def accept(
    assignment: Assignment,
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="A misconception as `gradekit show` names it, e.g. transpose.")
    ],
    part: PartName,
    why: Why,
    variant: Variant = "",
    folder: CourseFolder = Path(),
) -> int:
    """A second right reading of a question: the answers that the rule predicts count as right."""
    from gradekit.course.decisions import Decision, check_rule

    check_rule(rule)

    def decision(name: str) -> Decision:
        return Decision(kind="accept", part=name, why=why, rule=rule, variant=variant)

    return _decide(course(folder), assignment, part, decision)


@app.command("hand", short_help="A file belongs to a student.")
def hand(
    assignment: Assignment,
    path: Annotated[str, typer.Argument(metavar="FILE", help="The file as `gradekit review --files` names it.")],
    student: Who,
    why: Why,
    folder: CourseFolder = Path(),
) -> int:
    """Give a file to a student; `gradekit batch grade` judges it then."""
    from gradekit.course.handing import hand_over
    from gradekit.course.reviewing import who

    found = course(folder)
    hand_over(found, assignment, path, who(found, assignment, student), why)
    print_line(f"{path} belongs to {student} now; judge it with    gradekit batch grade {assignment}")
    return DONE


@app.command("ignore", short_help="A file of nobody is no submission.")
def ignore(
    assignment: Assignment,
    path: Annotated[str, typer.Argument(metavar="FILE", help="The file as `gradekit review --files` names it.")],
    why: Why,
    folder: CourseFolder = Path(),
) -> int:
    """A file that nobody needs to look at any more; another content under its name is asked about again."""
    from gradekit.course.handing import set_aside

    set_aside(course(folder), assignment, path, why)
    print_line(f"{path} is no longer asked about")
    return DONE


@app.command("list", short_help="Every decision about an assignment.")
def decisions(assignment: Assignment, folder: CourseFolder = Path(), json: Json = False) -> int:
    """The decisions in the order in which they were made; those that were undone too."""
    from gradekit.course.decisions import settled
    from gradekit.course.reviewing import Seen
    from gradekit.course.screens import decisions_document
    from gradekit.course.store.opening import opened

    found = course(folder)
    found.assignment(assignment)
    with opened(found.kept) as engine, engine.connect() as connection:
        known = tuple(map(Seen(found, assignment).settled, settled(connection, assignment)))
    if json:
        print_json(known)
    else:
        print_document(decisions_document(assignment, known))
    return DONE


@app.command("undo", short_help="A decision no longer holds.")
def undo(
    assignment: Assignment,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `gradekit decide list` counts.")],
    why: Why,
    folder: CourseFolder = Path(),
) -> int:
    """Undo a decision; it stays in the list."""
    from gradekit.course.handing import taken_back

    return _changed(course(folder), assignment, lambda connection: taken_back(connection, assignment, number, why))


@app.callback()
def options() -> None:
    """Settle something for everybody. A decision is stored with its reason and applied again at every regrade."""


def _decide(
    found: Course,
    assignment: str,
    part: str,
    decision: Callable[[str], Decision],
    *,
    most: Fraction | None = None,
    student: str = "",
) -> int:
    from gradekit.course.decisions import check_variant, decide, part_named
    from gradekit.course.store.issued import any_sheet
    from gradekit.errors import OperatorError

    def settle(connection: Connection) -> None:
        sheet = any_sheet(connection, assignment, student)
        _, asked, name = part_named(sheet, part)
        if most is not None and most > asked.points:
            raise OperatorError(
                f"Part {name} is worth {float(asked.points):g} points; {float(most):g} are more. "
                f"Give 0 to {float(asked.points):g}."
            )
        told = decision(name)
        check_variant(connection, assignment, told.variant)
        decide(connection, assignment, told)

    return _changed(found, assignment, settle)


def _changed(found: Course, assignment: str, change: Callable[[Connection], None]) -> int:
    """A decision made, and every mark worked out anew; says how many are other ones now."""
    from gradekit.course.settling import changed

    told = changed(found, assignment, change)
    print_line(f"decided; {told} mark{'s' * (told != 1)} changed")
    return DONE
