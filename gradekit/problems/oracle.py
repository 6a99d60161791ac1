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
from gradekit.model.composition import At, Basic, Components, Composed, Composition, Local, PathCount, Quantity, Total
from gradekit.model.quantities import Further
from gradekit.problems.array_oracle import array_formulas
from gradekit.problems.roads import View, road, shorter
from gradekit.syntax.sympy_bridge import to_sympy

Formula: TypeAlias = Any
"""A formula of SymPy, which has no types of its own."""
sp: Any = sympy


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
        self._nodes: dict[str, Formula] = {
            node.name: told[node.name] if node.name in told else to_sympy(node.expr, self._letters)
            for node in composition.nodes
        }

    def _names(self) -> Iterator[str]:
        yield from self._composition.inputs
        yield from (node.name for node in self._composition.nodes)

    @cached_property
    def _closed(self) -> dict[str, Formula]:
        return self._substituted(())

    def _substituted(self, held: tuple[str, ...]) -> dict[str, Formula]:
        """Each node with all earlier ones put in, except the held ones, which stay letters."""
        known: dict[Formula, Formula] = {}
        closed: dict[str, Formula] = {}
        for name, formula in self._nodes.items():
            closed[name] = formula.xreplace(known)
            if name not in held:
                known[self._letters[name]] = closed[name]
        return closed

    def entries(self, quantity: Quantity) -> list[Formula]:
        """The entries of the quantity in row-major order, in the inputs alone, except for locals."""
        if isinstance(quantity, At):
            place = {
                self._letters[name]: sp.Rational(value.numerator, value.denominator)
                for name, value in quantity.point.items()
            }
            return [self._back(entry).subs(place) for entry in self.entries(quantity.quantity)]
        if quantity not in self._found:
            self._found[quantity] = self._derived(quantity)
        return self._found[quantity]

    def _derived(self, quantity: Basic | PathCount | Further) -> list[Formula]:
        match quantity:
            case Local(rows, columns):
                return [sp.diff(self._nodes[row], self._letters[column]) for row in rows for column in columns]
            case Composed(outputs):
                return [self._closed.get(name, self._letters[name]) for name in outputs]
            case Total(outputs, inputs):
                return [self._total(output, name) for output in outputs for name in inputs]
            case Components(output):
                return self._components(output)
            case PathCount(output, start):
                return [sp.Integer(self._routes(output, start))]
            case _:
                return road(self._view, quantity)

    @cached_property
    def _view(self) -> View:
        return View(self._composition, self._letters, self._nodes, self._closed, self._total)

    def _total(self, output: str, name: str) -> Formula:
        """Substitute, then differentiate; by an intermediate, it is held as a letter and its formula put in last."""
        if (output, name) not in self._totals:
            self._totals[output, name] = self._differentiated(output, name)
        return self._totals[output, name]

    def _differentiated(self, output: str, name: str) -> Formula:
        if name in self._composition.inputs:
            return sp.diff(self._closed.get(output, self._letters[output]), self._letters[name])
        by = self._letters[name]
        return self._back(sp.diff(self._substituted((name,))[output], by))

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
            return [tidied(entry) for entry in shorter(self._view, quantity, entries)]
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


def tidied(formula: Formula) -> Formula:
    """The formula with its fractions together and its angles combined, where that is quick and makes it shorter."""
    if formula.count_ops() > MOST_TIDIED:
        return formula
    shorter = sp.trigsimp(formula)
    together = sp.cancel(shorter)
    forms = [
        f
        for f in (formula, shorter, sp.factor_terms(together), sp.factor(together))
        if _functions(f) <= _functions(formula)
    ]
    return min(forms, key=sp.count_ops)


def _functions(formula: Formula) -> set[Any]:
    return {type(part) for part in formula.atoms(sp.Function)}


def _symbols(formula: object) -> Iterator[Any]:
    yield from getattr(formula, "free_symbols", ())
