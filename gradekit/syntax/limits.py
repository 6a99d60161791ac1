"""How large and how deep a formula may be. Every reader is linear in what it is given and stops at these bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from gradekit.syntax.tree import Expr


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of one reading. A textbook answer stays below a tenth of each."""

    characters: int = 64 * 1024
    tokens: int = 8000
    brackets: int = 60
    """Brackets open at once."""
    signs: int = 20
    """Signs in a row."""
    digits: int = 400
    """Digits of one number."""
    exponent: int = 300
    """The exponent of ten in a decimal number, either way."""
    nodes: int = 5000
    """Nodes of one formula, a shared part counted wherever it stands."""
    depth: int = 120
    all_nodes: int = 20_000
    """Nodes of all entries of a list or matrix together."""


DEFAULT = Limits()
"""The bounds that hold where nothing else is said."""


def size_of(expr: Expr) -> tuple[int, int]:
    """The number of nodes of a tree, a shared part counted wherever it stands, and its depth.

    The work is linear in the number of different nodes, so a tree that was squared forty times is measured at once.

    >>> from gradekit.syntax.build import symbol
    >>> x = symbol("x")
    >>> for _ in range(40):
    ...     x = Expr("multiply", (x, x))
    >>> size_of(x)
    (2199023255551, 41)
    """
    nodes = depth = 0
    level: Sequence[Expr] = (expr,)
    while level:
        nodes, depth = nodes + len(level), depth + 1
        if nodes > _SMALL:
            return _size_of_shared(expr)
        level = [arg for node in level for arg in node.args]
    return nodes, depth


_SMALL = 256
"""Up to so many nodes a tree is counted level by level, as if nothing were shared."""


def _size_of_shared(expr: Expr) -> tuple[int, int]:
    known: dict[int, tuple[int, int]] = {}
    stack = [expr]
    while stack:
        node, waiting = stack[-1], len(stack)
        nodes, deepest = 1, 0
        for arg in node.args:
            # Most nodes are leaves, which need no place of their own in the table.
            n, d = known.get(id(arg), _UNKNOWN) if arg.args else _LEAF
            nodes += n
            if d > deepest:
                deepest = d
            if not n:
                stack.append(arg)
        if len(stack) == waiting:
            known[id(stack.pop())] = nodes, deepest + 1
    return known[id(expr)]


_LEAF, _UNKNOWN = (1, 1), (0, 0)
