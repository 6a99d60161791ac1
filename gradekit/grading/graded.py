"""One problem with all that is known of it when feedback is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final

from gradekit.grading.disclosure import Disclosure
from gradekit.model.answer import Answer
from gradekit.model.mark import Marks, PartMark
from gradekit.model.problem import Issued, Key, Part, Slot, in_full
from gradekit.model.verdict import Verdict, Verdicts
from gradekit.problems.handing_out.stubs import letter


@final
@dataclass(frozen=True, slots=True)
class Graded:
    """A problem in its slot, its key, the answers, the verdicts and marks, and what may be shown of them."""

    slot: Slot
    key: Key
    answers: Mapping[str, Answer]
    verdicts: Verdicts
    marks: Marks
    shown: Disclosure

    @property
    def issued(self) -> Issued:
        """The problem, with what its public record leaves out."""
        return in_full(self.slot.issued, self.key)

    def answer(self, part: Part) -> Answer:
        """The answer to a part."""
        return self.answers[part.key]

    def verdict(self, part: Part) -> Verdict:
        """The verdict on a part."""
        return self.verdicts.verdict(part.key)

    def mark(self, part: Part) -> PartMark:
        """The mark of a part."""
        return next(mark for mark in self.marks.parts if mark.part == part.key)

    def letter(self, key: str) -> str:
        """The letter of a part in brackets, `(a)` for the first."""
        return f"({letter(next(k for k, part in enumerate(self.issued.parts) if part.key == key))})"
