"""SymPy's derivatives, without what `sympy.diff` works out on the way and throws away.

`sympy.diff` asks of every part of its result whether it is zero, and multiplies the logarithm of the base of every
power by 0. Over sums of many terms that takes most of the time. Here sums, products and constant powers are taken apart
as SymPy does it; the derivatives of functions, and all else, are SymPy's.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import sympy

Formula: TypeAlias = Any
"""A formula of SymPy, which has no types of its own."""
sp: Any = sympy


def slope(formula: Formula, letter: Formula, known: dict[Formula, Formula] | None = None) -> Formula:
    """The derivative by a letter, as `sympy.diff` writes it; `known` keeps those by the same letter from one formula to
    the next.

    >>> x, y = sp.symbols("x y")
    >>> slope(x**2 * sp.sin(x * y), x) == sp.diff(x**2 * sp.sin(x * y), x)
    True
    """
    return _slope(formula, letter, {} if known is None else known)


def _slope(formula: Formula, letter: Formula, done: dict[Formula, Formula]) -> Formula:
    if formula not in done:
        done[formula] = _anew(formula, letter, done)
    return done[formula]


def _anew(formula: Formula, letter: Formula, done: dict[Formula, Formula]) -> Formula:
    if formula == letter:
        return sp.S.One
    if letter not in formula.free_symbols:
        return sp.S.Zero
    if formula.is_Add:
        return sp.Add(*(_slope(term, letter, done) for term in formula.args))
    if formula.is_Mul:
        return sp.Add(*(_of_factor(formula.args, k, letter, done) for k in range(len(formula.args))))
    if formula.is_Pow and letter not in formula.exp.free_symbols:
        return formula * (_slope(formula.base, letter, done) * formula.exp / formula.base)
    if isinstance(formula, sp.Function) and _is_plain(formula):
        return sp.Add(*(_inside(formula, k, letter, done) for k in range(len(formula.args))))
    return sp.diff(formula, letter)


def _is_plain(formula: Formula) -> bool:
    """Whether the function is differentiated by SymPy's table alone, as Max and Abs are not."""
    return formula.func._eval_derivative is sp.Function._eval_derivative


def _of_factor(factors: tuple[Formula, ...], place: int, letter: Formula, done: dict[Formula, Formula]) -> Formula:
    changed = _slope(factors[place], letter, done)
    return sp.Mul(*factors[:place], changed, *factors[place + 1 :]) if changed != 0 else sp.S.Zero


def _inside(formula: Formula, place: int, letter: Formula, done: dict[Formula, Formula]) -> Formula:
    moved = _slope(formula.args[place], letter, done)
    return formula.fdiff(place + 1) * moved if moved != 0 else sp.S.Zero
