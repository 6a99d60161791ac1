"""Products and quotients of derivatives, written as one fraction, as a textbook does.

`build` keeps `1/(2*sqrt(u)) * 2*x` as it is; here it becomes `x/sqrt(u)`: numerators together, denominators together,
and their rational numbers into lowest terms. Nothing else is cancelled.
"""

from __future__ import annotations

from fractions import Fraction

from gradekit.syntax.build import ONE, divide, function, multiply, negate, number, power
from gradekit.syntax.tree import Expr


def times(*factors: Expr) -> Expr:
    """The product as one fraction.

    >>> from gradekit.syntax.build import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> times(divide(ONE, multiply(number(2), y)), number(2), x) == divide(x, y)
    True
    """
    if not any(_has_quotient(factor) for factor in factors):
        return _fraction_in_front(multiply(*factors))
    tops: list[Expr] = []
    bottoms: list[Expr] = []
    stack = list(reversed(factors))
    while stack:
        factor = stack.pop()
        if factor.head == "divide":
            tops.append(factor.args[0])
            bottoms.append(factor.args[1])
        elif factor.head == "negate":
            tops.append(number(-1))
            stack.append(factor.args[0])
        elif factor.head == "multiply":
            stack.extend(reversed(factor.args))
        else:
            tops.append(factor)
    return over(multiply(*tops), multiply(*bottoms))


def over(top: Expr, bottom: Expr) -> Expr:
    """The quotient as one fraction, the rational numbers in front of its parts in lowest terms.

    >>> from gradekit.syntax.build import symbol
    >>> over(multiply(number(2), symbol("x")), number(4)) == divide(symbol("x"), number(2))
    True
    """
    if _has_quotient(top) or _has_quotient(bottom):
        return _flattened(top, bottom)
    above, top = coefficient(top)
    below, bottom = coefficient(bottom)
    if not below:
        return divide(multiply(number(above), top), multiply(number(below), bottom))
    ratio = above / below
    shown = divide(multiply(number(abs(ratio.numerator)), top), multiply(number(ratio.denominator), bottom))
    return negate(shown) if ratio < 0 else shown


def coefficient(expr: Expr) -> tuple[Fraction, Expr]:
    """The rational number in front of an expression, and the rest.

    >>> from gradekit.syntax.build import symbol
    >>> coefficient(multiply(number(-3), symbol("x")))
    (Fraction(-3, 1), symbol('x'))
    """
    if expr.head == "number":
        return expr.number, ONE
    if expr.head == "negate":
        value, rest = coefficient(expr.args[0])
        return -value, rest
    if expr.head == "multiply" and expr.args[0].head == "number":
        return expr.args[0].number, multiply(*expr.args[1:])
    return Fraction(1), expr


def squared(expr: Expr) -> Expr:
    """The square, with the exponent of a power, root or exponential doubled."""
    if expr.head == "function" and expr.name == "sqrt":
        return expr.args[0]
    if expr.head == "function" and expr.name == "exp":
        return function("exp", multiply(number(2), expr.args[0]))
    if expr.head == "power" and expr.args[1].head == "number":
        return power(expr.args[0], expr.args[1].number * 2)
    return power(expr, 2)


def _fraction_in_front(product: Expr) -> Expr:
    """cos(x)/2 rather than 1/2 cos(x)."""
    value, rest = coefficient(product)
    return product if value.denominator == 1 or rest == ONE else over(product, ONE)


def _has_quotient(expr: Expr) -> bool:
    if expr.head == "negate":
        return _has_quotient(expr.args[0])
    return expr.head == "divide" or (expr.head == "multiply" and any(_has_quotient(arg) for arg in expr.args))


def _flattened(top: Expr, bottom: Expr) -> Expr:
    over_top, under_top = _parts(times(top))
    over_bottom, under_bottom = _parts(times(bottom))
    return over(multiply(over_top, under_bottom), multiply(under_top, over_bottom))


def _parts(expr: Expr) -> tuple[Expr, Expr]:
    if expr.head == "negate":
        top, bottom = _parts(expr.args[0])
        return negate(top), bottom
    return (expr.args[0], expr.args[1]) if expr.head == "divide" else (expr, ONE)
