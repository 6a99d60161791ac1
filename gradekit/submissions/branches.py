"""Compound statements taken apart: the branches of an `if`, the head and body of a `for`, what is done as a program."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import final

from gradekit.errors import StudentError
from gradekit.submissions.statements import Statement, statements

_HEAD = re.compile(r"^(if|elif|else)\b", re.MULTILINE)
_ONWARD = re.compile(r"^(?:else|elif|except|finally)\b", re.MULTILINE)
_MAIN = re.compile(r"if\s*\(?\s*(?:__name__\s*==|[\"']__main__[\"']\s*==)")
_ELSE = re.compile(r"^(?:else|elif)\b", re.MULTILINE)
_FOR = re.compile(r"for\s+(\(?\s*[^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)*\s*\)?)\s+in\b")
_PIECE = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|[(\[{)\]}:]")
_JUMPS = re.compile(r"\b(?:break|continue|return|yield|raise)\b")


@final
@dataclass(frozen=True, slots=True)
class Branch:
    """One arm of an `if`; that of `else` has no condition."""

    condition: str | None
    body: tuple[Statement, ...]
    line: int


@final
@dataclass(frozen=True, slots=True)
class Loop:
    """A `for`: the names it gives values to, what it goes over, and what it does each time."""

    names: tuple[str, ...]
    over: str
    body: tuple[Statement, ...]
    line: int


def branches_of(block: Statement) -> tuple[Branch, ...]:
    """The arms of an `if` in their order.

    >>> found = branches_of(Statement("if a > 0:\\n    b = 1\\nelse:\\n    b = 2", 7, 0, True))
    >>> [(arm.condition, arm.body[0].text, arm.body[0].line) for arm in found]
    [('a > 0', 'b = 1', 8), (None, 'b = 2', 10)]
    """
    heads = list(_HEAD.finditer(block.text))
    ends = [head.start() for head in heads[1:]] + [len(block.text)]
    return tuple(_branch(block, head, end) for head, end in zip(heads, ends, strict=True))


def _branch(block: Statement, head: re.Match[str], end: int) -> Branch:
    colon = colon_after(block.text, head.end(), block.line)
    condition = block.text[head.end() : colon].strip()
    line = block.line + block.text.count("\n", 0, head.start())
    body = body_of(block, colon + 1, end)
    if (head.group(1) == "else") != (not condition):
        raise StudentError("read.statement-needs-running", what=head.group(1), line=line)
    return Branch(condition or None, body, line)


def loop_of(block: Statement) -> Loop | None:
    """The `for` that a statement is, where its body has neither `break` nor the like."""
    head = _FOR.match(block.text)
    if head is None or _ONWARD.search(block.text) or _JUMPS.search(block.text):
        return None
    colon = colon_after(block.text, head.end(), block.line)
    names = tuple(re.findall(r"\w+", head.group(1)))
    return Loop(names, block.text[head.end() : colon].strip(), body_of(block, colon + 1), block.line)


def main_body(block: Statement) -> tuple[Statement, ...] | None:
    """What `if __name__ == "__main__":` does; None for any other statement, and where the colon is missing.

    >>> [s.text for s in main_body(Statement("if __name__ == '__main__':\\n    q1a = 2", 1, 0, True)) or ()]
    ['q1a = 2']
    """
    head = _MAIN.match(block.text)
    if head is None:
        return None
    end = _ELSE.search(block.text)
    try:
        colon = colon_after(block.text, head.end(), block.line)
    except StudentError:
        return None
    return body_of(block, colon + 1, end.start() if end else None)


def body_of(block: Statement, start: int, end: int | None = None) -> tuple[Statement, ...]:
    """The statements of a part of a block, with the lines they have in the file; docstrings left out."""
    before = block.text.count("\n", 0, start) + block.line - 1
    found = [replace(s, line=s.line + before) for s in statements(block.text[start:end])]
    return tuple(s for s in found if s.header is None and not s.text.startswith(('"', "'")))


def colon_after(text: str, start: int, line: int) -> int:
    """Where the colon stands that ends the head of a compound statement."""
    depth = 0
    for piece in _PIECE.finditer(text, start):
        character = piece.group()
        depth += (character in "([{") - (character in ")]}")
        if character == ":" and depth == 0:
            return piece.start()
    raise StudentError("read.statement-needs-running", what=text.split(maxsplit=1)[0][:20], line=line)


def plain_names(body: Sequence[Statement]) -> bool:
    """Whether a body is made of what is followed: assignments, `if`, and what gives no name a value."""
    return not any(re.match(r"(?:while|with|try|class|async|match|def|@|global|nonlocal)\b", s.text) for s in body)
