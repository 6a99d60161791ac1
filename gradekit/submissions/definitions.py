"""Functions that a student defines, with `def` or `lambda`, as text that is read where it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import final

from gradekit.errors import StudentError
from gradekit.submissions.statements import Statement, statements

_DEF = re.compile(r"def\s+([^\W\d]\w*)\s*\(([^()]*)\)\s*(?:->[^:]*)?:")
_LAMBDA = re.compile(r"lambda\b([^:()]*):")
_PARAMETER = re.compile(r"\s*([^\W\d]\w*)\s*(?::[^=]*)?\Z")
_RETURN = re.compile(r"return\b[ \t]*")


@final
@dataclass(frozen=True, slots=True)
class Definition:
    """A function: its parameters, the assignments of its body, and the text of what it returns."""

    parameters: tuple[str, ...]
    body: tuple[Statement, ...]
    value: str
    line: int


def defined_name(text: str) -> str | None:
    """The name that a `def` statement gives."""
    match = re.match(r"def\s+([^\W\d]\w*)", text)
    return match.group(1) if match else None


def definition_in(statement: Statement) -> Definition:
    """The function that a `def` statement defines; `StudentError` when it does more than assign and return."""
    match = _DEF.match(statement.text)
    if match is None:
        raise StudentError("read.statement-needs-running", what="def", line=statement.line)
    head_lines = statement.text.count("\n", 0, match.end())
    inner = [
        Statement(s.text, s.line + statement.line + head_lines - 1, s.indent, s.block, s.trouble)
        for s in statements(statement.text[match.end() :])
        if not s.text.startswith(('"', "'"))
    ]
    body, last = inner[:-1], inner[-1] if inner else None
    returned = _RETURN.match(last.text) if last else None
    if last is None or returned is None:
        raise StudentError("read.no-return", name=match.group(1), line=statement.line)
    for part in body:
        if part.block or _RETURN.match(part.text):
            construct = part.text.split(maxsplit=1)[0].rstrip(":(")
            raise StudentError("read.statement-needs-running", what=construct[:20], line=part.line)
    value = last.text[returned.end() :]
    return Definition(_parameters(match.group(2), statement.line), tuple(body), value, last.line)


def lambda_in(text: str, line: int) -> Definition | None:
    """The function that an expression is when it begins with `lambda`."""
    match = _LAMBDA.match(text)
    if match is None:
        return None
    return Definition(_parameters(match.group(1), line), (), text[match.end() :].strip(), line)


def _parameters(text: str, line: int) -> tuple[str, ...]:
    names = [_PARAMETER.match(piece) for piece in text.split(",") if piece.strip()]
    if not all(names):
        raise StudentError("read.statement-needs-running", what="def", line=line)
    return tuple(name.group(1) for name in names if name)
