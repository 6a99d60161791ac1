"""Mal-rules on inverses and determinants of matrices: dX^-1 = -X^-1 dX X^-1, d det X = det X tr(X^-1 dX).

A node Y = inv(X) or d = det(X) is recognised by its formula; X may be an input or depend on a parameter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gradekit.calculus.arrays import expanded
from gradekit.calculus.cofactors import determinant
from gradekit.calculus.graph import Edge
from gradekit.calculus.products import over
from gradekit.calculus.quantities.quantity import rows_of
from gradekit.calculus.stages import Walk
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import EVERYWHERE, Site, answered, edge_sites, malrule
from gradekit.model.composition import Block, Total
from gradekit.syntax.build import ONE, ZERO, divide, function, negate, power, symbol
from gradekit.syntax.tree import Array, Expr, scalar, walk

Pair = tuple[Block, Block]
"""The array Y = inv(X) or the number det(X), and the square matrix X."""

Index = tuple[int, int]


@malrule("inverse-sign", stage="derive", evidence="anal.")
def inverse_without_minus(asked: Asked) -> Iterator[Site]:
    """The minus sign of d X^-1 = -X^-1 dX X^-1 is forgotten."""
    for pair in _pairs(asked, "inv"):
        yield from _of_entries(asked, pair, lambda edge, _at, _by: negate(asked.graph.local(*edge)))


@malrule("order-lost", stage="derive", evidence="anal.")
def inverse_as_of_a_number(asked: Asked) -> Iterator[Site]:
    """The derivative of an inverse is taken to be -X^-2 dX, or -dX X^-2, as if matrices could change places."""
    for y, x in _pairs(asked, "inv"):
        inverse = function("inv", symbol(x.name))
        square = rows_of(_written(asked, function("matmul", inverse, inverse)))

        def left(_: Edge, at: Index, by: Index, square: list[list[Expr]] = square) -> Expr:
            return negate(square[at[0]][by[0]]) if at[1] == by[1] else ZERO

        def right(_: Edge, at: Index, by: Index, square: list[list[Expr]] = square) -> Expr:
            return negate(square[by[1]][at[1]]) if at[0] == by[0] else ZERO

        yield from _of_entries(asked, (y, x), left, ", to the left")
        yield from _of_entries(asked, (y, x), right, ", to the right")


@malrule("inverse-entrywise", stage="derive", evidence="anal.")
def inverse_entry_by_entry(asked: Asked) -> Iterator[Site]:
    """The inverse is differentiated entry by entry, as if its entries were 1/x_ij: -x_ij'/x_ij^2."""
    for y, x in _pairs(asked, "inv"):

        def entry(_: Edge, at: Index, by: Index, x: Block = x) -> Expr:
            below = symbol(x.members[at[0] * x.shape[1] + at[1]])
            return negate(divide(ONE, power(below, 2))) if at == by else ZERO

        yield from _of_entries(asked, (y, x), entry)


@malrule("inverse-not-transposed", stage="derive", evidence="anal.")
def inverse_where_its_transpose_belongs(asked: Asked) -> Iterator[Site]:
    """The derivative of det X is taken to be det X times X^-1, not times its transpose."""
    for d, x in _pairs(asked, "det"):
        wrong = {(d.members[0], name): asked.graph.local(d.members[0], _turned(x, name)) for name in x.members}
        yield from _changed(asked, wrong)


@malrule("det-factor-missing", stage="derive", evidence="anal.")
def determinant_factor_missing(asked: Asked) -> Iterator[Site]:
    """The factor det X is forgotten in d det X = det X tr(X^-1 dX)."""
    for d, x in _pairs(asked, "det"):
        det = _written(asked, function("det", symbol(x.name))).scalar
        name = d.members[0]
        yield from _changed(asked, {(name, entry): over(asked.graph.local(name, entry), det) for entry in x.members})


@malrule("tr-instead-of-det", stage="derive", evidence="anal.")
def trace_for_determinant(asked: Asked) -> Iterator[Site]:
    """The derivative of the determinant is taken to be the trace of dX."""
    for d, x in _pairs(asked, "det"):
        size = x.shape[0] + 1
        wrong = {(d.members[0], name): ONE if k % size == 0 else ZERO for k, name in enumerate(x.members)}
        yield from _changed(asked, wrong)


@malrule("det-of-derivative", stage="frame", evidence="anal.")
def determinant_of_the_derivative(asked: Asked) -> Iterator[Site]:
    """The determinant is taken of the matrix of the derivatives: (det X)' = det X'."""
    yield from _of_derivative(asked, "det", lambda rows: scalar(determinant(rows)))


@malrule("inverse-of-derivative", stage="frame", evidence="anal.")
def inverse_of_the_derivative(asked: Asked) -> Iterator[Site]:
    """The inverse is taken of the matrix of the derivatives: (X^-1)' = (X')^-1."""

    def inverted(rows: list[list[Expr]]) -> Array | None:
        if determinant(rows) == ZERO:
            return None
        slopes = {"X": Array((len(rows), len(rows)), tuple(entry for row in rows for entry in row))}
        return expanded(function("inv", symbol("X")), slopes)

    yield from _of_derivative(asked, "inv", inverted)


def _of_derivative(asked: Asked, name: str, made: Callable[[list[list[Expr]]], Array | None]) -> Iterator[Site]:
    """What is made of X' where the derivative of inv(X) or det(X) by one parameter is asked."""
    total = asked.quantity
    if not isinstance(total, Total) or len(total.inputs) != 1:
        return
    for y, x in _pairs(asked, name):
        if y.members == total.outputs and len(y.members) == len(total.outputs):

            def value(walk: Walk, x: Block = x) -> Array | None:
                slopes = [walk.entry(entry, total.inputs[0], substituted=total.substituted) for entry in x.members]
                return made(rows_of(Array(x.shape, tuple(slopes))))

            yield EVERYWHERE, answered(value)


def _pairs(asked: Asked, name: str) -> Iterator[Pair]:
    """The nodes whose formula is inv(X) or det(X), with X."""
    for block in asked.composition.blocks:
        formula = block.formula
        if formula is not None and formula.head == "function" and formula.name == name:
            inner = asked.composition.block(formula.args[0].name) if formula.args[0].head == "symbol" else None
            if inner is not None:
                yield block, inner


def _of_entries(
    asked: Asked, pair: Pair, entry: Callable[[Edge, Index, Index], Expr], variant: str = ""
) -> Iterator[Site]:
    """The derivatives of entries of Y by entries of X from their indices."""
    y, x = pair
    wrong = {
        (top, bottom): entry((top, bottom), divmod(i, y.shape[1]), divmod(j, x.shape[1]))
        for i, top in enumerate(y.members)
        for j, bottom in enumerate(x.members)
    }
    yield from _changed(asked, wrong, variant)


def _changed(asked: Asked, wrong: dict[Edge, Expr], variant: str = "") -> Iterator[Site]:
    edges = set(asked.edges)
    changed = {e: slope for e, slope in wrong.items() if e in edges and slope != asked.graph.local(*e)}
    yield from edge_sites(changed, variant, asked.arrays)


def _turned(x: Block, name: str) -> str:
    """The letter at the transposed place."""
    i, j = divmod(x.members.index(name), x.shape[1])
    return x.members[j * x.shape[1] + i]


def _written(asked: Asked, formula: Expr) -> Array:
    used = {part.name for part in walk(formula) if part.head == "symbol"}
    blocks = (block for block in asked.composition.blocks if block.name in used)
    return expanded(formula, {block.name: Array(block.shape, tuple(map(symbol, block.members))) for block in blocks})
