"""Where a formula is defined: parts of it that must not vanish or must be positive, and their signs on the domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import islice, product
from math import gcd, prod

from gradekit.equality.graph import Graph
from gradekit.equality.points.balls import evaluate, precision, real
from gradekit.model.domain import Domain, Interval
from gradekit.problems.questions.ranges import range_of
from gradekit.syntax.build import ONE, cos, multiply, sin, subtract
from gradekit.syntax.tree import Expr, walk

MOST_SAMPLES = 240
_CENTRE = tuple(Fraction(k, 4) for k in range(-14, 15))
_FAR = tuple(Fraction(k) for k in (-100, -31, -10, -5, -4, 4, 5, 10, 31, 100))
_NEAR = (Fraction(1, 10**6), Fraction(1, 1000), Fraction(1, 50), Fraction(1, 10))


def guards(exprs: Iterable[Expr]) -> dict[Expr, bool]:
    """The parts on which it hangs whether the formulas are defined and differentiable: True where one must be positive,
    False where it is enough that it does not vanish.

    Denominators and bases of negative powers must not vanish; arguments of logarithms and roots must be positive.
    """
    found: dict[Expr, bool] = {}
    for expr in exprs:
        for node in walk(expr):
            for part, positive in _guards_of(node):
                found[part] = positive or found.get(part, False)
    return found


def _guards_of(node: Expr) -> Iterator[tuple[Expr, bool]]:
    if node.head == "divide":
        yield node.args[1], False
    elif node.head == "power":
        exponent = _number(node.args[1])
        if exponent is None or exponent.denominator > 1:
            yield node.args[0], True
        elif exponent < 0:
            yield node.args[0], False
    elif node.head == "function":
        yield from _guards_of_function(node.name, node.args[0])


def _guards_of_function(name: str, inner: Expr) -> Iterator[tuple[Expr, bool]]:
    if name in ("log", "sqrt"):
        yield inner, True
    elif name in ("tan", "sec"):
        yield cos(inner), False
    elif name in ("cot", "csc"):
        yield sin(inner), False
    elif name in ("asin", "acos", "atanh"):
        yield subtract(ONE, multiply(inner, inner)), True
    elif name in ("Abs", "sign", "cbrt"):
        yield inner, False


def _number(expr: Expr) -> Fraction | None:
    if expr.head == "negate":
        inner = _number(expr.args[0])
        return None if inner is None else -inner
    return expr.number if expr.head == "number" else None


_EVERYWHERE = frozenset(
    """
    sin cos exp atan sinh cosh tanh sech asinh sigmoid softplus erf Max Min relu log sqrt tan sec cot csc asin acos
    atanh Abs sign cbrt
    """.split()  # noqa: SIM905  a page of words reads better than a page of quotes
)
"""Functions that are finite wherever their guard, if they have one, keeps its sign."""


def defined_on(expr: Expr, ranges: Mapping[str, Interval]) -> bool:
    """Whether the formula is certainly real and finite for all values in closed ranges: plain intervals show that every
    guard is positive. False where they do not show it.

    >>> from gradekit.syntax.build import add, divide, exp, symbol
    >>> defined_on(divide(ONE, add(exp(symbol("x")), ONE)), {})
    True
    """
    functions = (node.name for node in walk(expr) if node.head == "function")
    return all(name in _EVERYWHERE for name in functions) and all(
        range_of(guard, ranges).positive for guard in guards([expr])
    )


def undefined_somewhere(exprs: Iterable[Expr], domain: Domain) -> tuple[Expr, Mapping[str, Fraction]] | None:
    """A guard that fails and a point of the domain where it is seen to, or None.

    A guard that interval arithmetic shows positive on the whole domain is settled. The others must keep their sign at
    many points of the domain: small multiples of a quarter, near the ends, and far out.
    """
    ranges = {r.symbol: r.interval for r in domain.ranges}
    open_guards = {g: p for g, p in guards(exprs).items() if not range_of(g, ranges).positive}
    if not open_guards:
        return None
    graph = Graph()
    nodes = {guard: graph.enter(guard) for guard in open_guards}
    signs: dict[Expr, int] = {}
    for point in samples({name: ranges[name] for name in ranges if name in graph.symbols}):
        for guard, sign in _signs(graph, nodes, point).items():
            if sign == 0 or (sign < 0 and open_guards[guard]) or signs.setdefault(guard, sign) != sign:
                return guard, point
    return None


def _signs(graph: Graph, nodes: Mapping[Expr, int], point: Mapping[str, Fraction]) -> dict[Expr, int]:
    with precision(256):
        values = evaluate(graph, {name: real(value) for name, value in point.items()})
    found: dict[Expr, int] = {}
    for guard, node in nodes.items():
        value = values[node]
        told = value.is_finite() and not value.contains(0)
        found[guard] = (1 if value > 0 else -1) if told else 0
    return found


def samples(ranges: Mapping[str, Interval]) -> Iterator[dict[str, Fraction]]:
    """Points of the domain: a grid for one symbol, a spread part of the product grid for several."""
    names = list(ranges)
    grids = [_grid(ranges[name]) for name in names]
    stride = max(1, prod(map(len, grids)) // MOST_SAMPLES)
    while any(gcd(stride, len(grid)) > 1 for grid in grids):
        stride += 1  # a common divisor would leave out values of a symbol
    for values in islice(product(*grids), 0, None, stride):
        yield dict(zip(names, values, strict=True))


def _grid(interval: Interval) -> list[Fraction]:
    low, high = interval.low, interval.high
    told = {*_CENTRE, *_FAR}
    if low is not None and high is not None:
        told |= {low + (high - low) * Fraction(k, 40) for k in range(41)}
    if low is not None:
        told |= {low} | {low + step for step in (*_NEAR, *_CENTRE, *_FAR)}
    if high is not None:
        told |= {high} | {high - step for step in (*_NEAR, *_CENTRE, *_FAR)}
    return sorted(value for value in told if interval.holds(value))
