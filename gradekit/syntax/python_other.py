"""What Python source has beside formulas: dictionaries, and what a loop goes over."""

from __future__ import annotations

from gradekit.syntax.python import Reader
from gradekit.syntax.python_loops import gone_over
from gradekit.syntax.python_source import source_of
from gradekit.syntax.python_tables import key_of, table_in
from gradekit.syntax.scope import Key, Nested, Scope, Table


def read_table(text: str, scope: Scope, line: int | None = None) -> Table:
    """What a dictionary of Python source holds.

    >>> list(read_table("{'a': 2*x}", Scope(frozenset("x"))))
    ['a']
    """
    source = source_of(text, scope.limits, line)
    return table_in(source.root, Reader(source, scope).value, source.site(source.root))


def read_key(text: str, scope: Scope, line: int | None = None) -> Key:
    """What stands in the brackets where an entry of a dictionary is given a value."""
    source = source_of(text, scope.limits, line)
    return key_of(source.root, Reader(source, scope).value, source.site(source.root))


def read_rounds(text: str, scope: Scope, line: int | None = None) -> tuple[Nested, ...]:
    """The values that `for ... in` the expression takes, in order.

    >>> len(read_rounds("range(1, 4)", Scope(frozenset())))
    3
    """
    source = source_of(text, scope.limits, line)
    return gone_over(source.root, Reader(source, scope).value, source.site(source.root))
