"""Pairs with formulas by cases: refuted at points of every cell, proved cell by cell and on the boundaries between.

A difference at a single point of the domain counts, where both sides have a value there. What is neither found nor
proved stays undecided: a case may hold on an interval that no point was in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import final

from gradekit.equality.cases.affine import affine_of
from gradekit.equality.cases.cells import Cells, cells_of, points_in
from gradekit.equality.cases.cuts import Axis
from gradekit.equality.cases.rational_functions import rational_function
from gradekit.equality.cases.rewriting import rewritten
from gradekit.equality.graph import Graph, used_by
from gradekit.equality.limits import LimitMet
from gradekit.equality.points.balls import evaluate, precision, undefined_part
from gradekit.equality.points.points import Point
from gradekit.equality.points.samples import Samples
from gradekit.equality.proof.normal import Proven
from gradekit.equality.proof.poles import divides_by_kinks, removed_poles
from gradekit.equality.proof.prover import Prover
from gradekit.syntax.tree import Expr

_ZERO = Fraction(0)
_JUMPING = frozenset({"sign", "floor", "ceiling", "atan2"})
Pair = tuple[int, int]


def brings_cases(graph: Graph, pair: Pair) -> bool:
    """Whether the answer has cases that the expected side has not."""
    known = set(used_by(graph, pair[1:]))
    return any(node not in known and graph.nodes[node][0] == "if" for node in used_by(graph, pair[:1]))


def located(cells: Cells | None) -> bool:
    """Whether every comparison is cut along a symbol, so that points can be taken in every cell."""
    return cells is not None and all(axis.symbol is not None for axis in cells.axes)


def cut(samples: Samples, pair: Pair) -> Cells | None:
    """The cells of a pair, where they can be told."""
    if samples.principal:
        return None
    try:
        return cells_of(samples.graph, pair, samples.domain)
    except LimitMet:
        return None


def points_of_cases(samples: Samples, pair: Pair) -> list[Point]:
    """Points in every cell, for a pair that has no value at generic ones."""
    cells = cut(samples, pair)
    return [] if cells is None else list(points_in(cells, samples))


@final
@dataclass(slots=True)
class CasesProven:
    """A proof for every cell: the first one that was not seen at once, what is left open, and cancelled factors."""

    first: Proven | None = None
    open: list[str] = field(default_factory=list[str])
    removed: dict[Expr, None] = field(default_factory=dict[Expr, None])

    def kernels(self) -> dict[str, str]:
        """The kernels of the first proof and what each stands for."""
        return self.first.kernels() if self.first is not None else {}


def prove(cells: Cells, samples: Samples, pair: Pair, prover: Prover) -> CasesProven | str:
    """The proof that both sides are equal in every cell and on every boundary, or a word for why there is none."""
    try:
        return _Search(cells, samples, pair, prover).whole()
    except LimitMet as met:
        return met.why


class _Search:
    def __init__(self, cells: Cells, samples: Samples, pair: Pair, prover: Prover) -> None:
        self.cells, self.samples, self.pair, self.prover = cells, samples, pair, prover
        self.graph = cells.graph
        self.none = self.graph.row("none")
        self.found = CasesProven()
        self.of_expected = frozenset(used_by(self.graph, pair[1:]))
        self.continuous: set[Pair] = set()
        """Pairs that were shown to be equal at points close to every boundary of their cell, not only where there is
        nothing to show."""
        quantities = [node for axis in cells.axes if axis.symbol is None for node in axis.signs]
        self.demanded = [
            self.graph.multiply([self.graph.number(0), node]) for node in quantities if node not in self.of_expected
        ]
        """What the answer alone compares has to have a value where the expected side has one."""

    def whole(self) -> CasesProven | str:
        """All cells, then all boundaries."""
        chosen = {cell: self.chosen(cell) for cell in self.cells.inner()}
        for cell, both in chosen.items():
            if why := self.in_cell(cell, both):
                return why
        for cell in self.cells.boundaries():
            if why := self.at_boundary(cell, {chosen[beside] for beside in self.cells.beside(cell)}):
                return why
        return self.found

    def chosen(self, cell: Sequence[int]) -> Pair:
        """Both sides with their cases chosen."""
        answer, expected = rewritten(self.graph, self.pair, lambda row: self.cells.truth(cell, row))
        return answer, expected

    def in_cell(self, cell: Sequence[int], both: Pair) -> str:
        """Why both sides are not shown to be equal in a cell with interior; nothing when they are."""
        answer, expected = both
        if expected == self.none or (answer == expected and not self.demanded):
            return ""
        if answer == self.none:
            return "answer-undefined"
        domain, facts = self.cells.domain(cell, self.samples.domain), self.cells.facts(cell, self.of_expected)
        defined = self.graph.add([answer, *self.demanded]) if self.demanded else answer
        proof = self.prover.within(domain, facts).straight_or_split(defined, expected)
        if not isinstance(proof, Proven):
            return "" if proof == "expected-undefined" else proof
        if divides_by_kinks(self.graph, answer, expected, proof):
            return "kinks"
        if proof.values:
            self.continuous.add(both)
        self.found.first = self.found.first or proof
        self.found.open += proof.open
        if not facts:
            inside = Samples(self.graph, domain, principal=False, most_bits=self.samples.most_bits)
            self.found.removed.update(dict.fromkeys(removed_poles(inside, answer, expected, proof)))
        return ""

    def at_boundary(self, cell: Sequence[int], beside: set[Pair]) -> str:
        """The same on a boundary: by continuity where it belongs to a cell beside it, else with its values put in."""
        answer, expected = self.chosen(cell)
        if expected in (self.none, answer) or answer == self.none:
            return ""
        if (answer, expected) in beside & self.continuous and self.is_limit(cell, answer, expected):
            return ""
        values = values_at(self.graph, self.cells, cell)
        if values is None:
            return "" if self.equal_where_zero(cell, answer, expected) else "breakpoint"
        answer, expected = rewritten(self.graph, (answer, expected), never, values)
        if expected in (self.none, answer) or answer == self.none or self.without_value(answer, expected):
            return ""
        proof = self.prover.within(self.cells.domain(cell, self.samples.domain), ()).straight_or_split(answer, expected)
        shown = proof == "expected-undefined" or (isinstance(proof, Proven) and not proof.open)
        return "" if shown else "breakpoint"

    def is_limit(self, cell: Sequence[int], answer: int, expected: int) -> bool:
        """Whether every point of a boundary is a limit of points of the cells beside it, where both sides go along.

        Of a boundary that is a value of a symbol that is so; `x^2 + y^2 = 0` is no limit of points where it is less.
        """
        axes = list(zip(self.cells.axes, self.cells.places(cell), strict=True))
        if any(place.at and axis.symbol is None for axis, place in axes):
            return False
        nodes = [answer, expected, *(axis.node for axis, _ in axes)]
        rows = [self.graph.nodes[node] for node in used_by(self.graph, nodes)]
        return not any(row[0] in ("f", "g") and row[1] in _JUMPING for row in rows)

    def equal_where_zero(self, cell: Sequence[int], answer: int, expected: int) -> bool:
        """Whether both sides are rational functions whose difference vanishes at an irrational algebraic number."""
        values = [place for place in self.cells.places(cell) if place.at]
        difference = rational_function(self.graph, self.graph.add([answer, self.graph.negate(expected)]))
        factor = values[0].zero_of
        if len(values) > 1 or factor is None or difference is None:
            return False
        return (difference.top % factor).degree() < 0 <= (difference.bottom % factor).degree()

    def without_value(self, answer: int, expected: int) -> bool:
        """Whether one side certainly has no value at a boundary that is a single point."""
        used = used_by(self.graph, (answer, expected))
        if any(self.graph.nodes[node][0] == "s" for node in used):
            return False
        with precision(128):
            values = evaluate(self.graph, {name: self.samples.ball(_ZERO) for name in self.graph.symbols})
            return any(undefined_part(self.graph, values, side) is not None for side in (answer, expected))


def never(_: object) -> None:
    """No comparison is left."""


def values_at(graph: Graph, cells: Cells, cell: Sequence[int]) -> dict[int, int] | None:
    """What nodes may be replaced by on a boundary; None where one of its values is no node."""
    found: dict[int, int] = {}
    for axis, place in zip(cells.axes, cells.places(cell), strict=True):
        if place.at and place.node is None:
            return None
        if place.at and place.node is not None:
            lead, value = _solved(graph, axis, place.node)
            found[lead] = value
    return found


def _solved(graph: Graph, axis: Axis, value: int) -> tuple[int, int]:
    """An equation `axis = value` as what its leading letter is."""
    if axis.symbol is not None:
        return axis.node, value
    (lead, c), *rest = affine_of(graph, axis.node).letters
    terms = [graph.multiply([graph.number(-k / c), letter]) for letter, k in rest]
    return lead, graph.add([graph.divide(value, graph.number(c)), *terms])
