"""Forms of a part: what counts as right where an answer is determined only so far, and what a right one lacks."""

from __future__ import annotations

from gradekit.equality.asked.asking import form_note, missing
from gradekit.equality.asked.widened import decide_asked
from gradekit.kinds import kind_of
from gradekit.kinds.kind import Comparison, together
from gradekit.model.answer import Answer
from gradekit.model.domain import Domain
from gradekit.model.form import AskedForm
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.tree import Array, Expr


def compared_so_far(part: Part, answer: Answer, expected: Array, key: PartKey, domain: Domain) -> Comparison:
    """The answer against the expected entries, as far as the part determines them; by its kind where that is wholly."""
    up_to = part.form.up_to
    if up_to is None or answer.value is None or answer.value.shape != expected.shape:
        return kind_of(part.kind).compare(part, answer, expected, key, domain)
    return _widened(up_to, answer.value.entries, expected, domain)


def _widened(up_to: AskedForm, entries: tuple[Expr | None, ...], expected: Array, domain: Domain) -> Comparison:
    """Entries left open are blank; of a direction that leaves nothing to compare the others with."""
    if up_to.name == "up-to-factor" and None in entries:
        return Comparison(Outcome.BLANK, (EntryVerdict(Outcome.BLANK),) * len(entries))
    filled = [(mine, right) for mine, right in zip(entries, expected, strict=True) if mine is not None]
    decisions = iter(decide_asked([a for a, _ in filled], [e for _, e in filled], domain, [up_to]))
    verdicts: list[EntryVerdict] = []
    notes: list[Message] = []
    for entry in entries:
        if entry is None:
            verdicts.append(EntryVerdict(Outcome.BLANK))
            continue
        decision = next(decisions)
        verdicts.append(EntryVerdict(decision.outcome, decision.evidence))
        notes += [note for note in decision.notes if note not in notes]
    return together(tuple(verdicts), tuple(notes))


def form_notes(part: Part, answer: Answer, expected: Array) -> tuple[Message, ...]:
    """What a right answer lacks of the forms that the part asks for, in its entries as they were written."""
    if not part.form.forms or answer.value is None:
        return ()
    lacking = missing(answer.value.entries, expected, part.form.forms)
    return tuple(Message("grading.not-exact") if form.name == "exact" else form_note(form, at) for form, at in lacking)
