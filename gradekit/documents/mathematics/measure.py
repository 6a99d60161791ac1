"""How wide a formula is when it is drawn, estimated in em: enough to see which ones do not fit on a line."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from gradekit.documents.mathematics import symbols as s
from gradekit.documents.mathematics.nodes import (
    Accent,
    Big,
    Delimiter,
    Fence,
    Fraction,
    Function,
    Letter,
    Node,
    Number,
    Operator,
    Root,
    Row,
    Script,
    Space,
    Table,
    Text,
)
from gradekit.documents.mathematics.read import parse

Style = Literal["display", "text", "script"]

SMALLER = 0.72
"""The size of what stands above, below and in fractions within lines, beside that of the line."""
LETTER, NARROW, BRACKET, COLUMN = 0.56, 0.5, 0.42, 0.9
WIDEST_SIGN = 1.35
"""No character of LaTeX is drawn wider."""
_NAME, _UNSEEN = re.compile(r"\\[A-Za-z]+"), str.maketrans("", "", "{}^_ ")
_AS_WIDE = "sin"
"""What no command is wider than: a function has the width of half its letters, a space two em at most."""
ROLES = {"relation": 1.35, "binary": 1.25, "tight": 0.35, "punctuation": 0.5, "postfix": 0.32}


@lru_cache(maxsize=4096)
def width(latex: str, *, display: bool = True) -> float:
    r"""The width of a formula, on a line of its own or within one.

    >>> round(width("x + 1"), 1), width(r"\frac{1}{2}") < width(r"\frac{x + 1}{2}")
    (2.3, True)
    """
    return _width(parse(latex), "display" if display else "text")


def is_narrow(latex: str, room: float, *, display: bool = True) -> bool:
    """Whether a formula fits; a short one is not even read.

    >>> is_narrow("x + 1", 42), is_narrow("x + 1", 2)
    (True, False)
    """
    if WIDEST_SIGN * len(latex) <= room:
        return True
    seen = _NAME.sub(_AS_WIDE, latex).translate(_UNSEEN)
    return WIDEST_SIGN * len(seen) <= room or width(latex, display=display) <= room


def _width(node: Node, style: Style) -> float:
    match node:
        case Row(items):
            return sum(_width(item, style) for item in items)
        case Number(text) | Text(text):
            return NARROW * len(text)
        case Letter(text):
            return LETTER * len(text)
        case Operator(_, role):
            return ROLES[role]
        case Delimiter():
            return BRACKET
        case Function(name):
            return NARROW * len(name) + 0.17
        case Big():
            return 1.1
        case Space(across):
            return across
        case Fraction():
            return _fraction(node, style)
        case Root(body, index):
            return _width(body, style) + 0.9 + (0.3 if index else 0)
        case Accent(_, body):
            return _width(body, style)
        case Fence(left, body, right):
            return _width(body, style) + 0.5 * (bool(left) + bool(right))
        case Script(base, sub, sup, limits):
            above = SMALLER * max((_width(part, "script") for part in (sub, sup) if part), default=0.0)
            own = _width(base, style)
            return max(own, above) if limits else own + above
        case Table():
            return _table(node)


def _fraction(fraction: Fraction, style: Style) -> float:
    """On a line of its own as large as the rest, in a line smaller."""
    shown = fraction.style or style
    inside: Style = "text" if shown == "display" else "script"
    size = 1.0 if shown == "display" else SMALLER
    return 0.25 + size * max(_width(fraction.top, inside), _width(fraction.bottom, inside))


def _table(table: Table) -> float:
    """The widest cell of each column, the room between columns, and the brackets."""
    lines = table.environment in ("aligned", "gathered")
    style: Style = "display" if lines else "text"
    count = max(map(len, table.rows), default=0)
    columns = (max((_width(row[k], style) for row in table.rows if k < len(row)), default=0.0) for k in range(count))
    between = 0.0 if lines else COLUMN * count
    return sum(columns) + between + 0.5 * sum(map(bool, s.ENVIRONMENTS[table.environment]))
