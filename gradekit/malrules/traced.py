"""Mal-rules on forward and reverse traces."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.calculus.graph import Edge, Graph
from gradekit.calculus.products import times
from gradekit.calculus.quantities.quantity import arranged
from gradekit.calculus.stages import Walk
from gradekit.calculus.traces import adjoints, tangents
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import Site, answered, edge_sites, malrule, wrong_answer
from gradekit.model.quantities import Adjoints, Tangents
from gradekit.syntax.build import ONE, ZERO, add, substitute, symbol
from gradekit.syntax.tree import Array, Expr


@malrule("seed-wrong", stage="frame", evidence="anal.")
def seed_wrong(asked: Asked) -> Iterator[Site]:
    """The trace is started with the value of the input, or with 0, instead of its derivative 1."""
    quantity = asked.quantity
    if not isinstance(quantity, Tangents):
        return
    seeds = zip(quantity.seed, asked.composition.inputs, strict=True)
    by_value = tuple(times(one, symbol(name)) for one, name in seeds)
    for site, seed in (("value", by_value), ("zero", (ZERO,) * len(quantity.seed))):
        other = Tangents(quantity.nodes, seed, quantity.substituted)
        yield site, answered(lambda walk, other=other: walk.ingredient(other))


@wrong_answer("tangent-not-multiplied", Tangents, evidence="anal.")
def tangents_left_out(walk: Walk, asked: Tangents) -> Array | None:
    """The local derivatives are written down and not multiplied by the tangents of the earlier nodes."""
    return _table(walk, asked, {n: add(*(walk.local(n, p) for p in walk.graph.parents(n))) for n in asked.nodes})


@wrong_answer("local-derivative-as-adjoint", Adjoints, evidence="anal.")
def local_derivative_as_adjoint(walk: Walk, asked: Adjoints) -> Array | None:
    """The local derivative of what uses the node is given, not multiplied by the adjoint of that node."""
    users = {n: [user for user in walk.graph.nodes if n in walk.graph.parents(user)] for n in asked.nodes}
    found = {n: add(*(walk.local(user, n) for user in users[n])) if users[n] else ONE for n in asked.nodes}
    return _table(walk, asked, found)


@wrong_answer("forward-instead-of-reverse", Adjoints, evidence="anal.")
def tangents_for_adjoints(walk: Walk, asked: Adjoints) -> Array | None:
    """Derivatives of each node by the input are given instead of derivatives of the output by each node."""
    if len(walk.graph.composition.inputs) != 1:
        return None
    found = tangents(walk.graph, {walk.graph.composition.inputs[0]: ONE}, {}, walk.local)
    return _table(walk, asked, found)


@wrong_answer("reverse-instead-of-forward", Tangents, evidence="anal.")
def adjoints_for_tangents(walk: Walk, asked: Tangents) -> Array | None:
    """Derivatives of the output by each node are given instead of derivatives of each node by the input."""
    output = next(reversed(walk.graph.order))
    return _table(walk, asked, adjoints(walk.graph, output, {}, walk.local))


@wrong_answer("table-reversed", Tangents, Adjoints, evidence="S4")
def rows_from_the_other_end(walk: Walk, asked: Tangents | Adjoints) -> Array | None:
    """The rows of the table are listed from the other end."""
    right = walk.ingredient(asked)
    return Array(right.shape, right.entries[::-1])


def adjoints_of_one_use(asked: Asked) -> Iterator[Site]:
    """In a table of adjoints only one use of a node is counted, the first or the last; later ones are overwritten."""
    quantity = asked.quantity
    if not isinstance(quantity, Adjoints) or not _meets_several_uses(asked, quantity):
        return
    for site, place in (("first use", 0), ("last use", -1)):

        def overwritten(walk: Walk, quantity: Adjoints = quantity, place: int = place) -> Array:
            kept = _one_user(walk, quantity, place)

            def link(user: str, name: str) -> Expr:
                return walk.local(user, name) if kept.get(name) == user else ZERO

            return _table(walk, quantity, adjoints(walk.graph, quantity.output, {}, link))

        yield site, answered(overwritten)


def _meets_several_uses(asked: Asked, quantity: Adjoints) -> bool:
    """Whether one of the nodes, or what lies between them and the output, is used more than once on the way."""
    users = _users(asked.graph, quantity.output)
    return any(
        len(found) > 1
        for name, found in users.items()
        if any(node == name or asked.graph.count(name, node) for node in quantity.nodes)
    )


def _one_user(walk: Walk, asked: Adjoints, place: int) -> dict[str, str]:
    """The first or the last of the nodes that use each symbol and lead to the output."""
    return {name: found[place] for name, found in _users(walk.graph, asked.output).items() if found}


def _users(graph: Graph, output: str) -> dict[str, list[str]]:
    """The nodes that use each symbol and lead to the output."""
    return {n: [u for u in graph.nodes if n in graph.parents(u) and graph.count(output, u)] for n in graph.order}


@malrule("stale-value", stage="derive", evidence="anal.")
def stale_value(asked: Asked) -> Iterator[Site]:
    """A local derivative is taken at the value one step earlier, not at the value of the node it belongs to."""
    wrong: dict[Edge, Expr] = {}
    for name, parent in asked.edges:
        earlier = asked.graph.parents(parent)
        before = _earlier_layer(asked, name) or ({parent: earlier[0]} if len(earlier) == 1 else {})
        local = asked.graph.local(name, parent)
        stale = substitute(local, {now: symbol(then) for now, then in before.items()})
        if stale != local:
            wrong[name, parent] = stale
    yield from edge_sites(wrong, arrays=asked.arrays)


def _earlier_layer(asked: Asked, name: str) -> dict[str, str]:
    """The letters of the layer below a node, each with the one at its place in the layer before, if they match."""
    layers = asked.graph.layers or ()
    for before, below, above in zip(layers, layers[1:], layers[2:], strict=False):
        if name in above and len(before) == len(below) > 1:
            return dict(zip(below, before, strict=True))
    return {}


def _table(walk: Walk, asked: Tangents | Adjoints, found: dict[str, Expr]) -> Array:
    told = (found[name] for name in asked.nodes)
    return arranged([[walk.stages.substitute(walk, expr) if asked.substituted else expr] for expr in told])
