"""A composition as a graph: who depends on whom, the paths, and what is derived from them, each found once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias, final

from gradekit.calculus.differentiate import Rules, derivative, free
from gradekit.calculus.products import times
from gradekit.model.composition import Composition, Node
from gradekit.syntax.build import number, rebuild, substitute, symbol
from gradekit.syntax.tree import Expr, walk

Edge: TypeAlias = tuple[str, str]
"""A node and a symbol that stands in its expression: the derivative of the first by the second."""

Path: TypeAlias = tuple[Edge, ...]
"""Edges from an output down to an input; the second name of each is the first of the next. Where there are too many to
list, the last edge may stand for all routes from its first name to its second."""

MOST_LISTED = 24
"""More routes from one symbol to another are not listed one by one but gathered by the symbol they go through."""


@final
class Graph:
    """The graph of a composition. It remembers what was asked, so one is made for each problem and thrown away."""

    def __init__(self, composition: Composition) -> None:
        self.composition = composition
        self.nodes: Mapping[str, Node] = {node.name: node for node in composition.nodes}
        self.order: tuple[str, ...] = (*composition.inputs, *self.nodes)
        self._parents: dict[str, tuple[str, ...]] = {}
        self._paths: dict[Edge, tuple[Path, ...]] = {}
        self._counts: dict[Edge, int] = {}
        self._locals: dict[Edge, Expr] = {}
        self._products: dict[tuple[Expr, ...], Expr] = {}
        self._points: dict[tuple[tuple[str, Fraction], ...], Substitution] = {}
        self._edges: dict[Edge, tuple[Edge, ...]] = {}
        self._rights: dict[tuple[str, str, bool], Expr] = {}
        self._functions: dict[str, frozenset[str]] = {}
        self.by_other_rules: dict[tuple[int, str, str], tuple[Rules, Expr | None]] = {}
        """Derivatives of nodes by wrong rules, by the identity of the rules; filled by who knows such rules."""

    def parents(self, name: str) -> tuple[str, ...]:
        """The symbols in a node's expression that are inputs or earlier nodes: inputs first, each in their order."""
        if name not in self.nodes:
            return ()
        if (known := self._parents.get(name)) is None:
            used = free(self.nodes[name].expr)
            known = self._parents[name] = tuple(other for other in self.order if other in used)
        return known

    def ancestors(self, name: str) -> frozenset[str]:
        """The symbol and all those on which it depends, by way of others too."""
        return frozenset({name}).union(*map(self.ancestors, self.parents(name)))

    def paths(self, output: str, source: str) -> tuple[Path, ...]:
        """All paths from the output down to the source, shortest links first as the parents stand; `((),)` when the two
        are the same. Where they are `gathered`, one for each symbol in the output's expression that leads on."""
        if output == source:
            return ((),)
        if (known := self._paths.get((output, source))) is None:
            found = self._gathered if self.gathered(output, source) else self._all
            known = self._paths[output, source] = tuple(found(output, source))
        return known

    def _all(self, output: str, source: str) -> Iterator[Path]:
        for parent in self.parents(output):
            for rest in self.paths(parent, source):
                yield ((output, parent), *rest)

    def _gathered(self, output: str, source: str) -> Iterator[Path]:
        for parent in self.parents(output):
            if self.count(parent, source):
                yield ((output, parent),) if parent == source else ((output, parent), (parent, source))

    def gathered(self, output: str, source: str) -> bool:
        """Whether the paths are too many to list, so that each stands for all routes through one symbol."""
        return self.count(output, source) > MOST_LISTED

    def count(self, output: str, source: str) -> int:
        """The number of paths, found without listing them."""
        if output == source:
            return 1
        if (known := self._counts.get((output, source))) is None:
            known = self._counts[output, source] = sum(self.count(parent, source) for parent in self.parents(output))
        return known

    def edges(self, output: str, source: str) -> tuple[Edge, ...]:
        """The edges on all paths, in the order of the paths."""
        if (known := self._edges.get((output, source))) is None:
            found = self._edges_gathered if self.gathered(output, source) else self._edges_of_paths
            known = self._edges[output, source] = tuple(dict.fromkeys(found(output, source)))
        return known

    def _edges_of_paths(self, output: str, source: str) -> Iterator[Edge]:
        return (edge for path in self.paths(output, source) for edge in path)

    def _edges_gathered(self, output: str, source: str) -> Iterator[Edge]:
        for parent in self.parents(output):
            if self.count(parent, source):
                yield output, parent
                yield from self.edges(parent, source)

    def right(self, output: str, source: str, find: Callable[[str, str, bool], Expr], *, substituted: bool) -> Expr:
        """The derivative along all paths as `find` gives it, found once: most wrong answers have some right entries."""
        if (known := self._rights.get((output, source, substituted))) is None:
            known = self._rights[output, source, substituted] = find(output, source, substituted)
        return known

    def local(self, name: str, parent: str) -> Expr:
        """The right derivative of a node's own expression by one of its symbols."""
        if (known := self._locals.get((name, parent))) is None:
            known = self._locals[name, parent] = derivative(self.nodes[name].expr, parent)
        return known

    def functions(self, name: str) -> frozenset[str]:
        """The names of the functions in a node's expression."""
        if (known := self._functions.get(name)) is None:
            found = (part.name for part in walk(self.nodes[name].expr) if part.head == "function")
            known = self._functions[name] = frozenset(found)
        return known

    def product(self, links: tuple[Expr, ...]) -> Expr:
        """The product of the derivatives along a path, as one fraction."""
        if len(links) == 1:
            return links[0]
        if (known := self._products.get(links)) is None:
            known = self._products[links] = times(*links)
        return known

    @cached_property
    def closed(self) -> dict[str, Expr]:
        """Each node written in the inputs alone."""
        return closed_forms(self.composition, {})

    @cached_property
    def write_out(self) -> Substitution:
        """Puts the formulas in the inputs in the place of the nodes."""
        return Substitution(self.closed)

    def put_in(self, point: Mapping[str, Fraction]) -> Substitution:
        """Puts the coordinates of a point in the place of the inputs."""
        place = tuple(point.items())
        if place not in self._points:
            self._points[place] = Substitution({name: number(value) for name, value in place})
        return self._points[place]

    @cached_property
    def layers(self) -> tuple[tuple[str, ...], ...] | None:
        """The symbols by layers from the inputs to the outputs, when every edge joins a layer to the next one and the
        last layer is the outputs; None otherwise."""
        depth = dict.fromkeys(self.composition.inputs, 0)
        for name in self.nodes:
            depths = {depth[parent] for parent in self.parents(name)}
            if len(depths) != 1:
                return None
            depth[name] = depths.pop() + 1
        last = max(depth.values(), default=0)
        found = tuple(tuple(name for name in self.order if depth[name] == at) for at in range(last + 1))
        return found if set(found[-1]) == set(self.composition.outputs) else None


@final
class Substitution:
    """Symbols replaced by expressions, as `build.substitute` does, and remembered from one expression to the next: the
    predictions for one question differ in a few terms and share all others."""

    def __init__(self, values: Mapping[str, Expr]) -> None:
        self._values = values
        self._done: dict[Expr, Expr] = {}

    def __call__(self, expr: Expr) -> Expr:
        """The expression with the symbols replaced, folded again."""
        if expr.head == "symbol":
            return self._values.get(expr.name, expr)
        if not expr.args:
            return expr
        if (known := self._done.get(expr)) is None:
            args = tuple(self(arg) for arg in expr.args)
            known = self._done[expr] = expr if args == expr.args else rebuild(expr, args)
        return known


def closed_forms(composition: Composition, own: Mapping[str, Expr]) -> dict[str, Expr]:
    """Each node written in the inputs alone; for the nodes in `own` that expression is taken instead."""
    closed: dict[str, Expr] = {}
    for node in composition.nodes:
        closed[node.name] = own[node.name] if node.name in own else substitute(node.expr, closed)
    return closed


def composed(graph: Graph, name: str) -> Expr:
    """A node or an input, written in the inputs alone."""
    return graph.closed.get(name, symbol(name))
