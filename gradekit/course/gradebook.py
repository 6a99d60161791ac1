"""Marks of a student: from verdicts, policy, hand-in times, attempts and decisions; pure, and told line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import final

from msgspec.structs import replace

from gradekit.course.assignment import Assignment, SlotFile
from gradekit.course.decisions import Decision, with_accepted
from gradekit.course.lateness import worth
from gradekit.course.roster_rows import Student
from gradekit.course.store.judged import Mark
from gradekit.grading.marks import part_mark
from gradekit.model.mark import PartMark
from gradekit.model.message import Message, Param
from gradekit.model.outcome import RIGHT
from gradekit.model.problem import Part, Sheet, Slot
from gradekit.model.verdict import Verdict, Verdicts
from gradekit.problems.handing_out.stubs import answer_name

NOTHING = Message("mark.nothing")
REPLACED = Message("mark.replaced")
ADDED = Message("mark.added")


@final
@dataclass(frozen=True, slots=True)
class Attempt:
    """One hand-in with its verdicts, and the sheet that it answers."""

    sheet: Sheet
    verdicts: tuple[Verdicts, ...]
    moment: datetime | None = None
    digest: str = ""


def student_marks(
    assignment: Assignment,
    student: Student,
    sheet: Sheet,
    attempts: Sequence[Attempt],
    decisions: Sequence[Decision] = (),
) -> tuple[tuple[Mark, ...], int | None]:
    """The mark of every part of the sheet that the student holds, and which attempt it is of, if it is of one."""
    most = assignment.attempts.most
    counted = attempts if most is None else attempts[:most]
    each = [_attempt_marks(assignment, student, sheet, a, k, decisions) for k, a in enumerate(counted)]
    marks = _combined(assignment, student, sheet, each)
    if most is not None and len(attempts) > most:
        marks = [_more(mark, "mark.most", handed=len(attempts), most=most) for mark in marks]
    settled = tuple(_decided(mark, student, sheet, decisions, anything=bool(each)) for mark in marks)
    return settled, _counting(assignment, each)


def _counting(assignment: Assignment, each: Sequence[Sequence[Mark]]) -> int | None:
    """The attempt that counts; none where there is none, or all do."""
    if not each or assignment.attempts.counts == "average":
        return None
    return best_of(each) if assignment.attempts.counts == "best" else len(each) - 1


def slot_of(assignment: Assignment, number: int) -> SlotFile:
    """The slot that a problem of the sheet stands for."""
    for slot in assignment.slots:
        number -= slot.pick if slot.pool else 1
        if number <= 0:
            return slot
    return assignment.slots[-1]


def _attempt_marks(
    assignment: Assignment,
    student: Student,
    sheet: Sheet,
    attempt: Attempt,
    before: int,
    decisions: Sequence[Decision],
) -> list[Mark]:
    """What one attempt earns of each part of the sheet that is held now, less what lateness and repetition cost."""
    found = {mark.part: mark for mark in _earned(assignment, student, attempt, before, decisions)}
    answered = {slot.number: slot.variant for slot in attempt.sheet.slots}
    return [
        found[name]
        if answered.get(slot.number) == slot.variant
        else _nothing(student, name, part, REPLACED if slot.number in answered else ADDED)
        for slot, part, name in _parts(sheet)
    ]


def _parts(sheet: Sheet) -> Iterator[tuple[Slot, Part, str]]:
    """Every part of a sheet and what it is called there: `3b`."""
    return (
        (slot, part, answer_name(slot.number, k)[1:])
        for slot in sheet.slots
        for k, part in enumerate(slot.issued.parts)
    )


def _nothing(student: Student, name: str, part: Part, why: Message) -> Mark:
    return Mark(
        student=student.id, part=name, earned=Fraction(0), possible=part.points, pending=Fraction(0), why=(why,)
    )


def _earned(
    assignment: Assignment, student: Student, attempt: Attempt, before: int, decisions: Sequence[Decision]
) -> Iterator[Mark]:
    """The marks of the parts that an attempt answers."""
    share = worth(assignment.late, assignment.due_for(student), attempt.moment)
    again = max(Fraction(0), 1 - before * Fraction(str(assignment.attempts.cost)))
    for slot, told in zip(attempt.sheet.slots, attempt.verdicts, strict=True):
        place = slot_of(assignment, slot.number)
        seen = with_accepted(told, slot, decisions)
        for k, part in enumerate(slot.issued.parts):
            name = answer_name(slot.number, k)[1:]
            verdict = seen.verdict(part.key)
            policy = assignment.policy_for(place, part.key if part.key in place.part else name[len(str(slot.number)) :])
            mark = part_mark(part, verdict, policy)
            why = [_verdict_told(verdict, mark, changed=verdict.outcome is not told.verdict(part.key).outcome)]
            if share != 1:
                why.append(Message("mark.late", {"share": _percent(share)}))
            if again != 1:
                why.append(Message("mark.again", {"number": before + 1, "share": _percent(again)}))
            yield Mark(
                student=student.id,
                part=name,
                earned=mark.earned * share * again,
                possible=mark.possible,
                pending=mark.pending * share * again,
                why=tuple(why),
            )


def _verdict_told(verdict: Verdict, mark: PartMark, *, changed: bool) -> Message:
    """The line of the policy that made the mark."""
    points: dict[str, Param] = {"earned": _number(mark.earned), "possible": _number(mark.possible)}
    if changed:
        return Message("mark.accepted", points)
    points["outcome"] = verdict.outcome.value
    if verdict.followed:
        return Message("mark.followed", points)
    if not verdict.entries:
        return Message("mark.verdict", points)
    right = sum(entry.outcome in RIGHT for entry in verdict.entries)
    return Message("mark.entries", {**points, "right": right, "entries": len(verdict.entries)})


def _combined(
    assignment: Assignment,
    student: Student,
    sheet: Sheet,
    each: Sequence[list[Mark]],
) -> list[Mark]:
    """One mark a part out of all attempts."""
    if not each:
        return [_nothing(student, name, part, NOTHING) for _, part, name in _parts(sheet)]
    if len(each) == 1:
        return each[0]
    match assignment.attempts.counts:
        case "last":
            return [_more(mark, "mark.last", count=len(each)) for mark in each[-1]]
        case "best":
            best = best_of(each)
            return [_more(mark, "mark.best", number=best + 1, count=len(each)) for mark in each[best]]
        case "average":
            return [_average(marks) for marks in zip(*each, strict=True)]


def best_of(each: Sequence[Sequence[Mark]]) -> int:
    """The attempt with most points, with what is pending; of equal ones that of which least is, and then the first."""

    def rank(k: int) -> tuple[Fraction, Fraction, int]:
        pending = sum((mark.pending for mark in each[k]), Fraction(0))
        return sum((mark.earned for mark in each[k]), pending), -pending, -k

    return max(range(len(each)), key=rank)


def _average(marks: Sequence[Mark]) -> Mark:
    count = len(marks)
    return replace(
        marks[0],
        earned=sum((m.earned for m in marks), Fraction(0)) / count,
        pending=sum((m.pending for m in marks), Fraction(0)) / count,
        why=(Message("mark.average", {"count": count, "points": tuple(_number(m.earned) for m in marks)}),),
    )


def _decided(mark: Mark, student: Student, sheet: Sheet, decisions: Sequence[Decision], *, anything: bool) -> Mark:
    """The mark after what people have settled; a mark by hand stands above the rest."""
    variant = {name: slot.variant for slot, _, name in _parts(sheet)}
    about = [d for d in decisions if d.part == mark.part and d.variant in ("", variant[mark.part])]
    for one in about:
        if one.kind == "void":
            mark = replace(mark, earned=Fraction(0), possible=Fraction(0), pending=Fraction(0))
            mark = _more(mark, "mark.void", why=one.why)
        elif one.kind == "give" and anything:
            mark = replace(mark, earned=mark.possible, pending=Fraction(0))
            mark = _more(mark, "mark.given", why=one.why)
    by_hand = [one for one in about if one.kind == "mark" and one.student == student.id and one.earned is not None]
    if by_hand and by_hand[-1].earned is not None and mark.possible:  # a void part is worth nothing to anybody
        mark = replace(mark, earned=by_hand[-1].earned, pending=Fraction(0))
        mark = _more(mark, "mark.by-hand", why=by_hand[-1].why)
    return mark


def not_lowered(mark: Mark, told: Fraction | None) -> Mark:
    """The mark, never below what the student has been told, unless a person settled it or the part is void."""
    settled = not mark.possible or (mark.why and mark.why[-1].id == "mark.by-hand")
    if told is None or mark.earned >= told or mark.pending or settled:
        return mark
    return _more(replace(mark, earned=told), "mark.stays", points=_number(told))


def _more(mark: Mark, name: str, **params: Param) -> Mark:
    return replace(mark, why=(*mark.why, Message(name, params)))


def _percent(share: Fraction) -> str:
    return f"{float(100 * share):.4g}"


def _number(value: Fraction) -> str:
    return f"{float(value):.4g}"
