"""Texts in pieces: entries of a list, rows of a table, lines of named formulas. Only their ends are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gradekit.kinds.typed import unquoted

_OPEN, _CLOSE = "([{", ")]}"
_CALL = re.compile(r"(?:dict|OrderedDict)\s*\((.*)\)\Z", re.DOTALL)
_ROW = re.compile(r"\s*([\"']?)([^\W\d]\w*)\1\s*(?::=|=(?!=)|:)\s*", re.DOTALL)


def pieces(text: str, between: str = ",") -> list[str]:
    """The text cut at separators that stand in no bracket and no quotation marks; a comment ends with its line.

    >>> pieces("f(x, y), [1, 2], 'a, b'")
    ['f(x, y)', '[1, 2]', "'a, b'"]
    """
    return [piece.strip() for piece in _cut(text, between)]


def _cut(text: str, between: str) -> Iterator[str]:
    depth, mark, comment, piece = 0, "", False, list[str]()
    for character in text:
        if comment:
            comment = character != "\n"
        elif mark:
            mark = "" if character == mark else mark
        elif character in "\"'":
            mark = character
        elif character == "#":
            comment = True
        depth += 0 if mark or comment else (character in _OPEN) - (character in _CLOSE)
        if character in between and depth == 0 and not mark and not (comment and character != "\n"):
            yield "".join(piece)
            piece = []
        elif not comment:
            piece.append(character)
    yield "".join(piece)


def braced(text: str) -> str | None:
    """What stands in curly brackets, where they hold all of the text.

    >>> braced(" {x, y} "), braced("{x} + {y}"), braced("set()")
    ('x, y', None, None)
    """
    text = text.strip()
    if not (text.startswith("{") and text.endswith("}")):
        return None
    inner, depth = text[1:-1], 0
    for character in inner:
        depth += (character in _OPEN) - (character in _CLOSE)
        if depth < 0:
            return None
    return inner


def rows_in(text: str) -> list[tuple[str, str]] | None:
    """The rows of a table by name: a dictionary, or lines `v1 = ...` in quotation marks; None where it is neither.

    >>> rows_in('{"v1": x**2, v2: sin(v1)}'), rows_in("dict(v1=x)"), rows_in("'''v1 = x^2'''"), rows_in("[x, y]")
    ([('v1', 'x**2'), ('v2', 'sin(v1)')], [('v1', 'x')], [('v1', 'x^2')], None)
    """
    text = text.strip()
    call, inner, plain = _CALL.match(text), braced(text), unquoted(text)
    if call or inner is not None:
        told = pieces(call[1] if call else inner or "")
    elif plain != text:
        told = pieces(plain, "\n;")
    else:
        return None
    return _rows([row for row in told if row])


def _rows(told: list[str]) -> list[tuple[str, str]] | None:
    """The rows as name and formula; None where a row has no name."""
    found = [(_ROW.match(row), row) for row in told]
    return (
        [(match[2], row[match.end() :].strip()) for match, row in found if match] if all(m for m, _ in found) else None
    )
