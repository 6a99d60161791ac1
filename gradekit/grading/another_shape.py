"""Which misconception an answer of another shape looks like: a transposed matrix, a determinant, a diagonal, a sum.

Wrong answers of another shape are not stored in the key; they are predicted when such an answer comes.
"""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.calculus.graph import closed_forms
from gradekit.equality.points.values import values_at
from gradekit.grading.nearness import near
from gradekit.grading.other_parts import answer_to_another_part, essential, explains
from gradekit.kinds import kind_of
from gradekit.malrules.predict import Prediction, predictions
from gradekit.malrules.rank import rank
from gradekit.malrules.ties import neutral
from gradekit.model.answer import Answer, Value
from gradekit.model.message import Message
from gradekit.model.problem import Issued, Key, Part
from gradekit.model.verdict import Diagnosis
from gradekit.syntax.build import substitute
from gradekit.syntax.tree import Array


def of_another_shape(part: Part, answer: Answer, key: Key, issued: Issued) -> Diagnosis | None:
    """The mal-rules that lead to this answer, or the part that it answers; None where there is neither."""
    value = answer.value
    if value is None or not kind_of(part.kind).entrywise or None in value.entries:
        return None
    found = {told.rule: told.site for told in _explaining(part, value, key, issued)}
    if not found:
        return answer_to_another_part(part, value, key, issued)
    ranked, tied = rank(found)
    return Diagnosis(ranked, found[ranked[0]], Message(neutral(ranked) if tied else f"malrule.{ranked[0]}"))


def _explaining(part: Part, value: Value, key: Key, issued: Issued) -> Iterator[Prediction]:
    """The predictions of this shape, by their values and then as formulas, all letters written out."""
    closed = closed_forms(issued.composition, {})
    given = [substitute(entry, closed) for entry in value.entries if entry is not None]
    mine = [values_at(given, point) for point in key.points]
    right = key.part(part.key).value
    other = essential(value.shape) != essential(right.shape)
    for told in predictions(issued.composition, part.quantity, right, same_shape=False, other_shape=other):
        if essential(told.value.shape) != essential(value.shape):
            continue
        predicted = Array(told.value.shape, tuple(substitute(entry, closed) for entry in told.value))
        theirs = [values_at(predicted.entries, point) for point in key.points]
        pairs = [pair for rows in zip(mine, theirs, strict=True) for pair in zip(*rows, strict=True)]
        if all(near(a, b) for a, b in pairs) and explains(predicted, dict(enumerate(given)), issued):
            yield told
