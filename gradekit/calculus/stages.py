"""The seven stages, each replaceable, and the value of a quantity by walking through them.

    D differentiate each node by each symbol in it -> paths -> along a path multiply -> across paths add
      -> substitute -> shape -> frame

The key is all stages as they are; a mal-rule is one of them replaced; follow-through puts own values in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import final

from gradekit.calculus.differentiate import derivative
from gradekit.calculus.graph import Edge, Graph, Path, Substitution, closed_forms, composed
from gradekit.calculus.lengths import per_length, scale
from gradekit.calculus.own import Own
from gradekit.calculus.quantities import described
from gradekit.model.composition import (
    At,
    Basic,
    Components,
    Composed,
    Composition,
    Local,
    PathCount,
    Quantity,
    Total,
)
from gradekit.model.quantities import Further
from gradekit.syntax.build import ONE, ZERO, add, number
from gradekit.syntax.tree import Array, Expr, scalar


class Walk:
    """One way through the stages of a composition, with own values where there are some."""

    def __init__(self, graph: Graph, stages: Stages, own: Own | None = None) -> None:
        self.graph = graph
        self.stages = stages
        self.own = own or Own()
        self._has_no_own = own is None
        self._sums: dict[tuple[str, str], Expr] = {}

    @cached_property
    def closed(self) -> dict[str, Expr]:
        """Each node written in the inputs alone, from the own ones where there are some."""
        return closed_forms(self.graph.composition, self.own.composed) if self.own.composed else self.graph.closed

    @cached_property
    def write_out(self) -> Substitution:
        """Puts the formulas in the inputs in the place of the nodes, the own ones where there are some."""
        return Substitution(self.closed) if self.own.composed else self.graph.write_out

    def local(self, name: str, parent: str) -> Expr:
        """The derivative of a node's own expression by a symbol; 0 where the symbol does not stand in it."""
        if (own := self.own.locals.get((name, parent))) is not None:
            return own
        return self.stages.derive(self, name, parent) if parent in self.graph.parents(name) else ZERO

    def term(self, path: Path) -> Expr:
        """The contribution of one path."""
        return self.stages.along(self, path)

    def sum(self, output: str, source: str) -> Expr:
        """The derivative along all paths, in the letters of the composition."""
        found = self.stages.paths(self, output, source)
        return self.stages.across(self, found) if found else ZERO

    def gathered(self, name: str, source: str) -> Expr:
        """The same for a symbol on the way, found once: the last link of paths that stand for many."""
        if (known := self._sums.get((name, source))) is None:
            known = self._sums[name, source] = self.sum(name, source)
        return known

    def entry(self, output: str, source: str, *, substituted: bool = True) -> Expr:
        """The derivative of the output by the source."""
        own = self.own.total(output, source) if substituted else self.own.totals.get((output, source, False))
        if own is not None:
            return self.write_out(own) if substituted else own
        if output in self.own.composed and source in self.graph.composition.inputs:
            return derivative(self.own.composed[output], source)
        if self._as_right(output, source):
            return self.graph.right(output, source, self._right_entry, substituted=substituted)
        return self._entry(output, source, substituted=substituted)

    def _entry(self, output: str, source: str, *, substituted: bool) -> Expr:
        found = self.sum(output, source)
        return self.stages.substitute(self, found) if substituted else found

    def _as_right(self, output: str, source: str) -> bool:
        """Whether none of the derivatives that the stages change stands on a path."""
        changed = self.stages.changed
        return changed is not None and self._has_no_own and changed.isdisjoint(self.graph.edges(output, source))

    def _right_entry(self, output: str, source: str, substituted: bool) -> Expr:
        return Walk(self.graph, STAGES)._entry(output, source, substituted=substituted)

    def value(self, quantity: Quantity) -> Array:
        """The quantity, all stages walked."""
        if isinstance(quantity, PathCount):
            return self.stages.frame(self, quantity, scalar(number(self._count(quantity))))
        if isinstance(quantity, At):
            there = self._seen_from(quantity.point)
            return there._at(there.value(quantity.quantity), quantity.point)
        found = self.stages.frame(self, quantity, self.ingredient(quantity))
        return found.turned() if isinstance(quantity, Local | Total) and quantity.turned else found

    def ingredient(self, quantity: Basic | Further) -> Array:
        """The quantity before the frame: own where there is one, and what others are made of."""
        if isinstance(quantity, Basic):
            return self._before_frame(quantity)
        own = self.own.others.get(quantity) if self.own.others else None
        return described(quantity).value(self, quantity) if own is None else own

    def _count(self, count: PathCount) -> int:
        if self.graph.gathered(count.output, count.input):
            return self.graph.count(count.output, count.input)
        return len(self.stages.paths(self, count.output, count.input))

    def _seen_from(self, point: Mapping[str, Fraction]) -> Walk:
        """The walk with the own values at this point in the place of formulas."""
        own = self.own
        for place, values in self.own.points:
            own = own | values if dict(place) == point else own
        return self if own is self.own else Walk(self.graph, self.stages, own)

    def _before_frame(self, quantity: Basic) -> Array:
        if isinstance(quantity, Local):
            return arranged(quantity.rows, quantity.columns, quantity.shape, self.local)
        if isinstance(quantity, Composed):
            written = tuple(self._composed(name) for name in quantity.outputs)
            if quantity.shape:
                return Array(quantity.shape, written)
            return scalar(written[0]) if len(written) == 1 else Array((len(written), 1), written)
        if isinstance(quantity, Total):
            return self.stages.shape(self, quantity)
        inputs = self.graph.composition.inputs
        return self.stages.shape(self, Total((quantity.output,), inputs))

    def _composed(self, name: str) -> Expr:
        if name not in self.graph.nodes or name in self.own.composed:
            return self.closed.get(name, composed(self.graph, name))
        return self.stages.substitute(self, self.graph.nodes[name].expr)

    def _at(self, array: Array, point: dict[str, Fraction]) -> Array:
        put_in = self.graph.put_in(point)
        return Array(array.shape, tuple(put_in(self.write_out(entry)) for entry in array))


# ------------------------------------------------------------------ the stages as they are


def derive(walk: Walk, name: str, parent: str) -> Expr:
    """The derivative by the right rules."""
    return walk.graph.local(name, parent)


def all_paths(walk: Walk, output: str, source: str) -> tuple[Path, ...]:
    """All paths; one that meets an intermediate whose derivative by the source is the student's own ends there."""
    found = walk.graph.paths(output, source)
    if not walk.own.totals:
        return found
    return tuple(dict.fromkeys(_cut(walk, path, source) for path in found))


def along(walk: Walk, path: Path) -> Expr:
    """The product of the derivatives along a path."""
    return walk.graph.product(links(walk, path))


def links(walk: Walk, path: Path) -> tuple[Expr, ...]:
    """The derivatives along a path, the output's first."""
    return tuple(_link(walk, path, place) for place in range(len(path))) or (ONE,)


def across(walk: Walk, paths: tuple[Path, ...]) -> Expr:
    """The sum of the contributions of the paths."""
    return walk.term(paths[0]) if len(paths) == 1 else add(*(walk.term(path) for path in paths))


def substituted(walk: Walk, expr: Expr) -> Expr:
    """The expression with every intermediate replaced by its formula in the inputs."""
    return walk.write_out(expr)


def shape(walk: Walk, total: Total) -> Array:
    """The Jacobian: rows are outputs, columns are inputs; or the shape that is asked for."""

    def entry(output: str, source: str) -> Expr:
        return walk.entry(output, source, substituted=total.substituted)

    return arranged(total.outputs, total.inputs, total.shape, entry)


def frame(walk: Walk, quantity: Quantity, array: Array) -> Array:
    """The partials divided by the scale factors of the frame, where components are asked; else the array as it is."""
    if not isinstance(quantity, Components):
        return array
    scaled = zip(array.entries, scale(walk.graph.composition), strict=True)
    return Array(array.shape, tuple(per_length(partial, h) for partial, h in scaled))


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """The stages as functions of the walk that goes through them. A mal-rule is these with one of them replaced."""

    derive: Callable[[Walk, str, str], Expr] = derive
    paths: Callable[[Walk, str, str], tuple[Path, ...]] = all_paths
    along: Callable[[Walk, Path], Expr] = along
    across: Callable[[Walk, tuple[Path, ...]], Expr] = across
    substitute: Callable[[Walk, Expr], Expr] = substituted
    shape: Callable[[Walk, Total], Array] = shape
    frame: Callable[[Walk, Quantity, Array], Array] = frame
    changed: frozenset[Edge] | None = None
    """The derivatives that these stages find otherwise, all else being right; None where that is not known."""


STAGES = Stages()
"""The right stages."""


def evaluate(quantity: Quantity, composition: Composition, stages: Stages = STAGES, own: Own | None = None) -> Array:
    """The value of a quantity.

    One derivative or one function is a scalar; a gradient is a row (1, n), a Jacobian (m, n) with rows for outputs,
    several functions a column (m, 1), components along the unit vectors a row (1, n). `At` keeps exact rationals.
    `DerivativeError` where a node has none.

    >>> from gradekit.model.composition import Node
    >>> from gradekit.syntax.build import multiply, symbol
    >>> x, u = symbol("x"), symbol("u")
    >>> square = Composition(("x",), (Node("u", multiply(x, x)), Node("y", add(x, u))), ("y",))
    >>> evaluate(PathCount("y", "x"), square).scalar
    number(2)
    """
    return Walk(Graph(composition), stages, own).value(quantity)


def _link(walk: Walk, path: Path, place: int) -> Expr:
    name, parent = path[place]
    source = path[-1][1]
    own = walk.own.total(name, source) if place and walk.own.totals else None
    if own is not None:
        return own
    if place and walk.graph.gathered(path[0][0], source):
        return walk.gathered(name, source)
    return walk.local(name, parent)


def _cut(walk: Walk, path: Path, source: str) -> Path:
    for place, (name, _) in enumerate(path[1:], start=1):
        if walk.own.total(name, source) is not None:
            return (*path[:place], (name, source))
    return path


def arranged(
    rows: tuple[str, ...], columns: tuple[str, ...], shape: tuple[int, ...] | None, entry: Callable[[str, str], Expr]
) -> Array:
    """An entry for each row and column, as a matrix, or in the given shape; a single one is a scalar."""
    entries = tuple(entry(row, column) for row in rows for column in columns)
    if shape:
        return Array(shape, entries)
    return scalar(entries[0]) if len(entries) == 1 else Array((len(rows), len(columns)), entries)
