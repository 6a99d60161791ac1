"""To SymPy and from SymPy, for trusted content only: templates, keys and the second route that vouches for them.

Nothing that a student wrote passes through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy

from gradekit.errors import AuthorError
from gradekit.syntax.build import ONE, number
from gradekit.syntax.names import FUNCTIONS, SPELLINGS
from gradekit.syntax.partials import places_of
from gradekit.syntax.sympy_conditions import (
    applied_derivative,
    applied_in,
    applied_partial,
    condition_to_sympy,
    partial_in,
    sign_of_relation,
)
from gradekit.syntax.tree import Array, Expr

# SymPy has no types of its own: the module and its values are `Any` here, and nowhere else.
Sym = Any
sp: Any = sympy

_CONSTANTS: dict[Sym, str] = {sp.pi: "pi", sp.E: "E", sp.I: "I"}


def from_sympy(expr: Sym) -> Expr:
    """A SymPy expression as a tree, as a textbook writes it.

    Terms and factors stand in SymPy's printed order, negative powers below a fraction line, square roots under a
    root, a minus sign in front of its term, and a sum begins with a positive term if it has one.

    >>> x = sp.Symbol("x")
    >>> from_sympy(1 - sp.sqrt(x) / 2)
    add(number(1), negate(divide(function('sqrt', symbol('x')), number(2))))
    """
    return _converted(sp.sympify(expr, strict=True))  # a Python number may come from an author; text never


@lru_cache(maxsize=4096, typed=True)
def _converted(expr: Sym) -> Expr:
    if expr.is_Number:
        return _number(expr)
    if expr in _CONSTANTS:
        return Expr("constant", (), _CONSTANTS[expr])
    if expr.is_Symbol:
        return Expr("symbol", (), str(expr.name))
    if expr.is_Add:
        return _sum(expr)
    if expr.is_Mul:
        return _product(expr)
    if expr.is_Pow:
        return _power(expr)
    if expr.is_Piecewise:
        return Expr("piecewise", tuple(part for v, c in expr.args for part in (from_sympy(v), from_sympy_condition(c))))
    if expr.is_Function:
        return _function(expr)
    if isinstance(expr, (sp.Derivative, sp.Subs)):
        return _derivative(expr)
    raise AuthorError(f"gradekit has no form for `{expr}` ({type(expr).__name__}); write it with functions it knows.")


def from_sympy_condition(expr: Sym) -> Expr:
    """A SymPy condition as a tree; intervals of one symbol are written as comparisons."""
    if expr in (sp.true, sp.false):
        return Expr("logic", (), "true" if expr == sp.true else "false")
    if expr.is_Relational:
        return Expr("relation", (from_sympy(expr.lhs), from_sympy(expr.rhs)), sign_of_relation(expr))
    word = {sp.And: "and", sp.Or: "or", sp.Not: "not"}.get(expr.func)
    if word is None:
        raise AuthorError(f"gradekit has no form for the condition `{expr}`.")
    return Expr("logic", tuple(from_sympy_condition(arg) for arg in sorted(expr.args, key=sp.default_sort_key)), word)


def array_from_sympy(value: Sym) -> Array:
    """A SymPy expression, matrix or array as an array; a column or row stays a matrix."""
    if isinstance(value, (sp.MatrixBase, sp.NDimArray)):
        shape = tuple(int(n) for n in value.shape)
        return Array(shape, tuple(from_sympy(entry) for entry in sp.flatten(value.tolist())))
    return Array((), (from_sympy(value),))


def _number(value: Sym) -> Expr:
    if value.is_Rational:
        whole = number(Fraction(abs(int(value.p)), int(value.q)))
        return Expr("negate", (whole,)) if value < 0 else whole
    if value.is_Float:
        digits = repr(abs(float(value)))
        tree = Expr("decimal", (), digits)
        return Expr("negate", (tree,)) if value < 0 else tree
    raise AuthorError(f"`{value}` is no number that an answer can have.")


def _sum(expr: Sym) -> Expr:
    terms = [from_sympy(term) for term in expr.as_ordered_terms()]
    if terms[0].head == "negate" and (lead := next((t for t in terms if t.head != "negate"), None)):
        terms.remove(lead)
        terms.insert(0, lead)
    return Expr("add", tuple(terms))


def _product(expr: Sym) -> Expr:
    coefficient, rest = expr.as_coeff_Mul()
    factors = list(rest.as_ordered_factors() if rest.is_Mul else [rest])
    if not coefficient.is_Rational:
        factors, coefficient = [coefficient, *factors], sp.Integer(1)
    above = [from_sympy(factor) for factor in factors if not _is_below(factor)]
    below = [from_sympy(1 / factor) for factor in factors if _is_below(factor)]
    size = Fraction(abs(int(coefficient.p)), int(coefficient.q))
    tree = _over(_row(size.numerator, above), _row(size.denominator, below))
    return Expr("negate", (tree,)) if coefficient < 0 else tree


def _is_below(factor: Sym) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp < 0)


def _row(coefficient: int, factors: list[Expr]) -> Expr:
    every = factors if coefficient == 1 and factors else [number(coefficient), *factors]
    return every[0] if len(every) == 1 else Expr("multiply", tuple(every))


def _over(above: Expr, below: Expr) -> Expr:
    return above if below == ONE else Expr("divide", (above, below))


def _power(expr: Sym) -> Expr:
    base, exponent = expr.base, expr.exp
    if base == sp.E:
        return Expr("function", (from_sympy(exponent),), "exp")
    if _is_below(expr):
        return Expr("divide", (ONE, from_sympy(1 / expr)))
    if exponent == sp.Rational(1, 2):
        return Expr("function", (from_sympy(base),), "sqrt")
    return Expr("power", (from_sympy(base), from_sympy(exponent)))


def _function(expr: Sym) -> Expr:
    name = str(expr.func.__name__)
    known = SPELLINGS.get(name)
    undefined = isinstance(expr, sp.core.function.AppliedUndef)
    if known is None and not undefined:
        raise AuthorError(f"gradekit has no function `{name}`; it knows {', '.join(sorted(FUNCTIONS))}.")
    args = expr.args[:1] if known == "Heaviside" and expr.args[-1] == sp.S.Half else expr.args
    return Expr("function", tuple(from_sympy(arg) for arg in args), known or name)


def _derivative(expr: Sym) -> Expr:
    """A derivative of an undefined function, at its own variables or at a point: f'(u), f_1(u, v)."""
    if several := partial_in(expr):
        return Expr("function", tuple(map(from_sympy, several[1])), several[0])
    found = applied_in(expr)
    if found is None:
        raise AuthorError(f"gradekit has no form for `{expr}`; it reads those of undefined functions.")
    name, at = found
    return Expr("function", (from_sympy(at),), name)


def to_sympy(expr: Expr, symbols: Mapping[str, Sym] | None = None) -> Sym:
    """A tree as a SymPy expression. Symbols that are not in the mapping are plain `Symbol(name)`.

    >>> to_sympy(from_sympy(sp.Symbol("x") / 2))
    x/2
    """
    given = symbols or {}
    done: dict[Expr, Sym] = {}

    def converted(node: Expr) -> Sym:
        if node not in done:
            done[node] = _to_sympy(node, [converted(arg) for arg in node.args], given)
        return done[node]

    return converted(expr)


def _to_sympy(node: Expr, args: list[Sym], symbols: Mapping[str, Sym]) -> Sym:
    match node.head:
        case "number" | "decimal":
            return sp.Rational(node.number.numerator, node.number.denominator)
        case "symbol":
            return symbols[node.name] if node.name in symbols else sp.Symbol(node.name)
        case "constant":
            return {"pi": sp.pi, "E": sp.E, "I": sp.I}[node.name]
        case "add":
            return sp.Add(*args)
        case "multiply":
            return sp.Mul(*args)
        case "negate":
            return -args[0]
        case "divide":
            return args[0] / args[1]
        case "power":
            return args[0] ** args[1]
        case "function":
            return _applied(node.name, args)
        case "piecewise":
            return sp.Piecewise(*zip(args[::2], args[1::2], strict=True))
        case "relation" | "logic":
            return condition_to_sympy(node.name, args)


def _applied(name: str, args: list[Sym]) -> Sym:
    match name:
        # Functions that SymPy writes with others.
        case "sigmoid":
            return 1 / (1 + sp.exp(-args[0]))
        case "logit":
            return sp.log(args[0] / (1 - args[0]))
        case "softplus":
            return sp.log(1 + sp.exp(args[0]))
        case "relu":
            return sp.Max(0, args[0])
        case _ if name not in FUNCTIONS and places_of(name, len(args)):
            return applied_partial(name, args)
        case _ if name.endswith("'"):
            return applied_derivative(name, args[0])
        case _:
            return getattr(sp, name)(*args) if name in FUNCTIONS else sp.Function(name)(*args)
