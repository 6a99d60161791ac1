"""A whole number, such as the number of paths: any formula without letters that is equal to it counts."""

from __future__ import annotations

from gradekit.kinds import array
from gradekit.kinds.kind import Kind
from gradekit.model.problem import Part, PartKey
from gradekit.syntax.build import ONE, add, subtract
from gradekit.syntax.tree import Array, scalar


def wrong(_part: Part, key: PartKey) -> tuple[Array, ...]:
    """One more and one less."""
    return scalar(add(key.value.scalar, ONE)), scalar(subtract(key.value.scalar, ONE))


KIND = Kind("integer", array.compare, wrong)
