"""Points where a jump has a value of its own: sign(u) where u = 0, and atan2(u, v) where u = 0 and v < 0.

The normal form reads sign(u) as u/|u|, so a proof says nothing there: sign(x)^2 is 1 everywhere but at 0.
"""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.equality.cases.cells import Cells, points_in
from gradekit.equality.cases.cuts import axes_of
from gradekit.equality.graph import JUMPING, Graph, used_by
from gradekit.equality.limits import LimitMet
from gradekit.equality.points.balls import real
from gradekit.equality.points.exactly import rational_values
from gradekit.equality.points.points import Point, told
from gradekit.equality.points.samples import Samples, shown
from gradekit.model.evidence import Witness

Pair = tuple[int, int]


def jumping_at(graph: Graph, pair: Pair) -> list[int]:
    """The arguments of signs and angles on both sides: there is a jump where one of them is 0."""
    rows = [graph.nodes[node] for node in used_by(graph, pair)]
    return [row[2] for row in rows if row[0] in ("f", "g") and row[1] in JUMPING]


def points_of_jumps(samples: Samples, pair: Pair) -> Iterator[Point]:
    """Points of the domain at such jumps, as far as they can be located, and on both sides of them."""
    if samples.principal:
        return
    for node in dict.fromkeys(jumping_at(samples.graph, pair)):
        try:
            axes = axes_of(samples.graph, [node], (), samples.domain)
        except LimitMet:
            continue
        if axes:
            yield from points_in(Cells(samples.graph, tuple(axes)), samples)


def exact_witness(graph: Graph, pair: Pair, point: Point) -> Witness | None:
    """The point where both sides are different rational numbers; a ball around 1/3 has no sign of 3 x - 1."""
    values = rational_values(graph, pair, point)
    answer, expected = (values.get(node) for node in pair)
    if answer is None or expected is None or answer == expected:
        return None
    return Witness(told(point), shown(real(answer)), shown(real(expected)))
