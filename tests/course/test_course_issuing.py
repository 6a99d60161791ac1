"""An assignment handed out: once, on and on with the same result, and with nothing in it that is not the student's."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any, TypeVar

import pytest
import tiny_course as tiny

from gradekit.course.folder import Course
from gradekit.course.issuing import issue_assignment, reissue, retired
from gradekit.course.matching import Matcher
from gradekit.course.pool import Pool, local
from gradekit.course.store import issued, judged
from gradekit.course.store.opening import opened
from gradekit.documents.formats import FORMATS
from gradekit.errors import OperatorError
from gradekit.model.codec import encode
from gradekit.problems.handing_out.stubs import sheet_in
from gradekit.submissions.files import source_of
from gradekit.syntax.write import to_text

T = TypeVar("T")


class AtOnce(Executor):
    """Does what it gets at once; which of several pieces is looked at first is then by chance."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """The result, which is there."""
        future = Future[T]()
        future.set_result(fn(*args, **kwargs))
        return future


def _files(course: Course, name: str = "hw1") -> dict[str, bytes]:
    folder = course.made(name, "sheets")
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _rows_of(course: Course, *students: str) -> list[str]:
    return [row for row in tiny.lines(course) if any(f'"student":"{s}"' in row for s in students)]


def test_everybody_has_a_sheet_and_a_file_to_fill_in(course: Course) -> None:
    assert set(_files(course)) == {f"{s}/{file}" for s in tiny.STUDENTS for file in ("sheet.html", "submission.py")}
    for student in tiny.STUDENTS:
        sheet = sheet_in(_files(course)[f"{student}/submission.py"].decode())
        with opened(course.store) as engine, engine.connect() as connection:
            assert issued.holder(connection, "hw1", sheet.id) == student
        assert [slot.origin for slot in sheet.slots] == [None] * 2 or all(not slot.origin for slot in sheet.slots)


def test_said_again_it_changes_nothing(course: Course) -> None:
    before, rows = _files(course), tiny.lines(course)
    told = tiny.dealt(course)
    assert (told.new, told.written, told.left, told.students) == ((), 0, (), 4)
    assert (_files(course), tiny.lines(course)) == (before, rows)


def test_files_that_are_missing_are_written_and_those_that_were_changed_are_left(course: Course) -> None:
    before = _files(course)
    shutil.rmtree(course.made("hw1", "sheets", "ada"))
    begun = course.made("hw1", "sheets", "emmy") / "submission.py"
    begun.write_text(tiny.file_of(course, "emmy"), encoding="utf-8")
    told = tiny.dealt(course)
    assert (told.written, told.left) == (2, (str(begun),))
    assert begun.read_text(encoding="utf-8") == tiny.file_of(course, "emmy")
    assert {name: raw for name, raw in _files(course).items() if name != "emmy/submission.py"} == {
        name: raw for name, raw in before.items() if name != "emmy/submission.py"
    }


def test_who_comes_late_changes_nobodys_sheet(course: Course) -> None:
    before, rows = _files(course), _rows_of(course, *tiny.STUDENTS)
    text = (course.folder / "roster.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    text.insert(1, "alan,Alan Turing,,,A,,,\n")
    text.append("maryam,Maryam Mirzakhani,,,A,,,hw1\n")
    (course.folder / "roster.csv").write_text("".join(text), encoding="utf-8")
    course = Course(course.folder)
    told = tiny.dealt(course)
    assert (told.new, told.students, told.written) == (("alan",), 5, 2)
    assert _rows_of(course, *tiny.STUDENTS) == rows
    after = _files(course)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"alan/sheet.html", "alan/submission.py"}
    assert not _rows_of(course, "maryam")


@pytest.mark.parametrize("order", [slice(None, None, -1), slice(None)], ids=["backwards", "forwards"])
def test_neither_the_order_of_the_roster_nor_that_of_the_work_matters(
    order: slice, course: Course, tmp_path: Path
) -> None:
    other = tiny.made(tmp_path / "other")
    head, *rows = tiny.ROSTER.splitlines(keepends=True)
    (other.folder / "roster.csv").write_text("".join([head, *rows[order]]), encoding="utf-8")
    with Pool(AtOnce, 4) as pool:
        issue_assignment(other, "hw1", pool)
    assert tiny.lines(other) == tiny.lines(course)
    assert _files(other) == _files(course)


@pytest.mark.long
def test_four_processes_deal_what_one_deals(course: Course, tmp_path: Path) -> None:
    other = tiny.made(tmp_path / "other")
    with local(4) as pool:
        issue_assignment(other, "hw1", pool)
    assert tiny.lines(other) == tiny.lines(course)
    assert _files(other) == _files(course)


def _texts(raw: bytes, name: str) -> Iterator[bytes]:
    """What stands in a file, however it is wrapped."""
    yield raw
    if name.endswith(".pdf"):
        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(raw))
        yield "\n".join(page.extract_text() for page in reader.pages).encode()
        yield repr((reader.metadata, reader.xmp_metadata and reader.xmp_metadata.stream.get_data())).encode()
    elif name.endswith((".py", ".ipynb")):
        yield encode(sheet_in(source_of(raw, name).text))
    if zipfile.is_zipfile(io.BytesIO(raw)):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for member in archive.namelist():
                yield member.encode()
                yield archive.read(member)


def test_nothing_in_a_file_leads_to_a_key_or_to_another_person(tmp_path: Path) -> None:
    course = tiny.made(tmp_path / "tiny")
    told = tiny.ROSTER.replace(",100", ",8831-0010277-")  # ids that no file has by chance
    (course.folder / "roster.csv").write_text(told, encoding="utf-8")
    path = course.folder / "assignments" / "hw1.toml"
    path.write_text(
        tiny.ASSIGNMENT.replace("[[slot]]", f"formats = {sorted(FORMATS)}\n[[slot]]", 1)
        + "[extensions]\nada = 2026-12-24T18:00:00\n",
        encoding="utf-8",
    )
    tiny.dealt(course)
    secret = course.secret.read_bytes().strip()
    with opened(course.store) as engine, engine.connect() as connection:
        held = issued.dealt(connection, "hw1")
        problems = issued.problems(connection)
    files = _files(course)
    assert {name.rpartition(".")[2] for name in files} == {*FORMATS, "py"}
    for name, raw in files.items():
        owner = name.split("/", maxsplit=1)[0]
        forbidden = [
            secret,
            bytes.fromhex(secret.decode()),
            b"2026-12-24",
            b"2026-12-02",
            b"extra",
        ]  # emmy has two days
        for person in course.roster.students:
            of_hers = [p.encode() for p in (*person.ids, person.name) if p not in ("ada", "emmy", "karl", "sofja")]
            forbidden += of_hers if person.id != owner else [one for one in of_hers if one != person.name.encode()]
            for one in held[person.id]:
                problem = problems[one.variant]
                forbidden += [problem.origin.seed.encode()] if problem.origin.seed else []
                forbidden += [variant.encode() for variant in [one.variant] if person.id != owner and one.slot == 0]
        for one in held[owner]:
            key = problems[one.variant].key
            for part in key.parts:
                answers = {to_text(entry) for entry in part.value.entries}
                forbidden += [answer.encode() for answer in answers if len(answer) > 12]
        for text in _texts(raw, name):
            assert [one for one in forbidden if one in text] == [], name


def test_due_dates_on_sheets_are_those_of_everybody(course: Course) -> None:
    for student in tiny.STUDENTS:
        text = (course.made("hw1", "sheets", student) / "sheet.html").read_text(encoding="utf-8")
        assert "2026-11-30 18:00" in text


def test_a_replaced_problem_is_another_one_and_the_old_sheet_stays_known(course: Course) -> None:
    ada = course.roster.student("ada")
    old = sheet_in(_files(course)["ada/submission.py"].decode())
    others = _rows_of(course, "emmy", "karl", "sofja")
    was = old.slots[0].variant
    new = reissue(course, "hw1", ada, 1, "a slip in the question", tiny.HERE)
    told = tiny.dealt(course)
    sheet = sheet_in(_files(course)["ada/submission.py"].decode())
    assert told.written == 2
    assert (sheet.slots[0].variant, sheet.slots[1]) == (new, old.slots[1])
    assert new != was
    assert _rows_of(course, "emmy", "karl", "sofja") == others
    with opened(course.store) as engine, engine.connect() as connection:
        assert Matcher("hw1", course.roster, connection).uploader is not None
        assert issued.holder(connection, "hw1", old.id) == issued.holder(connection, "hw1", sheet.id) == "ada"
        assert issued.newest_sheets(connection, "hw1")["ada"].sheet == sheet
    with pytest.raises(OperatorError, match="Ada Lovelace has no problem 3 in hw1; there are 1 to 2"):
        reissue(course, "hw1", ada, 3, "x", tiny.HERE)


def test_a_file_made_from_the_old_sheet_counts_for_what_did_not_change(course: Course) -> None:
    tiny.hand_in(course, "ada/submission.py", tiny.file_of(course, "ada"))
    reissue(course, "hw1", course.roster.student("ada"), 1, "a slip", tiny.HERE)
    tiny.graded(course)
    with opened(course.store) as engine, engine.connect() as connection:
        marks = {mark.part: mark.earned for mark in judged.marks(connection, "hw1", "ada")}
    assert sum(earned for part, earned in marks.items() if part[0] == "1") == 0
    assert sum(earned for part, earned in marks.items() if part[0] == "2") == 4


def test_a_retired_variant_is_replaced_for_everybody_who_holds_it(course: Course) -> None:
    with opened(course.store) as engine, engine.connect() as connection:
        variant = issued.dealt(connection, "hw1")["emmy"][0].variant
    assert retired(course, "hw1", variant, "wrong", tiny.HERE) == ("emmy",)
    with opened(course.store) as engine, engine.connect() as connection:
        assert variant not in {one.variant for of in issued.dealt(connection, "hw1").values() for one in of}
    with pytest.raises(OperatorError, match="Nobody holds the problem `nothing` in hw1"):
        retired(course, "hw1", "nothing", "wrong", tiny.HERE)


def test_a_slot_added_below_is_dealt_to_everybody_and_one_put_between_is_refused(course: Course) -> None:
    path = course.folder / "assignments" / "hw1.toml"
    further = '\n[[slot]]\nbank = "bell-curve-twice"\npoints = 2\n'
    tiny.hand_in(course, "ada/submission.py", tiny.file_of(course, "ada"))
    path.write_text(tiny.ASSIGNMENT + further, encoding="utf-8")
    assert tiny.dealt(course).new != ()
    for student in tiny.STUDENTS:
        with opened(course.store) as engine, engine.connect() as connection:
            held = issued.sheet_record(connection, "hw1", student)
            assert held is not None
            assert held == issued.newest_sheets(connection, "hw1")[student]
            assert [slot.number for slot in held.sheet.slots] == [1, 2, 3]
    tiny.graded(course)
    with opened(course.store) as engine, engine.connect() as connection:
        marks = list(judged.marks(connection, "hw1", "ada"))
    assert (sum(mark.earned for mark in marks), sum(mark.possible for mark in marks)) == (10, 12)

    path.write_text(tiny.ASSIGNMENT.replace("[[slot]]", f"{further}[[slot]]", 1), encoding="utf-8")
    with pytest.raises(OperatorError, match=r"hw1\.toml: problem 1, `total-derivative`, has been dealt already"):
        tiny.dealt(course)
    path.write_text(tiny.ASSIGNMENT.rpartition("[[slot]]")[0], encoding="utf-8")
    with pytest.raises(OperatorError, match=r"problem 2, `active-neuron`, has .*; slot 2 is no longer"):
        tiny.dealt(course)


def test_nobody_is_to_get_it(course: Course) -> None:
    (course.folder / "roster.csv").write_text("id,excused\na,all\nb,hw1\n", encoding="utf-8")
    with pytest.raises(OperatorError, match="Nobody in the roster is to get this assignment"):
        tiny.dealt(Course(course.folder))


def test_without_the_key_new_students_wait_and_grading_goes_on(course: Course) -> None:
    tiny.hand_in(course, "ada/submission.py", tiny.file_of(course, "ada"))
    course.secret.unlink()
    assert tiny.dealt(course).new == ()
    assert tiny.graded(course).judged == 1
    with (course.folder / "roster.csv").open("a", encoding="utf-8") as file:
        file.write("alan,Alan Turing,,,A,,,\n")
    before = tiny.lines(course)
    with pytest.raises(OperatorError, match=r"The secret key .* cannot be read"):
        tiny.dealt(Course(course.folder))
    assert tiny.lines(course) == before
