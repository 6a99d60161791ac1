"""Real zeros of polynomials with rational coefficients, each between rational ends, by Sturm's theorem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

Coefficients: TypeAlias = tuple[Fraction, ...]
"""Of 1, x, x**2 and so on, the last one not 0; nothing for the polynomial 0."""
Ends: TypeAlias = tuple[Fraction, Fraction]

_ZERO = Fraction(0)


def trimmed(p: Sequence[Fraction]) -> Coefficients:
    """Without zeros at the end."""
    size = len(p)
    while size and not p[size - 1]:
        size -= 1
    return tuple(p[:size])


def added(p: Coefficients, q: Coefficients) -> Coefficients:
    """p + q."""
    size = max(len(p), len(q))
    first, second = ([*r, *[_ZERO] * (size - len(r))] for r in (p, q))
    return trimmed([a + b for a, b in zip(first, second, strict=True)])


def times(p: Coefficients, q: Coefficients) -> Coefficients:
    """p q."""
    result = [_ZERO] * max(len(p) + len(q) - 1, 0)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            result[i + j] += a * b
    return trimmed(result)


def value(p: Coefficients, at: Fraction) -> Fraction:
    """p at a number.

    >>> value((Fraction(-2), Fraction(0), Fraction(1)), Fraction(3))
    Fraction(7, 1)
    """
    result = _ZERO
    for c in reversed(p):
        result = result * at + c
    return result


def zeros(p: Coefficients, width: Fraction) -> Iterator[Ends]:
    """Intervals no wider than that, one for each real zero, from left to right; a zero that is an end of one is both.

    >>> [low == high for low, high in zeros((Fraction(0), Fraction(-2), Fraction(0), Fraction(1)), Fraction(1, 8))]
    [False, True, False]
    """
    chain = _chain(p) if len(p) > 1 else []
    if not chain:
        return
    leading, lower = p[len(p) - 1], p[: len(p) - 1]
    bound = 1 + max(abs(c / leading) for c in lower)
    stack = [(-bound, bound, _changes(chain, -bound), _changes(chain, bound))]
    while stack:
        low, high, below, above = stack.pop()
        if below == above:
            continue
        if below - above == 1 and high - low <= width and value(chain[0], low):
            yield (high, high) if not value(chain[0], high) else (low, high)
            continue
        middle = (low + high) / 2
        if not value(chain[0], middle) and below - above == 1:
            yield middle, middle
            continue
        between = _changes(chain, middle)
        stack += [(middle, high, between, above), (low, middle, below, between)]


def without_multiple(p: Coefficients) -> Coefficients:
    """A polynomial with the same zeros, each once."""
    common = _remainders(p)[-1]
    return p if len(common) < 2 else _divided(p, common)[0]


def _chain(p: Coefficients) -> list[Coefficients]:
    """Sturm's chain of p without its multiple zeros."""
    return _remainders(without_multiple(p))


def _remainders(p: Coefficients) -> list[Coefficients]:
    chain = [p, trimmed([n * c for n, c in enumerate(p)][1:])]
    while len(chain[-1]) > 1:
        rest = _divided(chain[-2], chain[-1])[1]
        if not rest:
            break
        chain.append(tuple(-c / abs(rest[-1]) for c in rest))
    return chain


def _divided(p: Coefficients, q: Coefficients) -> tuple[Coefficients, Coefficients]:
    """Quotient and remainder."""
    quotient, rest = [_ZERO] * max(len(p) - len(q) + 1, 0), p
    while len(rest) >= len(q):
        shift, c = len(rest) - len(q), rest[-1] / q[-1]
        quotient[shift] = c
        rest = trimmed([a - c * (q[i - shift] if i >= shift else 0) for i, a in enumerate(rest[:-1])])
    return trimmed(quotient), rest


def _changes(chain: Sequence[Coefficients], at: Fraction) -> int:
    """Changes of sign along the chain: zeros in (low, high] are the changes at low less those at high."""
    signs = [v > 0 for v in (value(p, at) for p in chain) if v]
    return sum(a != b for a, b in pairwise(signs))


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The number of the smallest denominator between two, ends included.

    >>> simplest(Fraction(314, 100), Fraction(315, 100))
    Fraction(22, 7)
    """
    whole = low.__floor__()
    if whole == low or whole + 1 <= high:
        return Fraction(low.__ceil__())
    return whole + 1 / simplest(1 / (high - whole), 1 / (low - whole))
