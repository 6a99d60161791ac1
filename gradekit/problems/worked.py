"""A draft with its answers worked out: what the rules of admissibility look at and the key is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias, final

from gradekit.calculus.graph import Graph
from gradekit.calculus.stages import STAGES, Stages, Walk
from gradekit.equality.points.values import values_at
from gradekit.errors import AuthorError
from gradekit.model.composition import At, Quantity
from gradekit.model.problem import Part, WrongAnswer
from gradekit.problems.admission.points import points_of
from gradekit.problems.drafting.draft import Draft, numbers_of
from gradekit.problems.drafting.parts import part_of
from gradekit.syntax.tree import Array, Expr, symbols_of

Value: TypeAlias = tuple[float, float] | None
Table: TypeAlias = tuple[tuple[Value, ...], ...]
"""Values of entries at points: a row for each point."""


@final
@dataclass(frozen=True, slots=True)
class Worked:
    """A draft, its parts, and for each part its answer and the answer's values at the points."""

    draft: Draft
    walk: Walk
    parts: tuple[Part, ...]
    answers: Mapping[str, Array]
    points: tuple[dict[str, Fraction], ...]
    values: Mapping[str, Table]
    wrong: dict[str, tuple[WrongAnswer, ...]] = field(default_factory=dict[str, "tuple[WrongAnswer, ...]"])
    """What misconceptions predict, filled when it is first asked for."""


def worked_out(draft: Draft, stages: Stages = STAGES) -> Worked:
    """All stages walked for everything that is asked; `AuthorError` where two parts would have the same key."""
    walk = Walk(Graph(draft.composition), stages)
    found = [(ask, ask.stated or _value(walk, ask.quantity)) for ask in draft.asks]
    numbers = numbers_of(draft)
    parts = tuple(part_of(ask, draft.composition, array.shape, numbers) for ask, array in found)
    keys = [part.key for part in parts]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise AuthorError(f"Two parts are both called `{twice[0]}`; give one of them another `key=`.")
    answers = {part.key: array for part, (_, array) in zip(parts, found, strict=True)}
    points = points_of(draft.box)
    values = {part.key: table(compared_entries(part, answers[part.key], walk.graph), points) for part in parts}
    return Worked(draft, walk, parts, answers, points, values)


def _value(walk: Walk, quantity: Quantity) -> Array:
    """The value; `AuthorError` where a point does not settle all that it depends on."""
    value = walk.value(quantity)
    if isinstance(quantity, At) and (left := frozenset[str]().union(*map(symbols_of, value))):
        given = ", ".join(f"`{name}`" for name in quantity.point) or "nothing"
        missing = ", ".join(f"`{name}`" for name in sorted(left))
        raise AuthorError(
            f"A value is asked for at a point that gives {given}, and it depends on {missing} too. "
            "Give the point a number for each of these inputs: `at(..., {x: 1, y: 2})`."
        )
    return value


def compared_entries(part: Part, array: Array, graph: Graph) -> tuple[Expr, ...]:
    """The entries as they are; written in the inputs where the letters of the part stand for their formulas."""
    return tuple(map(graph.write_out, array.entries)) if part.form.related else array.entries


def table(entries: Sequence[Expr], points: Sequence[Mapping[str, Fraction]]) -> Table:
    """The values of the entries at the points."""
    return tuple(values_at(entries, point) for point in points)
