"""Nodes as sums `c + c1*L1 + c2*L2 + ...` with rational coefficients; whatever is no sum or multiple is a letter."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import final

from gradekit.equality.graph import Graph, used_by

Terms = dict[int, Fraction]
_CONSTANT = -1
"""Where the constant stands among the terms."""


@final
@dataclass(frozen=True)
class Affine:
    """`constant` plus the `letters` times their coefficients, the first letter leading."""

    letters: tuple[tuple[int, Fraction], ...]
    constant: Fraction

    @cached_property
    def direction(self) -> tuple[tuple[int, Fraction], ...]:
        """The letters with the leading coefficient 1: the same for all forms that differ by a factor and a constant."""
        lead = self.letters[0][1]
        return tuple((letter, c / lead) for letter, c in self.letters)

    @property
    def root(self) -> Fraction:
        """The value of the quantity in this direction where the form is 0."""
        return -self.constant / self.letters[0][1]

    @property
    def slope_sign(self) -> int:
        """The sign of the leading coefficient."""
        return 1 if self.letters[0][1] > 0 else -1

    def quantity(self, graph: Graph) -> int:
        """The node of the quantity in this direction."""
        return _sum(graph, self.direction, Fraction(0))

    def only_symbol(self, graph: Graph) -> str | None:
        """The one symbol that leads, all other letters being constants."""
        varying = [letter for letter, _ in self.letters if _varies(graph, letter)]
        if len(varying) != 1 or graph.nodes[varying[0]][0] != "s" or self.letters[0][0] != varying[0]:
            return None
        return graph.nodes[varying[0]][1]

    def solved_for_symbol(self, graph: Graph) -> int:
        """The node of what the leading letter is where the form is 0."""
        lead = self.letters[0][1]
        rest = tuple((letter, -c / lead) for letter, c in self.letters[1:])
        return _sum(graph, rest, -self.constant / lead)


def affine_of(graph: Graph, node: int) -> Affine:
    """The form of a node; symbols lead, in the order of the graph."""
    terms = _terms(graph, node)
    constant = terms.pop(_CONSTANT, Fraction(0))
    letters = [(letter, c) for letter, c in terms.items() if c]
    letters.sort(key=lambda term: (graph.nodes[term[0]][0] != "s", term[0]))
    return Affine(tuple(letters), constant)


def _terms(graph: Graph, root: int) -> Terms:
    known: dict[int, Terms] = {}
    for node in used_by(graph, [root]):
        row = graph.nodes[node]
        if row[0] == "n":
            known[node] = {_CONSTANT: Fraction(row[1], row[2])}
        elif row[0] == "+":
            known[node] = _added(known[row[1]], known[row[2]])
        elif row[0] == "-":
            known[node] = _times(known[row[1]], Fraction(-1))
        elif row[0] == "*" and (factor := graph.value(row[1])) is not None:
            known[node] = _times(known[row[2]], factor)
        elif row[0] == "*" and (factor := graph.value(row[2])) is not None:
            known[node] = _times(known[row[1]], factor)
        elif row[0] == "/" and (factor := graph.value(row[2])):
            known[node] = _times(known[row[1]], 1 / factor)
        else:
            known[node] = {node: Fraction(1)}
    return dict(known[root])


def _added(x: Terms, y: Terms) -> Terms:
    return {letter: x.get(letter, Fraction(0)) + y.get(letter, Fraction(0)) for letter in (*x, *y)}


def _times(x: Terms, factor: Fraction) -> Terms:
    return {letter: c * factor for letter, c in x.items()}


def _sum(graph: Graph, letters: tuple[tuple[int, Fraction], ...], constant: Fraction) -> int:
    terms = [graph.multiply([graph.number(c), letter]) for letter, c in letters]
    return graph.add([*terms, graph.number(constant)])


def _varies(graph: Graph, letter: int) -> bool:
    return any(graph.nodes[part][0] == "s" for part in used_by(graph, [letter]))
