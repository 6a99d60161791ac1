"""Answers in JSON or TOML, `{"q1a": "2x", "q1b": ["x^2", "y"]}`: texts are typed mathematics, lists are lists.

They become the lines that a Python file would have, each at the line where its name stands.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any, cast

from gradekit.errors import StudentError

_RECORD = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_NAME = re.compile(r"[^\W\d]\w{0,31}")
_DEEPEST = 4


def is_typed(name: str) -> bool:
    """Whether a file of that name holds names and answers."""
    return name.lower().endswith((".json", ".toml"))


def lines_of(text: str, name: str) -> str:
    """The answers as lines of a Python file.

    >>> lines_of('{"q1a": "2x",\\n "q1b": [1, "y"]}', "a.json")
    'q1a = "2x"\\nq1b = [1, "y"]\\n'
    """
    try:
        found = cast("Any", json.loads(text, parse_float=str) if name.lower().endswith(".json") else _toml(text))
    except (ValueError, RecursionError) as error:
        raise StudentError("file.no-typed-answers", name=name) from error
    if not isinstance(found, dict):
        raise StudentError("file.no-typed-answers", name=name)
    table = cast("dict[str, Any]", found)
    lines: list[str] = []
    for key, value in table.items():
        if not _NAME.fullmatch(key) or key == "gradekit":
            continue
        lines += [""] * (_line(key, text) - len(lines) - 1)
        lines.append(f"{key} = {_written(value, _DEEPEST)}")
    return "\n".join([*lines, *_record(table.get("gradekit"), text)]) + "\n"


def _toml(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=str)


def _line(key: str, text: str) -> int:
    place = re.search(rf"^[\s{{,]*\"?{key}\"?\s*[:=]", text, re.MULTILINE)
    return text.count("\n", 0, place.end()) + 1 if place else 1


def _written(value: object, deep: int) -> str:
    if value is None:
        return "..."
    if isinstance(value, list) and deep:
        return f"[{', '.join(_written(entry, deep - 1) for entry in cast('list[object]', value))}]"
    if isinstance(value, str):
        plain = " ".join(value.split())
        # In quotation marks it may also be a word; a text that has such marks itself is a formula.
        return "..." if plain in ("", "...") else plain if re.search(r"[\"'\\]", plain) else f'"{plain}"'
    return str(cast("object", value))


def _record(stored: object, text: str) -> list[str]:
    """The lines of the public record: comments in TOML, the entry `gradekit` in JSON."""
    if isinstance(stored, list):
        return [str(line) for line in cast("list[object]", stored)]
    return stored.split("\n") if isinstance(stored, str) else _RECORD.findall(text)
