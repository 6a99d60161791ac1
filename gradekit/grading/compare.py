"""An answer compared with expected entries, and what is only a matter of form told apart from what is wrong.

Letters of the composition that the part does not allow, decimals where the value is exact, a column where a row was
asked: the mathematics is right, and the verdict says so (`Outcome.FORM`) with a note.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec

from gradekit.calculus.writing_out import written_out
from gradekit.equality.asked.digits import agrees_to_digits
from gradekit.grading.by_numbers import compared_by_numbers
from gradekit.grading.decimals import has_decimals, rounds_to
from gradekit.grading.forms import compared_so_far, form_notes
from gradekit.kinds import kind_of
from gradekit.kinds.kind import Comparison, together
from gradekit.model.answer import Answer, Value
from gradekit.model.composition import Composed
from gradekit.model.details import Chain
from gradekit.model.evidence import Proof
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Issued, Key, Part
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.tree import Array, symbols_of


def compared(part: Part, answer: Answer, expected: Array, key: Key, issued: Issued) -> Comparison:
    """The answer against the expected entries, with form notes."""
    if not isinstance(answer.numbers, msgspec.UnsetType):
        return compared_by_numbers(answer.numbers, expected, part.symbols)
    if unfinished := _not_written_out(part, answer, issued):
        return unfinished
    written = answer
    answer, expected, notes = in_same_letters(part, answer, expected, issued)
    comparison = compared_so_far(part, answer, expected, key.part(part.key), issued.domain)
    if comparison.outcome is Outcome.DIFFERENT and kind_of(part.kind).entrywise and has_decimals(answer):
        comparison = _to_digits(part.form.decimal, comparison, answer, expected) or _forgiving_rounding(
            part, comparison, answer, expected, key
        )
    if not comparison.right:
        # What is only a matter of form is said of an answer whose mathematics is right, and of no other.
        return comparison
    notes += tuple(Message("grading.orientation") for note in answer.notes if note.message.id == "read.orientation")
    rounded = comparison.outcome is Outcome.FORM
    notes += tuple(note for note in form_notes(part, written, expected) if not (rounded and note.id == "lacks.digits"))
    outcome = Outcome.FORM if notes else comparison.outcome
    return replace(comparison, outcome=outcome, notes=(*notes, *comparison.notes))


def _not_written_out(part: Part, answer: Answer, issued: Issued) -> Comparison | None:
    """`f`, or the formula of the question, in the answer to "f written in r and theta": right, but not asked."""
    if not isinstance(part.quantity, Composed) or answer.value is None:
        return None
    used = {name for entry in answer.value.entries if entry is not None for name in symbols_of(entry)}
    left = tuple(n.name for n in issued.composition.nodes if n.name in used and n.name not in part.symbols)
    if not left:
        return None
    itself = not used.isdisjoint(part.quantity.outputs)
    note = Message("grading.names-itself" if itself else "grading.not-written-out", {"letters": left})
    return Comparison(Outcome.DIFFERENT, (EntryVerdict(Outcome.DIFFERENT),) * len(answer.value.entries), (note,))


def in_same_letters(
    part: Part, answer: Answer, expected: Array, issued: Issued
) -> tuple[Answer, Array, tuple[Message, ...]]:
    """Answer and expected entries in letters that can be compared.

    Where the letters of a part are related, and where an answer uses letters that the part does not allow, all
    intermediates are written out on both sides; the latter with a note that says which letters were left, or that they
    were written out too early.
    """
    if answer.value is None or isinstance(part.details, Chain):  # the letters of own steps are the student's
        return answer, expected, ()
    used = {name for entry in answer.value.entries if entry is not None for name in symbols_of(entry)}
    extra = sorted(used - set(part.symbols))
    if not extra and not part.form.related:
        return answer, expected, ()
    nodes = {node.name for node in issued.composition.nodes}
    left = tuple(name for name in extra if name in nodes)
    notes = (Message("grading.letters-left", {"letters": left}) if left else Message("grading.substituted-early"),)
    entries = tuple(None if entry is None else written_out(entry, issued.composition) for entry in answer.value.entries)
    wanted = Array(expected.shape, tuple(written_out(entry, issued.composition) for entry in expected.entries))
    value = Value(answer.value.shape, entries)
    return msgspec.structs.replace(answer, value=value), wanted, notes if extra else ()


def _to_digits(digits: int | None, comparison: Comparison, answer: Answer, expected: Array) -> Comparison | None:
    """The answer judged to the digits that the part asks for; None where it asks for none or the answer fails."""
    if digits is None or answer.value is None:
        return None
    entries: list[EntryVerdict] = []
    for verdict, given, right in zip(comparison.entries, answer.value.entries, expected.entries, strict=True):
        near = given is not None and agrees_to_digits(given, right, digits=digits)
        entries.append(EntryVerdict(Outcome.PROVED, Proof("digits")) if near else verdict)
    judged = together(tuple(entries), comparison.notes)
    return judged if judged.outcome is not Outcome.DIFFERENT else None


def _forgiving_rounding(part: Part, comparison: Comparison, answer: Answer, expected: Array, key: Key) -> Comparison:
    """Entries that differ from the key only by the rounding of their decimals count as right, with a note."""
    if answer.value is None or len(comparison.entries) != len(answer.value.entries):
        return comparison
    entries: list[EntryVerdict] = []
    for verdict, given, right in zip(comparison.entries, answer.value.entries, expected.entries, strict=True):
        near = verdict.outcome is Outcome.DIFFERENT and given is not None and rounds_to(given, right, key.points)
        entries.append(EntryVerdict(Outcome.FORM, verdict.evidence) if near else verdict)
    if all(entry.outcome is not Outcome.DIFFERENT for entry in entries):
        return Comparison(Outcome.FORM, tuple(entries), (_rounded(part), *comparison.notes))
    return replace(comparison, entries=tuple(entries))


def _rounded(part: Part) -> Message:
    """What is said of decimals that are right as far as they go."""
    if part.form.decimal is None:
        return Message("grading.rounded")
    return Message("grading.rounded-too-early", {"digits": part.form.decimal})
