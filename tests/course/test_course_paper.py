"""An assignment on paper: a pile for the class, the marks back in, spare copies taken, and nothing printed twice."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
import tiny_course as tiny
from sqlalchemy import Connection

from gradekit.cli import BAD_INPUT, DONE, run
from gradekit.course import paper
from gradekit.course.folder import Course
from gradekit.course.issuing import retired
from gradekit.course.paper import print_assignment
from gradekit.course.releasing import import_marks
from gradekit.course.store import issued, judged
from gradekit.course.store.opening import opened
from gradekit.errors import OperatorError

pytest.importorskip("typst", reason="Typst is not installed: pip install gradekit[pdf]")
pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed: pip install gradekit[dev]")


@pytest.fixture(scope="module")
def course_on_paper(course_as_dealt: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course with everybody's copy and a spare one; never changed."""
    course = Course(shutil.copytree(course_as_dealt, tmp_path_factory.mktemp("paper") / "tiny"))
    told = print_assignment(course, "hw1", tiny.HERE, spare=1)
    assert (told.copies, told.spare, told.piles, told.there, told.missing) == (5, 1, ("01",), 0, "")
    return course.folder


@pytest.fixture
def printed(course_on_paper: Path, tmp_path: Path) -> Course:
    return Course(shutil.copytree(course_on_paper, tmp_path / "tiny"))


def table(course: Course, name: str = "marks-01.csv") -> list[list[str]]:
    return list(csv.reader(io.StringIO((course.made("hw1", "paper") / name).read_text(encoding="utf-8"))))


def entered(course: Course, rows: list[list[str]]) -> list[str]:
    """The table filled in and imported; gives what did not fit."""
    path = course.folder / "filled-in.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return import_marks(course, "hw1", path).faults


def earned(course: Course) -> dict[str, float]:
    with opened(course.store) as engine, engine.connect() as connection:
        sums: dict[str, float] = {}
        for mark in judged.marks(connection, "hw1"):
            sums[mark.student] = sums.get(mark.student, 0) + float(mark.earned)
    return sums


def test_a_pile_has_a_copy_for_everybody_in_the_order_of_the_roster(printed: Course) -> None:
    rows = table(printed)
    assert [row[:2] for row in rows] == [
        ["id", "name"],
        ["ada", "Ada Lovelace"],
        ["emmy", "Emmy Noether"],
        ["karl", "Karl Weierstraß"],
        ["sofja", "Софья Ковалевская"],
        ["", ""],
    ]
    with opened(printed.store) as engine, engine.connect() as connection:
        held = issued.newest_sheets(connection, "hw1")
    codes = [f"{held[one].sheet.id}-{k:03d}" for k, one in enumerate((*tiny.STUDENTS, "spare/001"), start=1)]
    assert [row[2] for row in rows[1:]] == codes
    assert len(set(codes)) == 5
    pages = [page.extract_text() for page in pypdf.PdfReader(printed.made("hw1", "paper", "paper-01.pdf")).pages]
    assert len(pages) % 2 == 0
    for row in rows[1:]:
        first = next(page for page in pages if f"{row[2]} · 1" in page)
        assert row[1] in first
        assert ("See that the name is yours" in first) is bool(row[1])
        assert sum(row[2] in page for page in pages) % 2 == 0
    booklets = "".join(p.extract_text() for p in pypdf.PdfReader(printed.made("hw1", "paper", "marking-01.pdf")).pages)
    assert all(code.partition("-")[0] in booklets for code in codes)


def test_marks_filled_in_close_the_circle(printed: Course) -> None:
    rows = table(printed)
    parts = rows[0][3:]
    with opened(printed.store) as engine, engine.connect() as connection:
        full = [
            str(float(part.points))
            for slot in issued.any_sheet(connection, "hw1", "ada").slots
            for part in slot.issued.parts
        ]
    assert len(parts) == len(full)
    rows[1][3:] = full
    rows[3][0] = ""  # the code of the copy says whose it is
    rows[3][3] = full[0].replace(".", ",")
    assert entered(printed, rows) == []
    assert earned(printed)["ada"] == 10
    assert earned(printed)["karl"] == float(full[0])
    assert earned(printed)["emmy"] == 0


def test_a_spare_copy_is_the_sheet_of_whoever_took_it(printed: Course) -> None:
    rows = table(printed)
    spare = rows[5][2].partition("-")[0]
    rows[5][0], rows[5][3] = "emmy", "1"
    assert entered(printed, rows) == entered(printed, rows) == []
    with opened(printed.store) as engine, engine.connect() as connection:
        assert issued.newest_sheets(connection, "hw1")["emmy"].sheet.id == spare
        assert [one.reissue for one in issued.dealt(connection, "hw1")["emmy"]] == [1, 1]
    assert earned(printed)["emmy"] == 1
    rows[5][0] = "karl"
    assert entered(printed, rows) == [
        f"filled-in.csv, line 6: the copy `{rows[5][2]}` is that of `emmy`, not of `karl`."
    ]
    assert print_assignment(Course(printed.folder), "hw1", tiny.HERE, spare=1).copies == 0


def test_a_line_that_does_not_say_whose_it_is_is_named(printed: Course) -> None:
    rows = table(printed)
    rows[5][3] = "1"
    rows.append(["ada", "", "nonsense-001", "1"])
    faults = entered(printed, rows)
    assert faults[0] == "filled-in.csv, line 6: it is not said whose marks these are; write the id into the line."
    assert faults[1].startswith("filled-in.csv, line 7: there is no copy `nonsense-001` of hw1")
    assert set(earned(printed).values()) == {0}


def test_said_again_only_late_students_get_a_further_pile(printed: Course) -> None:
    before = {path.name: path.read_bytes() for path in printed.made("hw1", "paper").iterdir()}
    assert print_assignment(printed, "hw1", tiny.HERE, spare=1).piles == ()
    with (printed.folder / "roster.csv").open("a", encoding="utf-8") as file:
        file.write("zoe,=2+王小明,,,A,,,\n")
    told = print_assignment(Course(printed.folder), "hw1", tiny.HERE, spare=1)
    assert (told.copies, told.there, told.piles, told.new, told.missing) == (1, 5, ("02",), ("zoe",), "小明王")
    after = {path.name: path.read_bytes() for path in printed.made("hw1", "paper").iterdir()}
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"paper-02.pdf", "marking-02.pdf", "marks-02.csv", "paper-02.json"}
    late = table(printed, "marks-02.csv")[1]
    assert late[1] == "'=2+王小明"
    assert late[2].endswith("-006")
    (printed.made("hw1", "paper") / "paper-01.json").write_text("{", encoding="utf-8")
    with pytest.raises(OperatorError, match=r"paper-01\.json cannot be read .* take it from a backup"):
        print_assignment(Course(printed.folder), "hw1", tiny.HERE)


def test_large_classes_are_cut_into_piles_with_numbers_going_on(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "MOST", 3)
    monkeypatch.setattr(paper, "MOST_MARKED", 4)
    assert print_assignment(course, "hw1", tiny.HERE).piles == ("01", "02")
    folder = course.made("hw1", "paper")
    numbers = [row[2][-3:] for name in ("01", "02") for row in table(course, f"marks-{name}.csv")[1:]]
    assert numbers == ["001", "002", "003", "004"]
    assert {path.name for path in folder.glob("marking-*")} == {
        "marking-01-1.pdf",
        "marking-01-2.pdf",
        "marking-02.pdf",
    }


def variants(connection: Connection) -> dict[str, tuple[str, ...]]:
    return {who: tuple(one.variant for one in of) for who, of in issued.dealt(connection, "hw1").items()}


def test_versions_are_dealt_in_turn_and_late_students_get_one_of_them(tmp_path: Path) -> None:
    course = tiny.made(tmp_path / "tiny")
    text = tiny.ASSIGNMENT.replace("\n[[slot]]", "versions = 2\n\n[[slot]]", 1)
    (course.folder / "assignments" / "hw1.toml").write_text(text, encoding="utf-8")
    told = print_assignment(course, "hw1", tiny.HERE)
    assert (told.copies, told.new, told.shared) == (4, tiny.STUDENTS, {})
    with (course.folder / "roster.csv").open("a", encoding="utf-8") as file:
        file.write("zoe,Zoe,,,A,,,\n")
    course = Course(course.folder)
    assert tiny.dealt(course).new == ("zoe",)
    with opened(course.store) as engine, engine.connect() as connection:
        held = variants(connection)
        sheets = issued.newest_sheets(connection, "hw1")
    assert held["ada"] == held["karl"] == held["zoe"] == held["version/A"]
    assert held["emmy"] == held["sofja"] == held["version/B"]
    assert held["ada"][0] != held["emmy"][0]
    assert retired(course, "hw1", held["emmy"][0], "a slip in the question", tiny.HERE) == ("emmy", "sofja")
    with opened(course.store) as engine, engine.connect() as connection:
        assert variants(connection)["version/B"][0] != held["emmy"][0]
    assert len({one.sheet.id for one in sheets.values()}) == 7
    text = "".join(p.extract_text() for p in pypdf.PdfReader(course.made("hw1", "paper", "marking-01.pdf")).pages[:1])
    assert "(A)" in text
    assert "Version: B" in pypdf.PdfReader(course.made("hw1", "paper", "paper-01.pdf")).pages[-4].extract_text()


def test_where_marking_is_anonymous_the_pile_has_codes_alone(course: Course) -> None:
    settings = course.folder / "course.toml"
    settings.write_text(f"anonymous = true\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    course = Course(course.folder)
    print_assignment(course, "hw1", tiny.HERE)
    rows, who = table(course), table(course, "who-01.csv")
    assert rows[0][:2] == ["code", "copy"]
    assert [row[0] for row in rows[1:]] == sorted(row[0] for row in rows[1:])
    text = "".join(p.extract_text() for p in pypdf.PdfReader(course.made("hw1", "paper", "paper-01.pdf")).pages)
    assert all(row[0] in text for row in rows[1:])
    assert not any(row[1].split()[0] in text for row in who[1:])
    copies = {row[3]: row[0] for row in who[1:]}
    rows[1][2] = "1"
    assert entered(course, rows) == []
    assert earned(course)[copies[rows[1][1]]] == 1


def test_the_command_for_a_course(printed: Course, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(printed.folder / "assignments" / "hw1.toml")
    assert run(["generate", file, "--paper", "--spare", "1", "--json"]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["copies"], told["there"], told["folder"]) == (0, 5, str(printed.made("hw1", "paper")))
    for arguments, words in (
        (["--paper", "--copies", "3"], "Everybody in the roster gets a copy: leave out --copies"),
        (["--paper", "--versions", "3"], "write `versions = 3` into hw1.toml"),
        (["--paper", "--size", "a5"], "a4, us-letter"),
        (["--spare", "3"], "belong to --paper"),
        (["--seed", "3", "--level", "2"], "--seed, --level: of a course its files say that"),
    ):
        assert run(["generate", file, *arguments]) == BAD_INPUT
        assert words in capsys.readouterr().err
