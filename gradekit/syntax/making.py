"""The trees that readers make: as written, nothing computed, and the same from every grammar.

A sign in front of a product or quotient stands outside (`-2*x` is the negative of `2*x`), sums and products written in
one row are one node, and a power of e is the exponential function.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from gradekit.syntax.tree import Expr

_SMALL = tuple(Expr("number", (), Fraction(n)) for n in range(100))
"""The numbers that nearly every formula has, made once."""


def whole(digits: str) -> Expr:
    """A natural number from its digits."""
    return natural(int(digits))


def natural(value: int) -> Expr:
    """A natural number."""
    return _SMALL[value] if value < 100 else Expr("number", (), Fraction(value))


@lru_cache(maxsize=1024)
def variable(name: str) -> Expr:
    """A symbol, made once, so that trees with the same letters are compared quickly."""
    return Expr("symbol", (), name)


def decimal(digits: str) -> Expr:
    """A decimal number as written, with a digit on both sides of its point and a capital E before its exponent.

    >>> decimal(".50")
    decimal('0.50')
    """
    # `2e-3` in typed text might be twice e less 3, so it is never written so.
    head, mark, tail = digits.upper().partition(".")
    if not mark:
        return Expr("decimal", (), head)
    ends = tail if tail[:1].isdigit() else "0" + tail
    return Expr("decimal", (), f"{head or '0'}.{ends}")


def negative(expr: Expr) -> Expr:
    """The negative; two signs stay two signs."""
    return Expr("negate", (expr,))


def total(terms: Sequence[Expr]) -> Expr:
    """The sum of one term or more, in one row with a sum that stands first."""
    if len(terms) == 1:
        return terms[0]
    first = terms[0].args if terms[0].head == "add" else terms[:1]
    return Expr("add", (*first, *terms[1:]))


def product(first: Expr, rest: Sequence[tuple[Literal["*", "/"], Expr]]) -> Expr:
    """What a row of factors means, read from left to right; the sign of the first stands in front of it all.

    >>> x = Expr("symbol", (), "x")
    >>> product(negative(x), [("*", x), ("/", x)])
    negate(divide(multiply(symbol('x'), symbol('x')), symbol('x')))
    """
    if not rest:
        return first
    if first.head == "negate":
        return negative(product(first.args[0], rest))
    factors = list(first.args) if first.head == "multiply" else [first]
    for sign, factor in rest:
        if sign == "*":
            factors.append(factor)
        else:
            factors = [Expr("divide", (_together(factors), factor))]
    return _together(factors)


def quotient(top: Expr, bottom: Expr) -> Expr:
    """One divided by the other."""
    return product(top, [("/", bottom)])


def _together(factors: list[Expr]) -> Expr:
    return factors[0] if len(factors) == 1 else Expr("multiply", tuple(factors))


def raised(base: Expr, exponent: Expr) -> Expr:
    """The power; a power of e is the exponential function."""
    if base.head == "constant" and base.value == "E":
        return Expr("function", (exponent,), "exp")
    return Expr("power", (base, exponent))


def replaced(expr: Expr, values: Mapping[str, Expr]) -> Expr:
    """All symbols in `values` replaced at once, and nothing computed: a student may have written any power.

    >>> x = Expr("symbol", (), "x")
    >>> replaced(raised(x, x), {"x": whole("9")})
    power(number(9), number(9))
    """
    done: dict[int, Expr] = {}
    stack = [(expr, False)]
    while stack:
        node, ready = stack.pop()
        if id(node) in done:
            continue
        if node.head == "symbol":
            done[id(node)] = values.get(node.name, node)
        elif ready or not node.args:
            args = tuple(done[id(arg)] for arg in node.args)
            same = all(new is old for new, old in zip(args, node.args, strict=True))
            done[id(node)] = node if same else Expr(node.head, args, node.value)
        else:
            stack.append((node, True))
            stack.extend((arg, False) for arg in node.args)
    return done[id(expr)]
