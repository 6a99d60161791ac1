"""The operators of Python on what was read: formulas, lists, small matrices and NumPy arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from gradekit.syntax import grids
from gradekit.syntax.making import product, raised, total
from gradekit.syntax.scope import Grid, Matrix, Nested
from gradekit.syntax.sites import Site
from gradekit.syntax.tree import Expr

Factor = tuple[Literal["*", "/", "@"], Nested, Site]
"""The sign in front of a factor, the factor, and its place."""


def opposite(value: Nested, site: Site) -> Nested:
    """The negative of a matrix or array."""
    return grids.negated(_array(value, site))


def plus(left: Nested, right: Nested, site: Site) -> Nested:
    """The sum of two of which one at least is no formula."""
    if isinstance(left, tuple) and isinstance(right, tuple) and _calculates(left, right):
        return grids.added(left, right, site)
    if isinstance(left, Grid) and isinstance(right, Expr):
        return grids.each(left, lambda entry: total([entry, right]))
    if isinstance(left, Expr) and isinstance(right, Grid):
        return grids.each(right, lambda entry: total([left, entry]))
    raise _no_arithmetic(left if isinstance(right, Expr) else right, site)


def multiplied(first: Nested, rest: Sequence[Factor]) -> Nested:
    """A chain of products and quotients from left to right."""
    value, pending = first, list[tuple[Literal["*", "/"], Expr]]()
    for sign, factor, site in rest:
        if isinstance(value, Expr) and isinstance(factor, Expr) and sign != "@":
            pending.append((sign, factor))
            continue
        left = product(value, pending) if isinstance(value, Expr) else value
        value, pending = _times(left, sign, factor, site), []
    return product(value, pending) if isinstance(value, Expr) else value


def _times(left: Nested, sign: Literal["*", "/", "@"], right: Nested, site: Site) -> Nested:
    if isinstance(left, tuple) and isinstance(right, tuple) and sign != "/":
        if sign == "*" and isinstance(left, Grid) and isinstance(right, Grid):
            return grids.times(left, right, site)
        if sign == "@" or isinstance(left, Matrix) or isinstance(right, Matrix):
            return grids.matrix_product(left, right, site)
    if sign != "@" and isinstance(right, Expr):
        return grids.each(_array(left, site), lambda entry: product(entry, [(sign, right)]))
    if sign == "*" and isinstance(left, Expr):
        return grids.each(_array(right, site), lambda entry: product(left, [("*", entry)]))
    raise _no_arithmetic(right if isinstance(left, Expr) else left, site)


def to_the_power(base: Nested, exponent: Nested, site: Site) -> Nested:
    """The power of a formula, or of every entry of a NumPy array."""
    if isinstance(base, Expr) and isinstance(exponent, Expr):
        return raised(base, exponent)
    if isinstance(base, Grid) and isinstance(exponent, Expr):
        return grids.each(base, lambda entry: raised(entry, exponent))
    raise _no_arithmetic(exponent if isinstance(base, Expr) else base, site)


def _array(value: Nested, site: Site) -> tuple[Nested, ...]:
    if isinstance(value, (Matrix, Grid)):
        return value
    raise _no_arithmetic(value, site)


def _calculates(left: tuple[Nested, ...], right: tuple[Nested, ...]) -> bool:
    return any(isinstance(side, (Matrix, Grid)) for side in (left, right))


def _no_arithmetic(value: Nested, site: Site) -> Exception:
    return site.error("read.open-entry" if value is None else "read.list-arithmetic")
