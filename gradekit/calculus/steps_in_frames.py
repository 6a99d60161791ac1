"""The worked solution in a frame: substitute, differentiate, divide by the scale factors; and the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.calculus.graph import composed
from gradekit.calculus.labels import unit_label
from gradekit.calculus.lengths import scale
from gradekit.calculus.writing import Writing
from gradekit.model.composition import Components, Composed, Composition, Total
from gradekit.model.feedback import Step
from gradekit.model.message import Message
from gradekit.model.problem import Issued, Key
from gradekit.syntax.build import ONE, divide
from gradekit.syntax.tree import Array, Expr


def frame_steps(issued: Issued, key: Key, writing: Writing) -> Iterator[Step]:
    """From the function to the components of its gradient along the unit vectors."""
    for part in issued.parts:
        if not isinstance(part.quantity, Components):
            continue
        output, components = part.quantity.output, key.part(part.key).shown
        if writing.graph.parents(output) != writing.composition.inputs:
            yield Step(
                Message("steps.composed"), (f"{writing.letter(output)} = {_composed(issued, key, writing, output)}",)
            )
        yield Step(Message("steps.partials"), _partials(issued, key, writing, output))
        yield Step(Message("steps.lengths"), scale_lines(writing))
        yield Step(Message("steps.components"), (gradient_line(writing, output),))
        yield Step(Message("steps.along-units"), _component_lines(writing, output, components))
        if is_plane_polar(writing):
            yield Step(Message("steps.rotated"), _rotated(writing, output))


def scale_lines(writing: Writing) -> tuple[str, ...]:
    """The scale factor of each coordinate."""
    named = zip(writing.composition.inputs, scale(writing.composition), strict=True)
    return tuple(f"h_{{{writing.letter(name)}}} = {writing.latex(h)}" for name, h in named)


def gradient_line(writing: Writing, output: str) -> str:
    """The gradient in symbols: partials divided by scale factors, along the unit vectors."""
    named = zip(writing.composition.inputs, scale(writing.composition), units(writing.composition), strict=True)
    terms = (
        rf"{'' if h == ONE else writing.latex(divide(ONE, h))} {writing.total(output, name)} {unit_label(unit)}".strip()
        for name, h, unit in named
    )
    return rf"\nabla {writing.letter(output)} = {' + '.join(terms)}"


def units(composition: Composition) -> tuple[str, ...]:
    """The names of the unit vectors."""
    return composition.frame.units if composition.frame else ()


def is_plane_polar(writing: Writing) -> bool:
    """Whether the function is given in x and y, and these in r and theta."""
    layers, frame = writing.graph.layers, writing.composition.frame
    sizes = [len(layer) for layer in layers] if layers else []
    return frame is not None and frame.name == "polar" and sizes == [2, 2, 1]


def _composed(issued: Issued, key: Key, writing: Writing, output: str) -> str:
    asked = (part for part in issued.parts if part.quantity == Composed((output,)))
    shown = next((key.part(part.key).shown.scalar for part in asked), None)
    return writing.latex(shown or composed(writing.graph, output))


def _partials(issued: Issued, key: Key, writing: Writing, output: str) -> tuple[str, ...]:
    def partial(name: str) -> Expr:
        asked = (part for part in issued.parts if part.quantity == Total((output,), (name,)))
        shown = (key.part(part.key).shown.scalar for part in asked)
        return next(shown, None) or writing.walk.entry(output, name)

    inputs = writing.composition.inputs
    return tuple(f"{writing.total(output, name)} = {writing.latex(partial(name))}" for name in inputs)


def _component_lines(writing: Writing, output: str, components: Array) -> tuple[str, ...]:
    named = zip(units(writing.composition), components, strict=True)
    gradient = rf"\nabla {writing.letter(output)}"
    return tuple(rf"{unit_label(unit)} \cdot {gradient} = {writing.latex(value)}" for unit, value in named)


def _rotated(writing: Writing, output: str) -> tuple[str, ...]:
    assert writing.graph.layers is not None, "plane polar coordinates are layered"
    x, y = writing.graph.layers[1]
    angle = writing.letter(writing.composition.inputs[1])
    f_x, f_y = writing.edge(output, x), writing.edge(output, y)
    along_r, along_angle = (unit_label(unit) for unit in units(writing.composition))
    gradient = rf"\nabla {writing.letter(output)}"
    return (
        writing.local(output, x),
        writing.local(output, y),
        rf"{along_r} \cdot {gradient} = \cos {angle} \, {f_x} + \sin {angle} \, {f_y}",
        rf"{along_angle} \cdot {gradient} = -\sin {angle} \, {f_x} + \cos {angle} \, {f_y}",
    )
