"""A worked solution as blocks: a sentence and its formulas for each step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gradekit.documents.alignment import aligned
from gradekit.documents.blocks import Block, Display, Para, line
from gradekit.documents.messages import words
from gradekit.model.feedback import Step


def solution_blocks(steps: Sequence[Step], language: str = "en") -> Iterator[Block]:
    """The steps in their order, the equations of each one under the other."""
    for step in steps:
        yield Para(line(words(step.message, language)))
        if step.formulas:
            yield Display(aligned(step.formulas))
