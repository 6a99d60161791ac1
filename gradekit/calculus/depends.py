"""Which earlier quantities a later one is built from, so that an own answer is followed only where it matters."""

from __future__ import annotations

from gradekit.calculus.graph import Graph
from gradekit.calculus.quantities import described
from gradekit.model.composition import At, Basic, Components, Composed, Composition, Local, PathCount, Quantity, Total
from gradekit.model.quantities import Further


def depends_on(later: Quantity, earlier: Quantity, composition: Composition) -> bool:
    """Whether the stages of `later` use the value of `earlier`.

    | later               | earlier                                                                  |
    |---------------------|--------------------------------------------------------------------------|
    | Total               | Locals on its paths; its outputs composed; totals of symbols on the way; |
    |                     | the same derivative not yet substituted                                  |
    | Components          | what the gradient depends on, and the gradient                           |
    | Composed            | intermediates composed, on the way to it                                 |
    | At(q)               | q and what q depends on; of these the values at the same point, where    |
    |                     | q is worked out from values; values of letters that stand in q           |
    | Local, PathCount    | nothing                                                                  |
    | any other           | what it says it uses, and what that depends on                           |
    """
    return _uses(later, earlier, Graph(composition))


def _uses(later: Quantity, earlier: Quantity, graph: Graph) -> bool:
    if isinstance(earlier, At):
        return isinstance(later, At) and _uses_at(later, earlier, graph)
    if isinstance(earlier, PathCount | Components):
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
    if isinstance(later, Further):
        return _further_uses(later, earlier, graph)
    return isinstance(later, Total) and not isinstance(earlier, Further) and _total_uses(later, earlier, graph)


def _uses_at(later: At, earlier: At, graph: Graph) -> bool:
    """Whether values at a point are worked out from other values at the same point."""
    inner, value = later.quantity, earlier.quantity
    if later.point != earlier.point:
        return False
    if isinstance(inner, Further):
        used = described(inner).uses(inner, graph.composition) if described(inner).algebraic(inner) else ()
        return any(_same_place(one, value) for one in used)
    if isinstance(value, Composed):
        return any(_below(graph, top, name) for top in _tops(inner) for name in value.outputs)
    if isinstance(inner, Components):
        inner = Total((inner.output,), graph.composition.inputs)
    return isinstance(inner, Total) and isinstance(value, Local | Total) and _total_uses(inner, value, graph)


def _tops(quantity: Basic) -> tuple[str, ...]:
    """The nodes of which the quantity is a value or a derivative."""
    if isinstance(quantity, Components):
        return (quantity.output,)
    return quantity.rows if isinstance(quantity, Local) else quantity.outputs


def _further_uses(later: Further, earlier: Quantity, graph: Graph) -> bool:
    """Whether what the quantity is built from is the earlier one, or depends on it."""
    used = described(later).uses(later, graph.composition)
    return later != earlier and any(_same_place(one, earlier) or _uses(one, earlier, graph) for one in used)


def _total_uses(later: Total, earlier: Local | Composed | Total, graph: Graph) -> bool:
    edges = {edge for o in later.outputs for i in later.inputs for edge in graph.edges(o, i)}
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
    if isinstance(one, Local) and isinstance(other, Local):
        return not set(one.rows).isdisjoint(other.rows) and not set(one.columns).isdisjoint(other.columns)
    if isinstance(one, Further) and isinstance(other, Further) and type(one) is type(other):
        return not set(described(one).pieces(one)).isdisjoint(described(other).pieces(other))
    return one == other


def _below(graph: Graph, output: str, name: str) -> bool:
    return name != output and bool(name in graph.nodes and graph.count(output, name))
