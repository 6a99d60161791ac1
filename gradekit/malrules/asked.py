"""What a mal-rule looks at: the quantity that was asked, the graph, and the right way through the stages."""

from __future__ import annotations

from functools import cached_property
from typing import final

from gradekit.calculus.graph import Edge, Graph, Path
from gradekit.calculus.own import Own
from gradekit.calculus.stages import STAGES, Walk
from gradekit.model.composition import At, Components, Composed, Composition, Local, PathCount, Quantity, Total


@final
class Asked:
    """A question about a composition, and what of the composition it touches."""

    def __init__(self, composition: Composition, quantity: Quantity, own: Own | None = None) -> None:
        self.graph = Graph(composition)
        self.composition = composition
        self.whole = quantity
        """The quantity as asked."""
        self.quantity = quantity.quantity if isinstance(quantity, At) else quantity
        """The quantity without its point."""
        self.own = own
        self.walk = Walk(self.graph, STAGES, own)

    @cached_property
    def total(self) -> Total | None:
        """The derivatives along paths that are asked or stand behind the components; None for other quantities."""
        if isinstance(self.quantity, Components):
            return Total((self.quantity.output,), self.composition.inputs)
        return self.quantity if isinstance(self.quantity, Total) else None

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
        return tuple(dict.fromkeys(edge for found in self.paths for path in found for edge in path))

    @property
    def is_derivative(self) -> bool:
        """Whether derivatives are asked, not a function or a count."""
        return not isinstance(self.quantity, Composed | PathCount)

    @property
    def only(self) -> Edge | None:
        """The output and the input where one derivative is asked, along paths or locally."""
        if isinstance(self.quantity, Total) and len(self.quantity.outputs) == len(self.quantity.inputs) == 1:
            return self.quantity.outputs[0], self.quantity.inputs[0]
        if isinstance(self.quantity, Local) and len(self.quantity.rows) == len(self.quantity.columns) == 1:
            return self.quantity.rows[0], self.quantity.columns[0]
        return None

    @cached_property
    def layers(self) -> tuple[tuple[str, ...], ...]:
        """The layers between the inputs and the outputs of the total, where the whole Jacobian of a layered composition
        is asked; else none."""
        found = self.graph.layers
        if found is None or self.total is None:
            return ()
        return found if (self.total.inputs, self.total.outputs) == (found[0], found[-1]) else ()
