"""Where the sine of c t + d is zero along a symbol t with a bounded range: t = (k pi - d)/c."""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from gradekit.equality.cases.affine import affine_of
from gradekit.equality.graph import Graph
from gradekit.equality.points.balls import precision, real
from gradekit.model.domain import Domain, Interval

_BITS = 192
_MOST = 32


def zeros_of_sine(graph: Graph, node: int, domain: Domain) -> list[dict[int, int]] | None:
    """The symbol's node at each zero in its range; None where the node is no such sine, or there are too many."""
    row = graph.nodes[node]
    form = affine_of(graph, row[2]) if row[:2] == ("f", "sin") else None
    if form is None or len(form.letters) != 1 or graph.nodes[form.letters[0][0]][0] != "s":
        return None
    (letter, slope), shift = form.letters[0], form.constant
    given = domain.of(graph.nodes[letter][1])
    low, high = given.interval.low, given.interval.high
    if given.kind != "real" or low is None or high is None:
        return None
    ends = [(slope * end + shift) / pi for end in (low, high) for pi in (3, 4)]
    turns = range(min(ends).__floor__(), max(ends).__ceil__() + 1)
    if len(turns) > _MOST:
        return None
    found = [k for k in turns if _is_inside(given.interval, k, slope, shift)]
    return [{letter: _at(graph, k / slope, -shift / slope)} for k in found]


def _is_inside(interval: Interval, k: int, slope: Fraction, shift: Fraction) -> bool:
    """Whether (k pi - shift)/slope may lie in the interval."""
    if not k:
        return interval.holds(-shift / slope)
    with precision(_BITS):
        at = (k * arb.pi() - real(shift)) / real(slope)
        low, high = interval.low, interval.high
        return not ((low is not None and at < real(low)) or (high is not None and at > real(high)))


def _at(graph: Graph, turns: Fraction, shift: Fraction) -> int:
    return graph.add([graph.multiply([graph.number(turns), graph.row("pi")]), graph.number(shift)])
