"""The sheet of a student: her problems in their order, with nothing in it that leads to a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import UNSET

from gradekit.course.assignment import Assignment
from gradekit.course.secret import keyed
from gradekit.course.store.issued import Dealt, Handed, Problem
from gradekit.model.conventions import USUAL, Conventions
from gradekit.model.policy import Forbidden
from gradekit.model.problem import Sheet, Slot
from gradekit.problems.admission.variants import LENGTH, sheet_id
from gradekit.version import VERSION


def sheet_of(
    assignment: Assignment,
    held: Sequence[Dealt],
    problems: Mapping[str, Problem],
    secret: bytes,
    conventions: Conventions = USUAL,
) -> Handed:
    """The sheet that a student holds. Its id is hers alone, also where others have the same problems."""
    student = held[0].student
    slots = tuple(Slot(one.place, problems[one.variant].issued, one.variant) for one in held)
    holder = keyed(secret, "holder", assignment.name, student)[:LENGTH]
    sheet = Sheet(
        gradekit=VERSION,
        id=sheet_id(slots, holder),
        purpose=assignment.purpose,
        title=assignment.title,
        slots=slots,
        forbids=_forbidden(assignment) or UNSET,
        conventions=UNSET if conventions == USUAL else conventions,
        holder=holder,
    )
    changes = sum(1 + one.reissue for one in held)  # more with every problem that is added or replaced
    return Handed(assignment=assignment.name, student=student, reissue=changes, sheet=sheet)


def _forbidden(assignment: Assignment) -> tuple[Forbidden, ...]:
    """What no answer of the assignment may use; what only single slots forbid is not said of the whole."""
    return assignment.policy.forbids
