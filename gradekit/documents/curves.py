"""Curves of one variable as SVG, from values that were worked out elsewhere: an answer beside the expected one.

They differ in the stroke and are named at the side, so that nobody needs the colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, isfinite, log10
from typing import Literal, final

from gradekit.documents.blocks import Figure, line
from gradekit.documents.mathematics.letters import italic
from gradekit.documents.messages import words
from gradekit.documents.plain import plain_text
from gradekit.model.message import Message

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 460, 250, 54, 30, 10
RIGHT = 96
"""Pixels: the size of the drawing and its margins; the names of the curves stand at the right."""


@final
@dataclass(frozen=True, slots=True)
class Curve:
    """Values at increasing places; None where there is no value, and the line is broken there."""

    role: Literal["yours", "expected"]
    points: Sequence[tuple[float, float | None]]


@final
@dataclass(frozen=True, slots=True)
class Window:
    """The rectangle of the plane that is shown."""

    left: float
    right: float
    low: float
    high: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The place in the drawing."""
        across = (x - self.left) / (self.right - self.left)
        up = (y - self.low) / (self.high - self.low)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - BOTTOM - TOP)


def curves_figure(
    curves: Sequence[Curve], variable: str, language: str = "en", *, apart: Message | None = None
) -> Figure | None:
    """The curves over the range of the variable, and a sentence on where they are apart; None where no curve has two
    values."""
    values = sorted(y for curve in curves for _, y in curve.points if y is not None and isfinite(y))
    places = [x for curve in curves for x, _ in curve.points]
    if len(values) < 2 or min(places) == max(places):
        return None
    window = Window(min(places), max(places), *_reach(values))
    ends = {"low": number_shown(window.left), "high": number_shown(window.right)}
    sentences = [Message("figure.plot", {"variable": variable, **ends}), *([apart] if apart else [])]
    said = " ".join(words(message, language) for message in sentences)
    alt = plain_text(said)
    named = {c.role: plain_text(words(Message(f"figure.{c.role}"), language)) for c in curves}
    parts = [*_axes(window, variable), *(part for curve in curves for part in _drawn(curve, window))]
    parts += _names(curves, window, named)
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(alt)}">{"".join(parts)}</svg>'
    return Figure(svg, alt, line(said))


def ticks(low: float, high: float) -> list[float]:
    """Between three and eight round numbers in the interval.

    >>> ticks(0, 3)
    [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0]
    """
    rough = (high - low) / 5
    unit = 10.0 ** floor(log10(rough))
    step = unit * min((1, 2, 5, 10), key=lambda factor: abs(factor * unit - rough))
    first = -floor(-low / step + 1e-9)
    return [round(k * step, 12) + 0.0 for k in range(first, floor(high / step + 1e-9) + 1)]


def _reach(values: list[float]) -> tuple[float, float]:
    """The heights that are shown: all but the most extreme values, so that a pole does not flatten the rest."""
    cut = len(values) // 30
    low, high = values[cut], values[-1 - cut]
    room = (high - low) * 0.12 or abs(high) * 0.5 or 1.0
    return low - room, high + room


def _axes(window: Window, variable: str) -> Iterator[str]:
    x1, y1 = window.at(window.left, window.low)
    x2, y2 = window.at(window.right, window.high)
    yield f'<path class="edge" d="M{x1:g} {y2:g}V{y1:g}H{x2:g}"/>'
    for value in ticks(window.left, window.right):
        x, _ = window.at(value, window.low)
        yield f'<path class="edge" d="M{x:.1f} {y1:g}V{y1 + 4:g}"/>' + _text(x, y1 + 17, number_shown(value), "middle")
    for value in ticks(window.low, window.high):
        _, y = window.at(window.left, value)
        yield f'<path class="edge" d="M{x1:g} {y:.1f}H{x1 - 4:g}"/>' + _text(x1 - 8, y + 4, number_shown(value), "end")
    yield _text(x2 + 18, y1 + 20, italic(variable) if len(variable) == 1 else variable, "start", 15)


def _drawn(curve: Curve, window: Window) -> Iterator[str]:
    """The pieces of the curve that can be seen, each as one line."""
    dashes = ' stroke-dasharray="7 4"' if curve.role == "yours" else ""
    for piece in _pieces(curve, window):
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in (window.at(*point) for point in piece))
        yield f'<path class="{curve.role}" d="M{path}" fill="none" stroke-width="2"{dashes}/>'


def _pieces(curve: Curve, window: Window) -> Iterator[list[tuple[float, float]]]:
    piece: list[tuple[float, float]] = []
    for x, y in (*curve.points, (0.0, None)):
        if y is not None and window.low <= y <= window.high:
            piece.append((x, y))
            continue
        if len(piece) > 1:
            yield piece
        piece = []


def _names(curves: Sequence[Curve], window: Window, named: dict[str, str]) -> Iterator[str]:
    """The names of the curves at their right ends, kept apart."""
    ends: list[tuple[float, str]] = []
    for curve in curves:
        shown = [y for _, y in curve.points if y is not None and window.low <= y <= window.high]
        if shown:
            ends.append((window.at(window.right, shown[-1])[1], curve.role))
    last = -100.0
    for y, role in sorted(ends):
        last = max(y, last + 16)
        yield _text(WIDTH - RIGHT + 6, last + 4, named[role], "start", 13, role)


def _text(x: float, y: float, text: str, anchor: str, size: int = 12, kind: str = "") -> str:
    role = f' class="{kind}"' if kind else ""
    return f'<text{role} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(text)}</text>'


def number_shown(value: float) -> str:
    """Four digits, with a minus sign that is one.

    >>> number_shown(-1.23456)
    '−1.235'
    """
    return f"{value:.4g}".replace("-", "−")
