"""Functions that are all but constant, or all but everything, wherever they were looked at.

tanh(u) and erf(u) are 1 up to e^(-2u), and a sum with e^u in it is e^u up to its other terms over e^u. Where such a
function was seen far out and nowhere else, agreement of the values says nothing about the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

from flint import arb

from gradekit.equality.balls import Ball, precision
from gradekit.equality.graph import used_by
from gradekit.equality.points import Point
from gradekit.equality.samples import Samples

OVERWHELMING = frozenset({"exp", "sinh", "cosh", "tanh", "coth", "sech", "csch", "erf", "gamma"})
_FAR = 100
"""At an argument of 100 and more nothing else is seen in 40 digits."""


def saturated(samples: Samples, answer: int, expected: int, points: Iterable[Point]) -> bool:
    """Whether one of these functions was far out at all of these points."""
    graph = samples.graph
    used = used_by(graph, [answer, expected])
    suspects = {n: row[2] for n in used if (row := graph.nodes[n])[0] == "f" and row[1] in OVERWHELMING}
    for point in points if suspects else ():
        with precision(64):
            values = samples.values(point, 64)
            suspects = {node: arg for node, arg in suspects.items() if _far(values[arg])}
        if not suspects:
            return False
    return bool(suspects)


def _far(x: Ball) -> bool:
    real = x if isinstance(x, arb) else x.real
    return not real.is_finite() or bool(abs(real) > _FAR)
