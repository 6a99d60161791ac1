"""Identities of inverse and hyperbolic functions, roots, absolute values and Max, as rewrites that hold on all of the
domain where the expression has a value."""

from __future__ import annotations

import random

from gradekit.syntax.build import ONE, PI, TWO, number
from gradekit.syntax.tree import Expr
from rewriting.places import Known, Rule, entered, node, positive

HARD_IDENTITIES: dict[str, Rule] = {}
"""Rules by the name of the kind of rewrite."""


def _f(name: str, *args: Expr) -> Expr:
    return node("function", *args, value=name)


def _minus(u: Expr) -> Expr:
    return node("negate", u)


def _squared(u: Expr) -> Expr:
    return node("power", u, TWO)


def _half(u: Expr) -> Expr:
    return node("divide", u, TWO)


def _name(expr: Expr) -> str:
    return expr.name if expr.head == "function" else ""


@entered(HARD_IDENTITIES, "complementary arc")
def _arcs(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """asin u = pi/2 - acos u and back."""
    other = {"asin": "acos", "acos": "asin"}.get(_name(expr))
    return node("add", _half(PI), _minus(_f(other, *expr.args))) if other else None


@entered(HARD_IDENTITIES, "arc by tangent")
def _by_tangent(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """atan u = asin(u/sqrt(1 + u^2)), and tan(u/2) = sin u/(1 + cos u)."""
    if _name(expr) == "atan":
        u = expr.args[0]
        return _f("asin", node("divide", u, _f("sqrt", node("add", ONE, _squared(u)))))
    if _name(expr) == "tan":
        twice = node("multiply", TWO, expr.args[0])
        return node("divide", _f("sin", twice), node("add", ONE, _f("cos", twice)))
    return None


@entered(HARD_IDENTITIES, "area by logarithm")
def _areas(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """asinh, acosh and atanh by logarithms."""
    if _name(expr) in ("asinh", "acosh"):
        u = expr.args[0]
        one = ONE if expr.name == "asinh" else _minus(ONE)
        return _f("log", node("add", u, _f("sqrt", node("add", _squared(u), one))))
    if _name(expr) == "atanh":
        u = expr.args[0]
        return _half(_f("log", node("divide", node("add", ONE, u), node("add", ONE, _minus(u)))))
    return None


@entered(HARD_IDENTITIES, "addition formula")
def _addition(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """sin, cos, sinh and cosh of a sum of two."""
    if _name(expr) not in ("sin", "cos", "sinh", "cosh") or expr.args[0].head != "add" or len(expr.args[0].args) != 2:
        return None
    a, b = expr.args[0].args
    s, c = ("sin", "cos") if expr.name in ("sin", "cos") else ("sinh", "cosh")
    if expr.name == s:
        return node("add", node("multiply", _f(s, a), _f(c, b)), node("multiply", _f(c, a), _f(s, b)))
    second = node("multiply", _f(s, a), _f(s, b))
    return node("add", node("multiply", _f(c, a), _f(c, b)), _minus(second) if c == "cos" else second)


@entered(HARD_IDENTITIES, "size as root")
def _sizes(expr: Expr, rng: random.Random, __: Known) -> Expr | None:
    """|u| = sqrt(u^2) = Max(u, -u)."""
    if _name(expr) != "Abs":
        return None
    u = expr.args[0]
    return _f("sqrt", _squared(u)) if rng.random() < 0.5 else _f("Max", u, _minus(u))


@entered(HARD_IDENTITIES, "larger and smaller")
def _larger(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """Max(a, b) = (a + b + |a - b|)/2, Min(a, b) = a + b - Max(a, b), relu(u) = (u + |u|)/2."""
    if _name(expr) == "relu":
        return _half(node("add", expr.args[0], _f("Abs", expr.args[0])))
    if _name(expr) not in ("Max", "Min") or len(expr.args) != 2:
        return None
    a, b = expr.args
    if expr.name == "Min":
        return node("add", a, b, _minus(_f("Max", a, b)))
    return _half(node("add", a, b, _f("Abs", node("add", a, _minus(b)))))


@entered(HARD_IDENTITIES, "root of a product")
def _root_of_product(expr: Expr, _: random.Random, known: Known) -> Expr | None:
    """sqrt(a b) = sqrt(a) sqrt(b) for a positive a, cbrt(a b) = cbrt(a) cbrt(b)."""
    if _name(expr) not in ("sqrt", "cbrt") or expr.args[0].head not in ("multiply", "divide"):
        return None
    args = expr.args[0].args
    if expr.name == "sqrt" and not all(positive(a, known) for a in args):
        return None
    return node(expr.args[0].head, *(_f(expr.name, a) for a in args))


@entered(HARD_IDENTITIES, "root as quotient")
def _root_as_quotient(expr: Expr, rng: random.Random, known: Known) -> Expr | None:
    """sqrt(u) = u/sqrt(u) for a positive u, sqrt(u) = exp(log(u)/2)."""
    if _name(expr) != "sqrt" or not positive(expr.args[0], known):
        return None
    u = expr.args[0]
    return node("divide", u, expr) if rng.random() < 0.5 else _f("exp", _half(_f("log", u)))


@entered(HARD_IDENTITIES, "softplus by parts")
def _softplus(expr: Expr, rng: random.Random, __: Known) -> Expr | None:
    """softplus(u) = u + softplus(-u), sigmoid(u) = 1 - sigmoid(-u) = (1 + tanh(u/2))/2."""
    if _name(expr) == "softplus":
        return node("add", expr.args[0], _f("softplus", _minus(expr.args[0])))
    if _name(expr) == "sigmoid":
        if rng.random() < 0.5:
            return node("add", ONE, _minus(_f("sigmoid", _minus(expr.args[0]))))
        return _half(node("add", ONE, _f("tanh", _half(expr.args[0]))))
    return None


@entered(HARD_IDENTITIES, "nested number")
def _nested_number(expr: Expr, rng: random.Random, __: Known) -> Expr | None:
    """2 = sqrt(4) = cbrt(8), n = sqrt(n^2)."""
    if expr.head != "number" or expr.number < 2:
        return None
    return _f("sqrt", number(expr.number**2)) if rng.random() < 0.5 else _f("cbrt", number(expr.number**3))
