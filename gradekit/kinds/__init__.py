"""Kinds of parts: how an answer of each kind is compared with the key, and how it is got wrong on purpose.

One file a kind, entered in the register `KINDS`; a new kind is one more file and one more row here.
"""

from __future__ import annotations

from gradekit.errors import AuthorError
from gradekit.kinds import array, choice, expression, integer
from gradekit.kinds.kind import Kind

KINDS: dict[str, Kind] = {kind.name: kind for kind in (expression.KIND, array.KIND, integer.KIND, choice.KIND)}
"""Every kind by the name that a part gives."""


def kind_of(name: str) -> Kind:
    """The kind of that name; `AuthorError` naming the known ones when there is none."""
    if name not in KINDS:
        raise AuthorError(f"No kind of part is called `{name}`; known kinds are {', '.join(KINDS)}.")
    return KINDS[name]
