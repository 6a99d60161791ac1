"""Small literal vectors and matrices: sums, multiples and products, entry by entry, nothing simplified."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gradekit.errors import StudentError
from gradekit.syntax.making import negative, product, total
from gradekit.syntax.scope import Grid, Matrix, Nested
from gradekit.syntax.sites import Site
from gradekit.syntax.tree import Expr

MOST_ENTRIES = 400
"""Entries of a product of matrices that is still worked out."""


def is_flat(value: tuple[Nested, ...]) -> bool:
    """Whether no entry is a list itself."""
    return not any(isinstance(entry, tuple) for entry in value)


def matrix_of(value: tuple[Nested, ...], site: Site) -> Matrix:
    """The matrix that SymPy makes of a list: a flat list is a column, rows must be of one length."""
    if is_flat(value):
        return Matrix((entry,) for entry in value)
    rows = [row for row in value if isinstance(row, tuple) and is_flat(row)]
    if len(rows) != len(value) or len({len(row) for row in rows}) != 1:
        raise site.error("read.matrix-rows")
    return Matrix(tuple(row) for row in rows)


def each(value: Nested, work: Callable[[Expr], Expr]) -> Nested:
    """The work done on every entry; open entries stay open, and a matrix stays a matrix."""
    if isinstance(value, tuple):
        return _alike(value, [each(entry, work) for entry in value])
    return None if value is None else work(value)


def added(left: tuple[Nested, ...], right: tuple[Nested, ...], site: Site) -> Nested:
    """The sum entry by entry of two of one shape."""
    if len(left) != len(right):
        raise unlike("+", left, right, site)
    return _alike(left, [_added(a, b, site) for a, b in zip(left, right, strict=True)])


def _added(left: Nested, right: Nested, site: Site) -> Nested:
    if isinstance(left, tuple) and isinstance(right, tuple):
        return added(left, right, site)
    return total([_entry(left, site), _entry(right, site)])


def times(left: tuple[Nested, ...], right: tuple[Nested, ...], site: Site) -> Nested:
    """The product entry by entry of two of one shape."""
    if len(left) != len(right):
        raise unlike("*", left, right, site)
    return _alike(left, [_times(a, b, site) for a, b in zip(left, right, strict=True)])


def _times(left: Nested, right: Nested, site: Site) -> Nested:
    if isinstance(left, tuple) and isinstance(right, tuple):
        return times(left, right, site)
    return product(_entry(left, site), [("*", _entry(right, site))])


def matrix_product(left: tuple[Nested, ...], right: tuple[Nested, ...], site: Site) -> Nested:
    """The product of two matrices, of a matrix and a flat vector, or the scalar product of two flat vectors."""
    rows = [left] if is_flat(left) else [_row(row, site) for row in left]
    columns = [right] if is_flat(right) else list(zip(*[_row(row, site) for row in right], strict=True))
    if not columns or any(len(row) != len(column) for row in rows for column in columns):
        raise unlike("*", left, right, site)
    if len(rows) * len(columns) * len(columns[0]) > MOST_ENTRIES:
        raise site.error("read.too-large")
    entries = [[_dot(row, column, site) for column in columns] for row in rows]
    if is_flat(left):
        return entries[0][0] if is_flat(right) else _alike(left, entries[0])
    return _alike(left, [row[0] for row in entries] if is_flat(right) else [tuple(row) for row in entries])


def unlike(sign: str, left: tuple[Nested, ...], right: tuple[Nested, ...], site: Site) -> StudentError:
    """The error about two whose rows and columns do not fit together, with both shapes."""
    return site.error("read.shapes-unlike", sign=sign, left=_size(left), right=_size(right))


def _size(value: tuple[Nested, ...]) -> str:
    """`3 x 2` for a matrix, `3` for a flat list."""
    first = value[0] if value else None
    return f"{len(value)} x {len(first)}" if isinstance(first, tuple) else str(len(value))


def _dot(row: Sequence[Nested], column: Sequence[Nested], site: Site) -> Expr:
    return total([product(_entry(a, site), [("*", _entry(b, site))]) for a, b in zip(row, column, strict=True)])


def transposed(value: tuple[Nested, ...], site: Site) -> Nested:
    """Rows as columns; a flat NumPy array stays as it is."""
    if is_flat(value):
        return value
    return _alike(value, [tuple(row) for row in zip(*[_row(row, site) for row in value], strict=True)])


def negated(value: tuple[Nested, ...]) -> Nested:
    """Every entry with the other sign."""
    return each(value, negative)


def _alike(model: tuple[Nested, ...], entries: Sequence[Nested]) -> tuple[Nested, ...]:
    return (
        Matrix(entries) if isinstance(model, Matrix) else Grid(entries) if isinstance(model, Grid) else tuple(entries)
    )


def _row(value: Nested, site: Site) -> tuple[Nested, ...]:
    if isinstance(value, tuple) and is_flat(value):
        return value
    raise site.error("read.matrix-rows")


def _entry(value: Nested, site: Site) -> Expr:
    if isinstance(value, Expr):
        return value
    raise site.error("read.open-entry" if value is None else "read.shapes-differ")
