"""Where comparisons change: the domain cut along axes at the values where something that is compared has sign 0.

An axis is a symbol, cut at the zeros of rational functions of it, or any other quantity u, cut where a comparison of
u + c changes. Between two cuts of every axis all comparisons are what they are at one point.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import final

from flint import arb, fmpq, fmpq_poly

from gradekit.equality.cases.affine import Affine, affine_of
from gradekit.equality.cases.rational_functions import Branch, branches_of, irreducible, real_roots
from gradekit.equality.graph import Graph
from gradekit.equality.points.balls import evaluate, precision
from gradekit.equality.points.values import exact, in_reach
from gradekit.model.domain import Domain, Interval

_BITS = 192


@final
@dataclass(frozen=True, slots=True)
class Place:
    """A value of an axis where something changes (`at`), or what lies between two of them."""

    at: bool
    low: Fraction | None
    high: Fraction | None
    """The ends; of an irrational value, rational numbers close to it on either side."""
    sample: Fraction
    """A number between the ends, of an irrational value one close to it."""
    node: int | None = None
    """Of a value: the node of the graph that it is."""
    zero_of: fmpq_poly | None = None
    """Of an irrational value: the irreducible polynomial that vanishes there."""
    exact: bool = True
    """Whether the ends are the very numbers where something changes."""


@final
@dataclass(frozen=True, slots=True)
class Axis:
    """A quantity with its places in order, and the sign of every compared node at each of them (None: no value)."""

    symbol: str | None
    node: int
    places: tuple[Place, ...]
    signs: dict[int, tuple[int | None, ...]]


@final
@dataclass(frozen=True, slots=True)
class _Cut:
    """A value of an axis: isolating ends, and what vanishes there, by a key."""

    low: Fraction
    high: Fraction
    key: str
    node: int | None
    factor: fmpq_poly | None = None


def axes_of(graph: Graph, compared: Iterable[int], kinks: Iterable[int], domain: Domain) -> list[Axis] | None:
    """The axes for the nodes that are compared with 0; kinks only add cuts. None where cuts cannot be told apart."""
    by_symbol: dict[str, dict[int, list[Branch]]] = {}
    constants: dict[str, dict[int, Affine]] = {}
    by_quantity: dict[tuple[tuple[int, Fraction], ...], dict[int, Affine]] = {}
    asked = set(compared)
    for node in dict.fromkeys([*compared, *kinks]):
        found = branches_of(graph, node)
        name = next((branch.value.symbol for branch in found if branch.value.symbol), None)
        if name is not None:
            by_symbol.setdefault(name, {})[node] = found
            continue
        form = affine_of(graph, node)
        symbol = form.only_symbol(graph)
        if symbol is not None:
            constants.setdefault(symbol, {})[node] = form
        elif node in asked and form.letters:
            by_quantity.setdefault(form.direction, {})[node] = form
    axes = [
        _along_symbol(graph, name, by_symbol.get(name, {}), constants.get(name, {}), domain)
        for name in sorted(by_symbol.keys() | constants.keys())
    ]
    axes += [_along_quantity(graph, forms) for forms in by_quantity.values()]
    found_axes = [axis for axis in axes if axis is not None]
    return found_axes if len(found_axes) == len(axes) else None


def _along_symbol(
    graph: Graph, name: str, functions: dict[int, list[Branch]], forms: dict[int, Affine], domain: Domain
) -> Axis | None:
    given = domain.of(name)
    if given.kind == "complex":
        return None
    cuts: dict[str, list[_Cut]] = {}
    parts = [
        f for some in functions.values() for branch in some for f in (branch.value, *(g for g, _ in branch.guards))
    ]
    for function in parts:
        for factor in (*irreducible(function.top), *irreducible(function.bottom)):
            if str(factor) not in cuts:
                cuts[str(factor)] = [
                    _Cut(low, high, str(factor), graph.number(low) if low == high else None, factor)
                    for low, high in real_roots(factor)
                ]
    for form in forms.values():
        root = _root_of(graph, form)
        if root is None:
            return None
        cuts[root.key] = [root]
    ordered = sorted((cut for some in cuts.values() for cut in some), key=lambda cut: (cut.low, cut.high))
    if any(one.high >= other.low for one, other in pairwise(ordered)):
        return None
    places = [(place, cut) for place, cut in _places(ordered, given.interval) if _inside(place, given.interval)]
    signs = {
        **{node: tuple(_sign_of(f, place, cut) for place, cut in places) for node, f in functions.items()},
        **{node: _affine_signs(form, cuts[_key_of(graph, form)][0], places) for node, form in forms.items()},
    }
    return Axis(name, graph.row("s", name), tuple(place for place, _ in places), signs)


def _root_of(graph: Graph, form: Affine) -> _Cut | None:
    """The value of the symbol where the form is 0, its other letters being constants."""
    node = form.solved_for_symbol(graph)
    with precision(_BITS):
        value = evaluate(graph, {name: arb.nan() for name in graph.symbols})[node]
        if not value.is_finite() or not (in_reach(value.lower()) and in_reach(value.upper())):
            return None
        return _Cut(exact(value.lower()), exact(value.upper()), f"node {node}", node)


def _key_of(graph: Graph, form: Affine) -> str:
    return f"node {form.solved_for_symbol(graph)}"


def _places(cuts: Sequence[_Cut], interval: Interval) -> Iterator[tuple[Place, _Cut | None]]:
    """Values and what lies between them, from left to right."""
    low, sharp, clear = interval.low, True, interval.low
    for cut in cuts:
        if _beyond(cut, interval):
            continue
        yield Place(False, low, cut.high, _between(clear, cut.low), exact=sharp and cut.low == cut.high), None
        yield Place(True, cut.low, cut.high, cut.low, cut.node, cut.factor, exact=cut.low == cut.high), cut
        low, sharp, clear = cut.low, cut.low == cut.high, cut.high
    yield Place(False, low, interval.high, _between(clear, interval.high), exact=sharp), None


def _beyond(cut: _Cut, interval: Interval) -> bool:
    below = interval.low is not None and cut.high < interval.low
    return below or (interval.high is not None and cut.low > interval.high)


def _between(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is not None and high is not None:
        return simplest(low + (high - low) / 4, high - (high - low) / 4)
    if low is not None:
        return Fraction(low.__floor__() + 2)
    return Fraction(high.__ceil__() - 2) if high is not None else Fraction(0)


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The number of the smallest denominator with low <= number <= high.

    >>> simplest(Fraction(314, 100), Fraction(315, 100))
    Fraction(22, 7)
    """
    wholes: list[int] = []
    while (whole := low.__floor__()) != low and whole + 1 > high:
        wholes.append(whole)
        low, high = 1 / (high - whole), 1 / (low - whole)
    found = Fraction(low.__ceil__())
    for whole in reversed(wholes):
        found = whole + 1 / found
    return found


def _inside(place: Place, interval: Interval) -> bool:
    if place.at:
        return interval.holds(place.low or Fraction(0)) and interval.holds(place.high or Fraction(0))
    return place.low is None or place.high is None or place.low < place.sample < place.high


def _sign_of(branches: Sequence[Branch], place: Place, cut: _Cut | None) -> int | None:
    f = next(branch.value for branch in branches if _is_there(branch, place.sample))
    if cut is not None:
        if any(str(factor) == cut.key for factor in irreducible(f.bottom)):
            return None
        if any(str(factor) == cut.key for factor in irreducible(f.top)):
            return 0
    return _sign(f.top, place.sample) * _sign(f.bottom, place.sample)


def _is_there(branch: Branch, at: Fraction) -> bool:
    """Whether the node is this branch at the number; where two branches meet, either."""
    return all(_sign(f.top, at) * _sign(f.bottom, at) * side >= 0 for f, side in branch.guards)


def _sign(p: fmpq_poly, at: Fraction) -> int:
    value = p(fmpq(at.numerator, at.denominator))
    return int(value > 0) - int(value < 0)


def _affine_signs(form: Affine, own: _Cut, places: Sequence[tuple[Place, _Cut | None]]) -> tuple[int, ...]:
    return tuple(0 if cut is own else form.slope_sign * (1 if place.sample > own.high else -1) for place, cut in places)


def _along_quantity(graph: Graph, forms: dict[int, Affine]) -> Axis:
    """u with d = c*(u + b) for every compared d."""
    first = next(iter(forms.values()))
    values = sorted({form.root for form in forms.values()})
    cuts = [_Cut(value, value, "", graph.number(value)) for value in values]
    places = tuple(place for place, _ in _places(cuts, Interval()))
    signs: dict[int, tuple[int | None, ...]] = {
        node: tuple(form.slope_sign * ((place.sample > form.root) - (place.sample < form.root)) for place in places)
        for node, form in forms.items()
    }
    return Axis(None, first.quantity(graph), places, signs)
