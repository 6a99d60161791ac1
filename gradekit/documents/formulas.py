"""Answers and keys as blocks: formulas, or text as it is typed where a formula is too long or deep to lay out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gradekit.documents.blocks import Block, Display, Para, Table
from gradekit.documents.markup import Code, Line, Maths, Words
from gradekit.documents.mathematics.breaking import MOST
from gradekit.documents.mathematics.measure import is_narrow
from gradekit.documents.mathematics.read import parse
from gradekit.errors import AuthorError
from gradekit.model.answer import Value
from gradekit.syntax.build import symbol
from gradekit.syntax.latex import array_to_latex, entries_to_latex, to_latex
from gradekit.syntax.tree import Array, Expr
from gradekit.syntax.write import entries_to_text

LONGEST = 1500
"""Characters of LaTeX beyond which a formula is shown as it is typed."""
MOST_SHOWN = 600
"""Characters of typed text that are shown at most."""


def value_block(value: Value | Array, spoken_as: Mapping[str, str] | None = None) -> Block:
    """The entries as one formula."""
    return entries_block(value.shape, value.entries, spoken_as)


def entries_block(
    shape: tuple[int, ...], entries: Sequence[Expr | None], spoken_as: Mapping[str, str] | None = None
) -> Block:
    """Entries in row-major order as a formula; text as it is typed when that cannot be laid out or is too long."""
    try:
        latex = entries_to_latex(shape, entries, spoken_as or {})
        if len(latex) > LONGEST:
            raise AuthorError("too long to lay out")
        parse(latex)
    except (AuthorError, RecursionError):
        return Para((Code(shortened(entries_to_text(shape, entries))),))
    tall = shape or "\\frac" in latex or not is_narrow(latex, MOST)
    return Display((latex,)) if tall else Para((Maths(latex),))


def in_line(array: Array, spoken_as: Mapping[str, str] | None = None) -> Line:
    """The entries as one formula in a line of text; as it is typed, shortened, where that is too long or deep."""
    block = entries_block(array.shape, array.entries, spoken_as)
    return block.content if isinstance(block, Para) else (Maths(array_to_latex(array, spoken_as or {})),)


def rows_block(names: Sequence[str], entries: Sequence[Expr | None], spoken_as: Mapping[str, str]) -> Block:
    """A row for each entry, under its name; `...` where one was left open."""
    return Table(
        (), tuple((_cell(symbol(name), spoken_as), _cell(e, spoken_as)) for name, e in zip(names, entries, strict=True))
    )


def _cell(entry: Expr | None, spoken_as: Mapping[str, str]) -> Line:
    if entry is None:
        return (Words("..."),)
    block = entries_block((), (entry,), spoken_as)
    return block.content if isinstance(block, Para) else (Maths(to_latex(entry, spoken_as)),)


def shortened(text: str, most: int = MOST_SHOWN) -> str:
    """The text, its middle left out where it is long.

    >>> shortened("abcdefgh", 5)
    'abc … gh'
    """
    if len(text) <= most:
        return text
    return f"{text[: (most + 1) // 2]} … {text[-(most // 2) :]}"


def points(value: Fraction) -> str:
    """Points in at most two decimals.

    >>> points(Fraction(9, 2)), points(Fraction(2, 3)), points(Fraction(3))
    ('4.5', '0.67', '3')
    """
    return f"{round(float(value), 2):g}"
