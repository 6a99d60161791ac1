"""`assignments/*.toml`: what is asked, for how many points, until when, and by which rules.

title = "Homework 1"
due = 2026-11-30T18:00:00
[[slot]]
template = "total-derivative"
level = 2
points = "6"
[[slot]]
pool = ["multi-path", "distance-along-a-helix"]
level = 3
points = "4"
[extensions]
anna = 2026-12-03T18:00:00
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import UNSET, UnsetType

from gradekit.course.rules import Attempts, Late, Rules, over, with_rules
from gradekit.errors import OperatorError
from gradekit.model.filed import located, read_toml
from gradekit.model.nearest import nearest
from gradekit.model.policy import Policy

if TYPE_CHECKING:
    from gradekit.course.roster import Roster
    from gradekit.course.roster_rows import Student
    from gradekit.course.settings import Settings

NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,60}\Z")


class SlotFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """`[[slot]]`: one problem of the sheet, or some of a pool."""

    points: str | int | float
    template: str = ""
    bank: str = ""
    pool: tuple[str, ...] = ()
    pick: int = 1
    deployed: str = ""
    """A list of `gradekit templates deploy`, from the course folder on."""
    level: int = 0
    deal: Literal["different", "any", "same"] = "different"
    """Whether no two students get the same problem, as far as there are enough; or it may happen; or all get one."""
    policy: Rules = Rules()
    part: dict[str, Rules] = {}
    """Rules for single parts, by their letters or keys."""

    @property
    def names(self) -> tuple[str, ...]:
        """The templates, problems or the list that may stand here."""
        return self.pool or tuple(name for name in (self.template, self.bank, self.deployed) if name)


class AssignmentFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """The file of an assignment."""

    title: str
    slot: tuple[SlotFile, ...]
    purpose: Literal["homework", "test"] = "homework"
    due: datetime | None = None
    released: bool = False
    """Of a test: whether its marks and solutions may be seen."""
    minutes: Annotated[float, msgspec.Meta(gt=0, le=100_000)] | None = None
    """How long a test takes; extra time is counted from it."""
    formats: tuple[str, ...] = ("html",)
    fairness: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.1
    """How far the effort of a sheet may lie from what is usual, as a share."""
    versions: Annotated[int, msgspec.Meta(ge=1, le=26)] | None = None
    """How many different sheets there are, dealt in turn along the roster; everybody has her own if it is left out."""
    policy: Rules = Rules()
    attempts: Attempts | UnsetType = UNSET
    late: Late | UnsetType = UNSET
    extensions: dict[str, datetime] = {}


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """An assignment with what the course settles."""

    name: str
    title: str
    purpose: Literal["homework", "test"]
    slots: tuple[SlotFile, ...]
    policy: Policy
    attempts: Attempts
    late: Late
    due: datetime | None
    minutes: float | None
    formats: tuple[str, ...]
    fairness: float
    versions: int | None = None
    extensions: dict[str, datetime]

    @property
    def points(self) -> Fraction:
        """What the whole is worth."""
        return sum((Fraction(slot.points) * len_of(slot) for slot in self.slots), Fraction(0))

    def due_for(self, student: Student) -> datetime | None:
        """The due date of a student, with an extension and what is granted to the person."""
        if self.due is None:
            return None
        own = {name.casefold() for name in student.ids}
        granted = max((date for name, date in self.extensions.items() if name.casefold() in own), default=self.due)
        longer = timedelta(minutes=(self.minutes or 0) * student.extra_time / 100)
        return max(granted, self.due + timedelta(days=student.extra_days)) + longer

    def policy_for(self, slot: SlotFile, part: str = "") -> Policy:
        """The policy of a slot, or of one of its parts."""
        policy = with_rules(self.policy, slot.policy)
        return with_rules(policy, slot.part[part]) if part in slot.part else policy


def len_of(slot: SlotFile) -> int:
    """How many problems a slot puts on a sheet."""
    return slot.pick if slot.pool else 1


def read_assignment(path: Path, settings: Settings) -> Assignment:
    """The assignment in a file; `OperatorError` with file and line where something does not fit."""
    told = read_toml(path, AssignmentFile)
    text = path.read_text(encoding="utf-8-sig")
    if not NAME.match(path.stem):
        raise OperatorError(f"{path.name}: the name of an assignment has letters, digits, `-`, `_` and `.` only.")
    if not told.slot:
        raise OperatorError(f"{path.name}: an assignment needs at least one [[slot]].")
    for number, slot in enumerate(told.slot):
        if wrong := _wrong(slot):
            key, words = wrong
            raise OperatorError(located(path.name, text, f".slot[{number}].{key}", words))
    late = settings.late if told.late is UNSET else told.late
    if wrong := late.wrong():
        raise OperatorError(located(path.name, text, f".late.{wrong[0]}", wrong[1]))
    if wrong := _unknown_format(told.formats):
        raise OperatorError(located(path.name, text, ".formats", wrong))
    rules = over(settings.policy, told.policy)
    return Assignment(
        name=path.stem,
        title=told.title,
        purpose=told.purpose,
        slots=tuple(msgspec.structs.replace(slot, points=str(slot.points)) for slot in told.slot),
        policy=with_rules(Policy(purpose=told.purpose, released=told.released), rules),
        attempts=settings.attempts if told.attempts is UNSET else told.attempts,
        late=late,
        due=None if told.due is None else settings.moment(told.due),
        minutes=told.minutes,
        formats=told.formats,
        fairness=told.fairness,
        versions=told.versions,
        extensions={name: settings.moment(moment) for name, moment in told.extensions.items()},
    )


def _wrong(slot: SlotFile) -> tuple[str, str] | None:
    """The key of a slot that does not fit, and why."""
    said = [name for name in ("template", "bank", "pool", "deployed") if getattr(slot, name)]
    if len(said) != 1:
        return "template", f"a slot has one of `template`, `bank`, `pool` and `deployed`; here are {len(said)}."
    if not 1 <= slot.pick <= len(set(slot.names)) or len(set(slot.names)) < len(slot.names):
        return "pick", f"`pick` takes {slot.pick} of {len(set(slot.names))} different problems."
    if (points := number_of(str(slot.points))) is None or points <= 0:
        return "points", f'`points` is `{slot.points}`; a number above 0 is needed, as 6, 2.5 or "7/2".'
    if not 0 <= slot.level <= 5:
        return "level", f"`level` is {slot.level}; levels are 1 to 5."
    return None


def _unknown_format(names: Sequence[str]) -> str:
    """Why a format is none; empty when all are known."""
    from gradekit.documents.formats import format_named

    try:
        for name in names:
            format_named(name)
    except OperatorError as error:
        return str(error)
    return ""


def number_of(text: str) -> Fraction | None:
    """A number of points as it is written: 3, 2.5 or 7/2.

    >>> number_of("2.5"), number_of("1e9"), number_of("a")
    (Fraction(5, 2), None, None)
    """
    if not re.fullmatch(r"\d{1,6}(\.\d{1,4}|/[1-9]\d{0,3})?", text):
        return None
    return Fraction(text)


def check_extensions(assignment: Assignment, path: Path, roster: Roster) -> None:
    """`OperatorError` with line for an extension of somebody who is not in the roster: a slip would cost a student."""
    for name in assignment.extensions:
        if name.casefold() not in roster.by_id:
            told = nearest(name, list(roster.by_id))
            meant = told if told.startswith("Did") else "Take the line out if the student has left."
            words = f"no student of the roster has the id `{name}`. {meant}"
            raise OperatorError(located(path.name, path.read_text(encoding="utf-8-sig"), f".extensions.{name}", words))


def check_names(assignment: Assignment, path: Path, templates: dict[str, tuple[int, int]], bank: Sequence[str]) -> None:
    """`OperatorError` with line for a template, level or problem that there is not."""
    text = path.read_text(encoding="utf-8-sig")
    for number, slot in enumerate(assignment.slots):
        if slot.deployed:
            continue
        for name in slot.names:
            key = "pool" if slot.pool else ("bank" if slot.bank else "template")
            known = [*(templates if key != "bank" else ()), *(bank if key != "template" else ())]
            if name not in known:
                words = f"there is no `{name}`. {_near(name, known)}"
                raise OperatorError(located(path.name, text, f".slot[{number}].{key}", words))
            low, high = templates.get(name, (0, 5))
            if slot.level and not low <= slot.level <= high:
                words = f"`{name}` has the levels {low} to {high}, not {slot.level}."
                raise OperatorError(located(path.name, text, f".slot[{number}].level", words))


def _near(name: str, known: Sequence[str]) -> str:
    told = nearest(name, known)
    return told if told.startswith("Did") else "`gradekit templates list` shows what there is."
