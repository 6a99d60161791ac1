r"""Marked-up text: `$...$` mathematics, `$$...$$` mathematics on a line of its own, `` `...` `` code, `**...**` strong.

A backslash takes the meaning from a `$`, a backtick, an asterisk or a backslash after it, also inside code. Whatever
a student can influence passes through `escaped` before it is put into marked-up text, so it opens and closes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias, final

from gradekit.documents.visible import visible
from gradekit.errors import AuthorError, Place


@final
@dataclass(frozen=True, slots=True)
class Words:
    """Ordinary text."""

    text: str
    strong: bool = False
    bar: float | None = field(default=None, repr=False)
    """A share from 0 to 1 that is also drawn beside the text, where a format can; the text says it in any case."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", visible(self.text))


@final
@dataclass(frozen=True, slots=True)
class Maths:
    """A formula in the closed LaTeX subset; `display` gives it a line of its own."""

    latex: str
    display: bool = False


@final
@dataclass(frozen=True, slots=True)
class Code:
    """Text as it is typed."""

    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", visible(self.text))


Inline: TypeAlias = Words | Maths | Code
Line: TypeAlias = tuple[Inline, ...]

_PIECE = re.compile(
    r"\\(?P<escape>[\\$`*])"
    r"|\$\$(?P<display>[^$]+)\$\$"
    r"|\$(?P<maths>[^$]+)\$"
    r"|`(?P<code>(?:\\[\\`]|[^`])+)`"
    r"|\*\*(?P<strong>(?:\\[\\$`*]|[^*`$])+)\*\*"
    r"|(?P<lone>[$`])"
)
_ESCAPED = re.compile(r"\\([\\$`*])")
_CODE_ESCAPED = re.compile(r"\\([\\`])")


def inline(text: str) -> Line:
    r"""The pieces of marked-up text; `AuthorError` where a `$` or a backtick has no partner.

    >>> inline(r"`2*x` costs 5\$.")
    (Code(text='2*x'), Words(text=' costs 5$.', strong=False))
    """
    pieces: list[Inline] = []
    plain, end = "", 0
    for found in _PIECE.finditer(text):
        plain += text[end : found.start()]
        end = found.end()
        if found["escape"]:
            plain += found["escape"]
            continue
        if found["lone"]:
            raise AuthorError(f"`{found['lone']}` has no partner in this text\n{Place(text, found.start()).drawn()}")
        if plain:
            pieces.append(Words(plain))
            plain = ""
        pieces.append(_piece(found))
    plain += text[end:]
    return (*pieces, Words(plain)) if plain else tuple(pieces)


def _piece(found: re.Match[str]) -> Inline:
    if found["code"]:
        return Code(_CODE_ESCAPED.sub(r"\1", found["code"]))
    if found["strong"]:
        return Words(_ESCAPED.sub(r"\1", found["strong"]), strong=True)
    if found["display"]:
        return Maths(found["display"].strip(), display=True)
    return Maths(found["maths"].strip())


def escaped(text: str) -> str:
    r"""Text as marked-up text that shows exactly this text.

    >>> inline(escaped("**a** $b$ `c` \\"))
    (Words(text='**a** $b$ `c` \\', strong=False),)
    """
    return re.sub(r"([\\$`*])", r"\\\1", text)


def escaped_code(text: str) -> str:
    """Text as it may stand between backticks."""
    return re.sub(r"([\\`])", r"\\\1", text)
