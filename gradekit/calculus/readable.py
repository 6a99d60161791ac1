"""Formulas of the stages as a textbook writes them: powers for factors that come twice, one term for those that come
twice, a sum from its first plus."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gradekit.calculus.products import coefficient
from gradekit.syntax.build import multiply, negate, number, power
from gradekit.syntax.tree import Expr


def readable(expr: Expr) -> Expr:
    """The same formula to be read: `1 - u^2` for `-u^2 + 1`, `u^3` for `u u^2`. Nothing is cancelled or multiplied out.

    >>> from gradekit.syntax.build import ONE, add, negate, symbol
    >>> from gradekit.syntax.write import to_text
    >>> u = symbol("u")
    >>> to_text(readable(add(negate(multiply(u, power(u, 2))), ONE)))
    '1 - u**3'
    """
    if not expr.args:
        return expr
    args = tuple(map(readable, expr.args))
    if expr.head == "add":
        args = _collected(args)
        if len(args) == 1:
            return args[0]
        first = next((place for place, arg in enumerate(args) if arg.head != "negate"), 0)
        args = (args[first], *args[:first], *args[first + 1 :])
    if expr.head == "multiply":
        return _gathered(args)
    return Expr(expr.head, args, expr.value)


def _collected(terms: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """The terms of a sum with those that differ by a number factor as one; terms that cancel stay to be seen.

    >>> from gradekit.syntax.build import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> _collected((x, y, x)) == (multiply(number(2), x), y)
    True
    """
    found: dict[Expr, Fraction] = {}
    for term in terms:
        factor, rest = coefficient(term)
        found[rest] = found.get(rest, Fraction(0)) + factor
    if len(found) == len(terms) or not all(found.values()):
        return terms
    return tuple(_times(factor, rest) for rest, factor in found.items())


def _times(factor: Fraction, rest: Expr) -> Expr:
    product = multiply(number(abs(factor)), rest)
    return negate(product) if factor < 0 else product


def _gathered(factors: tuple[Expr, ...]) -> Expr:
    """The product with each base once; numbers stay as they stand."""
    flat = list(_flat(factors))
    exponents: dict[Expr, Fraction] = {}
    for base, exponent in flat:
        exponents[base] = exponents.get(base, Fraction(0)) + exponent
    if len(exponents) == len(flat) or any(base.head == "number" for base, _ in flat[1:]):
        return Expr("multiply", factors)
    return multiply(*(power(base, exponent) for base, exponent in exponents.items()))


def _flat(factors: tuple[Expr, ...]) -> Iterator[tuple[Expr, Fraction]]:
    for factor in factors:
        if factor.head == "multiply":
            yield from _flat(factor.args)
        elif factor.head == "power" and factor.args[1].head == "number" and factor.args[1].number.denominator == 1:
            base, exponent = factor.args[0], factor.args[1].number
            inside = base.args if base.head == "multiply" else (base,)
            yield from ((one, raised * exponent) for one, raised in _flat(inside))
        else:
            yield factor, Fraction(1)
