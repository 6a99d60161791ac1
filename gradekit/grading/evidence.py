"""What verdicts rest on, for who wants to check it again: both formulas, the domain, and proofs with certificates.

A part is compared once more, since certificates are made on request only. Verdicts that do not rest on one comparison
with the key have no such record: those on plain values, and on answers that follow from the student's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from gradekit.equality.arrays import decide_entries
from gradekit.equality.asked.widened import decide_asked
from gradekit.equality.decision import Decision
from gradekit.equality.on_curve import decide_on_curve
from gradekit.equality.texts.texts import joined
from gradekit.grading.compare import in_same_letters
from gradekit.kinds import kind_of
from gradekit.model.answer import Answer, Submission, Value
from gradekit.model.domain import Domain
from gradekit.model.equality import Equality, PartEquality
from gradekit.model.problem import Issued, Key, Part, Slot, in_full
from gradekit.model.verdict import Verdict, Verdicts
from gradekit.syntax.tree import Expr


def evidence_of(
    slots: Sequence[Slot], submission: Submission, keys: Sequence[Key], verdicts: Sequence[Verdicts]
) -> Iterator[PartEquality]:
    """A record for each verdict that rests on formulas compared with the key."""
    answers = {(answer.slot, answer.part): answer for answer in submission.answers}
    for slot, key, told in zip(slots, keys, verdicts, strict=True):
        issued = in_full(slot.issued, key)
        for part in issued.parts:
            answer, verdict = answers.get((slot.number, part.key)), told.verdict(part.key)
            record = None if answer is None or verdict.followed else _record(part, answer, verdict, key, issued)
            if record is not None:
                yield PartEquality(slot=slot.number, part=part.key, equality=record)


def _record(part: Part, answer: Answer, verdict: Verdict, key: Key, issued: Issued) -> Equality | None:
    if answer.trouble is not None or answer.value is None or not isinstance(answer.numbers, msgspec.UnsetType):
        return None
    if not kind_of(part.kind).any_spelling:
        return None
    answer, expected, _ = in_same_letters(part, answer, key.part(part.key).value, issued)
    given = [entry for entry in answer.value.entries if entry is not None] if answer.value else []
    if answer.value is None or answer.value.shape != expected.shape or len(given) < len(expected.entries):
        return None
    decisions = _decided(part, given, expected.entries, issued.domain)
    if [decision.outcome for decision in decisions] != [entry.outcome for entry in verdict.entries]:
        return None
    up_to = part.form.up_to
    domain = issued.domain if part.kind == "on-curve" else _off_curves(issued.domain)
    record = joined(answer.value, Value(expected.shape, expected.entries), domain, decisions)
    return record if up_to is None else msgspec.structs.replace(record, asked=(up_to,))


def _decided(part: Part, given: Sequence[Expr], expected: Sequence[Expr], domain: Domain) -> tuple[Decision, ...]:
    if part.kind == "on-curve":
        pairs = zip(given, expected, strict=True)
        return tuple(decide_on_curve(mine, right, domain, certificate=True) for mine, right in pairs)
    plain, up_to = _off_curves(domain), part.form.up_to
    if up_to is None:
        return tuple(decide_entries(given, expected, plain, certificate=True))
    return tuple(decide_asked(given, expected, plain, [up_to], certificate=True))


def _off_curves(domain: Domain) -> Domain:
    """The domain without relations, which hold for parts about a curve and for no others."""
    return Domain(domain.ranges, domain.reading)
