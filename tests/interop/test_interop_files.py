"""Files of learning platforms filled in: what is written, what stays as it was, and what is refused in which words."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradekit.errors import OperatorError
from gradekit.interop.canvas import fill_canvas
from gradekit.interop.gradefile import Filled, Total, decimal, read_gradefile
from gradekit.interop.moodle_gradebook import fill_moodle
from gradekit.interop.moodle_worksheet import fill_worksheet

F = Fraction
TEN = F(10)


def total(name: str, earned: Fraction | None, *ids: str, excused: bool = False, held: bool = True) -> Total:
    return Total(ids or (name.split(maxsplit=1)[0].casefold(),), name, earned, excused, held)


ADA = total("Ada Lovelace", F(25, 3), "ada", "1001", "ada@x.org")
EMMY = total("Emmy Noether", F(0), "emmy", "1002", "emmy@x.org")
KARL = total("Karl Weierstraß", None, "karl", "1003", "karl@x.org")
SOFJA = total("Софья Ковалевская", None, "sofja", "1004", "sofja@x.org", excused=True)
LATE = total("Late Comer", None, "late", "1005", held=False)
CLASS = (ADA, EMMY, KARL, SOFJA, LATE)

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,HW 1 (77),HW 2 (78),Final Score
    Points Possible,,,,,10,5,(read only)
"Lovelace, Ada",1001,ada,a@x.org,"A, early",,4,80.5
"Noether, Emmy",1002,emmy,e@x.org,A,9,,
"Weierstraß, Karl",1003,karl,k@x.org,A,3,,
"Ковалевская, Софья",1004,sofja,s@x.org,A,,,
"Comer, Late",1005,late,l@x.org,A,7,,
"Student, Test",99,,test,A,1,,
"""
GRADEBOOK = '''\
"First name","Last name","ID number","Email address","Assignment: HW 1 (Real)","Course total (Real)"
Ada,Lovelace,1001,ada@x.org,-,-
Emmy,Noether,1002,emmy@x.org,3.00,-
"Karl ""K""",Weierstraß,1003,karl@x.org,-,-
'''
WORKSHEET = """\
Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum grade","Grade can be changed",\
"Last modified (grade)"
"Participant 501","Ada Lovelace",1001,ada@x.org,"Submitted for grading",,10.00,Yes,-
"Participant 502","Emmy Noether",1002,emmy@x.org,"No submission","5.00",10.00,Yes,"Monday, 30 November 2026, 6:05 PM"
"Participant 503","Karl Weierstraß",1003,karl@x.org,"No submission",2.00,10.00,Yes,-
"Participant 504","Софья Ковалевская",1004,sofja@x.org,"No submission",,10.00,No,-
"""


def canvas(text: str | bytes, title: str = "HW 1") -> Filled:
    return fill_canvas("book.csv", text.encode() if isinstance(text, str) else text, title, TEN, CLASS)


def moodle(text: str | bytes, title: str = "HW 1") -> Filled:
    return fill_moodle("book.csv", text.encode() if isinstance(text, str) else text, title, CLASS)


def worksheet(text: str | bytes, column: str = "") -> Filled:
    return fill_worksheet("sheet.csv", text.encode() if isinstance(text, str) else text, TEN, CLASS, column=column)


def test_canvas_has_the_marks_and_everything_else_as_it_was() -> None:
    told = canvas(CANVAS)
    expected = CANVAS.replace('early",,4', 'early",8.33,4').replace(",A,9,,", ",A,0,,").replace(",A,3,,", ",A,,,")
    assert told.content.decode() == expected.replace("s@x.org,A,,,", "s@x.org,A,EX,,")
    assert told.told == "2 filled, 0 not in the file, 1 excused, 1 blank because something waits"
    assert (told.pending, told.without, told.unknown) == (["Karl Weierstraß"], ["Late Comer"], [])
    assert told.notes == ["book.csv: 1 marks are blank now, and Canvas will take them away."]


def test_the_gradebook_of_moodle_keeps_its_quotation_marks() -> None:
    told = moodle(GRADEBOOK)
    expected = GRADEBOOK.replace("ada@x.org,-", "ada@x.org,8.33").replace("3.00", "0")
    expected = expected.replace("karl@x.org,-", "karl@x.org,")
    assert told.content.decode() == expected
    assert told.absent == ["Софья Ковалевская"]


def test_the_worksheet_leaves_what_may_not_be_changed() -> None:
    told = worksheet(WORKSHEET)
    expected = WORKSHEET.replace('grading",,10', 'grading",8.33,10').replace('"5.00"', '"0"').replace("2.00", "")
    assert told.content.decode() == expected
    assert (told.filled, told.excused, told.absent) == (2, 0, [])
    assert told.notes == [
        "sheet.csv: 1 marks may not be changed in Moodle and were left.",
        "sheet.csv: 1 marks are blank now; Moodle passes a blank over and keeps its own.",
    ]


GERMAN = WORKSHEET.replace("Identifier", "ID").replace("Full name", "Vollständiger Name").replace(
    "Email address", "E-Mail-Adresse"
).replace("Grade can be changed", "Bewertung kann geändert werden").replace("Maximum grade", "Bestwertung").replace(
    "Last modified (grade)", "Zuletzt geändert (Bewertung)"
).replace("Grade", "Bewertung").replace("Participant ", "Teilnehmer/in").replace("10.00,No", "10.00,Nein")  # fmt: skip


@pytest.mark.parametrize(
    ("fill", "text"),
    [(canvas, CANVAS), (moodle, GRADEBOOK), (worksheet, WORKSHEET), (worksheet, GERMAN)],
    ids=["canvas", "moodle", "worksheet", "german-worksheet"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_mark_separator_and_line_ends_stay(
    fill: Callable[[bytes], Filled], text: str, separator: str, mark: bytes, end: str
) -> None:
    rows = list(csv.reader(io.StringIO(text)))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    told = fill(mark + out.getvalue().encode())
    assert told.content.startswith(mark)
    body = told.content.removeprefix(mark).decode()
    assert body.count(end) == out.getvalue().count(end)
    again = list(csv.reader(io.StringIO(body, newline=""), delimiter=separator))
    there = list(csv.reader(io.StringIO(fill(text.encode()).content.decode(), newline="")))
    assert again == there
    assert told.filled == 2


@given(
    rows=st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=6), min_size=3, max_size=3), min_size=2),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    separator=st.sampled_from([",", ";"]),
    whole=st.booleans(),
)
def test_a_file_in_which_nothing_is_put_is_the_same_bytes(
    rows: list[list[str]], quoting: int, separator: str, whole: bool
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n", quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([["a", "b", "c"], *rows])
    raw = out.getvalue().removesuffix("" if whole else "\r\n").encode()
    file = read_gradefile("x.csv", raw)
    assert file.content() == raw
    assert file.rows == list(csv.reader(io.StringIO(raw.decode(), newline=""), delimiter=separator))


@given(st.fractions(min_value=0, max_value=1000, max_denominator=10**6))
def test_marks_are_rounded_half_up_at_the_second_place(value: Fraction) -> None:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    assert Decimal(decimal(value)) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert "e" not in decimal(value).casefold()


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (F(0), "0"),
        (F(10), "10"),
        (F(100), "100"),
        (F(1, 3) * 25, "8.33"),
        (F(1, 200), "0.01"),
        (F(1, 200) - F(1, 10**40), "0"),
        (F(7, 2), "3.5"),
        (F(2, 3), "0.67"),
    ],
)
def test_a_mark_in_digits(value: Fraction, told: str) -> None:
    assert decimal(value) == told


@pytest.mark.parametrize(
    ("fill", "text", "match"),
    [
        (canvas, "\xff\xfe".encode("latin-1"), r"not UTF-8 \(byte 0\).*Export it afresh"),
        (canvas, CANVAS.splitlines()[0], "no line below its headings; export the file"),
        (canvas, CANVAS + "a,b\n", "row 9 has 2 cells under 8 headings. Export the file afresh"),
        (canvas, CANVAS.replace('"Lovelace, Ada"', '"Lovelace" Ada'), "line 3 .*quotation marks do not fit"),
        (canvas, CANVAS.replace('"Noether, Emmy"', '"Noether, Emmy'), "quotation marks do not fit"),
        (canvas, GRADEBOOK, "no gradebook of Canvas: its first headings are `First name`, `Last name`.*choose Grades"),
        (canvas, CANVAS.replace("HW 1 (77)", "HW 9 (77)"), "no column is called `HW 1`. .*Name it with --column"),
        (canvas, CANVAS.replace("HW 2 (78)", "HW 1 (78)"), "two columns are called `HW 1`"),
        (canvas, CANVAS.replace("HW 1 (77)", "HW 1"), "`HW 1` has no number.*new assignment"),
        (canvas, CANVAS.replace(",10,5,", ",(read only),5,"), "no marks in `HW 1 .77.`, which is read only.*--column"),
        (canvas, CANVAS + "Ada,1001,ada,,A,1,,\n", "row 9 and row 3 are both Ada Lovelace"),
        (canvas, CANVAS.replace("1002,emmy", "1002,ada"), "row 4: its ids are of Emmy Noether and Ada Lovelace"),
        (moodle, GRADEBOOK.replace("ID number", "x").replace("Email address", "y"), "no column is called ID number"),
        (moodle, GRADEBOOK.replace("HW 1", "HW 3"), "no column is called `HW 1`. .*Name it with --column"),
        (worksheet, GRADEBOOK, "no grading worksheet of Moodle: its first column is `First name`.*Download"),
        (worksheet, WORKSHEET.replace(",Grade,", ",Nota final,"), "which column is the grade.*`Nota final`.*--column"),
        (worksheet, WORKSHEET.replace(",Status,", ",Grade,"), "which column is the grade"),
        (worksheet, WORKSHEET.replace('"Last modified (grade)"', "x"), "no column `last modified .grade.`.*refuses"),
        (worksheet, WORKSHEET.replace("10.00", '"5,00"'), "Ada Lovelace has 8.33 points, .* takes 5 .*to 10 in"),
    ],
)  # fmt: skip
def test_what_would_be_misread_is_refused(fill: Callable[[bytes | str], Filled], text: bytes | str, match: str) -> None:
    with pytest.raises(OperatorError, match=match):
        fill(text)


@pytest.mark.parametrize("heading", ["Final Score", "Current Grade", "Unposted Final Points", "Override Status"])
def test_columns_that_canvas_drops_are_refused(heading: str) -> None:
    with pytest.raises(OperatorError, match=r"drops a column.*in silence. Rename"):
        canvas(CANVAS.replace("HW 1 (77)", f"{heading} (77)"), heading)


def test_a_heading_of_a_grade_that_is_not_known_can_be_named() -> None:
    told = worksheet(WORKSHEET.replace(",Grade,", ",Arvosana,"), "arvosana")
    assert told.filled == 2


def test_names_of_canvas_in_two_columns() -> None:
    text = "LastName,FirstName,ID,Section,HW 1 (7)\nLovelace,Ada,,A,\nNoether,Emmy,1002,A,\n"
    assert canvas(text).content.decode().splitlines()[1:] == ["Lovelace,Ada,,A,8.33", "Noether,Emmy,1002,A,0"]


NAMESAKE = total("Ada Lovelace", F(1), "ada-2")


@pytest.mark.parametrize(
    ("rows", "people", "filled", "unknown"),
    [
        ('"Lovelace, Ada",,,,A,', (ADA, EMMY), 1, 0),  # by her name alone
        ('"Lovelace, Ada",,,,A,', (ADA, NAMESAKE), 0, 1),  # two students of that name
        ('"Lovelace, Ada",,,,A,\n"Lovelace, Ada",5,,,A,', (ADA,), 0, 2),  # two rows of that name
        ('"Noether, Emmy",1002,,,A,\n"Lovelace, Ada",555,,,A,', (ADA, EMMY), 1, 1),  # another person of her name
        ('"Noether, Emmy",,emmy,,A,\n"Lovelace, Ada",555,,,A,', (ADA, EMMY), 2, 0),  # a number nobody is known by
        ('"Somebody",ADA,,,A,', (ADA, EMMY), 1, 0),
        ('"Ada King",,,,A,', (ADA, EMMY), 0, 1),
    ],
    ids=["name", "two-students", "two-rows", "other-person", "other-number", "case", "other-name"],
)  # fmt: skip
def test_a_name_alone_is_believed_only_where_nothing_speaks_against_it(
    rows: str, people: tuple[Total, ...], filled: int, unknown: int
) -> None:
    head = "Student,ID,SIS User ID,SIS Login ID,Section,HW 1 (77)\n"
    told = fill_canvas("book.csv", f"{head}{rows}\n".encode(), "HW 1", TEN, people)
    assert (told.filled, len(told.unknown)) == (filled, unknown)


@pytest.mark.parametrize(
    ("told", "note"),
    [
        (lambda: canvas(CANVAS.replace(",10,5,", ",12,5,")), "has 12 points there and 10 here; nothing is scaled"),
        (lambda: canvas(CANVAS.replace("Lovelace, Ada", "=cmd()")), "row 3: `=cmd..` begins like a formula"),
        (lambda: worksheet(WORKSHEET.replace("10.00", '"20,00"')), "has 20 points there and 10 here"),
        (
            lambda: fill_moodle("b.csv", GRADEBOOK.encode(), "HW 1", [total("Ada Lovelace", F(101), "1001")]),
            "above 100; Moodle refuses the file unless",
        ),
        (
            lambda: fill_worksheet("b.csv", WORKSHEET.encode(), TEN, [total("Somebody Else", F(1))]),
            "nobody in it is of the course. Are names hidden",
        ),
    ],
    ids=["points", "formula", "worksheet-points", "above-100", "blind"],
)
def test_what_a_teacher_is_told_besides(told: Callable[[], Filled], note: str) -> None:
    assert any(re.search(note, one) for one in told().notes), told().notes


def test_empty_lines_stay_and_are_no_students() -> None:
    text = CANVAS.replace("    Points", "\n    Points") + "\n"
    assert canvas(text).content.count(b"\n") == text.count("\n")
    assert canvas(text).filled == 2
