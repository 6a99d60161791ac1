"""Equal rewrites that need no identity beyond the rules of a field: order, brackets, fractions, signs."""

from __future__ import annotations

import random
from fractions import Fraction

from gradekit.syntax.build import ONE, TWO, number, symbol
from gradekit.syntax.tree import Expr, symbols_of
from rewriting.places import Known, Rule, entered, node, positive, product, total

ALGEBRA: dict[str, Rule] = {}
"""Rules by the name of the kind of rewrite."""


def _factors(expr: Expr) -> tuple[Expr, ...]:
    return expr.args if expr.head == "multiply" else (expr,)


def _without(items: tuple[Expr, ...], i: int) -> tuple[Expr, ...]:
    return items[:i] + items[i + 1 :]


@entered(ALGEBRA, "reorder")
def _reorder(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """a + b = b + a, a b = b a."""
    if expr.head not in ("add", "multiply"):
        return None
    turned = list(expr.args)
    rng.shuffle(turned)
    return node(expr.head, *turned)


@entered(ALGEBRA, "expand")
def _expand(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """c (a + b) = c a + c b, and (a + b)^2 = (a + b)(a + b) multiplied out."""
    if expr.head == "power" and expr.args[0].head == "add" and expr.args[1] == TWO:
        terms = expr.args[0].args
        return node("add", *(node("multiply", a, b) for a in terms for b in terms))
    sums = [i for i, arg in enumerate(expr.args) if arg.head == "add"] if expr.head == "multiply" else []
    if not sums:
        return None
    i = rng.choice(sums)
    rest = _without(expr.args, i)
    return node("add", *(node("multiply", *rest, term) for term in expr.args[i].args))


@entered(ALGEBRA, "factor out")
def _factor_out(expr: Expr, rng: random.Random, known: Known) -> Expr | None:
    """c a + c b = c (a + b) for a factor that all terms share, else for one that is nowhere zero."""
    if expr.head != "add":
        return None
    signs = [term.head == "negate" for term in expr.args]
    rows = [_factors(term.args[0] if minus else term) for term, minus in zip(expr.args, signs, strict=True)]
    common = [f for f in rows[0] if all(f in row for row in rows)]
    if common:
        factor = rng.choice(common)
        left = [product(_without(row, row.index(factor))) for row in rows]
    else:
        factor = rng.choice([TWO, number(3)] + [symbol(n) for n in sorted(symbols_of(expr) & known)])
        left = [node("divide", product(row), factor) for row in rows]
    terms = tuple(node("negate", r) if minus else r for r, minus in zip(left, signs, strict=True))
    return node("multiply", factor, total(terms))


@entered(ALGEBRA, "split fraction")
def _split(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """(a + b)/c = a/c + b/c."""
    if expr.head != "divide" or expr.args[0].head != "add":
        return None
    return node("add", *(node("divide", term, expr.args[1]) for term in expr.args[0].args))


@entered(ALGEBRA, "together")
def _together(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """a/c + b = (a + b c)/c."""
    if expr.head != "add":
        return None
    i = next((i for i, term in enumerate(expr.args) if term.head == "divide"), None)
    if i is None:
        return None
    top, bottom = expr.args[i].args
    rest = total(_without(expr.args, i))
    return node("divide", node("add", top, node("multiply", rest, bottom)), bottom)


@entered(ALGEBRA, "negative power")
def _negative_power(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """a/b = a b^(-1), 1/b^n = b^(-n)."""
    if expr.head != "divide":
        return None
    top, bottom = expr.args
    if bottom.head == "number":
        return None
    if bottom.head == "power" and bottom.args[1].head == "number":
        inverse = node("power", bottom.args[0], node("negate", bottom.args[1]))
    else:
        inverse = node("power", bottom, node("negate", ONE))
    return inverse if top == ONE else node("multiply", top, inverse)


@entered(ALGEBRA, "positive power")
def _positive_power(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """a^n = a a^(n-1) for a whole n >= 2."""
    if expr.head != "power" or expr.args[1].head != "number":
        return None
    base, n = expr.args[0], expr.args[1].number
    if n.denominator != 1 or not 2 <= n <= 6:
        return None
    return node("multiply", base, base if n == 2 else node("power", base, number(n - 1)))


@entered(ALGEBRA, "top and bottom")
def _top_and_bottom(expr: Expr, rng: random.Random, known: Known) -> Expr | None:
    """a/b = (a q)/(b q) for a q that is nowhere zero."""
    names = sorted(symbols_of(expr))
    if expr.head != "divide" or not names:
        return None
    x = symbol(rng.choice(names))
    choices = [node("add", ONE, node("power", x, TWO)), node("function", x, value="exp")]
    q = rng.choice(choices + ([x] if positive(x, known) else []))
    return node("divide", node("multiply", expr.args[0], q), node("multiply", expr.args[1], q))


@entered(ALGEBRA, "move signs")
def _move_signs(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """-(a - b) = b - a, a - b = -(b - a), -(a/b) = a/(-b), -a b = (-a) b."""
    if expr.head == "add" and any(term.head == "negate" for term in expr.args):
        return node("negate", node("add", *(t.args[0] if t.head == "negate" else node("negate", t) for t in expr.args)))
    if expr.head != "negate":
        return None
    inside = expr.args[0]
    if inside.head == "add":
        return node("add", *(t.args[0] if t.head == "negate" else node("negate", t) for t in inside.args))
    if inside.head == "divide":
        return node("divide", inside.args[0], node("negate", inside.args[1]))
    if inside.head == "multiply":
        return node("multiply", node("negate", inside.args[0]), *inside.args[1:])
    return None


@entered(ALGEBRA, "two halves")
def _two_halves(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """x = 2 (x/2)."""
    if expr.head != "symbol":
        return None
    n = number(rng.choice([2, 3, Fraction(5, 2)]))
    return node("multiply", n, node("divide", expr, n))


@entered(ALGEBRA, "add and subtract")
def _add_and_subtract(expr: Expr, rng: random.Random, _: Known) -> Expr | None:
    """a = (a + q) - q."""
    names = sorted(symbols_of(expr))
    if expr.head not in ("add", "function", "symbol") or not names:
        return None
    x = symbol(rng.choice(names))
    q = rng.choice([x, node("power", x, TWO), node("function", x, value="sin")])
    return node("add", expr, q, node("negate", q))


@entered(ALGEBRA, "power of a product")
def _power_of_product(expr: Expr, _: random.Random, __: Known) -> Expr | None:
    """(a b)^n = a^n b^n, (a/b)^n = a^n/b^n for a whole n."""
    if expr.head != "power" or expr.args[0].head not in ("multiply", "divide"):
        return None
    base, exponent = expr.args
    if exponent.head != "number" or exponent.number.denominator != 1:
        return None
    return node(base.head, *(node("power", arg, exponent) for arg in base.args))
