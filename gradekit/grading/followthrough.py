"""Follow-through: a later part judged from the student's own earlier answers.

An own value is put into the stage it belongs to and everything after it is computed again. An own value that makes the
rest trivial is not followed: 0, a variable lost, or under half of the operations of the right one (`triviality`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from msgspec.structs import replace

from gradekit.calculus.depends import depends_on
from gradekit.calculus.own import Own, own_values
from gradekit.calculus.stages import evaluate
from gradekit.grading.compare import compared, in_same_letters
from gradekit.grading.own_steps import OwnSteps
from gradekit.grading.triviality import degenerate
from gradekit.kinds.decomposition import names_for
from gradekit.kinds.kind import Comparison
from gradekit.model.answer import Answer
from gradekit.model.composition import PathCount
from gradekit.model.details import Chain
from gradekit.model.evidence import Proof
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Issued, Key, Part
from gradekit.model.quantities import Given
from gradekit.model.verdict import Verdict
from gradekit.syntax.tree import Array


@final
@dataclass(frozen=True, slots=True)
class Followed:
    """An answer that is right given the own values of these parts."""

    comparison: Comparison
    parts: tuple[str, ...]


@final
class Earlier:
    """The student's own wrong answers to the earlier parts of one problem."""

    def __init__(self, issued: Issued, key: Key) -> None:
        self._issued = issued
        self._key = key
        self._own: dict[str, Own] = {}
        self._steps: dict[str, OwnSteps] = {}
        """The student's own steps, by the part that asked for them."""

    def remember(self, part: Part, answer: Answer, verdict: Verdict) -> None:
        """Keep the answer for later parts if it is not the key's and not degenerate; own steps where they are right."""
        if isinstance(part.details, Chain):
            self._remember_steps(part, part.details, answer, verdict)
            return
        if verdict.outcome is not Outcome.DIFFERENT and not verdict.followed and not _rounded(verdict):
            return  # what is right to some digits alone is put in as it was rounded
        right = self._key.part(part.key).value
        if isinstance(part.quantity, PathCount) or answer.value is None or answer.value.shape != right.shape:
            return
        answer, _, _ = in_same_letters(part, answer, right, self._issued)
        assert answer.value is not None, "letters are exchanged, the value stays"
        entries = answer.value.entries
        points = self._key.points
        if any(e is not None and degenerate(e, key, points) for e, key in zip(entries, right, strict=True)):
            return
        filled = tuple(entry or key for entry, key in zip(entries, right, strict=True))
        self._own[part.key] = own_values(part.quantity, Array(right.shape, filled), self._issued.composition)

    def _remember_steps(self, part: Part, details: Chain, answer: Answer, verdict: Verdict) -> None:
        """Another decomposition: later parts are about its steps."""
        entries = [e for e in answer.value.entries if e is not None] if answer.value else []
        right = self._key.part(part.key).value.entries
        names, composition = names_for(len(entries), details), self._issued.composition
        others = {*composition.inputs, *(node.name for node in composition.nodes)} - set(details.names)
        if verdict.outcome in RIGHT and entries and tuple(entries) != right and others.isdisjoint(names):
            self._steps[part.key] = OwnSteps(composition, details.names, names, entries)

    def follow(self, part: Part, answer: Answer) -> Followed | None:
        """The comparison with what follows from the own values, if the answer is right by it."""
        own = self.own_for(part)
        steps = next(iter(self._steps), None)
        if own is None and steps is None:
            return None
        if isinstance(part.quantity, Given):
            return None  # nothing derives it
        followed = (*((steps,) if steps else ()), *self._used(part))
        issued = replace(self._issued, composition=self._steps[steps].composition) if steps else self._issued
        for asked in self._steps[steps].asked(part) if steps else (part,):
            target = evaluate(asked.quantity, issued.composition, own=own)
            comparison = compared(asked, answer, target, self._key, issued)
            if comparison.right:
                return Followed(comparison, followed)
        return None

    def own_for(self, part: Part) -> Own | None:
        """The own values that matter for a part, together; None where there are none."""
        used = self._used(part)
        own = Own()
        for key in used:
            own |= self._own[key]
        return own if used else None

    def _used(self, part: Part) -> tuple[str, ...]:
        earlier = ((key, self._issued.part(key).quantity) for key in self._own)
        return tuple(key for key, asked in earlier if depends_on(part.quantity, asked, self._issued.composition))


def _rounded(verdict: Verdict) -> bool:
    """Whether an entry is right only as far as its decimals go."""
    return any(
        entry.outcome is Outcome.FORM or (isinstance(entry.evidence, Proof) and entry.evidence.method == "digits")
        for entry in verdict.entries
    )
