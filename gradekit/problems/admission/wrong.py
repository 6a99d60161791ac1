"""What each misconception predicts for a part, as values at the key's points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias, final

from msgspec.structs import replace

from gradekit.calculus.graph import Graph
from gradekit.calculus.stages import STAGES, Walk
from gradekit.equality.points.values import values_at
from gradekit.malrules.predict import Prediction, digest, predictions
from gradekit.model.composition import At, Composition, Quantity
from gradekit.model.problem import Form, Issued, Key, Part, PartKey, WrongAnswer, in_full
from gradekit.problems.worked import Table, Value, Worked, compared_entries, table
from gradekit.syntax.tree import Array

RELATIVE = 1e-9

Points: TypeAlias = Sequence[Mapping[str, Fraction]]


def predicted(worked: Worked, part: Part) -> tuple[WrongAnswer, ...]:
    """The predictions for a part with their values, those that come out right included; made once for a problem."""
    if part.key not in worked.wrong:
        predict = _Predictor(worked.draft.composition, worked.points, worked.walk.graph)
        worked.wrong.update((p.key, predict(p, worked.answers[p.key])) for p in worked.parts)
    return worked.wrong[part.key]


def wrong_answers(worked: Worked, part: Part) -> tuple[WrongAnswer, ...]:
    """The predictions that are wrong: a rule that leads to the right answer in this problem is left out."""
    return _wrong(predicted(worked, part), worked.values[part.key], part.form)


def with_wrong_answers(issued: Issued, key: Key) -> Key:
    """The key with its wrong answers made again by the rules of today. Needs no SymPy."""
    predict = _Predictor(in_full(issued, key).composition, key.points)
    parts: list[PartKey] = []
    for right in key.parts:
        part = issued.part(right.part)
        values = table(compared_entries(part, right.value, predict.graph), key.points)
        wrong = _wrong(predict(part, right.value), values, part.form)
        parts.append(replace(right, values=values, wrong=wrong))
    return replace(key, parts=tuple(parts), rules=digest())


def _wrong(told: tuple[WrongAnswer, ...], right: Table, form: Form) -> tuple[WrongAnswer, ...]:
    return tuple(w for w in told if not counts_as(w.values, right, form) and _has_values(w.values, right))


def _has_values(given: Table, right: Table) -> bool:
    """Whether each entry has a value at some point, or the right one has none either: nobody writes down a 0 below a
    fraction line."""
    columns = zip(zip(*given, strict=True), zip(*right, strict=True), strict=True)
    return all(any(mine) or not any(theirs) for mine, theirs in columns)


@final
class _Predictor:
    """Predictions for the parts of one problem. What is predicted for a formula is used again for its value at a point,
    which costs a tenth of predicting anew."""

    def __init__(self, composition: Composition, points: Points, graph: Graph | None = None) -> None:
        self._composition = composition
        self._points = points
        self.graph = graph or Graph(composition)
        self._found: dict[Quantity, list[Prediction]] = {}

    def __call__(self, part: Part, answer: Array) -> tuple[WrongAnswer, ...]:
        quantity = part.quantity
        if isinstance(quantity, At):
            inner = Walk(self.graph, STAGES).value(quantity.quantity)
            found = [self._in_inputs(told) for told in self._predictions(quantity.quantity, inner)]
            return _told(found, [quantity.point] * len(self._points))
        found = self._predictions(quantity, answer)
        return _told([self._in_inputs(told) for told in found] if part.form.related else found, self._points)

    def _in_inputs(self, told: Prediction) -> Prediction:
        entries = tuple(map(self.graph.write_out, told.value.entries))
        return Prediction(told.rule, told.site, Array(told.value.shape, entries))

    def _predictions(self, quantity: Quantity, answer: Array) -> list[Prediction]:
        if quantity not in self._found:
            self._found[quantity] = list(predictions(self._composition, quantity, answer, graph=self.graph))
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


def counts_as(given: Table, right: Table, form: Form) -> bool:
    """Whether values are the right ones as far as the part determines them."""
    if form.up_to is None or any(value is None for table in (given, right) for row in table for value in row):
        return same(given, right)
    mine, theirs = _numbers(given), _numbers(right)
    if form.up_to.name == "up-to-constant":
        off = [a - b for a, b in zip(mine[0], theirs[0], strict=True)]
        moved = [[a - c for a, c in zip(row, off, strict=True)] for row in mine]
    else:
        pivot = max(range(len(theirs[0])), key=lambda k: abs(theirs[0][k]))
        factor = mine[0][pivot] / theirs[0][pivot] if theirs[0][pivot] else 1
        moved = [[a / factor for a in row] if factor else row for row in mine]
    return all(
        abs(a - b) <= RELATIVE * max(1.0, abs(b))
        for row, other in zip(moved, theirs, strict=True)
        for a, b in zip(row, other, strict=True)
    )


def _numbers(table: Table) -> list[list[complex]]:
    return [[complex(*value) for value in row if value is not None] for row in table]


def same(one: Table, other: Table) -> bool:
    """Whether two tables agree to about nine digits; a missing value agrees with a missing one."""
    return all(
        _near(a, b) for row, other_row in zip(one, other, strict=True) for a, b in zip(row, other_row, strict=True)
    )


def _near(a: Value, b: Value) -> bool:
    if a is None or b is None:
        return a is b
    return abs(complex(*a) - complex(*b)) <= RELATIVE * max(1.0, abs(complex(*a)))
