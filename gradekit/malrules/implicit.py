"""Mal-rules on implicit differentiation, dy/dx = -F_x / F_y."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.calculus.differentiate import depends, derivative
from gradekit.calculus.graph import Edge
from gradekit.calculus.products import over
from gradekit.calculus.quantities.quantity import arranged
from gradekit.calculus.stages import Walk
from gradekit.malrules.asked import Asked
from gradekit.malrules.copies import count_of, with_copy
from gradekit.malrules.register import Site, edge_sites, malrule, wrong_answer
from gradekit.model.quantities import Implicit
from gradekit.syntax.build import add, negate, substitute, symbol
from gradekit.syntax.tree import Array, Expr

MOST_OCCURRENCES = 4


@wrong_answer("missing-minus", Implicit, evidence="anal.")
def minus_forgotten(walk: Walk, asked: Implicit) -> Array | None:
    """Solving F_x + F_y y' = 0 for y' the minus sign is forgotten."""
    right = walk.ingredient(asked)
    return Array(right.shape, tuple(map(negate, right))) if asked.order == 1 else None


@wrong_answer("implicit-reciprocal", Implicit, evidence="anal.")
def quotient_upside_down(walk: Walk, asked: Implicit) -> Array | None:
    """The quotient is written upside down: -F_y / F_x."""
    if len(asked.equations) != 1 or asked.order == 2:
        return None
    (equation,), (unknown,) = asked.equations, asked.unknowns
    below = walk.entry(equation, unknown)
    return arranged([[negate(over(below, walk.entry(equation, x))) for x in asked.by]])


@wrong_answer("y-as-constant", Implicit, evidence="E7")
def unknown_held_fixed(walk: Walk, asked: Implicit) -> Array | None:
    """The unknown is treated as a constant: of the first order F_x is left, of the second the partial of y' by x."""
    if len(asked.equations) != 1:
        return None
    if asked.order == 1:
        return arranged([[walk.entry(asked.equations[0], x) for x in asked.by]])
    firsts = ((x, walk.ingredient(Implicit(asked.equations, asked.unknowns, (x,))).scalar) for x in asked.by)
    return arranged([[derivative(slope, x) for x, slope in firsts]])


@malrule("unknown-dropped-once", stage="derive", evidence="E7")
def unknown_held_fixed_once(asked: Asked) -> Iterator[Site]:
    """One occurrence of the unknown is differentiated as if it were a constant."""
    quantity = asked.quantity
    if not isinstance(quantity, Implicit) or len(quantity.equations) != 1:
        return
    (equation,), (unknown,) = quantity.equations, quantity.unknowns
    expr = asked.graph.nodes[equation].expr
    times_there = count_of(expr, unknown)
    for k in range(times_there if 1 < times_there <= MOST_OCCURRENCES else 0):
        copied = with_copy(expr, unknown, k)
        kept = substitute(derivative(copied, unknown), {f"{unknown}'": symbol(unknown)})
        yield from edge_sites({(equation, unknown): kept}, f", place {k + 1}")


@malrule("constant-side-kept", stage="derive", evidence="E7")
def constant_side_kept(asked: Asked) -> Iterator[Site]:
    """The constant side of the equation is kept instead of differentiated to zero."""
    if not isinstance(asked.quantity, Implicit):
        return
    wrong: dict[Edge, Expr] = {}
    for equation in asked.quantity.equations:
        expr = asked.graph.nodes[equation].expr
        letters = asked.graph.parents(equation)
        constants = [term for term in expr.args if not any(depends(term, name) for name in letters)]
        if expr.head == "add" and constants:
            by = (x for x in asked.quantity.by if x in letters)
            wrong |= {(equation, x): add(asked.graph.local(equation, x), *constants) for x in by}
    yield from edge_sites(wrong)
