"""What a mal-rule looks at: the quantity that was asked, the graph, and the right way through the stages."""

from __future__ import annotations

from functools import cached_property
from typing import final

from gradekit.calculus.graph import Edge, Graph, Path
from gradekit.calculus.own import Own
from gradekit.calculus.stages import STAGES, Walk
from gradekit.model.composition import At, Block, Components, Composed, Composition, Local, PathCount, Quantity, Total
from gradekit.model.quantities import (
    Adjoints,
    Ascent,
    Cartesian,
    Count,
    Descent,
    Determinant,
    Directional,
    Divergence,
    Implicit,
    Inverse,
    Laplacian,
    Product,
    Second,
    Tangents,
    UnitVectors,
)
from gradekit.syntax.build import symbol
from gradekit.syntax.tree import Array


@final
class Asked:
    """A question about a composition, and what of the composition it touches."""

    def __init__(
        self, composition: Composition, quantity: Quantity, own: Own | None = None, graph: Graph | None = None
    ) -> None:
        self.graph = graph or Graph(composition)
        self.composition = composition
        self.whole = quantity
        """The quantity as asked."""
        self.quantity = quantity.quantity if isinstance(quantity, At) else quantity
        """The quantity without its point."""
        self.own = own
        self.walk = Walk(self.graph, STAGES, own)

    @cached_property
    def total(self) -> Total | None:
        """The derivatives along paths that are asked, or that what is asked is made of; None for other quantities."""
        return self.quantity if isinstance(self.quantity, Total) else _behind(self.quantity, self.composition.inputs)

    @cached_property
    def paths(self) -> tuple[tuple[Path, ...], ...]:
        """The paths of each entry of the total."""
        if self.total is None:
            return ()
        return tuple(self.graph.paths(o, i) for o in self.total.outputs for i in self.total.inputs)

    @property
    def most_paths(self) -> int:
        """The largest number of paths to one entry."""
        return max(map(len, self.paths), default=0)

    @property
    def longest(self) -> int:
        """The number of links in the longest path."""
        return max((len(path) for found in self.paths for path in found), default=0)

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The derivatives of stage D that the quantity is built from."""
        if isinstance(self.quantity, Local):
            pairs = [(row, column) for row in self.quantity.rows for column in self.quantity.columns]
            return tuple((row, column) for row, column in pairs if column in self.graph.parents(row))
        if isinstance(self.quantity, Tangents | Adjoints):
            return tuple((name, parent) for name in self.graph.nodes for parent in self.graph.parents(name))
        if isinstance(self.quantity, Second) and self.quantity.local:
            return tuple((self.quantity.output, name) for name in self.graph.parents(self.quantity.output))
        if self.total is None:
            return ()
        pairs = ((output, source) for output in self.total.outputs for source in self.total.inputs)
        return tuple(dict.fromkeys(edge for pair in pairs for edge in self.graph.edges(*pair)))

    @property
    def is_derivative(self) -> bool:
        """Whether derivatives are asked, not a function or a count."""
        return not isinstance(self.quantity, Composed | PathCount | Count)

    @property
    def only(self) -> Edge | None:
        """The output and the input where one derivative is asked, along paths or locally, that is no array of one."""
        if not isinstance(self.quantity, Total | Local) or self.quantity.shape:
            return None
        if isinstance(self.quantity, Total) and len(self.quantity.outputs) == len(self.quantity.inputs) == 1:
            return self.quantity.outputs[0], self.quantity.inputs[0]
        if isinstance(self.quantity, Local) and len(self.quantity.rows) == len(self.quantity.columns) == 1:
            return self.quantity.rows[0], self.quantity.columns[0]
        return None

    @cached_property
    def arrays(self) -> dict[str, str]:
        """The name of the array that each entry belongs to."""
        return {member: block.name for block in self.composition.blocks if block.shape for member in block.members}

    @cached_property
    def letters(self) -> dict[str, Array]:
        """Each array by its name, its entries as symbols."""
        blocks = (block for block in self.composition.blocks if block.shape)
        return {block.name: Array(block.shape, tuple(map(symbol, block.members))) for block in blocks}

    def diagonal(self, outputs: tuple[str, ...], inputs: tuple[str, ...]) -> bool:
        """Whether each output depends on the input at its own place alone, whatever the formulas."""
        pairs = ((output, source) for i, output in enumerate(outputs) for j, source in enumerate(inputs) if i != j)
        local = isinstance(self.quantity, Local)
        found = (b in self.graph.parents(a) if local else self.graph.count(a, b) > 0 for a, b in pairs)
        return len(outputs) == len(inputs) and not any(found)

    def block(self, names: tuple[str, ...]) -> Block | None:
        """The array whose entries these are, all of them in their order; a scalar with a formula of arrays is one."""
        return self.composition.block_of(names)

    @cached_property
    def sides(self) -> tuple[Block, Block] | None:
        """The array that is differentiated and the one by which, where the derivative of one by the other is asked."""
        if isinstance(self.quantity, Local):
            found = self.block(self.quantity.rows), self.block(self.quantity.columns)
        elif isinstance(self.quantity, Total):
            found = self.block(self.quantity.outputs), self.block(self.quantity.inputs)
        else:
            return None
        return (found[0], found[1]) if found[0] and found[1] else None

    @cached_property
    def layers(self) -> tuple[tuple[str, ...], ...]:
        """The layers between the inputs and the outputs of the total, where the whole Jacobian of a layered composition
        is asked; else none."""
        found = self.graph.layers
        if found is None or self.total is None:
            return ()
        return found if (self.total.inputs, self.total.outputs) == (found[0], found[-1]) else ()


def _behind(quantity: Quantity, inputs: tuple[str, ...]) -> Total | None:
    """The first derivatives that a quantity is made of."""
    match quantity:
        case Components(output) | Cartesian(output) | Laplacian(output):
            return Total((output,), inputs)
        case Second(output, first, second, _, False):
            return Total((output,), tuple(dict.fromkeys((*first, *second))))
        case Implicit(equations, unknowns, by):
            return Total(equations, (*by, *unknowns))
        case Determinant(outputs, by) | Inverse(outputs, by) | Product(outputs, by):
            return Total(outputs, by)
        case Directional(output, by) | Ascent(output, by) | Descent(output, by):
            return Total((output,), by)
        case UnitVectors(position, along):
            return Total(position, along)
        case Divergence(components):
            return Total(components, inputs)
        case PathCount(output, source):
            return Total((output,), (source,))
        case _:
            return None
