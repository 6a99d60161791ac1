r"""Wide formulas on several lines: broken at equals signs, then before plus and minus, never inside brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gradekit.documents.alignment import chain, pieces
from gradekit.documents.mathematics import symbols as s
from gradekit.documents.mathematics.measure import is_narrow, width

MOST = 42.0
"""The em that fit on a line of a page, on paper and on a screen."""
INDENT = 1.0
"""Of lines that go on with a formula."""
CELL = 9.0
"""Em that a column of a table needs beside formulas."""
NAMES = 6.0
"""Em that it needs before a column of formulas."""

_BREAK = r" \\ "
_BOUND = re.compile(rf"(?:^|[-+=<>*/,(]|\\(?:{'|'.join(map(re.escape, s.OPERATORS))}))$")
"""What a sign may stand after and still belong to the term that follows."""
_ALIGNED = re.compile(r"\\begin\{aligned\}(?P<body>.*)\\end\{aligned\}", re.DOTALL)


def broken(latex: str, most: float = MOST) -> str:
    r"""The formula as it is where it fits, else as several lines; a piece that is too wide by itself stays whole.

    >>> broken("y = a + b + c", 6)
    '\\begin{aligned} y &= a + b \\\\ &\\quad {} + c \\end{aligned}'
    """
    if is_narrow(latex, most):
        return latex
    rows = _rows(latex)
    room = most - max(width(left) for left, _ in rows)
    lines = [line for left, right in rows for line in _lines(left, right, room)]
    if len(lines) < 2:
        return latex
    return rf"\begin{{aligned}} {_BREAK.join(lines)} \end{{aligned}}"


def room_of(columns: int, most: float = MOST, *, last: bool = False) -> float:
    """The em that a formula may take in a table of so many columns, which leaves some to the others; before the last
    one stand short names.

    >>> room_of(1), room_of(3), room_of(3, last=True), room_of(9)
    (42.0, 24.0, 30.0, 9.0)
    """
    return max(CELL, most - (NAMES if last else CELL) * (columns - 1))


def _rows(latex: str) -> list[tuple[str, str]]:
    """What stands at the left and the right of each line that there is; an equals sign belongs to the right."""
    if found := _ALIGNED.fullmatch(latex.strip()):
        cells = [[*split(line, "&"), ""][:2] for line in split(found["body"], r"\\")]
        return [(left.strip(), right.strip()) for left, right in cells]
    (_, first), *further = chain(latex)
    return [(first if n == 0 else "", f"{sign} {side}") for n, (sign, side) in enumerate(further)] or [("", latex)]


def split(latex: str, sign: str) -> list[str]:
    """The formula between those signs that stand in no bracket and no environment."""
    found = [""]
    for piece, depth in pieces(latex):
        if depth == 0 and piece == sign:
            found.append("")
        else:
            found[-1] += piece
    return found


def _lines(left: str, right: str, room: float) -> Iterator[str]:
    """Terms on a line as long as there is room."""
    first, *terms = _terms(right)
    line = f"{left} &{first}" if left else f"&{first}"
    taken = width(first)
    for term in terms:
        if taken + width(term) > room:
            yield line.strip()
            line, taken = rf"&\quad {{}} {term}", INDENT + width(term)
        else:
            line, taken = f"{line} {term}", taken + width(term)
    yield line.strip()


def _terms(latex: str) -> list[str]:
    """The terms with their signs; a sign after another one, or at the beginning, belongs to its term."""
    found = [""]
    for piece, depth in pieces(latex):
        if depth == 0 and piece in ("+", "-") and not _BOUND.search(found[-1].strip()):
            found.append(piece)
        else:
            found[-1] += piece
    return [term.strip() for term in found]
