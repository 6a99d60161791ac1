"""Array formulas as a textbook has them: rows and columns told apart, products by their names.

An author writes `x.T @ A @ x`, `theta @ theta.T` and `u * v`; whether that is a number, a matrix or a vector, and which
product it is, follows from the shapes. A vector is a column, and its transpose a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import final

from gradekit.calculus.arrays import Shape, expanded, told
from gradekit.errors import AuthorError
from gradekit.syntax.build import function
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import Array, Expr


def settled(formula: Expr, arrays: Mapping[str, Array]) -> Expr:
    """The formula with each product named for what it is, and no vector transposed.

    >>> from gradekit.syntax.build import symbol
    >>> x, arrays = symbol("x"), {"x": Array((2,), (symbol("x1"), symbol("x2")))}
    >>> settled(function("matmul", x, function("transpose", x)), arrays) == function("outer", x, x)
    True
    """
    return _settled(formula, arrays).tree


@final
@dataclass(frozen=True, slots=True)
class _Term:
    tree: Expr
    shape: Shape
    row: bool = False

    @property
    def is_vector(self) -> bool:
        return len(self.shape) == 1


def _settled(formula: Expr, arrays: Mapping[str, Array]) -> _Term:
    if formula.head == "function" and formula.name == "matmul":
        return _chain([_settled(factor, arrays) for factor in _factors(formula)], arrays)
    terms = [_settled(arg, arrays) for arg in formula.args]
    if formula.head == "function" and formula.name == "transpose":
        return _transposed(terms[0], arrays)
    if formula.head == "multiply":
        return _product(terms, arrays)
    if formula.head == "power" and len(terms[0].shape) > 1:
        raise AuthorError(
            f"A power of the matrix `{to_latex(formula.args[0])}` can mean two things: write `A @ A`, or `A * A` for "
            "the squares of the entries."
        )
    return _term(Expr(formula.head, tuple(term.tree for term in terms), formula.value), arrays, _rows(terms))


def _term(tree: Expr, arrays: Mapping[str, Array], row: bool = False) -> _Term:
    shape = expanded(tree, arrays).shape
    return _Term(tree, shape, row and len(shape) == 1)


def _rows(terms: Sequence[_Term]) -> bool:
    return any(term.row for term in terms)


def _factors(formula: Expr) -> list[Expr]:
    """The factors of a product of products, in their order."""
    if formula.head != "function" or formula.name != "matmul":
        return [formula]
    return [factor for arg in formula.args for factor in _factors(arg)]


def _transposed(term: _Term, arrays: Mapping[str, Array]) -> _Term:
    if term.is_vector:
        return _Term(term.tree, term.shape, not term.row)
    if term.tree.head == "function" and term.tree.name == "transpose":
        return _term(term.tree.args[0], arrays)
    return _term(function("transpose", term.tree), arrays)


def _product(terms: Sequence[_Term], arrays: Mapping[str, Array]) -> _Term:
    """Numbers in front, arrays of one shape entry by entry."""
    numbers = [term.tree for term in terms if not term.shape]
    factors = [term.tree for term in terms if term.shape]
    if not factors:
        return _Term(Expr("multiply", tuple(numbers)), ())
    together = reduce(lambda left, right: function("hadamard", left, right), factors)
    return _term(Expr("multiply", (*numbers, together)) if numbers else together, arrays, _rows(terms))


def _chain(terms: list[_Term], arrays: Mapping[str, Array]) -> _Term:
    """A product of matrices and vectors, worked out from the right; a column times a row is an outer product."""
    if len(terms) == 1:
        return terms[0]
    for place, (left, right) in enumerate(pairwise(terms), start=1):
        if left.is_vector and not left.row and right.row:
            return _column_times_row(_chain(terms[:place], arrays), _chain(terms[place:], arrays), arrays)
    if terms[0].is_vector:
        return _after_row(terms[0], _chain(terms[1:], arrays), arrays)
    return _term(function("matmul", terms[0].tree, _chain(terms[1:], arrays).tree), arrays)


def _column_times_row(column: _Term, row: _Term, arrays: Mapping[str, Array]) -> _Term:
    if not row.shape:
        return _product([row, column], arrays)
    return _term(function("outer", column.tree, row.tree), arrays)


def _after_row(row: _Term, rest: _Term, arrays: Mapping[str, Array]) -> _Term:
    if rest.is_vector:
        return _term(function("dot", row.tree, rest.tree), arrays)
    if len(rest.shape) == 2 and rest.shape[0] == row.shape[0]:
        return _term(function("matmul", _transposed(rest, arrays).tree, row.tree), arrays, row=True)
    raise AuthorError(
        f"A product needs as many rows on the right as entries on the left: `{to_latex(row.tree)}` is "
        f"{told(row.shape)} and `{to_latex(rest.tree)}` is {told(rest.shape)}."
    )
