"""A Python function of numbers, which may use NumPy: a formula where it can be read as one, else values at points.

A body that is a formula is read and compared exactly. What only runs, such as an iteration up to a bound, is called at
points of the question and compared by its values (`grading.by_numbers`), and is agreed at best.
"""

from __future__ import annotations

from gradekit.kinds import array
from gradekit.kinds.fitting import shape_told
from gradekit.kinds.kind import Kind
from gradekit.model.problem import Part


def opened(name: str, part: Part) -> str:
    """The head of the function."""
    return f"def {name}({', '.join(part.symbols)}):\n    return ..."


def asks(part: Part, letters: str) -> str:
    """`a Python function of x, y that returns a number; NumPy may be used`."""
    returned = shape_told(part.shape) if part.shape else "a number"
    return f"a Python function of {letters} that returns {returned}; NumPy may be used"


KIND = Kind(
    name="numeric-function",
    read=array.read,
    compare=array.compare,
    show=array.show,
    wrong=array.wrong,
    asks=asks,
    opened=opened,
)
