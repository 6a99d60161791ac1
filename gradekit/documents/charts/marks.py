"""The marks that charts are made of, in absolute places, so that every writer can draw them.

| class | drawn as |
|---|---|
| `bar` | a filled box of the main colour; `bar warn` of the warning colour |
| `zone` | a pale box behind everything |
| `grid` | a pale line; `edge` an axis |
| `mark` | a dashed line of the ink |
| `dot`, `dot warn` | a filled disc; a filled square |
| `reach`, `reach warn` | a thick line |
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def drawing(width: float, height: float, alt: str, parts: Iterable[str], kind: str = "chart") -> str:
    """The whole drawing."""
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" {size} role="img" aria-label="{escape(alt)}">'
    return f"{head}{''.join(parts)}</svg>"


def box(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A filled box by its upper left corner."""
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def stroke(points: Iterable[tuple[float, float]], kind: str) -> str:
    """A line through the points."""
    return f'<path class="{kind}" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in points)}"/>'


def dot(x: float, y: float, *, warn: bool = False) -> str:
    """A disc, or a square where something is to be looked at."""
    if warn:
        return box(x - 4.5, y - 4.5, 9, 9, "dot warn")
    return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'


def label(x: float, y: float, text: str, anchor: str = "start", *, size: float = 11, faint: bool = False) -> str:
    """Text at a place; y is that of its base line."""
    kind = ' class="quiet"' if faint else ""
    at = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size:g}"'
    return f"<text{kind} {at}>{escape(text)}</text>"
