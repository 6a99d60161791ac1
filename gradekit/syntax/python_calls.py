"""Calls, methods and indices of Python source, as far as they mean a formula without being run."""

from __future__ import annotations

import builtins

from gradekit.errors import StudentError
from gradekit.syntax import grids
from gradekit.syntax.calls import BUILDERS, LOGARITHMS, applied
from gradekit.syntax.making import product, total
from gradekit.syntax.names import SPELLINGS
from gradekit.syntax.scope import Grid, Matrix, Nested, Scope
from gradekit.syntax.sites import Site, formula
from gradekit.syntax.tree import Expr, symbols_of
from gradekit.syntax.words import nearest

_MATRICES = frozenset({"Matrix", "ImmutableMatrix", "MutableDenseMatrix", "ImmutableDenseMatrix"})
_ARRAYS = frozenset({"array", "asarray", "Array", "ImmutableDenseNDimArray"})
_PRODUCTS = frozenset({"dot", "matmul"})
_TRANSPOSES = frozenset({"transpose", "Transpose"})
_SAME_VALUE = frozenset({
    "simplify", "expand", "factor", "together", "cancel", "trigsimp", "expand_trig", "powsimp", "radsimp", "ratsimp",
    "logcombine", "expand_log", "doit", "combsimp", "factor_terms", "UnevaluatedExpr",
})  # fmt: skip
"""What rearranges a formula and leaves its value alone."""
_CHAINS = frozenset({"Add", "Mul"})
_OF_SYMPY = frozenset({
    "limit", "Limit", "integrate", "Integral", "series", "solve", "solveset", "nsolve", "linsolve", "dsolve", "Sum",
    "summation", "Product", "det", "eye", "zeros", "ones", "diag", "hessian", "lambdify", "roots", "residue", "N", "Eq",
    "gradient", "linspace", "arange", "meshgrid", "fsum", "gcd", "lcm", "degrees", "radians", "hypot", "expm1", "log1p",
    "exp2", "sinc", "cross", "outer", "trace", "norm", "inv", "tensorproduct", "tensorcontraction", "Function",
})  # fmt: skip
"""Functions that students know and that are not read: no slips of the pen for others."""
_OWN = _MATRICES | _ARRAYS | _PRODUCTS | _TRANSPOSES | _SAME_VALUE | _CHAINS
_METHODS = frozenset({"T", "transpose", "dot", "multiply", "subs", "xreplace", "tolist"})


def check_function(name: str, scope: Scope, site: Site) -> None:
    """Refuses a function that is not read, before its arguments are looked at."""
    if name not in SPELLINGS and not any(
        name in words for words in (scope.calls, _OWN, LOGARITHMS, BUILDERS, scope.undefined)
    ):
        raise _unknown(name, scope, site)


def called(name: str, args: tuple[Nested, ...], scope: Scope, site: Site) -> Nested:
    """A function applied to what its arguments were read as."""
    if name in scope.calls:
        return _hooked(name, args, scope, site)
    if name in _MATRICES:
        return applied("Matrix", args, scope, site)
    if name not in _OWN:
        return applied(name, args, scope, site)
    if not args or (name in _PRODUCTS and len(args) != 2):
        wanted = "2" if name in _PRODUCTS else "1"
        raise site.error("read.arity", name=name, wanted=wanted, found=len(args))
    return _rearranged(name, args, site)


def _rearranged(name: str, args: tuple[Nested, ...], site: Site) -> Nested:
    """A function that makes or multiplies lists, or leaves its argument as it is; there are as many as it needs."""
    first = args[0]
    if name in _ARRAYS:
        return Grid(first) if isinstance(first, tuple) else first
    if name in _CHAINS:
        return _chain(name, args, site)
    if name in _PRODUCTS:
        return grids.matrix_product(_entries(first, site), _entries(args[1], site), site)
    if name in _TRANSPOSES:
        return grids.transposed(_entries(first, site), site)
    return first


def _hooked(name: str, args: tuple[Nested, ...], scope: Scope, site: Site) -> Nested:
    """One of the further callables; its error is given the place of the call, which it does not know."""
    try:
        return scope.calls[name](args)
    except StudentError as error:
        if error.place is None:
            raise site.error(error.message, **error.params) from None
        raise


def _chain(name: str, args: tuple[Nested, ...], site: Site) -> Expr:
    first, *rest = (formula(arg, site) for arg in args)
    return total([first, *rest]) if name == "Add" else product(first, [("*", factor) for factor in rest])


def _unknown(name: str, scope: Scope, site: Site) -> StudentError:
    known = [*sorted(scope.names), *sorted(SPELLINGS)]
    near = None if hasattr(builtins, name) or name in _OF_SYMPY else nearest(name, known)
    if near:
        return site.error("read.unknown-name-near", name=name, near=near, known=tuple(sorted(scope.names)[:12]))
    return site.error("read.needs-running", what=f"`{name[:40]}(...)`")


def call_of_letter(name: str, letter: Nested, args: tuple[Nested, ...], scope: Scope, site: Site) -> Nested:
    """`x(t + 1)` with a letter x: a product, unless the question writes x(t) or the letter stands for a formula."""
    if (inputs := scope.functions_of.get(name)) and _letters(args) <= set(inputs):
        raise site.error("read.write-the-letter", name=name, call=f"{name}({', '.join(inputs)})")
    if name in scope.defined or len(args) != 1:
        raise site.error("read.letter-called", name=name)
    return product(formula(letter, site), [("*", formula(args[0], site))])


def _letters(args: Nested) -> set[str]:
    """The letters in arguments. In `a(1 - a)` where the question writes a(z) a bracket is multiplied."""
    if isinstance(args, tuple):
        return {name for arg in args for name in _letters(arg)}
    return set(symbols_of(args)) if isinstance(args, Expr) else set()


def check_method(name: str, scope: Scope, site: Site) -> None:
    """Refuses a method that is not read, before its arguments are looked at."""
    if name not in scope.calls and name not in _SAME_VALUE and name not in _METHODS:
        raise site.error("read.needs-running", what=f"`.{name[:40]}`")


def method(value: Nested, name: str, args: tuple[Nested, ...], scope: Scope, site: Site) -> Nested:
    """A method of what was read: those that transpose, multiply or only rearrange, and the further callables."""
    if name in scope.calls:
        return _hooked(name, (value, *args), scope, site)
    if name in ("T", "transpose") and not args:
        return grids.transposed(_entries(value, site), site)
    if name in ("dot", "multiply") and len(args) == 1:
        left, right = _entries(value, site), _entries(args[0], site)
        flat = (_flat(left), _flat(right)) if name == "dot" and isinstance(left, Matrix) else (left, right)
        return grids.matrix_product(*flat, site)
    if name in _SAME_VALUE:
        return value
    if name == "tolist" and isinstance(value, tuple):
        return tuple(value)
    raise site.error("read.needs-running", what=f"`.{name[:40]}`")


def _flat(value: tuple[Nested, ...]) -> tuple[Nested, ...]:
    return tuple(entry for row in value for entry in (row if isinstance(row, tuple) else (row,)))


def item(value: Nested, places: list[int], site: Site) -> Nested:
    """An entry by its indices, counted from 0 as Python does; one index of a matrix counts its entries row by row."""
    entries = _entries(value, site)
    if len(places) == 1 and isinstance(entries, Matrix):
        entries = _flat(entries)
    found: Nested = entries
    for place in places:
        row = _entries(found, site)
        if not -len(row) <= place < len(row):
            raise site.error("read.no-such-entry", index=place, entries=len(row))
        found = row[place]
    return found


def _entries(value: Nested, site: Site) -> tuple[Nested, ...]:
    if isinstance(value, tuple):
        return value
    raise site.error("read.open-entry" if value is None else "read.no-list")
