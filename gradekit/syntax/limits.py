"""How large and how deep a formula may be. Every reader is linear in what it is given and stops at these bounds."""

from __future__ import annotations

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
    known: dict[int, tuple[int, int]] = {}
    stack = [(expr, False)]
    while stack:
        node, ready = stack.pop()
        if id(node) in known:
            continue
        if ready or not node.args:
            inner = [known[id(arg)] for arg in node.args]
            known[id(node)] = (1 + sum(n for n, _ in inner), 1 + max((d for _, d in inner), default=0))
        else:
            stack.append((node, True))
            stack.extend((arg, False) for arg in node.args)
    return known[id(expr)]
