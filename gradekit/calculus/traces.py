"""Evaluation graphs: a formula taken apart into one elementary operation a node, and traces along the graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count

from gradekit.calculus.graph import Graph
from gradekit.calculus.products import times
from gradekit.model.composition import Node
from gradekit.syntax.build import ONE, ZERO, add, negate, symbol
from gradekit.syntax.tree import Expr, symbols_of

Link = Callable[[str, str], Expr]
"""The derivative of a node by a symbol in its formula."""


def evaluation_graph(expr: Expr, *, stem: str = "v", first: int = 1, output: str = "") -> tuple[Node, ...]:
    """The nodes of an evaluation of the expression, one operation each, named v1, v2, ... in the order of evaluation.

    A common part is one node. Numbers, constants and letters are no nodes; a sum or product of more than two is taken
    two at a time from the left; a minus sign is no operation of its own, so a - b is one. The last node is called
    `output` where that is given.

    >>> from gradekit.syntax.build import cos, multiply
    >>> x = symbol("x")
    >>> [node.name for node in evaluation_graph(cos(multiply(x, x)))]
    ['v1', 'v2']
    """
    nodes: list[Node] = []
    known: dict[Expr, Expr] = {}
    names = (f"{stem}{number}" for number in count(first))

    def entered(operation: Expr) -> Expr:
        if operation not in known:
            nodes.append(Node(next(names), operation))
            known[operation] = symbol(nodes[-1].name)
        return known[operation]

    def taken_apart(part: Expr) -> Expr:
        if not part.args:
            return part
        args = [taken_apart(arg) for arg in part.args]
        if part.head == "negate":
            return negate(args[0])
        if part.head not in ("add", "multiply"):
            return entered(Expr(part.head, tuple(args), part.value))
        joined = args[0]
        for arg in args[1:]:
            joined = entered(Expr(part.head, (joined, arg)))
        return joined

    last = taken_apart(expr)
    if not output:
        return tuple(nodes)
    if last.head == "symbol" and nodes and last.name == nodes[-1].name:
        return (*nodes[:-1], Node(output, nodes[-1].expr))
    return (*nodes, Node(output, last))


def tangents(graph: Graph, seed: Mapping[str, Expr], own: Mapping[str, Expr], link: Link) -> dict[str, Expr]:
    """The forward trace: the tangent of each symbol is the sum over the letters in its formula of the derivative by the
    letter times the tangent of the letter; own tangents stand in for the right ones."""
    found = dict(seed)
    for name in graph.nodes:
        terms = (times(link(name, parent), found[parent]) for parent in graph.parents(name))
        found[name] = own[name] if name in own else add(*terms)
    return found


def adjoints(graph: Graph, output: str, own: Mapping[str, Expr], link: Link) -> dict[str, Expr]:
    """The reverse trace: the adjoint of a symbol is the sum, over the nodes that use it, of their adjoint times their
    derivative by it; the output has 1."""
    found = dict.fromkeys(graph.order, ZERO)
    found[output] = ONE
    order = list(graph.order)
    for place in range(order.index(output) - 1, -1, -1):
        name = order[place]
        users = [user for user in order[place + 1 :] if name in graph.parents(user) and found[user] != ZERO]
        terms = (times(found[user], link(user, name)) for user in users)
        found[name] = own[name] if name in own else add(*terms)
    return found


def best_order(sizes: Sequence[int]) -> int:
    """The least number of multiplications for a chain of matrices of these sizes, by dynamic programming.

    >>> best_order([10, 30, 5, 60])
    4500
    """
    n = len(sizes) - 1
    least = {(i, i): 0 for i in range(n)}
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            least[i, j] = min(
                least[i, k] + least[k + 1, j] + sizes[i] * sizes[k + 1] * sizes[j + 1] for k in range(i, j)
            )
    return least[0, n - 1]


def below(graph: Graph, output: str) -> tuple[str, ...]:
    """The nodes that the output is made of, itself included, in their order."""
    wanted = {output}
    for name in reversed(list(graph.nodes)):
        if name in wanted:
            wanted |= set(graph.parents(name))
    return tuple(name for name in graph.nodes if name in wanted)


def operations(expr: Expr) -> int:
    """Operations in a formula: each sum, product, quotient, power and function; signs are not counted.

    >>> operations(add(symbol("x"), symbol("y"), ONE))
    2
    """
    inner = sum(operations(arg) for arg in expr.args)
    return inner + (max(1, len(expr.args) - 1) if expr.args and expr.head != "negate" else 0)


def uses_of(graph: Graph, output: str) -> dict[str, int]:
    """How many nodes below the output use each symbol."""
    nodes = below(graph, output)
    return {
        name: sum(name in symbols_of(graph.nodes[user].expr) for user in nodes)
        for name in graph.order
        if name != output
    }
