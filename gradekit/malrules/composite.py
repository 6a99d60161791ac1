"""Mal-rules on the rules of differentiation: sums, factors, products, quotients, and what is inside a function."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.calculus.differentiate import RULES, Rules, depends, free, product_term
from gradekit.calculus.products import over, times
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import Site, changed_slopes, derivative_sites, edge_sites, malrule, wrong_rule
from gradekit.syntax.build import ONE, add, function, multiply, negate, power, subtract, symbol
from gradekit.syntax.tree import Expr

# ------------------------------------------------------------------ inside and outside


@wrong_rule("forget-inner", "inner", evidence="E1 S1")
def inner_is_one(_: Rules, __: Expr, ___: str) -> Expr:
    """The outer function is differentiated, and the derivative of what is inside is left out."""
    return ONE


def _function_at_slope(rules: Rules, outer: str, u: Expr, name: str) -> Expr:
    if u.head == "symbol":
        return RULES.function(rules, outer, u, name)
    return rules.outer(rules, outer, rules.derivative(u, name))


def _power_of_slope(rules: Rules, base: Expr, exponent: Expr, name: str) -> Expr:
    if base.head == "symbol":
        return RULES.power(rules, base, exponent, name)
    return times(exponent, power(rules.derivative(base, name), subtract(exponent, ONE)))


_AT_SLOPE = Rules(function=_function_at_slope, power=_power_of_slope)


@malrule("outer-at-inner-derivative", stage="derive", evidence="E1")
def outer_at_inner_derivative(asked: Asked) -> Iterator[Site]:
    """f(g)' is taken to be f'(g'): the inner function is replaced by its derivative."""
    return derivative_sites(asked, _AT_SLOPE)


def _function_at_input(rules: Rules, outer: str, u: Expr, name: str) -> Expr:
    return times(rules.inner(rules, u, name), rules.outer(rules, outer, symbol(name)))


def _power_at_input(rules: Rules, base: Expr, exponent: Expr, name: str) -> Expr:
    if base.head == "symbol":
        return RULES.power(rules, base, exponent, name)
    return times(exponent, rules.inner(rules, base, name), power(symbol(name), subtract(exponent, ONE)))


_AT_INPUT = Rules(function=_function_at_input, power=_power_at_input)


@malrule("outer-at-input", stage="derive", evidence="E1")
def outer_at_input(asked: Asked) -> Iterator[Site]:
    """f(g(x))' is taken to be f'(x) g'(x): the outer derivative stands at the variable itself."""
    return derivative_sites(asked, _AT_INPUT)


@wrong_rule("outer-not-differentiated", "function", evidence="E1")
def outer_kept(rules: Rules, outer: str, u: Expr, name: str) -> Expr:
    """f(g)' is taken to be f(g) g': the outer function is left as it was."""
    return times(rules.inner(rules, u, name), function(outer, u))


# ------------------------------------------------------------------ products


@wrong_rule("product-of-derivatives", "product", evidence="E6")
def product_of_derivatives(rules: Rules, factors: tuple[Expr, ...], name: str) -> Expr:
    """(u v)' is taken to be u' v'."""
    return times(*(rules.derivative(factor, name) for factor in factors))


@wrong_rule("product-paired-with-self", "product", evidence="S2")
def product_paired_with_self(rules: Rules, factors: tuple[Expr, ...], name: str) -> Expr:
    """(u v)' is taken to be u u' + v v'."""
    return add(*(times(rules.derivative(factor, name), factor) for factor in factors))


@wrong_rule("product-minus", "product", evidence="S2")
def product_with_minus(rules: Rules, factors: tuple[Expr, ...], name: str) -> Expr:
    """(u v)' is taken to be u' v - u v'."""
    first, *others = (product_term(rules, factors, place, name) for place in range(len(factors)))
    return add(first, *(negate(other) for other in others))


def _last_term(rules: Rules, factors: tuple[Expr, ...], name: str) -> Expr:
    return product_term(rules, factors, len(factors) - 1, name)


def _first_term(rules: Rules, factors: tuple[Expr, ...], name: str) -> Expr:
    return product_term(rules, factors, 0, name)


_LAST, _FIRST = Rules(product=_last_term), Rules(product=_first_term)


@malrule("product-one-term", stage="derive", evidence="E6")
def product_one_term(asked: Asked) -> Iterator[Site]:
    """(u v)' is taken to be only u v', or only u' v."""
    yield from derivative_sites(asked, _LAST, ", last factor")
    yield from derivative_sites(asked, _FIRST, ", first factor")


def _by_product_rule(rules: Rules, factors: tuple[Expr, ...], name: str) -> Expr:
    moved = (times(*factors[:k], _moved(factors[k], name), *factors[k + 1 :]) for k in _others(factors, name))
    return add(RULES.coefficient(rules, factors, name), *moved)


def _in_place(rules: Rules, factors: tuple[Expr, ...], name: str) -> Expr:
    places = _others(factors, name)
    changed = (_moved(factor, name) if k in places else factor for k, factor in enumerate(factors))
    return RULES.coefficient(rules, tuple(changed), name)


_BY_PRODUCT_RULE, _IN_PLACE = Rules(coefficient=_by_product_rule), Rules(coefficient=_in_place)


@malrule("other-variable-not-held", stage="derive", evidence="E2")
def other_variable_not_held(asked: Asked) -> Iterator[Site]:
    """In a partial derivative of a product a factor with another variable is differentiated too."""
    yield from derivative_sites(asked, _BY_PRODUCT_RULE, ", product rule")
    yield from derivative_sites(asked, _IN_PLACE, ", in place")


def _others(factors: tuple[Expr, ...], name: str) -> list[int]:
    """The places of constant factors that contain one other variable."""
    return [k for k, factor in enumerate(factors) if not depends(factor, name) and len(free(factor)) == 1]


def _moved(factor: Expr, name: str) -> Expr:
    return RULES.derivative(factor, min(free(factor) - {name}))


# ------------------------------------------------------------------ quotients


@wrong_rule("quotient-of-derivatives", "quotient", evidence="E6 S3")
def quotient_of_derivatives(rules: Rules, top: Expr, bottom: Expr, name: str) -> Expr:
    """(u / v)' is taken to be u' / v'."""
    return over(rules.derivative(top, name), rules.derivative(bottom, name))


@wrong_rule("quotient-sign", "quotient", evidence="S3")
def quotient_turned_round(rules: Rules, top: Expr, bottom: Expr, name: str) -> Expr:
    """(u / v)' is taken to be (u v' - u' v) / v^2."""
    return negate(RULES.quotient(rules, top, bottom, name))


@wrong_rule("quotient-no-square", "quotient", evidence="S3")
def quotient_without_square(rules: Rules, top: Expr, bottom: Expr, name: str) -> Expr:
    """(u / v)' is taken to be (u' v - u v') / v."""
    crossed = multiply(top, rules.derivative(bottom, name))
    return over(subtract(multiply(rules.derivative(top, name), bottom), crossed), bottom)


# ------------------------------------------------------------------ factors and terms


@wrong_rule("constant-factor-dropped", "coefficient", evidence="S1")
def constant_factor_dropped(rules: Rules, factors: tuple[Expr, ...], name: str) -> Expr:
    """(c u)' is taken to be u'."""
    return rules.derivative(times(*(factor for factor in factors if depends(factor, name))), name)


@wrong_rule("constant-term-kept", "sum", evidence="E2")
def constant_term_kept(rules: Rules, terms: tuple[Expr, ...], name: str) -> Expr:
    """(u + c)' is taken to be u' + c where c contains only other variables."""
    return add(*(rules.derivative(term, name) if depends(term, name) or not free(term) else term for term in terms))


def _variable_kept(rules: Rules, factors: tuple[Expr, ...], name: str) -> Expr:
    plain = sum(factor == symbol(name) for factor in factors) == 1 and sum(depends(f, name) for f in factors) == 1
    return times(*factors) if plain else RULES.coefficient(rules, factors, name)


_KEPT = Rules(coefficient=_variable_kept)


@malrule("variable-kept", stage="derive", evidence="E6")
def variable_kept(asked: Asked) -> Iterator[Site]:
    """(c x)' is taken to be c x: the variable stays where only its factor is left."""
    return derivative_sites(asked, _KEPT)


def _sum_unsigned(rules: Rules, terms: tuple[Expr, ...], name: str) -> Expr:
    return add(*(rules.derivative(_unsigned(term), name) for term in terms))


def _inner_unsigned(_: Rules, u: Expr, name: str) -> Expr:
    return _INSIDE.derivative(_unsigned(u), name)


_INSIDE, _OUTSIDE = Rules(sum=_sum_unsigned), Rules(inner=_inner_unsigned)


@malrule("inner-sign", stage="derive", evidence="S6")
def inner_sign(asked: Asked) -> Iterator[Site]:
    """A minus sign inside is not differentiated along: (f(-u))' is taken to be f'(-u) u', (y - A x)' to be A."""

    within = [edge for edge in asked.edges if _is_bent(asked, edge[0])]
    outer = changed_slopes(asked, _OUTSIDE, asked.edges)
    yield from edge_sites(outer | changed_slopes(asked, _INSIDE, within), arrays=asked.arrays)


def _is_bent(asked: Asked, name: str) -> bool:
    """Whether a node stands inside a function or a power: the slope of what uses it changes with it."""
    users = (user for user in asked.graph.nodes if name in asked.graph.parents(user))
    return any(depends(asked.graph.local(user, name), name) for user in users)


@wrong_rule("misread-power", "power", evidence="anal.")
def power_of_the_argument(rules: Rules, base: Expr, exponent: Expr, name: str) -> Expr:
    """A power of a function is read as the function of a power: sin(x)^2 as sin(x^2)."""
    if base.head != "function" or len(base.args) != 1 or base.name == "sqrt":
        return RULES.power(rules, base, exponent, name)
    return rules.derivative(function(base.name, power(base.args[0], exponent)), name)


def _unsigned(term: Expr) -> Expr:
    return term.args[0] if term.head == "negate" else term
