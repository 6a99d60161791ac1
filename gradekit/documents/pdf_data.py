"""A document as plain data for the Typst template: texts as texts, formulas as Typst mathematics with their words.

The template never sees text as source. Folds go to the end, because paper cannot be opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias, final

from gradekit.documents.blocks import (
    SIGNS,
    Block,
    Definitions,
    Display,
    Document,
    Figure,
    Fold,
    H,
    Items,
    Listing,
    Panel,
    Para,
    Table,
)
from gradekit.documents.drawings import standalone
from gradekit.documents.markup import Code, Inline, Line, Maths, Words
from gradekit.documents.mathematics.breaking import broken, room_of
from gradekit.documents.mathematics.spoken import to_spoken
from gradekit.documents.mathematics.typst import to_typst

Data: TypeAlias = dict[str, object]
"""What `json` takes."""

PIXEL = 0.72
"""Points of a pixel in a drawing: its letters become as large as those of the text."""
DEEPEST = 6
_ON_WHITE = 'svg text { font-family: "New Computer Modern Math"; } svg .halo { fill: #fff; }'


def document_data(document: Document, code: Data | None = None) -> Data:
    """The title, the lines about the document, and its blocks; `code` is what paper says at the head of every page."""
    writer = PdfData()
    blocks = writer.blocks(document.blocks)
    return {
        "title": document.title,
        "meta": document.meta,
        "blocks": [*blocks, *writer.folded()],
        **(code or {}),
    }


@final
class PdfData:
    """Blocks as data. Headings go down one level at a time, as readers of structure expect; folds are gathered."""

    def __init__(self) -> None:
        self.level: int = 1
        self.section: Line = ()
        self.folds: list[tuple[Line, Fold]] = []

    def blocks(self, blocks: Iterable[Block]) -> list[Data]:
        """All but the folds."""
        return [self.block(block) for block in blocks if not self.is_fold(block)]

    def is_fold(self, block: Block) -> bool:
        """Whether it is a fold, which is kept for the end."""
        if isinstance(block, Fold):
            self.folds.append((self.section, block))
        return isinstance(block, Fold)

    def folded(self) -> list[Data]:
        """What was folded: under a rule at the end, under the heading that it stood in."""
        out: list[Data] = [{"k": "break"}] if self.folds else []
        last: Line = ()
        while self.folds:
            section, fold = self.folds.pop(0)
            if section != last:
                out.append(self.heading(2, section))
                last = section
            blocks = self.blocks(fold.blocks)
            out.append({"k": "def", "rows": [{"term": inline(fold.title), "b": blocks}]})
        return out

    def heading(self, level: int, content: Line, aside: str = "") -> Data:
        """A heading, at most one level below the last one."""
        self.level = min(level, self.level + 1, DEEPEST)
        return {"k": "h", "level": self.level, "i": inline(content), "aside": aside}

    def block(self, block: Block) -> Data:
        """One block."""
        match block:
            case H(level, content, aside):
                self.section = content
                return self.heading(level, content, aside)
            case Para(content, faint):
                return {"k": "p", "i": inline(content), "faint": faint}
            case Display(formulas):
                return {"k": "d", "f": [formula(broken(latex), display=True) for latex in formulas]}
            case Figure(svg, alt, caption):
                return {"k": "fig", "svg": coloured(svg), "alt": alt, "width": width(svg), "caption": inline(caption)}
            case Listing(text):
                return {"k": "code", "s": text}
            case Table(head, rows, caption):
                return {"k": "t", "head": lines(head), "rows": [*map(cells, rows)], "caption": inline(caption)}
            case Items(items, ordered):
                return {"k": "l", "ordered": ordered, "items": lines(items)}
            case Definitions(rows, tiles):
                kind = "tiles" if tiles else "def"
                return {"k": kind, "rows": [{"term": inline(term), "b": self.blocks(below)} for term, below in rows]}
            case Panel():
                return self.panel(block)
            case Fold():
                raise AssertionError("folds are gathered")

    def panel(self, panel: Panel) -> Data:
        """A panel; its title is a heading one level below that of its section."""
        before = self.level
        self.level = min(before + 1, DEEPEST)
        told: Data = {
            "k": "panel",
            "role": panel.role,
            "sign": SIGNS[panel.role],
            "label": panel.label,
            "aside": panel.aside,
            "level": self.level,
            "i": inline(panel.title),
            "b": self.blocks(panel.blocks),
        }
        self.level = before
        return told


def lines(cells: Iterable[Line]) -> list[list[Data]]:
    """The pieces of several lines."""
    return [inline(cell) for cell in cells]


def cells(row: Sequence[Line]) -> list[list[Data]]:
    """The pieces of the cells of a row; a formula that would take the room of the other columns is broken."""
    return [_cell(cell, room_of(len(row), last=column + 1 == len(row))) for column, cell in enumerate(row)]


def _cell(cell: Line, room: float) -> list[Data]:
    match cell:
        case (Maths(latex),):
            return [formula(broken(latex, room))]
        case _:
            return inline(cell)


def inline(line: Line) -> list[Data]:
    """The pieces of a line.

    >>> inline((Words("by hand"),))
    [{'s': 'by hand'}]
    """
    told = [_piece(piece) for piece in line]
    if told and isinstance(first := told[0].get("s"), str):
        told[0] = {**told[0], "s": first.lstrip()}
    return told


def _piece(piece: Inline) -> Data:
    match piece:
        case Maths(latex):
            return formula(latex)
        case Code(text):
            return {"c": text}
        case Words(text, strong, bar):
            told: Data = {"s": text}
            return {**told, **({"strong": True} if strong else {}), **({} if bar is None else {"bar": bar})}


def formula(latex: str, *, display: bool = False) -> Data:
    """A formula with its words for readers that speak."""
    return {"m": to_typst(latex, display), "alt": to_spoken(latex)}


def coloured(svg: str) -> str:
    """The drawing as it is on a light page, in the letters of the document and on white."""
    return standalone(svg).replace("</style>", _ON_WHITE + "</style>", 1)


def width(svg: str) -> float:
    """The width of a drawing on paper in points."""
    found = re.search(r'\bwidth="([\d.]+)"', svg)
    return float(found[1]) * PIXEL if found else 240.0
