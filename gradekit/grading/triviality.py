"""Own values that would make what follows from them trivial, however they are written.

Padding such as `r*theta + 0 + 0` or `x + y - x - y` changes neither what a value depends on nor how much there is to
work out, so only operations on letters are counted, each different one once, and letters count by what they do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gradekit.equality.points.values import values_at
from gradekit.grading.nearness import near
from gradekit.syntax.tree import Expr, symbols_of

Point = Mapping[str, Fraction]


def degenerate(own: Expr, right: Expr, points: Sequence[Point] = ()) -> bool:
    """Whether an own value is 0 or undefined at the points, does not depend on a letter of the right one, or has under
    half of its operations.

    >>> from gradekit.syntax.build import ZERO, add, negate, sin, symbol
    >>> t = symbol("t")
    >>> degenerate(ZERO, sin(t)), degenerate(sin(t), sin(t))
    (True, False)
    >>> degenerate(Expr("add", (t, negate(t))), sin(t), [{"t": Fraction(1)}, {"t": Fraction(2)}])
    True
    """
    if own == right:
        return False
    letters = symbols_of(right)
    if not symbols_of(own) >= letters or 2 * operations(own) < operations(right):
        return True
    if not points:
        return own.head == "number" and own.number == 0
    values = [values_at([own], point)[0] for point in points]
    return all(near(value, (0.0, 0.0)) or value is None for value in values) or not all(
        _depends(own, letter, points) for letter in sorted(letters)
    )


def operations(expr: Expr) -> int:
    """How many different operations on letters there are; what is done to numbers alone is not counted.

    >>> from gradekit.syntax.build import symbol
    >>> t, zero = symbol("t"), Expr("number", (), Fraction(0))
    >>> operations(Expr("add", (Expr("multiply", (t, t)), zero, zero)))
    2
    """
    seen: dict[Expr, bool] = {}
    """Whether there are letters in a node."""
    counted = 0
    stack = [(expr, False)]
    while stack:
        node, ready = stack.pop()
        if node in seen:
            continue
        if not ready and node.args:
            stack.append((node, True))
            stack.extend((arg, False) for arg in node.args)
            continue
        seen[node] = node.head == "symbol" or any(seen[arg] for arg in node.args)
        if node.args and seen[node]:
            counted += max(1, len({arg for arg in node.args if seen[arg]}) - 1)
    return counted


def _depends(own: Expr, letter: str, points: Sequence[Point]) -> bool:
    """Whether the value changes with the letter alone, between one of the points and another."""
    for here, there in zip(points, [*points[1:], points[0]], strict=True):
        if letter not in here or here[letter] == there[letter]:
            continue
        moved = {**here, letter: there[letter]}
        if not near(values_at([own], here)[0], values_at([own], moved)[0]):
            return True
    return False
