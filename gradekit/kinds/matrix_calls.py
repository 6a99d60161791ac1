"""Functions of matrices in an answer: inverse, determinant, trace, products, functions entry by entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from gradekit.errors import StudentError
from gradekit.kinds.fitting import shape_of, shown
from gradekit.syntax.build import ONE, ZERO, add, divide, function, multiply, negate, number, sqrt
from gradekit.syntax.scope import Call, Matrix, Nested
from gradekit.syntax.tree import Expr

Rows = list[list[Expr]]
MOST = 4
"""Rows of a matrix whose determinant is worked out."""

ENTRYWISE = ("exp", "log", "sin", "cos", "tan", "tanh", "sinh", "cosh", "sqrt", "sigmoid", "Abs", "atan")


def rows_of(value: Nested) -> Rows:
    """The rows of a matrix; a formula is a matrix of one entry, a flat list a column."""
    if isinstance(value, Expr):
        return [[value]]
    if value is None:
        raise StudentError("read.open-entry")
    rows = [list(row) if isinstance(row, tuple) else [row] for row in value]
    told = [[entry for entry in row if isinstance(entry, Expr)] for row in rows]
    if [len(row) for row in told] != [len(row) for row in rows] or len({len(row) for row in rows}) != 1:
        raise StudentError("read.matrix-rows")
    return told


def determinant(rows: Rows) -> Expr:
    """By the first row."""
    if len(rows) == 1:
        return rows[0][0]
    minors = (determinant([[*row[:k], *row[k + 1 :]] for row in rows[1:]]) for k in range(len(rows)))
    terms = (multiply(entry, minor) for entry, minor in zip(rows[0], minors, strict=True))
    return add(*(negate(term) if k % 2 else term for k, term in enumerate(terms)))


def inverse(rows: Rows) -> Matrix:
    """Cofactors over the determinant."""
    size, det = len(rows), determinant(rows)

    def cofactor(i: int, j: int) -> Expr:
        inner = [[*row[:j], *row[j + 1 :]] for k, row in enumerate(rows) if k != i]
        minor = determinant(inner) if inner else ONE
        return divide(negate(minor) if (i + j) % 2 else minor, det)

    return Matrix(tuple(cofactor(j, i) for j in range(size)) for i in range(size))


def _square(name: str, value: Nested) -> Rows:
    rows = rows_of(value)
    if len(rows) != len(rows[0]):
        raise StudentError("read.square-wanted", name=name, found=shown((len(rows), len(rows[0]))))
    if len(rows) > MOST:
        raise StudentError("read.too-large", most=MOST)
    return rows


def _one(name: str, work: Callable[[Nested], Nested]) -> Call:
    def made(args: tuple[Nested, ...]) -> Nested:
        if len(args) != 1:
            raise StudentError("read.arity", name=name, wanted="1", found=len(args))
        return work(args[0])

    return made


def _alike(name: str, left: Nested, right: Nested) -> tuple[Rows, Rows]:
    a, b = rows_of(left), rows_of(right)
    if shape_of(left) != shape_of(right):
        sizes = [f"{len(one)} x {len(one[0])}" for one in (a, b)]
        raise StudentError("read.shapes-unlike", sign=name, left=sizes[0], right=sizes[1])
    return a, b


def _two(name: str, work: Callable[[Rows, Rows], Nested]) -> Call:
    def made(args: tuple[Nested, ...]) -> Nested:
        if len(args) != 2:
            raise StudentError("read.arity", name=name, wanted="2", found=len(args))
        return work(*_alike(name, *args))

    return made


def _hadamard(a: Rows, b: Rows) -> Matrix:
    return Matrix(tuple(map(multiply, one, other)) for one, other in zip(a, b, strict=True))


def _inner(a: Rows, b: Rows) -> Expr:
    return add(*map(multiply, chain.from_iterable(a), chain.from_iterable(b)))


def _outer(args: tuple[Nested, ...]) -> Nested:
    if len(args) != 2:
        raise StudentError("read.arity", name="outer", wanted="2", found=len(args))
    left, right = (list(chain.from_iterable(rows_of(arg))) for arg in args)
    return Matrix(tuple(multiply(a, b) for b in right) for a in left)


def _diagonal(value: Nested) -> Nested:
    entries = list(chain.from_iterable(rows_of(value)))
    return Matrix(tuple(e if i == j else ZERO for j in range(len(entries))) for i, e in enumerate(entries))


def _total(value: Nested) -> Expr:
    return add(*chain.from_iterable(rows_of(value)))


def _mapped(name: str) -> Call:
    def made(entry: Expr) -> Expr:
        return sqrt(entry) if name == "sqrt" else function(name, entry)

    def work(value: Nested) -> Nested:
        if isinstance(value, Expr):
            return made(value)
        return Matrix(tuple(map(made, row)) for row in rows_of(value))

    return _one(name, work)


def _trace(value: Nested) -> Expr:
    return add(*(row[k] for k, row in enumerate(_square("trace", value))))


def _squared(value: Nested) -> Expr:
    entries = list(chain.from_iterable(rows_of(value)))
    return add(*(multiply(entry, entry) for entry in entries))


def _transposed(value: Nested) -> Matrix:
    return Matrix(tuple(row) for row in zip(*rows_of(value), strict=True))


def identity(size: int) -> Matrix:
    """Ones on the diagonal."""
    return Matrix(tuple(number(int(i == j)) for j in range(size)) for i in range(size))


def _named(names: Sequence[str], call: Call) -> dict[str, Call]:
    return dict.fromkeys(names, call)


CALLS: dict[str, Call] = {
    **_named(("inv", "inverse"), _one("inv", lambda value: inverse(_square("inv", value)))),
    **_named(("det", "determinant"), _one("det", lambda value: determinant(_square("det", value)))),
    **_named(("trace", "tr", "Trace"), _one("trace", _trace)),
    **_named(("transpose", "Transpose"), _one("transpose", _transposed)),
    **_named(("hadamard", "HadamardProduct", "multiply_elementwise"), _two("hadamard", _hadamard)),
    **_named(("inner",), _two("inner", _inner)),
    "outer": _outer,
    **_named(("diag", "diagonal"), _one("diag", _diagonal)),
    "norm2": _one("norm2", _squared),
    "norm": _one("norm", lambda value: sqrt(_squared(value))),
    "sum": _one("sum", _total),
    **{name: _mapped(name) for name in ENTRYWISE},
    "sigma": _mapped("sigmoid"),
}
"""Callables for matrices by name; those that take one matrix are read as methods too."""
