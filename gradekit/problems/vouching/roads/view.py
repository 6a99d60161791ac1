"""What a road sees of a composition: letters and formulas of SymPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, final

import sympy

from gradekit.model.composition import Composition
from gradekit.problems.vouching.slopes import slope
from gradekit.syntax.sympy_bridge import to_sympy
from gradekit.syntax.tree import Expr

Formula: TypeAlias = Any
"""A formula of SymPy, which has no types of its own."""
sp: Any = sympy


@final
@dataclass(frozen=True, slots=True)
class View:
    """Letters, the formula of each node, the same in the inputs alone, and the derivative by any symbol."""

    composition: Composition
    letters: Mapping[str, Formula]
    nodes: Mapping[str, Formula]
    closed: Mapping[str, Formula]
    total: Callable[[str, str], Formula]
    """d output / d symbol along all routes, in the inputs."""
    place: Mapping[Formula, Formula] = field(default_factory=dict[Formula, Formula])
    """The values of the inputs where the quantity is asked at a point; else empty."""

    def there(self, formula: Formula) -> Formula:
        """The formula at the point, if there is one: what needs no more derivatives is shorter in numbers."""
        return formula.xreplace(self.place) if self.place else formula

    def formula(self, name: str) -> Formula:
        """A symbol in the inputs alone."""
        return self.closed.get(name, self.letters[name])

    def inputs(self) -> list[Formula]:
        """The letters of the inputs."""
        return [self.letters[name] for name in self.composition.inputs]

    def converted(self, expr: Expr) -> Formula:
        """An expression of ours."""
        return to_sympy(expr, self.letters)

    def slope_along(self, formulas: list[Formula], names: tuple[str, ...], vector: list[Formula]) -> list[Formula]:
        """The derivative of each formula when the named inputs move along the vector: at 0 by the way gone."""
        way = sp.Dummy("way", real=True)
        moved = {self.letters[n]: self.letters[n] + way * v for n, v in zip(names, vector, strict=True)}
        return [slope(f.xreplace(moved), way).subs(way, 0) for f in formulas]


def solved(equations: list[Formula], letters: list[Formula]) -> list[Formula]:
    """The one solution of linear equations, without a value in each letter where there is none or more than one.

    Functions become letters meanwhile: with rational functions SymPy is several times as fast.
    """
    named = {f: sp.Dummy() for equation in equations for f in equation.atoms(sp.Function) if f.is_Function}
    found = list(sp.linsolve([equation.xreplace(named) for equation in equations], letters))
    if len(found) != 1 or not found[0].free_symbols.isdisjoint(letters):
        return [sp.nan for _ in letters]
    back = {letter: f for f, letter in named.items()}
    return [value.xreplace(back) for value in found[0]]
