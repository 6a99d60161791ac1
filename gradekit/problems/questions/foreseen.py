"""Wrong answers that an author foresees, in the form in which the kind of their part compares answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

from gradekit.errors import AuthorError
from gradekit.kinds.shape import shapes_in, told
from gradekit.model.details import Members, Rows, Sized
from gradekit.model.problem import StatedWrong
from gradekit.problems.drafting.parts import Ask
from gradekit.problems.questions.question import array_of
from gradekit.problems.questions.stating import in_words, written_out
from gradekit.syntax.build import ZERO, number
from gradekit.syntax.tree import Array, scalar

_NOTHING = scalar(ZERO)


def foreseen(ask: Ask, value: Any, says: str) -> StatedWrong:
    """The wrong answer as the author gives it: as `part`, `members`, `shape` or `table` take the right one."""
    details = ask.details
    if ask.choices:
        return StatedWrong(scalar(number(ask.choices.index(_chosen(value, ask.choices)))), says)
    if ask.kind in ("decomposition", "by-person"):
        raise AuthorError(f"Of a part of the kind `{ask.kind}` no wrong answer can be foreseen.")
    if ask.kind == "shape":
        return StatedWrong(_NOTHING, says, _shapes(value))
    if isinstance(details, Members):
        return _set(details, cast("Collection[Any]", value), says)
    if isinstance(details, Rows):
        return StatedWrong(_rows(details, cast("Mapping[str, Any]", value)), says)
    if isinstance(details, Sized) and isinstance(value, str):
        found = written_out(ask.kind, value, details).value
        return StatedWrong(
            Array(found.shape, tuple(entry or ZERO for entry in found.entries)) if found else _NOTHING, says
        )
    return StatedWrong(array_of(value), says)


def _chosen(value: Any, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise AuthorError(f"The wrong answer `{value}` is none of the choices {', '.join(choices)}.")
    return value


def _shapes(value: Any) -> str:
    text = "x".join(map(str, cast("tuple[int, ...]", value))) if isinstance(value, tuple) else str(value)
    shapes = shapes_in(text)
    if not shapes:
        raise AuthorError(f"`{text}` names no shape.")
    return told(shapes)


def _set(details: Members, value: Collection[Any], says: str) -> StatedWrong:
    if details.what == "words":
        return StatedWrong(_NOTHING, says, in_words(cast("Collection[str]", value), details.among))
    found = array_of(list(value))
    return StatedWrong(found if details.width > 1 else Array((len(found.entries),), found.entries), says)


def _rows(details: Rows, value: Mapping[str, Any]) -> Array:
    if set(value) != set(details.names):
        raise AuthorError(f"A wrong table has the rows {', '.join(details.names)}.")
    entries = tuple(array_of(value[name]).scalar for name in details.names)
    return Array((len(entries),), entries)
