"""Wrong answers that look right: slips of students, and expressions built to deceive a comparison by samples."""

from __future__ import annotations

import random
from fractions import Fraction

from gradekit.syntax.build import ONE, PI, TWO, number, substitute, symbol
from gradekit.syntax.tree import Expr, symbols_of
from rewriting.places import Known, Rule, entered, node, product, total

LOCAL: dict[str, Rule] = {}
"""Slips that change one place of the tree."""

WHOLE: dict[str, Rule] = {}
"""Near misses that are made of the whole expression."""


def _negated(expr: Expr) -> Expr:
    return expr.args[0] if expr.head == "negate" else node("negate", expr)


@entered(LOCAL, "term sign")
def _term_sign(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """One term of a sum has the other sign."""
    if expr.head != "add":
        return None
    i = rng.randrange(len(expr.args))
    return node("add", *(_negated(t) if k == i else t for k, t in enumerate(expr.args)))


@entered(WHOLE, "sign")
def _sign(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """The negative."""
    return _negated(expr)


@entered(LOCAL, "wrong constant")
def _wrong_constant(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """A coefficient off by one."""
    if expr.head != "number":
        return None
    return number(expr.number + (1 if expr.number <= 1 else rng.choice([-1, 1])))


@entered(LOCAL, "wrong exponent")
def _wrong_exponent(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """An exponent off by one."""
    if expr.head != "power" or expr.args[1].head != "number":
        return None
    return node("power", expr.args[0], number(expr.args[1].number + rng.choice([-1, 1])))


@entered(LOCAL, "dropped term")
def _dropped_term(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """One path of a sum is forgotten."""
    if expr.head != "add":
        return None
    kept = list(expr.args)
    del kept[rng.randrange(len(kept))]
    return total(kept)


@entered(LOCAL, "missing inner derivative")
def _dropped_factor(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """One factor of a product is forgotten."""
    if expr.head != "multiply":
        return None
    kept = list(expr.args)
    del kept[rng.randrange(len(kept))]
    return product(kept)


_TWINS = {"sin": "cos", "cos": "sin", "sinh": "cosh", "cosh": "sinh", "tan": "tanh", "tanh": "tan"}


@entered(LOCAL, "sin for cos")
def _twin(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """A function and its derivative are mixed up."""
    if expr.head != "function" or expr.name not in _TWINS:
        return None
    return node("function", *expr.args, value=_TWINS[expr.name])


@entered(LOCAL, "wrong symbol")
def _wrong_symbol(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """One symbol of a sum or product is another one of it."""
    names = sorted(symbols_of(expr))
    if expr.head not in ("add", "multiply") or len(names) < 2:
        return None
    i = rng.randrange(len(expr.args))
    old, new = rng.sample(names, 2)
    args = [substitute(a, {old: symbol(new)}) if k == i else a for k, a in enumerate(expr.args)]
    return node(expr.head, *args)


@entered(WHOLE, "swapped symbols")
def _swapped(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """Two symbols have changed places."""
    names = sorted(symbols_of(expr))
    if len(names) < 2:
        return None
    a, b = rng.sample(names, 2)
    return substitute(expr, {a: symbol(b), b: symbol(a)})


@entered(WHOLE, "relative")
def _relative(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """A factor between 1 + 10^-3 and 1 + 10^-12."""
    return node("multiply", number(1 + Fraction(rng.choice([-1, 1]), 10 ** rng.randint(3, 12))), expr)


@entered(LOCAL, "one term relative")
def _term_relative(expr: Expr, rng: random.Random, known: Known) -> Expr | None:
    """Such a factor at one term of a sum."""
    if expr.head != "add":
        return None
    i = rng.randrange(len(expr.args))
    changed = _relative(expr.args[i], rng, known)
    return node("add", *(changed if k == i and changed else t for k, t in enumerate(expr.args)))


@entered(WHOLE, "vanishes at integers")
def _vanishes(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """Something is added that is zero at all integers, or at all multiples of a half."""
    if not (names := sorted(symbols_of(expr))):
        return None
    angle = node("multiply", *rng.choice([(), (TWO,)]), PI, symbol(rng.choice(names)))
    return node("add", expr, node("divide", node("function", angle, value="sin"), number(100)))


@entered(WHOLE, "equal at a special point")
def _special_point(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """Right where one symbol is 0, or 1: a factor that is 1 there, or a term that vanishes there."""
    if not (names := sorted(symbols_of(expr))):
        return None
    x = symbol(rng.choice(names))
    to_one = node("add", x, node("negate", ONE))
    made = [
        node("multiply", expr, node("function", x, value="cosh")),
        node("multiply", expr, node("function", x, value="exp")),
        node("multiply", expr, node("power", x, TWO)),
        node("add", expr, node("divide", to_one, number(1000))),
        node("add", expr, node("multiply", x, to_one)),
    ]
    return rng.choice(made)


@entered(WHOLE, "equal on part of the domain")
def _part_of_domain(expr: Expr, rng: random.Random, known: Known) -> Expr | None:
    """Right for positive x only (|x| for x), or, where x is positive, for small x only."""
    if not (names := sorted(symbols_of(expr))):
        return None
    name = rng.choice(names)
    x = symbol(name)
    if name not in known:
        return substitute(expr, {name: node("function", x, value="Abs")})
    capped = node("function", x, number(2), value="Min")
    return node("add", expr, node("add", x, node("negate", capped)))
