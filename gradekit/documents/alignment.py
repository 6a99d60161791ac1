"""Equations one under the other, for worked solutions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

EQUALS = ("=", r"\approx")
"""The signs between the sides of an equation."""

_OPENS = re.compile(r"\\begin|\\left(?![a-z])|[{(\[]")
_CLOSES = re.compile(r"\\end|\\right(?![a-z])|[})\]]")
_PIECE = re.compile(r"\\(?:left|right)\s*(?:\\[a-z]+|.)|\\(?:begin|end)\{\w+\}|\\[a-z]+|\\.|.", re.DOTALL)


def aligned(formulas: Sequence[str]) -> tuple[str, ...]:
    r"""The equations as one aligned formula, each side of a chain of equations on a line of its own.

    Formulas among which is one that is no single equation stay as they are.

    >>> aligned(["y = 2 x = 4", "z = 1"])
    ('\\begin{aligned} y &= 2 x \\\\ &= 4 \\\\ z &= 1 \\end{aligned}',)
    """
    split = [chain(formula) for formula in formulas]
    if not split or any(len(each) < 2 for each in split):
        return tuple(formulas)
    lines: list[str] = []
    for (_, first), second, *further in split:
        lines += [f"{first} &{' '.join(second)}", *(f"&{sign} {side}" for sign, side in further)]
    body = r" \\ ".join(lines)
    return (rf"\begin{{aligned}} {body} \end{{aligned}}",)


def sides(formula: str) -> list[str]:
    r"""The sides of an equation. A comma outside brackets means a list of several, which stays whole.

    >>> sides(r"u = 2 \, x")
    ['u', '2 \\, x']
    >>> sides(r"f\left(a = b\right) = 2 x = 4")
    ['f\\left(a = b\\right)', '2 x', '4']
    """
    return [side for _, side in chain(formula)]


def chain(formula: str) -> list[tuple[str, str]]:
    r"""The sides of an equation, each with the sign before it.

    >>> chain(r"u = 1/3 \approx 0.3333")
    [('', 'u'), ('=', '1/3'), ('\\approx', '0.3333')]
    """
    found = [("", "")]
    for piece, depth in pieces(formula):
        if depth == 0 and piece == ",":
            return [("", formula)]
        if depth == 0 and piece in EQUALS:
            found.append((piece, ""))
        else:
            sign, side = found[-1]
            found[-1] = (sign, side + piece)
    return [(sign, side.strip()) for sign, side in found]


def pieces(formula: str) -> Iterator[tuple[str, int]]:
    r"""Commands and characters, each with the number of brackets and environments that are open after it.

    >>> list(pieces("(x)"))
    [('(', 1), ('x', 1), (')', 0)]
    """
    depth = 0
    for piece in _PIECE.findall(formula):
        depth += bool(_OPENS.match(piece)) - bool(_CLOSES.match(piece))
        yield piece, depth
