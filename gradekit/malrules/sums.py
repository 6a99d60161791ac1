"""Mal-rules on sums over the indices of an array in between: dL/dx_i = sum_j dL/du_j du_j/dx_i."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gradekit.calculus.graph import Path
from gradekit.calculus.stages import STAGES, Stages, Walk
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import EVERYWHERE, Site, answered, malrule
from gradekit.model.composition import Block, Local, Total
from gradekit.syntax.build import ONE, add
from gradekit.syntax.tree import Array, Expr, scalar

Index = tuple[int, ...]

Keeps = Callable[[Index, Index], bool]
"""Whether a route through the entry at one index of the array in between counts, for the source at another index."""

MOST_ENTRIES = 4
"""Entries up to which any single one may be the one that was kept."""


@malrule("sum-forgotten", stage="paths", evidence="E8")
def sum_forgotten(asked: Asked) -> Iterator[Site]:
    """The index of the array in between is not summed over: only one value of it counts, or the same as asked for."""
    if _is_single(asked):
        return
    for between in _between(asked):
        size = len(between.members)
        yield f"{between.name}, same index", _kept(asked, between, lambda at, to: not to or at[-1] == to[-1])
        for k in range(size if size <= MOST_ENTRIES else 0):
            place = _index(between, k)
            yield f"{between.members[k]} only", _kept(asked, between, lambda at, _, place=place: at == place)
        if len(between.shape) == 2:
            yield f"{between.name}, first index only", _kept(asked, between, lambda at, _: at[1] == 0)
            yield f"{between.name}, second index only", _kept(asked, between, lambda at, _: at[0] == 0)


@malrule("sum-not-taken", stage="frame", evidence="E8")
def reduction_forgotten(asked: Asked) -> Iterator[Site]:
    """The derivative of a sum is left as the matrix of the derivatives of its summands, not added up over them."""
    total = asked.total
    if not isinstance(asked.quantity, Total) or total is None or len(total.outputs) != 1:
        return
    for between in _between(asked):
        if len(between.shape) == 1 and len(total.inputs) == len(between.members):

            def matrix(walk: Walk, between: Block = between) -> Array:
                return STAGES.shape(walk, Total(between.members, total.inputs, total.substituted))

            yield f"{between.name}", answered(matrix)


@malrule("entries-added", stage="frame", evidence="anal.")
def entries_added(asked: Asked) -> Iterator[Site]:
    """The entries of a gradient are added up to one number."""
    if isinstance(asked.quantity, Total | Local) and _is_row(asked):
        yield EVERYWHERE, Stages(frame=lambda _, __, array: scalar(add(*array)))


@malrule("sum-of-rows", stage="frame", evidence="anal.")
def rows_added(asked: Asked) -> Iterator[Site]:
    """The rows of a Jacobian are added up to one row."""
    if not isinstance(asked.quantity, Total | Local):
        return
    rows, columns = _counts(asked)
    if rows > 1 and columns > 1:

        def added(array: Array) -> Array:
            return Array((1, columns), tuple(add(*array.entries[k::columns]) for k in range(columns)))

        yield EVERYWHERE, Stages(frame=lambda _, __, array: added(array))


@malrule("bias-summed", stage="frame", evidence="anal.")
def bias_summed(asked: Asked) -> Iterator[Site]:
    """The entries of the gradient by a bias are added up, as if one bias served all neurons."""
    sides = asked.sides
    if sides is None or len(sides[1].shape) != 1 or not _is_bias(asked, sides[1]):
        return

    def summed(array: Array) -> Array:
        whole: Expr = add(*array)
        return Array(array.shape, (whole,) * len(array.entries))

    yield EVERYWHERE, Stages(frame=lambda _, __, array: summed(array))


def _is_bias(asked: Asked, block: Block) -> bool:
    """Whether each entry is only added to one node."""
    edges = [edge for edge in asked.edges if edge[1] in block.members]
    return len(edges) == len(block.members) > 1 and all(asked.graph.local(*edge) == ONE for edge in edges)


def _between(asked: Asked) -> Iterator[Block]:
    """The arrays on the routes from the outputs to the inputs, but for those two."""
    if not isinstance(asked.quantity, Total):
        return
    on_the_way = {name for _, name in asked.edges} - set(asked.quantity.inputs)
    for block in asked.composition.blocks:
        if block.shape and len(block.members) > 1 and on_the_way >= set(block.members):
            yield block


def _kept(asked: Asked, between: Block, keeps: Keeps) -> Stages:
    """The stages with only those routes that do not meet the array, or meet it at an entry that counts."""
    places = {name: _index(between, k) for k, name in enumerate(between.members)}
    blocks = [block for block in asked.composition.blocks if block.shape]
    sources = {name: _index(block, k) for block in blocks for k, name in enumerate(block.members)}

    def paths(walk: Walk, output: str, source: str) -> tuple[Path, ...]:
        found = STAGES.paths(walk, output, source)
        return tuple(path for path in found if all(_counts_here(parent, source) for _, parent in path))

    def _counts_here(parent: str, source: str) -> bool:
        return parent not in places or parent == source or keeps(places[parent], sources.get(source, ()))

    return Stages(paths=paths)


def _index(block: Block, place: int) -> Index:
    index: list[int] = []
    for size in reversed(block.shape):
        place, at = divmod(place, size)
        index.append(at)
    return tuple(reversed(index))


def _is_single(asked: Asked) -> bool:
    return asked.total is None or asked.most_paths < 2


def _is_row(asked: Asked) -> bool:
    rows, columns = _counts(asked)
    return rows == 1 < columns


def _counts(asked: Asked) -> tuple[int, int]:
    quantity = asked.quantity
    if isinstance(quantity, Local):
        return len(quantity.rows), len(quantity.columns)
    return (len(quantity.outputs), len(quantity.inputs)) if isinstance(quantity, Total) else (1, 1)
