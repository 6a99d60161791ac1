"""Rosters: fifty kinds of faults, each reported by its line; what platforms and spreadsheets export; who is who."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradekit.course import roster as module
from gradekit.course.columns import meanings
from gradekit.course.roster import decoded, read_roster, roster_of
from gradekit.errors import OperatorError

LEFT_OUT, KEPT, PASSED = "left out", "kept", "passed over"

FAULTS = [
    # code                     what happens   headings and rows; the last row is the one that is reported
    ("id-empty", LEFT_OUT, "id,name\n,Ada"),
    ("id-too-long", LEFT_OUT, f"id,name\n{'a' * 65},Ada"),
    ("id-hidden-character", LEFT_OUT, "id,name\na\u200bda,Ada"),
    ("id-replaced", LEFT_OUT, "id,name\nJ\ufffdrgen,Ada"),
    ("id-rounded", LEFT_OUT, "id,name\n1.23457E+11,Ada"),
    ("id-formula", LEFT_OUT, "id,name\n#N/A,Ada"),
    ("id-formula", LEFT_OUT, "id,name\n=A1+1,Ada"),
    ("id-path", LEFT_OUT, "id,name\n../ada,Ada"),
    ("id-path", LEFT_OUT, "id,name\n..,Ada"),
    ("id-many", LEFT_OUT, "id,name\na1;a2,Ada"),
    ("id-placeholder", LEFT_OUT, "id,name\nN/A,Ada"),
    ("id-date", KEPT, "id,name\n12-Jan,Ada"),
    ("id-blank", KEPT, "id,name\na 1,Ada"),
    ("id-whole-number", KEPT, "id,name\n4711.0,Ada"),
    ("id-again", KEPT, "id,name,also\nada,Ada,ADA"),
    ("id-of-two", LEFT_OUT, "id,name\na1,Ada\nA1,Emmy"),
    ("id-zeros", KEPT, "id,name\n0471,Ada\n471,Emmy"),
    ("id-alike", KEPT, "id,name\nlO1,Ada\n1o1,Emmy"),
    ("also-no-id", KEPT, "id,name,also\na1,Ada,x/y"),
    ("also-of-two", KEPT, "id,name,also\na1,Ada,x\na2,Emmy,x"),
    ("also-of-two", KEPT, "id,name,also\na1,Ada,\na2,Emmy,a1"),
    ("student-twice", PASSED, "id,name\na1,Ada\na1,Ada"),
    ("student-twice", LEFT_OUT, "id,name,also\na1,Ada,x\na1,Ada,y"),
    ("name-empty", KEPT, "id,name\na1,"),
    ("name-too-long", LEFT_OUT, f"id,name\na1,{'A' * 201}"),
    ("name-hidden-character", KEPT, "id,name\na1,A\u202eda"),
    ("name-replaced", KEPT, "id,name\na1,J\ufffdrgen"),
    ("name-encoding", KEPT, "id,name\na1,MÃ¼ller"),
    ("name-encoding", KEPT, "id,name\na1,Ã„rmel"),
    ("name-formula", KEPT, "id,name\na1,=HYPERLINK(1)"),
    ("name-email", KEPT, "id,name\na1,ada@example.org"),
    ("name-number", KEPT, "id,name\na1,4711"),
    ("name-of-two", KEPT, "id,name\na1,Ada\na2,ADA"),
    ("email-form", KEPT, "id,name,email\na1,Ada,ada at example.org"),
    ("email-many", KEPT, "id,name,email\na1,Ada,ada@x.org emmy@x.org"),
    ("email-hidden-character", KEPT, "id,name,email\na1,Ada,a\u200bda@x.org"),
    ("email-of-two", KEPT, "id,name,email\na1,Ada,m@x.org\na2,Emmy,M@x.org"),
    ("extra-days-no-number", KEPT, "id,name,extra-days\na1,Ada,two"),
    ("extra-days-range", KEPT, "id,name,extra-days\na1,Ada,-1"),
    ("extra-days-range", KEPT, "id,name,extra-days\na1,Ada,nan"),
    ("extra-time-no-number", KEPT, "id,name,extra-time\na1,Ada,30 min"),
    ("extra-time-range", KEPT, "id,name,extra-time\na1,Ada,301"),
    ("extra-time-factor", KEPT, "id,name,extra-time\na1,Ada,1.25"),
    ("excused-name", KEPT, "id,name,excused\na1,Ada,hw1 and hw2"),
    ("column-unknown", KEPT, "id,name,e-mial\na1,Ada,x"),
    ("column-unnamed", KEPT, "id,name,\na1,Ada,x"),
    ("column-twice", KEPT, "id,name,Name\na1,Ada,Emmy"),
    ("headings-again", PASSED, "id,name\na1,Ada\nID,Name"),
    ("cells-too-many", LEFT_OUT, "id,name\na1,Lovelace, Ada"),
    ("cells-too-few", KEPT, "id,name,email\na1,Ada"),
    ("row-of-platform", PASSED, 'id,name\n,"Student, Test"'),
    ("row-of-nobody", PASSED, "id,name,marks\n,,Manual Posting"),
    ("no-student", PASSED, "id,name"),
]
"""Kinds that are found in a line."""

ON_THE_HEADINGS = {"column-unknown", "column-unnamed", "column-twice", "no-student"}

WHOLE = [
    # what is no roster at all                        the words
    (b"", r"roster\.csv is empty.*at least `id`"),
    (b"\n\n , \n", r"is empty"),
    (b"name\nAda\n", r"line 1: no column holds an id; found `name`.*Call the column `id`"),
    (b'id,name\na1,"Ada\na2,Emmy\n', r"line 2: a quotation mark is opened and not closed"),
    (b'id,name\na1,Ada\na2,"Em"my\n', r"line 3: a quotation mark.*written twice"),
    (b"PK\x03\x04\x00\x00", r"no text file \(byte 4\); export it as CSV"),
]


@pytest.mark.parametrize(("code", "what", "text"), FAULTS, ids=lambda v: v if v in (LEFT_OUT, KEPT, PASSED) else "")
def test_a_fault_is_reported_by_its_line(code: str, what: str, text: str) -> None:
    roster = roster_of(text)
    found = [one for one in roster.findings if one.code == code]
    rows = text.splitlines()
    assert [one.line for one in found] == [1 if code in ON_THE_HEADINGS else len(rows)]
    assert found[0].out == (what == LEFT_OUT)
    assert found[0].words.isprintable()
    assert len(roster.students) == len(rows) - 1 - (what != KEPT) + (code == "no-student")


def test_there_are_fifty_kinds_of_faults() -> None:
    kinds = {code for code, _, _ in FAULTS} | {"too-many", "missing", "too-large"} | {words for _, words in WHOLE}
    assert len(kinds) >= 50


def test_every_kind_in_the_code_has_a_row() -> None:
    import re

    folder = Path(module.__file__).parent
    text = "".join((folder / name).read_text(encoding="utf-8") for name in ("roster.py", "roster_rows.py"))
    told = set(
        re.findall(r'"((?:id|name|email|also|row|column|cells|student|headings|excused)-[a-z-]+|no-student)"', text)
    )
    assert len(told) > 30
    assert told - {code for code, _, _ in FAULTS} == set()


@pytest.mark.parametrize(("raw", "words"), WHOLE)
def test_a_file_that_is_no_roster(raw: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(raw)
    with pytest.raises(OperatorError, match=words):
        read_roster(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"There is no roster\.csv in .*; write one with the columns id, name"):
        read_roster(tmp_path / "roster.csv")


def test_too_large_and_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STUDENTS", 2)
    roster = roster_of("id\na\nb\nc\n")
    assert [(one.line, one.code, one.out) for one in roster.findings if one.code == "too-many"] == [
        (4, "too-many", True)
    ]
    assert [s.id for s in roster.students] == ["a", "b"]
    monkeypatch.setattr(module, "MOST_BYTES", 3)
    (tmp_path / "roster.csv").write_bytes(b"id\nada\n")
    with pytest.raises(OperatorError, match="is larger than 0 MB, which no roster is"):
        read_roster(tmp_path / "roster.csv")


def test_the_others_go_on_when_a_line_is_left_out() -> None:
    roster = roster_of("id,name\na1,Ada\n,Nobody\na2,Emmy\n")
    assert [s.id for s in roster.students] == ["a1", "a2"]
    assert [(one.line, one.out) for one in roster.findings] == [(3, True)]


CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (2201),Current Score
,,,,,Manual Posting,
    Points Possible,,,,,10.0,(read only)
"Lovelace, Ada",1001,s01,ada@x.org,A and B,7.5,75
"Noether, Emmy",1002,s02,emmy@x.org,A,,
"Student, Test",9,,4fe1,A,,
"""
MOODLE = """\
First name,Last name,ID number,Institution,Department,Email address,Quiz: HW1 (Real),Last downloaded from this course
Ada,Lovelace,s01,,,ada@x.org,-,1780000000
Emmy,Noether,s02,,,emmy@x.org,3.00,1780000000
"""
MOODLE_GERMAN = """\
Vorname;Nachname;ID-Nummer;Institut;Abteilung;E-Mail-Adresse;Aufgabe: HA1 (Punkte);Zuletzt aus diesem Kurs geladen
Ada;Lovelace;s01;;;ada@x.org;-;1780000000
Emmy;Noether;s02;;;emmy@x.org;3,00;1780000000
"""
PARTICIPANTS = "First name,Last name,Email address,Groups\nAda,Lovelace,ada@x.org,A\nEmmy,Noether,emmy@x.org,A\n"
WORKSHEET = """\
Identifier,Full name,Email address,Status,Last access to course
Participant 4711,Ada Lovelace,ada@x.org,Submitted,-
Participant 4712,Emmy Noether,emmy@x.org,,-
"""
GRADESCOPE = """\
First Name,Last Name,SID,Email,Role,Sections
Ada,Lovelace,s01,ada@x.org,Student,A
Emmy,Noether,s02,e@x.org,Student,A
"""
OWN = "id,name,also,github\ns01,Ada Lovelace,1001; 77,adal\ns02,Emmy Noether,,\n"

EXPORTS = [
    (
        CANVAS,
        [("s01", "Ada Lovelace", ("s01", "1001", "ada@x.org")), ("s02", "Emmy Noether", ("s02", "1002", "emmy@x.org"))],
    ),
    (MOODLE, [("s01", "Ada Lovelace", ("s01", "ada@x.org")), ("s02", "Emmy Noether", ("s02", "emmy@x.org"))]),
    (MOODLE_GERMAN, [("s01", "Ada Lovelace", ("s01", "ada@x.org")), ("s02", "Emmy Noether", ("s02", "emmy@x.org"))]),
    (PARTICIPANTS, [("ada@x.org", "Ada Lovelace", ("ada@x.org",)), ("emmy@x.org", "Emmy Noether", ("emmy@x.org",))]),
    (GRADESCOPE, [("s01", "Ada Lovelace", ("s01", "ada@x.org")), ("s02", "Emmy Noether", ("s02", "e@x.org"))]),
    (OWN, [("s01", "Ada Lovelace", ("s01", "1001", "77", "adal")), ("s02", "Emmy Noether", ("s02",))]),
    (WORKSHEET, [("ada@x.org", "Ada Lovelace", ("ada@x.org",)), ("emmy@x.org", "Emmy Noether", ("emmy@x.org",))]),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    EXPORTS,
    ids=["canvas", "moodle", "moodle-german", "participants", "gradescope", "own", "worksheet"],
)
def test_what_platforms_export(text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    roster = roster_of(text)
    assert [(s.id, s.name, s.ids) for s in roster.students] == expected
    assert [one for one in roster.findings if not one.code.startswith("row-of-")] == []


WRITTEN = [
    # how a spreadsheet writes the same class
    ("utf-8", "{}"),
    ("utf-8-sig", "{}"),
    ("utf-16", "{}"),
    ("cp1252", "{}"),
    ("utf-8", "sep=,\n{}"),
    ("utf-8", "\n\n{}\n\n"),
]
CLASS = "id,name,email\n007,Jürgen Groß,j@x.org\n008,“Zoë”,z@x.org\n"


@pytest.mark.parametrize(("encoding", "around"), WRITTEN)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_how_spreadsheets_write(encoding: str, around: str, ends: str, separator: str, tmp_path: Path) -> None:
    if ends == "\r" and around.startswith("sep"):
        pytest.skip("no spreadsheet writes both")
    text = around.format(CLASS).replace(",", separator).replace("\n", ends)
    (tmp_path / "roster.csv").write_bytes(text.encode(encoding))
    roster = read_roster(tmp_path / "roster.csv")
    assert [(s.id, s.name) for s in roster.students] == [("007", "Jürgen Groß"), ("008", "“Zoë”")]
    assert roster.findings == ()


def test_quoted_cells_may_have_separators_and_line_breaks() -> None:
    roster = roster_of('id,name,email\n1,"Lovelace, Ada\r\nKing",\n2,"Em""my",\nx,,y,z\n')
    assert [s.name for s in roster.students] == ["Ada King Lovelace", 'Em"my']
    assert [(one.line, one.code) for one in roster.findings] == [(5, "cells-too-many")]


NAMED = [
    ("ada", "s01"),
    ("S01", "s01"),
    ("1001", "s01"),
    ("ADA@x.org", "s01"),
    ("Emmy Noether", "s02"),
    ("emmy  noether", "s02"),
]


@pytest.mark.parametrize(("told", "who"), NAMED)
def test_a_student_is_found_by_any_id_or_by_a_name_that_only_one_has(told: str, who: str) -> None:
    assert roster_of(CANVAS).student(told).id == who


def test_a_student_who_is_not_there_or_not_alone() -> None:
    roster = roster_of("id,name\na1,Ada King\na2,Ada Lovelace\n")
    with pytest.raises(OperatorError, match="2 students are called `Ada`: a1, a2"):
        roster.student("Ada")
    with pytest.raises(OperatorError, match=r"No student `Ada Kings` is in the roster\. Did you mean `Ada King`"):
        roster.student("Ada Kings")
    with pytest.raises(OperatorError, match=r"No student `zzzz` is in the roster\.$"):
        roster.student("zzzz")


def test_a_further_id_of_two_leads_to_neither() -> None:
    roster = roster_of("id,name,email,also\na1,Ada,m@x.org,\na2,Emmy,m@x.org,a1\n")
    assert [s.ids for s in roster.students] == [("a1",), ("a2",)]
    assert roster.by_id["a1"].name == "Ada"
    assert "m@x.org" not in roster.by_id


EXCUSED = [("", ()), ("no", ()), ("0", ()), ("yes", ("all",)), ("X", ("all",)), ("hw1;hw2", ("hw1", "hw2"))]


@pytest.mark.parametrize(("cell", "expected"), EXCUSED)
def test_who_is_excused_of_what(cell: str, expected: tuple[str, ...]) -> None:
    student = roster_of(f"id,excused\na1,{cell}\na2,\n").students[0]
    assert student.excused == expected
    assert student.is_excused("hw1") == bool(expected)
    assert student.is_excused("hw3") == (expected == ("all",))


AMOUNTS = [("", 0.0), ("2", 2.0), ("1.5", 1.5), ("25 %", 25.0), ("inf", 0.0), ("1e3", 0.0)]


@pytest.mark.parametrize(("cell", "expected"), AMOUNTS)
def test_extra_time(cell: str, expected: float) -> None:
    assert roster_of(f"id,name,extra-time\na1,Ada,{cell}\n").students[0].extra_time == expected


def test_extra_days_with_a_decimal_comma() -> None:
    assert roster_of("id;name;extra-days\na1;Ada;1,5\n").students[0].extra_days == 1.5


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(
    head=st.lists(st.sampled_from(["id", "name", "email", "also", "extra-days", "x", ""]), max_size=5),
    rows=st.lists(st.lists(cells, max_size=6), max_size=6),
)
def test_any_table_is_read_or_refused_and_no_two_students_share_an_id(head: list[str], rows: list[list[str]]) -> None:
    import csv
    import io

    written = io.StringIO()
    csv.writer(written).writerows([head, *rows])
    try:
        roster = roster_of(decoded("roster.csv", written.getvalue().encode()))
    except OperatorError:
        assert "id" not in meanings(head)
        return
    names = [name.casefold() for student in roster.students for name in student.ids]
    assert len(names) == len(set(names))
    assert all(student.id and student.name for student in roster.students)
    assert len(roster.students) <= len(rows)
    assert list(roster.findings) == sorted(roster.findings, key=lambda f: (f.line, f.code))
