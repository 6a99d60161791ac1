"""Products and quotients of powers, with common factors cancelled: r^2 sin(theta) / r^2 is sin(theta)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gradekit.calculus.products import over
from gradekit.syntax.build import multiply, number, power
from gradekit.syntax.tree import Expr


def ratio(top: Expr, bottom: Expr) -> Expr:
    """The quotient of two products of powers, each base once. Bases are compared as trees; sums stay as they are.

    >>> from gradekit.syntax.build import sin, symbol
    >>> r, theta = symbol("r"), symbol("theta")
    >>> ratio(multiply(power(r, 2), sin(theta)), power(r, 2)) == sin(theta)
    True
    """
    value = Fraction(1)
    powers: dict[Expr, Fraction] = {}
    for sign, side in ((1, top), (-1, bottom)):
        for base, exponent in _factors(side):
            if base.head == "number" and exponent.denominator == 1:
                value *= base.number ** int(sign * exponent)
            else:
                powers[base] = powers.get(base, Fraction(0)) + sign * exponent
    above = (power(base, exponent) for base, exponent in powers.items() if exponent > 0)
    below = (power(base, -exponent) for base, exponent in powers.items() if exponent < 0)
    return over(multiply(number(value), *above), multiply(*below))


def _factors(expr: Expr) -> Iterator[tuple[Expr, Fraction]]:
    if expr.head == "negate":
        yield number(-1), Fraction(1)
        yield from _factors(expr.args[0])
    elif expr.head == "multiply":
        for arg in expr.args:
            yield from _factors(arg)
    elif expr.head == "divide":
        yield from _factors(expr.args[0])
        yield from ((base, -exponent) for base, exponent in _factors(expr.args[1]))
    elif expr.head == "power" and expr.args[1].head == "number":
        yield from ((base, expr.args[1].number * exponent) for base, exponent in _factors_of_base(expr))
    elif expr.head == "function" and expr.name == "sqrt":
        yield expr.args[0], Fraction(1, 2)
    else:
        yield expr, Fraction(1)


def _factors_of_base(expr: Expr) -> Iterator[tuple[Expr, Fraction]]:
    """The factors under a whole power; a root is not pulled apart, for its factors may be negative."""
    if expr.args[1].number.denominator == 1:
        yield from _factors(expr.args[0])
    else:
        yield expr.args[0], Fraction(1)
