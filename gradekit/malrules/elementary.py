"""Mal-rules on the table of derivatives: one elementary function is differentiated wrongly."""

from __future__ import annotations

from gradekit.calculus.differentiate import Rules, function_rule, inner_rule, outer_rule, power_rule
from gradekit.calculus.products import times
from gradekit.malrules.register import wrong_outer, wrong_rule
from gradekit.syntax.build import (
    ONE,
    cos,
    divide,
    exp,
    function,
    log,
    multiply,
    negate,
    number,
    power,
    sin,
    sqrt,
    subtract,
)
from gradekit.syntax.tree import Expr

ACTIVATIONS = ("sigmoid", "tanh", "softplus")
"""Activations of which a student may take the slope at the output."""


@wrong_outer("cos-sign", "cos", evidence="S6")
def cosine_without_minus(u: Expr) -> Expr:
    """cos' is taken to be sin."""
    return sin(u)


@wrong_outer("sin-sign", "sin", evidence="S6")
def sine_with_minus(u: Expr) -> Expr:
    """sin' is taken to be -cos."""
    return negate(cos(u))


@wrong_outer("log-base-10", "log", evidence="conv")
def common_logarithm(u: Expr) -> Expr:
    """log is taken to be the logarithm to the base 10."""
    return divide(ONE, multiply(u, log(number(10))))


@wrong_outer("log-derivative-kept-log", "log", evidence="E6")
def one_over_logarithm(u: Expr) -> Expr:
    """ln' is taken to be 1/ln."""
    return divide(ONE, log(u))


@wrong_outer("tan-not-squared", "tan", evidence="S6")
def tangent_without_square(u: Expr) -> Expr:
    """tan' is taken to be 1/cos."""
    return divide(ONE, cos(u))


@wrong_outer("tanh-not-squared", "tanh", evidence="anal.")
def hyperbolic_tangent_without_square(u: Expr) -> Expr:
    """tanh' is taken to be 1 - tanh."""
    return subtract(ONE, function("tanh", u))


@wrong_rule("sqrt-missing-half", "outer", evidence="S1")
def root_without_half(rules: Rules, name_of_function: str, u: Expr) -> Expr:
    """The derivative of the square root is taken to be 1/sqrt(u), without the factor 1/2."""
    return divide(ONE, sqrt(u)) if name_of_function == "sqrt" else outer_rule(rules, name_of_function, u)


@wrong_rule("power-rule-on-exp", "function", evidence="E6")
def exponential_as_power(rules: Rules, name_of_function: str, u: Expr, name: str) -> Expr:
    """The rule for powers is used on an exponential: (e^u)' = u e^(u - 1) u'."""
    if name_of_function != "exp":
        return function_rule(rules, name_of_function, u, name)
    return times(u, inner_rule(rules, u, name), exp(subtract(u, ONE)))


@wrong_rule("base-without-log", "exponential", evidence="S1")
def exponential_without_logarithm(rules: Rules, base: Expr, exponent: Expr, name: str) -> Expr:
    """(a^u)' is taken to be a^u u', as if a were e."""
    return times(inner_rule(rules, exponent, name), power(base, exponent))


@wrong_rule("power-not-reduced", "power", evidence="E6")
def exponent_kept(rules: Rules, base: Expr, exponent: Expr, name: str) -> Expr:
    """The exponent is brought down but not lowered: (u^n)' = n u^n u'."""
    if not _is_plain(exponent):
        return power_rule(rules, base, exponent, name)
    return times(exponent, rules.inner(rules, base, name), power(base, exponent))


@wrong_rule("power-no-coefficient", "power", evidence="S1")
def exponent_not_brought_down(rules: Rules, base: Expr, exponent: Expr, name: str) -> Expr:
    """The exponent is lowered but not brought down: (u^n)' = u^(n - 1) u'."""
    if not _is_plain(exponent):
        return power_rule(rules, base, exponent, name)
    return times(rules.inner(rules, base, name), power(base, subtract(exponent, ONE)))


@wrong_outer("sigmoid-inverse-for-derivative", "sigmoid", evidence="seed")
def inverse_of_sigmoid(u: Expr) -> Expr:
    """The derivative of the logistic function is taken to be its inverse function."""
    return function("logit", u)


@wrong_outer("sigmoid-derivative-is-sigma", "sigmoid", evidence="anal.")
def sigmoid_itself(u: Expr) -> Expr:
    """The derivative of the logistic function is taken to be the function itself, as for exp."""
    return function("sigmoid", u)


@wrong_outer("sigmoid-reciprocal", "sigmoid", evidence="seed")
def reciprocal_of_sigmoid(u: Expr) -> Expr:
    """The derivative of the logistic function is taken to be 1/sigma, its inverse as a number."""
    return divide(ONE, function("sigmoid", u))


@wrong_rule("activation-derivative-at-output", "outer", evidence="E8")
def slope_at_the_output(rules: Rules, activation: str, u: Expr) -> Expr:
    """The slope of the activation is taken at its output a = f(z) instead of at z."""
    return outer_rule(rules, activation, function(activation, u) if activation in ACTIVATIONS else u)


@wrong_outer("sigmoid-without-sigma", "sigmoid", evidence="E8")
def short_form_of_the_input(u: Expr) -> Expr:
    """The short form a(1 - a) is used with the input z: z(1 - z)."""
    return multiply(u, subtract(ONE, u))


def _is_plain(exponent: Expr) -> bool:
    """Whether the exponent is an integer above 1, as in the powers that students meet first."""
    return exponent.head == "number" and exponent.number.denominator == 1 and exponent.number > 1
