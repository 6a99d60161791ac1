"""An answer that is known by its values only: a function that could not be read as a formula, and was called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gradekit.errors import StudentError
from gradekit.kinds.fitting import fitted
from gradekit.model.answer import Answer, Numbers
from gradekit.model.message import Message, Note
from gradekit.model.problem import Part
from gradekit.syntax.build import ZERO
from gradekit.syntax.scope import Grid, Nested

if TYPE_CHECKING:
    from gradekit.sandbox.samples import Sampled


def by_numbers(answer: Answer, part: Part, sample: Sampled, points: Sequence[Mapping[str, float]]) -> Answer:
    """The answer as its values at the points; `StudentError` where their shape is another one, or there are none."""
    value, notes = fitted(_nested(sample.shape), part.shape)
    if len(sample.rows) != len(points) or all(entry is None for row in sample.rows for entry in row):
        raise StudentError("run.no-numbers")
    exact = tuple({name: Fraction(number) for name, number in point.items()} for point in points)
    told = (*notes, Message("run.numbers-only", {"points": len(points)}))
    return replace(
        answer,
        trouble=None,
        word=_example(answer, part, sample, points),
        numbers=Numbers(value.shape, exact, sample.rows),
        notes=tuple(Note(message, answer.line) for message in told),
    )


def _nested(shape: Sequence[int]) -> Nested:
    """An array of that shape, to be fitted as any other."""
    return Grid(_nested(shape[1:]) for _ in range(shape[0])) if shape else ZERO


def _example(answer: Answer, part: Part, sample: Sampled, points: Sequence[Mapping[str, float]]) -> str:
    """One value, so that one sees what was read: `q1b(t = 0.25) = 0.4847`."""
    row = next(place for place, values in enumerate(sample.rows) if any(value is not None for value in values))
    at = ", ".join(f"{name} = {points[row][name]:.4g}" for name in part.symbols if name in points[row])
    shown = ["?" if value is None else f"{value:.4g}" for value in sample.rows[row][:6]]
    more = ", ..." if prod(sample.shape) > len(shown) else ""
    value = f"[{', '.join(shown)}{more}]" if sample.shape else shown[0]
    return f"{answer.name}({at}) = {value}"
