"""What a road sees of a composition: letters and formulas of SymPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, final

import sympy

from gradekit.model.composition import Composition
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
        return [sp.diff(f.subs(moved, simultaneous=True), way).subs(way, 0) for f in formulas]
