"""The worked solution where arrays are asked for: from the output back in matrix form, or one entry by its indices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from gradekit.calculus.adjoints import NoMatrixForm
from gradekit.calculus.backward import ArrayGraph
from gradekit.calculus.index_forms import NoIndexForm
from gradekit.calculus.labels import letter, quotient, sides
from gradekit.calculus.writing import Writing
from gradekit.model.composition import Composition, Local, Quantity, Total
from gradekit.model.feedback import Step
from gradekit.model.message import Message
from gradekit.syntax.tree import Expr


def is_of_arrays(composition: Composition) -> bool:
    """Whether some symbols are entries of an array."""
    return any(block.shape for block in composition.blocks)


def array_steps(quantity: Quantity, writing: Writing) -> Iterator[Step]:
    """The steps to a derivative of or by an array, without the answer; none where no form of the rules fits."""
    if not isinstance(quantity, Local | Total) or quantity.shape is None:
        return
    graph = ArrayGraph(writing.graph, writing.said)
    top, bottom = sides(quantity, writing.composition)
    if isinstance(quantity, Local) or graph.between(top, bottom) == (top, bottom):
        yield from _one_formula(graph, top, bottom)
    elif (inner := _inverted(graph, top)) and not graph.shape(bottom):
        yield from _inverse(graph, top, inner, bottom, partial=len(writing.composition.inputs) > 1)
    elif graph.shape(top):
        yield from _jacobians(graph, top, bottom, writing, turned=quantity.turned)
    else:
        yield from _backward(graph, top, bottom)


def _one_formula(graph: ArrayGraph, top: str, bottom: str) -> Iterator[Step]:
    """One entry by its indices; of a scalar also the matrix form."""
    yield from _step("steps.entry", lambda: tuple(graph.entry_lines(top, bottom)))
    if not graph.shape(top):
        yield from _step("steps.matrix-form", lambda: (graph.matrix_line(top, bottom),))


def _backward(graph: ArrayGraph, top: str, bottom: str) -> Iterator[Step]:
    """The derivative by every array on the way, the last one first, and the chain rule for one entry."""
    way = graph.between(top, bottom)[1:]
    yield from _step("steps.backward", lambda: tuple(graph.matrix_line(top, name) for name in way))
    yield Step(Message("steps.entry-sum"), (graph.sum_line(top, bottom),))
    for consumer in graph.consumers(bottom):
        if consumer in way:
            yield from _step("steps.entry", lambda consumer=consumer: tuple(graph.entry_lines(consumer, bottom)))


def _inverted(graph: ArrayGraph, name: str) -> str:
    """The letter of the matrix of which it is the inverse; empty where it is none."""
    match graph.formula(name):
        case Expr(head="function", value="inv", args=(Expr(head="symbol", value=str(inner)),)):
            return inner
        case _:
            return ""


def _inverse(graph: ArrayGraph, top: str, inner: str, bottom: str, *, partial: bool) -> Iterator[Step]:
    """The inverse Y of a matrix X that moves: X Y = I is differentiated, and solved for the derivative of Y."""
    x, y, dx, dy = (
        letter(inner, graph.said),
        letter(top, graph.said),
        quotient(inner, bottom, graph.said, partial=partial),
        quotient(top, bottom, graph.said, partial=partial),
    )
    lines = rf"{dx} \, {y} + {x} \, {dy} = 0", rf"{dy} = -{y} \, {dx} \, {y}"
    yield Step(Message("steps.inverse-moves"), lines)


def _jacobians(graph: ArrayGraph, top: str, bottom: str, writing: Writing, *, turned: bool) -> Iterator[Step]:
    """A chain of vectors: one Jacobian for each map, and their product; turned, in the other order."""
    way = graph.between(top, bottom)
    pairs = list(pairwise(way))
    if any(len(graph.shape(name)) != 1 for name in way) or any(graph.consumers(b) != (a,) for a, b in pairs):
        return
    locals_ = tuple(
        writing.array_local(graph.members(a), graph.members(b), graph.label(a, b), turned=turned) for a, b in pairs
    )
    yield Step(Message("steps.jacobians"), locals_)
    product = r" \, ".join(graph.label(a, b) for a, b in (pairs[::-1] if turned else pairs))
    yield Step(Message("steps.matrix-product"), (f"{graph.label(top, bottom)} = {product}",))


def _step(name: str, lines: Callable[[], tuple[str, ...]]) -> Iterator[Step]:
    try:
        yield Step(Message(name), lines())
    except (NoMatrixForm, NoIndexForm):
        return
