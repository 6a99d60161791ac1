"""A student's own steps in the place of the question's: what a later part about steps then asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import final

from msgspec.structs import replace

from gradekit.calculus.graph import Graph
from gradekit.model.composition import Composition, Local, Node, Total
from gradekit.model.problem import Part
from gradekit.syntax.tree import Expr


@final
class OwnSteps:
    """A formula taken apart in the student's own way, into as many steps as the question has or another number."""

    def __init__(
        self, whole: Composition, asked: tuple[str, ...], names: tuple[str, ...], steps: Sequence[Expr]
    ) -> None:
        self._asked, self._names = asked, names
        own = tuple(Node(name, step) for name, step in zip(names, steps, strict=True))
        first = next(place for place, node in enumerate(whole.nodes) if node.name in asked)
        rest = [node for node in whole.nodes[first:] if node.name not in asked]
        self.composition = replace(whole, nodes=(*whole.nodes[:first], *own, *rest))

    def asked(self, part: Part) -> Iterator[Part]:
        """The part as it is about the own steps; nothing where these have no such letters.

        The last link is the derivative of the formula by the step before it, whatever that is called; where a letter
        of the question stands further back, it is also the derivative along the own steps in between.
        """
        link = part.quantity
        if not isinstance(link, Local) or len(self._names) == len(self._asked):
            yield part
            return
        if len(link.rows) * len(link.columns) != 1:
            return
        own = replace(part, symbols=(*part.symbols, *(name for name in self._names if name not in part.symbols)))
        graph, (row,), (column,) = Graph(self.composition), link.rows, link.columns
        if row in graph.nodes and column in graph.parents(row):
            yield own
        elif row == self._names[-1] and self._asked[-2:-1] == (column,):
            yield replace(own, quantity=Local((row,), self._names[-2:-1]))
            if column in graph.nodes and graph.count(row, column):
                yield replace(own, quantity=Total((row,), (column,), substituted=False))
