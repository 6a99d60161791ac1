"""What students get back, and what is told of a class: by what the policy shows at that moment."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
import tiny_course as tiny

from gradekit.cli import run
from gradekit.course.class_report import rows
from gradekit.course.feedback_files import policy_now, write_feedback
from gradekit.course.folder import Course
from gradekit.course.releasing import release
from gradekit.course.reviewing import Seen, code_of
from gradekit.course.sharing import normalised, shared
from gradekit.course.store.opening import opened
from gradekit.documents.plain import plain_text
from gradekit.model.record import PartRecord
from gradekit.statistics.report import class_report
from gradekit.statistics.rows import read_rows

DUE = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WHY = ("--why", "the question was unclear")


def changed(course: Course, old: str, new: str) -> Course:
    toml = course.folder / "assignments" / "hw1.toml"
    text = toml.read_text(encoding="utf-8")
    assert old in text
    toml.write_text(text.replace(old, new, 1), encoding="utf-8")
    return Course(course.folder)


def pages(course: Course, now: datetime) -> Mapping[str, str]:
    """The page of each student as Markdown."""
    found = [*write_feedback(course, "hw1", tiny.HERE, now, ("md",))]
    return {folder.name: (folder / "feedback.md").read_text(encoding="utf-8") for folder in found}


def test_everybody_who_handed_something_in_has_a_page(graded_course: Course) -> None:
    told = pages(graded_course, DUE)
    assert sorted(told) == ["ada", "emmy", "karl"]
    assert "10 of 10" in told["ada"]
    assert re.search(r"of 10 so far; 1\.5 points? wait", told["karl"])


@pytest.mark.parametrize(
    ("now", "solved"),
    [(DUE - DAY, False), (DUE + DAY, False), (DUE + 2 * DAY + timedelta(hours=1), True)],
    ids=["before", "between", "after"],
)
def test_a_shared_problem_is_solved_after_the_last_due_date(graded_course: Course, now: datetime, solved: bool) -> None:
    # The neuron is the same for all, and Emmy has two days more than the others.
    told = pages(graded_course, now)
    assert ["Worked solution" in page for page in told.values()] == [solved] * 3
    assert ("Expected" in told["emmy"]) is solved


@pytest.mark.parametrize(
    ("student", "now", "last", "shown"),
    [
        ("ada", DUE, None, False),
        ("ada", DUE + DAY, None, True),
        ("emmy", DUE + DAY, None, False),
        ("emmy", DUE + 3 * DAY, None, True),
        ("ada", DUE + DAY, DUE + 2 * DAY, False),
        ("ada", DUE + 3 * DAY, DUE + 2 * DAY, True),
    ],
)
def test_homework_shows_the_key_after_the_due_dates(
    course: Course, student: str, now: datetime, last: datetime | None, shown: bool
) -> None:
    policy = policy_now(course.assignment("hw1"), course.roster.by_id[student], 1, last, now)
    assert policy.released is shown


def test_attempts_that_are_left_keep_hints_back(course: Course) -> None:
    limited = changed(course, "[[slot]]", "attempts = {most = 2}\n[[slot]]")
    left = [
        policy_now(limited.assignment("hw1"), limited.roster.by_id["ada"], k, None, DUE).attempts_left
        for k in (1, 2, 3)
    ]
    assert left == [1, 0, 0]
    assert policy_now(limited.assignment("hw1"), limited.roster.by_id["ada"], 0, None, DUE + DAY).attempts_left == 0


def test_homework_without_a_due_date_is_solved_once_it_is_released(graded_course: Course) -> None:
    course = changed(graded_course, "due = 2026-11-30T18:00:00\n", "")
    assert "Worked solution" not in pages(course, DUE)["ada"]
    course = changed(course, "[[slot]]", "released = true\n[[slot]]")
    assert "Worked solution" in pages(course, DUE)["ada"]


def test_a_test_shows_neither_marks_nor_reasons_before_it_is_released(graded_course: Course) -> None:
    course = changed(graded_course, "[[slot]]", 'purpose = "test"\n[[slot]]')
    assert run(["decide", "give", "hw1", "1a", *WHY, "--course", str(course.folder)]) == 0
    told = pages(course, DUE + 9 * DAY)
    assert all("unclear" not in page and " of 10" not in page and "not yet" not in page for page in told.values())
    course = changed(course, 'purpose = "test"', 'purpose = "test"\nreleased = true')
    told = pages(course, DUE)
    assert all("All points are given here: the question was unclear" in page for page in told.values())
    assert all("Worked solution" in page and " of 10" in page for page in told.values())


def test_what_holds_for_the_whole_sheet_is_said_once_and_what_holds_for_a_part_beside_it(
    graded_course: Course,
) -> None:
    course = changed(graded_course, "[[slot]]", 'late = {rule = "per-day", cost = 0.25}\n[[slot]]')
    times = course.folder / "times.csv"
    times.write_text("id,time\nada,2026-12-01T12:00\nkarl,2026-11-30T17:00\n", encoding="utf-8")
    grade = ["batch", "grade", "hw1", str(course.folder / "submissions"), "--times", str(times), "--jobs", "1"]
    run([*grade, "--course", str(course.folder)])
    assert run(["mark", "hw1", "ada", "1b", "0.5", *WHY, "--course", str(course.folder)]) == 0
    told = pages(course, DUE)
    assert told["ada"].count("Handed in late: 75 % of the points count.") == 1
    assert told["ada"].count("Marked by a person: the question was unclear") == 1
    assert told["ada"].index("Handed in late") < told["ada"].index("Marked by a person")
    assert "late" not in told["karl"]


def test_an_accepted_answer_is_told_as_right(graded_course: Course) -> None:
    course = graded_course
    right = tiny.answers(course, "sofja")
    tiny.hand_in(course, "xsofja_1004_9_x.py", tiny.file_of(course, "sofja", {"q1c": f"2*{right['q1c']}"}))
    tiny.graded(course)
    before = pages(course, DUE)["sofja"]
    assert run(["decide", "accept", "hw1", "factor-2", "1c", *WHY, "--course", str(course.folder)]) == 0
    after = pages(course, DUE)["sofja"]
    assert before.count("not yet") - after.count("not yet") == 1
    assert "10 of 10" in after


def test_a_mark_that_stays_is_explained(graded_course: Course) -> None:
    release(graded_course, "hw1")
    course = changed(graded_course, "[[slot]]", 'attempts = {counts = "last"}\n[[slot]]')
    tiny.hand_in(course, "xada_1001_9_again.py", tiny.file_of(course, "ada", {"q1c": "7*x"}))
    tiny.graded(course)
    told = pages(course, DUE)["ada"]
    assert "It stays 1, as you were told." in told
    assert told.count("The last of 2 attempts counts.") == 1


def test_pages_are_the_same_bytes_when_nothing_changed(graded_course: Course) -> None:
    folder = graded_course.folder / "out" / "hw1" / "feedback"
    written: list[dict[str, tuple[bytes, int]]] = []
    for _ in range(2):
        list(write_feedback(graded_course, "hw1", tiny.HERE, DUE))
        written.append({str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()})
    assert written[0] == written[1]
    assert len(written[0]) == 3


# ---- the class


def report_rows(course: Course) -> list[PartRecord]:
    with opened(course.store) as engine, engine.connect() as connection:
        return list(rows(course, course.assignment("hw1"), connection))


def test_the_report_of_the_store_is_that_of_the_same_files_graded_alone(graded_course: Course, tmp_path: Path) -> None:
    """The second road has no store: each file is graded by itself, and its rows are read back."""
    from gradekit.course.batch import keys_of
    from gradekit.course.gradebook import slot_of
    from gradekit.course.store import issued
    from gradekit.grading.grade import grade_problem
    from gradekit.grading.marks import marks
    from gradekit.grading.recorded import records
    from gradekit.model.codec import encode
    from gradekit.submissions.files import source_of
    from gradekit.submissions.read import read_submission

    course = graded_course
    assignment = course.assignment("hw1")
    lines: list[bytes] = []
    with opened(course.store) as engine, engine.connect() as connection:
        for student in ("ada", "emmy", "karl"):
            sheet = issued.any_sheet(connection, "hw1", student)
            (path,) = (course.folder / "submissions").glob(f"*{1001 + tiny.STUDENTS.index(student)}*")
            submission = read_submission(source_of(path.read_bytes(), path.name), sheet, assignment.policy)
            keys = keys_of(connection, sheet)
            told = [
                grade_problem(s.issued, key, [a for a in submission.answers if a.slot == s.number], slot=s.number)
                for s, key in zip(sheet.slots, keys, strict=True)
            ]
            earned = [
                marks(v, s.issued, assignment.policy_for(slot_of(assignment, s.number)))
                for v, s in zip(told, sheet.slots, strict=True)
            ]
            lines += map(
                encode, records(sheet, submission, keys, told, earned, student=code_of(course, "hw1", student))
            )
    (tmp_path / "rows.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    alone = class_report(read_rows(tmp_path / "rows.jsonl"))
    stored = class_report(report_rows(course))
    assert stored == alone
    assert stored.students == 3


def test_a_report_has_no_name_in_it(graded_course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "hw1", "--course", str(graded_course.folder), "--json"]) == 0
    said = capsys.readouterr().out.casefold()
    assert not re.search("ada|emmy|karl|lovelace|noether|weierstra", said)
    assert all(row.student not in tiny.STUDENTS for row in report_rows(graded_course))


def test_a_mark_by_hand_is_in_the_report_and_what_waits_is_not(graded_course: Course) -> None:
    waiting = [row for row in report_rows(graded_course) if row.pending]
    assert [f"{row.slot}{row.letter}" for row in waiting] == ["1a"]
    assert run(["mark", "hw1", "karl", "1a", "1", *WHY, "--course", str(graded_course.folder)]) == 0
    assert [row for row in report_rows(graded_course) if row.pending] == []
    earned = [row.earned for row in report_rows(graded_course) if (row.slot, row.letter) == (1, "a")]
    assert sorted(earned) == [0, 1, Fraction(3, 2)]


# ---- sharing


def alike(course: Course) -> list[tuple[str, tuple[str, str], str]]:
    with opened(course.store) as engine, engine.connect() as connection:
        found = shared(course, course.assignment("hw1"), connection, Seen(course, "hw1"))
    assert all(plain_text(one.told) for one in found)
    return [(one.kind, one.students, one.part) for one in found]


def test_an_honest_class_has_nothing_to_look_at(graded_course: Course) -> None:
    tiny.hand_in(graded_course, "x_1004_1_s.py", tiny.file_of(graded_course, "sofja"))
    tiny.graded(graded_course)
    assert alike(graded_course) == []


def test_answers_to_the_problem_of_another_are_seen(graded_course: Course) -> None:
    copied = {name: text for name, text in tiny.answers(graded_course, "ada").items() if name in ("q1c", "q1d")}
    tiny.hand_in(graded_course, "x_1004_1_s.py", tiny.file_of(graded_course, "sofja", copied))
    tiny.graded(graded_course)
    assert [one for one in alike(graded_course) if one[0] == "variant"] == [
        ("variant", ("sofja", "ada"), "1c"),
        ("variant", ("sofja", "ada"), "1d"),
    ]


def test_the_sheet_of_another_is_the_first_line(graded_course: Course) -> None:
    tiny.hand_in(graded_course, "x_1004_1_s.py", tiny.file_of(graded_course, "ada"))
    tiny.graded(graded_course)
    assert alike(graded_course)[0] == ("sheet", ("sofja", "ada"), "")


OWN = "k = symbols('k')\nfirst = k**2 + 3*k + 1\nsecond = first*first - k\nthird = second + first*7\n"
RENAMED = "m = symbols( 'm' )  # all mine\nuno = m**2 + 3*m + 1\ndue = uno*uno - m\ntre = due + uno*7\n"


def test_the_same_source_with_other_names_is_seen_though_the_problems_differ(graded_course: Course) -> None:
    blank = dict.fromkeys(tiny.answers(graded_course, "ada"), "...")
    for student, own in (("ada", OWN), ("sofja", RENAMED)):
        text = tiny.file_of(graded_course, student, blank).replace(
            'if __name__ == "__main__"', f'{own}if __name__ == "__main__"'
        )
        tiny.hand_in(graded_course, f"x_{1001 + tiny.STUDENTS.index(student)}_9_z.py", text)
    course = changed(graded_course, "[[slot]]", 'attempts = {counts = "last"}\n[[slot]]')
    tiny.graded(course)
    assert ("source", ("ada", "sofja"), "") in alike(course)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (OWN, RENAMED, True),
        (OWN, OWN.replace("first*7", "second*7"), False),
        ("a = b + 1", "a = b + 2", False),
        ("a = b + c", "x = y + y", False),
        ("a = (b", "a=(b", True),
    ],
)
def test_sources_are_compared_without_names_and_blanks(one: str, other: str, same: bool) -> None:
    assert (normalised(one) == normalised(other)) is same


def test_right_answers_to_a_problem_that_all_have_are_no_common_source(graded_course: Course) -> None:
    blank = dict.fromkeys(tiny.answers(graded_course, "ada"), "...")
    course = changed(graded_course, "[[slot]]", 'attempts = {counts = "last"}\n[[slot]]')
    for student in ("ada", "sofja"):
        shared_one = {k: v for k, v in tiny.answers(course, student).items() if k.startswith("q2")}
        text = tiny.file_of(course, student, {**blank, **shared_one})
        tiny.hand_in(course, f"x_{1001 + tiny.STUDENTS.index(student)}_9_z.py", text)
    tiny.graded(course)
    assert alike(course) == []


SLIPS = ("{}", "2*({})", "-({})", "({}) + 1", "({})*x", "x**2")


@pytest.mark.long
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_class_of_thirty_honest_students_has_no_false_pair_and_a_planted_copy_is_found(
    tmp_path: Path, seed: int
) -> None:
    course = tiny.made(tmp_path / "class")
    lines = [f"s{k:02},Student {k},,{1000 + k},,,," for k in range(30)]
    (course.folder / "roster.csv").write_text("\n".join([tiny.ROSTER.splitlines()[0], *lines]) + "\n", encoding="utf-8")
    changed(course, 'bank = "active-neuron"', 'template = "jacobian-composition"\nlevel = 2')
    (course.folder / "secret.key").write_text(f"{seed + 1:064x}", encoding="ascii")
    course = Course(course.folder)
    tiny.dealt(course)
    drawn = random.Random(seed)
    for k in range(30):
        right = tiny.answers(course, f"s{k:02}")
        told = {
            name: (drawn.choice(SLIPS) if drawn.random() < 0.4 and name in ("q1c", "q1d") else "{}").format(text)
            for name, text in right.items()
        }
        if k == 7:
            told |= {name: text for name, text in tiny.answers(course, "s21").items() if name in ("q2b", "q2c")}
        tiny.hand_in(course, f"x_{1000 + k}_1_s.py", tiny.file_of(course, f"s{k:02}", told))
    tiny.graded(course)
    assert {(kind, pair) for kind, pair, _ in alike(course)} == {("variant", ("s07", "s21"))}
