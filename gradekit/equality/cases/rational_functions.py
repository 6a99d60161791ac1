"""Rational functions of one symbol with rational coefficients, as nodes of a graph may be, and their real zeros."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TypeAlias, cast, final

from flint import acb, fmpq, fmpq_poly

from gradekit.equality.graph import Graph, Node, used_by
from gradekit.equality.points.balls import precision
from gradekit.equality.points.values import exact

_HIGHEST = 24
_MOST_BITS = 2_000
_BITS = 192


@final
@dataclass(frozen=True, slots=True)
class RationalFunction:
    """`top/bottom`, of the symbol if there is one."""

    symbol: str | None
    top: fmpq_poly
    bottom: fmpq_poly


Guard: TypeAlias = tuple[RationalFunction, int]
"""A function and the sign that it has."""


@final
@dataclass(frozen=True, slots=True)
class Branch:
    """What a node is where its kinks are taken on one side each: the function, and the signs that make it so."""

    value: RationalFunction
    guards: tuple[Guard, ...]


def rational_function(graph: Graph, node: int) -> RationalFunction | None:
    """The node as such a function; None where it is none, or one of too high a degree."""
    found = branches_of(graph, node)
    return found[0].value if len(found) == 1 else None


def branches_of(graph: Graph, node: int) -> list[Branch]:
    """The functions that a node is made of, one for each choice of the sides of Abs, Max and Min; none where it is not
    made of such functions of one symbol."""
    nodes = used_by(graph, [node])
    kinks = [part for part in nodes if graph.nodes[part][:2] in _KINKS]
    if len(kinks) > _MOST_KINKS:
        return []
    found = [
        _branch(graph, nodes, dict(zip(kinks, sides, strict=True))) for sides in product((1, -1), repeat=len(kinks))
    ]
    return [branch for branch in found if branch is not None] if None not in found else []


_KINKS = frozenset({("f", "Abs"), ("g", "Max"), ("g", "Min")})
_MOST_KINKS = 3


def _branch(graph: Graph, nodes: Sequence[int], sides: Mapping[int, int]) -> Branch | None:
    known: dict[int, RationalFunction] = {}
    guards: list[Guard] = []
    for part in nodes:
        row = graph.nodes[part]
        found = _one_side(row, known, sides[part], guards) if part in sides else _of_row(row, known)
        if found is None or max(found.top.degree(), found.bottom.degree()) > _HIGHEST:
            return None
        known[part] = found
    return Branch(known[nodes[-1]], tuple(guards))


def _one_side(
    row: Node, known: Mapping[int, RationalFunction], side: int, guards: list[Guard]
) -> RationalFunction | None:
    first = known[row[2]]
    negative = RationalFunction(first.symbol, -first.top, first.bottom)
    if row[0] == "f":
        guards.append((first, side))
        return first if side > 0 else negative
    second = known[row[3]]
    gap = _joined("+", second, negative)
    if gap is None:
        return None
    guards.append((gap, -side))
    return first if (row[1] == "Max") == (side > 0) else second


def _of_row(row: Node, known: Mapping[int, RationalFunction]) -> RationalFunction | None:
    one = fmpq_poly([1])
    match row[0]:
        case "n" if row[1].bit_length() + row[2].bit_length() <= _MOST_BITS:
            return RationalFunction(None, fmpq_poly([fmpq(row[1], row[2])]), one)
        case "s":
            return RationalFunction(row[1], fmpq_poly([0, 1]), one)
        case "-":
            x = known[row[1]]
            return RationalFunction(x.symbol, -x.top, x.bottom)
        case "p":
            return _power(known[row[1]], row[2])
        case "+" | "*" | "/":
            return _joined(row[0], known[row[1]], known[row[2]])
        case _:
            return None


def _power(x: RationalFunction, n: int) -> RationalFunction | None:
    if abs(n) * max(x.top.degree(), x.bottom.degree(), 1) > _HIGHEST or (n < 0 and x.top.degree() < 0):
        return None
    top, bottom = (x.top, x.bottom) if n >= 0 else (x.bottom, x.top)
    return RationalFunction(x.symbol, top ** abs(n), bottom ** abs(n))


def _joined(sign: str, x: RationalFunction, y: RationalFunction) -> RationalFunction | None:
    if x.symbol and y.symbol and x.symbol != y.symbol:
        return None
    name = x.symbol or y.symbol
    if sign == "+":
        return RationalFunction(name, x.top * y.bottom + y.top * x.bottom, x.bottom * y.bottom)
    if sign == "*":
        return RationalFunction(name, x.top * y.top, x.bottom * y.bottom)
    return RationalFunction(name, x.top * y.bottom, x.bottom * y.top) if y.top.degree() >= 0 else None


def irreducible(p: fmpq_poly) -> Sequence[fmpq_poly]:
    """The irreducible factors that are not constant, each with leading coefficient 1."""
    if p.degree() < 1:
        return ()
    _, found = p.factor()
    return [factor * (1 / factor.coeffs()[-1]) for factor, _ in found]


def real_roots(p: fmpq_poly) -> list[tuple[Fraction, Fraction]]:
    """The real zeros of an irreducible polynomial between rational ends; of a linear one the zero itself."""
    if p.degree() == 1:
        c, a = p.coeffs()
        root = -c / a
        value = Fraction(int(root.p), int(root.q))
        return [(value, value)]
    with precision(_BITS):
        # The stubs of flint give the roots without their multiplicities.
        roots = cast("list[tuple[acb, int]]", p.complex_roots())  # pyright: ignore[reportUnknownMemberType]  see above
        return [(exact(root.real.lower()), exact(root.real.upper())) for root, _ in roots if root.imag == 0]
