"""The ways in which kinks may fall: which of two arguments is the larger, or which sign an argument has.

Kinks are taken one after the other, inner ones first. What is linear in the same quantities is settled together:
x < y and y < z leave one side for Max(x, z). Ways without interior are left out, so those that remain cover the domain
up to a set without interior.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import TypeAlias, final

from gradekit.equality.cases.affine import affine_of
from gradekit.equality.graph import Graph, Node
from gradekit.model.domain import Domain

Form: TypeAlias = dict[int, Fraction]
"""A sum of multiples of nodes; `_CONSTANT` stands for 1."""
_CONSTANT = -1
_MOST_ORDERINGS, _FEWER, _MOST_CONSTRAINTS = 48, 4, 60

_INCREASING = frozenset({"exp", "log", "sinh", "tanh", "asinh", "acosh", "atanh", "atan", "asin", "erf"})
_ODD = frozenset({"sinh", "tanh", "asinh", "atanh", "atan", "asin", "erf"})
"""Increasing functions that are zero at 0 alone."""


def orderings(
    graph: Graph,
    kinks: Sequence[int],
    domain: Domain,
    sides: Callable[[int], tuple[int, ...]],
    *,
    real: bool,
) -> list[dict[int, int]]:
    """A sign for every kink, for each way that has an interior; of fewer kinks where there are too many ways. `real`:
    roots are real ones."""
    for count in (len(kinks), _FEWER):
        ways = _Orderings(graph, kinks[:count], domain, sides, real=real).all()
        found = list(islice(ways, _MOST_ORDERINGS + 1))
        if len(found) <= _MOST_ORDERINGS:
            return found
    return []


@final
class _Orderings:
    """The kinks of one pair, and what each is compared by."""

    def __init__(
        self,
        graph: Graph,
        kinks: Sequence[int],
        domain: Domain,
        sides: Callable[[int], tuple[int, ...]],
        *,
        real: bool,
    ) -> None:
        self.graph, self.kinks, self.domain, self.sides, self.real = graph, kinks, domain, sides, real

    def all(self) -> Iterator[dict[int, int]]:
        """Every way, from the first kink on."""
        yield from self._from(0, {}, {}, [])

    def _from(
        self, number: int, signs: dict[int, int], values: dict[int, Form], held: list[Form]
    ) -> Iterator[dict[int, int]]:
        if number == len(self.kinks):
            yield signs
            return
        kink = self.kinks[number]
        compared = self._compared(kink, values)
        if not any(compared.values()):
            # No kink: the normal form sees the zero by itself.
            row = self.graph.nodes[kink]
            there = self._form(row[2], values) if row[0] == "g" else Form()
            yield from self._from(number + 1, signs, {**values, kink: there}, held)
            return
        for sign in self.sides(kink):
            signed = {letter: sign * c for letter, c in compared.items()}
            if self._may_hold([*held, signed]):
                value = {**values, kink: self._value(kink, sign, values)}
                yield from self._from(number + 1, {**signs, kink: sign}, value, [*held, signed])

    def _compared(self, kink: int, values: dict[int, Form]) -> Form:
        """What has the sign of the kink's argument, or of the difference of both."""
        row = self.graph.nodes[kink]
        if row[0] == "f":
            return self._form(_without_odd(self.graph, row[2], real=self.real), values)
        first, second = _without_increasing(self.graph, row[2], row[3], real=self.real)
        return _added(self._form(first, values), self._form(second, values), Fraction(-1))

    def _value(self, kink: int, sign: int, values: dict[int, Form]) -> Form:
        """What the kink is on one side."""
        row = self.graph.nodes[kink]
        if row[0] == "g":
            return self._form(row[2] if (row[1] == "Max") == (sign > 0) else row[3], values)
        if row[1] == "sign":
            return {_CONSTANT: Fraction(sign)}
        return _added({}, self._form(row[2], values), Fraction(sign))

    def _form(self, node: int, values: dict[int, Form]) -> Form:
        """The node as a sum, kinks replaced by what they are."""
        affine = affine_of(self.graph, node)
        total = {_CONSTANT: affine.constant}
        for letter, c in affine.letters:
            total = _added(total, values.get(letter, {letter: Fraction(1)}), c)
        return total

    def _may_hold(self, held: Sequence[Form]) -> bool:
        """Whether all forms may be greater than 0 at once, in the ranges of symbols."""
        letters = sorted({letter for form in held for letter in form} - {_CONSTANT})
        return _feasible([*held, *(bound for letter in letters for bound in self._range(letter))], letters)

    def _range(self, letter: int) -> Iterator[Form]:
        row = self.graph.nodes[letter]
        if row[0] != "s":
            return
        interval = self.domain.of(row[1]).interval
        if interval.low is not None and interval.low != interval.high:
            yield {letter: Fraction(1), _CONSTANT: -interval.low}
        if interval.high is not None and interval.low != interval.high:
            yield {letter: Fraction(-1), _CONSTANT: interval.high}


def _feasible(held: Sequence[Form], letters: Sequence[int]) -> bool:
    """Whether forms can be greater than 0 together: letters are eliminated one by one (Fourier and Motzkin)."""
    for letter in letters:
        above = [form for form in held if form.get(letter, 0) > 0]
        below = [form for form in held if form.get(letter, 0) < 0]
        if len(above) * len(below) > _MOST_CONSTRAINTS:
            return True
        pairs = (_added(_scaled(b, a[letter]), a, -b[letter]) for a, b in product(above, below))
        held = [*(form for form in held if not form.get(letter, 0)), *pairs]
    return all(form.get(_CONSTANT, 0) > 0 for form in held if not any(c for x, c in form.items() if x != _CONSTANT))


def _scaled(form: Form, factor: Fraction) -> Form:
    return {letter: c * factor for letter, c in form.items()}


def _added(x: Form, y: Form, factor: Fraction) -> Form:
    return {letter: x.get(letter, Fraction(0)) + factor * y.get(letter, Fraction(0)) for letter in (*x, *y)}


def _without_odd(graph: Graph, node: int, *, real: bool) -> int:
    """The argument of odd increasing functions and odd powers around it: of the same sign."""
    while (inner := _inner(graph, node, _ODD, real=real)) is not None:
        node = inner
    return node


def _without_increasing(graph: Graph, first: int, second: int, *, real: bool) -> tuple[int, int]:
    """The arguments of the same increasing functions around both: in the same order."""
    while _same_function(graph.nodes[first], graph.nodes[second]):
        one, other = (_inner(graph, node, _INCREASING, real=real) for node in (first, second))
        if one is None or other is None:
            break
        first, second = one, other
    return first, second


def _same_function(one: Node, other: Node) -> bool:
    """Whether both rows are the same function or power of something."""
    place = slice(1, 2) if one[0] == "f" else slice(2, None)
    return one[0] == other[0] and one[0] in ("f", "p", "q") and one[place] == other[place]


def _inner(graph: Graph, node: int, functions: frozenset[str], *, real: bool) -> int | None:
    """The argument of one of these functions, of an odd power or of a root of one."""
    row = graph.nodes[node]
    if row[0] == "f" and row[1] in functions:
        return row[2]
    if (row[0] == "p" or (row[0] == "q" and real)) and row[2] > 0 and row[2] % 2:
        return row[1]
    return None
