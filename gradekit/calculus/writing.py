"""The stages of a problem in writing: each derivative, path and sum as a line of LaTeX."""

from __future__ import annotations

from collections.abc import Container
from fractions import Fraction
from typing import final

from gradekit.calculus.array_labels import definitions, point_label
from gradekit.calculus.graph import Graph, Path
from gradekit.calculus.labels import edge_label, letter, path_label, total_label
from gradekit.calculus.readable import readable
from gradekit.calculus.stages import STAGES, Walk
from gradekit.model.composition import Composition, Local
from gradekit.syntax.latex import array_to_latex, to_latex
from gradekit.syntax.tree import Array, Expr


@final
class Writing:
    """A composition, and the LaTeX of what its stages give."""

    def __init__(self, composition: Composition, spoken_as: dict[str, str] | None = None) -> None:
        self.composition = composition
        self.said = spoken_as or {}
        self.graph = Graph(composition)
        self.walk = Walk(self.graph, STAGES)

    def latex(self, what: Expr | Array) -> str:
        """A formula or an array."""
        if isinstance(what, Expr):
            return to_latex(readable(what), self.said)
        return array_to_latex(Array(what.shape, tuple(map(readable, what))), self.said)

    def letter(self, name: str) -> str:
        """A symbol."""
        return letter(name, self.said)

    def edge(self, name: str, parent: str) -> str:
        """The label of a local derivative."""
        return edge_label(self.graph, name, parent, self.said)

    def total(self, output: str, source: str) -> str:
        """The label of a derivative along all paths."""
        return total_label(self.graph, output, source, self.said)

    def point(self, point: dict[str, Fraction]) -> str:
        """Coordinates, `t = \\frac{1}{2}`."""
        return point_label(point, self.composition, self.said)

    def definitions(self) -> tuple[str, ...]:
        """Each node and its formula, arrays as a whole."""
        return definitions(self.composition, self.said)

    def locals(self, names: Container[str] | None = None) -> tuple[str, ...]:
        """Each derivative of a node by a symbol in its formula, of some nodes or of all."""
        nodes = [name for name in self.graph.nodes if names is None or name in names]
        edges = [(name, parent) for name in nodes for parent in self.graph.parents(name)]
        return tuple(self.local(*edge) for edge in edges)

    def local(self, name: str, parent: str) -> str:
        """One local derivative."""
        return f"{self.edge(name, parent)} = {self.latex(self.graph.local(name, parent))}"

    def path(self, path: Path) -> str:
        """A path: its label and the product of its derivatives."""
        links = [readable(self.graph.local(*edge)) for edge in path]
        product = r" \cdot ".join(map(self._bracketed, links)) if len(links) > 1 else self.latex(links[0])
        return f"{path_label(self.graph, path, self.said)} = {product}"

    def sum(self, output: str, source: str) -> str:
        """The sum of all paths, in symbols and in the letters of the composition."""
        return f"{self.sum_in_symbols(output, source)} = {self.latex(self.walk.sum(output, source))}"

    def sum_in_symbols(self, output: str, source: str) -> str:
        """The sum of all paths, in symbols."""
        told = " + ".join(path_label(self.graph, path, self.said) for path in self.graph.paths(output, source))
        return f"{self.total(output, source)} = {told}" if told else f"{self.total(output, source)} = 0"

    def array_local(self, above: tuple[str, ...], below: tuple[str, ...], label: str, *, turned: bool = False) -> str:
        """The derivatives of the entries of one array by those of another, as a matrix with a label."""
        local = Local(above, below, (len(above), len(below)), turned)
        return f"{label} = {self.latex(self.walk.value(local))}"

    def by_symbols(self, source: str) -> tuple[str, ...]:
        """The derivative of each symbol by the source from those of the symbols in its formula, from the source up."""
        told = ((name, self._links(name, source)) for name in self.graph.nodes)
        return tuple(f"{self.total(name, source)} = {links}" for name, links in told if links)

    def _links(self, name: str, source: str) -> str:
        found = [parent for parent in self.graph.parents(name) if self.graph.count(parent, source)]
        return " + ".join(
            self.edge(name, parent) + ("" if parent == source else rf" \cdot {self.total(parent, source)}")
            for parent in found
        )

    def _bracketed(self, link: Expr) -> str:
        told = self.latex(link)
        return rf"\left({told}\right)" if link.head in ("add", "negate") else told
