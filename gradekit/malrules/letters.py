"""Mal-rules on the letters of an answer: what is put in for the intermediates, and by what is differentiated."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.calculus.differentiate import derivative
from gradekit.calculus.graph import composed
from gradekit.calculus.stages import STAGES, Stages, Walk
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import EVERYWHERE, Site, answered, malrule
from gradekit.model.composition import Components, Composed, Local, Quantity, Total
from gradekit.syntax.build import substitute, symbol
from gradekit.syntax.tree import Array, scalar


@malrule("not-composed-argument", stage="substitute", evidence="E1")
def not_composed_argument(asked: Asked) -> Iterator[Site]:
    """The variable itself is put in for the intermediates, not their formulas."""
    if len(asked.composition.inputs) == 1 and _is_written_in_inputs(asked):
        yield EVERYWHERE, _with_letters(dict.fromkeys(asked.graph.nodes, asked.composition.inputs[0]))


@malrule("jacobian-at-input-point", stage="substitute", evidence="E1")
def jacobian_at_input_point(asked: Asked) -> Iterator[Site]:
    """The outer derivatives are taken at the point x, not at the point g(x) that the inner map sends it to."""
    layers, inputs = asked.layers, asked.composition.inputs
    if len(layers) < 3 or len(inputs) < 2 or _is_renamed_frame(asked):
        return
    matching = (layer for layer in layers[1:-1] if len(layer) == len(inputs))
    letters = {name: x for layer in matching for name, x in zip(layer, inputs, strict=True)}
    if letters:
        yield EVERYWHERE, _with_letters(letters)


@malrule("symbols-renamed-not-substituted", stage="substitute", evidence="E9")
def symbols_renamed(asked: Asked) -> Iterator[Site]:
    """x and y are renamed to r and theta, as if the coordinates were only other letters."""
    layers = asked.graph.layers
    if not _is_renamed_frame(asked) or layers is None:
        return
    renamed = {name: symbol(x) for name, x in zip(layers[1], layers[0], strict=True)}
    if isinstance(asked.quantity, Composed):
        yield EVERYWHERE, Stages(substitute=lambda _, expr: substitute(expr, renamed))
        return

    def partials_renamed(walk: Walk, _: Quantity, array: Array) -> Array:
        partials = (walk.local(output, name) for output in layers[2] for name in layers[1])
        return Array(array.shape, tuple(substitute(partial, renamed) for partial in partials))

    if isinstance(asked.quantity, Components):
        yield EVERYWHERE, Stages(frame=partials_renamed)


@malrule("unsubstituted", stage="substitute", evidence="form")
def unsubstituted(asked: Asked) -> Iterator[Site]:
    """Intermediate letters are left in the answer."""
    if _is_written_in_inputs(asked) and asked.whole == asked.quantity:
        yield EVERYWHERE, Stages(substitute=lambda _, expr: expr)


# ------------------------------------------------------------------ by which letter, and how often


@malrule("wrong-variable", stage="shape", evidence="S4")
def wrong_variable(asked: Asked) -> Iterator[Site]:
    """The output is differentiated by an intermediate instead of the input."""
    total = asked.total
    if total is None or asked.only is None or len(asked.composition.inputs) > 1:
        return
    output, source = asked.only
    middles = dict.fromkeys(name for found in asked.paths for path in found for name, _ in path if name != output)
    # In a single chain the derivative by the last intermediate is `outer-partials-only`.
    last = asked.paths[0][0][0][1] if asked.most_paths == 1 else ""
    for middle in middles:
        if middle not in (last, source):
            by = Total((output,), (middle,), total.substituted)
            yield f"by {middle}", Stages(shape=lambda walk, _, by=by: STAGES.shape(walk, by))


@malrule("answer-for-other-variable", stage="shape", evidence="S4")
def answer_for_other_variable(asked: Asked) -> Iterator[Site]:
    """The derivative by another variable is given."""
    yield from _other_arrays(asked)
    if asked.only is None:
        return
    output, source = asked.only
    local = isinstance(asked.quantity, Local)
    others = asked.graph.parents(output) if local else asked.composition.inputs
    for other in others:
        if other == source:
            continue

        def frame(walk: Walk, _: Quantity, __: Array, other: str = other) -> Array:
            return scalar(walk.local(output, other) if local else walk.entry(output, other, substituted=_closed(asked)))

        yield f"by {other}", Stages(frame=frame)


def _other_arrays(asked: Asked) -> Iterator[Site]:
    """Derivatives by another input array of the same shape."""
    quantity = asked.quantity
    if not isinstance(quantity, Total | Local) or asked.sides is None or not asked.sides[1].shape:
        return
    _, by = asked.sides
    for other in asked.composition.blocks:
        if other.formula is None and other.shape == by.shape and other.name != by.name:
            if isinstance(quantity, Total):
                swapped = Total(quantity.outputs, other.members, quantity.substituted, quantity.shape)
            else:
                swapped = Local(quantity.rows, other.members, quantity.shape)
            yield f"by {other.name}", answered(lambda walk, swapped=swapped: walk.ingredient(swapped))


@malrule("second-derivative", stage="frame", evidence="S5")
def second_derivative(asked: Asked) -> Iterator[Site]:
    """The answer is differentiated once more."""
    # A student's own value is not differentiated: it may be as large as a reader allows.
    if asked.only is None or asked.own is not None or not _closed(asked):
        return
    _, source = asked.only
    yield EVERYWHERE, Stages(frame=lambda _, __, array: scalar(derivative(array.scalar, source)))


@malrule("not-differentiated", stage="frame", evidence="S5")
def not_differentiated(asked: Asked) -> Iterator[Site]:
    """The function itself is given."""
    if asked.only is None:
        return
    output, _ = asked.only
    expr = asked.graph.nodes[output].expr if isinstance(asked.quantity, Local) else composed(asked.graph, output)

    def frame(_: Walk, __: Quantity, ___: Array) -> Array:
        return scalar(expr)

    yield EVERYWHERE, Stages(frame=frame)


def _closed(asked: Asked) -> bool:
    """Whether the answer is written in one set of letters, so that it can be differentiated as it stands."""
    return isinstance(asked.quantity, Local) or (asked.total is not None and asked.total.substituted)


def _is_written_in_inputs(asked: Asked) -> bool:
    """Whether intermediates are to be replaced in the answer."""
    quantity = asked.quantity
    if isinstance(quantity, Composed):
        used = frozenset[str]().union(*(asked.graph.parents(name) for name in quantity.outputs))
        return not used.isdisjoint(asked.graph.nodes)
    return asked.total is not None and asked.total.substituted and asked.longest > 1


def _is_renamed_frame(asked: Asked) -> bool:
    """Whether the composition goes from the coordinates of a frame to as many cartesian ones and on to the output."""
    layers = asked.graph.layers
    return (
        asked.composition.frame is not None
        and layers is not None
        and len(layers) == 3
        and (len(layers[0]) == len(layers[1]))
    )


def _with_letters(letters: dict[str, str]) -> Stages:
    """The stages with other letters put in for the intermediates; what is left is replaced as it should be."""
    renamed = {name: symbol(letter) for name, letter in letters.items()}
    return Stages(substitute=lambda walk, expr: substitute(substitute(expr, renamed), walk.closed))
