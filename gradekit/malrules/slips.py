"""Slips: the whole answer off by a sign or a factor 2. They are told only when nothing more specific matches."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gradekit.calculus.products import times
from gradekit.calculus.stages import STAGES, Stages, Walk
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import EVERYWHERE, Site, malrule
from gradekit.model.composition import PathCount, Quantity
from gradekit.model.quantities import Count
from gradekit.syntax.build import HALF, TWO, negate
from gradekit.syntax.tree import Array, Expr


@malrule("sign", stage="frame", evidence="S6")
def sign(asked: Asked) -> Iterator[Site]:
    """The answer has the opposite sign."""
    return _changed(asked, negate)


@malrule("factor-2", stage="frame", evidence="S1")
def factor_two(asked: Asked) -> Iterator[Site]:
    """The answer is twice what it should be."""
    return _changed(asked, lambda entry: times(TWO, entry))


@malrule("factor-half", stage="frame", evidence="S1")
def factor_half(asked: Asked) -> Iterator[Site]:
    """The answer is half of what it should be."""
    return _changed(asked, lambda entry: times(HALF, entry))


def _changed(asked: Asked, change: Callable[[Expr], Expr]) -> Iterator[Site]:
    if not isinstance(asked.quantity, PathCount | Count):
        yield EVERYWHERE, _after(change)


def _after(change: Callable[[Expr], Expr]) -> Stages:
    def frame(walk: Walk, quantity: Quantity, array: Array) -> Array:
        right = STAGES.frame(walk, quantity, array)
        return Array(right.shape, tuple(map(change, right)))

    return Stages(frame=frame)
