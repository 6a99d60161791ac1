"""Functions that a student defines, with `def` or `lambda`, as text that is read where it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import final

from gradekit.errors import StudentError
from gradekit.submissions.branches import body_of
from gradekit.submissions.statements import Statement

_DEF = re.compile(r"def\s+([^\W\d]\w*)\s*\(([^()]*)\)\s*(?:->[^:]*)?:")
_LAMBDA = re.compile(r"lambda\b([^:()]*):")
_PARAMETER = re.compile(r"\s*([^\W\d]\w*)\s*(?::[^=]*)?(?:=\s*(-?\d{1,9})\s*)?\Z")
_RETURNS = re.compile(r"^[ \t]*return\b|[;:][ \t]*return\b", re.MULTILINE)
_UNREAD = re.compile(
    r"(?:^|[;:])[ \t]*(for|while|with|try|def|class|async|match|global|nonlocal|raise|yield|del)\b", re.MULTILINE
)


@final
@dataclass(frozen=True, slots=True)
class Definition:
    """A function: its parameters, its body, or of a `lambda` the text of its value."""

    parameters: tuple[str, ...]
    body: tuple[Statement, ...]
    value: str
    line: int
    defaults: tuple[str, ...] = ()
    """Whole numbers that the last parameters stand for where they are left out."""


def defined_name(text: str) -> str | None:
    """The name that a `def` statement gives."""
    match = re.match(r"def\s+([^\W\d]\w*)", text)
    return match.group(1) if match else None


def definition_in(statement: Statement) -> Definition:
    """The function that a `def` statement defines; `StudentError` when it does more than assign, choose and return."""
    match = _DEF.match(statement.text)
    if match is None:
        raise StudentError("read.statement-needs-running", what="def", line=statement.line)
    body = body_of(statement, match.end())
    if not body or not _RETURNS.search(statement.text, match.end() - 1):
        raise StudentError("read.no-return", name=match.group(1), line=statement.line)
    if construct := _UNREAD.search(statement.text, match.end() - 1):
        line = statement.line + statement.text.count("\n", 0, construct.end())
        raise StudentError("read.statement-needs-running", what=construct.group(1), line=line)
    parameters, defaults = _parameters(match.group(2), statement.line)
    return Definition(parameters, body, statement.text[match.end() :], statement.line, defaults)


def lambda_in(text: str, line: int) -> Definition | None:
    """The function that an expression is when it begins with `lambda`."""
    match = _LAMBDA.match(text)
    if match is None:
        return None
    parameters, defaults = _parameters(match.group(1), line)
    return Definition(parameters, (), text[match.end() :].strip(), line, defaults)


def _parameters(text: str, line: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the parameters, and the numbers that the last of them have by default."""
    found = [_PARAMETER.match(piece) for piece in text.split(",") if piece.strip()]
    defaults = [item.group(2) for item in found if item and item.group(2)]
    if not all(found) or any(item and item.group(2) for item in found[: len(found) - len(defaults)]):
        raise StudentError("read.statement-needs-running", what="def", line=line)
    return tuple(item.group(1) for item in found if item), tuple(defaults)
