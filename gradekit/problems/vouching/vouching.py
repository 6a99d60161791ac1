"""The two routes compared, and the answer in the form that is printed."""

from __future__ import annotations

from typing import Any

import sympy

from gradekit.calculus.graph import closed_forms
from gradekit.calculus.quantities import described
from gradekit.equality.decide import decide
from gradekit.equality.points.values import decimal_at
from gradekit.model.composition import At, Composition, PathCount, Quantity, Total
from gradekit.model.domain import Domain
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.quantities import Count, Formula
from gradekit.problems.rejected import Rejected
from gradekit.problems.vouching.oracle import Oracle, RoutesDiffer
from gradekit.syntax.build import negate, substitute
from gradekit.syntax.latex import to_latex
from gradekit.syntax.sympy_bridge import from_sympy, to_sympy
from gradekit.syntax.tree import Array, Expr

sp: Any = sympy

MOST_TIDIED = 60
"""An answer with more operations than this is not tidied for print: it would cost seconds and gain nothing."""
MUCH_SHORTER = 0.75
"""The stages' own form is printed where it has less than this share of the characters of SymPy's."""
SHORT = 24
"""Characters of LaTeX up to which a number is printed exactly."""
SHOWN_DIGITS = 6
"""Significant digits of a longer number."""


def vouch(oracle: Oracle, quantity: Quantity, value: Array, composition: Composition, domain: Domain) -> Array:
    """The answer in the form that is printed, after SymPy has derived the same; `RoutesDiffer` where it has not,
    and `Rejected` where the two cannot be compared.

    An answer in mixed letters is compared after its intermediates were replaced by their formulas.
    """
    theirs = oracle.entries(quantity)
    ours = _in_inputs(quantity, value, composition)
    if len(theirs) != len(ours):
        raise RoutesDiffer(f"{quantity}: the stages give {len(ours)} entries, SymPy gives {len(theirs)}.")
    shown: list[Expr] = []
    for kept, entry, formula in zip(value, ours, theirs, strict=True):
        if formula.has(sp.zoo, sp.nan, sp.oo):
            raise Rejected("oracle", f"{quantity} has no value")
        converted = from_sympy(formula)
        _agree(entry, converted, quantity, domain)
        shown.append(_printed(quantity, kept, converted))
    if isinstance(quantity, At | PathCount | Count):
        return Array(value.shape, tuple(shown))
    if ours != list(value):
        return Array(value.shape, tuple(lightest(kept, kept, to_sympy(kept), domain) for kept in value))
    readable = zip(value, shown, oracle.readable(quantity, theirs), strict=True)
    return Array(value.shape, tuple(lightest(kept, form, formula, domain) for kept, form, formula in readable))


def _in_inputs(quantity: Quantity, value: Array, composition: Composition) -> list[Expr]:
    mixed = isinstance(quantity, Formula) and described(quantity).mixed(quantity)
    if not mixed and (not isinstance(quantity, Total) or quantity.substituted):
        return list(value)
    closed = closed_forms(composition, {})
    return [substitute(entry, closed) for entry in value]


def _agree(ours: Expr, theirs: Expr, quantity: Quantity, domain: Domain) -> None:
    outcome = decide(ours, theirs, domain).outcome
    if outcome is Outcome.DIFFERENT:
        raise RoutesDiffer(f"{quantity}: the stages give {to_latex(ours)}, SymPy gives {to_latex(theirs)}.")
    if outcome not in RIGHT:
        raise Rejected("oracle", f"{to_latex(ours)} and SymPy's {to_latex(theirs)} could not be compared")


def _printed(quantity: Quantity, ours: Expr, theirs: Expr) -> Expr:
    """SymPy's form; a value at a point that takes long to write is printed as a decimal."""
    if not isinstance(quantity, At):
        return theirs
    short = min(ours, theirs, key=_length)
    decimal = decimal_at(ours, digits=SHOWN_DIGITS)
    return short if decimal is None or _length(short) <= SHORT else _decimal(decimal)


def _decimal(digits: str) -> Expr:
    size = Expr("decimal", (), digits.removeprefix("-"))
    return negate(size) if digits.startswith("-") else size


def lightest(ours: Expr, theirs: Expr, formula: Any, domain: Domain) -> Expr:
    """The shortest of a few equal forms: as SymPy gives it, readable, with common factors taken out, or as the stages
    give it where that is much shorter; their factors stand in the order of the chain, which is less easy to read."""
    best = theirs
    if formula.count_ops() <= MOST_TIDIED:
        forms = formula, sp.factor_terms(formula), one_fraction(formula), *without_bars(formula)
        for tidied in dict.fromkeys(forms):
            form = from_sympy(tidied)
            if form != theirs and _length(form) < _length(best) and decide(ours, form, domain).outcome in RIGHT:
                best = form
    if _length(ours) >= MUCH_SHORTER * _length(best):
        return best
    collected = from_sympy(to_sympy(ours))  # z z becomes z^2
    short = _length(collected) < MUCH_SHORTER * _length(best)
    return collected if short and decide(ours, collected, domain).outcome in RIGHT else ours


def one_fraction(formula: Any) -> Any:
    """The formula without fractions in denominators, term by term.

    >>> x, y = sp.symbols("x y")
    >>> one_fraction(1 - y / (x**2 * (1 + y**2 / x**2)))
    -y/(x**2 + y**2) + 1
    """
    return sp.Add(*(sp.cancel(term) if _nested(term) else term for term in sp.Add.make_args(formula)))


def without_bars(formula: Any) -> tuple[Any, ...]:
    """Where it has absolute values: with what stands inside them, and with its negative; one may be right on a domain.

    >>> x = sp.Symbol("x", real=True)
    >>> without_bars(3 * abs(x))
    (3*x, -3*x)
    """
    bars = formula.atoms(sp.Abs)
    return tuple(formula.xreplace({bar: sign * bar.args[0] for bar in bars}) for sign in (1, -1)) if bars else ()


def _nested(term: Any) -> bool:
    """Whether the denominator has a fraction in it."""
    below = (power.base for power in term.atoms(sp.Pow) if power.exp.is_negative and power.base.is_Add)
    return any(sp.fraction(part)[1].free_symbols for base in below for part in base.args)


def _length(form: Expr) -> int:
    return len(to_latex(form))
