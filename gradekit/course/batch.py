"""An assignment graded: files taken in first, then judged, each result stored before it is said to be done.

Whatever stops the command - Ctrl-C, a killed process, a full disk - what was stored stays, and the same command goes on
from there. The results do not depend on the order in which workers finish.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, final

from sqlalchemy import Connection
from sqlalchemy.engine import Engine

from gradekit.course.asking import Asking
from gradekit.course.assignment import Assignment
from gradekit.course.decisions import holding
from gradekit.course.fitting import check_rules
from gradekit.course.folder import Course
from gradekit.course.matching import Matcher
from gradekit.course.pool import Done, Pool
from gradekit.course.store import issued, judged, received
from gradekit.course.store.audit import note
from gradekit.course.store.lock import locked
from gradekit.course.store.opening import opened, told
from gradekit.course.students import Lines
from gradekit.course.tally import write_marks
from gradekit.course.times import Times
from gradekit.course.work import Judged, Task, judge
from gradekit.model.problem import Key, Sheet
from gradekit.submissions.intake import Received, one_by_one

if TYPE_CHECKING:
    from gradekit.course.roster_rows import Student
    from gradekit.sandbox.asked import Asked

TOGETHER = 25
"""Results stored in one go, unless half a second is over before."""
_AT_MOST = 0.5
_MOST_FILES = 1_000_000

Progress = Callable[[int, int], None]
"""Told how many are stored, of how many."""


@final
@dataclass(slots=True)
class Graded:
    """What a run did."""

    taken_in: int = 0
    judged: int = 0
    before: int = 0
    """How many had been judged by an earlier run."""
    faults: list[str] = field(default_factory=list[str])
    """Files over which gradekit itself failed; they wait, and cost nobody anything."""
    notes: list[str] = field(default_factory=list[str])
    """Where the file of the assignment no longer says what was handed out."""


def grade_assignment(
    course: Course,
    name: str,
    folder: Path | None,
    pool: Pool,
    *,
    times: Times | None = None,
    level: Asked = "auto",
    wait: bool = False,
    progress: Progress | None = None,
) -> Graded:
    """Take in what a folder or archive holds, and judge everything that has no verdict yet."""
    assignment = course.assignment(name)
    with (
        locked(course.store, f"gradekit batch grade {name}", wait=wait),
        opened(course.kept) as engine,
        told(course.store),
    ):
        run = Graded(notes=list(check_rules(course, assignment, engine)))
        if folder is not None:
            run.taken_in = take_in(course, assignment, folder, engine, times)
        marked = judge_all(course, assignment, engine, pool, run, level=level, marks=True, progress=progress)
        with engine.begin() as connection:
            write_marks(course, assignment, connection, but=marked)
            note(connection, "grade", {"assignment": name, "judged": run.judged, "taken in": run.taken_in})
    return run


def take_in(course: Course, assignment: Assignment, folder: Path, engine: Engine, times: Times | None) -> int:
    """Every file stored by its content and matched to a student, or to nobody with the reason; gives how many."""
    count = 0
    files = one_by_one(folder, _MOST_FILES)
    while chunk := list(islice(files, TOGETHER)):
        count += len(chunk)
        digests = [received.digest_of(one.raw) if one.raw else "" for one in chunk]
        with engine.begin() as connection:
            matcher = Matcher(assignment.name, course.roster, connection)
            handed = _handed_to(connection, assignment.name)
            found = [_whose(one, digest, matcher, handed, times) for digest, one in zip(digests, chunk, strict=True)]
            stored = ((digest, one.by.file, one.raw) for digest, one in zip(digests, chunk, strict=True) if digest)
            received.keep_files(connection, stored)
            received.keep_unmatched(connection, [one for one, _ in found if isinstance(one, received.Unmatched)])
            for exact in (False, True):
                mine = [one for one, of in found if isinstance(one, received.Handin) and of is exact]
                received.keep_handins(connection, mine, exact=exact)
    return count


def _whose(
    one: Received, digest: str, matcher: Matcher, handed: Mapping[str, str], times: Times | None
) -> tuple[received.Handin | received.Unmatched, bool]:
    """A file with what is known of it, and whether its time is said of it alone."""
    match = matcher.match(one)
    student, sheet = match.student, match.sheet
    if student is None and one.path in handed:
        student = matcher.roster.by_id.get(handed[one.path].casefold())
        sheet = _sheet_of(matcher.connection, matcher.assignment, student)
    if student is None or not digest:
        why = match.why or "nothing in it could be read"
        return received.Unmatched(assignment=matcher.assignment, path=one.path, digest=digest, why=why), False
    names = (*student.ids, student.name)
    moment, exact = times.of_file(one.path, one.by, names) if times else (None, False)
    handin = received.Handin(
        assignment=matcher.assignment,
        student=student.id,
        digest=digest,
        path=one.path,
        sheet=sheet,
        moment=None if moment is None else received.utc(moment),
        attempt=one.by.attempt,
        marked_late=one.by.late,
    )
    return handin, exact


def _handed_to(connection: Connection, assignment: str) -> Mapping[str, str]:
    """Files that a person has given to a student, by their paths."""
    return {one.path: one.student for one in holding(connection, assignment) if one.kind == "hand"}


def _sheet_of(connection: Connection, assignment: str, student: Student | None) -> str:
    """The sheet that a student holds: what a file given to her by a person is read against."""
    held = None if student is None else issued.sheet_record(connection, assignment, student.id)
    return "" if held is None else held.sheet.id


def judge_all(
    course: Course,
    assignment: Assignment,
    engine: Engine,
    pool: Pool,
    run: Graded,
    *,
    level: Asked = "auto",
    marks: bool = False,
    progress: Progress | None = None,
) -> Lines:
    """Everything judged that has no verdicts yet; with `marks` gives the students whose marks are stored with them, by
    their lines in the roster.

    A program that ran into a limit is run once more, alone.
    """
    with engine.connect() as connection:
        wanted = received.count(connection, assignment.name)
        alone = marks and not judged.released(connection, assignment.name)  # what was told may hold a mark up
        asking = Asking(course, assignment, level, holding(connection, assignment.name), marks=alone)
    store = _Storing(engine, run, asking, progress, wanted)
    stopped: list[tuple[received.Handin, bool]] = []
    for done in pool.done(judge, asking.tasks(engine, received.by_students(engine, assignment.name))):
        if done.result is not None and done.result.stopped and done.piece.read is None:
            stopped.append((done.piece.handin, done.piece.marking is not None))
        else:
            store.take(done)
    asking.alone = True
    for one, asking.marks in stopped:
        for done in pool.done(judge, asking.tasks(engine, [[one]])):
            store.take(done)
    store.flush()
    run.before = asking.before
    return store.marked


def keys_of(connection: Connection, sheet: Sheet) -> tuple[Key, ...]:
    """The keys of a sheet, in the order of its problems."""
    found = issued.problems(connection, [slot.variant for slot in sheet.slots])
    return tuple(found[slot.variant].key for slot in sheet.slots)


@final
@dataclass(slots=True)
class _Storing:
    """Stores results a few at a time, and tells of them once they are on the disk."""

    engine: Engine
    run: Graded
    asking: Asking
    progress: Progress | None
    wanted: int
    held: list[tuple[Task, Judged]] = field(default_factory=list["tuple[Task, Judged]"])
    since: float = field(default_factory=time.monotonic)
    marked: Lines = field(default_factory=Lines)

    def take(self, done: Done[Task, Judged]) -> None:
        """One result; a fault of gradekit is named."""
        result = done.result
        if result is None:
            why = "its worker died twice" if done.lost else f"{type(done.error).__name__}: {done.error}"
            self.run.faults.append(f"{done.piece.handin.student}, {done.piece.handin.path}: {why}")
            return
        self.held.append((done.piece, result))
        if len(self.held) >= TOGETHER or time.monotonic() - self.since > _AT_MOST:
            self.flush()

    def flush(self) -> None:
        """All that is held on the disk."""
        with self.engine.begin() as connection:
            self._keep(connection)
        for task, result in self.held:
            if task.marking is not None and result.marks is not None:
                self.marked.add(task.marking.student.line)
        self.run.judged += len(self.held)
        self.held.clear()
        self.since = time.monotonic()
        if self.progress is not None:
            self.progress(self.run.judged + self.asking.before, self.wanted)

    def _keep(self, connection: Connection) -> None:
        files = [(task.handin, task, result) for task, result in self.held]
        judged.keep_read(
            connection, (judged.Read(one.digest, one.sheet, task.reader, of.submission) for one, task, of in files)
        )
        judged.keep_verdicts(
            connection,
            (
                judged.Told(one.digest, one.sheet, place, task.basis, verdicts)
                for one, task, of in files
                for place, verdicts in of.verdicts
            ),
        )
        received.judged_by(connection, [(one, task.basis) for one, task, _ in files])
        marks = {one.student: of.marks for one, _, of in files if of.marks is not None}
        for name in {one.assignment for one, *_ in files}:
            judged.keep_marks(connection, name, marks)
