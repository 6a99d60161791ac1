"""The rows of a class for the report, from what the store holds, with the marks of the gradebook."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from sqlalchemy import Connection

from gradekit.course.assignment import Assignment
from gradekit.course.batch import keys_of
from gradekit.course.decisions import holding, with_accepted
from gradekit.course.folder import Course
from gradekit.course.gradebook import slot_of
from gradekit.course.reviewing import code_of
from gradekit.course.store import judged
from gradekit.course.tally import standings
from gradekit.grading.marks import marks
from gradekit.grading.recorded import records
from gradekit.model.record import PartRecord


def rows(course: Course, assignment: Assignment, connection: Connection) -> Iterator[PartRecord]:
    """One row for each part of everybody who has handed something in; students stand there as codes."""
    decisions = holding(connection, assignment.name)
    for standing in standings(course, assignment, connection):
        counted = standing.counted
        if counted is None:
            continue
        submission = judged.newest_read(connection, counted.digest, counted.sheet.id)
        if submission is None:
            continue
        told = [with_accepted(v, s, decisions) for v, s in zip(counted.verdicts, counted.sheet.slots, strict=True)]
        earned = [
            marks(v, s.issued, assignment.policy_for(slot_of(assignment, s.number)))
            for v, s in zip(told, counted.sheet.slots, strict=True)
        ]
        code = code_of(course, assignment.name, standing.student.id)
        found = records(counted.sheet, submission, keys_of(connection, counted.sheet), told, earned, student=code)
        by_name = {mark.part: mark for mark in standing.marks}
        for row in found:
            mark = by_name.get(f"{row.slot}{row.letter}")
            if mark is None:
                yield row
            elif mark.possible:  # a void part is no item
                yield replace(row, earned=mark.earned, possible=mark.possible, pending=mark.pending)
