"""Where the nodes of a small graph stand: columns by the longest way from the inputs, rows with few crossings.

An edge over several columns gets a place of its own in each column it passes, so it runs around nodes, not over them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import final

Edge = tuple[str, str]
"""From a symbol to a node whose expression it stands in."""
Spot = str | tuple[str, str, int]
"""A node, or the place an edge passes through in a column."""

SWEEPS = 8


@final
@dataclass(frozen=True, slots=True)
class Place:
    """A column from 0, and a row that may lie between two rows."""

    column: int
    row: float


@final
@dataclass(frozen=True, slots=True)
class Layout:
    """The places of the nodes, and for each edge the places it goes through, its ends among them."""

    places: Mapping[str, Place]
    routes: Mapping[Edge, tuple[Place, ...]]
    columns: int
    rows: int


def layout(order: Sequence[str], edges: Sequence[Edge]) -> Layout:
    """Places for nodes given in topological order.

    >>> found = layout(["t", "x", "y", "f"], [("t", "x"), ("t", "y"), ("x", "f"), ("y", "f")])
    >>> found.columns, found.rows, found.places["f"]
    (3, 2, Place(column=2, row=0.5))
    """
    depth = _depths(order, edges)
    columns: list[list[Spot]] = [[] for _ in range(max(depth.values()) + 1)]
    for name in order:
        columns[depth[name]].append(name)
    chains = {edge: _chain(edge, depth) for edge in edges}
    for chain in chains.values():
        for step, spot in enumerate(chain[1:-1], start=1):
            columns[depth[str(chain[0])] + step].append(spot)
    _untangle(columns, [pair for chain in chains.values() for pair in pairwise(chain)])
    rows = max(map(len, columns))
    places = {
        spot: Place(at, row + (rows - len(column)) / 2)
        for at, column in enumerate(columns)
        for row, spot in enumerate(column)
    }
    routes = {edge: tuple(places[spot] for spot in chain) for edge, chain in chains.items()}
    return Layout({name: places[name] for name in order}, routes, len(columns), rows)


def _depths(order: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    depth = dict.fromkeys(order, 0)
    for name in order:
        depth[name] = max((depth[parent] + 1 for parent, child in edges if child == name), default=0)
    return depth


def _chain(edge: Edge, depth: Mapping[str, int]) -> list[str | tuple[str, str, int]]:
    start, end = edge
    between = range(depth[start] + 1, depth[end])
    return [start, *((start, end, at) for at in between), end]


def _untangle(columns: list[list[Spot]], pairs: Sequence[tuple[Spot, Spot]]) -> None:
    """Orders each column by the middle of its neighbours, forth and back; ties keep their order."""
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        for at in range(1, len(columns)) if forth else range(len(columns) - 2, -1, -1):
            beside = columns[at - 1 if forth else at + 1]
            rows = {spot: row - (len(beside) - 1) / 2 for row, spot in enumerate(beside)}
            middle = {spot: _middle(spot, rows, pairs) for spot in columns[at]}
            columns[at].sort(key=lambda spot: middle[spot])


def _middle(spot: Spot, rows: Mapping[Spot, float], pairs: Sequence[tuple[Spot, Spot]]) -> float:
    near = [rows[a] for a, b in pairs if b == spot and a in rows] + [
        rows[b] for a, b in pairs if a == spot and b in rows
    ]
    return sum(near) / len(near) if near else 0.0
