"""What was read, held against the limits: the last step of every reader."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.syntax.limits import Limits, size_of
from gradekit.syntax.scope import Nested, Spot
from gradekit.syntax.tree import Expr


def within(value: Nested, limits: Limits, spot: Spot) -> None:
    """Refuses a value that is too large or nested too deeply, a shared part counted wherever it stands."""
    every = 0
    for expr in leaves(value):
        nodes, depth = size_of(expr)
        every += nodes
        if nodes > limits.nodes or every > limits.all_nodes:
            raise spot.error("read.too-large", 0, most=limits.nodes)
        if depth > limits.depth:
            raise spot.error("read.too-deep", 0, most=limits.depth)


def leaves(value: Nested) -> Iterator[Expr]:
    """The formulas of a nested list, in order; entries left open are passed over.

    >>> [leaf.name for leaf in leaves((Expr("symbol", (), "x"), (None, Expr("symbol", (), "y"))))]
    ['x', 'y']
    """
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, Expr):
            yield item
        elif item is not None:
            stack.extend(reversed(item))
