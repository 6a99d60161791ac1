"""Equal rewrites by the identities of calculus: trigonometric, hyperbolic, exponentials, logarithms, roots."""

from __future__ import annotations

import random

from gradekit.syntax.build import HALF, ONE, TWO, number, symbol
from gradekit.syntax.tree import Expr, symbols_of
from rewriting.places import Known, Rule, entered, node, positive, product

IDENTITIES: dict[str, Rule] = {}
"""Rules by the name of the kind of rewrite."""


def _f(name: str, *args: Expr) -> Expr:
    return node("function", *args, value=name)


def _squared(u: Expr) -> Expr:
    return node("power", u, TWO)


def _called(expr: Expr, *names: str) -> bool:
    return expr.head == "function" and len(expr.args) == 1 and expr.name in names


@entered(IDENTITIES, "unevaluated zero")
def _zero(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """a = a + (sin^2 u + cos^2 u - 1)."""
    names = sorted(symbols_of(expr))
    if not names or expr.head not in ("add", "multiply", "divide"):
        return None
    u = symbol(rng.choice(names))
    return node("add", expr, node("add", _squared(_f("sin", u)), _squared(_f("cos", u)), node("negate", ONE)))


@entered(IDENTITIES, "pythagoras")
def _pythagoras(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """sin^2 u = 1 - cos^2 u, cos^2 u = 1 - sin^2 u."""
    if expr.head != "power" or expr.args[1] != TWO or not _called(expr.args[0], "sin", "cos"):
        return None
    other = "cos" if expr.args[0].name == "sin" else "sin"
    return node("add", ONE, node("negate", _squared(_f(other, *expr.args[0].args))))


@entered(IDENTITIES, "double angle")
def _double_angle(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """sin u = 2 sin(u/2) cos(u/2), cos u = 2 cos^2(u/2) - 1 = 1 - 2 sin^2(u/2)."""
    if not _called(expr, "sin", "cos"):
        return None
    u = expr.args[0]
    half = u.args[1] if u.head == "multiply" and len(u.args) == 2 and u.args[0] == TWO else node("divide", u, TWO)
    s, c = _f("sin", half), _f("cos", half)
    if expr.name == "sin":
        return node("multiply", TWO, s, c)
    if rng.random() < 0.5:
        return node("add", node("multiply", TWO, _squared(c)), node("negate", ONE))
    return node("add", ONE, node("negate", node("multiply", TWO, _squared(s))))


@entered(IDENTITIES, "product to double angle")
def _product(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """sin u cos u = sin(2 u)/2."""
    if expr.head != "multiply":
        return None
    for i, a in enumerate(expr.args):
        for j, b in enumerate(expr.args):
            if _called(a, "sin") and _called(b, "cos") and a.args == b.args:
                made = node("divide", _f("sin", node("multiply", TWO, a.args[0])), TWO)
                rest = [f for k, f in enumerate(expr.args) if k not in (i, j)]
                return product([*rest, made])
    return None


@entered(IDENTITIES, "tan as quotient")
def _tan(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """tan u = sin u/cos u, sec u = 1/cos u, tanh u = sinh u/cosh u."""
    if not _called(expr, "tan", "sec", "csc", "cot", "tanh"):
        return None
    u = expr.args[0]
    top, bottom = {
        "tan": (_f("sin", u), _f("cos", u)),
        "cot": (_f("cos", u), _f("sin", u)),
        "sec": (ONE, _f("cos", u)),
        "csc": (ONE, _f("sin", u)),
        "tanh": (_f("sinh", u), _f("cosh", u)),
    }[expr.name]
    return node("divide", top, bottom)


@entered(IDENTITIES, "squares of tanh and cosh")
def _hyperbolic_squares(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """1 - tanh^2 u = 1/cosh^2 u, cosh u^2 = 1 + sinh^2 u."""
    if expr.head == "power" and expr.args[1] == TWO and _called(expr.args[0], "cosh"):
        return node("add", ONE, _squared(_f("sinh", *expr.args[0].args)))
    if expr.head == "power" and expr.args[1] == TWO and _called(expr.args[0], "tanh"):
        return node("add", ONE, node("negate", node("divide", ONE, _squared(_f("cosh", *expr.args[0].args)))))
    return None


@entered(IDENTITIES, "hyperbolic by exp")
def _by_exp(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """sinh u = (e^u - e^-u)/2, cosh u = (e^u + e^-u)/2, tanh u = 1 - 2/(1 + e^(2u)), sigma(u) = 1/(1 + e^-u)."""
    if not _called(expr, "sinh", "cosh", "tanh", "sigmoid"):
        return None
    u = expr.args[0]
    up, down = _f("exp", u), _f("exp", node("negate", u))
    if expr.name == "sigmoid":
        return node("divide", ONE, node("add", ONE, down))
    if expr.name == "tanh":
        grown = node("add", ONE, _f("exp", node("multiply", TWO, u)))
        return node("add", ONE, node("negate", node("divide", TWO, grown)))
    return node("divide", node("add", up, down if expr.name == "cosh" else node("negate", down)), TWO)


@entered(IDENTITIES, "exp of a sum")
def _exp_of_sum(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """exp(a + b) = exp(a) exp(b), exp(-a) = 1/exp(a), exp(n a) = exp(a)^n."""
    if not _called(expr, "exp"):
        return None
    u = expr.args[0]
    if u.head == "add":
        return node("multiply", *(_f("exp", term) for term in u.args))
    if u.head == "negate":
        return node("divide", ONE, _f("exp", u.args[0]))
    if u.head == "multiply" and u.args[0].head == "number" and u.args[0].number.denominator == 1:
        return node("power", _f("exp", product(u.args[1:])), u.args[0])
    return None


@entered(IDENTITIES, "product of exps")
def _product_of_exps(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """exp(a) exp(b) = exp(a + b), exp(a)^n = exp(n a)."""
    if expr.head == "power" and _called(expr.args[0], "exp") and expr.args[1].head == "number":
        return _f("exp", node("multiply", expr.args[1], expr.args[0].args[0]))
    exps = [f for f in expr.args if _called(f, "exp")] if expr.head == "multiply" else []
    if len(exps) < 2:
        return None
    made = _f("exp", node("add", *(f.args[0] for f in exps)))
    rest = [f for f in expr.args if f not in exps]
    return product([*rest, made])


@entered(IDENTITIES, "log of a product")
def _log_of_product(expr: Expr, _: random.Random, known: Known) -> Expr | None:
    """log(a b) = log a + log b, log(a/b) = log a - log b, log(a^n) = n log a, for positive a and b."""
    if not _called(expr, "log"):
        return None
    u = expr.args[0]
    if u.head in ("multiply", "divide") and all(positive(a, known) for a in u.args):
        logs = [_f("log", a) for a in u.args]
        return node("add", *logs) if u.head == "multiply" else node("add", logs[0], node("negate", logs[1]))
    if u.head == "power" and positive(u.args[0], known):
        return node("multiply", u.args[1], _f("log", u.args[0]))
    if _called(u, "sqrt") and positive(u.args[0], known):
        return node("divide", _f("log", u.args[0]), TWO)
    return None


@entered(IDENTITIES, "log of a power")
def _log_of_power(expr: Expr, _: random.Random, known: Known) -> Expr | None:
    """log a = log(a^2)/2 for a positive a."""
    if not _called(expr, "log") or not positive(expr.args[0], known):
        return None
    return node("divide", _f("log", _squared(expr.args[0])), TWO)


@entered(IDENTITIES, "root as power")
def _root_as_power(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """sqrt(u) = u^(1/2), and back."""
    if _called(expr, "sqrt"):
        return node("power", expr.args[0], HALF)
    if expr.head != "power" or expr.args[1].head != "number":
        return None
    base, exponent = expr.args
    if exponent.number.denominator != 2:
        return None
    n = exponent.number.numerator
    root = _f("sqrt", base)
    return root if n == 1 else node("power", root, number(n)) if n > 0 else None


@entered(IDENTITIES, "root in the bottom")
def _rationalised(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """a/sqrt(u) = a sqrt(u)/u."""
    if expr.head != "divide" or not _called(expr.args[1], "sqrt"):
        return None
    return node("divide", node("multiply", expr.args[0], expr.args[1]), expr.args[1].args[0])


@entered(IDENTITIES, "square of a root")
def _square_of_root(expr: Expr, _: random.Random, known: Known) -> Expr | None:
    """x = sqrt(x)^2 for a positive x."""
    return _squared(_f("sqrt", expr)) if expr.head == "symbol" and expr.name in known else None


@entered(IDENTITIES, "root of a square")
def _root_of_square(expr: Expr, _: random.Random, known: Known) -> Expr | None:
    """u = sqrt(u^2) for a positive u."""
    fits = expr.head in ("symbol", "function") and positive(expr, known)
    return _f("sqrt", _squared(expr)) if fits else None


@entered(IDENTITIES, "exp of a log")
def _exp_of_log(expr: Expr, _: random.Random, known: Known) -> Expr | None:
    """x = exp(log x) for a positive x, a^b = exp(b log a) for a positive a."""
    if expr.head == "symbol" and expr.name in known:
        return _f("exp", _f("log", expr))
    if expr.head == "power" and positive(expr.args[0], known):
        return _f("exp", node("multiply", expr.args[1], _f("log", expr.args[0])))
    return None


@entered(IDENTITIES, "even and odd")
def _parity(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """sin u = -sin(-u), cos u = cos(-u), and so for the others."""
    if not _called(expr, "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan"):
        return None
    turned = _f(expr.name, node("negate", expr.args[0]))
    return turned if expr.name in ("cos", "cosh") else node("negate", turned)


@entered(IDENTITIES, "square of the size")
def _square_of_size(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """u^2 = |u|^2 for a real u."""
    if expr.head != "power" or expr.args[1] != TWO or _called(expr.args[0], "Abs"):
        return None
    return _squared(_f("Abs", expr.args[0]))
