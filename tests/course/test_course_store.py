"""The store: what is kept stays, whatever happens to the process, the disk or the file; one writer at a time."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tiny_course as tiny
from sqlalchemy import Connection, select

from gradekit.cli import run
from gradekit.course import batch
from gradekit.course.batch import grade_assignment
from gradekit.course.closing import closing
from gradekit.course.folder import Course
from gradekit.course.pool import Done, Pool
from gradekit.course.store import audit, opening
from gradekit.course.store.lock import locked
from gradekit.course.store.opening import backup, opened
from gradekit.course.store.schema import ABOUT, FORMAT
from gradekit.errors import Fault, OperatorError


def _handed_in(course: Course, each: int = 1) -> None:
    """Some files of everybody, right and wrong."""
    for k, student in enumerate(tiny.STUDENTS):
        for n in range(each):
            text = tiny.file_of(course, student, {"q1a": "7*x"} if k % 2 else None)
            tiny.hand_in(course, f"x{student}_{1001 + k}_{n}_submission-{n}.py", f"# {n}\n{text}")


def _twin(course: Course) -> Course:
    """The same course in another folder."""
    return Course(shutil.copytree(course.folder, course.folder.with_name(f"{course.folder.name}-twin")))


def test_one_course_graded_twice_and_in_two_places_is_the_same_row_by_row(course: Course) -> None:
    _handed_in(course)
    twin = _twin(course)
    tiny.graded(course)
    first = tiny.lines(course)
    told = tiny.graded(course)
    assert (told.judged, told.before, told.faults) == (0, 4, [])
    tiny.graded(twin)
    assert tiny.lines(course) == first == tiny.lines(twin)


def test_files_that_come_in_two_goes_are_as_if_they_came_at_once(course: Course) -> None:
    _handed_in(course)
    twin = _twin(course)
    tiny.graded(course)
    later = twin.folder / "later"
    later.mkdir()
    for path in sorted((twin.folder / "submissions").iterdir())[:2]:
        path.rename(later / path.name)
    tiny.graded(twin)
    assert closing(twin, "hw1").graded == 2
    tiny.graded(twin, folder=later)
    assert tiny.lines(course) == tiny.lines(twin)


class Stopped(BaseException):
    """Somebody pressed Ctrl-C."""


@pytest.mark.parametrize("after", [0, 1, 2, 3, 4])
def test_stopped_anywhere_and_said_again_it_ends_as_if_nothing_had_happened(
    after: int, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    _handed_in(course)
    twin = _twin(course)
    monkeypatch.setattr(batch, "TOGETHER", 1)
    done = 0

    def shown(count: int, _of: int) -> None:
        nonlocal done
        done = count
        if count > after:
            raise Stopped

    with contextlib.suppress(Stopped):
        grade_assignment(course, "hw1", course.folder / "submissions", tiny.HERE, level="read", progress=shown)
    with opened(course.store) as engine, engine.connect() as connection:
        stored = connection.exec_driver_sql("SELECT count(DISTINCT digest) FROM verdicts").scalar_one()
    assert stored >= done
    told = tiny.graded(course)
    assert told.before == stored
    tiny.graded(twin)
    assert tiny.lines(course) == tiny.lines(twin)


def test_a_file_over_which_gradekit_fails_is_a_row_of_its_own_and_no_zero(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    _handed_in(course)

    def judge(task: batch.Task) -> batch.Judged:
        if task.handin.student == "emmy":
            raise ZeroDivisionError("a fault of ours")
        return real(task)

    real = batch.judge
    monkeypatch.setattr(batch, "judge", judge)
    told = tiny.graded(course)
    assert [one.split(",")[0] for one in told.faults] == ["emmy"]
    assert "ZeroDivisionError: a fault of ours" in told.faults[0]
    assert told.judged == 3
    assert {row for row in tiny.lines(course) if row.startswith("marks") and '"student":"ada"' in row}
    monkeypatch.undo()
    assert tiny.graded(course).judged == 1


def test_a_lost_worker_costs_its_piece_alone(course: Course) -> None:
    _handed_in(course)

    class Losing(Pool):  # type: ignore[misc]  # final, but for a test
        """Loses what Emmy handed in."""

        def done(self, work: Any, pieces: Iterable[Any]) -> Iterator[Done[Any, Any]]:
            for piece in pieces:
                yield Done(piece) if piece.handin.student == "emmy" else Done(piece, work(piece))

    told = grade_assignment(course, "hw1", course.folder / "submissions", Losing(None), level="read")
    assert (told.judged, len(told.faults)) == (3, 1)
    assert "its worker died twice" in told.faults[0]


def test_two_at_once_the_second_is_refused_with_the_reason_or_waits(course: Course) -> None:
    with (
        locked(course.store, "gradekit batch grade hw1"),
        pytest.raises(
            OperatorError, match=rf"in use: gradekit batch grade hw1 \(process {os.getpid()}\)\. Wait .* or say --wait"
        ),
    ):
        tiny.dealt(course)
    assert tiny.dealt(course).new == ()
    program = textwrap.dedent(
        f"""
        import sys, time
        from pathlib import Path
        from gradekit.course.store.lock import locked
        with locked(Path({str(course.store)!r}), "another"):
            print("held", flush=True)
            sys.stdin.read()
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(OperatorError, match=rf"in use: another \(process {other.pid}\)"):
            tiny.graded(course)
        other.stdin.close()
        with locked(course.store, "now", wait=True):
            assert other.wait() == 0


def test_a_killed_command_leaves_no_lock_behind(course: Course) -> None:
    program = f"""
import os, signal
from pathlib import Path
from gradekit.course.store.lock import locked
with locked(Path({str(course.store)!r}), "killed"):
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -9
    assert "killed" in course.store.with_suffix(".lock").read_text(encoding="utf-8")
    with locked(course.store, "next"):
        pass


def _format(course: Course, value: str) -> None:
    with contextlib.closing(sqlite3.connect(course.store)) as store, store:
        store.execute("UPDATE about SET value = ? WHERE name = 'format'", (value,))


def test_a_store_of_a_former_format_is_moved_after_a_backup(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tiny.lines(course)
    _format(course, "0")
    with contextlib.closing(sqlite3.connect(course.store)) as store, store:
        store.execute("ALTER TABLE handins RENAME COLUMN marked_late TO late")

    def move(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE handins RENAME COLUMN late TO marked_late")

    monkeypatch.setattr(opening, "MOVES", {0: move})
    assert tiny.lines(course) == before
    kept = list(course.folder.glob("store-format-0-*.sqlite"))
    assert len(kept) == 1
    with contextlib.closing(sqlite3.connect(kept[0])) as store:
        assert store.execute("SELECT value FROM about").fetchall() == [("0",)]
    assert tiny.lines(course) == before
    assert len(list(course.folder.glob("store-*.sqlite"))) == 1


def test_a_move_that_fails_changes_nothing(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    _format(course, "0")
    before = _raw(course)

    def move(connection: Connection) -> None:
        connection.exec_driver_sql("DROP TABLE marks")
        raise ZeroDivisionError

    monkeypatch.setattr(opening, "MOVES", {0: move})
    with pytest.raises(ZeroDivisionError), opened(course.store):
        pass
    assert _raw(course) == before


def _raw(course: Course) -> list[str]:
    with contextlib.closing(sqlite3.connect(course.store)) as store:
        return list(store.iterdump())


DAMAGED = [
    # what happened to the file                                the words
    (b"a text file, by mistake" * 100, r"store\.sqlite is no store of gradekit, or it is damaged .*Put a backup back"),
    (None, r"store\.sqlite is no store of gradekit, or it is damaged"),
]


@pytest.mark.parametrize(("raw", "words"), DAMAGED, ids=["replaced", "torn"])
def test_a_damaged_store_is_said_and_left_as_it_is(raw: bytes | None, words: str, course: Course) -> None:
    _handed_in(course)
    whole = course.store.read_bytes()
    course.store.write_bytes(raw if raw is not None else whole[:4096] + b"\xff" * (len(whole) - 4096))
    damaged = course.store.read_bytes()
    with pytest.raises(OperatorError, match=words):
        tiny.graded(course)
    assert course.store.read_bytes() == damaged


def test_the_newest_backup_is_named(course: Course) -> None:
    for day, name in enumerate(("b", "a", "c")):
        path = backup(course.store, course.folder / f"store-backup-{name}.sqlite")
        os.utime(path, (day % 2, day % 2))
    course.store.write_bytes(b"no data base" * 100)
    with pytest.raises(OperatorError, match=r"Put a backup back; store-backup-a\.sqlite is the newest beside it"):
        tiny.graded(course)


@pytest.mark.parametrize(
    "command",
    [
        *(["batch", "grade", "hw1"], ["batch", "regrade", "hw1"], ["review", "hw1"], ["review", "hw1", "--missing"]),
        *(["show", "hw1", "ada", "1a"], ["mark", "hw1", "ada", "1a", "1", "--why", "x"], ["export", "csv", "hw1"]),
        *(["feedback", "hw1"], ["decide", "list", "hw1"], ["request", "list", "hw1"], ["report", "hw1"]),
        *(["marks", "release", "hw1"], ["reissue", "hw1", "--all", "--problem", "1", "--why", "x"]),
    ],
    ids=" ".join,
)
def test_a_store_that_is_not_there_is_never_begun_by_looking(
    command: list[str], course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    course.store.unlink()
    assert run([*command, "--course", str(course.folder)]) == 2
    assert "Nothing has been handed out in tiny: it has no store.sqlite" in capsys.readouterr().err
    assert not course.store.exists()


def test_sheets_whose_store_is_lost_are_not_dealt_anew(course: Course) -> None:
    course.store.unlink()
    with pytest.raises(OperatorError, match=r"store\.sqlite, which knows its sheets, is gone\. Put the newest backup"):
        tiny.dealt(course)
    assert not course.store.exists()


def test_a_data_base_of_something_else_is_not_touched(course: Course) -> None:
    course.store.unlink()
    with contextlib.closing(sqlite3.connect(course.store)) as store, store:
        store.execute("CREATE TABLE music (title TEXT)")
    before = _raw(course)
    with pytest.raises(OperatorError, match="a data base of something else, no store of gradekit"):
        tiny.dealt(course)
    assert _raw(course) == before


@pytest.mark.parametrize("value", [str(FORMAT + 1), "0"])
def test_a_format_that_this_gradekit_does_not_read(value: str, course: Course) -> None:
    _format(course, value)
    with pytest.raises(OperatorError, match=rf"has the format {value}; this gradekit, .*, reads up to {FORMAT}"):
        tiny.graded(course)


@pytest.mark.parametrize("name", ["a b", "x?mode=ro", "100%20", "ü#1", "c:d"])
def test_a_folder_may_have_any_name(name: str, course: Course) -> None:
    moved = Course(course.folder.rename(course.folder.with_name(name)))
    _handed_in(moved)
    assert tiny.graded(moved).judged == 4
    assert [path.name for path in moved.folder.glob("store*.sqlite*")] == ["store.sqlite"]


def test_a_backup_that_cannot_be_written_leaves_nothing(course: Course, tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"store\.sqlite could not be copied to .*: unable to open database file"):
        backup(course.store, tmp_path / "nowhere" / "copy.sqlite")
    course.store.write_bytes(b"no data base at all" * 100)
    with pytest.raises(OperatorError, match=r"could not be copied to .*: file is not a database"):
        backup(course.store, tmp_path / "copy.sqlite")
    assert not (tmp_path / "copy.sqlite").exists()


def test_a_backup_is_whole_and_replaces_nothing(graded_course: Course, tmp_path: Path) -> None:
    target = backup(graded_course.store, tmp_path / "copy.sqlite")
    before = tiny.lines(graded_course)
    target.replace(graded_course.store)
    assert tiny.lines(graded_course) == before
    target.touch()
    with pytest.raises(OperatorError, match=r"copy\.sqlite is there already; a backup replaces nothing"):
        backup(graded_course.store, target)


def test_the_trail_tells_what_was_done_and_the_dump_leaves_its_times_out(course: Course) -> None:
    _handed_in(course)
    tiny.graded(course)
    with opened(course.store) as engine, engine.connect() as connection:
        told = [entry.what for entry in audit.trail(connection)]
        assert connection.execute(select(ABOUT.c.value)).scalars().all() == [str(FORMAT)]
    assert told == ["deal", "grade"]
    assert not [row for row in tiny.lines(course) if row.startswith("audit")]


@contextlib.contextmanager
def _small_disk(place: Path, size: int) -> Generator[None]:
    """A disk of so many bytes; skipped where none can be mounted."""
    told = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True, check=False
    )
    if told.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("mount") is None, reason="mounts a small disk")
def test_a_full_disk_loses_nothing_that_was_reported_done(course: Course, tmp_path: Path) -> None:
    _handed_in(course, each=8)
    twin = _twin(course)
    place = tmp_path / "disk"
    place.mkdir()
    with _small_disk(place, course.store.stat().st_size + 220_000):
        (place / "tiny").mkdir()
        for name in ("course.toml", "roster.csv", "secret.key", "store.sqlite", "assignments"):
            if (course.folder / name).is_dir():
                shutil.copytree(course.folder / name, place / "tiny" / name)
            else:
                shutil.copy2(course.folder / name, place / "tiny" / name)
        full = Course(place / "tiny")
        done = 0

        def shown(count: int, _of: int) -> None:
            nonlocal done
            done = count

        with pytest.raises(Fault, match=r"store\.sqlite cannot be written: .*full.*Make room and say the same command"):
            grade_assignment(full, "hw1", course.folder / "submissions", tiny.HERE, level="read", progress=shown)
        shutil.copy2(full.store, course.store)
    with opened(course.store) as engine, engine.connect() as connection:
        stored = connection.exec_driver_sql("SELECT count(DISTINCT digest) FROM verdicts").scalar_one()
    assert stored >= done
    tiny.graded(course)
    tiny.graded(twin)
    assert tiny.lines(course) == tiny.lines(twin)


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("mount") is None, reason="mounts a disk")
@pytest.mark.parametrize(
    "command", [["generate", "assignments/hw1.toml"], ["batch", "grade", "hw1", "submissions", "--jobs", "1"]]
)
def test_a_folder_that_cannot_be_written_is_said(
    command: list[str],
    course: Course,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    with _small_disk(place, 20_000_000):
        shutil.copytree(course.folder, place / "tiny")
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        monkeypatch.chdir(place / "tiny")
        assert run(command) == 2
        monkeypatch.chdir(tmp_path)
    assert "store.lock could not be read or written (Read-only file system)" in capsys.readouterr().err
