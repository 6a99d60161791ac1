"""Mal-rules on what is made of a Jacobian: its determinant, its inverse, and its products with vectors."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.calculus.cofactors import dot
from gradekit.calculus.products import over, times
from gradekit.calculus.quantities.jacobians import jacobian
from gradekit.calculus.quantities.quantity import arranged, rows_of
from gradekit.calculus.stages import Walk
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import EVERYWHERE, Site, answered, malrule, wrong_answer
from gradekit.model.quantities import Determinant, Inverse, Product
from gradekit.syntax.build import ONE, ZERO, add, function, multiply, negate
from gradekit.syntax.tree import Array, Expr, scalar


@wrong_answer("det-sign-formula", Determinant, evidence="anal.")
def diagonals_added(walk: Walk, asked: Determinant) -> Array | None:
    """The determinant of a 2 by 2 matrix is taken to be a d + b c."""
    if len(asked.outputs) != 2:
        return None
    (a, b), (c, d) = jacobian(walk, asked.outputs, asked.inputs)
    return _finished(asked, add(times(a, d), times(b, c)))


@wrong_answer("diagonal-product-only", Determinant, evidence="anal.")
def product_of_the_diagonal(walk: Walk, asked: Determinant) -> Array | None:
    """The determinant is taken to be the product of the diagonal entries."""
    rows = jacobian(walk, asked.outputs, asked.inputs)
    return _finished(asked, times(*(row[k] for k, row in enumerate(rows))))


@wrong_answer("missing-abs", Determinant, evidence="anal.")
def absolute_value_forgotten(walk: Walk, asked: Determinant) -> Array | None:
    """For the factor by which areas grow the determinant is given with its sign."""
    if not asked.absolute:
        return None
    return walk.ingredient(Determinant(asked.outputs, asked.inputs, False, asked.inverse))


@wrong_answer("determinant-of-the-other-map", Determinant, evidence="E2")
def determinant_upside_down(walk: Walk, asked: Determinant) -> Array | None:
    """The determinant of the inverse map is given for that of the map, or the other way round."""
    return walk.ingredient(Determinant(asked.outputs, asked.inputs, asked.absolute, not asked.inverse))


@wrong_answer("reciprocal-entries", Inverse, evidence="E2")
def reciprocal_of_each_entry(walk: Walk, asked: Inverse) -> Array | None:
    """An inverse matrix is taken to have the reciprocal entries: dr/dx = 1 / (dx/dr)."""
    columns = list(zip(*jacobian(walk, asked.outputs, asked.inputs), strict=True))
    if any(entry == ZERO for column in columns for entry in column):
        return None
    return arranged([[over(ONE, entry) for entry in column] for column in columns])


@wrong_answer("jacobian-for-inverse", Inverse, evidence="E2")
def jacobian_of_the_map(walk: Walk, asked: Inverse) -> Array | None:
    """The Jacobian of the map itself is given where that of the inverse map is asked."""
    return arranged(jacobian(walk, asked.outputs, asked.inputs))


@wrong_answer("inverse-not-divided", Inverse, evidence="anal.")
def adjugate(walk: Walk, asked: Inverse) -> Array | None:
    """The inverse is left undivided by the determinant."""
    det = walk.ingredient(Determinant(asked.outputs, asked.inputs)).scalar
    right = walk.ingredient(asked)
    return Array(right.shape, tuple(times(entry, det) for entry in right))


@malrule("cofactor-sign", stage="frame", evidence="S6")
def cofactor_signs(asked: Asked) -> Iterator[Site]:
    """In the inverse of a 2 by 2 matrix a minus sign off the diagonal is forgotten."""
    quantity = asked.quantity
    if not isinstance(quantity, Inverse) or len(quantity.inputs) != 2:
        return
    for site, places in (("both", (1, 2)), ("row 1", (1,)), ("row 2", (2,))):

        def signs(walk: Walk, quantity: Inverse = quantity, places: tuple[int, ...] = places) -> Array:
            right = walk.ingredient(quantity)
            return Array(right.shape, tuple(negate(e) if k in places else e for k, e in enumerate(right)))

        yield site, answered(signs)


@malrule("transposed-inverse", stage="frame", evidence="E8")
def inverse_transposed(asked: Asked) -> Iterator[Site]:
    """The cofactors are not transposed in the inverse, so that rows and columns are interchanged."""
    quantity = asked.quantity
    if isinstance(quantity, Inverse) and len(quantity.inputs) > 1:
        yield EVERYWHERE, answered(lambda walk: arranged(list(zip(*rows_of(walk.ingredient(quantity)), strict=True))))


@wrong_answer("jacobian-transposed-in-product", Product, evidence="E8")
def transposed_jacobian(walk: Walk, asked: Product) -> Array | None:
    """The vector is multiplied with the transposed Jacobian: J^T v for J v, or J u for u^T J."""
    rows = jacobian(walk, asked.outputs, asked.inputs)
    if len(asked.outputs) != len(asked.inputs):
        return None
    if asked.left:
        return arranged([[dot(row, asked.vector) for row in rows]])
    return arranged([[dot(column, asked.vector)] for column in zip(*rows, strict=True)])


@wrong_answer("outer-product-for-vjp", Product, evidence="anal.")
def rows_scaled_and_not_added(walk: Walk, asked: Product) -> Array | None:
    """Rows or columns of the Jacobian are multiplied by the entries of the vector and not added."""
    rows = jacobian(walk, asked.outputs, asked.inputs)
    if asked.left:
        return arranged([[multiply(u, entry) for entry in row] for u, row in zip(asked.vector, rows, strict=True)])
    return arranged([[multiply(v, entry) for v, entry in zip(asked.vector, row, strict=True)] for row in rows])


@wrong_answer("vector-entrywise", Product, evidence="anal.")
def vector_entry_by_entry(walk: Walk, asked: Product) -> Array | None:
    """Only the diagonal of the Jacobian is multiplied by the entries of the vector."""
    rows = jacobian(walk, asked.outputs, asked.inputs)
    if len(asked.outputs) != len(asked.inputs) or len(rows) < 2:
        return None
    entries = [multiply(v, row[k]) for k, (v, row) in enumerate(zip(asked.vector, rows, strict=True))]
    return arranged([entries]) if asked.left else arranged([[entry] for entry in entries])


def _finished(asked: Determinant, det: Expr) -> Array:
    """The same from another determinant: one over it, or its absolute value."""
    size = function("Abs", det) if asked.absolute else det
    return scalar(over(ONE, size) if asked.inverse else size)
