"""A batch: nothing is lost by stopping it, by a fault over one file, or by how many work on it."""

import contextlib
from dataclasses import replace
from pathlib import Path

import pytest
import tiny_course as tiny
from msgspec import structs
from sqlalchemy import inspect

from gradekit.course.batch import grade_assignment
from gradekit.course.closing import closing
from gradekit.course.cluster import About, check_address, unfit
from gradekit.course.folder import Course
from gradekit.course.pool import local
from gradekit.course.regrade import regrade
from gradekit.course.store import judged, received
from gradekit.course.store.lock import locked
from gradekit.course.store.opening import opened
from gradekit.course.store.schema import SHEETS, SHEETS_OF
from gradekit.course.tally import write_marks
from gradekit.course.work import Judged, Task, judge
from gradekit.errors import OperatorError
from gradekit.model.answer import Submission
from gradekit.model.outcome import Outcome
from sandboxing.offered import lacking


def handed_in(course: Course) -> Course:
    tiny.hand_in(course, "lovelaceada_1001_5001_submission.py", tiny.file_of(course, "ada"))
    tiny.hand_in(course, "noetheremmy_1002_5002_submission.py", tiny.file_of(course, "emmy", {"q1a": "7*x"}))
    tiny.hand_in(course, "weierstrasskarl_1003_5003_submission.py", tiny.file_of(course, "karl", {"q1a": "((("}))
    return course


class StopError(Exception):
    """In the place of Ctrl-C, which pytest takes for itself."""


def test_marks_stored_with_the_results_are_those_that_are_worked_out_anew(graded_course: Course) -> None:
    before = tiny.lines(graded_course)
    with opened(graded_course.store) as engine, engine.begin() as connection:
        write_marks(graded_course, graded_course.assignment("hw1"), connection)
    assert tiny.lines(graded_course) == before


def test_a_batch_that_is_stopped_goes_on_and_ends_the_same(
    course: Course, course_as_graded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gradekit.course.batch.TOGETHER", 1)
    handed_in(course)

    def stop(done: int, _wanted: int) -> None:
        if done == 1:
            raise StopError

    with contextlib.suppress(StopError):
        grade_assignment(course, "hw1", course.folder / "submissions", tiny.HERE, level="read", progress=stop)
    with opened(course.store) as engine, engine.connect() as connection:
        assert sum(one.basis is not None for one in received.handins(connection, "hw1")) == 1
    run = grade_assignment(course, "hw1", None, tiny.HERE, level="read")
    assert (run.before, run.judged) == (1, 2)
    assert tiny.lines(course) == tiny.lines(Course(course_as_graded))


def test_two_processes_give_the_same_store_as_one(course: Course, course_as_graded: Path) -> None:
    handed_in(course)
    with local(2) as pool:
        grade_assignment(course, "hw1", course.folder / "submissions", pool, level="read")
    assert tiny.lines(course) == tiny.lines(Course(course_as_graded))


def test_a_fault_over_one_file_is_named_and_costs_the_others_nothing(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in(course)

    def faulty(task: Task) -> object:
        if task.handin.student == "emmy":
            raise ArithmeticError("gradekit is wrong here")
        return judge(task)

    monkeypatch.setattr("gradekit.course.batch.judge", faulty)
    run = tiny.graded(course)
    assert run.judged == 2
    (fault,) = run.faults
    assert fault.startswith("emmy, noetheremmy_1002_5002_submission.py: ArithmeticError")
    assert closing(course, "hw1").graded == 2
    monkeypatch.undo()
    assert tiny.graded(course).judged == 1
    assert closing(course, "hw1").graded == 3


def test_of_two_batches_at_once_the_second_is_refused_with_what_holds_the_course(course: Course) -> None:
    with (
        locked(course.store, "gradekit batch grade hw1"),
        pytest.raises(OperatorError, match=r"The course is in use: gradekit batch grade hw1 \(process"),
    ):
        tiny.graded(course)


def test_the_closing_screen_counts_what_the_store_holds(graded_course: Course) -> None:
    end = closing(graded_course, "hw1")
    assert end.graded == 3
    assert end.without == ("sofja",)
    assert dict(end.waiting) == {"unreadable": 1}


def test_a_regrade_without_a_change_changes_no_row(graded_course: Course) -> None:
    before = tiny.lines(graded_course)
    told = regrade(graded_course, "hw1", tiny.HERE, level="read", again=True)
    assert (told.keys, told.questions, told.changes, told.anew, told.run.judged) == ((), (), (), 0, 0)
    assert tiny.lines(graded_course) == before


def stopped(course: Course, student: str) -> None:
    """As if the program of the student had run into a limit of time."""
    from gradekit.course.store.records import packed, unpacked
    from gradekit.course.store.schema import READ

    with opened(course.store) as engine, engine.begin() as connection:
        (one,) = received.handins(connection, "hw1", student)
        row = connection.execute(READ.select().where(READ.c.digest == one.digest)).one()
        submission = unpacked(row.submission, Submission)
        answers = tuple(structs.replace(a, trouble=Outcome.STOPPED, value=None) for a in submission.answers)
        judged.forget(connection, one.digest)
        told = packed(structs.replace(submission, answers=answers))
        judged.keep_read(connection, [judged.Read(one.digest, one.sheet, row.reader, told)])
    grade_assignment(course, "hw1", None, tiny.HERE, level="read")


def test_a_program_that_is_stopped_is_tried_again_and_every_attempt_of_its_student_counts(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny.hand_in(course, "lovelaceada_1001_5001_submission.py", tiny.file_of(course, "ada"))
    tiny.hand_in(course, "lovelaceada_1001_5009_submission-1.py", tiny.file_of(course, "ada", {"q1a": "7*x"}))
    tried: list[bool] = []

    def slow(task: Task) -> Judged:
        tried.append(task.alone)
        return replace(judge(task), stopped=not task.alone)

    monkeypatch.setattr("gradekit.course.batch.judge", slow)
    assert tiny.graded(course).judged == 2
    assert tried == [False, False, True, True]
    before = tiny.lines(course)
    with opened(course.store) as engine, engine.begin() as connection:
        write_marks(course, course.assignment("hw1"), connection)
    assert tiny.lines(course) == before


@pytest.mark.long
def test_a_program_that_takes_its_time_has_it_in_its_second_try(course: Course) -> None:
    if why := lacking("sealed"):
        pytest.skip(why)
    right = tiny.answers(course, "ada")["q1a"]
    slow = f"sum(range(10**8)) * 0 + {right}"  # some two seconds; an endless one is told after all five
    tiny.hand_in(course, "lovelaceada_1001_5001_submission.py", tiny.file_of(course, "ada", {"q1a": slow}))
    endless = "[7 for _ in iter(int, 1)]"
    tiny.hand_in(course, "noetheremmy_1002_5002_submission.py", tiny.file_of(course, "emmy", {"q1a": endless}))
    assert grade_assignment(course, "hw1", course.folder / "submissions", tiny.HERE, level="sealed").judged == 2
    with opened(course.store) as engine, engine.connect() as connection:
        told = {mark.student: mark for mark in judged.marks(connection, "hw1") if mark.part == "1a"}
    assert told["ada"].earned == told["ada"].possible > 0
    assert told["emmy"].why[0].params["outcome"] == Outcome.STOPPED.value


def test_a_store_of_before_gets_its_index(course: Course) -> None:
    with opened(course.store) as engine, engine.begin() as connection:
        SHEETS_OF.drop(connection)
    with opened(course.store) as engine, engine.connect() as connection:
        assert inspect(connection).has_index(SHEETS.name, str(SHEETS_OF.name))


def test_a_program_that_was_stopped_is_run_anew_only_when_that_is_asked_for(graded_course: Course) -> None:
    before = tiny.lines(graded_course)
    stopped(graded_course, "ada")
    assert closing(graded_course, "hw1").waiting["stopped at a limit"] > 1
    assert regrade(graded_course, "hw1", tiny.HERE, level="read").anew == 0
    dry = regrade(graded_course, "hw1", tiny.HERE, level="read", again=True, dry=True)
    assert {change.student for change in dry.changes} == {"ada"}
    assert closing(graded_course, "hw1").waiting["stopped at a limit"] > 1
    told = regrade(graded_course, "hw1", tiny.HERE, level="read", again=True)
    assert (told.anew, told.run.judged, told.changes) == (1, 1, dry.changes)
    assert tiny.lines(graded_course) == before


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("tcp://worker.example.org:8786", "neither on this machine nor encrypted"),
        ("scheduler.example.org:8786", "neither on this machine nor encrypted"),
        ("tcp://127.0.0.1.example.org:8786", "neither on this machine nor encrypted"),
        ("http://127.0.0.1:8786", "no address of a Dask scheduler"),
        ("tcp://127.0.0.1", "no address of a Dask scheduler"),
    ],
)
def test_keys_travel_only_on_this_machine_or_encrypted(address: str, why: str) -> None:
    with pytest.raises(OperatorError, match=why):
        check_address(address)


@pytest.mark.parametrize(
    "address", ["127.0.0.1:8786", "tcp://[::1]:8786", "tcp://localhost:1", "tls://worker.example.org:8786"]
)
def test_addresses_that_are_safe(address: str) -> None:
    check_address(address)


HERE = "tcp://127.0.0.1:4001"


@pytest.mark.parametrize(
    ("worker", "told", "why"),
    [
        (HERE, About("1.0", "sealed"), None),
        ("tls://worker.example.org:4001", About("1.0", "sealed"), None),
        (HERE, About("0.9", "sealed"), "has gradekit 0.9"),
        (HERE, About("1.0", "read"), "isolates programs by `read`, and this machine by `sealed`"),
        ("tcp://worker.example.org:4001", About("1.0", "sealed"), "neither on this machine nor reached by TLS"),
        (HERE, ModuleNotFoundError("No module named 'gradekit'"), "cannot work for gradekit 1.0: ModuleNotFound"),
    ],
)
def test_a_worker_that_is_not_fit_is_named(worker: str, told: object, why: str | None) -> None:
    found = unfit({worker: told}, About("1.0", "sealed"))
    assert found is None if why is None else found is not None and worker in found and why in found


def test_the_benchmark_sees_who_is_lost_and_what_is_misgraded(tmp_path: Path) -> None:
    from batch import checked
    from gradekit.course.store.schema import HANDINS, MARKS
    from simulating.students import NAME, simulated

    made = simulated(tmp_path / "class", 8, 3, variants=1)
    grade_assignment(made.course, NAME, made.course.folder / "submissions", tiny.HERE, level="read")
    told = checked(made)
    assert (told.lost, told.misgraded) == (0, 0), told.listed
    with opened(made.course.store) as engine, engine.begin() as connection:
        right = next(mark for mark in judged.marks(connection, NAME) if mark.earned == mark.possible)
        mine = (MARKS.c.student == right.student, MARKS.c.part == right.part)
        connection.execute(MARKS.update().where(*mine).values(earned="0"))
        another = next(one.student for one in received.handins(connection, NAME) if one.student != right.student)
        connection.execute(HANDINS.update().where(HANDINS.c.student == another).values(basis=None))
    told = checked(made)
    assert (told.lost, told.misgraded) == (1, 1), told.listed
