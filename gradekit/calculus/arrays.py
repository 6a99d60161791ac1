"""Array formulas written out: every entry as a formula in scalar symbols, shapes inferred and checked on the way.

An array formula is a tree in names of arrays and in scalar symbols. Sums, negatives, quotients, powers and functions of
one number work entry by entry, a scalar goes with every entry, and a product has at most one factor that is an array.

| function             | what it gives                        | function        | what it gives                    |
|----------------------|--------------------------------------|-----------------|----------------------------------|
| array(...)           | entries or rows as they stand        | dot(a, b)       | sum_i a_i b_i                    |
| matmul(A, B)         | sum_k A_ik B_kj, also with vectors   | outer(a, b)     | a_i b_j                          |
| transpose(A)         | A_ji                                 | norm2(A)        | the sum of the squared entries   |
| hadamard(A, B)       | A_ij B_ij                            | norm(A)         | its root                         |
| sum(A), mean(A)      | over all entries                     | trace(A)        | sum_i A_ii                       |
| det(A), inv(A)       | by cofactors, at most 4 by 4         | diag(a)         | a_i on the diagonal, else 0      |
|                      |                                      | softmax(a)      | exp(a_i) / sum_k exp(a_k)        |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import TypeAlias

from gradekit.errors import AuthorError
from gradekit.syntax.build import ONE, ZERO, add, divide, exp, multiply, negate, number, power, rebuild, sqrt
from gradekit.syntax.latex import to_latex
from gradekit.syntax.names import ARRAY_FUNCTIONS, FUNCTIONS
from gradekit.syntax.tree import Array, Expr, scalar

LARGEST_INVERTED = 4
MOST_ENTRIES = 100
"""Entries of one array; more of them are no exercise for a person."""

Shape: TypeAlias = tuple[int, ...]


def expanded(formula: Expr, arrays: Mapping[str, Array]) -> Array:
    """The array that a formula stands for; a symbol that is no array is a scalar. `AuthorError` names shapes that do
    not fit.

    >>> from gradekit.syntax.build import function, symbol
    >>> a = Array((2,), (symbol("a1"), symbol("a2")))
    >>> expanded(function("norm2", symbol("a")), {"a": a}).scalar == add(power(a.entries[0], 2), power(a.entries[1], 2))
    True
    """
    if formula.head == "symbol":
        return arrays.get(formula.name, scalar(formula))
    if not formula.args:
        return scalar(formula)
    args = [expanded(arg, arrays) for arg in formula.args]
    found = _applied(formula, args)
    if len(found.entries) > MOST_ENTRIES:
        raise AuthorError(
            f"`{to_latex(formula)}` is {told(found.shape)}: more than {MOST_ENTRIES} entries are too many."
        )
    return found


def _applied(formula: Expr, args: list[Array]) -> Array:
    if formula.head == "function" and formula.name in _OF_ARRAYS:
        wanted = ARRAY_FUNCTIONS[formula.name]
        if wanted is not None and len(args) != wanted:
            raise AuthorError(f"`{formula.name}` takes {wanted} arrays; it was given {len(args)}.")
        return _OF_ARRAYS[formula.name](formula, args)
    if formula.head == "multiply" and sum(bool(arg.shape) for arg in args) > 1:
        raise _misfit(formula, args, "Two arrays are multiplied by `@`, or entry by entry by `*`", "a product")
    return _entrywise(formula, args)


def _entrywise(formula: Expr, args: list[Array]) -> Array:
    """The operation on the entries that stand at one place; a scalar goes with every entry."""
    if formula.head == "function" and formula.name not in FUNCTIONS and any(arg.shape for arg in args):
        raise AuthorError(f"There is no function of arrays called `{formula.name}`.")
    shapes = {arg.shape for arg in args if arg.shape}
    if len(shapes) > 1:
        raise _misfit(formula, args, "Entry by entry needs equal shapes", "the operation")
    shape = shapes.pop() if shapes else ()
    columns = [arg.entries if arg.shape else arg.entries * prod(shape) for arg in args]
    return Array(shape, tuple(rebuild(formula, entries) for entries in zip(*columns, strict=True)))


def told(shape: Shape) -> str:
    """A shape in a sentence.

    >>> told(()), told((3,)), told((2, 3))
    ('a scalar', 'a vector of 3', '2 by 3')
    """
    return "a scalar" if not shape else f"a vector of {shape[0]}" if len(shape) == 1 else " by ".join(map(str, shape))


def _misfit(formula: Expr, args: Sequence[Array], rule: str, what: str) -> AuthorError:
    found = " and ".join(
        f"`{to_latex(arg)}` is {told(array.shape)}" for arg, array in zip(formula.args, args, strict=True)
    )
    return AuthorError(f"{rule}: in {what} `{to_latex(formula)}`, {found}.")


# ------------------------------------------------------------------ the functions of arrays


def _array(formula: Expr, args: list[Array]) -> Array:
    if len({arg.shape for arg in args}) != 1:
        raise _misfit(formula, args, "Rows need equal lengths", "the array")
    return Array((len(args), *args[0].shape), tuple(entry for arg in args for entry in arg))


def _matmul(formula: Expr, args: list[Array]) -> Array:
    left, right = args
    if not (1 <= len(left.shape) <= 2 and 1 <= len(right.shape) <= 2 and left.shape[-1] == right.shape[0]):
        rule = "A product of matrices needs as many columns on the left as rows on the right"
        raise _misfit(formula, args, rule, "the product")
    inner, columns = left.shape[-1], len(right.entries) // right.shape[0]
    rows = len(left.entries) // inner
    entries = tuple(
        add(*(multiply(left.entries[i * inner + k], right.entries[k * columns + j]) for k in range(inner)))
        for i in range(rows)
        for j in range(columns)
    )
    return Array((*left.shape[:-1], *right.shape[1:]), entries)


def _transpose(formula: Expr, args: list[Array]) -> Array:
    (array,) = args
    if len(array.shape) == 1:
        return array
    rows, columns = _matrix(formula, args, "transpose")
    return Array((columns, rows), tuple(array.entries[i * columns + j] for j in range(columns) for i in range(rows)))


def _matrix(formula: Expr, args: list[Array], what: str, *, square: bool = False) -> tuple[int, int]:
    shape = args[0].shape
    if len(shape) != 2 or (square and shape[0] != shape[1]):
        raise _misfit(formula, args, f"`{what}` needs a {'square ' if square else ''}matrix", "the formula")
    return shape[0], shape[1]


def _vector(formula: Expr, args: list[Array], what: str) -> None:
    if any(len(arg.shape) != 1 for arg in args):
        raise _misfit(formula, args, f"`{what}` needs vectors", "the formula")


def _hadamard(formula: Expr, args: list[Array]) -> Array:
    if formula.args[0] == formula.args[1]:
        return Array(args[0].shape, tuple(power(entry, 2) for entry in args[0]))
    return _entrywise(Expr("multiply", formula.args), args)


def _sum(_: Expr, args: list[Array]) -> Array:
    return scalar(add(*args[0]))


def _mean(_: Expr, args: list[Array]) -> Array:
    return scalar(divide(add(*args[0]), number(len(args[0].entries))))


def _trace(formula: Expr, args: list[Array]) -> Array:
    size, _ = _matrix(formula, args, "trace", square=True)
    return scalar(add(*args[0].entries[:: size + 1]))


def _norm2(_: Expr, args: list[Array]) -> Array:
    return scalar(add(*(power(entry, 2) for entry in args[0])))


def _norm(formula: Expr, args: list[Array]) -> Array:
    return scalar(sqrt(_norm2(formula, args).scalar))


def _dot(formula: Expr, args: list[Array]) -> Array:
    _vector(formula, args, "dot")
    if args[0].shape != args[1].shape:
        raise _misfit(formula, args, "A scalar product needs equal lengths", "the product")
    return scalar(add(*(multiply(a, b) for a, b in zip(*args, strict=True))))


def _outer(formula: Expr, args: list[Array]) -> Array:
    _vector(formula, args, "outer")
    left, right = args
    return Array((*left.shape, *right.shape), tuple(multiply(a, b) for a in left for b in right))


def _diag(formula: Expr, args: list[Array]) -> Array:
    _vector(formula, args, "diag")
    (size,), entries = args[0].shape, args[0].entries
    return Array((size, size), tuple(entries[i] if i == j else ZERO for i in range(size) for j in range(size)))


def _softmax(formula: Expr, args: list[Array]) -> Array:
    _vector(formula, args, "softmax")
    grown = tuple(exp(entry) for entry in args[0])
    return Array(args[0].shape, tuple(divide(entry, add(*grown)) for entry in grown))


def _det(formula: Expr, args: list[Array]) -> Array:
    return scalar(_determinant(_rows(formula, args, "det")))


def _inv(formula: Expr, args: list[Array]) -> Array:
    rows = _rows(formula, args, "inv")
    size = range(len(rows))
    det = _determinant(rows)
    cofactors = [[_cofactor(rows, j, i) for j in size] for i in size]
    return Array(args[0].shape, tuple(divide(cofactor, det) for row in cofactors for cofactor in row))


def _rows(formula: Expr, args: list[Array], what: str) -> list[Sequence[Expr]]:
    size, _ = _matrix(formula, args, what, square=True)
    if size > LARGEST_INVERTED:
        raise AuthorError(f"`{what}` is written out for at most {LARGEST_INVERTED} rows; there are {size}.")
    return [args[0].entries[i * size : (i + 1) * size] for i in range(size)]


def _determinant(rows: list[Sequence[Expr]]) -> Expr:
    """Along the first row; the determinant of no rows is 1."""
    return add(*(multiply(rows[0][j], _cofactor(rows, 0, j)) for j in range(len(rows)))) if rows else ONE


def _cofactor(rows: list[Sequence[Expr]], i: int, j: int) -> Expr:
    minor = _determinant([[*row[:j], *row[j + 1 :]] for k, row in enumerate(rows) if k != i])
    return negate(minor) if (i + j) % 2 else minor


_OF_ARRAYS: dict[str, Callable[[Expr, list[Array]], Array]] = {
    "array": _array,
    "matmul": _matmul,
    "transpose": _transpose,
    "hadamard": _hadamard,
    "sum": _sum,
    "mean": _mean,
    "trace": _trace,
    "norm2": _norm2,
    "norm": _norm,
    "dot": _dot,
    "outer": _outer,
    "diag": _diag,
    "softmax": _softmax,
    "det": _det,
    "inv": _inv,
}
assert _OF_ARRAYS.keys() == ARRAY_FUNCTIONS.keys()
