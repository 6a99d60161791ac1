"""What it costs to evaluate a graph in balls, in sums of 64 bits: measured once, and then counted, never timed."""

from __future__ import annotations

from gradekit.equality.graph import Graph

_DEAR = frozenset({"gamma", "factorial", "erf"})
_FUNCTIONS = frozenset({"f", "^", "g", "u"})
_COORDINATE = 4
"""A letter costs what it takes to make its coordinate."""


_EXACT = 3
"""The same in rational numbers, by which conditions of formulas with cases are settled."""


def price(graph: Graph, bits: int, *, principal: bool) -> int:
    """The price of the values of all nodes. A sum grows with the precision slowly, a function faster, the gamma and the
    error function with its square.

    >>> from gradekit.syntax.build import exp, symbol
    >>> graph = Graph()
    >>> _ = graph.enter(exp(symbol("x")))
    >>> price(graph, 64, principal=False), price(graph, 8192, principal=False)
    (6, 173)
    """
    simple, functions, dear = 0, 0, 0
    for row in graph.nodes:
        if row[0] == "s":
            simple += _COORDINATE
        elif row[0] not in _FUNCTIONS:
            simple += 1
        elif row[1] in _DEAR:
            dear += 1
        else:
            functions += 1
    total = simple * (1 + bits // 1024) + functions * (1 + bits // 60) + dear * (4 + bits * bits // 16_000)
    exact = _EXACT * len(graph.nodes) if graph.cases else 0
    return exact + (2 * total if principal else total)
