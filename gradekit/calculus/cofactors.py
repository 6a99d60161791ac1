"""Determinants and inverses of small matrices of expressions, by cofactors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from gradekit.calculus.products import over, times
from gradekit.syntax.build import ONE, add, negate
from gradekit.syntax.tree import Expr

Rows: TypeAlias = Sequence[Sequence[Expr]]

LARGEST = 4
"""Rows up to which a determinant is expanded: 4! products."""


def determinant(rows: Rows) -> Expr:
    """The determinant, expanded along the first row.

    >>> from gradekit.syntax.build import number
    >>> determinant([[number(1), number(2)], [number(3), number(5)]])
    negate(number(1))
    """
    if not rows:
        return ONE
    first = rows[0]
    return add(*(_signed(times(entry, determinant(_without(rows, 0, j))), j) for j, entry in enumerate(first)))


def cofactor(rows: Rows, i: int, j: int) -> Expr:
    """(-1)^(i+j) times the determinant without row i and column j."""
    return _signed(determinant(_without(rows, i, j)), i + j)


def inverse(rows: Rows, det: Expr | None = None) -> list[list[Expr]]:
    """The inverse: the transposed cofactors divided by the determinant, which may be given."""
    det = determinant(rows) if det is None else det
    n = len(rows)
    return [[over(cofactor(rows, j, i), det) for j in range(n)] for i in range(n)]


def matrix_product(left: Rows, right: Rows) -> list[list[Expr]]:
    """Rows times columns."""
    columns = list(zip(*right, strict=True))
    return [[dot(row, column) for column in columns] for row in left]


def dot(one: Sequence[Expr], other: Sequence[Expr]) -> Expr:
    """The sum of the products.

    >>> from gradekit.syntax.build import symbol
    >>> dot([symbol("x"), ONE], [ONE, ONE])
    add(symbol('x'), number(1))
    """
    return add(*(times(a, b) for a, b in zip(one, other, strict=True)))


def _without(rows: Rows, i: int, j: int) -> list[list[Expr]]:
    return [[entry for c, entry in enumerate(row) if c != j] for r, row in enumerate(rows) if r != i]


def _signed(expr: Expr, place: int) -> Expr:
    return negate(expr) if place % 2 else expr
