"""A document as one self-contained web page: headings, MathML, an embedded font, no scripts, nothing loaded.

The page allows itself only its own style sheet, by its hash, and the font and pictures inside it; text from anywhere
can therefore neither load nor run anything, even if an escape were missing, and the tests see to it that none is.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence, Set
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import chain
from math import floor
from typing import TYPE_CHECKING

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
from gradekit.documents.mathematics.breaking import MOST, broken, room_of, split
from gradekit.documents.mathematics.mathml import to_mathml
from gradekit.documents.mathematics.measure import is_narrow, width
from gradekit.documents.mathematics.spoken import to_spoken

if TYPE_CHECKING:
    import jinja2


WIDE = 56.0
"""Em of a line of a document that is mostly tables."""
LONG = 16.0
"""Em of a formula in a line that may be more than a telephone shows."""
FRAME, TERM = 2.5, 5.0
"""Em that the frame of a panel takes from its lines, and a term from those beside it."""

_REACHED = ' tabindex="0"'
"""Of what may be wider than its place: who has no mouse scrolls it by the arrow keys."""
_SPACE = re.compile(r"^(?:\s|\\[,;: ]|\\quad)+")
_NUMBER = re.compile(r"[-−±]?\d[\d.,]*\s?%?|[–<]\s?\d*|")


def to_html(document: Document) -> str:
    """The page, the same bytes every time."""
    from markupsafe import Markup

    css = _style_sheet()
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return _page().render(
        document=document,
        body=Markup(
            body(document.blocks, room=WIDE if document.wide else MOST)
        ),  # every text in it was escaped by this module
        css=Markup(css),
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; base-uri 'none'; "
        "form-action 'none'",
    )


def body(blocks: Iterable[Block], level: int = 1, room: float = MOST) -> str:
    """The blocks as HTML; headings inside panels are one level below the last heading. `room` has the em of a line."""
    out: list[str] = []
    for block in blocks:
        if isinstance(block, H):
            level = block.level
        out.append(_block(block, level, room))
    return "\n".join(out)


def _block(block: Block, level: int, room: float) -> str:
    match block:
        case H(depth, content, aside):
            return f"<h{depth}{_spoken(content)}>{_title(content)}{_aside(aside)}</h{depth}>"
        case Para(content, faint):
            return f'<p class="faint">{_line(content)}</p>' if faint else f"<p>{_line(content)}</p>"
        case Display(formulas):
            return "".join(_display(broken(formula, room), room) for formula in formulas)
        case Figure(svg, alt, caption):
            below = f"<figcaption>{_line(caption)}</figcaption>" if caption else ""
            label = "" if "aria-label=" in svg else f' aria-label="{escape(alt)}"'  # a drawing says it by itself
            return f"<figure{label}>{svg}{below}</figure>"
        case Listing(text):
            return f"<pre><code>{escape(text)}</code></pre>"
        case Table():
            return _table(block, room)
        case Items(items, ordered):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{_line(item)}</li>' for item in items)}</{tag}>"
        case Definitions(rows, tiles):
            told = (f"<dt>{_line(term)}</dt><dd>{body(blocks, level, room - TERM)}</dd>" for term, blocks in rows)
            if tiles:
                return f'<dl class="tiles">{"".join(f"<div>{tile}</div>" for tile in told)}</dl>'
            return f"<dl>{''.join(told)}</dl>"
        case Panel():
            return _panel(block, min(level + 1, 6), room - FRAME)
        case Fold(title, blocks):
            return f"<details><summary>{_line(title)}</summary>\n{body(blocks, level, room)}</details>"


def _display(formula: str, room: float) -> str:
    """A formula on lines of its own. What is too wide can be scrolled on a screen and is made smaller on paper."""
    fit = _fitting(width(formula), room)
    return f'<div class="display{fit}"{_REACHED if fit else ""}>{to_mathml(formula, display=True)}</div>'


def _fitting(wide: float, room: float) -> str:
    """The class of what is wider than the room that it has: by how many tenths it fits, at least three.

    >>> _fitting(20, 42), _fitting(60, 42)
    ('', ' fit-7')
    """
    return "" if wide <= room else f" fit-{max(3, floor(10 * room / wide))}"


def _panel(panel: Panel, level: int, room: float) -> str:
    sign = f'<span class="sign" aria-hidden="true">{SIGNS[panel.role]}</span>' if SIGNS[panel.role] else ""
    label = f'<span class="label">{sign}{escape(panel.label)}</span>' if panel.label else ""
    title = _title(panel.title, "" if label else sign)
    head = f"<h{level}>{title}{_aside(panel.aside)}{label}</h{level}>" if panel.title or label else ""
    return f'<section class="panel {panel.role}">{head}\n{body(panel.blocks, level, room)}</section>'


def _table(table: Table, room: float) -> str:
    numbers = {k for k in range(len(table.head)) if table.rows and all(_is_number(row[k]) for row in table.rows)}
    head = "".join(_heading(cell, number=k in numbers) for k, cell in enumerate(table.head))
    head = f"<thead><tr>{head}</tr></thead>" if head else ""
    rows = "".join(f"<tr>{_cells(row, numbers, room)}</tr>" for row in table.rows)
    caption = f"<caption>{_line(table.caption)}</caption>" if table.caption else ""
    return f'<div class="scroll"{_REACHED}><table>{caption}{head}<tbody>{rows}</tbody></table></div>'


def _cells(row: Sequence[Line], numbers: Set[int], room: float) -> str:
    rooms = (room_of(len(row), room, last=k + 1 == len(row)) for k in range(len(row)))
    return "".join(_cell(cell, own, number=k in numbers) for k, (cell, own) in enumerate(zip(row, rooms, strict=True)))


def _heading(cell: Line, *, number: bool) -> str:
    """The heading of a column; a heading without words is none."""
    return f'<th scope="col"{_number(number)}>{_line(cell)}</th>' if cell else "<td></td>"


def _is_number(cell: Line) -> bool:
    """Whether a cell holds a bare number, which stands at the right of its column."""
    return all(isinstance(piece, Words) and piece.bar is None and _NUMBER.fullmatch(piece.text) for piece in cell)


def _number(found: bool) -> str:
    return ' class="n"' if found else ""


def _bar(share: float) -> str:
    """The share as a short bar after its number; who cannot see it has read the number."""
    wide = 60 * max(0.0, min(1.0, share))
    boxes = f'<rect class="ground" width="60" height="8"/><rect class="bar" width="{wide:.1f}" height="8"/>'
    return f'<svg class="share" viewBox="0 0 60 8" width="60" height="8" aria-hidden="true">{boxes}</svg>'


def _cell(cell: Line, room: float, *, number: bool = False) -> str:
    """A cell; a formula leaves some room to the other columns: it is broken, and scrolled if it is still too wide."""
    if number:
        return f"<td{_number(True)}>{_line(cell)}</td>"
    drawn = _line(cell)
    match cell:
        case (Maths(latex),) if not is_narrow(latex, room):
            cell = (Maths(broken(latex, room)),)
            drawn = to_mathml(cell[0].latex)
        case _:
            pass
    fit = _fitting(sum(width(piece.latex) for piece in cell if isinstance(piece, Maths)), room).strip()
    return f'<td class="{fit}"><div class="held"{_REACHED}>{drawn}</div></td>' if fit else f"<td>{drawn}</td>"


def _title(content: Line, sign: str = "") -> str:
    return f'<span class="title">{sign}{_line(content)}</span>'


def _spoken(content: Line) -> str:
    """A heading of formulas alone is named in words: not every reader finds a name in them."""
    if not all(isinstance(piece, Maths) for piece in content):
        return ""
    told = ", ".join(to_spoken(piece.latex) for piece in content if isinstance(piece, Maths))
    return f' aria-label="{escape(told)}"'


def _aside(text: str) -> str:
    return f' <span class="aside">{escape(text)}</span>' if text else ""


def _line(line: Line) -> str:
    out = ""
    line = tuple(chain.from_iterable(map(_apart, line)))
    for index, piece in enumerate(line):
        after = line[index + 1] if index + 1 < len(line) else None
        before = line[index - 1] if index else None
        if isinstance(piece, Maths) and (signs := _closing(after)):
            out += f'<span class="together">{_inline(piece)}{escape(signs)}</span>'
        else:
            out += _inline(piece, len(_closing(piece)) if isinstance(before, Maths) else 0)
    return out


def _apart(piece: Inline) -> Line:
    """A long list of formulas as one formula each, so that a line can end after a comma."""
    if not isinstance(piece, Maths) or "," not in piece.latex or is_narrow(piece.latex, LONG, display=False):
        return (piece,)
    first, *others = (_SPACE.sub("", part) for part in split(piece.latex, ","))
    return (Maths(first), *chain.from_iterable((Words(", "), Maths(other)) for other in others))


def _closing(piece: Inline | None) -> str:
    """The signs right after a formula, which must not begin a line of their own."""
    found = re.match(r"[,.;:!?)]+", piece.text) if isinstance(piece, Words) and not piece.strong else None
    return found.group() if found else ""


def _inline(piece: Inline, start: int = 0) -> str:
    if isinstance(piece, Maths):
        drawn = to_mathml(piece.latex)
        wide = 0.0 if is_narrow(piece.latex, LONG, display=False) else width(piece.latex, display=False)
        fit = _fitting(wide, MOST)
        kind = f'"held{fit}"{_REACHED}' if fit else '"long"'
        return f"<span class={kind}>{drawn}</span>" if wide else drawn
    if isinstance(piece, Code):
        return f"<code>{escape(piece.text)}</code>"
    if piece.bar is not None:
        return f'<span class="together"><span class="number">{escape(piece.text)}</span>{_bar(piece.bar)}</span>'
    return f"<strong>{escape(piece.text)}</strong>" if piece.strong else escape(piece.text[start:])


@cache
def _style_sheet() -> str:
    font = files("gradekit.documents").joinpath("fonts", "stix-two-math-subset.woff2").read_bytes()
    css = files("gradekit.documents").joinpath("shells", "page.css").read_text(encoding="utf-8")
    return css.replace("FONT", f"data:font/woff2;base64,{b64encode(font).decode()}")


@cache
def _page() -> jinja2.Template:
    import jinja2

    shells = jinja2.PackageLoader("gradekit.documents", "shells")
    return jinja2.Environment(loader=shells, autoescape=True, undefined=jinja2.StrictUndefined).get_template(
        "page.html.j2"
    )
