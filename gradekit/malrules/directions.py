"""Mal-rules on directions: the derivative along a vector, the steepest ascent, and a step of gradient descent."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.calculus.cofactors import dot
from gradekit.calculus.products import over, times
from gradekit.calculus.quantities.directions import length
from gradekit.calculus.quantities.jacobians import jacobian
from gradekit.calculus.quantities.quantity import arranged
from gradekit.calculus.stages import Walk
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import EVERYWHERE, Site, answered, malrule, wrong_answer
from gradekit.model.composition import At
from gradekit.model.quantities import Ascent, Descent, Directional
from gradekit.syntax.build import add, number, power, symbol
from gradekit.syntax.tree import Array, Expr, scalar


@wrong_answer("not-normalised", Directional, Ascent, evidence="anal.")
def length_forgotten(walk: Walk, asked: Directional | Ascent) -> Array | None:
    """The vector is not divided by its length."""
    gradient = _gradient(walk, asked)
    return arranged([gradient]) if isinstance(asked, Ascent) else scalar(dot(gradient, asked.vector))


@wrong_answer("divided-by-norm-squared", Directional, Ascent, evidence="anal.")
def divided_by_the_square(walk: Walk, asked: Directional | Ascent) -> Array | None:
    """The vector is divided by the square of its length."""
    gradient = _gradient(walk, asked)
    if isinstance(asked, Ascent):
        square = add(*(power(slope, 2) for slope in gradient))
        return arranged([[over(slope, square) for slope in gradient]])
    return scalar(over(dot(gradient, asked.vector), add(*(power(entry, 2) for entry in asked.vector))))


@malrule("added-instead-of-dotted", stage="frame", evidence="anal.")
def added_not_multiplied(asked: Asked) -> Iterator[Site]:
    """Entries of the gradient are added up, with those of the unit vector or without, instead of multiplied."""
    quantity = asked.quantity
    if isinstance(quantity, Directional):
        size = length(quantity.vector)
        unit = [over(entry, size) for entry in quantity.vector]
        yield "gradient", answered(lambda walk: scalar(add(*_gradient(walk, quantity))))
        yield "gradient and vector", answered(lambda walk: scalar(add(*_gradient(walk, quantity), *unit)))


@malrule("point-as-direction", stage="frame", evidence="anal.")
def point_taken_as_direction(asked: Asked) -> Iterator[Site]:
    """The point is taken as the direction."""
    quantity = asked.quantity
    if isinstance(quantity, Directional):
        at = asked.whole.point if isinstance(asked.whole, At) else {}
        vector = [number(at[name]) if name in at else symbol(name) for name in quantity.inputs]
        size = length(vector)
        if size.head != "number" or size.number:
            yield EVERYWHERE, answered(lambda walk: scalar(over(dot(_gradient(walk, quantity), vector), size)))


@wrong_answer("norm-instead-of-derivative", Directional, evidence="anal.")
def length_of_the_gradient(walk: Walk, asked: Directional) -> Array | None:
    """The length of the gradient, the largest slope, is given instead of the slope in the direction asked."""
    return scalar(length(_gradient(walk, asked)))


@wrong_answer("steepest-descent", Ascent, evidence="S6")
def downhill(walk: Walk, asked: Ascent) -> Array | None:
    """The direction in which the function falls fastest is given."""
    right = walk.ingredient(asked)
    return Array(right.shape, tuple(times(number(-1), entry) for entry in right))


@wrong_answer("step-sign", Descent, evidence="anal.")
def step_uphill(walk: Walk, asked: Descent) -> Array | None:
    """The gradient is added, not subtracted, so that the step leads uphill."""
    named = zip(asked.inputs, _gradient(walk, asked), strict=True)
    return arranged([[add(symbol(name), times(asked.rate, slope)) for name, slope in named]])


@wrong_answer("step-without-rate", Descent, evidence="anal.")
def rate_forgotten(walk: Walk, asked: Descent) -> Array | None:
    """The whole gradient is subtracted, not the rate times the gradient."""
    named = zip(asked.inputs, _gradient(walk, asked), strict=True)
    return arranged([[add(symbol(name), times(number(-1), slope)) for name, slope in named]])


@wrong_answer("step-alone", Descent, evidence="anal.")
def step_not_added(walk: Walk, asked: Descent) -> Array | None:
    """Only the step is given, not the place it leads to."""
    return arranged([[times(number(-1), asked.rate, slope) for slope in _gradient(walk, asked)]])


def _gradient(walk: Walk, asked: Directional | Ascent | Descent) -> list[Expr]:
    return jacobian(walk, (asked.output,), asked.inputs)[0]
