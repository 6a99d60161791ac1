"""What a function of the table means when it is applied, with the number of its arguments checked; for every reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gradekit.syntax.grids import is_flat, matrix_of
from gradekit.syntax.making import quotient, raised, whole
from gradekit.syntax.names import FUNCTIONS, SPELLINGS
from gradekit.syntax.scope import Nested, Scope
from gradekit.syntax.sites import Site, formula
from gradekit.syntax.tree import Expr

LOGARITHMS = {"log10": 10, "log_10": 10, "log2": 2, "log_2": 2, "lg": 10}
"""Logarithms that have their base in their name."""


def applied(name: str, args: Sequence[Nested], scope: Scope, site: Site) -> Nested:
    """A function under any of its spellings, an undefined function, or a builder such as `Matrix`, applied."""
    if name in _BUILDERS:
        least, most, build = _BUILDERS[name]
        _check_count(name, len(args), least, most, site)
        return build(args, site)
    exprs = tuple(formula(arg, site) for arg in args)
    if (function := name.rstrip("'")) in scope.undefined:
        _check_count(name, len(exprs), scope.undefined[function], scope.undefined[function], site)
        return Expr("function", exprs, scope.partials.get(name, name))
    if name in LOGARITHMS:
        _check_count(name, len(exprs), 1, 1, site)
        return Expr("function", (*exprs, whole(str(LOGARITHMS[name]))), "log")
    return _of_table(name, exprs, site)


def _of_table(name: str, args: tuple[Expr, ...], site: Site) -> Expr:
    row = FUNCTIONS[SPELLINGS[name]]
    if row.name == "Piecewise":
        raise site.error("read.condition-missing")
    _check_count(name, len(args), *row.arity, site)
    return Expr("function", args, row.name)


def inverse(name: str) -> str | None:
    """The name of the inverse function, where the table has one.

    >>> inverse("sin"), inverse("ln")
    ('asin', 'exp')
    """
    stem = SPELLINGS.get(name, name)
    if stem in ("log", "exp"):
        return "exp" if stem == "log" else "log"
    return f"a{stem}" if f"a{stem}" in FUNCTIONS else None


def _check_count(name: str, found: int, least: int, most: int | None, site: Site) -> None:
    if found >= least and (most is None or found <= most):
        return
    wanted = str(least) if least == most else f"at least {least}" if most is None else f"{least} or {most}"
    raise site.error("read.arity", name=name, wanted=wanted, found=found)


def _rational(args: Sequence[Nested], site: Site) -> Nested:
    top = formula(args[0], site)
    return top if len(args) == 1 else quotient(top, formula(args[1], site))


def _power(args: Sequence[Nested], site: Site) -> Nested:
    return raised(formula(args[0], site), formula(args[1], site))


def _matrix(args: Sequence[Nested], site: Site) -> Nested:
    if len(args) == 1 and isinstance(args[0], tuple):
        return matrix_of(args[0], site)
    if len(args) == 3 and isinstance(args[2], tuple) and is_flat(args[2]):
        rows, columns = (_count(formula(arg, site), site) for arg in args[:2])
        if rows * columns == len(args[2]):
            return matrix_of(tuple(args[2][i * columns : (i + 1) * columns] for i in range(rows)), site)
    raise site.error("read.matrix-rows")


def _count(expr: Expr, site: Site) -> int:
    if expr.head == "number" and expr.number.denominator == 1 and 0 < expr.number <= 100:
        return int(expr.number)
    raise site.error("read.matrix-rows")


def _one(args: Sequence[Nested], site: Site) -> Nested:
    return formula(args[0], site)


_Build = Callable[[Sequence[Nested], Site], Nested]
_BUILDERS: dict[str, tuple[int, int, _Build]] = {
    "Matrix": (1, 3, _matrix),
    "Rational": (1, 2, _rational),
    "Fraction": (1, 2, _rational),
    "Integer": (1, 1, _one),
    "Float": (1, 1, _one),
    "S": (1, 1, _one),
    "sympify": (1, 1, _one),
    "float64": (1, 1, _one),
    "float": (1, 1, _one),
    "Pow": (2, 2, _power),
    "pow": (2, 2, _power),
    "power": (2, 2, _power),
}
BUILDERS = frozenset(_BUILDERS)
"""Every name that makes a number, a power or a matrix of its arguments."""
