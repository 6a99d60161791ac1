"""What waits for a person, and all that is known about one part of one student: sheet, file, reading, evidence, key,
and the lines that made the mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import final

from msgspec.structs import replace
from sqlalchemy import Connection

from gradekit.course.assignment import Assignment
from gradekit.course.batch import keys_of
from gradekit.course.decisions import Settled, holding, part_named, settled
from gradekit.course.folder import Course
from gradekit.course.gradebook import not_lowered
from gradekit.course.roster_rows import Student
from gradekit.course.secret import keyed, read_secret
from gradekit.course.store import judged, received
from gradekit.course.store.asked import Request, requests
from gradekit.course.tally import Standing, standing_of, standings
from gradekit.errors import OperatorError
from gradekit.model.answer import Answer, Submission
from gradekit.model.problem import Issued, Key, Part
from gradekit.model.verdict import Verdict


@final
@dataclass(frozen=True, slots=True)
class Waiting:
    """A part that waits."""

    student: str
    name: str
    part: str
    outcome: str
    text: str
    """The answer as it was written."""
    points: str


@final
@dataclass(frozen=True, slots=True)
class Case:
    """All that is known about one part."""

    student: str
    name: str
    part: str
    issued: Issued
    asked: Part
    key: Key
    sheet: str
    variant: str
    answer: Answer | None
    verdict: Verdict | None
    mark: judged.Mark
    files: tuple[received.Handin, ...]
    text: str
    """The file that counts, as it was handed in."""
    versions: tuple[str, ...]
    history: tuple[Settled, ...]
    requests: tuple[Request, ...]


def code_of(course: Course, assignment: str, student: str) -> str:
    """What stands for a name where marking is anonymous."""
    return keyed(read_secret(course.secret), "code", assignment, student)[:8]


@final
@dataclass(frozen=True, slots=True)
class Seen:
    """What those who mark see of persons: names and ids, or codes where marking is anonymous."""

    course: Course
    assignment: str
    reveal: bool = False

    @property
    def hides(self) -> bool:
        """Whether there are codes in the place of names."""
        return self.course.settings.anonymous and not self.reveal

    def id(self, student: str) -> str:
        """The id of a student, or the code."""
        return code_of(self.course, self.assignment, student) if self.hides and student else student

    def name(self, student: Student) -> str:
        """The name of a student, or the code."""
        return self.id(student.id) if self.hides else student.name

    def students(self, those: Iterable[Student]) -> list[Student]:
        """Students; with a code and nothing else where names are hidden."""
        found = list(those)
        if not self.hides:
            return found
        codes = sorted(self.id(student.id) for student in found)
        return [Student(id=code, name=code, ids=(code,)) for code in codes]

    def path(self, path: str) -> str:
        """The path of a file, of which platforms make a place for names; only its ending is told."""
        return f"*{Path(path).suffix}" if self.hides and path else path

    def settled(self, one: Settled) -> Settled:
        """A decision."""
        told = one.decision
        return Settled(one.number, replace(told, student=self.id(told.student), path=self.path(told.path)), one.undone)

    def unmatched(self, one: received.Unmatched) -> received.Unmatched:
        """A file of nobody yet."""
        students = {student.id for student in self.course.roster.students}
        why = re.sub("`([^`]*)`", lambda n: f"`{self.id(n[1])}`" if n[1] in students else n[0], one.why)
        return replace(one, path=self.path(one.path), why=why)

    def handin(self, one: received.Handin) -> received.Handin:
        """A file that was handed in."""
        return replace(one, student=self.id(one.student), path=self.path(one.path))


def who(course: Course, assignment: str, name: str) -> Student:
    """The student of an id, name or code."""
    if course.settings.anonymous:
        for student in course.roster.students:
            if code_of(course, assignment, student.id) == name:
                return student
    return course.roster.student(name)


def waiting(course: Course, assignment: Assignment, connection: Connection, seen: Seen) -> list[Waiting]:
    """Every part that waits for a person, in the order of the roster, or of the codes where these are shown."""
    found = list(_waiting(course, assignment, connection, seen))
    return sorted(found, key=lambda one: one.student) if seen.hides else found


def _waiting(course: Course, assignment: Assignment, connection: Connection, seen: Seen) -> Iterator[Waiting]:
    for standing in standings(course, assignment, connection):
        for mark in standing.marks:
            if not mark.pending:
                continue
            slot, part, _ = part_named(standing.sheet, mark.part)
            _, verdict = _judged(standing, slot, part)
            answer = _answer(connection, standing, slot, part)
            yield Waiting(
                student=seen.id(standing.student.id),
                name=seen.name(standing.student),
                part=mark.part,
                outcome=verdict.outcome.value if verdict else "",
                text=answer.text if answer else "",
                points=f"{float(mark.pending):g}",
            )


def case(assignment: Assignment, student: Student, name: str, connection: Connection, seen: Seen) -> Case:
    """One part of one student; `OperatorError` where there is none."""
    decisions = holding(connection, assignment.name)
    standing = standing_of(assignment, student, connection, decisions)
    if standing is None:
        raise OperatorError(
            f"{seen.name(student)} has no sheet of {assignment.name}; `gradekit generate` makes one for everybody."
        )
    slot, part, told = part_named(standing.sheet, name)
    place = next(s for s in standing.sheet.slots if s.number == slot)
    key = keys_of(connection, standing.sheet)[standing.sheet.slots.index(place)]
    verdicts, verdict = _judged(standing, slot, part)
    files = tuple(map(seen.handin, received.handins(connection, assignment.name, student.id)))
    counted = standing.counted
    text = received.content(connection, counted.digest)[1].decode("utf-8", "replace") if counted else ""
    released = judged.released(connection, assignment.name).get((student.id, told))
    mark = not_lowered(next(m for m in standing.marks if m.part == told), released)
    about = [s for s in settled(connection, assignment.name) if s.decision.part == told]
    history = tuple(seen.settled(s) for s in about if s.decision.student in ("", student.id))
    asked, mine = requests(connection, assignment.name, answered=True), (student.id, told)
    return Case(
        student=seen.id(student.id),
        name=seen.name(student),
        part=told,
        issued=place.issued,
        asked=part,
        key=key,
        sheet=standing.sheet.id,
        variant=place.variant,
        answer=_answer(connection, standing, slot, part),
        verdict=verdict,
        mark=replace(mark, student=seen.id(student.id)),
        files=files,
        text=text,
        versions=(place.issued.gradekit, *([verdicts] if verdicts else [])),
        history=history,
        requests=tuple(replace(one, student=seen.id(student.id)) for one in asked if (one.student, one.part) == mine),
    )


def _judged(standing: Standing, slot: int, part: Part) -> tuple[str, Verdict | None]:
    """The version that judged, and the verdict on the attempt that counts."""
    if standing.counted is None:
        return "", None
    told = next((v for v in standing.counted.verdicts if v.slot == slot), None)
    return (told.gradekit, told.verdict(part.key)) if told else ("", None)


def _answer(connection: Connection, standing: Standing, slot: int, part: Part) -> Answer | None:
    if standing.counted is None:
        return None
    submission: Submission | None = judged.newest_read(connection, standing.counted.digest, standing.counted.sheet.id)
    return submission.answer(slot, part.key) if submission else None
