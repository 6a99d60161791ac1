"""Mal-rules on the product of the Jacobians of a layered composition: order, transposes, other products."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import pairwise

from gradekit.calculus.stages import Stages, Walk
from gradekit.malrules.asked import Asked
from gradekit.malrules.matrices import transposed
from gradekit.malrules.matrix_forms import factor_transposed
from gradekit.malrules.register import EVERYWHERE, Site, malrule
from gradekit.model.composition import Total
from gradekit.syntax.build import add, multiply
from gradekit.syntax.tree import Array, Expr, scalar

Shape = tuple[int, int]


@malrule("wrong-order", stage="shape", evidence="E8")
def wrong_order(asked: Asked) -> Iterator[Site]:
    """The Jacobians are multiplied in the opposite order."""
    shapes = _shapes(asked)
    commute = all(asked.diagonal(after, before) for before, after in pairwise(asked.layers))
    if _conform(shapes[::-1]) and not commute:
        yield EVERYWHERE, _shaped(asked, lambda jacobians: reduce(product, jacobians[::-1]))


@malrule("one-factor-transposed", stage="shape", evidence="E8")
def one_factor_transposed(asked: Asked) -> Iterator[Site]:
    """One Jacobian, or one factor of a gradient in matrix form, is transposed before it is multiplied."""
    yield from factor_transposed(asked)
    shapes = _shapes(asked)
    for k, (rows, columns) in enumerate(shapes):
        turned = [*shapes[:k], (columns, rows), *shapes[k + 1 :]]
        if max(rows, columns) > 1 and _conform(turned):
            yield f"factor {k + 1}", _shaped(asked, lambda js, k=k: reduce(product, _with_transposed(js, k)))


@malrule("layer-missing", stage="shape", evidence="E3")
def layer_missing(asked: Asked) -> Iterator[Site]:
    """The Jacobian of one layer is left out of the product."""
    shapes = _shapes(asked)
    for k in range(len(shapes)):
        if _conform([*shapes[:k], *shapes[k + 1 :]]) and _is_matrix(shapes):
            yield f"factor {k + 1}", _shaped(asked, lambda js, k=k: reduce(product, [*js[:k], *js[k + 1 :]]))


@malrule("elementwise-product", stage="shape", evidence="E8")
def elementwise_product(asked: Asked) -> Iterator[Site]:
    """The Jacobians are multiplied entry by entry."""
    shapes = _shapes(asked)
    if len(set(shapes)) == 1 and _is_matrix(shapes):
        yield EVERYWHERE, _shaped(asked, lambda js: reduce(_entrywise(multiply), js))


@malrule("add-jacobians", stage="shape", evidence="anal.")
def add_jacobians(asked: Asked) -> Iterator[Site]:
    """The Jacobians are added."""
    shapes = _shapes(asked)
    if len(set(shapes)) == 1 and _is_matrix(shapes):
        yield EVERYWHERE, _shaped(asked, lambda js: reduce(_entrywise(add), js))


def product(left: Array, right: Array) -> Array:
    """The matrix product."""
    (rows, inner), (_, columns) = left.shape, right.shape

    def entry(i: int, j: int) -> Expr:
        return add(*(multiply(left.entries[i * inner + k], right.entries[k * columns + j]) for k in range(inner)))

    return Array((rows, columns), tuple(entry(i, j) for i in range(rows) for j in range(columns)))


def _shapes(asked: Asked) -> list[Shape]:
    """The shapes of the Jacobians, the outermost first; empty where there are not at least two."""
    layers = asked.layers
    if len(layers) < 3 or not isinstance(asked.quantity, Total):
        return []
    return [(len(above), len(below)) for below, above in pairwise(layers)][::-1]


def _is_matrix(shapes: Sequence[Shape]) -> bool:
    return any(max(shape) > 1 for shape in shapes)


def _conform(shapes: Sequence[Shape]) -> bool:
    fits = all(left[1] == right[0] for left, right in pairwise(shapes))
    return bool(shapes) and fits and _is_matrix(shapes)


def _shaped(asked: Asked, combined: Callable[[list[Array]], Array]) -> Stages:
    """The stages with the asked Jacobian combined in another way from those of the layers, the outermost first."""
    layers = asked.layers

    def shape(walk: Walk, total: Total) -> Array:
        jacobians = [_jacobian(walk, total, above, below) for below, above in pairwise(layers)]
        made = combined(jacobians[::-1])
        if total.shape is not None and made.shape == (len(total.outputs), len(total.inputs)):
            return Array(total.shape, made.entries)
        return scalar(made.entries[0]) if len(made.entries) == 1 else made

    return Stages(shape=shape)


def _jacobian(walk: Walk, total: Total, above: tuple[str, ...], below: tuple[str, ...]) -> Array:
    entries = (walk.local(name, parent) for name in above for parent in below)
    written = (walk.stages.substitute(walk, entry) for entry in entries) if total.substituted else entries
    return Array((len(above), len(below)), tuple(written))


def _with_transposed(jacobians: list[Array], k: int) -> list[Array]:
    return [*jacobians[:k], transposed(jacobians[k]), *jacobians[k + 1 :]]


def _entrywise(combine: Callable[[Expr, Expr], Expr]) -> Callable[[Array, Array], Array]:
    def combined(left: Array, right: Array) -> Array:
        return Array(left.shape, tuple(combine(a, b) for a, b in zip(left, right, strict=True)))

    return combined
