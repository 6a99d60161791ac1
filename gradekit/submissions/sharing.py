"""Lists with several names: `v = w` gives one list two names, and `v[0] = 1` then changes what both stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gradekit.syntax.scope import Grid, Nested, Table


def lists_in(value: Nested) -> Iterator[int]:
    """The lists in a value, each by what tells it from any other; a list of formulas is one."""
    if isinstance(value, tuple):
        yield id(value)
        for entry in value:
            yield from lists_in(entry)


def sharing(name: str, defined: Mapping[str, Nested], tables: Mapping[str, Table] | None = None) -> tuple[str, ...]:
    """The other names that have a list in common with this one; of NumPy arrays each may be a view of any other.

    >>> w: Nested = (None,)
    >>> sharing("w", {"w": w, "v": w, "u": (None, None)})
    ('v',)
    """
    own = frozenset(lists_in(defined.get(name)))
    if not own:
        return ()
    values = [*defined.items(), *((table, tuple(held.values())) for table, held in (tables or {}).items())]
    is_array = isinstance(defined.get(name), Grid)
    return tuple(
        other
        for other, value in values
        if other != name and (not own.isdisjoint(lists_in(value)) or (is_array and isinstance(value, Grid)))
    )


def shares_with_itself(value: Nested) -> bool:
    """Whether a list stands in a value twice."""
    found = list(lists_in(value))
    return len(found) != len(set(found))
