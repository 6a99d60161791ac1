"""What the reader does when a student calls for it: differentiates, and leaves `collect` undone."""

from __future__ import annotations

from gradekit.calculus.differentiate import derivative
from gradekit.errors import AuthorError, StudentError
from gradekit.syntax.grids import each
from gradekit.syntax.limits import size_of
from gradekit.syntax.scope import Call, Matrix, Nested
from gradekit.syntax.tree import Expr

MOST_NODES = 400
"""The largest formula that is differentiated for a student: a derivative can be as large as the square of it."""
MOST_TIMES = 4

_REWRITING = ("apart", "collect", "nsimplify", "powdenest")
"""SymPy's functions that change how a formula looks and not what it means, and take options that do not matter either;
`syntax` knows those without options."""


def differentiated(args: tuple[Nested, ...]) -> Nested:
    """`diff(f, x)`, `diff(f, x, 2)`, `diff(f, x, y)`, entry by entry for a list."""
    if len(args) < 2:
        raise StudentError("read.diff-by")
    value = args[0]
    for name in _letters(args[1:]):
        value = each(value, lambda expr, name=name: _derivative(expr, name))
    return value


def jacobian(args: tuple[Nested, ...]) -> Nested:
    """`Matrix([f, g]).jacobian([x, y])`: rows are functions, columns letters."""
    rows, letters = _flat(args[0]), _flat(args[1]) if len(args) == 2 else []
    if not rows or not letters:
        raise StudentError("read.diff-by")
    return Matrix(tuple(_derivative(row, _letter(by)) for by in letters) for row in rows)


def _flat(value: Nested) -> list[Expr]:
    if isinstance(value, Expr):
        return [value]
    return [expr for entry in value or () for expr in _flat(entry)]


def _letters(args: tuple[Nested, ...]) -> list[str]:
    names: list[str] = []
    for arg in args:
        times = arg.number if isinstance(arg, Expr) and arg.head == "number" else None
        if times is None:
            names.append(_letter(arg))
        elif names and times.denominator == 1 and 1 <= times <= MOST_TIMES:
            names += [names[-1]] * (int(times) - 1)
        else:
            raise StudentError("read.diff-by")
    if len(names) > MOST_TIMES:
        raise StudentError("read.diff-by")
    return names


def _letter(value: Nested) -> str:
    if isinstance(value, Expr) and value.head == "symbol":
        return value.name
    raise StudentError("read.diff-by")


def _derivative(expr: Expr, name: str) -> Expr:
    if size_of(expr)[0] > MOST_NODES:
        raise StudentError("read.too-large", most=MOST_NODES)
    try:
        return derivative(expr, name)
    except AuthorError as error:
        raise StudentError("read.needs-running", what="a derivative that has no rule here") from error


def _as_it_stands(args: tuple[Nested, ...]) -> Nested:
    if not args:
        raise StudentError("read.empty")
    return args[0]


OPERATIONS: dict[str, Call] = {
    "diff": differentiated,
    "Derivative": differentiated,
    "jacobian": jacobian,
    **dict.fromkeys(_REWRITING, _as_it_stands),
}
"""Callables beside those of the table of functions, by name; also as methods of a formula."""
