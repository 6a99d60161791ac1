r"""A document as LaTeX: one file that compiles with pdfLaTeX, XeLaTeX and LuaLaTeX, for those who go on editing it.

Formulas are the closed subset, which is LaTeX; each one is read before it is written, so that no other command gets
into the file. Text is written letter by letter. Nothing of a document is ever verbatim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
from gradekit.documents.markup import Code, Inline, Line, Maths, Words
from gradekit.documents.mathematics.breaking import broken
from gradekit.documents.mathematics.closed import closed
from gradekit.documents.mathematics.measure import is_narrow, width
from gradekit.documents.plain import plain_line
from gradekit.documents.tex_drawings import drawn
from gradekit.documents.tex_letters import UNKNOWN, code, in_formula, typed_line, unbroken, written

PREAMBLE = r"""\documentclass[11pt]{article}
\usepackage[a4paper,margin=22mm]{geometry}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[utf8]{inputenc}
  \usepackage[T1]{fontenc}
  \usepackage{textcomp,lmodern}
\else
  \usepackage{fontspec}
\fi
\usepackage{amsmath,amssymb,array,longtable,graphicx,tikz}
\setlength\parindent{0pt}
\setlength\parskip{.5\baselineskip}
\setlength\emergencystretch{4em}
\allowdisplaybreaks
\setcounter{MaxMatrixCols}{60}
% A formula as wide as it is, or as wide as there is room.
\newsavebox\formula
\newcommand\fitted[1]{\sbox\formula{\(\displaystyle#1\)}%
  \ifdim\wd\formula>\linewidth\resizebox{\linewidth}{!}{\usebox\formula}\else\usebox\formula\fi}
% At the end of the line, or of the next one where there is no room.
\newcommand\aside[1]{\unskip\nobreak\hfil\penalty50\hskip1em\hbox{}\nobreak\hfil
  \mbox{\normalfont\small #1}\parfillskip=0pt\finalhyphendemerits=0 }
"""
HEADINGS = ("section", "section", "subsection", "subsubsection", "paragraph", "paragraph")
"""The command for each level; the title of the document is the first."""
TYPED, MOST_WANTED = 80, 60
"""Typed letters that a line of the page has room for, and those that a column of a table asks for at most."""
NARROW = 74
"""Characters of a table beyond which its columns get widths of their own."""
WIDEST_IN_LINE, WIDEST_IN_CELL = 30, 8
"""Em of a formula in a line, and in a table, beyond which it is made narrower if need be."""


def to_tex(document: Document) -> str:
    """The document as a file of LaTeX, the same every time."""
    meta = r" \quad ".join(f"{written(term)}: {written(told)}" for term, told in document.meta)
    parts = [
        PREAMBLE + UNKNOWN + r"\begin{document}",
        rf"{{\LARGE\bfseries {written(document.title)}\par}}",
        rf"{{\small {meta}\par}}" if meta else "",
        *_blocks(_folds_last(document.blocks), 1),
        r"\end{document}",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _folds_last(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Paper cannot be opened: what is folded stands at the end, under the heading that it stood in."""
    kept: list[Block] = []
    folded: list[Block] = []
    section: H | None = None
    for block in blocks:
        if isinstance(block, Fold):
            folded += [H(section.level, section.content)] if section else []
            folded.append(block)
            section = None
        else:
            kept.append(block)
            section = block if isinstance(block, H) else section
    return (*kept, *folded)


def _blocks(blocks: Iterable[Block], level: int, *, inside: bool = False) -> Iterator[str]:
    """One text for each block; headings of panels stand one level below the last heading."""
    for block in blocks:
        if isinstance(block, H):
            level = block.level
        yield _block(block, level, inside=inside)


def _block(block: Block, level: int, *, inside: bool) -> str:
    match block:
        case H(depth, content, aside):
            return _heading(depth, _line(content), aside)
        case Para(content, faint):
            return rf"{{\small {_line(content)}\par}}" if faint else _line(content)
        case Display(formulas):
            return "\n".join(rf"\[\fitted{{{_formula(broken(formula))}}}\]" for formula in formulas)
        case Figure(svg, alt, caption):
            below = rf"\\ {{\small {_line(caption)}}}" if caption else ""
            told = f"% {alt}\n{drawing}" if (drawing := drawn(svg)) else written(alt)
            return f"\\begin{{center}}\n{told}{below}\n\\end{{center}}"
        case Listing(text):
            lines = "\\\\\n".join(map(typed_line, text.split("\n")))
            return f"\\begin{{quote}}\\ttfamily\\raggedright\n{lines}\n\\end{{quote}}"
        case Table():
            return _table(block)
        case Items(items, ordered):
            kind = "enumerate" if ordered else "itemize"
            return _environment(kind, "\n".join(rf"\item {_line(item)}" for item in items)) if items else ""
        case Definitions(rows):
            return "\n\n".join(_definition(term, blocks, level) for term, blocks in rows)
        case Panel():
            return _panel(block, level, inside=inside)
        case Fold(title, blocks):
            head = rf"{{\small\bfseries {_line(title)}\par}}"
            return "\n\n".join([head, *_blocks(blocks, level, inside=inside)])


def _panel(panel: Panel, level: int, *, inside: bool) -> str:
    """A heading with sign, label and marks, and the blocks under it; within another panel indented."""
    sign = SIGNS[panel.role]
    label = f"{sign} {panel.label}".strip() if panel.label else ""
    asides = [text for text in (panel.aside, label) if text]
    told = _blocks(panel.blocks, min(level + 1, len(HEADINGS)), inside=True)
    if not inside:
        head = [_heading(level + 1, _line(panel.title), *asides)] if panel.title or asides else []
        return "\n\n".join([*head, *told])
    lead = f"{sign} " if sign and not label else ""
    title = rf"\textbf{{{written(lead)}{_line(panel.title)}}}{_asides(asides)}\par"
    return _environment("quote", "\n\n".join([title, *told]))


def _definition(term: Line, blocks: tuple[Block, ...], level: int) -> str:
    """A term, and what belongs to it on the same line or below."""
    if len(blocks) == 1 and isinstance(only := blocks[0], Para | Display):
        formulas = only.formulas if isinstance(only, Display) else ()
        told = r",\quad ".join(map(_fitted, formulas)) if formulas else _line(only.content)  # type: ignore[union-attr]
        return rf"\textit{{{_line(term)}:}} {told}"
    return "\n\n".join([rf"\textit{{{_line(term)}:}}", *_blocks(blocks, level, inside=True)])


def _heading(level: int, title: str, *asides: str) -> str:
    return rf"\{HEADINGS[min(level, len(HEADINGS)) - 1]}*{{{title}{_asides(asides)}}}"


def _asides(asides: Sequence[str]) -> str:
    told = r" \quad ".join(written(text) for text in asides if text)
    return rf"\aside{{{told}}}" if told else ""


def _environment(name: str, inside: str) -> str:
    return f"\\begin{{{name}}}\n{inside}\n\\end{{{name}}}"


def _table(table: Table) -> str:
    r"""Columns as wide as they need to be, or sharing the page where that is more than it has."""
    count = max([len(table.head), *map(len, table.rows)])
    if not count:
        return ""
    lines = [*([table.head] if table.head else []), *table.rows]
    cells = [[row[k] for row in lines if k < len(row)] for k in range(count)]
    lengths = [max(map(_length, column)) for column in cells]
    columns = (
        "l" * count if sum(lengths) <= NARROW else _widths(lengths, [max(map(_least, column)) for column in cells])
    )
    head = rf"{_row(table.head)} \hline\noalign{{\vskip3pt}} \endhead" if table.head else ""
    caption = [rf"{{\small {_line(table.caption)}\par}}"] if table.caption else []
    body = "\n".join([rf"\begin{{longtable}}[l]{{{columns}}}", head, *map(_row, table.rows), r"\end{longtable}"])
    return "\n".join([*caption, body])


def _widths(lengths: Sequence[int], least: Sequence[int]) -> str:
    """Every column gets what its longest word needs; what is left of the page goes to those that hold more."""
    wants = [min(length, MOST_WANTED) - low for length, low in zip(lengths, least, strict=True)]
    left = max(0, TYPED - 2 * len(lengths) - sum(least)) / max(1, sum(want for want in wants if want > 0))
    shares = [low + left * max(0, want) for low, want in zip(least, wants, strict=True)]
    whole = max(TYPED, sum(shares) + 2 * len(lengths))
    return "".join(rf">{{\raggedright\arraybackslash}}p{{{share / whole:.3f}\linewidth}}" for share in shares)


def _least(line: Line) -> int:
    """Letters of the longest piece of a cell that is not torn apart; a wide formula is made narrower."""
    return max([6, *(length + 2 for piece in line for length in _pieces(piece))])


def _pieces(piece: Inline) -> Iterator[int]:
    match piece:
        case Maths(latex):
            yield min(round(2 * width(latex, display=False)), 2 * WIDEST_IN_CELL)
        case Code(text):
            yield from map(len, unbroken(text))
        case Words(text):
            yield from map(len, text.split())


def _length(line: Line) -> int:
    return sum(
        round(2 * width(piece.latex)) if isinstance(piece, Maths) else len(plain_line((piece,))) for piece in line
    )


def _row(cells: Iterable[Line]) -> str:
    return " & ".join(_line(cell, narrow=True) for cell in cells) + r" \\\noalign{\vskip3pt}"


def _line(line: Line, *, narrow: bool = False) -> str:
    return "".join(_piece(piece, narrow=narrow) for piece in line).strip()


def _piece(piece: Inline, *, narrow: bool) -> str:
    match piece:
        case Maths(latex):
            fits = is_narrow(latex, WIDEST_IN_CELL if narrow else WIDEST_IN_LINE, display=False)
            return rf"\({_formula(latex)}\)" if fits else _fitted(latex)
        case Code(text):
            return code(text)
        case Words(text, strong):
            return rf"\textbf{{{written(text)}}}" if strong else written(text)


def _fitted(latex: str) -> str:
    return rf"\fitted{{{_formula(latex)}}}"


def _formula(latex: str) -> str:
    return in_formula(closed(latex))
