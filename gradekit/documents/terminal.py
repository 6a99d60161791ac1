"""A document on a terminal: rich `Text` and nothing else, so brackets in an answer are never read as markup.

Formulas are one line of Unicode; on a console that lacks characters everything is written with those it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from typing import IO

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

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
    Role,
    Table,
)
from gradekit.documents.fallback import fitted
from gradekit.documents.markup import Code, Line, Maths, Words
from gradekit.documents.mathematics.plain import plain_lines, to_plain

WIDEST = 100
"""Lines longer than this are hard to read, however wide the window is."""

STYLES: dict[Role, str] = {
    "right": "green",
    "form": "green",
    "partly": "yellow",
    "not-yet": "yellow",
    "unread": "magenta",
    "pending": "magenta",
    "note": "cyan",
    "question": "cyan",
    "blank": "",
    "plain": "",
}


def print_document(document: Document, file: IO[str] | None = None, *, width: int | None = None) -> None:
    """Writes the document to the file, the standard output if none is given; colours only on a terminal."""
    Writer(_Console(file=file, width=width, markup=False, highlight=False, emoji=False)).document(document)


def to_terminal(document: Document, width: int = 80, encoding: str = "utf-8") -> str:
    """The document as it stands on a terminal of that width, without colours."""
    out = StringIO()
    console = Console(file=out, width=width, markup=False, highlight=False, emoji=False, color_system=None)
    Writer(console, encoding).document(document)
    return out.getvalue()


class _Console(Console):
    """A console that leaves it to the command line to end well when nobody reads on; rich itself would exit with 1."""

    def on_broken_pipe(self) -> None:
        """Tell the caller."""
        raise BrokenPipeError


class Writer:
    """Prints blocks to a console, indented as they are nested."""

    def __init__(self, console: Console, encoding: str | None = None) -> None:
        self.console = console
        self.encoding = encoding or console.encoding
        self.width = min(console.width, WIDEST)

    def document(self, document: Document) -> None:
        """The title, the lines about the document, and its blocks."""
        self.put(self.text(document.title, "bold"))
        if document.meta:
            self.put(self.text("   ".join(f"{term} {told}" for term, told in document.meta), "dim"))
        self.blocks(document.blocks, 0)

    def blocks(self, blocks: Iterable[Block], indent: int) -> None:
        """The blocks, one after the other."""
        for block in blocks:
            self.block(block, indent)

    def block(self, block: Block, indent: int) -> None:
        """One block."""
        match block:
            case H(level, content, aside):
                self.blank()
                self.headline(self.line(content, "bold"), self.text(aside, "dim"), indent)
                if level <= 2:
                    self.put(self.text("─" * (self.width - indent), "dim"), indent)
            case Para(content, faint):
                self.put(self.line(content, "dim" if faint else ""), indent)
            case Display(formulas):
                for formula in formulas:
                    for line in plain_lines(formula):
                        self.put(self.text(line), indent + 4)
            case Figure(_, alt, _):
                self.put(self.text(alt, "dim"), indent)
            case Listing(text):
                for line in text.split("\n"):
                    self.put(self.text(line), indent + 4, wrap=False)
            case Table():
                self.table(block, indent)
            case Items(items, ordered):
                for number, item in enumerate(items, 1):
                    self.hanging(self.text(f"{number}. " if ordered else "• "), self.line(item), indent)
            case Definitions(rows):
                self.definitions(rows, indent)
            case Panel():
                self.panel(block, indent)
            case Fold(title, blocks):
                self.put(self.line(title, "dim"), indent)
                self.blocks(blocks, indent + 2)

    def panel(self, panel: Panel, indent: int) -> None:
        """The title with its sign and label at the end of the line, the blocks indented below it."""
        style = STYLES[panel.role]
        sign = f"{SIGNS[panel.role]} " if SIGNS[panel.role] and panel.label else ""
        ending = self.text(panel.aside + "   " if panel.aside and panel.label else panel.aside, "dim")
        ending.append_text(self.text(f"{sign}{panel.label}", style))
        title = self.line(panel.title, "bold")
        if len(panel.blocks) == 1 and isinstance(only := panel.blocks[0], Para) and not ending.plain:
            self.hanging(title + Text(": " if title.plain else ""), self.line(only.content), indent)
            return
        if panel.label or panel.aside or not indent:
            self.blank()
        if title.plain or ending.plain:
            self.headline(title, ending, indent)
        self.blocks(panel.blocks, indent + 2 if title.plain else indent)

    def definitions(self, rows: tuple[tuple[Line, tuple[Block, ...]], ...], indent: int) -> None:
        """Terms in a column, and what belongs to each beside it."""
        terms = [self.line(term, "dim") for term, _ in rows]
        column = max((cell_len(term.plain) for term in terms), default=0) + 3
        for term, (_, blocks) in zip(terms, rows, strict=True):
            if len(blocks) == 1 and isinstance(blocks[0], Para | Display):
                self.hanging(term + Text(" " * (column - cell_len(term.plain))), self.one(blocks[0]), indent)
            else:
                self.put(term, indent)
                self.blocks(blocks, indent + 2)

    def one(self, block: Para | Display) -> Text:
        """A paragraph or formulas as one text."""
        if isinstance(block, Para):
            return self.line(block.content)
        return self.text("\n".join(line for formula in block.formulas for line in plain_lines(formula)))

    def table(self, table: Table, indent: int) -> None:
        """Columns as wide as they need to be."""
        if table.caption:
            self.put(self.line(table.caption, "dim"), indent)
        grid = Grid(box=None, padding=(0, 3, 0, 0), header_style="dim", show_edge=False)
        for cell in table.head:
            grid.add_column(self.line(cell), overflow="fold")
        for row in table.rows:
            grid.add_row(*map(self.line, row))
        self.console.print(Padding(grid, (0, 0, 0, indent)), width=self.width)

    def headline(self, title: Text, ending: Text, indent: int) -> None:
        """A title with something at the right end of the line, or below it where there is no room."""
        room = self.width - indent - cell_len(title.plain) - cell_len(ending.plain)
        if not ending.plain or room >= 2:
            self.put(title + Text(" " * room if ending.plain else "") + ending, indent)
        else:
            self.put(title, indent)
            self.put(ending, indent + 2)

    def hanging(self, lead: Text, text: Text, indent: int) -> None:
        """Text whose further lines stand under its first one."""
        column = cell_len(lead.plain)
        lines = text.wrap(self.console, max(10, self.width - indent - column))
        for number, line in enumerate(lines):
            line.rstrip()
            self.put((lead if number == 0 else Text(" " * column)) + line, indent, wrap=False)

    def put(self, text: Text, indent: int = 0, *, wrap: bool = True) -> None:
        """One text on lines of its own."""
        if not wrap:
            self.console.print(Text(" " * indent) + text, soft_wrap=True)
            return
        for line in text.wrap(self.console, max(10, self.width - indent)):
            line.rstrip()
            self.console.print(Text(" " * indent) + line, soft_wrap=True)

    def blank(self) -> None:
        """An empty line."""
        self.console.print()

    def line(self, line: Line, style: str = "") -> Text:
        """Pieces of text, code and formulas as one text."""
        text = Text(style=style)
        for piece in line:
            match piece:
                case Words(words, strong):
                    text.append_text(self.text(words, "bold" if strong else ""))
                case Code(code):
                    text.append_text(self.text(code, "cyan"))
                case Maths(latex):
                    text.append_text(self.text(to_plain(latex)))
        return text

    def text(self, text: str, style: str = "") -> Text:
        """Plain text with characters the console has."""
        return Text(fitted(text, self.encoding), style=style)
