"""A whole number, such as the number of paths: any formula without letters that is equal to it counts."""

from __future__ import annotations

from gradekit.kinds import array
from gradekit.kinds.kind import Kind
from gradekit.model.problem import Part, PartKey
from gradekit.syntax.build import ONE, add, subtract
from gradekit.syntax.write import to_text


def wrong(_part: Part, key: PartKey) -> tuple[str, ...]:
    """One more and one less."""
    return to_text(add(key.value.scalar, ONE)), to_text(subtract(key.value.scalar, ONE))


def asks(_part: Part, _letters: str) -> str:
    """What the stub says."""
    return "a whole number"


KIND = Kind(
    name="integer",
    read=array.read,
    compare=array.compare,
    show=array.show,
    wrong=wrong,
    asks=asks,
    any_spelling=True,
    at_points=False,
)
