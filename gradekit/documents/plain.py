"""Marked-up text as plain text: formulas as one line of Unicode, marks left out."""

from __future__ import annotations

from gradekit.documents.markup import Line, Maths, inline
from gradekit.documents.mathematics.plain import to_plain


def plain_text(text: str) -> str:
    r"""The text as it can stand in a comment, a title or an error.

    >>> plain_text(r"Find $\frac{df}{dt}$, as `q1a`.")
    'Find df/dt, as q1a.'
    """
    return plain_line(inline(text))


def plain_line(line: Line) -> str:
    """The pieces as plain text."""
    return "".join(to_plain(piece.latex) if isinstance(piece, Maths) else piece.text for piece in line)
