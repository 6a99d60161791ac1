"""The second route: SymPy derives every answer by itself, and the two routes must agree before a problem is issued.

A derivative along paths is checked by substituting first and differentiating then; components in polar coordinates by
the gradient in x and y, turned into the frame. SymPy starts from the formulas as their author wrote them, so a fault in
the conversion into our trees is found as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, TypeAlias, final

import sympy

from gradekit.errors import AuthorError
from gradekit.model.composition import (
    At,
    Basic,
    Components,
    Composed,
    Composition,
    Local,
    PathCount,
    Quantity,
    Total,
    as_jacobian,
    by_columns,
)
from gradekit.model.quantities import Further
from gradekit.problems.vouching.array_oracle import array_formulas
from gradekit.problems.vouching.roads import View, road, shorter
from gradekit.problems.vouching.slopes import slope
from gradekit.syntax.sympy_bridge import to_sympy

Formula: TypeAlias = Any
"""A formula of SymPy, which has no types of its own."""
sp: Any = sympy


Place: TypeAlias = Mapping[Formula, Formula]
"""Letters of inputs with their values at a point; empty where all stay letters."""

MOST_TIDIED = 120
"""Operations of a formula that is tidied for print."""


class RoutesDiffer(AuthorError):  # noqa: N818  says what happened
    """The stages and SymPy do not give the same answer: the problem must not be issued."""


@final
class Oracle:
    """SymPy's view of one composition."""

    def __init__(self, composition: Composition, originals: Mapping[str, object] | None = None) -> None:
        self._composition = composition
        told = originals or {}
        known = {s.name: s for formula in told.values() for s in _symbols(formula)}
        self._letters = {name: known.get(name) or sp.Symbol(name, real=True) for name in self._names()}
        told = {**array_formulas(composition, self._letters), **told}
        self._totals: dict[tuple[str, str], Formula] = {}
        self._found: dict[Quantity, list[Formula]] = {}
        self._slopes: dict[Formula, dict[Formula, Formula]] = {}
        self._held: dict[tuple[str, tuple[tuple[Formula, Formula], ...]], dict[str, Formula]] = {}
        self._nodes: dict[str, Formula] = {
            node.name: told[node.name] if node.name in told else to_sympy(node.expr, self._letters)
            for node in composition.nodes
        }

    def _names(self) -> Iterator[str]:
        yield from self._composition.inputs
        yield from (node.name for node in self._composition.nodes)

    @cached_property
    def _closed(self) -> dict[str, Formula]:
        return self._substituted("")

    def _substituted(self, held: str, place: Place | None = None) -> dict[str, Formula]:
        """Each node with all earlier ones put in, except the held one, which stays a letter; inputs may be numbers. All
        outputs are differentiated by a letter from the same formulas."""
        key = held, tuple((place or {}).items())
        if key not in self._held:
            self._held[key] = self._put_in(held, place or {})
        return self._held[key]

    def _moved_by(self, held: str, place: Place) -> dict[str, Formula]:
        """The same where one letter is left at a point; what does not move with it is a number, found once."""
        letter = self._letters[held]
        key = held, tuple((other, value) for other, value in place.items() if other != letter)
        if key not in self._held:
            self._held[key] = self._put_in(held, dict(key[1]), self._substituted("", place))
        return self._held[key]

    def _put_in(self, held: str, place: Place, still: Mapping[str, Formula] | None = None) -> dict[str, Formula]:
        """Each node with all earlier ones put in; those of `still` are taken where nothing in them depends on the held
        letter."""
        known, moved = dict(place), {self._letters.get(held)}
        closed: dict[str, Formula] = {}
        for name, formula in self._nodes.items():
            if still is not None and moved.isdisjoint(formula.free_symbols):
                closed[name] = still[name]
            else:
                closed[name] = formula.xreplace(known)
                moved.add(self._letters[name])
            if name != held:
                known[self._letters[name]] = closed[name]
        return closed

    def entries(self, quantity: Quantity) -> list[Formula]:
        """The entries of the quantity in row-major order, in the inputs alone, except for locals."""
        if isinstance(quantity, At):
            return self._at(quantity)
        if quantity not in self._found:
            self._found[quantity] = self._derived(quantity, {})
        return self._found[quantity]

    def _at(self, quantity: At) -> list[Formula]:
        """The entries at the point: the numbers are put in as soon as all is differentiated by what it has to be."""
        place = {
            self._letters[name]: sp.Rational(value.numerator, value.denominator)
            for name, value in quantity.point.items()
        }
        found = self._found.get(quantity.quantity) or self._derived(quantity.quantity, place)
        return [self._back(entry).xreplace(place) for entry in found]

    def _derived(self, quantity: Basic | PathCount | Further, place: Place) -> list[Formula]:
        match quantity:
            case Local(turned=True) | Total(turned=True):
                jacobian, columns = as_jacobian(quantity)
                return by_columns(self._derived(jacobian, place), columns)
            case Local(rows, columns):
                return [self._slope(self._nodes[row], self._letters[column]) for row in rows for column in columns]
            case Composed(outputs):
                return [self._closed.get(name, self._letters[name]) for name in outputs]
            case Total(outputs, inputs):
                return [self._total_at(output, name, place) for output in outputs for name in inputs]
            case Components(output):
                return self._components(output)
            case PathCount(output, start):
                return [sp.Integer(self._routes(output, start))]
            case _:
                return road(self._view(place), quantity)

    def _view(self, place: Place) -> View:
        return View(self._composition, self._letters, self._nodes, self._closed, self._total, place)

    def _total(self, output: str, name: str) -> Formula:
        """Substitute, then differentiate; by an intermediate, it is held as a letter and its formula put in last."""
        if (output, name) not in self._totals:
            self._totals[output, name] = self._differentiated(output, name)
        return self._totals[output, name]

    def _total_at(self, output: str, name: str, place: Place) -> Formula:
        """The same at a point: one letter is left when it is differentiated, and all others are numbers."""
        if not place or (output, name) in self._totals:
            return self._total(output, name)
        letter = self._letters[name]
        return self._slope(self._moved_by(name, place).get(output, letter), letter)

    def _differentiated(self, output: str, name: str) -> Formula:
        if name in self._composition.inputs:
            return self._slope(self._closed.get(output, self._letters[output]), self._letters[name])
        by = self._letters[name]
        return self._back(self._slope(self._substituted(name)[output], by))

    def _slope(self, formula: Formula, letter: Formula) -> Formula:
        """The derivative by a letter; what formulas have in common is differentiated once."""
        return slope(formula, letter, self._slopes.setdefault(letter, {}))

    def _back(self, formula: Formula) -> Formula:
        return formula.xreplace({self._letters[name]: closed for name, closed in self._closed.items()})

    def _components(self, output: str) -> list[Formula]:
        frame, inputs = self._composition.frame, self._composition.inputs
        if frame is None:
            raise AuthorError("Components were asked of a composition without a frame.")
        partials = [self._total(output, name) for name in inputs]
        if frame.name == "polar" and len(inputs) == 2:
            return self._turned(partials)
        return [d / to_sympy(h, self._letters) for d, h in zip(partials, frame.scale, strict=True)]

    def _turned(self, partials: list[Formula]) -> list[Formula]:
        """The components from the gradient in x and y: it solves J^T (f_x, f_y) = (f_r, f_theta) with J the Jacobian of
        the position (r cos theta, r sin theta), and is projected on the directions in which r and theta grow."""
        r, angle = (self._letters[name] for name in self._composition.inputs)
        position = sp.Matrix([r * sp.cos(angle), r * sp.sin(angle)])
        (a, b), (c, e) = position.diff(r), position.diff(angle)
        det = sp.expand(a * e - b * c).subs(sp.sin(angle) ** 2, 1 - sp.cos(angle) ** 2).expand()
        f_x = (e * partials[0] - b * partials[1]) / det
        f_y = (a * partials[1] - c * partials[0]) / det
        along = [(sp.cos(angle), sp.sin(angle)), (-sp.sin(angle), sp.cos(angle))]
        return [f_x * ex + f_y * ey for ex, ey in along]

    def readable(self, quantity: Quantity, entries: list[Formula]) -> list[Formula]:
        """The same entries as one would write them: components as partials over scale factors, multiplied out."""
        frame = self._composition.frame
        if isinstance(quantity, Further):
            return [tidied(entry) for entry in shorter(self._view({}), quantity, entries)]
        if not isinstance(quantity, Components) or frame is None:
            return entries
        partials = (self._total(quantity.output, name) for name in self._composition.inputs)
        return [sp.expand(d / to_sympy(h, self._letters)) for d, h in zip(partials, frame.scale, strict=True)]

    def _routes(self, output: str, start: str) -> int:
        """Routes counted from the start forward: each symbol has as many as the symbols in its formula together."""
        count = {self._letters[start]: 1}
        for name, formula in self._nodes.items():
            if name != start:
                count[self._letters[name]] = sum(count.get(letter, 0) for letter in formula.free_symbols)
        return count.get(self._letters[output], 0)


_OF_ANGLES = (
    sp.functions.elementary.trigonometric.TrigonometricFunction,
    sp.functions.elementary.hyperbolic.HyperbolicFunction,
)


def tidied(formula: Formula) -> Formula:
    """The formula with its fractions together and its angles combined, where that is quick and makes it shorter."""
    if formula.count_ops() > MOST_TIDIED:
        return formula
    formula = by_pythagoras(formula) if _angles(formula) > 1 else formula
    shorter = sp.trigsimp(formula) if _angles(formula) > 1 else formula
    together = sp.cancel(shorter)
    forms = [
        f
        for f in (formula, shorter, sp.factor_terms(together), sp.factor(together))
        if _functions(f) <= _functions(formula)
    ]
    return min(forms, key=sp.count_ops)


def by_pythagoras(formula: Formula) -> Formula:
    """The formula with sin^2 + cos^2 = 1 put in, where that makes it shorter.

    Determinants of coordinates and Laplacians have such sums, and SymPy's own way through identities takes long there.

    >>> r, theta = sp.symbols("r theta")
    >>> by_pythagoras(r * sp.cos(theta) / (r * sp.cos(theta) ** 2 + r * sp.sin(theta) ** 2))
    cos(theta)
    """
    named = {f: sp.Dummy(real=True) for f in formula.atoms(sp.Function)}
    plain = formula.xreplace(named)
    angles = {f.args[0] for f in named if isinstance(f, sp.sin) and plain.has(named[f])}
    circles = [(named[sp.sin(a)], named[sp.cos(a)]) for a in angles if plain.has(named.get(sp.cos(a), sp.nan))]
    top, bottom = map(sp.expand, sp.fraction(sp.together(plain))) if circles else (plain, plain)
    letters = [letter for pair in circles for letter in pair]
    if not circles or not (top.is_polynomial(*letters) and bottom.is_polynomial(*letters)):
        return formula
    tops = [top, top]
    for pair in circles:
        one = pair[0] ** 2 + pair[1] ** 2 - 1
        bottom = sp.rem(bottom, one, pair[0])
        tops = [sp.rem(above, one, which) for above, which in zip(tops, pair, strict=True)]
    back = {letter: f for f, letter in named.items()}
    found = [] if bottom == 0 else [sp.expand(sp.cancel(above / bottom)).xreplace(back) for above in tops]
    return min((formula, *found), key=sp.count_ops)


def _angles(formula: Formula) -> int:
    """The largest number of functions of angles that are multiplied with each other: identities need two."""
    if isinstance(formula, sp.Pow) and formula.exp.is_Integer:
        inner = _angles(formula.base)
        return inner if formula.exp < 0 and formula.base.is_Add else inner * abs(int(formula.exp))
    counts = [_angles(arg) for arg in formula.args]
    if isinstance(formula, sp.Mul):
        factors = zip(formula.args, counts, strict=True)
        return max([*counts, sum(count for factor, count in factors if not _is_under_sum(factor))], default=0)
    own = isinstance(formula, _OF_ANGLES)
    return max([int(own), *counts], default=0)


def _is_under_sum(factor: Formula) -> bool:
    return isinstance(factor, sp.Pow) and factor.base.is_Add and factor.exp.is_negative


def _functions(formula: Formula) -> set[Any]:
    return {type(part) for part in formula.atoms(sp.Function)}


def _symbols(formula: object) -> Iterator[Any]:
    yield from getattr(formula, "free_symbols", ())
