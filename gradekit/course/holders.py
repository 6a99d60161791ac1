"""Who holds problems without being a student: the versions that several students share, and spare copies on paper,
until somebody takes one.

Their names have a `/`, which no id of a student has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from sqlalchemy import Connection

from gradekit.course.dealing import Deal, Place
from gradekit.course.roster_rows import Student
from gradekit.course.store import issued as kept
from gradekit.course.store.audit import note
from gradekit.course.store.issued import Dealt, Problem
from gradekit.errors import OperatorError

_VERSION, _SPARE = "version/", "spare/"


def versions(count: int) -> tuple[str, ...]:
    """The versions of an assignment.

    >>> versions(2)
    ('version/A', 'version/B')
    """
    return tuple(f"{_VERSION}{chr(ord('A') + k)}" for k in range(count))


def spares(count: int) -> tuple[str, ...]:
    """The spare copies of an assignment."""
    return tuple(f"{_SPARE}{k:03d}" for k in range(1, count + 1))


def is_spare(holder: str) -> bool:
    """Whether it is a spare copy that nobody has taken yet."""
    return holder.startswith(_SPARE)


def is_version(holder: str) -> bool:
    """Whether it is a version."""
    return holder.startswith(_VERSION)


def letters_of(held: Mapping[str, Sequence[Dealt]]) -> dict[tuple[str, ...], str]:
    """The letter of each version by its problems."""
    return {tuple(one.variant for one in of): name[-1] for name, of in held.items() if is_version(name)}


def share_out(
    deal: Deal,
    missing: Mapping[str, Sequence[Place]],
    holders: Sequence[str],
    count: int,
    held: Mapping[str, Sequence[Dealt]],
    problems: Mapping[str, Problem],
) -> None:
    """The problems of the versions given to the holders in turn, for the places that each of them lacks."""
    dealt = {(place.student, place.number): problem for place, problem in deal.problems.items()}
    dealt |= {(name, one.place): problems[one.variant] for name in held if is_version(name) for one in held[name]}
    names = versions(count)
    for number, holder in enumerate(holders):
        places = missing.get(holder, ())
        deal.problems |= {place: dealt[names[number % count], place.number] for place in places}


def copy_holder(connection: Connection, assignment: str, copy: str) -> str:
    """Who holds the copy of that code, such as `nkuhlhl2cw-012`; `OperatorError` where there is none."""
    holder = kept.holder(connection, assignment, copy.partition("-")[0].casefold())
    if holder is None:
        raise OperatorError(f"there is no copy `{copy}` of {assignment}; the code stands at the head of its pages.")
    return holder


def take_copy(connection: Connection, assignment: str, student: Student, copy: str) -> None:
    """The student has written on the copy of that code; a spare one is her sheet from now on."""
    holder = copy_holder(connection, assignment, copy)
    if holder == student.id:
        return
    if not is_spare(holder):
        raise OperatorError(f"the copy `{copy}` is that of `{holder}`, not of `{student.id}`.")
    held = kept.dealt(connection, assignment)
    before = {one.place: one.reissue for one in held.get(student.id, ())}
    mine = [replace(one, student=student.id, reissue=before.get(one.place, -1) + 1) for one in held[holder]]
    sheet = copy.partition("-")[0].casefold()
    kept.keep_dealt(connection, mine)
    kept.hand_over(connection, assignment, sheet, holder, student.id, sum(1 + one.reissue for one in mine))
    note(connection, "take", {"assignment": assignment, "student": student.id, "sheet": sheet, "was": holder})
