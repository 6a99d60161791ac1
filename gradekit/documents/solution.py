"""A worked solution as blocks: a sentence and its formulas for each step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gradekit.documents.alignment import aligned, sides
from gradekit.documents.blocks import Block, Display, Para, line
from gradekit.documents.formulas import LONGEST
from gradekit.documents.mathematics.read import MOST_CHARACTERS
from gradekit.documents.messages import words
from gradekit.model.feedback import Step


def solution_blocks(steps: Sequence[Step], language: str = "en") -> Iterator[Block]:
    """The steps in their order, the equations of each one under the other."""
    for step in steps:
        yield Para(line(step.why or words(step.message, language)))
        if step.formulas:
            yield Display(_laid_out(step.formulas))


def _laid_out(formulas: Sequence[str]) -> tuple[str, ...]:
    """The equations one under the other; of those too long for anybody to read, the left side alone."""
    told = aligned(formulas)
    if max(map(len, told)) <= MOST_CHARACTERS:
        return told
    return aligned([one if len(one) <= LONGEST else rf"{sides(one)[0]} = \ldots" for one in formulas])
