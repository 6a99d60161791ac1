"""Sheets on their way to students: no learning platform gives each of them a file of her own by itself.

| way      | what it is                                                                                       |
|----------|--------------------------------------------------------------------------------------------------|
| `mail`   | a CSV for a mail merge: name, address, the folder and the files to be attached                   |
| `folder` | a folder for a web server with a name for each student that nobody can guess, and a list of them |
| `moodle` | a zip that Moodle takes as feedback files, made for the names of its grading worksheet           |
| `repos`  | a folder for each student, ready to be pushed as a repository of hers                            |
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, final

from gradekit.course.folder import Course
from gradekit.course.paths import file_names
from gradekit.course.roster_rows import Student
from gradekit.course.secret import keyed, read_secret
from gradekit.course.writing import write_bytes
from gradekit.documents.archive import zipped
from gradekit.documents.spreadsheet import cell
from gradekit.errors import OperatorError
from gradekit.interop.moodle_worksheet import IDENTIFIER, people_columns, read_worksheet
from gradekit.interop.whose import whose

README = "Fill in `submission.py`, see how it is read with `gradekit check submission.py`, and push.\n"


@final
@dataclass(frozen=True, slots=True)
class Handout:
    """What was written, for how many, and who has no files yet."""

    path: Path
    students: int
    without: tuple[str, ...]


@final
@dataclass(frozen=True, slots=True)
class Holder:
    """A student and the files of her sheet, or of her feedback."""

    student: Student
    folder: Path
    files: tuple[Path, ...]


Way: TypeAlias = Callable[[Course, str, list[Holder], Path, "Path | None"], tuple[Path, list[Holder]]]
"""What is written, and who is reached by it."""


def hand_out(
    course: Course, name: str, way: str, out: Path, *, what: str = "sheets", worksheet: Path | None = None
) -> Handout:
    """Sheets (or `what="feedback"`) made ready for one of the ways."""
    course.assignment(name)
    names = file_names(student.id for student in course.roster.students)
    found = [
        Holder(s, course.made(name, what, names[s.id]), _files(course.made(name, what, names[s.id])))
        for s in course.roster.students
    ]
    holders = [one for one in found if one.files]
    if not holders:
        none = "are no sheets" if what == "sheets" else "is no feedback"
        maker = "generate" if what == "sheets" else "feedback"
        raise OperatorError(f"There {none} of {name} yet; `gradekit {maker}` makes it.")
    excused = {s.id for s in course.roster.students if s.is_excused(name)}
    path, reached = WAYS[way](course, name, holders, out, worksheet)
    got = {one.student.id for one in reached}
    return Handout(path, len(got), tuple(one.student.id for one in found if one.student.id not in got | excused))


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(p for p in folder.glob("*") if p.is_file() and not p.name.startswith(".")))


def _mail(course: Course, name: str, holders: list[Holder], out: Path, _: Path | None) -> tuple[Path, list[Holder]]:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["id", "name", "email", "folder", "files"])
    for one in holders:
        files = ";".join(path.name for path in one.files)
        writer.writerow(
            [
                cell(one.student.id),
                cell(one.student.name),
                cell(one.student.email),
                str(one.folder.relative_to(course.folder)),
                files,
            ]
        )
    path = out / f"{name}-mail.csv"
    _written(path, text.getvalue().encode())
    return path, holders


def _folder(course: Course, name: str, holders: list[Holder], out: Path, _: Path | None) -> tuple[Path, list[Holder]]:
    """The list of names is beside the folder, never in it; a page that lists nothing keeps a server from doing so."""
    secret = read_secret(course.secret)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["id", "name", "email", "path"])
    for one in holders:
        place = keyed(secret, "folder", name, one.student.id)[:32]
        for path in one.files:
            _written(out / name / place / path.name, path.read_bytes())
        writer.writerow([cell(one.student.id), cell(one.student.name), cell(one.student.email), f"{name}/{place}/"])
    _written(out / name / "index.html", b"<!doctype html><title>Nothing here</title>\n")
    _written(out / f"{name}-links.csv", text.getvalue().encode())
    return out / name, holders


def _moodle(
    _: Course, name: str, holders: list[Holder], out: Path, worksheet: Path | None
) -> tuple[Path, list[Holder]]:
    """`Full name_123_assignsubmission_file_/sheet.html`, as the files of an assignment are called when downloaded."""
    if worksheet is None:
        raise OperatorError("Moodle knows students by numbers of its own: give its grading worksheet with --worksheet.")
    members: dict[str, bytes] = {}
    reached = _participants(worksheet, holders)
    for folder, one in reached.items():
        members |= {f"{folder}/{path.name}": path.read_bytes() for path in one.files}
    path = out / f"{name}-moodle.zip"
    _written(path, zipped(members))
    return path, list(reached.values())


def _participants(worksheet: Path, holders: list[Holder]) -> dict[str, Holder]:
    """The folder of each student as Moodle calls it."""
    try:
        raw = worksheet.read_bytes()
    except OSError as error:
        raise OperatorError(f"{worksheet} cannot be read ({error.strerror}).") from error
    file = read_worksheet(worksheet.name, raw)
    who = people_columns(file)
    people = [one.student for one in holders]
    found = whose(file.name, file.rows, range(1, len(file.rows)), who, [[k] for k in who], people)
    places = {row: IDENTIFIER.fullmatch(file.rows[row][0].strip()) for row in found}
    return {
        f"{file.rows[row][1].strip()}_{place[1]}_assignsubmission_file_": holders[found[row]]
        for row, place in places.items()
        if place is not None
    }


def _repos(_: Course, name: str, holders: list[Holder], out: Path, __: Path | None) -> tuple[Path, list[Holder]]:
    place = out / f"{name}-repos"
    for one in holders:
        folder = place / one.folder.name
        for path in one.files:
            target = folder / path.name
            if not (target.exists() and path.suffix in (".py", ".ipynb")):  # a student may have begun
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        _written(folder / "README.md", f"# {name}\n\n{README}".encode())
    return place, holders


WAYS: Mapping[str, Way] = {"mail": _mail, "folder": _folder, "moodle": _moodle, "repos": _repos}
"""Every way by its name."""


def _written(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, content)
