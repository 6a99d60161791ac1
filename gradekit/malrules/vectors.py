"""Mal-rules on vectors: derivatives by a scalar that goes with every entry, and sums over entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gradekit.calculus.stages import Stages
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import EVERYWHERE, Site, malrule
from gradekit.model.composition import Local, Total
from gradekit.syntax.build import ZERO, multiply, number
from gradekit.syntax.tree import Array, Expr


@malrule("broadcast-identity", stage="frame", evidence="anal.")
def identity_for_a_column(asked: Asked) -> Iterator[Site]:
    """The derivative of a vector by a scalar that goes with every entry is given as a matrix, I for a column of 1."""
    if not isinstance(asked.quantity, Total | Local):
        return
    rows, columns = _counts(asked.quantity)
    if columns == 1 and rows > 1:

        def on_diagonal(array: Array) -> Array:
            entries = (array.entries[i] if i == j else ZERO for i in range(rows) for j in range(rows))
            return Array((rows, rows), tuple(entries))

        yield EVERYWHERE, _changed(on_diagonal)


@malrule("n-factor", stage="frame", evidence="anal.")
def number_of_entries_as_factor(asked: Asked) -> Iterator[Site]:
    """The derivative of a sum or a mean over entries carries their number as a factor too many."""
    if not isinstance(asked.quantity, Total | Local):
        return
    for output in asked.quantity.outputs if isinstance(asked.quantity, Total) else asked.quantity.rows:
        block = asked.composition.block(output)
        formula = block.formula if block else None
        if formula is None or formula.head != "function" or formula.name not in ("sum", "mean", "norm2"):
            continue
        size = _counts(asked.quantity)[1]
        if size > 1:
            yield EVERYWHERE, _changed(lambda array, size=size: _times(array, number(size)))


def _changed(change: Callable[[Array], Array]) -> Stages:
    return Stages(frame=lambda _, __, array: change(array))


def _times(array: Array, factor: Expr) -> Array:
    return Array(array.shape, tuple(multiply(factor, entry) for entry in array))


def _counts(quantity: Total | Local) -> tuple[int, int]:
    if isinstance(quantity, Local):
        return len(quantity.rows), len(quantity.columns)
    return len(quantity.outputs), len(quantity.inputs)
