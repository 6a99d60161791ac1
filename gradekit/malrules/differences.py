"""Mal-rules on central differences, (f(x + h) - f(x - h)) / (2h).

A central difference is recognised by its form: a difference divided by 2h, both sides of which are the same for h = 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gradekit.calculus.products import over, times
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import EVERYWHERE, Site, answered, malrule
from gradekit.model.composition import Composed
from gradekit.syntax.build import TWO, ZERO, add, multiply, negate, substitute, subtract, symbol
from gradekit.syntax.tree import Expr, scalar, symbols_of

Parts = tuple[Expr, Expr, Expr, Expr]
"""f(x + h), f(x - h), f(x) and h."""


@malrule("forward-for-central", stage="frame", evidence="anal.")
def forward_difference(asked: Asked) -> Iterator[Site]:
    """The forward difference (f(x + h) - f(x)) / h is taken for the central one."""
    return _central(asked, lambda ahead, _, here, h: over(subtract(ahead, here), h))


@malrule("missing-2h", stage="frame", evidence="anal.")
def divided_by_h(asked: Asked) -> Iterator[Site]:
    """The central difference is divided by h, not by 2h."""
    return _central(asked, lambda ahead, behind, _, h: over(subtract(ahead, behind), h))


@malrule("h-sign", stage="frame", evidence="S6")
def difference_turned_round(asked: Asked) -> Iterator[Site]:
    """The two values are subtracted the other way round."""
    return _central(asked, lambda ahead, behind, _, h: over(subtract(behind, ahead), times(TWO, h)))


@malrule("difference-not-divided", stage="frame", evidence="anal.")
def difference_not_divided(asked: Asked) -> Iterator[Site]:
    """The difference of the two values is not divided at all."""
    return _central(asked, lambda ahead, behind, _, __: subtract(ahead, behind))


@malrule("wrong-index", stage="frame", evidence="S4")
def another_variable_moved(asked: Asked) -> Iterator[Site]:
    """The step h is added to another variable than the one by which is differentiated."""
    for other in asked.composition.inputs:

        def moved(ahead: Expr, behind: Expr, here: Expr, h: Expr, other: str = other) -> Expr:
            if other in symbols_of(here):
                ahead, behind = (substitute(here, {other: step(symbol(other), h)}) for step in (add, subtract))
            return over(subtract(ahead, behind), times(TWO, h))

        for _, stages in _central(asked, moved):
            yield f"by {other}", stages


def _central(asked: Asked, value: Callable[[Expr, Expr, Expr, Expr], Expr]) -> Iterator[Site]:
    quantity = asked.quantity
    if isinstance(quantity, Composed) and len(quantity.outputs) == 1:
        parts = _parts(asked, quantity.outputs[0])
        if parts is not None:
            yield EVERYWHERE, answered(lambda walk: scalar(walk.write_out(value(*parts))))


def _parts(asked: Asked, name: str) -> Parts | None:
    """The parts of a central difference, written in the inputs."""
    node = asked.graph.nodes.get(name)
    if node is None or node.expr.head != "divide" or node.expr.args[0].head != "add":
        return None
    top, bottom = node.expr.args
    steps = [part for part in bottom.args if part.head == "symbol" and part.name in asked.composition.inputs]
    if len(steps) != 1 or multiply(TWO, steps[0]) != bottom or len(top.args) != 2 or top.args[1].head != "negate":
        return None
    ahead, behind = (asked.graph.write_out(part) for part in (top.args[0], top.args[1].args[0]))
    (h,) = steps
    back = substitute(ahead, {h.name: negate(h)})
    here = substitute(ahead, {h.name: ZERO})
    return (ahead, behind, here, h) if here == substitute(behind, {h.name: ZERO}) and back != ahead else None
