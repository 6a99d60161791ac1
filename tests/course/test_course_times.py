"""When files were handed in, and what they are worth then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gradekit.course.assignment import Assignment
from gradekit.course.lateness import worth
from gradekit.course.roster_rows import Student
from gradekit.course.rules import Attempts, Late, Step
from gradekit.course.settings import Settings
from gradekit.course.times import moment_of, read_times
from gradekit.errors import OperatorError
from gradekit.model.policy import Policy
from gradekit.submissions.names import handed_in

BERLIN = Settings(title="T", time_zone="Europe/Berlin")
ZONE = ZoneInfo("Europe/Berlin")

MOMENTS = [
    # as it is written                          UTC
    ("2026-11-30T18:00", "2026-11-30T17:00"),
    ("2026-11-30 18:00:59", "2026-11-30T17:00:59"),
    ("2026-11-30T18:00:00Z", "2026-11-30T18:00"),
    ("2026-11-30 18:00:00 -0500", "2026-11-30T23:00"),
    ("2026-07-30 18:00", "2026-07-30T16:00"),
    ("30.11.2026 18:00", "2026-11-30T17:00"),
    ("Monday, 30 November 2026, 6:05 PM", "2026-11-30T17:05"),
    ("Monday, 30 November 2026, 6:05\u202fPM", "2026-11-30T17:05"),
    ("Monday, 30 November 2026, 18:05", "2026-11-30T17:05"),
    ("30 November 2026, 12:00 AM", "2026-11-29T23:00"),
    ("Montag, 30. November 2026, 18:05", "2026-11-30T17:05"),
    ("Mittwoch, 4. März 2026, 09:07", "2026-03-04T08:07"),
    ("Donnerstag, 1. Jänner 2026, 0:30", "2025-12-31T23:30"),
    ("Mo., 30. Nov. 2026, 18:05 Uhr", "2026-11-30T17:05"),
    ("30. Dez 2026 18:05:33", "2026-12-30T17:05"),
    ("Monday, November 30, 2026, 6:05 PM", "2026-11-30T17:05"),
    ("Nov 30, 2026 12:05 p.m.", "2026-11-30T11:05"),
    ("30.11.2026 18:00:59", "2026-11-30T17:00:59"),
    # clocks go back at 03:00 on 25 October: the first of two times of the same name, which is the better one
    ("2026-10-25 02:30", "2026-10-25T00:30"),
    # clocks go forward at 02:00 on 29 March: there is no such time; the hour after it
    ("2026-03-29 02:30", "2026-03-29T01:30"),
    ("yesterday", None),
    ("2026-02-30 18:00", None),
    ("30/11/26", None),
    ("30. Neblung 2026, 18:05", None),
    ("30. November 2026, 13:05 PM", None),
    ("31. November 2026, 18:05", None),
    ("30. November 2026, 24:05", None),
]


@pytest.mark.parametrize(("told", "expected"), MOMENTS)
def test_a_moment_as_people_and_platforms_write_it(told: str, expected: str | None) -> None:
    moment = moment_of(told, BERLIN)
    assert (moment and moment.astimezone(UTC)) == (expected and datetime.fromisoformat(f"{expected}+00:00"))


OWN = "id,time\nada,2026-11-30T18:00\nEMMY,\nkarl,-\nsofja,soon\n"
WORKSHEET = """\
Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments
Participant 4711,Ada Lovelace,ada@example.org,Submitted for grading,,10.00,Yes,"Monday, 30 November 2026, 6:00 PM",-,
Participant 4712,Emmy Noether,emmy@example.org,No submission,,10.00,Yes,-,-,
"""  # noqa: E501  as Moodle writes it
ARBEITSBLATT = """\
ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung),Feedback als Kommentar
Teilnehmer/in 4711,Ada Lovelace,ada@example.org,Zur Bewertung abgegeben,,"10,00",Ja,"Montag, 30. November 2026, 18:00",-,
Teilnehmer/in 4712,Emmy Noether,emmy@example.org,Keine Abgabe,,"10,00",Ja,-,-,
"""  # noqa: E501  as Moodle writes it
GRADESCOPE = """\
---
submission_31:
  :submitters:
  - :name: Ada Lovelace
    :sid: 'ada'
    :email: ada@example.org
  :created_at: 2026-11-30 17:00:00.000000000 Z
  :score: 0.0
submission_32:
  :submitters:
  - :name: Emmy Noether
    :sid: emmy
    :email: emmy@example.org
  - :name: Karl W.
    :sid: karl
    :email: karl@example.org
  :created_at: 2026-11-30 12:00:00 -0500
"""
AT = datetime(2026, 11, 30, 17, tzinfo=UTC)
FILES = [
    ("times.csv", OWN, {"ada": AT, "Ada": AT, "emmy": None, "karl": None, "sofja": None}, 1),
    ("times.csv", OWN.replace(",", ";"), {"ada": AT, "karl": None}, 1),
    ("sheet.csv", WORKSHEET, {"ada@example.org": AT, "4711": None, "ada lovelace": AT, "emmy noether": None}, 0),
    ("blatt.csv", ARBEITSBLATT, {"ada@example.org": AT, "4711": None, "ada lovelace": AT, "emmy noether": None}, 0),
    ("submission_metadata.yml", GRADESCOPE, {"ada": AT, "31": None, "karl": AT, "karl@example.org": AT}, 0),
]


@pytest.mark.parametrize(
    ("name", "text", "expected", "faults"), FILES, ids=["own", "semicolons", "moodle", "moodle-german", "gradescope"]
)
def test_where_times_come_from(
    name: str, text: str, expected: dict[str, datetime | None], faults: int, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    times = read_times(tmp_path / name, BERLIN)
    assert {who: times.of(who) for who in expected} == expected
    assert len(times.faults) == faults


@pytest.mark.parametrize(
    ("name", "text", "path"),
    [
        ("sheet.csv", WORKSHEET, "Somebody Else_4711_assignsubmission_file_/submission.py"),
        ("blatt.csv", ARBEITSBLATT, "Somebody Else_4711_assignsubmission_file_/submission.py"),
        ("submission_metadata.yml", GRADESCOPE, "assignment/submission_31/submission.py"),
    ],
    ids=["moodle", "moodle-german", "gradescope"],
)
def test_numbers_of_the_platform_are_looked_up_by_the_names_of_files_and_never_by_ids(
    name: str, text: str, path: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    times = read_times(tmp_path / name, BERLIN)
    assert times.of_file(path, handed_in(path), ["nobody"]) == (AT, False)
    assert times.of_file("nobody/submission.py", handed_in("nobody/submission.py"), ["4711", "31"]) == (None, False)


def test_a_line_may_be_about_one_file(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "id,file,time\nada,submission.py,2026-11-01T12:00Z\nada,late/submission-1.py,2026-12-01T12:00Z\n"
        "ada,,2026-12-24T12:00Z\nemmy,submission.py,2026-11-02T12:00Z\n"
    )
    times = read_times(tmp_path / "t.csv", BERLIN)

    def day(path: str, *names: str) -> tuple[str, bool]:
        moment, exact = times.of_file(path, handed_in(path), names)
        return f"{moment:%m-%d}" if moment else "", exact

    assert day("a/submission.py", "ADA", "Ada Lovelace") == ("11-01", True)
    assert day("late/submission-1.py", "ada") == ("12-01", True)
    assert day("a/submission-1.py", "ada") == ("12-24", False)
    assert day("b/submission.py", "emmy") == ("11-02", True)
    assert day("b/submission-1.py", "emmy") == ("", False)


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "times.csv").write_text(OWN, encoding="utf-16")
    assert read_times(tmp_path / "times.csv", BERLIN).faults == (
        "times.csv, line 5: `soon` is not a time; write 2026-11-30T18:00.",
    )


def test_of_two_lines_about_one_the_later_holds_and_of_several_names_the_first(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,time\na,2026-01-02T00:00Z\na,2026-01-01T00:00Z\nb,2026-01-05T00:00Z\n")
    times = read_times(tmp_path / "t.csv", BERLIN)
    assert times.of("a", "b") == datetime(2026, 1, 2, tzinfo=UTC)
    assert times.of("c", "b") == datetime(2026, 1, 5, tzinfo=UTC)
    assert times.of("c", "") is None


def test_a_file_that_tells_no_times(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("who,when\nada,now\n", encoding="utf-8")
    with pytest.raises(OperatorError, match=r"t\.csv: a file of times needs a column .*found `who`, `when`"):
        read_times(tmp_path / "t.csv", BERLIN)
    (tmp_path / "t.csv").write_text("", encoding="utf-8")
    with pytest.raises(OperatorError, match="found none"):
        read_times(tmp_path / "t.csv", BERLIN)
    with pytest.raises(OperatorError, match="cannot be read"):
        read_times(tmp_path / "none.csv", BERLIN)


DUE = datetime(2026, 11, 30, 18, tzinfo=UTC)
STEPS = (Step(days=1, worth=0.8), Step(days=2.5, worth=0.5))
WORTH = [
    # rule                                 hours late     what it is worth
    (Late(), 1000, Fraction(1)),
    (Late(rule="closed"), -1, Fraction(1)),
    (Late(rule="closed"), 0, Fraction(1)),
    (Late(rule="closed"), Fraction(1, 3600), Fraction(0)),
    (Late(rule="closed", grace=15), Fraction(1, 4), Fraction(1)),
    (Late(rule="closed", grace=15), Fraction(901, 3600), Fraction(0)),
    (Late(rule="per-day", cost=0.1), Fraction(1, 3600), Fraction(9, 10)),
    (Late(rule="per-day", cost=0.1), 24, Fraction(9, 10)),
    (Late(rule="per-day", cost=0.1), 25, Fraction(8, 10)),
    (Late(rule="per-day", cost=0.1, grace=15), Fraction(1, 2), Fraction(9, 10)),
    (Late(rule="per-day", cost=0.1), 24 * 9, Fraction(1, 10)),
    (Late(rule="per-day", cost=0.1), 24 * 30, Fraction(0)),
    (Late(rule="per-day", cost=0.3), 24 * 3, Fraction(1, 10)),
    (Late(rule="steps", steps=STEPS), 24, Fraction(4, 5)),
    (Late(rule="steps", steps=STEPS), 25, Fraction(1, 2)),
    (Late(rule="steps", steps=STEPS), 60, Fraction(1, 2)),
    (Late(rule="steps", steps=STEPS), 61, Fraction(0)),
]


@pytest.mark.parametrize(("late", "hours", "expected"), WORTH)
def test_what_late_work_is_worth(late: Late, hours: Fraction | int, expected: Fraction) -> None:
    moment = DUE + timedelta(seconds=int(hours * 3600))
    assert worth(late, DUE, moment) == expected
    assert worth(late, DUE.astimezone(ZONE), moment.astimezone(ZoneInfo("Asia/Kolkata"))) == expected


def test_a_time_or_a_due_date_that_nobody_knows_costs_nothing() -> None:
    assert worth(Late(rule="closed"), None, DUE) == worth(Late(rule="closed"), DUE, None) == 1


CHANGES = [
    # due, local            handed in, local             days begun
    ("2026-10-24T18:00", "2026-10-25T17:59", 1),  # 24 h 59 min by a stop-watch
    ("2026-10-24T18:00", "2026-10-25T18:01", 2),
    ("2026-03-28T18:00", "2026-03-29T17:59", 1),
    ("2026-03-28T18:00", "2026-03-29T18:01", 2),  # 23 h 1 min by a stop-watch
]


@pytest.mark.parametrize(("due", "moment", "days"), CHANGES)
def test_a_day_late_ends_at_the_same_time_of_the_clock_when_clocks_are_changed(
    due: str, moment: str, days: int
) -> None:
    first, then = (datetime.fromisoformat(told).replace(tzinfo=ZONE) for told in (due, moment))
    late = Late(rule="per-day", cost=0.1)
    assert worth(late, first, then) == worth(late, first, then.astimezone(UTC)) == 1 - Fraction(days, 10)


def test_an_hour_that_comes_twice_is_two_hours() -> None:
    due = datetime(2026, 10, 25, 2, 30, tzinfo=ZONE)
    again = datetime(2026, 10, 25, 2, 40, tzinfo=ZONE, fold=1)  # an hour and ten minutes later
    assert worth(Late(rule="closed", grace=15), due, due.replace(minute=40)) == 1
    assert worth(Late(rule="closed", grace=15), due, again) == 0
    assert worth(Late(rule="closed"), due, again.replace(minute=10)) == 0


@st.composite
def lates(draw: st.DrawFn) -> Late:
    """Any rule that a file may hold."""
    rules: list[Literal["none", "closed", "per-day", "steps"]] = ["none", "closed", "per-day", "steps"]
    rule = draw(st.sampled_from(rules))
    days = sorted(draw(st.sets(st.floats(0.1, 9), min_size=1, max_size=4)))
    shares = sorted(draw(st.lists(st.floats(0, 1), min_size=len(days), max_size=len(days))), reverse=True)
    steps = tuple(Step(days=d, worth=w) for d, w in zip(days, shares, strict=True)) if rule == "steps" else ()
    late = Late(rule=rule, cost=draw(st.floats(0, 1)), steps=steps, grace=draw(st.floats(0, 3000)))
    assume(late.wrong() is None)
    return late


moments = st.datetimes(datetime(2026, 10, 20), datetime(2026, 11, 5), timezones=st.just(UTC))


@given(late=lates(), due=moments, first=moments, second=moments)
def test_work_is_never_worth_more_than_all_and_never_more_later(
    late: Late, due: datetime, first: datetime, second: datetime
) -> None:
    early, later = sorted([first, second])
    shares = [worth(late, due.astimezone(ZONE), moment) for moment in (early, later)]
    assert 1 >= shares[0] >= shares[1] >= 0


def _due(student: Student, **told: object) -> datetime | None:
    settings: dict[str, object] = {
        "name": "hw1",
        "title": "H",
        "purpose": "homework",
        "slots": (),
        "policy": Policy(),
        "attempts": Attempts(),
        "late": Late(),
        "due": datetime(2026, 10, 24, 18, tzinfo=ZONE),
        "minutes": None,
        "formats": (),
        "fairness": 0.1,
        "extensions": {},
    }
    return Assignment(**{**settings, **told}).due_for(student)  # pyright: ignore[reportArgumentType]  a table


def _student(**told: float) -> Student:
    return Student("emmy", "Emmy", ("emmy", "1002"), extra_days=told.get("days", 0), extra_time=told.get("time", 0))


def _local(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=ZONE)


GRANTED: list[tuple[Student, dict[str, object], str | None]] = [
    # what is granted                           of the assignment                             the date, local
    (_student(), {}, "2026-10-24T18:00"),
    (_student(), {"due": None, "extensions": {"emmy": DUE}}, None),
    (_student(), {"extensions": {"emmy": _local("2026-10-27T12:00")}}, "2026-10-27T12:00"),
    (_student(), {"extensions": {"1002": _local("2026-10-27T12:00")}}, "2026-10-27T12:00"),
    (_student(), {"extensions": {"EMMY": _local("2026-10-27T12:00")}}, "2026-10-27T12:00"),
    (_student(), {"extensions": {"ada": _local("2026-10-27T12:00")}}, "2026-10-24T18:00"),
    (_student(), {"extensions": {"emmy": _local("2026-10-20T12:00")}}, "2026-10-24T18:00"),  # never earlier
    (_student(days=2), {}, "2026-10-26T18:00"),  # the same time of the clock, though clocks go back between
    (_student(days=2), {"extensions": {"emmy": _local("2026-10-25T12:00")}}, "2026-10-26T18:00"),
    (_student(time=50), {}, "2026-10-24T18:00"),  # a homework has no minutes
    (_student(time=50), {"minutes": 60}, "2026-10-24T18:30"),
    (_student(days=1, time=25), {"minutes": 120}, "2026-10-25T18:30"),
]


@pytest.mark.parametrize(("student", "told", "expected"), GRANTED, ids=range(len(GRANTED)))
def test_the_due_date_of_a_student(student: Student, told: dict[str, object], expected: str | None) -> None:
    assert _due(student, **told) == (None if expected is None else _local(expected))
