"""A document as Markdown: GitHub's dialect, formulas as LaTeX between dollars, drawings inside the file.

Text is escaped so that no reader of Markdown takes it for more than text: not CommonMark, not GitHub, not Pandoc, and
not Jupyter, which looks for formulas first. Hints stand in `details`, the only HTML in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import final

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
from gradekit.documents.drawings import data_uri
from gradekit.documents.markup import Code, Inline, Line, Maths
from gradekit.documents.mathematics.closed import closed
from gradekit.documents.plain import plain_line

_SPECIAL = re.compile(r"[`*_{}\[\]<>#$&~|^@]|(?<=:)/(?=/)|(?<=www)\.")
_AT_START = re.compile(r"^([-+=:])|^(\d+)([.)])")
_COMPARED = re.compile(r"\\.|[<>]", re.DOTALL)
_BARS = re.compile(r"\\[A-Za-z]+|\\\||\\.|\|", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)%")


def to_markdown(document: Document) -> str:
    """The document as Markdown, the same every time."""
    meta = "".join(f"- {written(term)}: {written(told)}\n" for term, told in document.meta)
    writer = MarkdownWriter()
    parts = [f"# {written(document.title)}", meta.rstrip(), *writer.blocks(document.blocks, 1), *writer.ends()]
    return "\n\n".join(filter(None, parts)) + "\n"


def written(text: str) -> str:
    r"""Text as Markdown that shows exactly this text.

    >>> written("*a* [b](c) \\")
    '\\*a\\* \\[b\\](c) &#92;'
    """
    # A backslash as an entity: after one, even an escaped one, Jupyter takes a bracket for the begin of a formula.
    return "&#92;".join(_SPECIAL.sub(r"\\\g<0>", piece) for piece in text.split("\\"))


def code(text: str) -> str:
    """Text between more backticks than it has in a row.

    >>> code("a`b")
    '``a`b``'
    """
    fence = "`" * (_longest(text) + 1)
    room = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{fence}{room}{text}{room}{fence}"


def _longest(text: str) -> int:
    """The most backticks in a row."""
    return max(map(len, re.findall("`+", text)), default=0)


@final
class MarkdownWriter:
    """Writes blocks; drawings are gathered and stand at the end."""

    def __init__(self) -> None:
        self.drawings: list[str] = []

    def ends(self) -> Iterator[str]:
        """The drawings, each under its name."""
        for number, svg in enumerate(self.drawings, 1):
            yield f"[figure-{number}]: {data_uri(svg)}"

    def blocks(self, blocks: Iterable[Block], level: int, *, inside: bool = False) -> Iterator[str]:
        """One text for each block; headings of panels stand one level below the last heading."""
        for block in blocks:
            if isinstance(block, H):
                level = block.level
            if told := self.block(block, level, inside=inside):
                yield told

    def block(self, block: Block, level: int, *, inside: bool) -> str:
        """One block; `inside` a panel, another panel is a quotation."""
        match block:
            case H(depth, content, aside):
                return _heading(depth, _line(content), aside)
            case Para(content):
                return _started(_line(content))
            case Display(formulas):
                return "\n\n".join(f"$${_maths(formula)}$$" for formula in formulas)
            case Figure(svg, alt, caption):
                return self.figure(svg, alt, caption)
            case Listing(text):
                fence = "`" * max(3, _longest(text) + 1)
                return f"{fence}text\n{text}\n{fence}"
            case Table():
                return _table(block)
            case Items(items, ordered):
                leads = (f"{number}." if ordered else "-" for number in range(1, len(items) + 1))
                return "\n".join(f"{lead} {_started(_line(item))}" for lead, item in zip(leads, items, strict=True))
            case Definitions(rows):
                return "\n".join(self.definition(term, blocks, level) for term, blocks in rows)
            case Panel():
                return self.panel(block, level, inside=inside)
            case Fold(title, blocks):
                # Not Markdown but HTML, up to the next blank line; Jupyter would still find a dollar in it.
                summary = escape(plain_line(title)).replace("$", "&#36;")
                told = "\n\n".join(self.blocks(blocks, level, inside=inside))
                return f"<details><summary>{summary}</summary>\n\n{told}\n\n</details>"

    def figure(self, svg: str, alt: str, caption: Line) -> str:
        """The name of a drawing, and its caption."""
        self.drawings.append(svg)
        below = f"\n\n{_started(_line(caption))}" if caption else ""
        return f"![{written(alt)}][figure-{len(self.drawings)}]{below}"

    def definition(self, term: Line, blocks: tuple[Block, ...], level: int) -> str:
        """A term, and what belongs to it on the same line or below."""
        if len(blocks) == 1 and isinstance(only := blocks[0], Para | Display):
            told = _line(only.content) if isinstance(only, Para) else ", ".join(map(_in_line, only.formulas))
            return f"- {_started(_line(term))}: {told}"
        below = "\n\n".join(self.blocks(blocks, level, inside=True))
        return f"- {_started(_line(term))}:\n\n{_shifted(below, '  ')}\n"

    def panel(self, panel: Panel, level: int, *, inside: bool) -> str:
        """A heading with sign, label and marks, and the blocks under it; within another panel a quotation."""
        sign = SIGNS[panel.role]
        label = f"{sign} {panel.label}".strip() if panel.label else ""
        title = _line(panel.title)
        if inside:
            ending = " · ".join(filter(None, (title, written(label), written(panel.aside))))
            head = [f"**{sign} {ending}**".replace("** ", "**")] if ending else []
            told = "\n\n".join([*head, *self.blocks(panel.blocks, level, inside=True)])
            return _shifted(told, "> ")
        depth = min(level + 1, 6)
        head = [_heading(depth, title, label, panel.aside)] if title or label else []
        return "\n\n".join([*head, *self.blocks(panel.blocks, depth, inside=True)])


def _heading(level: int, title: str, *asides: str) -> str:
    ends = " · ".join(map(written, filter(None, asides)))
    return f"{'#' * level} " + " — ".join(filter(None, (title, ends)))


def _table(table: Table) -> str:
    lines = [_row(table.head), "|" + " --- |" * len(table.head), *map(_row, table.rows)]
    caption = [_started(_line(table.caption)), ""] if table.caption else []
    return "\n".join([*caption, *lines])


def _row(cells: Iterable[Line]) -> str:
    return "|" + "".join(f" {_line(cell, cell=True)} |" for cell in cells)


def _shifted(text: str, by: str) -> str:
    return "\n".join(f"{by}{line}".rstrip() for line in text.split("\n"))


def _started(text: str) -> str:
    r"""Text at the beginning of a line, where more would be read as marks.

    >>> _started("1. x")
    '1\\. x'
    """
    return _AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text.lstrip())


def _line(line: Line, *, cell: bool = False) -> str:
    return "".join(_piece(piece, cell=cell) for piece in line).strip()


def _piece(piece: Inline, *, cell: bool) -> str:
    if isinstance(piece, Maths):
        return f"${_without_bars(_maths(piece.latex)) if cell else _maths(piece.latex)}$"
    if isinstance(piece, Code):
        return code(piece.text).replace("|", r"\|") if cell else code(piece.text)
    text = written(piece.text)
    return _strong(text) if piece.strong and text.strip() else text


def _strong(text: str) -> str:
    """Strong text; blanks at its ends stay outside, or the marks would not be read."""
    inside = text.strip()
    start = text.index(inside)
    return f"{text[:start]}**{inside}**{text[start + len(inside) :]}"


def _in_line(formula: str) -> str:
    return rf"$\displaystyle {_maths(formula)}$"


def _maths(latex: str) -> str:
    """The formula, which is in the closed subset, on one line and without what Markdown takes for a tag."""
    told = closed(latex)
    if "<" in told or ">" in told:
        told = _COMPARED.sub(lambda found: {"<": r"\lt ", ">": r"\gt "}.get(found[0], found[0]), told)
    return _COMMENT.sub(r"\%", " ".join(told.split()))


def _without_bars(latex: str) -> str:
    r"""The formula without the sign that ends a cell.

    >>> _without_bars(r"\left| x \right|")
    '\\left\\vert x \\right\\vert'
    """
    told = _BARS.sub(lambda found: {"|": r"\vert ", r"\|": r"\Vert "}.get(found[0], found[0]), latex)
    return " ".join(told.split())  # a formula that ends in a blank is none to many readers
