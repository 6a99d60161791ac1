"""Which earlier quantities a later one is built from, so that an own answer is followed only where it matters."""

from __future__ import annotations

from gradekit.calculus.graph import Graph
from gradekit.model.composition import At, Components, Composed, Composition, Local, PathCount, Quantity, Total


def depends_on(later: Quantity, earlier: Quantity, composition: Composition) -> bool:
    """Whether the stages of `later` use the value of `earlier`.

    | later               | earlier                                                                  |
    |---------------------|--------------------------------------------------------------------------|
    | Total               | Locals on its paths; its outputs composed; totals of symbols on the way; |
    |                     | the same derivative not yet substituted                                  |
    | Components          | what the gradient depends on, and the gradient                           |
    | Composed            | intermediates composed, on the way to it                                 |
    | At(q)               | q and what q depends on                                                  |
    | Local, PathCount    | nothing                                                                  |
    """
    return _uses(later, earlier, Graph(composition))


def _uses(later: Quantity, earlier: Quantity, graph: Graph) -> bool:
    if isinstance(earlier, At | PathCount | Components):
        return False
    if isinstance(later, At):
        return _same_place(later.quantity, earlier) or _uses(later.quantity, earlier, graph)
    if isinstance(later, Components):
        gradient = Total((later.output,), graph.composition.inputs)
        return _same_place(gradient, earlier) or _uses(gradient, earlier, graph)
    if isinstance(later, Composed):
        return isinstance(earlier, Composed) and any(
            _below(graph, output, name) for output in later.outputs for name in earlier.outputs
        )
    return isinstance(later, Total) and _total_uses(later, earlier, graph)


def _total_uses(later: Total, earlier: Local | Composed | Total, graph: Graph) -> bool:
    edges = {edge for o in later.outputs for i in later.inputs for path in graph.paths(o, i) for edge in path}
    if isinstance(earlier, Local):
        return any((row, column) in edges for row in earlier.rows for column in earlier.columns)
    on_the_way = {name for name, _ in edges}
    if isinstance(earlier, Composed):
        return not on_the_way.isdisjoint(earlier.outputs) and later.substituted
    if _same_place(later, earlier):
        return later.substituted and not earlier.substituted
    reached = on_the_way - set(later.outputs)
    return not reached.isdisjoint(earlier.outputs) and not set(later.inputs).isdisjoint(earlier.inputs)


def _same_place(one: Quantity, other: Quantity) -> bool:
    """Whether two totals share an entry, or two other quantities are the same."""
    if isinstance(one, Total) and isinstance(other, Total):
        return not set(one.outputs).isdisjoint(other.outputs) and not set(one.inputs).isdisjoint(other.inputs)
    return one == other


def _below(graph: Graph, output: str, name: str) -> bool:
    return name != output and bool(name in graph.nodes and graph.paths(output, name))
