"""Statements of Python source, found without its parser, so that one bad line costs only itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

from gradekit.model.message import Message
from gradekit.submissions.scan import HEADER, LogicalLine, line_end, logical_line

_BLOCK = re.compile(r"(?:@|(?:if|for|while|with|def|class|try|async|match|else|elif|except|finally)\b)")
_BETWEEN = re.compile(r"[ \t\n;]*")
_ONWARD = re.compile(r"(?:else|elif|except|finally)\b")


@final
@dataclass(frozen=True, slots=True)
class Statement:
    """One logical line, or one compound statement with its block."""

    text: str
    """As written, from its first letter on; comments are blanked so that columns stay."""
    line: int
    indent: int
    block: bool = False
    """Whether it has an indented block under it."""
    trouble: Message | None = None
    """Why it does not end as Python statements end."""
    header: int | None = None
    """The number of the problem that a header comment opens; such a statement has no text."""


def statements(text: str) -> Iterator[Statement]:
    """The statements and header comments of a text, in order; the work is linear in its length."""
    pending: list[Statement] = []
    for statement in _simple(text):
        if pending and not _belongs(statement, pending):
            yield _joined(pending)
            pending = []
        if pending or (statement.header is None and _BLOCK.match(statement.text)):
            pending.append(statement)
        else:
            yield statement
    if pending:
        yield _joined(pending)


def _simple(text: str) -> Iterator[Statement]:
    position, line = 0, 1
    while position < len(text):
        start = _BETWEEN.match(text, position).end()  # type: ignore[union-attr]  # it matches everywhere
        if start >= len(text):
            return
        line += text.count("\n", position, start)
        margin = text.rfind("\n", 0, start) + 1
        if text[start] == "#":
            position = line_end(text, start)
            if header := HEADER.match(text, margin):
                yield Statement("", line, 0, header=int(header.group(1)))
            continue
        before = text[margin:start]
        indent = len(before.expandtabs()) if before and not before.strip() else 0
        piece = logical_line(text, start, indent)
        if told := _blanked(text, start, piece):  # there is more than blanks that only look like ones
            yield Statement(told, line, indent, trouble=piece.trouble)
        line += text.count("\n", start, piece.end)
        position = max(piece.end, start + 1)


def _blanked(text: str, start: int, piece: LogicalLine) -> str:
    """The text of a logical line with its comments as blanks."""
    if not piece.comments:
        return text[start : piece.end].rstrip()
    kept: list[str] = []
    at = start
    for opening, close in piece.comments:
        kept += [text[at:opening], " " * (close - opening)]
        at = close
    return ("".join(kept) + text[at : piece.end]).rstrip()


def _belongs(statement: Statement, block: list[Statement]) -> bool:
    """Whether a statement is in the block of a compound statement: it stands deeper, or goes on with it."""
    head = block[0]
    if statement.header is not None:
        return False
    if statement.indent > head.indent or statement.line == head.line:
        return True
    onward = _ONWARD.match(statement.text) is not None or block[-1].text.startswith("@")
    return statement.indent == head.indent and onward


def _joined(parts: list[Statement]) -> Statement:
    """A compound statement as one: its lines under each other, as they were indented against its first."""
    head = parts[0]
    lines: list[str] = []
    last = head.line
    for part in parts:
        if part.line == last and lines:
            lines[-1] += f"; {part.text}" if lines[-1].strip() else part.text
        else:
            lines += [""] * (part.line - last - 1)
            lines.append(" " * max(0, part.indent - head.indent) + part.text)
        last = part.line + part.text.count("\n")
    trouble = next((part.trouble for part in parts if part.trouble), None)
    return Statement("\n".join(lines), head.line, head.indent, True, trouble)
