"""Conditions and derivatives of undefined functions in SymPy, for the bridge: trusted content only."""

from __future__ import annotations

from typing import Any

import sympy

from gradekit.syntax.partials import base_name, called, places_of

# SymPy has no types of its own: the module and its values are `Any` here, as in the bridge.
Sym = Any
sp: Any = sympy

_RELATIONS: dict[str, Sym] = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "=": sp.Eq, "!=": sp.Ne}
_LOGIC: dict[str, Sym] = {"and": sp.And, "or": sp.Or, "not": sp.Not}
_SIGNS: dict[str, str] = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "=", "!=": "!="}


def sign_of_relation(expr: Sym) -> str:
    """The sign of a comparison."""
    return _SIGNS[expr.rel_op]


def condition_to_sympy(name: str, args: list[Sym]) -> Sym:
    """A comparison, or conditions joined by a word, from arguments that SymPy has already."""
    if name in _RELATIONS:
        return _RELATIONS[name](*args)
    return _LOGIC[name](*args) if args else sp.true if name == "true" else sp.false


def applied_partial(name: str, args: list[Sym]) -> Sym:
    """f_1(u, v), f_12(u, v) and so on, from the name with its places."""
    letters = [sp.Dummy(f"u{place}") for place in range(1, len(args) + 1)]
    function = sp.Function(base_name(name, len(args)))(*letters)
    slope = sp.Derivative(function, *(letters[place - 1] for place in places_of(name, len(args))))
    plain = all(arg.is_Symbol for arg in args) and len(set(args)) == len(args)
    return slope.xreplace(dict(zip(letters, args, strict=True))) if plain else sp.Subs(slope, letters, args)


def partial_in(expr: Sym) -> tuple[str, tuple[Sym, ...]] | None:
    """The name with its places and the arguments, where the expression is such a derivative."""
    inner, at = (expr.expr, dict(zip(expr.variables, expr.point, strict=True))) if _is_subs(expr) else (expr, {})
    applied: Sym = inner.expr if isinstance(inner, sp.Derivative) else None
    if not isinstance(applied, sp.core.function.AppliedUndef) or len(applied.args) < 2:
        return None
    places: list[int] = []
    for variable, order in inner.variable_count:
        standing = [place for place, arg in enumerate(applied.args, 1) if variable in arg.free_symbols]
        if len(standing) != 1 or applied.args[standing[0] - 1] != variable or not order.is_Integer:
            return None
        places += standing * int(order)
    name = called(applied.func.__name__, places)
    return name, tuple(arg.subs(at, simultaneous=True) for arg in applied.args)


def _is_subs(expr: Sym) -> bool:
    return isinstance(expr, sp.Subs)


def applied_derivative(name: str, at: Sym) -> Sym:
    """f'(u), f''(u) and so on, from the name with its primes."""
    function, u = sp.Function(name.rstrip("'")), sp.Dummy("u")
    order = len(name) - len(name.rstrip("'"))
    if at.is_Symbol:
        return sp.Derivative(function(at), (at, order))
    return sp.Subs(sp.Derivative(function(u), (u, order)), u, at)


def applied_in(expr: Sym) -> tuple[str, Sym] | None:
    """The name with its primes and the argument, where the expression is such a derivative."""
    inner, at = (expr.expr, expr.point[0]) if isinstance(expr, sp.Subs) and len(expr.point) == 1 else (expr, None)
    if not isinstance(inner, sp.Derivative) or len(inner.variable_count) != 1:
        return None
    applied, (variable, order) = inner.expr, inner.variable_count[0]
    plain = isinstance(applied, sp.core.function.AppliedUndef) and applied.args == (variable,)
    if not plain or not order.is_Integer or (at is not None and expr.variables != (variable,)):
        return None
    primes = "'" * int(order)
    return f"{applied.func.__name__}{primes}", variable if at is None else at
