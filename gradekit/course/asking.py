"""What is still to be judged, as tasks for the workers: made a lot at a time, each lot when its turn comes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from sqlalchemy import Connection
from sqlalchemy.engine import Engine

from gradekit.course.assignment import Assignment
from gradekit.course.decisions import Decision
from gradekit.course.folder import Course
from gradekit.course.store import issued, judged, received
from gradekit.course.work import Marking, Task, policies
from gradekit.errors import Fault
from gradekit.model.policy import Policy
from gradekit.version import VERSION

if TYPE_CHECKING:
    from gradekit.sandbox.asked import Asked


@final
@dataclass(slots=True)
class Asking:
    """Makes the tasks, and counts the files that need none."""

    course: Course
    assignment: Assignment
    level: Asked
    decisions: tuple[Decision, ...]
    marks: bool = False
    """Whether the marks of those who handed in one file follow from it alone, and are wanted with it."""
    alone: bool = False
    """Whether these files are judged for the second time, one by one."""
    before: int = 0
    """How many files have verdicts already."""

    def tasks(self, engine: Engine, lots: Iterable[Sequence[received.Handin]]) -> Iterator[Task]:
        """What is still to be judged. The files of a student lie in one lot."""
        for lot in lots:
            with engine.begin() as connection:
                made = self._of(connection, lot)
            yield from made

    def _of(self, connection: Connection, lot: Sequence[received.Handin]) -> list[Task]:
        """The tasks of a lot. Where there are verdicts already, these are those that hold."""
        name = self.assignment.name
        sheets = issued.packed_sheets(connection, name, (one.student for one in lot))
        asked = [_Asked(one, _sheet(sheets, one)) for one in lot]
        variants = {place.variant for one in asked for place in one.places}
        revisions = issued.revisions(connection, variants)
        known = judged.with_verdicts(connection, (one.digest for one in lot))
        for one in asked:
            rules = policies(self.assignment, [place.number for place in one.places])
            told = [revisions[place.variant] for place in one.places]
            one.reader, one.basis = basis_of(rules, told, self.level)
        there = [one for one in asked if (one.file.digest, one.file.sheet, one.basis) in known]
        received.judged_by(connection, [(one.file, one.basis) for one in there if one.file.basis != one.basis])
        self.before += len(there)
        return self._tasks(connection, [one for one in asked if one not in there], Counter(o.student for o in lot))

    def _tasks(self, connection: Connection, asked: Sequence[_Asked], files: Mapping[str, int]) -> list[Task]:
        digests = [one.file.digest for one in asked]
        keys = issued.packed_keys(connection, {place.variant for one in asked for place in one.places})
        contents, reads = received.contents(connection, digests), judged.reads(connection, digests)
        return [
            Task(
                handin=one.file,
                name=contents[one.file.digest][0],
                content=contents[one.file.digest][1],
                assignment=self.assignment,
                sheet=one.sheet.record,
                keys=tuple(keys[place.variant] for place in one.places),
                level=self.level,
                reader=one.reader,
                basis=one.basis,
                read=reads.get((one.file.digest, one.file.sheet, one.reader)),
                marking=self._marking(one) if self.marks and files[one.file.student] == 1 else None,
                alone=self.alone,
            )
            for one in asked
        ]

    def _marking(self, one: _Asked) -> Marking | None:
        student = self.course.roster.by_id.get(one.file.student.casefold())
        if student is None or student.is_excused(self.assignment.name) or not one.sheet.newest:
            return None
        return Marking(student, tuple(d for d in self.decisions if d.student in ("", student.id)))


@final
class _Asked:
    """A file on its way to a task."""

    __slots__ = ("basis", "file", "places", "reader", "sheet")

    def __init__(self, file: received.Handin, sheet: issued.PackedSheet) -> None:
        self.file, self.sheet, self.places = file, sheet, sheet.places
        self.reader = self.basis = ""


def _sheet(sheets: Mapping[tuple[str, str], issued.PackedSheet], one: received.Handin) -> issued.PackedSheet:
    found = sheets.get((one.student, one.sheet))
    if found is None:
        raise Fault(f"the sheet {one.sheet} of {one.student} is not in the store")
    return found


def basis_of(policies: Sequence[Policy], keys: Sequence[str], level: Asked) -> tuple[str, str]:
    """What reading rests on, and what verdicts rest on: version, rules about the source, level, and the keys."""
    rules = [(policy.caret_is_power, *policy.forbids) for policy in policies]
    reader = hashlib.sha256(repr((VERSION, str(level), rules)).encode()).hexdigest()[:16]
    return reader, hashlib.sha256(repr((reader, list(keys))).encode()).hexdigest()[:16]
