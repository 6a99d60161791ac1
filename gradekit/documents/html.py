"""A document as one self-contained web page: headings, MathML, an embedded font, no scripts, nothing loaded.

The page allows itself only its own style sheet, by its hash, and the font and pictures inside it; text from anywhere
can therefore neither load nor run anything, even if an escape were missing, and the tests see to it that none is.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
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
from gradekit.documents.mathematics.mathml import to_mathml

if TYPE_CHECKING:
    import jinja2


def to_html(document: Document) -> str:
    """The page, the same bytes every time."""
    from markupsafe import Markup

    css = _style_sheet()
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return _page().render(
        document=document,
        body=Markup(body(document.blocks)),  # every text in it was escaped by this module
        css=Markup(css),
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; base-uri 'none'; "
        "form-action 'none'",
    )


def body(blocks: Iterable[Block], level: int = 1) -> str:
    """The blocks as HTML; headings inside panels are one level below the last heading."""
    out: list[str] = []
    for block in blocks:
        if isinstance(block, H):
            level = block.level
        out.append(_block(block, level))
    return "\n".join(out)


def _block(block: Block, level: int) -> str:
    match block:
        case H(depth, content, aside):
            return f"<h{depth}>{_title(content)}{_aside(aside)}</h{depth}>"
        case Para(content, faint):
            return f'<p class="faint">{_line(content)}</p>' if faint else f"<p>{_line(content)}</p>"
        case Display(formulas):
            return "".join(f'<div class="display">{to_mathml(formula, display=True)}</div>' for formula in formulas)
        case Figure(svg, alt, caption):
            below = f"<figcaption>{_line(caption)}</figcaption>" if caption else ""
            return f'<figure role="group" aria-label="{escape(alt)}">{svg}{below}</figure>'
        case Listing(text):
            return f"<pre><code>{escape(text)}</code></pre>"
        case Table():
            return _table(block)
        case Items(items, ordered):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{_line(item)}</li>' for item in items)}</{tag}>"
        case Definitions(rows):
            told = "".join(f"<dt>{_line(term)}</dt><dd>{body(blocks, level)}</dd>" for term, blocks in rows)
            return f"<dl>{told}</dl>"
        case Panel():
            return _panel(block, min(level + 1, 6))
        case Fold(title, blocks):
            return f"<details><summary>{_line(title)}</summary>\n{body(blocks, level)}</details>"


def _panel(panel: Panel, level: int) -> str:
    sign = f'<span class="sign" aria-hidden="true">{SIGNS[panel.role]}</span>' if SIGNS[panel.role] else ""
    label = f'<span class="label">{sign}{escape(panel.label)}</span>' if panel.label else ""
    title = _title(panel.title, "" if label else sign)
    head = f"<h{level}>{title}{_aside(panel.aside)}{label}</h{level}>" if panel.title or label else ""
    return f'<section class="panel {panel.role}">{head}\n{body(panel.blocks, level)}</section>'


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{_line(cell)}</th>' for cell in table.head)
    rows = "".join(f"<tr>{''.join(f'<td>{_line(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    caption = f"<caption>{_line(table.caption)}</caption>" if table.caption else ""
    return f'<div class="scroll"><table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _title(content: Line, sign: str = "") -> str:
    return f'<span class="title">{sign}{_line(content)}</span>'


def _aside(text: str) -> str:
    return f' <span class="aside">{escape(text)}</span>' if text else ""


def _line(line: Line) -> str:
    out = ""
    for index, piece in enumerate(line):
        after = line[index + 1] if index + 1 < len(line) else None
        before = line[index - 1] if index else None
        if isinstance(piece, Maths) and (signs := _closing(after)):
            out += f'<span class="together">{_inline(piece)}{escape(signs)}</span>'
        else:
            out += _inline(piece, len(_closing(piece)) if isinstance(before, Maths) else 0)
    return out


def _closing(piece: Inline | None) -> str:
    """The signs right after a formula, which must not begin a line of their own."""
    found = re.match(r"[,.;:!?)]+", piece.text) if isinstance(piece, Words) and not piece.strong else None
    return found.group() if found else ""


def _inline(piece: Inline, start: int = 0) -> str:
    if isinstance(piece, Maths):
        return to_mathml(piece.latex)
    if isinstance(piece, Code):
        return f"<code>{escape(piece.text)}</code>"
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
