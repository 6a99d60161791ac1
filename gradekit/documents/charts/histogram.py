"""How many students have which share of the points, each count written on its bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gradekit.documents.charts.marks import box, drawing, label, stroke

LEFT, WIDTH, HEIGHT, BOTTOM, TOP = 12, 470, 234, 34, 36
"""Pixels: the bars are between LEFT and LEFT + WIDTH."""


def histogram(
    bars: Sequence[tuple[float, float, int]], median: float | None, *, alt: str, axis: str, middle: str
) -> str:
    """The bars (low, high, count) of shares; the area of a bar is its count, so that wider bars are lower."""
    highest = max((count / (high - low) for low, high, count in bars), default=0) or 1
    floor = HEIGHT - BOTTOM
    parts = [stroke([(LEFT, floor), (LEFT + WIDTH, floor)], "edge")]
    for low, high, count in bars:
        tall = count / (high - low) / highest * (floor - TOP)
        x, wide = LEFT + low * WIDTH, (high - low) * WIDTH
        if count:
            parts.append(box(x + 1, floor - tall, wide - 2, tall, "bar"))
            parts.append(label(x + wide / 2, floor - tall - 4, str(count), "middle"))
    parts += _axis(floor, axis)
    if median is not None:
        x = LEFT + median * WIDTH
        left = median > 0.8
        parts.append(stroke([(x, 4), (x, floor)], "mark"))
        parts.append(label(x + (-6 if left else 6), 12, middle, "end" if left else "start", size=12))
    return drawing(WIDTH + 2 * LEFT, HEIGHT, alt, parts, "chart half")


def _axis(floor: float, axis: str) -> Iterator[str]:
    for tenth in range(11):
        x = LEFT + tenth * WIDTH / 10
        yield stroke([(x, floor), (x, floor + 4)], "edge")
        yield label(x, floor + 16, str(10 * tenth), "middle", faint=True)
    yield label(LEFT + WIDTH / 2, floor + 31, axis, "middle", faint=True)
