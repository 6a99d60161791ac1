"""A right answer that can be written much more shortly: worth a notice, and no marks."""

from __future__ import annotations

from collections.abc import Iterable

from gradekit.grading.graded import Graded
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Part
from gradekit.syntax.limits import size_of
from gradekit.syntax.tree import Expr

MANY_TIMES, AND_MORE = 2, 12
"""An answer is long that has more than twice as many letters, numbers and operations as the key's, and 12 more."""


def longer(part: Part, graded: Graded) -> Message | None:
    """That the answer can be written more shortly, where it is right in all respects and was asked in no form."""
    verdict, value = graded.verdict(part), graded.answer(part).value
    if value is None or verdict.outcome not in (Outcome.PROVED, Outcome.AGREED) or verdict.followed or part.form.forms:
        return None
    shortest = _size(graded.key.part(part.key).shown)
    is_long = _size(entry for entry in value.entries if entry is not None) > MANY_TIMES * shortest + AND_MORE
    return Message("grading.unsimplified") if is_long else None


def _size(entries: Iterable[Expr]) -> int:
    return sum(size_of(entry)[0] for entry in entries)
