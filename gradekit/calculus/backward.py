"""A composition of arrays walked from the output back, in matrix form and by indices: what a textbook writes for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import final

from gradekit.calculus.adjoints import NoMatrixForm, adjoint
from gradekit.calculus.differentiate import free
from gradekit.calculus.graph import Graph
from gradekit.calculus.index_forms import (
    FREE,
    Indices,
    NoIndexForm,
    by_indices,
    differentiated,
    entry_label,
    terms_to_latex,
)
from gradekit.calculus.labels import Spoken, letter, quotient
from gradekit.model.composition import Composition
from gradekit.syntax.build import ONE, ZERO, function, symbol
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import Array, Expr

MOST_TERMS = 3
"""A formula of more terms, such as a square that was multiplied out, is no help to a reader."""


@final
class ArrayGraph:
    """The graph of a composition whose nodes are its arrays and the symbols that are no entries."""

    def __init__(self, graph: Graph, said: Spoken) -> None:
        self.graph, self.said = graph, dict(said)
        self.composition: Composition = graph.composition
        self.names = self.composition.grouped(graph.order)

    def members(self, name: str) -> tuple[str, ...]:
        """The symbols of an array, or the symbol itself."""
        block = self.composition.block(name)
        return block.members if block else (name,)

    def shape(self, name: str) -> tuple[int, ...]:
        """The shape of an array; a symbol has none."""
        block = self.composition.block(name)
        return block.shape if block else ()

    def formula(self, name: str) -> Expr | None:
        """The formula of a node in letters of arrays; None where only its entries are known."""
        block = self.composition.block(name)
        return block.formula if block else self.graph.nodes[name].expr if name in self.graph.nodes else None

    def consumers(self, name: str) -> tuple[str, ...]:
        """The nodes in whose formulas it stands, in the order of the composition."""
        inside = set(self.members(name))
        return tuple(
            other
            for other in self.names
            if other != name and any(inside & set(self.graph.parents(member)) for member in self.members(other))
        )

    def leads(self, output: str, source: str) -> bool:
        """Whether a route joins the two."""
        pairs = ((top, bottom) for top in self.members(output) for bottom in self.members(source))
        return any(self.graph.count(*pair) for pair in pairs)

    def between(self, output: str, source: str) -> tuple[str, ...]:
        """What lies on the routes from the output down to the source, both of them included, the output first."""
        return tuple(name for name in reversed(self.names) if self.leads(output, name) and self.leads(name, source))

    @cached_property
    def arrays(self) -> dict[str, Array]:
        """Every letter with its entries, and a letter for the derivative by each of them."""
        found: dict[str, Array] = {}
        for name in self.names:
            entries = Array(self.shape(name), tuple(map(symbol, self.members(name))))
            found |= {name: entries, _by(name): entries}
        return found

    # -------------------------------------------------------------- in matrix form

    def matrix_line(self, output: str, name: str) -> str:
        """The derivative of a scalar output by an array from those by what it enters; `NoMatrixForm` where no rule
        gives one."""
        said = self.said | {_by(other): self.label(output, other) for other in self.names}
        through = [self._through(output, other, name) for other in self.onward(output, name)]
        right = through[0] if len(through) == 1 else Expr("add", tuple(through))
        return f"{self.label(output, name)} = {to_latex(right, said)}"

    def onward(self, output: str, name: str) -> list[str]:
        """The nodes in whose formulas it stands and that lead on to the output."""
        return [other for other in self.consumers(name) if other == output or self.leads(output, other)]

    def _through(self, output: str, consumer: str, name: str) -> Expr:
        formula = self.formula(consumer)
        if formula is not None and self.composition.block(consumer) and not self._names_entries(formula, name):
            return adjoint(formula, name, ONE if consumer == output else symbol(_by(consumer)), self.arrays)
        if consumer != output:
            raise NoMatrixForm(f"`{consumer}` is given entry by entry.")
        return nested([self._slope(output, member) for member in self.members(name)], self.shape(name))

    def _names_entries(self, formula: Expr, name: str) -> bool:
        """Whether entries of the array stand in the formula by themselves."""
        return bool(self.shape(name)) and not free(formula).isdisjoint(self.members(name))

    def _slope(self, output: str, member: str) -> Expr:
        return self.graph.local(output, member) if member in self.graph.parents(output) else ZERO

    def letter(self, name: str) -> str:
        """A letter in LaTeX."""
        return letter(name, self.said)

    def label(self, output: str, name: str) -> str:
        """The derivative of one by the other."""
        return quotient(output, name, self.said, partial=True)

    # -------------------------------------------------------------- by indices

    def entry_lines(self, output: str, name: str) -> Iterator[str]:
        """An entry of a node by its indices, and its derivative by an entry of what stands in its formula."""
        top, bottom = self._indices(output, name)
        formula = self.formula(output)
        if formula is None or self._names_entries(formula, name):
            raise NoIndexForm
        terms = by_indices(formula, top, self.arrays, functions=True)
        if len(terms) > MOST_TERMS:
            raise NoIndexForm
        yield f"{entry_label(output, top)} = {terms_to_latex(terms)}"
        slopes = differentiated(terms, name, bottom)
        yield f"{self._entry_quotient(output, top, name, bottom)} = {terms_to_latex(slopes)}"

    def sum_line(self, output: str, name: str) -> str:
        """The chain rule for one entry: a sum over all indices of each array in between; what is held fixed where the
        formula of the output itself is differentiated."""
        at = FREE[: len(self.shape(name))]
        onward = self.onward(output, name)
        held = ", ".join(self.letter(other) for other in onward if other != output)
        terms = [
            rf"\left. {term} \right|_{{{held}}}" if other == output and held else term
            for other in onward
            for term in (self._sum_through(output, other, name, at),)
        ]
        return f"{self._entry_quotient(output, (), name, at)} = {' + '.join(terms)}"

    def _sum_through(self, output: str, consumer: str, name: str, at: Indices) -> str:
        inner = self._entry_quotient(consumer, (), name, at)
        if consumer == output:
            return inner
        over = FREE[len(at) : len(at) + len(self.shape(consumer))]
        inner = self._entry_quotient(consumer, over, name, at)
        sums = "".join(rf"\sum_{{{index}}} " for index in over)
        return f"{sums}{self._entry_quotient(output, (), consumer, over)} {inner}"

    def _indices(self, output: str, name: str) -> tuple[Indices, Indices]:
        first, last = len(self.shape(output)), len(self.shape(name))
        if first + last > len(FREE):
            raise NoIndexForm
        return FREE[:first], FREE[first : first + last]

    def _entry_quotient(self, output: str, top: Indices, name: str, bottom: Indices) -> str:
        return rf"\frac{{\partial {entry_label(output, top)}}}{{\partial {entry_label(name, bottom)}}}"


def _by(name: str) -> str:
    """The letter that stands for the derivative of the output by an array; no author can write it."""
    return f"d/d{name}"


def nested(entries: list[Expr], shape: tuple[int, ...]) -> Expr:
    """Entries in row-major order as an array of a formula."""
    if not shape:
        return entries[0]
    step = len(entries) // shape[0]
    return function("array", *(nested(entries[i * step : (i + 1) * step], shape[1:]) for i in range(shape[0])))
