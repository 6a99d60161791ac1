"""Both sides where a sign or an angle jumps: what is proved off the zeros of u is proved again on them.

The normal form reads sign(u) as u/|u|, so it says nothing where u = 0. There sign(u) is 0, and atan2(u, v) is pi where
v < 0. A product is zero where a factor is, and a factor c L + r is zero only where L = -r/c: that is put into both
sides, which have to be equal still. This is enough, and not always needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import final

from flint import arb

from gradekit.equality.cases.affine import affine_of
from gradekit.equality.cases.cuts import Axis, Place, axes_of
from gradekit.equality.cases.rewriting import rewritten
from gradekit.equality.cases.turns import zeros_of_sine
from gradekit.equality.graph import JUMPING, Graph, Node, used_by
from gradekit.equality.limits import LimitMet
from gradekit.equality.points.balls import evaluate, undefined_part
from gradekit.equality.points.points import Point
from gradekit.equality.points.samples import FIRST_BITS, Samples
from gradekit.equality.proof.normal import Proven
from gradekit.equality.proof.prover import Prover
from gradekit.equality.proof.signs.signs import never_zero, sign_of_value, strictly_signed
from gradekit.equality.proof.state import Fact
from gradekit.model.domain import Domain, Range

Pair = tuple[int, int]
_DEEPEST = 2
"""How many jumps may meet at one place."""
_MOST_PLACES = 8
_TRIED = 8


def holds_at_jumps(samples: Samples, pair: Pair, prover: Prover) -> bool:
    """Whether both sides are certainly equal, or one has no value, wherever a sign or an angle in them jumps."""
    graph = samples.graph
    compared = [row[2] for row in map(graph.nodes.__getitem__, used_by(graph, pair)) if row[0] == "r"]
    if compared:
        # The boundaries of cells are looked at one by one, and zeros that are located are among them.
        return all(_never(prover, row) or _is_cut(samples, row[2], compared) for row in _jumps(graph, pair))
    one_pair = _unified(graph, pair, prover)
    return one_pair[0] == one_pair[1] or _AtJumps(samples, prover).hold(one_pair, (), _DEEPEST)


def _unified(graph: Graph, pair: Pair, prover: Prover) -> Pair:
    """The pair with one node for what jumps at the same places, in whatever form it is written."""
    args = list(dict.fromkeys(row[2] for row in _jumps(graph, pair)))[:_MOST_PLACES]
    same = dict[int, int]()
    for number, other in enumerate(args):
        for first in args[:number]:
            proof = prover.within(prover.domain, ()).of(other, first)
            if isinstance(proof, Proven) and not proof.open:
                same.setdefault(other, first)
    answer, expected = rewritten(graph, pair, _no_truth, same) if same else pair
    return answer, expected


def _jumps(graph: Graph, pair: Pair) -> Iterator[Node]:
    rows = (graph.nodes[node] for node in used_by(graph, pair))
    return (row for row in rows if row[0] in ("f", "g") and row[1] in JUMPING)


def _never(prover: Prover, row: Node) -> bool:
    """Whether there is certainly no jump in the domain."""
    if row[1] == "atan2" and (_is_at_least_zero(prover.graph, row[3]) or _has_sign(prover, row[3], 1)):
        return True
    return _nowhere_zero(prover, row[2])


def _is_at_least_zero(graph: Graph, node: int) -> bool:
    value = graph.value(node)
    return value is not None and value >= 0


def _nowhere_zero(prover: Prover, node: int) -> bool:
    graph = prover.graph
    if not any(graph.nodes[part][0] == "s" for part in used_by(graph, [node])):
        value = evaluate(graph, {name: arb.nan() for name in graph.symbols})[node]
        return bool(value.is_finite() and not value.contains(0))
    if _apart_from_zero(graph, node, prover.domain):
        return True
    form = prover.form(node)
    if form is None:
        return False
    found = form.values[node]
    return strictly_signed(form.state, found) or (not found.under and never_zero(form.state, found.top))


def _apart_from_zero(graph: Graph, node: int, domain: Domain) -> bool:
    """Whether a linear form in symbols is nowhere zero, by their ranges."""
    form = affine_of(graph, node)
    if not form.letters or any(graph.nodes[letter][0] != "s" for letter, _ in form.letters):
        return False
    given = [(c, domain.of(graph.nodes[letter][1])) for letter, c in form.letters]
    if any(r.kind == "complex" for _, r in given):
        return False
    lows = [r.interval.low if c > 0 else r.interval.high for c, r in given]
    highs = [r.interval.high if c > 0 else r.interval.low for c, r in given]
    return any(
        all(end is not None for end in ends)
        and sign * sum((c * (end or 0) for (c, _), end in zip(given, ends, strict=True)), form.constant) > 0
        for ends, sign in ((lows, 1), (highs, -1))
    )


def _has_sign(prover: Prover, node: int, sign: int) -> bool:
    form = prover.form(node)
    return form is not None and sign_of_value(form.state, form.values[node]) == sign


def _axis(samples: Samples, node: int) -> Axis | None:
    """The symbol along which all zeros of the node are located."""
    if samples.principal:
        return None
    try:
        axes = axes_of(samples.graph, [node], (), samples.domain)
    except LimitMet:
        return None
    return axes[0] if axes is not None and len(axes) == 1 and axes[0].symbol is not None else None


def _is_cut(samples: Samples, node: int, compared: Sequence[int]) -> bool:
    """Whether the zeros of the node are boundaries of cells: along a symbol, or where something compared is zero."""
    form = affine_of(samples.graph, node)
    others = [affine_of(samples.graph, other) for other in compared]
    cuts = [(other.direction, other.root) for other in others if other.letters]
    return _axis(samples, node) is not None or (bool(form.letters) and (form.direction, form.root) in cuts)


@final
class _AtJumps:
    """The pairs that are left where one jump after the other is taken."""

    def __init__(self, samples: Samples, prover: Prover) -> None:
        self.samples, self.graph, self.prover = samples, samples.graph, prover

    def hold(self, pair: Pair, facts: tuple[Fact, ...], depth: int) -> bool:
        """Whether a pair holds at all of its jumps."""
        jumps = [row for row in _jumps(self.graph, pair) if not self._is_constant(row[2])]
        return all(_never(self.prover, row) or self._holds_at(pair, row, facts, depth) for row in jumps)

    def _is_constant(self, node: int) -> bool:
        """Whether the node is a number, or 0 times something: of that a proof says what it is."""
        zero = any(self.graph.value(factor) == 0 for factor in _factors(self.graph, node))
        return zero or self.graph.value(node) is not None

    def _holds_at(self, pair: Pair, row: Node, facts: tuple[Fact, ...], depth: int) -> bool:
        places = self._places(row[2])
        if depth <= 0 or len(places) > _MOST_PLACES:
            return False
        return all(self._equal_with(pair, row, given, facts, depth - 1) for given in places)

    def _places(self, node: int) -> list[dict[int, int]]:
        """What is known of nodes at the zeros of one."""
        factors = [factor for factor in _factors(self.graph, node) if self._may_vanish(factor)]
        return [given for factor in factors for given in self._zeros(factor)]

    def _zeros(self, factor: int) -> list[dict[int, int]]:
        """A symbol is a number, or the factor is zero."""
        axis = _axis(self.samples, factor)
        if axis is None:
            turns = zeros_of_sine(self.graph, factor, self.samples.domain)
            return [self._vanishing(factor)] if turns is None else turns
        zeros = _zeros(axis, factor, self.samples.domain.of(str(axis.symbol)))
        if not all(place.at and place.exact for place in zeros):
            return [self._vanishing(factor)]
        return [{self.graph.row("s", axis.symbol): self.graph.number(place.sample)} for place in zeros]

    def _may_vanish(self, node: int) -> bool:
        return not self.graph.value(node) and not _nowhere_zero(self.prover, node)

    def _vanishing(self, node: int) -> dict[int, int]:
        form = affine_of(self.graph, node)
        given = {node: self.graph.number(Fraction(0))}
        return {form.letters[0][0]: form.solved_for_symbol(self.graph), **given} if form.letters else given

    def _equal_with(self, pair: Pair, row: Node, given: dict[int, int], facts: tuple[Fact, ...], depth: int) -> bool:
        """Whether the pair is equal where these nodes are those, and so the jump is at zero."""
        roots = [*pair, *(fact.node for fact in facts), row[-1]]
        given = {**given, row[2]: self.graph.number(Fraction(0))}
        answer, expected, *others = rewritten(self.graph, roots, _no_truth, given)
        signs = tuple(Fact(node, fact.sign, True) for node, fact in zip(others, facts, strict=False))
        if row[1] == "atan2":
            signs = (*signs, Fact(others[-1], -1, True))
        there = answer, expected
        return answer == expected or self._without_value(there, signs) or self._proved(there, signs, depth)

    def _proved(self, pair: Pair, facts: tuple[Fact, ...], depth: int) -> bool:
        proof = self.prover.within(self.prover.domain, facts).straight_or_split(*pair)
        if isinstance(proof, Proven):
            return not proof.open and self.hold(pair, facts, depth)
        return proof == "expected-undefined"

    def _without_value(self, pair: Sequence[int], facts: Sequence[Fact]) -> bool:
        """Whether a side has no value there: the expected one, or the answer as at a pole that was removed."""
        points = [point for point in map(self.samples.point, range(_TRIED)) if self._fulfilled(facts, point)]
        return bool(points) and any(all(self._undefined(root, point) for point in points) for root in pair)

    def _fulfilled(self, facts: Sequence[Fact], point: Point) -> bool:
        values = self.samples.values(point, FIRST_BITS) if facts else ()
        return all(values[fact.node].real * fact.sign > 0 for fact in facts)

    def _undefined(self, root: int, point: Point) -> bool:
        zero = self.graph.number(Fraction(0))
        if any(self.graph.nodes[node] == ("g", "atan2", zero, zero) for node in used_by(self.graph, [root])):
            return True
        values = self.samples.values(point, FIRST_BITS)
        return undefined_part(self.graph, values, root, principal=self.samples.principal) is not None


def _no_truth(_: Node) -> None:
    return None


def _zeros(axis: Axis, node: int, given: Range) -> list[Place]:
    """The places of an axis where the node is zero; of what is zero throughout, also those between."""
    places = [place for place, sign in zip(axis.places, axis.signs[node], strict=True) if sign == 0]
    return [place for place in places if given.kind != "integer" or not place.at or _is_whole(place)]


def _is_whole(place: Place) -> bool:
    return place.exact and place.sample.denominator == 1


def _factors(graph: Graph, node: int) -> Iterator[int]:
    """Nodes one of which is zero where the node is."""
    row = graph.nodes[node]
    if row[0] == "*":
        yield from _factors(graph, row[1])
        yield from _factors(graph, row[2])
    elif row[0] in ("-", "/") or (row[0] in ("p", "q") and row[2] > 0):
        yield from _factors(graph, row[1])
    elif row[0] == "f" and row[1] in _ZERO_AT_ZERO:
        yield from _factors(graph, row[2])
    elif row[0] not in ("p", "q"):
        other = _zero_with(graph, node)
        yield from (node,) if other is None else _factors(graph, other)


_ZERO_AT_ZERO = frozenset({"Abs", "sign", "sinh", "tanh", "asinh", "atanh", "asin", "atan", "erf"})
"""Functions with no zero but 0."""
_ONE_TO_ONE = frozenset({"exp", "log", "sinh", "tanh", "asinh", "acosh", "atanh", "asin", "acos", "atan", "erf"})


def _zero_with(graph: Graph, node: int) -> int | None:
    """u - v for c f(u) - c f(v) with a function that takes no value twice, u for exp(u) - 1 and u - 1 for log(u)."""
    form = affine_of(graph, node)
    known = [_one_to_one(graph.nodes[letter]) for letter, _ in form.letters]
    found = [each for each in known if each is not None]
    if len(found) < len(known):
        return None
    if len(found) == 2 and not form.constant and not sum(c for _, c in form.letters) and found[0][0] == found[1][0]:
        return graph.add([found[0][1], graph.negate(found[1][1])])
    if len(found) == 1 and found[0][0] == ("exp",) and form.constant == -form.letters[0][1]:
        return found[0][1]
    if len(found) == 1 and found[0][0] == ("log",) and not form.constant:
        return graph.add([found[0][1], graph.number(-1)])
    return None


def _one_to_one(row: Node) -> tuple[tuple[str | int, ...], int] | None:
    """A real function that takes no value twice, and its argument: also odd powers, and roots of them."""
    if row[0] == "f" and row[1] in _ONE_TO_ONE:
        return (row[1],), row[2]
    if row[0] in ("p", "q") and row[2] % 2:
        return row[2:], row[1]
    return None
