"""A student's own earlier values, put into the stage that they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias, final

from gradekit.calculus.differentiate import DerivativeError, derivative
from gradekit.calculus.graph import Edge
from gradekit.calculus.quantities import described
from gradekit.model.composition import At, Components, Composed, Composition, Local, PathCount, Quantity, Total
from gradekit.syntax.build import rebuild
from gradekit.syntax.limits import size_of
from gradekit.syntax.tree import Array, Expr, scalar

LARGEST, DEEPEST = 400, 60
"""An own composed expression with more nodes, or nested deeper, is not differentiated again, for a derivative can be
as large as the square of its function. A textbook answer stays below a quarter of it."""

LARGEST_DERIVATIVE = 20_000

Place: TypeAlias = tuple[tuple[str, Fraction], ...]
"""The coordinates of a point, by name."""

Entry: TypeAlias = tuple[str, str, bool]
"""An output, an input, and whether the derivative is written in the inputs alone."""


@final
@dataclass(frozen=True, slots=True)
class Own:
    """Own values by the place where they stand in for the right ones; `a | b` has both, those of `b` first."""

    locals: Mapping[Edge, Expr] = field(default_factory=dict[Edge, Expr])
    composed: Mapping[str, Expr] = field(default_factory=dict[str, Expr])
    totals: Mapping[Entry, Expr] = field(default_factory=dict[Entry, Expr])
    others: Mapping[Quantity, Array] = field(default_factory=dict["Quantity", Array])
    """Quantities beyond first derivatives, each entry by itself where that is a quantity."""
    points: tuple[tuple[Place, Own], ...] = ()
    """Own values at points of the inputs."""

    def __or__(self, other: Own) -> Own:
        return Own(
            {**self.locals, **other.locals},
            {**self.composed, **other.composed},
            {**self.totals, **other.totals},
            {**self.others, **other.others},
            (*self.points, *other.points),
        )

    def total(self, output: str, source: str) -> Expr | None:
        """The own derivative of the output by the source, in the inputs alone if there is one, else in all letters."""
        return self.totals.get((output, source, True), self.totals.get((output, source, False)))


def own_values(quantity: Quantity, array: Array, composition: Composition) -> Own:
    """What the answer to an earlier part replaces in the later ones.

    Locals replace the derivatives of stage D, a composed expression is differentiated anew, and totals are used as they
    are. A quantity beyond first derivatives stands in for itself, and a value at a point for the quantity there. Counts
    and components replace nothing. Entries are taken in row-major order, so the
    orientation of a row or column does not matter; `ValueError` when their number is wrong.
    """
    if isinstance(quantity, Local | Total) and quantity.turned:
        array = array.turned()
    entries = tuple(_folded(entry) for entry in array)
    if isinstance(quantity, Local):
        places = [(row, column) for row in quantity.rows for column in quantity.columns]
        return Own(locals=dict(zip(places, entries, strict=True)))
    if isinstance(quantity, Composed):
        told = dict(zip(quantity.outputs, entries, strict=True))
        return Own(composed={name: expr for name, expr in told.items() if _differentiable(expr, composition)})
    if isinstance(quantity, Total):
        cells = [(output, source, quantity.substituted) for output in quantity.outputs for source in quantity.inputs]
        return Own(totals=dict(zip(cells, entries, strict=True)))
    if isinstance(quantity, At):
        return Own(points=((tuple(quantity.point.items()), own_values(quantity.quantity, array, composition)),))
    if isinstance(quantity, Components | PathCount):
        return Own()
    pieces = described(quantity).pieces(quantity)
    if len(pieces) == 1:
        return Own(others={pieces[0]: Array(array.shape, entries)})
    return Own(others=dict(zip(pieces, map(scalar, entries), strict=True)))


def _differentiable(expr: Expr, composition: Composition) -> bool:
    nodes, depth = size_of(expr)
    if nodes > LARGEST or depth > DEEPEST:
        return False
    try:
        for name in composition.inputs:
            if size_of(derivative(expr, name))[0] > LARGEST_DERIVATIVE:
                return False
    except DerivativeError:
        return False
    return True


def _folded(expr: Expr) -> Expr:
    """The expression with units and numbers folded, as the stages write theirs; a written `1/2` becomes one number."""
    done: dict[Expr, Expr] = {}
    stack = [(expr, False)]
    while stack:
        node, ready = stack.pop()
        if node in done:
            continue
        if not node.args:
            done[node] = node
        elif ready:
            done[node] = rebuild(node, tuple(done[arg] for arg in node.args))
        else:
            stack.append((node, True))
            stack.extend((arg, False) for arg in node.args)
    return done[expr]
