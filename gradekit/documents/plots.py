"""An answer beside the expected one: values along the range of the letter, and in words where they are apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from gradekit.documents.blocks import Figure
from gradekit.documents.curves import Curve, curves_figure, number_shown
from gradekit.equality.points.values import values_at
from gradekit.model.feedback import Plotted
from gradekit.model.message import Message
from gradekit.syntax.tree import Expr

PLACES = 121
"""Where both are worked out."""

STEEP = 0.2
"""A rise between two places, as a share of all heights, that is looked into."""

HALVINGS = 30
"""After so many a rise that has not become smaller is a jump."""

Point: TypeAlias = tuple[float, float | None]
Values: TypeAlias = Sequence[tuple[Fraction, float | None]]
"""The value at each place; None where there is none."""


def plot_figure(mine: Expr, expected: Expr, plotted: Plotted, language: str = "en") -> Figure | None:
    """Both functions over the range; None where one of them has no values to speak of."""
    yours, right = _curve(mine, plotted), _curve(expected, plotted)
    told = _apart(yours, right, plotted.variable)
    if told is None:
        return None
    return curves_figure(
        [
            Curve("yours", _cut(mine, plotted.variable, yours)),
            Curve("expected", _cut(expected, plotted.variable, right)),
        ],
        plotted.variable,
        language,
        apart=told,
    )


def _curve(expr: Expr, plotted: Plotted) -> Values:
    step = (plotted.high - plotted.low) / (PLACES - 1)
    places = [plotted.low + k * step for k in range(PLACES)]
    return [(x, _value(expr, plotted.variable, x)) for x in places]


def _value(expr: Expr, name: str, x: Fraction) -> float | None:
    """The real value; None where there is none."""
    (found,) = values_at([expr], {name: x})
    return found[0] if found is not None and found[1] == 0 else None


def _apart(yours: Values, right: Values, name: str) -> Message | None:
    """The place where the two are furthest apart, among the middle four fifths of the differences, so that it is not
    the rim of a pole; where they never both have a value, that is said."""
    pairs = zip(yours, right, strict=True)
    both = [(abs(a - b), x, a, b) for (x, a), (_, b) in pairs if a is not None and b is not None]
    if not both:
        return Message("figure.never-both") if any(b is not None for _, b in right) else None
    both.sort(key=lambda one: one[0])
    _, x, mine, expected = both[int(0.9 * (len(both) - 1))]
    values = {"place": number_shown(float(x)), "yours": number_shown(mine), "expected": number_shown(expected)}
    return Message("figure.apart", {"variable": name, **values})


def _cut(expr: Expr, name: str, points: Values) -> list[Point]:
    """The points, with a gap where the function jumps or has a pole."""
    heights = sorted(y for _, y in points if y is not None)
    cut = len(heights) // 30
    reach = heights[-1 - cut] - heights[cut] if heights else 0.0
    return [(float(points[0][0]), points[0][1]), *_pieces(expr, name, points, STEEP * reach)]


def _pieces(expr: Expr, name: str, points: Values, steep: float) -> Iterator[Point]:
    for (a, low), (b, high) in pairwise(points):
        if low is not None and high is not None and abs(high - low) > steep and _jumps(expr, name, (a, low), (b, high)):
            yield float(a + b) / 2, None
        yield float(b), high


def _jumps(expr: Expr, name: str, left: tuple[Fraction, float], right: tuple[Fraction, float]) -> bool:
    """Whether a rise stays as high however near the two places are: the steeper half is halved again and again."""
    first = abs(right[1] - left[1])
    for _ in range(HALVINGS):
        x = (left[0] + right[0]) / 2
        y = _value(expr, name, x)
        if y is None:
            return True
        if abs(y - left[1]) > abs(right[1] - y):
            right = x, y
        else:
            left = x, y
        if abs(right[1] - left[1]) < first / 100:
            return False
    return True
