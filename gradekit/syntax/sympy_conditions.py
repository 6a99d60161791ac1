"""Conditions and derivatives of undefined functions in SymPy, for the bridge: trusted content only."""

from __future__ import annotations

from typing import Any

import sympy

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
