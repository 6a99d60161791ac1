"""A textbook differentiator whose every rule can be replaced.

The derivative is written out by the rules a student learns (sum, constant factor, product, quotient, power, chain) and
then left alone: what a mal-rule replaces is the rule of that name, and nothing tidies the trace of it away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import final

from gradekit.calculus.elementary import OUTER, Outer
from gradekit.calculus.products import over, squared, times
from gradekit.errors import AuthorError
from gradekit.syntax.build import HALF, ONE, ZERO, add, divide, function, log, multiply, negate, number, power, subtract
from gradekit.syntax.conditions import cases, piecewise
from gradekit.syntax.names import ARRAY_FUNCTIONS, FUNCTIONS
from gradekit.syntax.partials import partial
from gradekit.syntax.tree import Expr, symbols_of

free = lru_cache(maxsize=4096)(symbols_of)
"""The symbols of an expression, remembered: the rules ask for them at every step."""


class DerivativeError(AuthorError):
    """The expression contains something that has no derivative rule here."""


def depends(expr: Expr, name: str) -> bool:
    """Whether the symbol occurs in the expression."""
    return name in free(expr)


# ------------------------------------------------------------------ the rules


def sum_rule(rules: Rules, terms: tuple[Expr, ...], name: str) -> Expr:
    """(u + v)' = u' + v'."""
    return add(*(rules.derivative(term, name) for term in terms))


def coefficient_rule(rules: Rules, factors: tuple[Expr, ...], name: str) -> Expr:
    """(c u)' = c u', the factors kept where they stood when only one of them varies."""
    varying = tuple(factor for factor in factors if depends(factor, name))
    if len(varying) > 1:
        constants = (factor for factor in factors if not depends(factor, name))
        return times(*constants, rules.product(rules, varying, name))
    return times(*(rules.derivative(factor, name) if depends(factor, name) else factor for factor in factors))


def product_rule(rules: Rules, factors: tuple[Expr, ...], name: str) -> Expr:
    """(u v)' = u' v + u v', for any number of factors."""
    return add(*(product_term(rules, factors, place, name) for place in range(len(factors))))


def product_term(rules: Rules, factors: tuple[Expr, ...], place: int, name: str) -> Expr:
    """The product with the factor at `place` differentiated."""
    return times(*factors[:place], rules.derivative(factors[place], name), *factors[place + 1 :])


def quotient_rule(rules: Rules, top: Expr, bottom: Expr, name: str) -> Expr:
    """(u / v)' = (u' v - u v') / v^2, where both vary."""
    numerator = subtract(multiply(rules.derivative(top, name), bottom), multiply(top, rules.derivative(bottom, name)))
    return over(numerator, squared(bottom))


def reciprocal_rule(rules: Rules, top: Expr, bottom: Expr, name: str) -> Expr:
    """(c / v)' = -c v' / v^2, and (c / v^n)' = -n c v' / v^(n + 1)."""
    if bottom.head == "power" and bottom.args[1].head == "number":
        base, exponent = bottom.args[0], bottom.args[1].number
        return negate(over(multiply(number(exponent), top, rules.inner(rules, base, name)), power(base, exponent + 1)))
    return negate(over(times(top, rules.inner(rules, bottom, name)), squared(bottom)))


def power_rule(rules: Rules, base: Expr, exponent: Expr, name: str) -> Expr:
    """(u^n)' = n u^(n - 1) u', where n is constant."""
    inner = rules.inner(rules, base, name)
    if exponent.head != "number":
        return times(exponent, inner, power(base, subtract(exponent, ONE)))
    raised = exponent.number
    if raised < 1:
        return times(number(raised), over(inner, power(base, 1 - raised)))
    return times(number(raised), inner, power(base, raised - 1))


def exponential_rule(rules: Rules, base: Expr, exponent: Expr, name: str) -> Expr:
    """(a^u)' = a^u ln(a) u', where a is constant."""
    return times(rules.inner(rules, exponent, name), power(base, exponent), natural_log(base))


def general_power_rule(rules: Rules, base: Expr, exponent: Expr, name: str) -> Expr:
    """(u^v)' = u^v (v' ln u + v u' / u)."""
    grown = multiply(rules.derivative(exponent, name), log(base))
    moved = times(exponent, over(rules.derivative(base, name), base))
    return multiply(power(base, exponent), add(grown, moved))


def function_rule(rules: Rules, name_of_function: str, u: Expr, name: str) -> Expr:
    """(f(u))' = f'(u) u'."""
    return times(rules.inner(rules, u, name), rules.outer(rules, name_of_function, u))


def outer_rule(rules: Rules, name_of_function: str, u: Expr) -> Expr:
    """f'(u), from the table of derivatives; of an undefined function f it is written f'(u)."""
    if (known := rules.table.get(name_of_function)) is not None:
        return known(u)
    if name_of_function in FUNCTIONS:
        raise DerivativeError(f"gradekit has no rule for the derivative of `{name_of_function}`.")
    return function(f"{name_of_function}'", u)


def inner_rule(rules: Rules, u: Expr, name: str) -> Expr:
    """u', the derivative of what is inside."""
    return rules.derivative(u, name)


@final
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rules:
    """The rules of differentiation. A mal-rule of stage D is these with one of them replaced."""

    sum: Callable[[Rules, tuple[Expr, ...], str], Expr] = sum_rule
    coefficient: Callable[[Rules, tuple[Expr, ...], str], Expr] = coefficient_rule
    product: Callable[[Rules, tuple[Expr, ...], str], Expr] = product_rule
    quotient: Callable[[Rules, Expr, Expr, str], Expr] = quotient_rule
    reciprocal: Callable[[Rules, Expr, Expr, str], Expr] = reciprocal_rule
    power: Callable[[Rules, Expr, Expr, str], Expr] = power_rule
    exponential: Callable[[Rules, Expr, Expr, str], Expr] = exponential_rule
    general_power: Callable[[Rules, Expr, Expr, str], Expr] = general_power_rule
    function: Callable[[Rules, str, Expr, str], Expr] = function_rule
    outer: Callable[[Rules, str, Expr], Expr] = outer_rule
    inner: Callable[[Rules, Expr, str], Expr] = inner_rule
    table: Mapping[str, Outer] = field(default_factory=lambda: OUTER)

    def derivative(self, expr: Expr, name: str) -> Expr:
        """The derivative of the expression by the symbol, all other symbols held fixed."""
        return _right(expr, name) if self is RULES else self.differentiated(expr, name)

    def differentiated(self, expr: Expr, name: str) -> Expr:
        """The same, worked out anew."""
        if not depends(expr, name):
            return ZERO
        if expr.head == "symbol":
            return ONE
        if expr.head == "add":
            return self.sum(self, expr.args, name)
        if expr.head == "negate":
            return negate(self.derivative(expr.args[0], name))
        if expr.head == "multiply":
            return self._of_product(expr.args, name)
        if expr.head == "divide":
            return self._of_quotient(expr.args[0], expr.args[1], name)
        if expr.head == "power":
            return self._of_power(expr.args[0], expr.args[1], name)
        if expr.head == "piecewise":
            return _of_cases(self, expr.args, name)
        return self._of_function(expr, name)

    def _of_product(self, factors: tuple[Expr, ...], name: str) -> Expr:
        if all(depends(factor, name) for factor in factors):
            return self.product(self, factors, name)
        return self.coefficient(self, factors, name)

    def _of_quotient(self, top: Expr, bottom: Expr, name: str) -> Expr:
        if not depends(bottom, name):
            # A constant denominator is a constant factor 1/c, for the rules as for a student.
            return self.coefficient(self, (divide(ONE, bottom), top), name)
        if not depends(top, name):
            return self.reciprocal(self, top, bottom, name)
        return self.quotient(self, top, bottom, name)

    def _of_power(self, base: Expr, exponent: Expr, name: str) -> Expr:
        if not depends(exponent, name):
            return self.power(self, base, exponent, name)
        if base.head == "constant" and base.name == "E":
            return self.function(self, "exp", exponent, name)
        if not depends(base, name):
            return self.exponential(self, base, exponent, name)
        return self.general_power(self, base, exponent, name)

    def _of_function(self, expr: Expr, name: str) -> Expr:
        if len(expr.args) == 1:
            return self.function(self, expr.name, expr.args[0], name)
        if expr.name in _REWRITTEN:
            return self.derivative(_REWRITTEN[expr.name](*expr.args), name)
        if expr.name in ("Max", "Min"):
            return _of_extreme(self, expr.args, name, 1 if expr.name == "Max" else -1)
        if expr.name == "atan2":
            return _of_angle(self, expr.args[0], expr.args[1], name)
        if expr.name in FUNCTIONS or expr.name in ARRAY_FUNCTIONS:
            raise DerivativeError(
                f"gradekit has no rule for the derivative of `{expr.name}` of {len(expr.args)} arguments."
            )
        return _of_several(self, expr, name)


RULES = Rules()
"""The right rules."""

_right = lru_cache(maxsize=8192)(RULES.differentiated)
"""The right derivatives, remembered: wrong answers differ from the right one in few terms and share all others."""


def derivative(expr: Expr, name: str, rules: Rules = RULES) -> Expr:
    """The derivative of an expression by a symbol, all others held fixed; `DerivativeError` where there is no rule.

    >>> from gradekit.syntax.build import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> derivative(multiply(power(x, 2), y), "x") == multiply(number(2), x, y)
    True
    """
    return rules.derivative(expr, name)


def natural_log(expr: Expr) -> Expr:
    """ln of a constant, with ln e = 1."""
    if expr.head == "constant" and expr.name == "E":
        return ONE
    return log(expr)


def _of_cases(rules: Rules, args: tuple[Expr, ...], name: str) -> Expr:
    """Case by case under the same conditions, right wherever none of them changes."""
    return piecewise(*(part for value, condition in cases(args) for part in (rules.derivative(value, name), condition)))


def _of_angle(rules: Rules, y: Expr, x: Expr, name: str) -> Expr:
    """The angle of the point (x, y) changes by (x y' - y x') / (x^2 + y^2)."""
    turned = subtract(multiply(x, rules.derivative(y, name)), multiply(y, rules.derivative(x, name)))
    return over(turned, add(power(x, 2), power(y, 2)))


def _of_several(rules: Rules, expr: Expr, name: str) -> Expr:
    """(f(u, v))' = f_1(u, v) u' + f_2(u, v) v', where f is an undefined function."""
    count = len(expr.args)
    slopes = [Expr("function", expr.args, partial(expr.name, count, place)) for place in range(1, count + 1)]
    moving = [(slope, u) for slope, u in zip(slopes, expr.args, strict=True) if depends(u, name)]
    return add(*(times(rules.inner(rules, u, name), slope) for slope, u in moving))


def _logarithm(value: Expr, base: Expr) -> Expr:
    return divide(log(value), natural_log(base))


def _root(value: Expr, order: Expr) -> Expr:
    return power(value, divide(ONE, order))


def _of_extreme(rules: Rules, args: tuple[Expr, ...], name: str, sign: int) -> Expr:
    """max(a, b)' = (a' + b' + sign(a - b) (a' - b')) / 2, for min with the other sign; more of them from the left."""
    extreme = "Max" if sign > 0 else "Min"
    found, slope = args[0], rules.derivative(args[0], name)
    for other in args[1:]:
        other_slope = rules.derivative(other, name)
        side = multiply(number(sign), function("sign", subtract(found, other)))
        slope = multiply(HALF, add(slope, other_slope, multiply(side, subtract(slope, other_slope))))
        found = function(extreme, found, other)
    return slope


_REWRITTEN: dict[str, Callable[..., Expr]] = {"log": _logarithm, "root": _root}
