"""What a person settles: stored, applied again at every regrade, undone by another decision and never silently.

| kind     | what it does                                                                             |
|----------|------------------------------------------------------------------------------------------|
| `mark`   | a student's mark for a part                                                              |
| `void`   | the part is worth nothing, for everybody                                                 |
| `give`   | everybody who handed something in has all points of the part                             |
| `accept` | what a mal-rule predicts is a second right reading of the part, in every variant         |
| `hand`   | a file of which it was not clear whose it is belongs to a student                        |
| `ignore` | a file of nobody is no submission, and is no longer asked about                          |
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, final

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, insert, select, update

from gradekit.course.store import issued
from gradekit.course.store.audit import note
from gradekit.course.store.records import packed, unpacked
from gradekit.course.store.schema import DECISIONS
from gradekit.documents.words import catalogue
from gradekit.errors import OperatorError
from gradekit.grading.diagnose import STATED
from gradekit.model.nearest import nearest
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Part, Sheet, Slot
from gradekit.model.verdict import Diagnosis, Verdict, Verdicts
from gradekit.problems.handing_out.stubs import answer_name

Kind = Literal["mark", "void", "give", "accept", "hand", "ignore"]


@final
class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One decision, with its reason."""

    kind: Kind
    part: str = ""
    """As sheets call it: `3b`."""
    why: str
    student: str = ""
    rule: str = ""
    variant: str = ""
    """The only variant that it is about; empty for all."""
    earned: Fraction | None = None
    path: str = ""
    """The file that is handed to a student, or ignored."""
    digest: str = ""
    """The content of the file that is ignored; another one in its place is asked about again."""


@final
class Settled(msgspec.Struct, frozen=True):
    """A decision in the store."""

    number: int
    decision: Decision
    undone: bool = False

    @property
    def told(self) -> str:
        """What was decided, without the reason."""
        one = self.decision
        about = f"{one.part}{f' of variant {one.variant}' if one.variant else ''}"
        match one.kind:
            case "mark":
                return f"{one.student}: {float(one.earned or 0):g} points for {about}"
            case "accept":
                return f"{one.rule} is right in {about}"
            case "hand":
                return f"{one.path} is {one.student}'s"
            case "ignore":
                return f"{one.path} is no submission"
            case "void" | "give":
                return f"{one.kind} {about}"


def decide(connection: Connection, assignment: str, decision: Decision) -> int:
    """Store a decision; gives its number."""
    found = connection.execute(
        insert(DECISIONS).values(assignment=assignment, record=packed(decision), undone=False)
    ).inserted_primary_key
    assert found is not None, "a row that was inserted has a number"
    note(connection, f"decide {decision.kind}", {"assignment": assignment, "number": found[0], "why": decision.why})
    return int(found[0])


def undo(connection: Connection, assignment: str, number: int, why: str) -> Decision:
    """A decision no longer holds; it stays in the list. Gives it."""
    query = update(DECISIONS).where(
        DECISIONS.c.number == number, DECISIONS.c.assignment == assignment, DECISIONS.c.undone.is_(False)
    )
    if connection.execute(query.values(undone=True)).rowcount == 0:
        raise OperatorError(
            f"There is no decision {number} about {assignment} that could be undone; "
            f"`gradekit decide list {assignment}` shows them."
        )
    note(connection, "undo", {"assignment": assignment, "number": number, "why": why})
    return next(one.decision for one in settled(connection, assignment) if one.number == number)


def settled(connection: Connection, assignment: str) -> tuple[Settled, ...]:
    """Every decision about an assignment, in the order in which they were made."""
    query = select(DECISIONS).where(DECISIONS.c.assignment == assignment).order_by(DECISIONS.c.number)
    return tuple(Settled(row.number, unpacked(row.record, Decision), row.undone) for row in connection.execute(query))


def holding(connection: Connection, assignment: str) -> tuple[Decision, ...]:
    """The decisions that hold."""
    return tuple(one.decision for one in settled(connection, assignment) if not one.undone)


def part_named(sheet: Sheet, name: str) -> tuple[int, Part, str]:
    """The problem number, part and name on the sheet of a part that is called `3b`, `q3b` or `3.df_dt`."""
    for slot in sheet.slots:
        for k, part in enumerate(slot.issued.parts):
            told = answer_name(slot.number, k)
            if name in (told, told[1:], f"{slot.number}.{part.key}"):
                return slot.number, part, told[1:]
    known = [answer_name(slot.number, k)[1:] for slot in sheet.slots for k in range(len(slot.issued.parts))]
    raise OperatorError(f"The sheet has no part `{name}`; it has {', '.join(known)}.")


def check_rule(rule: str) -> None:
    """`OperatorError` for a misconception that is never diagnosed under that name."""
    known = [name.split(".")[1] for name in catalogue() if name.startswith("malrule.") and name.count(".") == 1]
    if rule not in known and not re.fullmatch(r"stated-[1-9]\d?", rule):
        near = nearest(rule, known)
        hint = near if near.startswith("Did") else "`gradekit show` names the one of an answer."
        raise OperatorError(f"There is no misconception `{rule}`. {hint}")


def check_variant(connection: Connection, assignment: str, variant: str) -> None:
    """`OperatorError` for a variant that nobody was dealt."""
    held = {one.variant for of in issued.dealt(connection, assignment).values() for one in of}
    if variant and variant not in held:
        raise OperatorError(
            f"Nobody holds the variant `{variant}` in {assignment}. `gradekit show` names the one of a student."
        )


def rules_of(diagnosis: Diagnosis) -> tuple[str, ...]:
    """The names of what was diagnosed; wrong answers that an author foresaw are counted as they are written."""
    return (f"stated-{diagnosis.site}",) if diagnosis.rules == (STATED,) else diagnosis.rules


def with_accepted(told: Verdicts, slot: Slot, decisions: Sequence[Decision]) -> Verdicts:
    """The verdicts on a problem, right where what an answer is was accepted as a second reading.

    What follows from such answers alone is right in itself then, and no longer by follow-through.
    """
    rules: dict[str, set[str]] = {}
    for one in decisions:
        if one.kind == "accept" and one.variant in ("", slot.variant):
            rules.setdefault(one.part, set()).add(one.rule)
    if not rules:
        return told
    names = {part.key: answer_name(slot.number, k)[1:] for k, part in enumerate(slot.issued.parts)}
    right = {
        v.part
        for v in told.verdicts
        if v.diagnosis and not rules.get(names[v.part], set()).isdisjoint(rules_of(v.diagnosis))
    }
    return replace(told, verdicts=tuple(_accepted(verdict, right) for verdict in told.verdicts)) if right else told


def _accepted(verdict: Verdict, right: set[str]) -> Verdict:
    if verdict.part in right:
        return replace(verdict, outcome=Outcome.AGREED, entries=(), diagnosis=None, followed=False, follows=())
    if verdict.followed and right.issuperset(verdict.follows):
        return replace(verdict, followed=False, follows=())
    return verdict
