"""Grading again after something has changed: a question, a key, a policy, an extension, a decision, or gradekit.

The keys of problems are made again from where they came from; only where the public question stays the same does a new
key take the place of the old one. What was read of a file, and what its program returned, is used again. Marks that
students have been told go down only when that is asked for.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, final

from sqlalchemy.engine import Engine

from gradekit.course.assignment import Assignment
from gradekit.course.batch import Graded, Progress, judge_all
from gradekit.course.fitting import check_rules
from gradekit.course.folder import Course
from gradekit.course.making import Order, make
from gradekit.course.pool import Pool
from gradekit.course.store import issued, judged, received
from gradekit.course.store.audit import note
from gradekit.course.store.lock import locked
from gradekit.course.store.opening import backup, opened, told
from gradekit.course.tally import write_marks
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.problems.handing_out.deployed import key_digest
from gradekit.problems.handing_out.sheets import BANK

if TYPE_CHECKING:
    from gradekit.sandbox.asked import Asked


@final
@dataclass(frozen=True, slots=True)
class Change:
    """The mark of a part that is another one now."""

    student: str
    part: str
    before: Fraction
    after: Fraction
    why: tuple[Message, ...]


@final
@dataclass(slots=True)
class Regraded:
    """What a regrade changed."""

    keys: tuple[str, ...] = ()
    """Problems whose key is another one now."""
    questions: tuple[str, ...] = ()
    """Problems that their template no longer gives: the key they were handed out with stays."""
    changes: tuple[Change, ...] = ()
    anew: int = 0
    """Files whose programs were run anew."""
    run: Graded = field(default_factory=Graded)


def regrade(
    course: Course,
    name: str,
    pool: Pool,
    *,
    dry: bool = False,
    lower: bool = False,
    again: bool = False,
    level: Asked = "auto",
    wait: bool = False,
    progress: Progress | None = None,
) -> Regraded:
    """Grade the assignment again; with `dry` on a copy of the store, so that nothing changes.

    With `again` the programs that ran into a limit are run anew.
    """
    with locked(course.store, f"gradekit batch regrade {name}", wait=wait), _store(course.kept, dry=dry) as place:
        assignment = course.assignment(name)
        with opened(place) as engine, told(place):
            found = Regraded(run=Graded(notes=list(check_rules(course, assignment, engine))))
            before = _marks(engine, name)
            found.keys, found.questions = _keys(course, assignment, engine, pool)
            if again:
                found.anew = _forget_stopped(engine, name)
            judge_all(course, assignment, engine, pool, found.run, level=level, progress=progress)
            with engine.begin() as connection:
                write_marks(course, assignment, connection, lower=lower)
                if lower:
                    judged.tell_lower(connection, name)
                if not dry:
                    note(connection, "regrade", {"assignment": name, "keys": list(found.keys)})
            found.changes = tuple(_changes(before, _marks(engine, name)))
    return found


@contextmanager
def _store(path: Path, *, dry: bool) -> Generator[Path]:
    """The store, or a copy of it that is thrown away."""
    if not dry:
        yield path
        return
    folder = Path(tempfile.mkdtemp(prefix="gradekit-dry-"))
    try:
        yield backup(path, folder / path.name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _forget_stopped(engine: Engine, name: str) -> int:
    """Nothing is known any more of the files whose programs ran into a limit; gives how many there are."""
    count = 0
    for lot in received.by_students(engine, name):
        with engine.begin() as connection:
            for one in lot:
                submission = judged.newest_read(connection, one.digest, one.sheet)
                if submission and any(answer.trouble is Outcome.STOPPED for answer in submission.answers):
                    judged.forget(connection, one.digest)
                    count += 1
    return count


def _marks(engine: Engine, name: str) -> dict[tuple[str, str], judged.Mark]:
    with engine.connect() as connection:
        return {(mark.student, mark.part): mark for mark in judged.marks(connection, name)}


def _changes(
    before: Mapping[tuple[str, str], judged.Mark], after: Mapping[tuple[str, str], judged.Mark]
) -> Iterator[Change]:
    for place, mark in after.items():
        old = before.get(place)
        if old is None or (old.earned, old.possible, old.pending) != (mark.earned, mark.possible, mark.pending):
            was = old.earned if old else Fraction(0)
            yield Change(mark.student, mark.part, was, mark.earned, mark.why)


def _keys(
    course: Course, assignment: Assignment, engine: Engine, pool: Pool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of all problems of the assignment made again, and stored where they differ."""
    with engine.connect() as connection:
        held = issued.dealt(connection, assignment.name)
        problems = issued.problems(connection, {one.variant for of in held.values() for one in of})
    orders = {variant: _order(course, problem) for variant, problem in sorted(problems.items())}
    changed: list[str] = []
    lost: list[str] = []
    for done in pool.done(_again, orders.items()):
        variant, problem = done.piece[0], done.result
        if problem is None or problem.variant != variant:
            lost.append(variant)
        elif key_digest(problem.key) != key_digest(problems[variant].key):
            changed.append(variant)
            with engine.begin() as connection:
                issued.replace_key(connection, variant, problem.key)
    return tuple(sorted(changed)), tuple(sorted(lost))


def _again(piece: tuple[str, Order]) -> issued.Problem:
    return make(piece[1])


def _order(course: Course, problem: issued.Problem) -> Order:
    origin = problem.origin
    bank = origin.template.startswith(BANK)
    total = sum((part.points for part in problem.issued.parts), Fraction(0))
    order = Order(origin.template.removeprefix(BANK), bank, origin.level, origin.seed, total, tuple(course.own))
    return replace(order, conventions=course.settings.conventions)
