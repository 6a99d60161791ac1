"""Easy or hard, and does it separate: every item as a point, those to be reviewed as squares in a shaded band."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gradekit.documents.charts.marks import box, dot, drawing, label, stroke

LEFT, TOP, WIDTH, HEIGHT = 40, 8, 430, 190
LOWEST = -0.2
"""Of discrimination; what is below is drawn there."""

Point = tuple[str, float, float]
"""The name of an item, its facility and its discrimination."""


def scatter(points: Sequence[Point], weak: float, *, alt: str, across: str, up: str, band: str) -> str:
    """Facility to the right, discrimination up; items below `weak` are squares."""
    low = _at(0, weak)[1]
    parts = [box(LEFT, low, WIDTH, TOP + HEIGHT - low, "zone"), *_grid(across, up)]
    parts.append(label(LEFT + 5, TOP + HEIGHT - 5, band, faint=True))
    placed = [(LEFT + 5.0 + along, TOP + HEIGHT - 5.0) for along in range(0, 7 * len(band), 26)]
    for name, facility, discrimination in sorted(points, key=lambda one: (one[1], one[2])):
        x, y = _at(facility, discrimination)
        parts.append(dot(x, y, warn=discrimination < weak))
        parts.append(label(*_free(x, y, placed), name, "start" if x < LEFT + WIDTH - 24 else "end", size=12))
    return drawing(LEFT + WIDTH + 18, TOP + HEIGHT + 36, alt, parts, "chart half")


def _free(x: float, y: float, placed: list[tuple[float, float]]) -> tuple[float, float]:
    """A place beside the point where no other name stands, above and below it in turn."""
    side = 8 if x < LEFT + WIDTH - 24 else -8
    for move in (4, -8, 16, -20, 28, -32):
        if all(abs(x + side - a) > 26 or abs(y + move - b) > 11 for a, b in placed):
            break
    placed.append((x + side, y + move))
    return placed[-1]


def _at(facility: float, discrimination: float) -> tuple[float, float]:
    height = (max(LOWEST, discrimination) - LOWEST) / (1 - LOWEST)
    return LEFT + facility * WIDTH, TOP + (1 - height) * HEIGHT


def _grid(across: str, up: str) -> Iterator[str]:
    for quarter in range(5):
        x, floor = _at(quarter / 4, LOWEST)
        yield stroke([(x, TOP), (x, floor)], "grid")
        yield label(x, floor + 14, f"{25 * quarter}%", "middle", faint=True)
    for fifth in range(-1, 6):
        x, y = _at(0, fifth / 5)
        yield stroke([(x, y), (x + WIDTH, y)], "grid")
        yield label(x - 5, y + 4, f"{fifth / 5:.1f}".replace("-", "−"), "end", faint=True)
    yield label(LEFT + WIDTH / 2, TOP + HEIGHT + 30, across, "middle", faint=True)
    yield label(LEFT + 5, TOP + 12, up, faint=True)
