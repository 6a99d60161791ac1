"""What each misconception predicts for a part, as values at the key's points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias, final

from msgspec.structs import replace

from gradekit.calculus.graph import closed_forms
from gradekit.calculus.stages import evaluate
from gradekit.equality.values import values_at
from gradekit.malrules.predict import Prediction, digest, predictions
from gradekit.model.composition import At, Components, Composed, Composition, Local, PathCount, Quantity, Total
from gradekit.model.problem import Issued, Key, Part, PartKey, WrongAnswer
from gradekit.problems.worked import Table, Value, Worked, table
from gradekit.syntax.build import substitute
from gradekit.syntax.tree import Array

RELATIVE = 1e-9

Points: TypeAlias = Sequence[Mapping[str, Fraction]]


def predicted(worked: Worked, part: Part) -> tuple[WrongAnswer, ...]:
    """The predictions for a part with their values, those that come out right included; made once for a problem."""
    if part.key not in worked.wrong:
        predict = _Predictor(worked.draft.composition, worked.points)
        right = zip(worked.parts, (worked.answers[p.key] for p in worked.parts), strict=True)
        worked.wrong.update((p.key, predict(p.quantity, answer)) for p, answer in right)
    return worked.wrong[part.key]


def wrong_answers(worked: Worked, part: Part) -> tuple[WrongAnswer, ...]:
    """The predictions that are wrong: a rule that leads to the right answer in this problem is left out."""
    return _wrong(predicted(worked, part), worked.values[part.key])


def with_wrong_answers(issued: Issued, key: Key) -> Key:
    """The key with its wrong answers made again by the rules of today. Needs no SymPy."""
    predict = _Predictor(issued.composition, key.points)
    parts: list[PartKey] = []
    for right in key.parts:
        values = table(right.value.entries, key.points)
        wrong = _wrong(predict(issued.part(right.part).quantity, right.value), values)
        parts.append(replace(right, values=values, wrong=wrong))
    return replace(key, parts=tuple(parts), rules=digest())


def _wrong(told: tuple[WrongAnswer, ...], right: Table) -> tuple[WrongAnswer, ...]:
    return tuple(wrong for wrong in told if not same(wrong.values, right))


@final
class _Predictor:
    """Predictions for the parts of one problem. What is predicted for a formula is used again for its value at a point,
    which costs a tenth of predicting anew."""

    def __init__(self, composition: Composition, points: Points) -> None:
        self._composition = composition
        self._points = points
        self._closed = closed_forms(composition, {})
        self._found: dict[Local | Composed | Total | Components | PathCount, list[Prediction]] = {}

    def __call__(self, quantity: Quantity, answer: Array) -> tuple[WrongAnswer, ...]:
        if isinstance(quantity, At):
            inner = evaluate(quantity.quantity, self._composition)
            found = [self._in_inputs(told) for told in self._predictions(quantity.quantity, inner)]
            return _told(found, [quantity.point] * len(self._points))
        return _told(self._predictions(quantity, answer), self._points)

    def _in_inputs(self, told: Prediction) -> Prediction:
        entries = tuple(substitute(entry, self._closed) for entry in told.value.entries)
        return Prediction(told.rule, told.site, Array(told.value.shape, entries))

    def _predictions(
        self, quantity: Local | Composed | Total | Components | PathCount, answer: Array
    ) -> list[Prediction]:
        if quantity not in self._found:
            self._found[quantity] = list(predictions(self._composition, quantity, answer))
        return self._found[quantity]


def _told(found: Sequence[Prediction], points: Points) -> tuple[WrongAnswer, ...]:
    # Most predictions for an array differ from the answer in one entry: each entry is evaluated once, and so is what
    # entries have in common. At a point, all points are the same one.
    entries = list(dict.fromkeys(entry for prediction in found for entry in prediction.value.entries))
    at = {id(point): dict(zip(entries, values_at(entries, point), strict=True)) for point in points}
    return tuple(
        WrongAnswer(p.rule, p.site, tuple(tuple(at[id(point)][entry] for entry in p.value.entries) for point in points))
        for p in found
    )


def same(one: Table, other: Table) -> bool:
    """Whether two tables agree to about nine digits; a missing value agrees with a missing one."""
    return all(
        _near(a, b) for row, other_row in zip(one, other, strict=True) for a, b in zip(row, other_row, strict=True)
    )


def _near(a: Value, b: Value) -> bool:
    if a is None or b is None:
        return a is b
    return abs(complex(*a) - complex(*b)) <= RELATIVE * max(1.0, abs(complex(*a)))
