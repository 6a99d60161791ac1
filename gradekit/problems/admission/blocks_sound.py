"""Whether the arrays of a record hang together: entries are symbols of it, and formulas have the right shapes."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from gradekit.calculus.arrays import MOST_ENTRIES, expanded
from gradekit.errors import AuthorError
from gradekit.model.composition import At, Block, Composed, Composition, Local, Total
from gradekit.model.problem import Part
from gradekit.syntax.build import symbol
from gradekit.syntax.limits import size_of
from gradekit.syntax.tree import Array

MOST_INDICES = 4
MOST_NODES = 200
"""Of one formula of arrays. Those of the templates stay below a tenth."""


def blocks_sound(composition: Composition) -> bool:
    """Whether every array is one that an author could have written. Entries of an array are not worked out again from
    its formula: they are what answers are compared by, and the formula is shown."""
    return not any(_faults(composition))


def _faults(composition: Composition) -> Iterator[bool]:
    symbols = {*composition.inputs, *(node.name for node in composition.nodes)}
    members = [name for block in composition.blocks for name in block.members]
    names = [block.name for block in composition.blocks]
    yield not symbols >= set(members) or len(set(members)) < len(members) or len(set(names)) < len(names)
    arrays: dict[str, Array] = {}
    for block in composition.blocks:
        yield not _is_formed(block)
        yield bool(block.shape) and block.name in symbols
        yield not _fits(block, arrays)
        arrays[block.name] = Array(block.shape, tuple(map(symbol, block.members)))


def _is_formed(block: Block) -> bool:
    sized = len(block.shape) <= MOST_INDICES and all(size > 0 for size in block.shape)
    named = block.name.isidentifier() and len(block.name) < 40
    return sized and named and prod(block.shape) == len(block.members) <= MOST_ENTRIES


def _fits(block: Block, arrays: dict[str, Array]) -> bool:
    """Whether the formula is small and has the shape of the array, in letters that come before it."""
    if block.formula is None:
        return True
    if size_of(block.formula)[0] > MOST_NODES:
        return False
    try:
        return expanded(block.formula, arrays).shape == block.shape
    except (AuthorError, ArithmeticError, IndexError, KeyError, TypeError, ValueError):
        return False


def shape_sound(part: Part) -> bool:
    """Whether the shape of a quantity is that of its part."""
    quantity = part.quantity.quantity if isinstance(part.quantity, At) else part.quantity
    if not isinstance(quantity, Local | Total | Composed) or quantity.shape is None:
        return True
    turned = isinstance(quantity, Local | Total) and quantity.turned
    return part.shape == (quantity.shape[::-1] if turned else quantity.shape)
