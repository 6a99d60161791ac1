"""Marks out of a course, and sheets on their way to students."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
import tiny_course as tiny

from gradekit.cli import run
from gradekit.course.exporting import as_csv, everybody, filled, totals
from gradekit.course.folder import Course
from gradekit.course.handouts import WAYS, hand_out
from gradekit.course.reviewing import code_of
from gradekit.course.secret import read_secret
from gradekit.errors import OperatorError

CANVAS = """\
Student,ID,SIS Login ID,Section,Homework 1 (77)
    Points Possible,,,,10
"Lovelace, Ada",1001,,A,
"Noether, Emmy",1002,,A,
"Weierstraß, Karl",1003,,B,5
"Ковалевская, Софья",1004,,B,
"""
WORKSHEET = """\
Identifier,Full name,Email address,Status,Grade,Maximum grade,Last modified (grade)
Participant 501,Ada Lovelace,ada@example.org,,,10.00,-
Participant 502,Emmy Noether,emmy@example.org,,,10.00,-
Participant 503,Someone Else,else@example.org,,,10.00,-
"""


def rows(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode())))


def test_the_table_has_a_line_for_each_student_and_blanks_for_what_waits(graded_course: Course) -> None:
    ada, emmy, karl, sofja = rows(as_csv(graded_course, "hw1"))
    assert (ada["id"], ada["total"], ada["of"], ada["pending"]) == ("ada", "10", "10", "")
    assert float(emmy["total"]) < 10
    assert (karl["1a"], karl["total"]) == ("", "")
    assert float(karl["pending"]) > 0
    assert (sofja["1a"], sofja["total"]) == ("0", "0")


def test_who_is_excused_has_blanks_and_no_zero(graded_course: Course) -> None:
    excuse(graded_course, "sofja")
    course = Course(graded_course.folder)
    sofja = rows(as_csv(course, "hw1"))[-1]
    assert (sofja["id"], sofja["1a"], sofja["total"], sofja["excused"]) == ("sofja", "", "", "yes")
    assignment = course.assignment("hw1")
    told = [(t.ids[0], t.earned, t.excused) for t in totals(course, assignment, everybody(course, assignment))]
    assert told[-1] == ("sofja", None, True)


def test_codes_stand_for_names_and_the_order_of_the_roster_is_gone(graded_course: Course) -> None:
    text = as_csv(graded_course, "hw1", anonymous=True).decode()
    assert not re.search(r"(?i)ada|emmy|karl|sofja|lovelace|noether", text)
    codes = [row["code"] for row in rows(text.encode())]
    assert codes == sorted(codes)
    assert set(codes) == {code_of(graded_course, "hw1", student) for student in tiny.STUDENTS}


def test_the_gradebook_of_canvas_is_filled(graded_course: Course, tmp_path: Path) -> None:
    exported = tmp_path / "canvas.csv"
    exported.write_text(CANVAS, encoding="utf-8")
    told = filled(graded_course, "hw1", "canvas", exported)
    assert told.told == "3 filled, 0 not in the file, 0 excused, 1 blank because something waits"
    lines = told.content.decode().splitlines()
    assert lines[2] == '"Lovelace, Ada",1001,,A,10'
    assert lines[4].endswith(",B,")
    assert lines[5].endswith(",B,0")


def test_who_has_no_sheet_keeps_what_the_platform_has(graded_course: Course, tmp_path: Path) -> None:
    roster = graded_course.folder / "roster.csv"
    roster.write_text(roster.read_text(encoding="utf-8") + "zoe,Zoe Late,,1005,,,,\n", encoding="utf-8")
    exported = tmp_path / "canvas.csv"
    exported.write_text(CANVAS + '"Late, Zoe",1005,,B,7\n', encoding="utf-8")
    told = filled(Course(graded_course.folder), "hw1", "canvas", exported)
    assert told.without == ["Zoe Late"]
    assert told.content.decode().endswith('"Late, Zoe",1005,,B,7\n')


def test_a_dry_run_writes_nothing(
    graded_course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    exported = tmp_path / "sheet.csv"
    exported.write_text(WORKSHEET, encoding="utf-8")
    monkeypatch.chdir(graded_course.folder)
    before = sorted(tmp_path.rglob("*"))
    assert run(["export", "moodle-worksheet", "hw1", str(exported), "--dry-run"]) == 1
    assert sorted(tmp_path.rglob("*")) == before
    said = capsys.readouterr().out
    assert "2 filled, 2 not in the file, 0 excused, 0 blank" in said
    assert "not of the course Participant 503" in said or "Someone Else" in said
    assert run(["export", "moodle-worksheet", "hw1", str(exported)]) == 1
    assert (graded_course.folder / "out" / "hw1" / "moodle-worksheet-sheet.csv").is_file()


def test_what_was_filled_in_is_told_to_programs(
    graded_course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exported, out = tmp_path / "sheet.csv", tmp_path / "filled.csv"
    exported.write_text(WORKSHEET, encoding="utf-8")
    command = ["export", "moodle-worksheet", "hw1", str(exported), "--course", str(graded_course.folder), "--json"]
    assert run([*command, "--dry-run"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["file"], told["filled"], len(told["absent"])) == (None, 2, 2)
    assert run([*command, "-o", str(out)]) == 1
    assert json.loads(capsys.readouterr().out) == {**told, "file": out.as_posix()}
    assert out.is_file()


def test_marks_from_paper_are_told_to_programs(
    graded_course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "paper.csv"
    paper.write_text("id,part,points\nada,1a,0\nnobody,1a,1\n", encoding="utf-8")
    assert run(["marks", "import", "hw1", str(paper), "--course", str(graded_course.folder), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["entered"], told["same"], len(told["faults"])) == (1, 0, 1)


@pytest.mark.parametrize(
    ("system", "content", "match"),
    [
        ("canvas", None, r"cannot be read \(No such file"),
        ("canvas", CANVAS.replace("Homework 1", "Other"), "no column is called `Homework 1`"),
        ("moodle", CANVAS, "no column is called `Homework 1`"),
    ],
)
def test_files_that_do_not_fit(
    graded_course: Course, tmp_path: Path, system: str, content: str | None, match: str
) -> None:
    exported = tmp_path / "x.csv"
    if content is not None:
        exported.write_text(content, encoding="utf-8")
    with pytest.raises(OperatorError, match=match):
        filled(graded_course, "hw1", system, exported)


# ---- handouts


def test_a_folder_has_names_that_follow_from_the_secret_alone(course: Course, tmp_path: Path) -> None:
    hand_out(course, "hw1", "folder", tmp_path)
    names = sorted(path.name for path in (tmp_path / "hw1").iterdir() if path.is_dir())
    assert len(names) == 4
    assert all(re.fullmatch("[0-9a-f]{32}", name) for name in names)
    listed = (tmp_path / "hw1-links.csv").read_text(encoding="utf-8")
    assert all(name in listed for name in names)
    assert not (tmp_path / "hw1" / "hw1-links.csv").exists()
    course.secret.write_text("5" * 64, encoding="ascii")
    other = tmp_path / "other"
    hand_out(course, "hw1", "folder", other)
    assert not set(names) & {path.name for path in (other / "hw1").iterdir()}


@pytest.mark.parametrize("way", sorted(WAYS))
def test_a_handout_said_twice_is_the_same_bytes_and_tells_of_nobody_else(
    course: Course, tmp_path: Path, way: str
) -> None:
    worksheet = tmp_path / "worksheet.csv"
    worksheet.write_text(WORKSHEET, encoding="utf-8")
    found: list[dict[str, bytes]] = []
    for name in ("one", "two"):
        hand_out(course, "hw1", way, tmp_path / name, worksheet=worksheet)
        found.append({str(p.relative_to(tmp_path / name)): p.read_bytes() for p in files(tmp_path / name)})
    assert found[0] == found[1]
    for name, content in found[0].items():
        if name.endswith(("mail.csv", "links.csv", ".zip")):  # for the teacher, and for Moodle
            continue
        others = [s for s in ("Lovelace", "Noether", "Weierstra", "Ковалевская") if s.encode() in content]
        assert len(others) <= 1, name
        assert read_secret(course.secret).hex().encode() not in content
        assert b"extra" not in content.lower().replace(b"extract", b"")


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_zip_for_moodle_has_the_names_of_its_worksheet(course: Course, tmp_path: Path) -> None:
    worksheet = tmp_path / "worksheet.csv"
    worksheet.write_text(WORKSHEET, encoding="utf-8")
    told = hand_out(course, "hw1", "moodle", tmp_path, worksheet=worksheet)
    names = zipfile.ZipFile(told.path).namelist()
    assert {name.partition("/")[0] for name in names} == {
        "Ada Lovelace_501_assignsubmission_file_",
        "Emmy Noether_502_assignsubmission_file_",
    }
    assert told.students == 2
    assert told.without == ("karl", "sofja")


def test_a_void_part_leaves_what_the_platform_is_told_of(graded_course: Course, tmp_path: Path) -> None:
    path = tmp_path / "gradebook.csv"
    path.write_text(CANVAS, encoding="utf-8")
    assert not any("scaled" in note for note in filled(graded_course, "hw1", "canvas", path).notes)
    assert run(["decide", "void", "hw1", "1a", "--why", "x", "--course", str(graded_course.folder)]) == 0
    notes = filled(graded_course, "hw1", "canvas", path).notes
    assert any("has 10 points there and 8.5 here; nothing is scaled" in note for note in notes)


def test_a_repository_that_a_student_has_begun_is_left(course: Course, tmp_path: Path) -> None:
    hand_out(course, "hw1", "repos", tmp_path)
    begun = tmp_path / "hw1-repos" / "ada" / "submission.py"
    begun.write_text("mine", encoding="utf-8")
    begun.with_name("sheet.html").write_text("old", encoding="utf-8")
    hand_out(course, "hw1", "repos", tmp_path)
    assert begun.read_text(encoding="utf-8") == "mine"
    assert begun.with_name("sheet.html").read_text(encoding="utf-8") != "old"


def test_a_handout_names_who_has_no_files(course: Course, tmp_path: Path) -> None:
    roster = course.folder / "roster.csv"
    roster.write_text(roster.read_text(encoding="utf-8") + "zoe,Zoe Late,,1005,,,,\n", encoding="utf-8")
    told = hand_out(Course(course.folder), "hw1", "mail", tmp_path)
    assert (told.students, told.without) == (4, ("zoe",))


@pytest.mark.parametrize(
    ("way", "what", "worksheet", "match"),
    [
        ("mail", "feedback", "", "no feedback of hw1 yet; `gradekit feedback` makes it"),
        ("moodle", "sheets", "", "give its grading worksheet with --worksheet"),
        ("moodle", "sheets", "a,b\nc,d\n", "no grading worksheet of Moodle.*Download"),
        ("moodle", "sheets", WORKSHEET.replace("Ada Lovelace", "Bob").replace("ada@", "bob@"), ""),
        ("moodle", "sheets", "missing", "cannot be read"),
    ],
    ids=["none", "no-worksheet", "other-file", "fine", "missing"],
)
def test_handouts_that_cannot_be_made(
    course: Course, tmp_path: Path, way: str, what: str, worksheet: str, match: str
) -> None:
    path = tmp_path / "worksheet.csv"
    if worksheet not in ("", "missing"):
        path.write_text(worksheet, encoding="utf-8")
    given = path if worksheet else None
    if not match:
        assert hand_out(course, "hw1", way, tmp_path, what=what, worksheet=given).students == 1
        return
    with pytest.raises(OperatorError, match=match):
        hand_out(course, "hw1", way, tmp_path, what=what, worksheet=given)


def excuse(course: Course, student: str) -> None:
    roster = course.folder / "roster.csv"
    text = roster.read_text(encoding="utf-8")
    roster.write_text(re.sub(rf"^({student},.*),$", r"\1,hw1", text, flags=re.M), encoding="utf-8")
