"""A problem as a composition of maps, and what of it a part asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product
from typing import TypeVar

import msgspec

from gradekit.model.quantities import Formula, Further
from gradekit.syntax.tree import Expr

T = TypeVar("T")


class Node(msgspec.Struct, frozen=True):
    """One intermediate or output: its symbol and a short expression of earlier symbols."""

    name: str
    expr: Expr


class Block(msgspec.Struct, frozen=True):
    """A vector, matrix or higher array: a name for scalar symbols in row-major order.

    `formula` is a tree in names of blocks and in scalar symbols, with the functions of `calculus.arrays`; None for an
    input, and where the entries are given one by one. The entries themselves are inputs or nodes like all others.
    """

    name: str
    shape: tuple[int, ...]
    members: tuple[str, ...]
    formula: Expr | None = None


def entry_names(name: str, shape: tuple[int, ...]) -> tuple[str, ...]:
    """The symbols of the entries of an array, in row-major order, indices from 1.

    >>> entry_names("W", (2, 2)), entry_names("x", (2,)), entry_names("W", (1, 10))[-1], entry_names("a1", (2,))
    (('W11', 'W12', 'W21', 'W22'), ('x1', 'x2'), 'W_1_10', ('a1_1', 'a1_2'))
    """
    between = "_" if name[-1].isdigit() or max(shape) > 9 else ""
    indices = product(*(range(1, size + 1) for size in shape))
    return tuple(f"{name}{between}{between.join(map(str, index))}" for index in indices)


class Frame(msgspec.Struct, frozen=True):
    """An orthogonal curvilinear frame: component i along the unit vector e_i is the i-th partial divided by h_i."""

    name: str
    scale: tuple[Expr, ...]
    """The scale factors h, one for each input, e.g. (1, r) for polar coordinates."""
    units: tuple[str, ...]
    """The names of the unit vectors, e.g. ("e_r", "e_theta")."""


class Composition(msgspec.Struct, frozen=True, omit_defaults=True):
    """Inputs, nodes in topological order, the outputs among them, the frame if there is one, and the arrays to which
    symbols belong as entries. Without arrays the record is the one it always was."""

    inputs: tuple[str, ...]
    nodes: tuple[Node, ...]
    outputs: tuple[str, ...]
    frame: Frame | None = msgspec.field(default_factory=lambda: None)  # a factory's value is always written
    blocks: tuple[Block, ...] = ()

    def node(self, name: str) -> Node:
        """The node of that name."""
        return next(node for node in self.nodes if node.name == name)

    def block(self, name: str) -> Block | None:
        """The array of that name."""
        return next((block for block in self.blocks if block.name == name), None)

    def block_of(self, names: tuple[str, ...]) -> Block | None:
        """The array whose entries these symbols are, all of them in their order."""
        return next((block for block in self.blocks if block.members == names), None)

    def grouped(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names with entries of one array replaced by its name, once."""
        array = {member: block.name for block in self.blocks for member in block.members}
        return tuple(dict.fromkeys(array.get(name, name) for name in names))


class Local(msgspec.Struct, frozen=True, tag="local", omit_defaults=True):
    """Derivatives of nodes by symbols that stand in their own expressions: entry (i, j) is d rows[i] / d columns[j],
    everything else in the expression held fixed, written in the letters of that expression. A `shape` arranges the same
    entries as an array: first the indices of what is differentiated, then those of what one differentiates by. Where a
    course lays derivatives out the other way the matrix is `turned`: its rows are the columns."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    shape: tuple[int, ...] | None = None
    turned: bool = False


class Composed(msgspec.Struct, frozen=True, tag="composed", omit_defaults=True):
    """The outputs written in the inputs alone, in the `shape` of an array if there is one."""

    outputs: tuple[str, ...]
    shape: tuple[int, ...] | None = None


class Total(msgspec.Struct, frozen=True, tag="total", omit_defaults=True):
    """Derivatives of outputs by inputs along all paths: the Jacobian, rows are outputs. Written in the inputs alone
    unless `substituted` is false. A `shape` arranges the same entries as an array: first the indices of the output,
    then those of the input, so the derivative of a scalar by a matrix has the shape of the matrix. It may be `turned`
    as local derivatives are."""

    outputs: tuple[str, ...]
    inputs: tuple[str, ...]
    substituted: bool = msgspec.field(default_factory=lambda: True)  # always written, like a frame
    shape: tuple[int, ...] | None = None
    turned: bool = False


class Components(msgspec.Struct, frozen=True, tag="components"):
    """The components of the gradient of the output along the unit vectors of the frame."""

    output: str


class PathCount(msgspec.Struct, frozen=True, tag="path-count"):
    """The number of paths from the input to the output."""

    output: str
    input: str


class At(msgspec.Struct, frozen=True, tag="at"):
    """Another quantity at a point of the inputs."""

    quantity: Local | Composed | Total | Components | Formula
    point: dict[str, Fraction]


def as_jacobian(quantity: Local | Total) -> tuple[Local | Total, int]:
    """The same derivatives with a row for each of what is differentiated, and how many columns that has."""
    names = quantity.columns if isinstance(quantity, Local) else quantity.inputs
    return msgspec.structs.replace(quantity, turned=False), len(names)


def by_columns(entries: Sequence[T], columns: int) -> list[T]:
    """Entries that stand row by row, column by column.

    >>> by_columns([11, 12, 13, 21, 22, 23], 3)
    [11, 21, 12, 22, 13, 23]
    """
    return [entry for column in range(columns) for entry in entries[column::columns]]


Basic = Local | Composed | Total | Components
"""Formulas that the stages give by themselves; those of `model.quantities` are made of them."""

Quantity = Basic | PathCount | At | Further
"""What a part asks for, as a place in the stages of the composition."""
