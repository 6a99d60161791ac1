"""The third route: derivatives in ball arithmetic, by power series through the nodes, without the stages and SymPy.

Every letter is a ball, the one by which one differentiates a ball plus epsilon; the coefficient of epsilon of a node is
its derivative along all paths. A key whose entry lies outside that ball is wrong.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import TypeAlias

from flint import arb, ctx

from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet
from gradekit.equality.points.balls import evaluate, precision, real
from gradekit.model.composition import (
    At,
    Components,
    Composed,
    Composition,
    Local,
    Quantity,
    Total,
    as_jacobian,
    by_columns,
)
from gradekit.problems.vouching.ball_series import NoSeries, Series, series, series_of
from gradekit.syntax.tree import Array, Expr

BITS = 192
Point: TypeAlias = Mapping[str, Fraction]
Balls: TypeAlias = Mapping[str, arb]


def refuted_at(quantity: Quantity, value: Array, composition: Composition, points: Iterable[Point]) -> Point | None:
    """A point at which some entry of the value certainly is not what the quantity asks for; None where there is none,
    and where there is no telling because a formula has no power series here."""
    return next((point for point in points if _is_refuted(quantity, value, composition, point)), None)


def _is_refuted(quantity: Quantity, value: Array, composition: Composition, point: Point) -> bool:
    try:
        with _first_order():
            right, letters = _right(quantity, composition, {name: real(at) for name, at in point.items()})
            given = _values(value.entries, letters)
    except (NoSeries, LimitMet, KeyError, ZeroDivisionError, ValueError):
        return False
    if len(right) != len(given):
        return False  # for the other route to tell
    pairs = zip(right, given, strict=True)
    return any(a.is_finite() and b.is_finite() and not a.overlaps(b) for a, b in pairs)


@contextmanager
def _first_order() -> Generator[None]:
    """Balls of that precision, and power series cut after the first derivative."""
    with precision(BITS):
        before, ctx.cap = ctx.cap, 2
        try:
            yield
        finally:
            ctx.cap = before


def _right(quantity: Quantity, composition: Composition, point: Balls) -> tuple[list[arb], Balls]:
    """The entries of the quantity, and the letters with which an answer is to be evaluated: in a local derivative they
    are independent."""
    match quantity:
        case Local(turned=True) | Total(turned=True):
            jacobian, columns = as_jacobian(quantity)
            found, letters = _right(jacobian, composition, point)
            return by_columns(found, columns), letters
        case Local(rows, columns):
            exprs = [composition.node(row).expr for row in rows]
            slopes = [_slopes(exprs, point, column) for column in columns]
            return [along[i] for i in range(len(rows)) for along in slopes], point
        case Composed(outputs):
            letters = _constants(composition, point)
            return [letters[name] for name in outputs], letters
        case Total(outputs, inputs):
            along = [_through(composition, point, name) for name in inputs]
            return [moved[output][1] for output in outputs for moved in along], _constants(composition, point)
        case Components(output) if composition.frame is not None:
            letters = _constants(composition, point)
            partials = [_through(composition, point, name)[output][1] for name in composition.inputs]
            lengths = _values(composition.frame.scale, letters)
            return [partial / h for partial, h in zip(partials, lengths, strict=True)], letters
        case At(inner, place):
            letters = _constants(composition, {name: real(value) for name, value in place.items()})
            return _right(inner, composition, letters)[0], {}
        case _:
            raise NoSeries


def _slopes(exprs: Sequence[Expr], letters: Balls, by: str) -> list[arb]:
    """The derivatives of formulas by a letter, all others held fixed."""
    moved = {name: series(value, int(name == by)) for name, value in letters.items()}
    done: dict[Expr, Series] = {}
    return [series_of(expr, moved, done)[1] for expr in exprs]


def _through(composition: Composition, point: Balls, by: str) -> dict[str, Series]:
    """Every symbol as a series in the letter `by`; a node that is that letter is held at its value."""
    found = {name: series(point[name], int(name == by)) for name in composition.inputs}
    done: dict[Expr, Series] = {}
    for node in composition.nodes:
        told = series_of(node.expr, found, done)
        found[node.name] = series(told[0], 1) if node.name == by else told
    return found


def _constants(composition: Composition, point: Balls) -> dict[str, arb]:
    return {name: told[0] for name, told in _through(composition, point, "").items()}


def _values(exprs: Sequence[Expr], letters: Balls) -> list[arb]:
    graph = Graph()
    nodes = [graph.enter(expr) for expr in exprs]
    values = evaluate(graph, letters)
    return [values[node] for node in nodes]
