"""An assignment handed out: problems dealt and stored first, then the files of every student.

Said again, the command changes nothing that is there: it deals to students who came late, and writes files that are
missing. A file that a student or a teacher has changed is left as it is.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import final

from msgspec import UNSET, UnsetType
from sqlalchemy import Engine

from gradekit.course.assignment import Assignment, check_names
from gradekit.course.dealing import Deal, Dealer, Place, places_of
from gradekit.course.fitting import check_dealt, check_parts
from gradekit.course.folder import Course
from gradekit.course.holders import is_version, share_out, versions
from gradekit.course.making import make
from gradekit.course.paths import file_names
from gradekit.course.pool import Pool
from gradekit.course.roster_rows import Student
from gradekit.course.secret import read_secret
from gradekit.course.sheets import sheet_of
from gradekit.course.store import issued as kept
from gradekit.course.store.audit import note
from gradekit.course.store.lock import locked
from gradekit.course.store.opening import opened
from gradekit.course.writing import Job, Made, write
from gradekit.errors import OperatorError


@final
@dataclass(frozen=True, slots=True)
class Issuing:
    """What a command did: whom it dealt to, which files it wrote, and what gave way."""

    assignment: str
    students: int
    new: tuple[str, ...]
    written: int
    left: tuple[str, ...]
    """Files that were changed by somebody and left as they are."""
    shared: Mapping[int, int]
    """By slot from 1: how many got a problem that another student has."""
    uneven: tuple[str, ...]
    spread: tuple[float, float]
    """The lowest and the highest effort of a sheet, as shares of the usual one."""
    folder: Path


def issue_assignment(course: Course, name: str, pool: Pool, formats: Sequence[str] = ()) -> Issuing:
    """Deal the assignment to everybody who has none yet, and write the files that are missing."""
    assignment, students = asked(course, name)
    with locked(course.store, f"gradekit generate {name}"), opened(course.store) as engine:
        dealt = deal_out(course, assignment, [student.id for student in students], engine, pool)
        deal = dealt.deal
        with engine.connect() as connection:
            sheets = kept.newest_sheets(connection, name)
        listed = [student for student in students if student.id in sheets]
        made = tuple(_files(course, assignment, listed, sheets, pool, formats or assignment.formats))
        with engine.connect() as connection:
            efforts = _totals(kept.dealt(connection, name), kept.problems(connection))
    return Issuing(
        assignment=name,
        students=len(listed),
        new=dealt.new,
        written=sum(one.written for one in made),
        left=tuple(path for one in made for path in one.left),
        shared=deal.too_few,
        uneven=deal.uneven,
        spread=(min(efforts), max(efforts)) if efforts else (1.0, 1.0),
        folder=course.made(name, "sheets"),
    )


def assignment_of(course: Course, name: str) -> Assignment:
    """The assignment; `OperatorError` where it names a template, a level, a problem or a list that there is not."""
    assignment = course.assignment(name)
    _check(course, assignment)
    return assignment


def asked(course: Course, name: str) -> tuple[Assignment, list[Student]]:
    """The assignment, and who is to get it."""
    assignment = assignment_of(course, name)
    if not course.store.is_file() and course.made(name).is_dir():  # dealt anew the sheets might be others
        raise OperatorError(
            f"{name} has been handed out (out/{name}), and {course.store.name}, which knows its sheets, is gone. Put "
            f"the newest backup back, or delete out/{name} to deal anew."
        )
    students = [s for s in course.roster.students if not s.is_excused(name)]
    if not students:
        raise OperatorError("Nobody in the roster is to get this assignment.")
    return assignment, students


@final
@dataclass(frozen=True, slots=True)
class Round:
    """What was dealt, and who holds more than before."""

    deal: Deal
    new: tuple[str, ...]


def deal_out(course: Course, assignment: Assignment, holders: Sequence[str], engine: Engine, pool: Pool) -> Round:
    """Problems for all who lack some, stored with the sheets that follow from them."""
    name = assignment.name
    with engine.begin() as connection:
        held = kept.dealt(connection, name)
        structures = kept.structures(connection, name)
        before = kept.problems(connection, {one.variant for of in held.values() for one in of})
    here = {one: held[one] for one in holders if one in held}
    check_dealt(course.path_of(name), assignment, here, before)
    missing = {one: found for one in holders if (found := list(_missing(assignment, one, held)))}
    own = missing if assignment.versions is None else versions(assignment.versions)
    new = [place for one in own for place in _missing(assignment, one, held)]
    deal = _dealer(course, assignment, pool).deal(new, structures, _efforts(held, before)) if new else Deal()
    if assignment.versions is not None:
        share_out(deal, missing, holders, assignment.versions, held, before)
    with engine.begin() as connection:
        _keep(connection, course, assignment, deal, held)
        check_parts(course.path_of(name), assignment, kept.each_sheet(connection, name))
    return Round(deal, tuple(missing))


def reissue(course: Course, name: str, student: Student, number: int, why: str, pool: Pool) -> str:
    """Another problem in the place of one on a student's sheet; gives its id. The old one stays known."""
    assignment = course.assignment(name)
    with locked(course.store, f"gradekit reissue {name}"), opened(course.kept) as engine:
        with engine.begin() as connection:
            held = kept.dealt(connection, name)
            mine = held.get(student.id, [])
            old = next((one for one in mine if one.place == number), None)
            if old is None:
                there = f"1 to {len(mine)}" if mine else "none"
                raise OperatorError(f"{student.name} has no problem {number} in {name}; there are {there}.")
            structures = kept.structures(connection, name)
        place = Place(student.id, number, old.slot, old.reissue + 1)
        deal = _dealer(course, assignment, pool).deal([place], structures)
        with engine.begin() as connection:
            _keep(connection, course, assignment, deal, held)
            told = {"student": student.id, "problem": number, "was": old.variant, "is": deal.problems[place].variant}
            note(connection, "reissue", {"assignment": name, "why": why, **told})
    return deal.problems[place].variant


def retired(course: Course, name: str, variant: str, why: str, pool: Pool) -> tuple[str, ...]:
    """Another problem for everybody who holds that variant; gives their ids."""
    with opened(course.kept) as engine, engine.connect() as connection:
        held = kept.dealt(connection, name)
    told = [(one.student, one.place) for of in held.values() for one in of if one.variant == variant]
    students = [(student, place) for student, place in told if student.casefold() in course.roster.by_id]
    if not students:
        raise OperatorError(f"Nobody holds the problem `{variant}` in {name}.")
    for student, number in students:
        reissue(course, name, course.roster.student(student), number, why, pool)
    for version, number in (one for one in told if is_version(one[0])):  # whoever comes late must not get it either
        reissue(course, name, Student(id=version, name=version, ids=(version,)), number, why, pool)
    return tuple(student for student, _ in students)


def renewed(course: Course, name: str, number: int, why: str, pool: Pool) -> tuple[str, ...]:
    """Another problem of that number for everybody, by what the file of the assignment says now; gives their ids."""
    if course.assignment(name).versions is not None:
        raise OperatorError(f"{name} has versions, which several share; write another assignment in its place.")
    with opened(course.kept) as engine, engine.connect() as connection:
        held = kept.dealt(connection, name)
    there = [student.id for student in course.roster.students if student.id in held]
    if not there:
        raise OperatorError(f"Nobody of the roster has a sheet of {name}; `gradekit generate` makes them.")
    for student in there:
        reissue(course, name, course.roster.student(student), number, why, pool)
    return tuple(there)


def _check(course: Course, assignment: Assignment) -> None:
    from gradekit.problems.bank.bank import bank_ids
    from gradekit.problems.template import headers

    path = course.path_of(assignment.name)
    levels = {header.slug: header.levels for header in headers(course.own)}
    check_names(assignment, path, levels, sorted(bank_ids(course.own)))
    for slot in assignment.slots:
        if slot.deployed and not (course.folder / slot.deployed).is_file():
            raise OperatorError(f"{path.name}: there is no list {slot.deployed} in {course.folder.name}.")


def _dealer(course: Course, assignment: Assignment, pool: Pool) -> Dealer:
    from gradekit.problems.bank.bank import bank_ids
    from gradekit.problems.template import headers

    return Dealer(
        assignment,
        read_secret(course.secret),
        lambda orders: pool.in_order(make, orders),
        own=tuple(course.own),
        folder=course.folder,
        conventions=course.settings.conventions,
        bank=bank_ids(course.own),
        levels={header.slug: header.levels for header in headers(course.own)},
    )


def _missing(assignment: Assignment, holder: str, held: Mapping[str, list[kept.Dealt]]) -> Iterator[Place]:
    there = {one.place for one in held.get(holder, [])}
    return (place for place in places_of(assignment, holder) if place.number not in there)


def _keep(
    connection: kept.Connection,
    course: Course,
    assignment: Assignment,
    deal: Deal,
    held: Mapping[str, list[kept.Dealt]],
) -> None:
    """What was dealt and the sheets that follow from it, all or nothing."""
    secret = read_secret(course.secret) if deal.problems else b""
    kept.keep_problems(connection, deal.problems.values())
    new = [
        kept.Dealt(
            assignment=assignment.name,
            student=place.student,
            place=place.number,
            reissue=place.reissue,
            slot=place.slot,
            variant=problem.variant,
        )
        for place, problem in deal.problems.items()
    ]
    kept.keep_dealt(connection, sorted(new, key=lambda one: (one.student, one.place)))
    whose = {one.student for one in new}
    now = kept.dealt(connection, assignment.name)
    problems = kept.problems(connection, {one.variant for s in whose for one in now[s]})
    conventions = course.settings.conventions
    kept.keep_sheets(connection, [sheet_of(assignment, now[s], problems, secret, conventions) for s in sorted(whose)])
    if new:
        note(
            connection,
            "deal",
            {"assignment": assignment.name, "students": sorted(whose), "again": sorted(whose & held.keys())},
        )


def _files(
    course: Course,
    assignment: Assignment,
    students: Sequence[Student],
    sheets: Mapping[str, kept.Handed],
    pool: Pool,
    formats: Sequence[str],
) -> Iterator[Made]:
    names = file_names(student.id for student in students)
    folder = course.made(assignment.name, "sheets")
    jobs = [
        Job(
            sheet=sheets[s.id].sheet,
            folder=folder / names[s.id],
            name=s.name,
            course=course.settings.title,
            due=_moment(assignment.due, course),  # an extension is nobody else's business, and sheets are compared
            language=course.settings.language,
            formats=tuple(formats),
            fonts=course.fonts,
        )
        for s in students
    ]
    return pool.in_order(write, jobs)


def _moment(due: datetime | None, course: Course) -> datetime | UnsetType:
    return UNSET if due is None else due.astimezone(course.settings.zone)


def _efforts(
    held: Mapping[str, list[kept.Dealt]], problems: Mapping[str, kept.Problem]
) -> Mapping[str, Sequence[float]]:
    return {student: [problems[one.variant].effort for one in of] for student, of in held.items()}


def _totals(held: Mapping[str, list[kept.Dealt]], problems: Mapping[str, kept.Problem]) -> list[float]:
    """The effort of each sheet as a share of the usual one."""
    totals = [sum(of) for of in _efforts(held, problems).values()]
    usual = statistics.median(totals) if totals else 0
    return [total / usual for total in totals] if usual else []
