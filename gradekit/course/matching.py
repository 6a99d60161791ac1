"""Whose a file is: the sheet in it and the person who handed it in must agree; where they do not, a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from sqlalchemy import Connection

from gradekit.course.roster import Roster
from gradekit.course.roster_rows import Student, letters
from gradekit.course.store import issued as kept
from gradekit.errors import StudentError
from gradekit.problems.handing_out.stubs import sheet_in
from gradekit.submissions.intake import Received
from gradekit.submissions.names import HandedIn

if TYPE_CHECKING:
    from gradekit.model.message import Message
    from gradekit.model.problem import Sheet

_SAID = {
    "file.no-data": "the data block at its end is missing",
    "file.damaged-data": "the data block at its end was changed",
    "file.altered-data": "the data block at its end was changed",
    "file.newer-data": "it was made by a newer gradekit",
    "file.two-sheets": "it holds the data of two sheets",
    "file.empty": "it is empty",
}
"""What is the matter with a file, for who marks; students are told other sentences."""


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
        named = list(self.roster.by_letters.of(letters(by.person))) if by.person else []
        return named[0] if len(named) == 1 else None

    def _without_sheet(self, uploader: Student | None, why: str) -> Match:
        """A file whose sheet is lost is read against the one that its student holds."""
        if uploader is None:
            return Match(why=why)
        held = kept.sheet_record(self.connection, self.assignment, uploader.id)
        return (
            Match(why=f"`{uploader.id}` has no sheet here, and {why}")
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
        return "nothing was there" if received.refused is None else f"it cannot be read. {_sentence(received.refused)}"
    try:
        return sheet_in(received.source.text)
    except StudentError as error:
        return _SAID.get(error.message, "its data block is not as it was handed out")


def _sentence(message: Message) -> str:
    from gradekit.documents.messages import words
    from gradekit.documents.plain import plain_text

    return plain_text(words(message)).removesuffix(".")
