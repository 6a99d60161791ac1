"""Whose a file is: the sheet in it and the person who handed it in must agree; where they do not, a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from sqlalchemy import Connection

from gradekit.course.roster import Roster
from gradekit.course.roster_rows import Student
from gradekit.course.store import issued as kept
from gradekit.errors import StudentError
from gradekit.problems.handing_out.stubs import sheet_in
from gradekit.submissions.intake import Received
from gradekit.submissions.names import HandedIn

if TYPE_CHECKING:
    from gradekit.model.problem import Sheet


@final
@dataclass(frozen=True, slots=True)
class Match:
    """A file that is somebody's, or why it is not clear whose."""

    student: Student | None = None
    sheet: str = ""
    why: str = ""
    other: tuple[str, str] = ("", "")
    """Where a file holds the sheet of another student: who handed it in, and whose sheet it is."""


@final
@dataclass(frozen=True, slots=True)
class Matcher:
    """Matches the files of an assignment."""

    assignment: str
    roster: Roster
    connection: Connection

    def match(self, received: Received) -> Match:
        """Whose a file is."""
        uploader = self.uploader(received.by)
        sheet = _sheet(received)
        if isinstance(sheet, str):
            return self._without_sheet(uploader, sheet)
        holder = kept.holder(self.connection, self.assignment, sheet.id)
        if holder is None:
            return Match(why=self._elsewhere(sheet))
        if holder not in self.roster.by_id and holder.casefold() not in self.roster.by_id:
            return Match(why=f"it is the sheet of `{holder}`, who is no longer in the roster")
        student = self.roster.by_id[holder.casefold()]
        if uploader is not None and uploader.id != student.id:
            told = f"`{uploader.id}` handed in the sheet of `{student.id}`"
            return Match(sheet=sheet.id, why=told, other=(uploader.id, student.id))
        return Match(student, sheet.id)

    def uploader(self, by: HandedIn) -> Student | None:
        """The student whom a platform names; None where it names nobody that is in the roster."""
        for name in (by.id, by.person):
            if name and (found := self.roster.by_id.get(name.casefold())):
                return found
        named = [s for s in self.roster.students if by.person and _letters(s.name) == _letters(by.person)]
        return named[0] if len(named) == 1 else None

    def _without_sheet(self, uploader: Student | None, why: str) -> Match:
        """A file whose sheet is lost is read against the one that its student holds."""
        if uploader is None:
            return Match(why=why)
        held = kept.sheet_record(self.connection, self.assignment, uploader.id)
        return (
            Match(why=f"{why}, and `{uploader.id}` has no sheet here")
            if held is None
            else Match(uploader, held.sheet.id)
        )

    def _elsewhere(self, sheet: Sheet) -> str:
        if sheet.purpose == "practice":
            return "it is a practice sheet"
        if found := kept.other_assignment(self.connection, sheet.id):
            return f"it is a sheet of the assignment `{found[0]}`"
        return f"the sheet `{sheet.id}` was not handed out in this course"


def _sheet(received: Received) -> Sheet | str:
    """The sheet in a file, or what is the matter with it."""
    if received.source is None:
        told = received.refused
        return f"it cannot be read ({told.id if told else 'nothing was there'})"
    try:
        return sheet_in(received.source.text)
    except StudentError as error:
        return {"file.no-data": "the data block at its end is missing", "file.empty": "it is empty"}.get(
            error.message, f"its data block is not as it was handed out ({error.message})"
        )


def _letters(name: str) -> str:
    """A name as platforms change it: without blanks, commas and case, in any order of its pieces.

    >>> _letters("Doe, Jane") == _letters("jane doe")
    True
    """
    return "".join(sorted("".join(c if c.isalnum() else " " for c in name.casefold()).split()))
