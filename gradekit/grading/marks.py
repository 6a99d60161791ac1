"""Marks: pure arithmetic over verdicts and policy."""

from __future__ import annotations

from fractions import Fraction

from gradekit.model.mark import Marks, PartMark
from gradekit.model.outcome import CONSEQUENCES, Outcome
from gradekit.model.policy import Policy
from gradekit.model.problem import Issued, Part
from gradekit.model.verdict import EntryVerdict, Verdict, Verdicts


def marks(verdicts: Verdicts, issued: Issued, policy: Policy) -> Marks:
    """The points of every part of a problem."""
    return Marks(
        slot=verdicts.slot,
        parts=tuple(part_mark(issued.part(verdict.part), verdict, policy) for verdict in verdicts.verdicts),
    )


def part_mark(part: Part, verdict: Verdict, policy: Policy) -> PartMark:
    """The points of one part.

    | verdict                                   | earned                                   | pending            |
    |-------------------------------------------|------------------------------------------|--------------------|
    | proved, agreed                            | all                                      |                    |
    | agreed, where agreed does not count       |                                          | all                |
    | right but form                            | all less the form cost                   |                    |
    | right by follow-through, if it counts     | like right                               |                    |
    | different, blank entries, credit by entry | the share of the entries that are right  | share undecided    |
    | undecided, unread, fault, ...             |                                          | all                |
    | blank, wrong shape                        | none                                     |                    |
    """
    if verdict.followed and not policy.follow_through:
        return PartMark(part=part.key, earned=Fraction(0), possible=part.points)
    if verdict.entries and policy.credit_per_entry and verdict.outcome is not Outcome.FORM:
        shares = [_shares(entry.outcome, policy) for entry in verdict.entries]
    else:
        shares = [_shares(verdict.outcome, policy)]
    earned = sum((share for share, _ in shares), Fraction(0)) / len(shares)
    pending = sum((share for _, share in shares), Fraction(0)) / len(shares)
    return PartMark(part=part.key, earned=earned * part.points, possible=part.points, pending=pending * part.points)


def _shares(outcome: Outcome, policy: Policy) -> tuple[Fraction, Fraction]:
    """The share of the points that an outcome earns, and the share that waits for a person."""
    if outcome is Outcome.AGREED and not policy.agreed_counts:
        return Fraction(0), Fraction(1)
    mark = CONSEQUENCES[outcome].mark
    if mark == "part":
        return 1 - Fraction(policy.form_cost).limit_denominator(1000), Fraction(0)
    return Fraction(mark == "full"), Fraction(mark == "pending")


def entry_is_right(entry: EntryVerdict) -> bool:
    """Whether an entry earns its share."""
    return CONSEQUENCES[entry.outcome].mark in ("full", "part")
