"""How an assignment stands at the end of a batch: what is done, what waits for a person, and the command for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from gradekit.course.folder import Course
from gradekit.course.handing import open_files
from gradekit.course.store import judged, received
from gradekit.course.store.opening import opened
from gradekit.model.outcome import Outcome

if TYPE_CHECKING:
    from gradekit.course.roster_rows import Student

SAID = {
    Outcome.UNDECIDED: "undecided",
    Outcome.UNREAD: "unreadable",
    Outcome.UNKNOWN_SYMBOL: "with an unknown letter",
    Outcome.NEEDS_RUNNING: "that must be run",
    Outcome.STOPPED: "stopped at a limit",
    Outcome.BY_PERSON: "marked by a person",
    Outcome.OTHER_SHEET: "of another sheet",
    Outcome.FAULT: "over which gradekit failed",
}
"""Why a part waits, by how it was judged."""


@final
@dataclass(frozen=True, slots=True)
class End:
    """The numbers of the closing screen."""

    assignment: str
    graded: int
    waiting: Mapping[str, int]
    """Parts that wait for a person, by why."""
    unmatched: int
    other_sheet: int
    without: tuple[str, ...]
    """Students who hold a sheet and have handed nothing in."""
    late_unknown: int
    """Files that a platform marks as late without a time."""

    @property
    def waits(self) -> bool:
        """Whether something waits for a person."""
        return bool(self.waiting) or self.unmatched > 0

    def lines(self) -> Iterator[str]:
        """The screen, a command beside everything that is to be done."""
        parts = sum(self.waiting.values())
        why = ", ".join(f"{count} {said}" for said, count in self.waiting.items())
        yield f"{self.graded} graded"
        if parts:
            yield f"{parts} part{'s' * (parts > 1)} wait for you ({why}):    gradekit review {self.assignment}"
        if self.unmatched:
            files = f"{self.unmatched} file{'s' * (self.unmatched > 1)} unmatched"
            other = f", {self.other_sheet} with the sheet of another student" if self.other_sheet else ""
            yield f"{files}{other}:    gradekit review {self.assignment} --files"
        if self.without:
            names = ", ".join(self.without[:5]) + (", ..." if len(self.without) > 5 else "")
            yield f"{len(self.without)} without a submission ({names}):    gradekit review {self.assignment} --missing"
        if self.late_unknown:
            yield f"{self.late_unknown} marked late by the platform, the time not known:    give --times"


def closing(course: Course, name: str) -> End:
    """How the assignment stands, by the marks as they were stored last."""
    roster = course.roster

    def asked(student: str) -> Student | None:
        """The student, where the assignment is asked of her."""
        found = roster.by_id.get(student.casefold())
        return found if found and found.id == student and not found.is_excused(name) else None

    with opened(course.kept) as engine, engine.connect() as connection:
        waiting = Counter(_why(mark) for mark in judged.marks_pending(connection, name) if asked(mark.student))
        graded = sum(asked(student) is not None for student in received.students_judged(connection, name))
        without = [found for one in received.students_without(connection, name) if (found := asked(one))]
        unmatched = open_files(connection, name)
        late_unknown = received.late_without_time(connection, name)
    return End(
        assignment=name,
        graded=graded,
        waiting=dict(sorted(waiting.items())),
        unmatched=len(unmatched),
        other_sheet=sum("handed in the sheet of" in one.why for one in unmatched),
        without=tuple(student.id for student in sorted(without, key=lambda student: student.line)),
        late_unknown=late_unknown,
    )


def _why(mark: judged.Mark) -> str:
    """Why the mark waits: how the answer was judged that it is of."""
    told = mark.why[0].params.get("outcome") if mark.why else None
    return SAID.get(Outcome(told), "undecided") if isinstance(told, str) else "undecided"
