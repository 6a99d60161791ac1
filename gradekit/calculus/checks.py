"""A check by numbers: the derivative against a small step of the function."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from gradekit.calculus.graph import composed
from gradekit.calculus.writing import Writing
from gradekit.model.composition import Total
from gradekit.model.feedback import Step
from gradekit.model.message import Message, Param
from gradekit.model.problem import Issued
from gradekit.syntax.build import divide, number, substitute, subtract
from gradekit.syntax.tree import Expr

SIMPLE = tuple(Fraction(text) for text in ("1", "1/2", "2", "3/4", "3/2", "1/4", "3"))
STEP = Fraction(1, 10_000)
NEAR_ENOUGH = Fraction(1, 1000)


def numeric_check(issued: Issued, total: Total, writing: Writing) -> Step | None:
    """The derivative of one output by one input at a simple point of the box, and the difference quotient there; None
    where no simple point shows both, or where the function bends too much for the step."""
    if len(total.outputs) * len(total.inputs) != 1:
        return None
    output, source = total.outputs[0], total.inputs[0]
    slope = writing.walk.entry(output, source)
    function = composed(writing.graph, output)
    for point in _simple_points(issued):
        value, step = _decimal(slope, point), _decimal(_quotient(function, source, point[source]), point)
        if value and step and _near(Fraction(value), Fraction(step)):
            told: dict[str, Param] = {
                "point": writing.point(point),
                "value": value,
                "quotient": step,
                "letter": writing.letter(source),
            }
            return Step(Message("steps.check", told))
    return None


def _quotient(function: Expr, source: str, at: Fraction) -> Expr:
    """(f(a + h) - f(a - h)) / 2h."""
    right, left = (substitute(function, {source: number(at + move)}) for move in (STEP, -STEP))
    return divide(subtract(right, left), number(2 * STEP))


def _decimal(expr: Expr, point: Mapping[str, Fraction]) -> str | None:
    from gradekit.equality.points.values import decimal_at

    return decimal_at(expr, point, 4)


def _near(value: Fraction, step: Fraction) -> bool:
    return abs(value - step) <= NEAR_ENOUGH * abs(value)


def _simple_points(issued: Issued) -> list[dict[str, Fraction]]:
    """At most a few points of the box with simple coordinates."""
    inputs = issued.composition.inputs
    fitting = [[v for v in SIMPLE if _inside(issued, name, v)][:3] for name in inputs]
    return [dict(zip(inputs, values, strict=True)) for values in product(*fitting)][:9]


def _inside(issued: Issued, name: str, value: Fraction) -> bool:
    low, high = issued.box.get(name, (Fraction(0), Fraction(3)))
    return low < value < high
