"""What people settle: stored with its reason, applied at every regrade, and never undone by it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from fractions import Fraction

import pytest
import tiny_course as tiny

from gradekit.cli import run
from gradekit.course.class_report import rows
from gradekit.course.decisions import check_rule
from gradekit.course.folder import Course
from gradekit.course.handing import hand_over
from gradekit.course.issuing import reissue
from gradekit.course.regrade import Regraded, regrade
from gradekit.course.releasing import import_marks, release
from gradekit.course.store import issued, judged, received
from gradekit.course.store.opening import opened
from gradekit.documents.messages import words
from gradekit.errors import OperatorError
from gradekit.model.message import Message
from gradekit.model.record import PartRecord

F = Fraction
WHY = ("--why", "talked it over")


@pytest.fixture(autouse=True)
def here(graded_course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(graded_course.folder)


def marks(course: Course) -> dict[tuple[str, str], judged.Mark]:
    with opened(course.store) as engine, engine.connect() as connection:
        return {(mark.student, mark.part): mark for mark in judged.marks(connection, "hw1")}


def earned(course: Course) -> dict[tuple[str, str], Fraction]:
    return {place: mark.earned for place, mark in marks(course).items()}


def told(course: Course, student: str, part: str) -> list[str]:
    return [words(line) for line in marks(course)[student, part].why]


def again(course: Course, *, lower: bool = False, dry: bool = False) -> Regraded:
    return regrade(Course(course.folder), "hw1", tiny.HERE, lower=lower, dry=dry, level="read")


def report(course: Course) -> list[PartRecord]:
    with opened(course.store) as engine, engine.connect() as connection:
        return list(rows(course, course.assignment("hw1"), connection))


def replaced(course: Course, student: str, answers: dict[str, str], name: str = "again") -> None:
    """Another file of a student, graded."""
    number = 1001 + tiny.STUDENTS.index(student)
    path = f"x{student}_{number}_{6000 + len(name)}_{name}.py"
    tiny.hand_in(course, path, tiny.file_of(course, student, answers))
    tiny.graded(course)


# ---- mark, void, give


def test_a_mark_by_hand_stands_and_survives_a_regrade(graded_course: Course) -> None:
    assert marks(graded_course)["karl", "1a"].pending == F(3, 2)
    assert run(["mark", "hw1", "karl", "1a", "1.25", *WHY]) == 0
    mark = marks(graded_course)["karl", "1a"]
    assert (mark.earned, mark.pending) == (F(5, 4), 0)
    assert told(graded_course, "karl", "1a")[-1] == "Marked by a person: talked it over"
    assert again(graded_course).changes == ()
    assert earned(graded_course)["karl", "1a"] == F(5, 4)
    assert run(["mark", "hw1", "karl", "q1a", "1/2", *WHY]) == 0
    assert earned(graded_course)["karl", "1a"] == F(1, 2)


def test_a_decision_can_be_undone_and_stays_in_the_list(
    graded_course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    before = earned(graded_course)
    assert run(["mark", "hw1", "ada", "1b", "0", *WHY]) == 0
    assert earned(graded_course) != before
    assert run(["decide", "undo", "hw1", "1", *WHY]) == 0
    assert earned(graded_course) == before
    capsys.readouterr()
    assert run(["decide", "list", "hw1", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["number"], one["undone"], one["decision"]["why"]) == (1, True, "talked it over")


def test_a_void_part_counts_for_nobody_and_a_mark_by_hand_does_not_bring_it_back(graded_course: Course) -> None:
    assert run(["mark", "hw1", "emmy", "1a", "1", *WHY]) == 0
    assert run(["decide", "void", "hw1", "1a", *WHY]) == 0
    found = {student: marks(graded_course)[student, "1a"] for student in tiny.STUDENTS}
    assert {(mark.earned, mark.possible, mark.pending) for mark in found.values()} == {(0, 0, 0)}
    assert "1a" not in {f"{row.slot}{row.letter}" for row in report(graded_course)}


def test_a_void_variant_is_void_for_its_holders_alone(graded_course: Course) -> None:
    with opened(graded_course.store) as engine, engine.connect() as connection:
        mine = issued.any_sheet(connection, "hw1", "ada").slots[0].variant
    assert run(["decide", "void", "hw1", "1a", "--variant", mine, *WHY]) == 0
    assert marks(graded_course)["ada", "1a"].possible == 0
    assert marks(graded_course)["emmy", "1a"].possible == F(3, 2)


def test_all_points_go_to_those_who_handed_something_in(graded_course: Course) -> None:
    assert run(["decide", "give", "hw1", "1a", *WHY]) == 0
    assert [earned(graded_course)[s, "1a"] for s in tiny.STUDENTS] == [F(3, 2), F(3, 2), F(3, 2), 0]


# ---- accept


def test_a_second_right_reading_leaves_marks_follow_through_and_the_table_of_mistakes(graded_course: Course) -> None:
    toml = graded_course.folder / "assignments" / "hw1.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "[policy]\nfollow-through = false\n", encoding="utf-8")
    course = Course(graded_course.folder)
    right = tiny.answers(course, "sofja")
    u1, dy = right["q1c"], right["q1d"]
    replaced(course, "sofja", {"q1c": f"2*{u1}", "q1d": f"{dy} + ({partial(right['q1b'])})*{u1}"})
    row = {f"{r.slot}{r.letter}": r for r in report(course) if r.mistake is not None}["1c"]
    assert row.mistake is not None
    assert row.mistake.rule == "factor-2"
    assert earned(course)["sofja", "1d"] == 0  # follow-through is off, and 1c is wrong
    assert run(["decide", "accept", "hw1", "factor-2", "1c", *WHY]) == 0
    assert earned(course)["sofja", "1c"] == 1
    assert earned(course)["sofja", "1d"] > 0
    assert told(course, "sofja", "1c") == ["accepted as a second right reading: 1 of 1"]
    rows_now = {f"{r.slot}{r.letter}": r for r in report(course) if r.mistake is not None}
    assert "1c" not in rows_now
    assert again(course).changes == ()


def partial(row: str) -> str:
    """The first entry of a typed row, the derivative by the intermediate letter."""
    depth, inside = 0, row.removeprefix("[[").removesuffix("]]")
    for place, sign in enumerate(inside):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            return inside[:place]
    return inside


@pytest.mark.parametrize("rule", ["transpose", "factor-2", "parts-permuted", "stated-2"])
def test_misconceptions_that_can_be_accepted(rule: str) -> None:
    check_rule(rule)


@pytest.mark.parametrize(
    ("arguments", "match"),
    [
        (["mark", "hw1", "karl", "1a", "2", *WHY], "Part 1a is worth 1.5 points; 2 are more. Give 0 to 1.5"),
        (["mark", "hw1", "karl", "9z", "1", *WHY], "no part `9z`; it has 1a, 1b"),
        (["mark", "hw1", "karl", "1a", "much", *WHY], "`much` is no number of points; write 2, 1.5 or 7/2"),
        (["mark", "hw1", "nobody", "1a", "1", *WHY], "nobody"),
        (["mark", "hw9", "karl", "1a", "1", *WHY], "no assignment `hw9`.*Did you mean `hw1`"),
        (["decide", "accept", "hw1", "transpos", "1b", *WHY], "no misconception `transpos`. Did you mean `transpose`"),
        (["decide", "accept", "hw1", "qqqq", "1b", *WHY], "no misconception `qqqq`. `gradekit show` names"),
        (["decide", "undo", "hw1", "7", *WHY], "no decision 7 about hw1.*`gradekit decide list hw1`"),
        (["decide", "hand", "hw1", "x.py", "ada", *WHY], "no file `x.py` that waits.*`gradekit review hw1 --files`"),
        (["decide", "void", "hw1", "1a", "--variant", "nothing", *WHY], "Nobody holds the variant `nothing` in hw1"),
        (["request", "answer", "hw1", "3", "--text", "no"], "no request 3 about hw1.*`gradekit request list .* --all`"),
        (["show", "hw1", "ada", "9z"], "no part `9z`"),
        (["reissue", "hw1", "--why", "x"], "Say whose problem"),
    ],
)  # fmt: skip
def test_what_cannot_be_settled_is_said(
    arguments: Sequence[str], match: str, capsys: pytest.CaptureFixture[str], graded_course: Course
) -> None:
    before = marks(graded_course)
    assert run(list(arguments)) == 2
    assert re.search(match, capsys.readouterr().err.replace("\n", " "))
    assert marks(graded_course) == before


# ---- files of others


def test_a_file_with_the_sheet_of_another_can_be_given_to_a_student_and_stays_hers(graded_course: Course) -> None:
    course = graded_course
    tiny.hand_in(course, "kovalevskayasofja_1004_5004_submission.py", tiny.file_of(course, "ada"))
    tiny.graded(course)
    with opened(course.store) as engine, engine.connect() as connection:
        (lost,) = received.unmatched(connection, "hw1")
    assert lost.why == "`sofja` handed in the sheet of `ada`"
    hand_over(course, "hw1", lost.path, course.roster.student("sofja"), "she asked for help")
    for _ in range(2):  # the file still lies in the folder of submissions
        assert tiny.graded(course).faults == []
    with opened(course.store) as engine, engine.connect() as connection:
        assert received.unmatched(connection, "hw1") == ()
        (hers,) = received.handins(connection, "hw1", "sofja")
        assert hers.sheet == issued.any_sheet(connection, "hw1", "sofja").id
    assert earned(course)["sofja", "2a"] > 0  # the problem that all have
    assert earned(course)["ada", "2a"] > 0


def test_another_problem_in_the_place_of_a_broken_one(graded_course: Course) -> None:
    course = graded_course
    old = tiny.file_of(course, "ada")
    new = reissue(course, "hw1", course.roster.student("ada"), 1, "misprint", tiny.HERE)
    tiny.dealt(course)
    written = (course.made("hw1", "sheets", "ada") / "submission.py").read_text(encoding="utf-8")
    assert written != old
    with opened(course.store) as engine, engine.connect() as connection:
        assert issued.any_sheet(connection, "hw1", "ada").slots[0].variant == new
    again(course)
    assert earned(course)["ada", "1a"] == 0
    assert "has been replaced" in told(course, "ada", "1a")[0]
    assert earned(course)["ada", "2a"] == F(3, 2)
    tiny.hand_in(course, "lovelaceada_1001_7001_old.py", old + "\n# once more\n")  # the old sheet, handed in later
    assert tiny.graded(course).faults == []
    replaced(course, "ada", {})
    assert earned(course)["ada", "1a"] == F(3, 2)


# ---- what students have been told


def test_marks_that_were_told_go_down_only_when_asked(graded_course: Course) -> None:
    course = graded_course
    assert release(course, "hw1") == 4
    toml = course.folder / "assignments" / "hw1.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + '[attempts]\ncounts = "last"\n', encoding="utf-8")
    course = Course(course.folder)
    replaced(course, "ada", {"q1c": "7*x"})
    assert earned(course)["ada", "1c"] == 1
    assert told(course, "ada", "1c")[-1] == "It stays 1, as you were told."
    assert again(course).changes == ()
    dry = again(course, lower=True, dry=True)
    assert [(one.student, one.part, one.before, one.after) for one in dry.changes] == [("ada", "1c", 1, 0)]
    assert earned(course)["ada", "1c"] == 1
    again(course, lower=True)
    assert earned(course)["ada", "1c"] == 0
    assert run(["decide", "give", "hw1", "2a", *WHY]) == 0  # marks are worked out again, and stay low
    assert earned(course)["ada", "1c"] == 0
    assert again(course).changes == ()


def test_what_a_person_settles_holds_also_below_what_was_told(graded_course: Course) -> None:
    release(graded_course, "hw1")
    assert run(["mark", "hw1", "ada", "1c", "0.5", *WHY]) == 0
    assert earned(graded_course)["ada", "1c"] == F(1, 2)
    assert run(["decide", "void", "hw1", "1d", *WHY]) == 0
    assert marks(graded_course)["ada", "1d"].possible == marks(graded_course)["ada", "1d"].earned == 0


# ---- marks from paper


def test_marks_from_paper_by_lines_or_by_columns_and_never_twice(graded_course: Course) -> None:
    course = graded_course
    paper = course.folder / "paper.csv"
    paper.write_text("id;part;points\nsofja;1a;1,5\nsofja;2a;0\nnobody;1a;1\nada;1a;9\n", encoding="utf-8")
    told = import_marks(course, "hw1", paper)
    assert (told.entered, told.same) == (2, 0)
    assert len(told.faults) == 2
    assert told.faults[0].startswith("paper.csv, line 4: ")
    assert "line 5: `9` for part 1a: a number from 0 to 1.5 is needed" in told.faults[1]
    assert earned(course)["sofja", "1a"] == F(3, 2)
    paper.write_text("id,1a,2a\nsofja,1.5,1\n", encoding="utf-8")
    told = import_marks(course, "hw1", paper)
    assert (told.entered, told.same, told.faults) == (1, 1, [])
    paper.write_text("who,1a\nsofja,1.5\n", encoding="utf-8")
    with pytest.raises(OperatorError, match=r"line 1: a column `id` is needed"):
        import_marks(course, "hw1", paper)


# ---- requests


def test_a_request_is_open_until_it_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["request", "open", "hw1", "emmy", "q1a", "--text", "why not"]) == 0
    assert "gradekit show hw1 emmy 1a" in capsys.readouterr().out
    assert run(["request", "list", "hw1"]) == 1
    assert "why not" in capsys.readouterr().out
    assert run(["request", "answer", "hw1", "1", "--text", "7x is no number"]) == 0
    capsys.readouterr()
    assert run(["request", "list", "hw1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run(["request", "list", "hw1", "--all"]) == 0
    assert "7x is no number" in capsys.readouterr().out


# ---- what is shown


def test_all_that_is_known_about_one_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mark", "hw1", "karl", "1a", "1", *WHY]) == 0
    capsys.readouterr()
    assert run(["show", "hw1", "karl", "1a"]) == 0
    said = capsys.readouterr().out
    for piece in (
        "Weierstraß",
        "(((",
        "Marked by a person: talked it over",
        "variant",
        "weierstrasskarl_1003",
        "decision",
    ):
        assert piece in said
    assert "# gradekit data" not in said


def test_a_dispute_has_the_evidence_the_time_of_the_course_and_what_was_asked(
    graded_course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = graded_course.folder / "course.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('"UTC"', '"Europe/Berlin"'), encoding="utf-8")
    times = graded_course.folder / "times.csv"
    times.write_text("id,time\nemmy,2026-11-30T10:00Z\n", encoding="utf-8")
    submissions = str(graded_course.folder / "submissions")
    assert run(["batch", "grade", "hw1", submissions, "--times", str(times), "--level", "read", "--jobs", "1"]) == 1
    assert run(["request", "open", "hw1", "emmy", "1a", "--text", "please look again"]) == 0
    capsys.readouterr()
    assert run(["show", "hw1", "emmy", "1a"]) == 0
    said = capsys.readouterr().out
    assert "The evidence" in said
    assert re.search(r"Different: at x ≈ \S+ the first is \S+ and the second \S+", said)
    assert "5002_submission.py, 2026-11-30 11:00 CET" in said
    assert "please look again - open" in said
    assert run(["show", "hw1", "sofja", "1a"]) == 0
    assert "The evidence" not in capsys.readouterr().out


def test_where_the_best_attempt_counts_it_is_shown(graded_course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    replaced(graded_course, "karl", dict.fromkeys(tiny.answers(graded_course, "karl"), "7*x"), "zz")
    assert marks(graded_course)["karl", "1a"].pending > 0
    assert run(["review", "hw1", "--json"]) == 1
    waiting = {(one["student"], one["part"]): one for one in json.loads(capsys.readouterr().out)}
    assert waiting["karl", "1a"]["text"] == "((("


def files(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    run(["review", "hw1", "--files", "--json"])
    return {one["path"]: one["why"] for one in json.loads(capsys.readouterr().out)}


def test_a_file_that_is_no_submission_is_set_aside_until_it_becomes_another(
    graded_course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny.hand_in(graded_course, "essay.docx", "my essay")
    tiny.hand_in(graded_course, "notes.py", "x = 1")
    tiny.graded(graded_course)
    capsys.readouterr()
    assert files(capsys) == {
        "essay.docx": "it cannot be read. This is no submission by its name; a submission is a .py, .ipynb, .json or "
        ".toml file",
        "notes.py": "the data block at its end is missing",
    }
    assert run(["decide", "ignore", "hw1", "notes.py", *WHY]) == 0
    assert run(["decide", "ignore", "hw1", "notes.py", *WHY]) == 2
    assert "There is no file `notes.py` that waits" in capsys.readouterr().err
    assert run(["decide", "hand", "hw1", "essay.docx", "sofja", *WHY]) == 2
    assert "Nothing could be read of `essay.docx`" in capsys.readouterr().err
    assert run(["decide", "ignore", "hw1", "essay.docx", *WHY]) == 0
    tiny.graded(graded_course)
    capsys.readouterr()
    assert files(capsys) == {}
    tiny.hand_in(graded_course, "notes.py", "x = 2")
    tiny.graded(graded_course)
    assert list(files(capsys)) == ["notes.py"]
    assert run(["decide", "undo", "hw1", "2", *WHY]) == 0
    capsys.readouterr()
    assert list(files(capsys)) == ["essay.docx", "notes.py"]


def test_a_file_that_was_given_to_the_wrong_student_is_taken_back(
    graded_course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    before = earned(graded_course)
    tiny.hand_in(graded_course, "scan.py", re.sub("# gradekit data.*", "", tiny.file_of(graded_course, "sofja")))
    tiny.graded(graded_course)
    assert run(["decide", "hand", "hw1", "scan.py", "sofja", *WHY]) == 0
    tiny.graded(graded_course)
    assert sum(v for (s, _), v in earned(graded_course).items() if s == "sofja") > 0
    assert run(["decide", "undo", "hw1", "1", *WHY]) == 0
    assert earned(graded_course) == before
    capsys.readouterr()
    assert files(capsys) == {"scan.py": "it was given to `sofja`"}
    tiny.graded(graded_course)
    assert earned(graded_course) == before


NAMES = ("ada", "emmy", "karl", "sofja", "lovelace", "noether", "weierstra", "ковалевская", "example.org")


@pytest.mark.parametrize("json_too", [[], ["--json"]], ids=["screen", "json"])
def test_where_marking_is_anonymous_no_screen_has_a_name(
    graded_course: Course, capsys: pytest.CaptureFixture[str], json_too: list[str]
) -> None:
    course = graded_course
    tiny.hand_in(course, "kovalevskayasofja_1004_5004_submission.py", tiny.file_of(course, "ada"))
    tiny.graded(course)
    toml = course.folder / "course.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("language =", "anonymous = true\nlanguage ="), "utf-8")
    assert run(["mark", "hw1", "emmy", "1a", "1", *WHY]) == 0
    assert run(["request", "open", "hw1", "emmy", "1a", "--text", "why not"]) == 0
    capsys.readouterr()
    run(["review", "hw1", "--json"])
    (karl,) = json.loads(capsys.readouterr().out)
    said = ""
    for command in (
        ["review", "hw1"],
        ["review", "hw1", "--files"],
        ["review", "hw1", "--missing"],
        ["review", "hw1", "--sharing"],
        ["show", "hw1", karl["student"], "1a"],
        ["decide", "list", "hw1"],
        ["request", "list", "hw1"],
    ):
        run([*command, *json_too])
        said += capsys.readouterr().out.casefold().replace("readable", "")
    assert [name for name in NAMES if name in said] == []
    assert karl["student"] in said
    run(["review", "hw1", "--missing", "--reveal"])
    assert "sofja" in capsys.readouterr().out
    assert run(["mark", "hw1", karl["student"], "1a", "1", *WHY]) == 0
    assert earned(course)["karl", "1a"] == 1


def test_every_line_about_a_mark_is_in_the_catalogue(graded_course: Course) -> None:
    assert all(words(line) for mark in marks(graded_course).values() for line in mark.why)
    assert isinstance(marks(graded_course)["ada", "1a"].why[0], Message)
