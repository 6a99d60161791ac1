"""Kinds of parts: how an answer of each kind is read, compared with the key, shown, and got wrong on purpose.

One file a kind, entered in the register `KINDS`; a new kind is one more file and one more row here. `kind` says what a
kind is; `typed`, `fitting` and `lines` are shared by those that read formulas, `sized`, `index_language` and
`matrix_calls` by those that are formulas with indices or of matrices. Begin with `expression`.
"""

from __future__ import annotations

from gradekit.errors import AuthorError
from gradekit.kinds import (
    array,
    by_person,
    choice,
    decomposition,
    expression,
    index_formula,
    index_function,
    integer,
    matrix_expression,
    members,
    number,
    numeric_function,
    on_curve,
    shape,
    table,
)
from gradekit.kinds.kind import Kind

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        expression.KIND,
        array.KIND,
        number.KIND,
        integer.KIND,
        choice.KIND,
        members.KIND,
        shape.KIND,
        table.KIND,
        decomposition.KIND,
        index_formula.KIND,
        index_function.KIND,
        numeric_function.KIND,
        matrix_expression.KIND,
        on_curve.KIND,
        by_person.KIND,
    )
}
"""Every kind by the name that a part gives."""


def kind_of(name: str) -> Kind:
    """The kind of that name; `AuthorError` naming the known ones when there is none."""
    if name not in KINDS:
        raise AuthorError(f"No kind of part is called `{name}`; known kinds are {', '.join(KINDS)}.")
    return KINDS[name]
