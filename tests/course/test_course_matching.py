"""Whose a file is: by the names of the platforms and by the sheet in it, and where they differ a person decides."""

from __future__ import annotations

import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import tiny_course as tiny

from gradekit.course.batch import TOGETHER, grade_assignment
from gradekit.course.closing import closing
from gradekit.course.folder import Course
from gradekit.course.handing import hand_over
from gradekit.course.store import judged, received
from gradekit.course.store.opening import opened
from gradekit.course.times import Times
from gradekit.errors import OperatorError

NAMES = [
    # what a platform calls Ada's file
    "lovelaceada_1001_99_submission.py",
    "lovelaceada_LATE_1001_99_submission-2.py",
    "Ada Lovelace_55_assignsubmission_file_/submission.py",
    "Lovelace Ada_55_assignsubmission_file_/submission (1).py",
    "submission_31/submission.py",
    "ada/submission.py",
    "ADA@example.org/submission.py",
    "ada.py",
    "whatever.py",
]
OTHERS = [
    # the name says Emmy, the sheet is Ada's
    "noetheremmy_1002_99_submission.py",
    "Emmy Noether_55_assignsubmission_file_/submission.py",
    "emmy/submission.py",
]


def _handins(course: Course, name: str = "hw1") -> list[received.Handin]:
    with opened(course.store) as engine, engine.connect() as connection:
        return list(received.handins(connection, name))


def _unmatched(course: Course, name: str = "hw1") -> dict[str, str]:
    with opened(course.store) as engine, engine.connect() as connection:
        return {one.path: one.why for one in received.unmatched(connection, name)}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_matched_however_the_platform_names_it(name: str, course: Course) -> None:
    tiny.hand_in(course, name, tiny.file_of(course, "ada"))
    tiny.graded(course)
    assert [(one.student, one.path, one.marked_late) for one in _handins(course)] == [("ada", name, "LATE" in name)]
    assert _unmatched(course) == {}


@pytest.mark.parametrize("name", OTHERS)
def test_the_sheet_of_another_student_goes_to_a_person(name: str, course: Course) -> None:
    tiny.hand_in(course, name, tiny.file_of(course, "ada"))
    tiny.graded(course)
    assert _handins(course) == []
    assert _unmatched(course) == {name: "`emmy` handed in the sheet of `ada`"}
    end = closing(course, "hw1")
    assert (end.unmatched, end.other_sheet, end.without) == (1, 1, tiny.STUDENTS)
    assert any("1 with the sheet of another student" in line for line in end.lines())


def test_a_file_without_its_data_is_read_against_the_sheet_of_who_handed_it_in(course: Course) -> None:
    text = "\n".join(f"{name} = {typed}" for name, typed in tiny.answers(course, "ada").items())
    tiny.hand_in(course, "lovelaceada_1001_99_submission.py", text)
    tiny.hand_in(course, "nobody.py", text)
    tiny.graded(course)
    assert [one.student for one in _handins(course)] == ["ada"]
    assert _unmatched(course) == {"nobody.py": "the data block at its end is missing"}
    with opened(course.store) as engine, engine.connect() as connection:
        assert sum(mark.earned for mark in judged.marks(connection, "hw1", "ada")) == 10


def test_files_of_nobody_say_why(course: Course, tmp_path: Path) -> None:
    text = tiny.file_of(course, "ada")
    other = tiny.made(tmp_path / "other")
    (other.folder / "secret.key").write_text("e5" * 32, encoding="ascii")
    tiny.dealt(other)
    assignments = course.folder / "assignments"
    shutil.copy(assignments / "hw1.toml", assignments / "hw2.toml")
    tiny.dealt(course, "hw2")
    files = {
        "a.py": tiny.file_of(other, "ada"),
        "b.py": (course.made("hw2", "sheets", "ada") / "submission.py").read_text(encoding="utf-8"),
        "c.py": "",
        "d.py": "\n".join(line[::-1] if len(line) == 100 else line for line in text.splitlines()),
    }
    for name, content in files.items():
        tiny.hand_in(course, name, content)
    tiny.hand_in(course, "e.py", "").write_bytes(b"\0\1\2\xff" * 9)
    tiny.graded(course)
    told = _unmatched(course)
    assert "was not handed out in this course" in told["a.py"]
    assert told["b.py"] == "it is a sheet of the assignment `hw2`"
    assert told["c.py"] == "it is empty"
    assert "the data block at its end was changed" in told["d.py"]
    assert set(told) == {*files, "e.py"}
    assert closing(course, "hw1").waits


def test_a_student_who_has_left_is_said(course: Course) -> None:
    tiny.hand_in(course, "x.py", tiny.file_of(course, "ada"))
    rows = (course.folder / "roster.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (course.folder / "roster.csv").write_text("".join(row for row in rows if "Ada" not in row), encoding="utf-8")
    course = Course(course.folder)
    tiny.graded(course)
    assert _unmatched(course) == {"x.py": "it is the sheet of `ada`, who is no longer in the roster"}


def test_two_of_one_name_are_told_apart_by_their_sheets_alone(course: Course) -> None:
    with (course.folder / "roster.csv").open("a", encoding="utf-8") as file:
        file.write("ada2,Ada Lovelace,,,A,,,\n")
    course = Course(course.folder)
    tiny.dealt(course)
    name = "Ada Lovelace_{}_assignsubmission_file_/submission.py"
    tiny.hand_in(course, name.format(1), tiny.file_of(course, "ada"))
    tiny.hand_in(course, name.format(2), tiny.file_of(course, "ada2"))
    tiny.hand_in(course, name.format(3), "q1a = 3\n")
    tiny.graded(course)
    assert {one.student: one.path for one in _handins(course)} == {"ada": name.format(1), "ada2": name.format(2)}
    assert list(_unmatched(course)) == [name.format(3)]


def test_a_person_gives_a_file_to_a_student_and_a_second_run_keeps_it(course: Course) -> None:
    path = "noetheremmy_1002_99_submission.py"
    tiny.hand_in(course, path, tiny.file_of(course, "ada"))
    tiny.graded(course)
    with pytest.raises(OperatorError, match=r"There is no file `x\.py` that waits"):
        hand_over(course, "hw1", "x.py", course.roster.student("emmy"), "said so")
    hand_over(course, "hw1", path, course.roster.student("emmy"), "said so")
    tiny.graded(course)
    first = tiny.lines(course)
    assert [one.student for one in _handins(course)] == ["emmy"]
    assert _unmatched(course) == {}
    tiny.graded(course)
    assert tiny.lines(course) == first
    with opened(course.store) as engine, engine.connect() as connection:
        marks = list(judged.marks(connection, "hw1", "emmy"))
    assert sum(mark.earned for mark in marks) < sum(mark.possible for mark in marks) == 10


def test_an_archive_is_taken_in_like_a_folder(course: Course, tmp_path: Path) -> None:
    names = {student: f"x{student}_{1001 + k}_9_submission.py" for k, student in enumerate(tiny.STUDENTS)}
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for student, name in names.items():
            archive.writestr(name, tiny.file_of(course, student))
            tiny.hand_in(course, name, tiny.file_of(course, student))
    other = Course(shutil.copytree(course.folder, tmp_path / "other"))
    tiny.graded(course)
    tiny.graded(other, folder=tmp_path / "all.zip")
    assert tiny.lines(course) == tiny.lines(other)
    assert {one.student for one in _handins(course)} == set(tiny.STUDENTS)


def test_no_file_is_passed_over_however_many_there_are(course: Course) -> None:
    text = tiny.file_of(course, "ada")
    many = 2 * TOGETHER + 3
    for k in range(many):
        tiny.hand_in(course, f"lovelaceada_1001_{k}_submission-{k}.py", f"# {k}\n{text}")
    assert tiny.graded(course).taken_in == many
    assert len(_handins(course)) == many


def test_attempts_stand_in_the_order_of_the_platform(course: Course) -> None:
    text = tiny.file_of(course, "ada")
    for name in ("submission-10", "submission", "submission-2"):
        tiny.hand_in(course, f"lovelaceada_1001_7_{name}.py", f"# {name}\n{text}")
    tiny.graded(course)
    assert [one.attempt for one in _handins(course)] == [0, 2, 10]


def test_times_are_those_of_the_file_of_times_and_are_not_forgotten(course: Course) -> None:
    tiny.hand_in(course, "Ada Lovelace_4711_assignsubmission_file_/submission.py", tiny.file_of(course, "ada"))
    tiny.hand_in(course, "emmy/submission.py", tiny.file_of(course, "emmy"))
    times = Times({"4711": datetime(2026, 12, 1, 18, tzinfo=UTC)})
    folder = course.folder / "submissions"
    grade_assignment(course, "hw1", folder, tiny.HERE, times=times, level="read")
    grade_assignment(course, "hw1", folder, tiny.HERE, level="read")
    assert {one.student: one.moment for one in _handins(course)} == {"ada": "2026-12-01T18:00:00+00:00", "emmy": None}


def _day(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # the times of a second download that holds both attempts        what holds of the first and of the second
        ({"moments": {"ada": _day(9)}}, [_day(1), _day(9)]),
        ({"moments": {"ada": _day(9)}, "files": {("ada", "submission.py"): _day(3)}}, [_day(3), _day(9)]),
        ({"moments": {}, "files": {("ada", "submission-1.py"): _day(9)}}, [_day(1), _day(9)]),
        ({"moments": {}}, [_day(1), None]),
    ],
    ids=["one-time", "one-for-each", "of-the-last", "none"],
)
def test_each_attempt_has_its_own_time(told: dict[str, Any], expected: list[datetime | None], course: Course) -> None:
    folder = course.folder / "submissions"
    text = tiny.file_of(course, "ada")
    tiny.hand_in(course, "ada/submission.py", text)
    grade_assignment(course, "hw1", folder, tiny.HERE, times=Times({"ada": _day(1)}), level="read")
    tiny.hand_in(course, "ada/submission-1.py", f"# again\n{text}")
    grade_assignment(course, "hw1", folder, tiny.HERE, times=Times(**told), level="read")
    assert [one.time for one in _handins(course)] == expected


def test_a_time_of_the_only_file_may_be_mended(course: Course) -> None:
    tiny.hand_in(course, "ada/submission.py", tiny.file_of(course, "ada"))
    for day in (4, 7, 2):
        times = Times({"ada": _day(day)})
        grade_assignment(course, "hw1", course.folder / "submissions", tiny.HERE, times=times, level="read")
        assert [one.time for one in _handins(course)] == [_day(day)]


def test_a_mark_of_lateness_without_a_time_costs_nothing_and_is_said(course: Course) -> None:
    text = (course.folder / "course.toml").read_text(encoding="utf-8")
    (course.folder / "course.toml").write_text(text.replace('rule = "none"', 'rule = "closed"'), encoding="utf-8")
    course = Course(course.folder)
    tiny.hand_in(course, "lovelaceada_LATE_1001_99_submission.py", tiny.file_of(course, "ada"))
    tiny.graded(course)
    end = closing(course, "hw1")
    assert end.late_unknown == 1
    assert "1 marked late by the platform, the time not known:    give --times" in end.lines()
    with opened(course.store) as engine, engine.connect() as connection:
        assert sum(mark.earned for mark in judged.marks(connection, "hw1", "ada")) == 10
