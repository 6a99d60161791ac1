"""Numbers of expressions: values at a point, decimals to show, and rigorous ranges over a box."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from flint import acb, arb

from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet
from gradekit.equality.points.balls import Ball, evaluate, precision, real
from gradekit.model.domain import Box
from gradekit.syntax.tree import Expr, symbols_of

_BITS = (64, 128, 256, 1024)

_FARTHEST = 10_000
"""Numbers above 2^10000 or, but for 0, below 2^-10000 are told by no decimal; as fractions they may fill the memory."""


def values_at(exprs: Sequence[Expr], point: Mapping[str, Fraction]) -> tuple[tuple[float, float] | None, ...]:
    """The complex principal values (real part, imaginary part) at a point, correctly rounded from balls.

    `None` where a value is not finite, cannot be told, or a symbol has no coordinate.

    >>> from gradekit.syntax.build import number, sqrt
    >>> values_at([sqrt(number(-4))], {})
    ((0.0, 2.0),)
    """
    return tuple(_values(tuple(exprs), point, _BITS))


def _values(
    exprs: tuple[Expr, ...], point: Mapping[str, Fraction], precisions: tuple[int, ...]
) -> list[tuple[float, float] | None]:
    """The values by the first of the precisions, and by the others those alone that it does not tell."""
    graph, nodes = _graph_of(exprs, frozenset(point))
    bits, *more = precisions
    with precision(bits):
        values = evaluate(graph, {name: acb(real(value)) for name, value in point.items()}, principal=True)
        found = [None if node is None else _complex_float(values[node], bits) for node in nodes]
    left = [i for i, node in enumerate(nodes) if node is not None and found[i] is None]
    if left and more:
        for i, value in zip(left, _values(tuple(exprs[i] for i in left), point, tuple(more)), strict=True):
            found[i] = value
    return found


@lru_cache(maxsize=32)
def _graph_of(exprs: tuple[Expr, ...], names: frozenset[str]) -> tuple[Graph, tuple[int | None, ...]]:
    """The graph of all of them with their nodes; nobody adds to it, and the next point often asks for the same."""
    graph = Graph()
    known = symbols_of(Expr("add", exprs)) <= names  # all at once: what they share is looked through once
    return graph, tuple([_entered(graph, expr, None if known else names) for expr in exprs])


def _entered(graph: Graph, expr: Expr, names: Collection[str] | None) -> int | None:
    if names is not None and not symbols_of(expr).issubset(names):
        return None
    try:
        return graph.enter(expr)
    except LimitMet:
        return None


def _complex_float(value: Ball, bits: int) -> tuple[float, float] | None:
    if not value.is_finite():
        return None
    parts = _rounded(value.real, bits), _rounded(value.imag, bits)
    return None if parts[0] is None or parts[1] is None else (parts[0], parts[1])


def _rounded(x: arb, bits: int) -> float | None:
    """The nearest float, when the ball is narrow enough to know it; what cannot be told from 0 is 0 in the end."""
    if x.rel_accuracy_bits() >= 54:
        low, high = float(x.lower()), float(x.upper())
        if low == high or bits == _BITS[-1]:
            return float(x.mid())
        return None
    return 0.0 if x == 0 or (bits >= 256 and x.contains(0) and abs(x) < arb(2) ** -100) else None


def decimal_at(expr: Expr, point: Mapping[str, Fraction] | None = None, digits: int = 4) -> str | None:
    """The real value at a point in that many significant digits, rounded half away from zero; `None` if there is none.

    >>> from gradekit.syntax.build import divide, number, sqrt
    >>> decimal_at(divide(number(1), sqrt(number(2))))
    '0.7071'
    >>> decimal_at(divide(number(5), number(4)))
    '1.25'
    """
    where = point or {}
    graph = Graph()
    node = _entered(graph, expr, where)
    if node is None:
        return None
    for bits in _BITS:
        with precision(bits + 4 * digits):
            value = evaluate(graph, {name: real(q) for name, q in where.items()})[node]
            text = _decimal(value, digits) if value.is_finite() else None
        if text is not None:
            return text
    return None


def _decimal(value: arb, digits: int) -> str | None:
    if value == 0:
        return "0"
    if not (in_reach(value.lower()) and in_reach(value.upper())):
        return None
    low, high = exact(value.lower()), exact(value.upper())
    if low <= 0 <= high:
        return "0" if abs(high - low) < Fraction(1, 10**60) else None
    told = {rounded(low, digits), rounded(high, digits)}
    if len(told) == 1:
        return told.pop()
    # A value that is exactly half way is told only by an exact ball; anything else separates at more precision.
    middle = (low + high) / 2
    return rounded(middle, digits) if (high - low) < abs(middle) / 10**200 else None


def in_reach(x: arb) -> bool:
    """Whether the midpoint of a ball is a number that can be written out as a fraction."""
    return x.mid() == 0 or abs(int(x.mid().man_exp()[1])) <= _FARTHEST


def exact(x: arb) -> Fraction:
    """The midpoint of a ball as a fraction; `in_reach` is asked first where a student's number may be any."""
    mantissa, exponent = x.man_exp()
    m, e = int(mantissa), int(exponent)
    return Fraction(m << e) if e >= 0 else Fraction(m, 1 << -e)


def rounded(value: Fraction, digits: int) -> str:
    """The fraction as a decimal of that many significant digits, without zeros at the end of the fraction.

    >>> rounded(Fraction(2, 3), 3), rounded(Fraction(123456), 3), rounded(Fraction(1, 30000), 2)
    ('0.667', '123000', '3.3e-5')
    """
    if not value:
        return "0"
    sign, size = ("-" if value < 0 else ""), abs(value)
    place = decimal_exponent(size) - digits + 1
    scaled = int(size / Fraction(10) ** place + Fraction(1, 2))
    if scaled == 10**digits:
        scaled, place = scaled // 10, place + 1
    return sign + _placed(scaled, place, digits)


def _placed(scaled: int, place: int, digits: int) -> str:
    exponent = place + digits - 1
    figures = str(scaled)
    if exponent > 15 or exponent < -4:
        mantissa = (figures[0] + "." + figures[1:]).rstrip("0").rstrip(".")
        return f"{mantissa}e{exponent}"
    if place >= 0:
        return figures + "0" * place
    whole, part = divmod(scaled, 10**-place)
    return f"{whole}.{part:0{-place}d}".rstrip("0").rstrip(".")


def decimal_exponent(size: Fraction) -> int:
    """The exponent e with 10^e <= size < 10^(e+1), for a positive size."""
    guess = len(str(size.numerator)) - len(str(size.denominator))
    if size < Fraction(10) ** guess:
        guess -= 1
    return guess if size < Fraction(10) ** (guess + 1) else guess + 1


def encloses(expr: Expr, box: Box, pieces: int = 256) -> tuple[Fraction, Fraction] | None:
    """Bounds low <= expr <= high over a closed box, by ball arithmetic on pieces of it.

    `None` when the expression is not finite and real somewhere in the box, or cannot be shown to be.

    >>> from gradekit.syntax.build import number, power, symbol
    >>> low, high = encloses(power(symbol("x"), number(2)), {"x": (Fraction(1), Fraction(2))})
    >>> Fraction(9, 10) < low <= 1, 4 <= high < Fraction(41, 10)
    (True, True)
    """
    graph = Graph()
    node = _entered(graph, expr, {name: ends[0] for name, ends in box.items()})
    if node is None:
        return None
    used = {name: ends for name, ends in box.items() if name in graph.symbols}
    with precision(64):
        whole = _refined(graph, node, used, pieces)
    if whole is None or not (in_reach(whole[0]) and in_reach(whole[1])):
        return None
    return exact(whole[0]), exact(whole[1])


def _refined(graph: Graph, node: int, box: Box, pieces: int) -> tuple[arb, arb] | None:
    """The range of the pieces; the piece that is not finite, or else the one with the widest value, is halved first."""
    todo = [(box, evaluate(graph, _balls(box))[node])]
    while len(todo) < pieces and box:
        worst = max(range(len(todo)), key=lambda i: _width(todo[i][1]))
        if _width(todo[worst][1]) <= 1e-9:
            break
        cut = halves(todo.pop(worst)[0])
        todo += [(half, evaluate(graph, _balls(half))[node]) for half in cut]
    if not all(value.is_finite() for _, value in todo):
        return None
    low, high = todo[0][1].lower(), todo[0][1].upper()
    for _, value in todo[1:]:
        low, high = low.min(value.lower()), high.max(value.upper())
    return low, high


def _width(value: arb) -> float:
    return float(value.rad()) if value.is_finite() else float("inf")


def _balls(box: Box) -> dict[str, arb]:
    return {name: real(low).union(real(high)) for name, (low, high) in box.items()}


def halves(box: Box) -> tuple[Box, Box]:
    """The box cut in two across its longest side."""
    name = max(sorted(box), key=lambda n: box[n][1] - box[n][0])
    low, high = box[name]
    middle = (low + high) / 2
    return {**box, name: (low, middle)}, {**box, name: (middle, high)}


Sign = Literal[-1, 0, 1]


def sign_on(expr: Expr, box: Box, pieces: int = 256) -> Sign | None:
    """1 or -1 when the expression is certainly positive or negative on the whole closed box, 0 when it is exactly zero,
    `None` when neither can be shown.

    >>> from gradekit.syntax.build import sin, symbol
    >>> sign_on(sin(symbol("t")), {"t": (Fraction(1, 10), Fraction(3))})
    1
    """
    found = encloses(expr, box, pieces)
    if found is None:
        return None
    low, high = found
    return 1 if low > 0 else -1 if high < 0 else 0 if low == high == 0 else None
