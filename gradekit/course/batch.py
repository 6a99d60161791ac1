"""An assignment graded: files taken in first, then judged, each result stored before it is said to be done.

Whatever stops the command - Ctrl-C, a killed process, a full disk - what was stored stays, and the same command goes on
from there. The results do not depend on the order in which workers finish.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, final

from sqlalchemy import Connection
from sqlalchemy.engine import Engine

from gradekit.course.assignment import Assignment
from gradekit.course.decisions import Decision, holding
from gradekit.course.folder import Course
from gradekit.course.matching import Matcher
from gradekit.course.pool import Done, Pool
from gradekit.course.store import issued, judged, received
from gradekit.course.store.audit import note
from gradekit.course.store.lock import locked
from gradekit.course.store.opening import opened, told
from gradekit.course.tally import write_marks
from gradekit.course.times import Times
from gradekit.course.work import Judged, Marking, Task, judge, policies
from gradekit.errors import Fault
from gradekit.model.policy import Policy
from gradekit.model.problem import Key, Sheet
from gradekit.submissions.intake import one_by_one
from gradekit.version import VERSION

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
        opened(course.store) as engine,
        told(course.store),
    ):
        run = Graded()
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
        with engine.begin() as connection:
            matcher = Matcher(assignment.name, course.roster, connection)
            handed = _handed_to(connection, assignment.name)
            for one in chunk:
                count += 1
                digest = received.keep_file(connection, one.by.file, one.raw) if one.raw else ""
                match = matcher.match(one)
                student, sheet = match.student, match.sheet
                if student is None and one.path in handed:
                    student = course.roster.by_id.get(handed[one.path].casefold())
                    sheet = _sheet_of(connection, assignment, student)
                if student is None or not digest:
                    why = match.why or "nothing in it could be read"
                    received.keep_unmatched(
                        connection,
                        received.Unmatched(assignment=assignment.name, path=one.path, digest=digest, why=why),
                    )
                    continue
                moment = times.of(*student.ids, student.name, one.by.id, one.by.person) if times else None
                received.keep_handin(
                    connection,
                    received.Handin(
                        assignment=assignment.name,
                        student=student.id,
                        digest=digest,
                        path=one.path,
                        sheet=sheet,
                        moment=None if moment is None else received.utc(moment),
                        attempt=one.by.attempt,
                        marked_late=one.by.late,
                    ),
                )
    return count


def _handed_to(connection: Connection, assignment: str) -> Mapping[str, str]:
    """Files that a person has given to a student, by their paths."""
    return {one.path: one.student for one in holding(connection, assignment) if one.kind == "hand"}


def _sheet_of(connection: Connection, assignment: Assignment, student: Student | None) -> str:
    """The sheet that a student holds: what a file given to her by a person is read against."""
    held = None if student is None else issued.sheet_record(connection, assignment.name, student.id)
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
) -> Set[str]:
    """Everything judged that has no verdicts yet; with `marks` gives the students whose marks are stored with them.

    A program that ran into a limit is run once more, alone.
    """
    with engine.connect() as connection:
        wanted = received.count(connection, assignment.name)
        asking = _Asking(course, assignment, level, holding(connection, assignment.name), run)
        asking.marks = marks and not judged.released(connection, assignment.name)  # what was told may hold a mark up
    store = _Storing(engine, run, progress, wanted)
    stopped: list[received.Handin] = []
    for done in pool.done(judge, asking.tasks(engine, received.by_students(engine, assignment.name))):
        if done.result is not None and done.result.stopped and done.piece.read is None:
            stopped.append(done.piece.handin)
        else:
            store.take(done)
    asking.run = Graded()
    for one in stopped:
        for done in pool.done(judge, asking.tasks(engine, [[one]])):
            store.take(done)
    store.flush()
    return store.marked


@final
@dataclass(slots=True)
class _Asking:
    """Makes the tasks, a lot at a time, each lot when its turn comes."""

    course: Course
    assignment: Assignment
    level: Asked
    decisions: tuple[Decision, ...]
    run: Graded
    marks: bool = True
    """Whether the marks of those who handed in one file follow from it alone."""

    def tasks(self, engine: Engine, lots: Iterable[Sequence[received.Handin]]) -> Iterator[Task]:
        """What is still to be judged."""
        for lot in lots:
            files = Counter(one.student for one in lot)
            with engine.begin() as connection:
                made = [self._task(connection, one, alone=files[one.student] == 1) for one in lot]
            yield from (task for task in made if task is not None)

    def _task(self, connection: Connection, one: received.Handin, *, alone: bool) -> Task | None:
        """The task of a file; None where there are verdicts already, which then are those that hold."""
        name = self.assignment.name
        handed = issued.packed_sheet(connection, name, one.student, one.sheet)
        if handed is None:
            raise Fault(f"the sheet {one.sheet} of {one.student} is not in the store")
        keys = issued.packed_keys(connection, [place.variant for place in handed[1]])
        told = [keys[place.variant] for place in handed[1]]
        rules = policies(self.assignment, [place.number for place in handed[1]])
        reader, basis = basis_of(rules, [revision for revision, _ in told], self.level)
        if judged.has_verdicts(connection, one.digest, one.sheet, basis):
            if one.basis != basis:
                received.judged_by(connection, one, basis)
            self.run.before += 1
            return None
        file, content = received.content(connection, one.digest)
        return Task(
            handin=one,
            name=file,
            content=content,
            assignment=self.assignment,
            sheet=handed[0],
            keys=tuple(key for _, key in told),
            level=self.level,
            reader=reader,
            basis=basis,
            read=judged.read(connection, one.digest, one.sheet, reader),
            marking=self._marking(connection, one) if alone and self.marks else None,
        )

    def _marking(self, connection: Connection, one: received.Handin) -> Marking | None:
        student = self.course.roster.by_id.get(one.student.casefold())
        if student is None or student.is_excused(self.assignment.name):
            return None
        if issued.newest_sheet(connection, self.assignment.name, student.id) != one.sheet:
            return None
        return Marking(student, tuple(d for d in self.decisions if d.student in ("", student.id)))


def keys_of(connection: Connection, sheet: Sheet) -> tuple[Key, ...]:
    """The keys of a sheet, in the order of its problems."""
    found = issued.problems(connection, [slot.variant for slot in sheet.slots])
    return tuple(found[slot.variant].key for slot in sheet.slots)


def basis_of(policies: Sequence[Policy], keys: Sequence[str], level: Asked) -> tuple[str, str]:
    """What reading rests on, and what verdicts rest on: version, rules about the source, level, and the keys."""
    rules = [(policy.caret_is_power, *policy.forbids) for policy in policies]
    reader = hashlib.sha256(repr((VERSION, str(level), rules)).encode()).hexdigest()[:16]
    return reader, hashlib.sha256(repr((reader, list(keys))).encode()).hexdigest()[:16]


@final
@dataclass(slots=True)
class _Storing:
    """Stores results a few at a time, and tells of them once they are on the disk."""

    engine: Engine
    run: Graded
    progress: Progress | None
    wanted: int
    held: list[tuple[Task, Judged]] = field(default_factory=list["tuple[Task, Judged]"])
    since: float = field(default_factory=time.monotonic)
    marked: set[str] = field(default_factory=set[str])

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
            for task, result in self.held:
                digest, sheet = task.handin.digest, task.handin.sheet
                judged.keep_read(connection, digest, sheet, task.reader, result.submission)
                judged.keep_verdicts(connection, digest, sheet, task.basis, result.verdicts)
                received.judged_by(connection, task.handin, task.basis)
                if result.marks is not None:
                    judged.keep_marks(connection, task.assignment.name, task.handin.student, result.marks)
        self.marked.update(task.handin.student for task, result in self.held if result.marks is not None)
        self.run.judged += len(self.held)
        self.held.clear()
        self.since = time.monotonic()
        if self.progress is not None:
            self.progress(self.run.judged + self.run.before, self.wanted)
