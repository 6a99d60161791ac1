"""One formula: equal to the key's on the domain, or not. A scalar is an array of shape `()`."""

from __future__ import annotations

from gradekit.kinds import array
from gradekit.kinds.kind import Kind

KIND = Kind(
    name="expression",
    read=array.read,
    compare=array.compare,
    show=array.show,
    wrong=array.wrong,
    asks=array.asks,
    any_spelling=True,
)
