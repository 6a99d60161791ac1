"""Mal-rules on a finished matrix: turned round, re-ordered, or another thing made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gradekit.calculus.products import over
from gradekit.calculus.stages import Stages
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import EVERYWHERE, Site, malrule
from gradekit.model.composition import Local, Total
from gradekit.syntax.build import ZERO, multiply, negate, subtract
from gradekit.syntax.tree import Array, Expr, scalar, walk


@malrule("transpose", stage="frame", evidence="E8")
def transpose(asked: Asked) -> Iterator[Site]:
    """Rows and columns are interchanged."""
    if min(_shape(asked)) > 1 and not _is_diagonal(asked) and not _is_softmax(asked):
        yield EVERYWHERE, _made_into(transposed)


@malrule("rows-permuted", stage="frame", evidence="S4")
def rows_permuted(asked: Asked) -> Iterator[Site]:
    """The outputs are listed in another order: two of them changed places."""
    rows, columns = _shape(asked)
    for i, j in _pairs(rows):
        order = _swapped(rows, i, j)
        yield f"rows {i + 1} and {j + 1}", _picked([row * columns + k for row in order for k in range(columns)])


@malrule("columns-permuted", stage="frame", evidence="S4")
def columns_permuted(asked: Asked) -> Iterator[Site]:
    """The variables are listed in another order: two of them changed places."""
    rows, columns = _shape(asked)
    for i, j in _pairs(columns):
        order = _swapped(columns, i, j)
        yield f"columns {i + 1} and {j + 1}", _picked([row * columns + k for row in range(rows) for k in order])


@malrule("diagonal-only", stage="frame", evidence="E8")
def diagonal_only(asked: Asked) -> Iterator[Site]:
    """Only the diagonal is filled in."""
    rows, columns = _shape(asked)
    if rows != columns or rows < 2:
        return

    def on_diagonal(array: Array) -> Array:
        return Array(array.shape, tuple(e if k % (rows + 1) == 0 else ZERO for k, e in enumerate(array)))

    yield EVERYWHERE, _made_into(on_diagonal)


@malrule("diag-as-vector", stage="frame", evidence="form")
def diagonal_as_vector(asked: Asked) -> Iterator[Site]:
    """The diagonal of a matrix is given as a list."""
    rows, columns = _shape(asked)
    if rows == columns and rows > 1:
        yield EVERYWHERE, _made_into(lambda array: Array((1, rows), array.entries[:: rows + 1]))


@malrule("inverse-jacobian", stage="frame", evidence="E2")
def inverse_jacobian(asked: Asked) -> Iterator[Site]:
    """The Jacobian of the inverse map is given."""
    if _shape(asked) == (2, 2):
        yield EVERYWHERE, _made_into(_inverse)


@malrule("det-instead-of-matrix", stage="frame", evidence="anal.")
def determinant_instead(asked: Asked) -> Iterator[Site]:
    """The determinant is given instead of the matrix."""
    if _shape(asked) == (2, 2):
        yield EVERYWHERE, _made_into(lambda array: scalar(_determinant(array)))


def transposed(array: Array) -> Array:
    """The transposed matrix."""
    rows, columns = array.shape
    return Array((columns, rows), tuple(array.entries[i * columns + j] for j in range(columns) for i in range(rows)))


def _shape(asked: Asked) -> tuple[int, int]:
    """The numbers of rows and columns of the matrix that is asked; (1, 1) where none is."""
    if isinstance(asked.quantity, Local | Total) and (shape := asked.quantity.shape) is not None:
        return (shape[0], shape[1]) if len(shape) == 2 else (1, 1)
    if isinstance(asked.quantity, Local):
        return len(asked.quantity.rows), len(asked.quantity.columns)
    if isinstance(asked.quantity, Total):
        return len(asked.quantity.outputs), len(asked.quantity.inputs)
    return 1, 1


def _is_diagonal(asked: Asked) -> bool:
    """Whether there is nothing to turn round."""
    if isinstance(asked.quantity, Local):
        return asked.diagonal(asked.quantity.rows, asked.quantity.columns)
    return isinstance(asked.quantity, Total) and asked.diagonal(asked.quantity.outputs, asked.quantity.inputs)


def _is_softmax(asked: Asked) -> bool:
    """Whether this is the Jacobian of softmax(c z + d) by z, c (diag(p) - p p^T), which is symmetric."""
    if asked.sides is None:
        return False
    above, below = asked.sides
    if above.formula is None or above.formula.head != "function" or above.formula.name != "softmax":
        return False
    parts = list(walk(above.formula.args[0]))
    letters = [part.name for part in parts if part.head == "symbol"]
    return letters == [below.name] and all(map(_keeps_lines, parts))


def _keeps_lines(part: Expr) -> bool:
    """Whether a formula in one letter stays linear in it by this step."""
    if part.head == "divide":
        return part.args[1].head == "number"
    return part.head in ("symbol", "number", "add", "multiply", "negate")


def _made_into(change: Callable[[Array], Array]) -> Stages:
    return Stages(frame=lambda _, __, array: change(array))


def _picked(places: list[int]) -> Stages:
    return _made_into(lambda array: Array(array.shape, tuple(array.entries[place] for place in places)))


def _pairs(count: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(count) for j in range(i + 1, count)]


def _swapped(count: int, i: int, j: int) -> list[int]:
    return [j if k == i else i if k == j else k for k in range(count)]


def _determinant(array: Array) -> Expr:
    a, b, c, d = array.entries
    return subtract(multiply(a, d), multiply(b, c))


def _inverse(array: Array) -> Array:
    a, b, c, d = array.entries
    return Array((2, 2), tuple(over(entry, _determinant(array)) for entry in (d, negate(b), negate(c), a)))
