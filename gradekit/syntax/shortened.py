"""Text of a formula where it is short enough to be read; a shared part counts for each place it stands in."""

from __future__ import annotations

from gradekit.syntax.tree import Expr
from gradekit.syntax.write import to_text

LONGEST = 400


def short_text(expr: Expr, most: int = LONGEST) -> str:
    """The formula as text, or `...` where it has more nodes than that.

    >>> from gradekit.syntax.build import add, symbol
    >>> short_text(add(symbol("x"), symbol("y"))), short_text(add(symbol("x"), symbol("y")), 2)
    ('x + y', '...')
    """
    return to_text(expr) if _size(expr, most) <= most else "..."


def _size(expr: Expr, most: int) -> int:
    """The number of nodes, or one more than the most when there are more."""
    seen, stack = 0, [expr]
    while stack and seen <= most:
        seen += 1
        stack.extend(stack.pop().args)
    return seen
