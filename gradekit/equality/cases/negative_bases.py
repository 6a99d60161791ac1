"""Symbolic powers of negative numbers: x**y has a value for x < 0 too, where y is a whole number.

A proof takes x**y as exp(y log x), so it says nothing there: (x**2)**x and x**(2 x) are equal for all x > 0, and 2 and
-2 at x = -1/2. Where b < 0 and y is whole, b**y is (-1)**y (-b)**y. So both sides are proved equal once more for every
way in which signs of the bases and parities of the exponents may fall. This is enough, and not always needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import final

from gradekit.equality.cases.rewriting import rewritten
from gradekit.equality.graph import Graph, Node, used_by
from gradekit.equality.points.exactly import rational_values
from gradekit.equality.points.points import Point
from gradekit.equality.points.samples import Samples
from gradekit.equality.proof.factors import terms_of
from gradekit.equality.proof.kernels.exponents import is_whole
from gradekit.equality.proof.kernels.lattice import Lattice, Vector
from gradekit.equality.proof.normal import Proven
from gradekit.equality.proof.prover import Prover
from gradekit.equality.proof.signs.signs import sign_of_value
from gradekit.equality.proof.state import Fact

Pair = tuple[int, int]
_MOST_BASES, _MOST_PARITIES = 3, 3
_ONE: Vector = {("1", ""): Fraction(1)}
_TRIED = [Fraction(n, 2) for n in (-1, 4, -4, 1, -2, 2, 3, -3, 6)]
_MOST_POINTS = 160


def powers_in_doubt(graph: Graph, pair: Pair, prover: Prover) -> list[int]:
    """The powers whose base may be negative, and whose exponent is not whole by what its letters stand for."""
    if prover.principal:
        return []
    rows = ((node, graph.nodes[node]) for node in used_by(graph, pair))
    return [node for node, row in rows if row[0] == "^" and not _is_settled(graph, prover, row)]


def _is_settled(graph: Graph, prover: Prover, row: Node) -> bool:
    if _lowest(graph, prover, row[1]) >= 0:
        return True
    form = prover.form(row[1], row[2])
    if form is None:
        return False
    x, y = form.values[row[1]], form.values[row[2]]
    return sign_of_value(form.state, x) > 0 or (not y.under and len(y.top) > 0 and is_whole(form.state, y.top))


def _lowest(graph: Graph, prover: Prover, node: int) -> Fraction:
    """A number, or the lower end of the range of a symbol; of anything else a number below 0."""
    row = graph.nodes[node]
    if row[0] == "n":
        return Fraction(row[1], row[2])
    low = prover.domain.of(row[1]).interval.low if row[0] == "s" else None
    return Fraction(-1) if low is None else low


def points_of_whole_exponents(samples: Samples, powers: Sequence[int]) -> Iterator[Point]:
    """Points at which the base of one of these powers is negative and its exponent whole."""
    graph, names = samples.graph, samples.names
    total = len(_TRIED) ** len(names)
    step = 1 if total <= _MOST_POINTS else 7 * len(_TRIED) + 1
    for turn in range(min(total, _MOST_POINTS)):
        number, point = turn * step % total, Point()
        for name in names:
            number, place = divmod(number, len(_TRIED))
            point[name] = _TRIED[place]
        if all(_holds(samples, name, value) for name, value in point.items()) and _is_met(graph, powers, point):
            yield point


def _holds(samples: Samples, name: str, value: object) -> bool:
    given = samples.domain.of(name)
    whole = given.kind != "integer" or (isinstance(value, Fraction) and value.denominator == 1)
    return isinstance(value, Fraction) and whole and given.interval.holds(value)


def _is_met(graph: Graph, powers: Sequence[int], point: Point) -> bool:
    parts = [graph.nodes[node][1:3] for node in powers]
    values = rational_values(graph, [part for pair in parts for part in pair], point)
    known = [(values[base], values[y]) for base, y in parts if base in values and y in values]
    return any(base < 0 and y.denominator == 1 for base, y in known)


def hold_for_negative_bases(samples: Samples, pair: Pair, powers: Sequence[int], prover: Prover) -> bool:
    """Whether both sides are certainly equal, or one has no value, wherever the base of one of these is negative."""
    graph = samples.graph
    if graph.jumps:  # what is proved off a jump may not hold on it
        return False
    bases = {node: _signed_parts(graph, graph.nodes[node][1]) for node in powers}
    atoms = sorted({atom for _, parts in bases.values() for atom in parts})
    vectors = _exponents(graph, powers, prover)
    if len(atoms) > _MOST_BASES or vectors is None:
        return False
    for signs in product((1, -1), repeat=len(atoms)):
        told = dict(zip(atoms, signs, strict=True))
        negative = [node for node in powers if _sign(bases[node], told) < 0]
        if negative and not _Case(graph, powers, negative, told, prover).holds(pair, vectors):
            return False
    return True


_Base = tuple[int, tuple[int, ...]]
"""A sign, and the nodes whose signs it is to be multiplied by."""


def _sign(base: _Base, told: Mapping[int, int]) -> int:
    sign = base[0]
    for atom in base[1]:
        sign *= told[atom]
    return sign


def _signed_parts(graph: Graph, node: int) -> _Base:
    row, value = graph.nodes[node], graph.value(node)
    if value is not None:
        return (1 if value > 0 else -1), ()
    if row[0] in ("*", "/"):
        (sign, parts), (other, more) = (_signed_parts(graph, part) for part in row[1:])
        return sign * other, tuple(sorted({*parts} ^ {*more}))
    if row[0] == "-":
        sign, parts = _signed_parts(graph, row[1])
        return -sign, parts
    if row[0] in ("p", "q"):
        return _signed_parts(graph, row[1]) if row[2] % 2 and row[-1] % 2 else (1, ())
    return (1, ()) if row[:2] in _POSITIVE else (1, (node,))


_POSITIVE = frozenset({("f", "exp"), ("f", "cosh"), ("f", "sech"), ("f", "Abs")})


def _exponents(graph: Graph, powers: Sequence[int], prover: Prover) -> dict[int, Vector] | None:
    """The exponents as sums of rational multiples of monomials."""
    nodes = [graph.nodes[node][2] for node in powers]
    form = prover.form(*nodes)
    if form is None:
        return None
    terms = {node: terms_of(form.state, form.values[y]) for node, y in zip(powers, nodes, strict=True)}
    return {node: {key: c for key, c, _ in found} for node, found in terms.items()}


@final
class _Case:
    """The bases of some powers are negative, those of the others are not."""

    def __init__(
        self, graph: Graph, powers: Sequence[int], negative: Sequence[int], told: Mapping[int, int], prover: Prover
    ) -> None:
        self.graph, self.powers, self.negative, self.told, self.prover = graph, powers, negative, told, prover

    def holds(self, pair: Pair, vectors: Mapping[int, Vector]) -> bool:
        """Whether the pair is equal for all parities that the whole exponents may have together."""
        lattice = Lattice()
        wanted = [_ONE, *(vectors[node] for node in self.negative if vectors[node])]
        while any([lattice.coordinates(vector) is None for vector in wanted]):  # noqa: C419  each adds to the basis
            pass
        if len(lattice.basis) > 1 + _MOST_PARITIES:
            return False
        for odd in product((0, 1), repeat=len(lattice.basis)):
            if _is_odd(lattice, _ONE, odd):
                flipped = {node for node in self.negative if _is_odd(lattice, vectors[node], odd)}
                if self._is_possible(flipped) and not self._equal(pair, flipped):
                    return False
        return True

    def _is_possible(self, flipped: set[int]) -> bool:
        """Whether powers that are bases themselves have the signs that they were told to have."""
        return all((self.told[atom] < 0) == (atom in flipped) for atom in self.told if atom in self.powers)

    def _equal(self, pair: Pair, flipped: set[int]) -> bool:
        graph, given = self.graph, dict[int, int]()
        for node in self.negative:
            base, exponent = rewritten(graph, graph.nodes[node][1:3], _no_truth, given)
            size = graph.power(graph.negate(base), exponent)
            given[node] = graph.negate(size) if node in flipped else size
        free = [atom for atom in self.told if atom not in self.powers]
        answer, expected, *atoms = rewritten(graph, [*pair, *free], _no_truth, given)
        facts = tuple(Fact(node, self.told[atom], True) for node, atom in zip(atoms, free, strict=True))
        if answer == expected:
            return True
        proof = self.prover.within(self.prover.domain, facts).straight_or_split(answer, expected)
        if isinstance(proof, Proven):
            return "branches" not in proof.open
        return proof in ("expected-undefined", "answer-undefined")


def _is_odd(lattice: Lattice, vector: Vector, odd: Sequence[int]) -> bool:
    found = lattice.coordinates(vector) if vector else []
    return sum(times * odd[place] for place, times in found or ()) % 2 == 1


def _no_truth(_: Node) -> None:
    return None
