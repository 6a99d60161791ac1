"""A document as blocks: what every writer draws in its own way. Text in them is raw; only writers escape."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias, final

from gradekit.documents.markup import Inline, Line, Maths, Words, inline
from gradekit.documents.visible import visible

Role: TypeAlias = Literal[
    "right", "form", "partly", "not-yet", "blank", "unread", "pending", "note", "question", "plain"
]


@final
@dataclass(frozen=True, slots=True)
class H:
    """A heading; `aside` stands at the end of its line, e.g. the points."""

    level: int
    content: Line
    aside: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "aside", visible(self.aside))


@final
@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; `faint` for what is read second."""

    content: Line
    faint: bool = False


@final
@dataclass(frozen=True, slots=True)
class Display:
    """Formulas, one under the other."""

    formulas: tuple[str, ...]


@final
@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of gradekit's own as SVG, and what it shows in words."""

    svg: str
    alt: str
    caption: Line = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "alt", visible(self.alt))


@final
@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of text as they were typed, in a font of fixed width."""

    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", visible(self.text, lines=True))


@final
@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a row of headings."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    caption: Line = ()


@final
@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Line, ...]
    ordered: bool = False


@final
@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms and what belongs to each, e.g. `We read` and the formula; a page shows a few short ones as tiles."""

    rows: tuple[tuple[Line, tuple[Block, ...]], ...]
    tiles: bool = False


@final
@dataclass(frozen=True, slots=True)
class Panel:
    """Blocks that belong together, with a role that is told by a sign and in words, not by colour alone."""

    role: Role
    title: Line
    label: str = ""
    aside: str = ""
    blocks: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", visible(self.label))
        object.__setattr__(self, "aside", visible(self.aside))


@final
@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that a reader opens when she wants them, e.g. a hint."""

    title: Line
    blocks: tuple[Block, ...]


Block: TypeAlias = H | Para | Display | Figure | Listing | Table | Items | Definitions | Panel | Fold

SIGNS: dict[Role, str] = {
    "right": "✓",
    "form": "✓",
    "partly": "◐",
    "not-yet": "○",
    "blank": "–",
    "unread": "?",
    "pending": "…",
    "note": "i",
    "question": "→",
    "plain": "",
}
"""The sign of each role; the words of the label say the same."""


@final
@dataclass(frozen=True, slots=True)
class Document:
    """A title and its blocks. `meta` are lines about the document, e.g. the id of the sheet."""

    title: str
    blocks: tuple[Block, ...]
    language: str = "en"
    meta: tuple[tuple[str, str], ...] = field(default=())
    wide: bool = False
    """Whether it is mostly tables and charts, which a page gives more room than text."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", visible(self.title))
        object.__setattr__(self, "meta", tuple((visible(a), visible(b)) for a, b in self.meta))


def line(text: str) -> Line:
    """Marked-up text on one line."""
    return inline(text)


def plain(text: str) -> Line:
    """Text that is no markup."""
    return (Words(text),) if text else ()


def paragraphs(text: str) -> tuple[Block, ...]:
    """Marked-up text as blocks: a blank line ends a paragraph, and `$$...$$` stands on a line of its own.

    >>> [type(block).__name__ for block in paragraphs("Let $$y = x^2.$$ Find $y$.")]
    ['Para', 'Display', 'Para']
    """
    blocks: list[Block] = []
    for paragraph in text.strip().split("\n\n"):
        pieces: list[Inline] = []
        for piece in inline(paragraph.strip()):
            if isinstance(piece, Maths) and piece.display:
                _flush(pieces, blocks)
                blocks.append(Display((piece.latex,)))
            else:
                pieces.append(piece)
        _flush(pieces, blocks)
    return tuple(blocks)


def _flush(pieces: list[Inline], blocks: list[Block]) -> None:
    if any(not isinstance(piece, Words) or piece.text.strip() for piece in pieces):
        blocks.append(Para(tuple(pieces)))
    pieces.clear()
