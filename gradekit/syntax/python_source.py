"""Python source as a syntax tree, with the columns of its nodes in the text as it was given."""

from __future__ import annotations

import ast
import warnings
from contextlib import nullcontext
from dataclasses import dataclass
from typing import final

from gradekit.syntax.limits import Limits
from gradekit.syntax.precheck import precheck
from gradekit.syntax.scope import Spot
from gradekit.syntax.sites import Site


@final
@dataclass(frozen=True, slots=True)
class Source:
    """One expression: its text, its syntax tree, and where its lines begin."""

    spot: Spot
    root: ast.expr
    starts: tuple[int, ...]
    ascii: bool = False
    """Whether a character is a byte."""
    bare: bool = False
    """Whether, besides, all of it stands in one line: columns are then those of Python, less the bracket."""

    def span(self, node: ast.expr) -> tuple[int, int]:
        """The columns of a node in the text."""
        last = (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
        return self._offset(node.lineno, node.col_offset), self._offset(*last)

    def site(self, node: ast.expr) -> Site:
        """The place of a node, for an error."""
        if self.bare and node.end_lineno == 1 and node.end_col_offset is not None:
            return Site(self.spot, node.col_offset - 1, node.end_col_offset - node.col_offset)
        start, end = self.span(node)
        return Site(self.spot, start, end - start)

    def written(self, node: ast.expr) -> str:
        """The text of a node."""
        start, end = self.span(node)
        return self.spot.text[start:end]

    def _offset(self, line: int, column: int) -> int:
        # Python counts bytes; the bracket that was put in front stands in the first line.
        column = max(0, column - (line == 1))
        start = self.starts[min(line, len(self.starts)) - 1]
        if self.ascii:
            return min(start + column, len(self.spot.text))
        piece = self.spot.text[start : start + column]
        return start + len(piece.encode()[:column].decode(errors="ignore"))


def source_of(text: str, limits: Limits, line: int | None = None) -> Source:
    """The expression, parsed after the check that makes parsing safe; `read.not-python` if it is none."""
    spot = Spot(text, line)
    plain = precheck(spot, limits)
    starts = (0, *(i + 1 for i, character in enumerate(text) if character == "\n"))
    try:
        # What Python warns about in student source is no concern of whoever reads it.
        with nullcontext() if plain else warnings.catch_warnings(action="ignore"):
            # In brackets an answer may go over several lines and be indented.
            root = ast.parse(f"({text}\n)", mode="eval").body
    except SyntaxError as error:
        # Here Python counts characters, and from 1; the bracket in front takes one column of the first line.
        line_number = min(error.lineno or 1, len(starts))
        offset = starts[line_number - 1] + max(0, (error.offset or 1) - 1 - (line_number == 1))
        raise spot.error("read.not-python", min(offset, len(text) - 1)) from None
    except (ValueError, MemoryError, RecursionError):
        raise spot.error("read.too-large", 0, most=limits.nodes) from None
    ascii_only = text.isascii()
    return Source(spot, root, starts, ascii_only, ascii_only and len(starts) == 1)
