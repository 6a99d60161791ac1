"""Mal-rules on softmax, p_i = exp(z_i) / sum_k exp(z_k), whose derivatives are p_i (delta_ij - p_j)."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.calculus.differentiate import depends
from gradekit.calculus.graph import Edge
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import Site, edge_sites, malrule
from gradekit.syntax.build import ZERO, negate
from gradekit.syntax.tree import Expr

Same = tuple[str, str, Expr]
"""An entry p_i, the letter z_i in its own exponential, and the expression of p_i."""


@malrule("softmax-diagonal-only", stage="derive", evidence="E8")
def only_the_own_entry(asked: Asked) -> Iterator[Site]:
    """Each output of softmax is differentiated by its own input alone."""
    own = {(p, z) for p, z, _ in _own_entries(asked)}
    yield from _sites(asked, {edge: ZERO for edge in _edges(asked) if edge not in own})


@malrule("normaliser-as-constant", stage="derive", evidence="anal.")
def denominator_as_constant(asked: Asked) -> Iterator[Site]:
    """The sum below the fraction is treated as a constant: dp_i/dz_i is taken to be p_i, and the others 0."""
    own = {(p, z): expr for p, z, expr in _own_entries(asked)}
    yield from _sites(asked, {edge: own.get(edge, ZERO) for edge in _edges(asked)})


@malrule("softmax-off-diagonal-sign", stage="derive", evidence="S6")
def sign_off_the_diagonal(asked: Asked) -> Iterator[Site]:
    """The derivative by another input, -p_i p_j, has lost its minus sign."""
    own = {(p, z) for p, z, _ in _own_entries(asked)}
    yield from _sites(asked, {edge: negate(asked.graph.local(*edge)) for edge in _edges(asked) if edge not in own})


def _own_entries(asked: Asked) -> list[Same]:
    found: list[Same] = []
    for block in asked.composition.blocks:
        formula = block.formula
        if formula is None or formula.head != "function" or formula.name != "softmax":
            continue
        for name in block.members:
            top = asked.graph.nodes[name].expr.args[0]
            letters = [z for z in asked.graph.parents(name) if depends(top, z)]
            found += [(name, z, asked.graph.nodes[name].expr) for z in letters]
    return found


def _edges(asked: Asked) -> list[Edge]:
    entries = {p for p, _, _ in _own_entries(asked)}
    return [edge for edge in asked.edges if edge[0] in entries]


def _sites(asked: Asked, wrong: dict[Edge, Expr]) -> Iterator[Site]:
    return edge_sites({e: w for e, w in wrong.items() if w != asked.graph.local(*e)}, arrays=asked.arrays)
