"""A problem as a composition of maps, and what of it a part asks for."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from gradekit.syntax.tree import Expr


class Node(msgspec.Struct, frozen=True):
    """One intermediate or output: its symbol and a short expression of earlier symbols."""

    name: str
    expr: Expr


class Frame(msgspec.Struct, frozen=True):
    """An orthogonal curvilinear frame: component i along the unit vector e_i is the i-th partial divided by h_i."""

    name: str
    scale: tuple[Expr, ...]
    """The scale factors h, one for each input, e.g. (1, r) for polar coordinates."""
    units: tuple[str, ...]
    """The names of the unit vectors, e.g. ("e_r", "e_theta")."""


class Composition(msgspec.Struct, frozen=True):
    """Inputs, nodes in topological order, the outputs among them, and the frame if there is one."""

    inputs: tuple[str, ...]
    nodes: tuple[Node, ...]
    outputs: tuple[str, ...]
    frame: Frame | None = None

    def node(self, name: str) -> Node:
        """The node of that name."""
        return next(node for node in self.nodes if node.name == name)


class Local(msgspec.Struct, frozen=True, tag="local"):
    """Derivatives of nodes by symbols that stand in their own expressions: entry (i, j) is d rows[i] / d columns[j],
    everything else in the expression held fixed, written in the letters of that expression."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]


class Composed(msgspec.Struct, frozen=True, tag="composed"):
    """The outputs written in the inputs alone."""

    outputs: tuple[str, ...]


class Total(msgspec.Struct, frozen=True, tag="total"):
    """Derivatives of outputs by inputs along all paths: the Jacobian, rows are outputs. Written in the inputs alone
    unless `substituted` is false."""

    outputs: tuple[str, ...]
    inputs: tuple[str, ...]
    substituted: bool = True


class Components(msgspec.Struct, frozen=True, tag="components"):
    """The components of the gradient of the output along the unit vectors of the frame."""

    output: str


class PathCount(msgspec.Struct, frozen=True, tag="path-count"):
    """The number of paths from the input to the output."""

    output: str
    input: str


class At(msgspec.Struct, frozen=True, tag="at"):
    """Another quantity at a point of the inputs."""

    quantity: Local | Composed | Total | Components
    point: dict[str, Fraction]


Quantity = Local | Composed | Total | Components | PathCount | At
"""What a part asks for, as a place in the stages of the composition."""
