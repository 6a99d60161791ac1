"""Frames and cartesian coordinates: unit vectors in components, and partials carried from one to the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gradekit.calculus.cofactors import dot, inverse
from gradekit.calculus.labels import letter, quotient, unit_label
from gradekit.calculus.lengths import per_length, scale
from gradekit.calculus.quantities.jacobians import jacobian, jacobian_line
from gradekit.calculus.quantities.quantity import Described, Hints, Spoken, arranged, has_nodes, rows_of
from gradekit.model.composition import Composition, Total
from gradekit.model.feedback import Step
from gradekit.model.message import Message
from gradekit.model.quantities import Cartesian, Determinant, Inverse, UnitVectors
from gradekit.syntax.tree import Array, Expr

if TYPE_CHECKING:
    from gradekit.calculus.stages import Walk
    from gradekit.calculus.writing import Writing
    from gradekit.model.composition import Quantity


def units_value(walk: Walk, asked: UnitVectors) -> Array:
    """e_q is the partial of the position by q divided by its scale factor; the rows transposed lead back, because the
    unit vectors are orthogonal."""
    h = dict(zip(walk.graph.composition.inputs, scale(walk.graph.composition), strict=True))
    columns = [[per_length(walk.entry(name, q), h[q]) for name in asked.position] for q in asked.along]
    return arranged([list(row) for row in zip(*columns, strict=True)] if asked.back else columns)


def cartesian_value(walk: Walk, asked: Cartesian) -> Array:
    """The row of partials by the inputs times the inverse of the Jacobian of the position."""
    inputs = walk.graph.composition.inputs
    (partials,) = jacobian(walk, (asked.output,), inputs)
    own = walk.own.others.get(Inverse(asked.position, inputs))
    back = rows_of(own) if own else inverse(jacobian(walk, asked.position, inputs), _own_determinant(walk, asked))
    return arranged([[dot(partials, column) for column in zip(*back, strict=True)]])


def _own_determinant(walk: Walk, asked: Cartesian) -> Expr | None:
    own = walk.own.others.get(Determinant(asked.position, walk.graph.composition.inputs))
    return own.scalar if own else None


def _units(composition: Composition) -> dict[str, str]:
    named = composition.frame.units if composition.frame else composition.inputs
    return dict(zip(composition.inputs, named, strict=True))


def _hats(asked: UnitVectors, composition: Composition) -> tuple[list[str], list[str]]:
    """The unit vectors asked for, and those in which they are written."""
    units = _units(composition)
    curved = [unit_label(units[name]) for name in asked.along if name in units]
    straight = [rf"\hat{{{letter(name)}}}" for name in asked.position]
    return (straight, curved) if asked.back else (curved, straight)


def units_label(asked: UnitVectors, composition: Composition, _said: Spoken) -> str:
    """The unit vectors, one or in a list."""
    return ", ".join(_hats(asked, composition)[0])


def cartesian_label(asked: Cartesian, _composition: Composition, said: Spoken) -> str:
    """The partials by the cartesian coordinates in a row."""
    told = [quotient(asked.output, name, said, partial=True) for name in asked.position]
    return rf"\left({', '.join(told)}\right)"


def units_key(asked: UnitVectors, composition: Composition) -> str:
    """`e_r` for one, `unit_vectors` for all."""
    if asked.back:
        return f"e_{asked.position[0]}" if len(asked.position) == 1 else "cartesian_units"
    units = _units(composition)
    return units.get(asked.along[0], asked.along[0]) if len(asked.along) == 1 else "unit_vectors"


def units_sentence(asked: UnitVectors, composition: Composition) -> str:
    """The unit vectors and the components in which they are to be given."""
    mine, others = _hats(asked, composition)
    rows, columns = (", ".join(f"${name}$" for name in names) for names in (mine, others))
    if len(mine) == 1:
        return f"the unit vector {rows} in its components along {columns}"
    return (
        f"the unit vectors {rows} in components ({len(mine)} × {len(others)}: a row for each, columns along {columns})"
    )


def cartesian_sentence(asked: Cartesian, composition: Composition) -> str:
    """The cartesian components of the gradient."""
    told = f"${cartesian_label(asked, composition, {})}$"
    return f"the partial derivatives {told}, the cartesian components of the gradient"


def units_entries(asked: UnitVectors, composition: Composition) -> int | None:
    """One for each unit vector and component."""
    known = has_nodes(composition, *asked.position) and set(composition.inputs) >= set(asked.along)
    shaped = composition.frame is not None and asked.position and asked.along
    return len(asked.position) * len(asked.along) if known and shaped else None


def cartesian_entries(asked: Cartesian, composition: Composition) -> int | None:
    """One for each coordinate."""
    known = has_nodes(composition, asked.output, *asked.position)
    return len(asked.position) if known and 1 <= len(asked.position) == len(composition.inputs) <= 3 else None


def units_uses(asked: UnitVectors, _composition: Composition) -> tuple[Quantity, ...]:
    """The partials of the position."""
    return (Total(asked.position, asked.along),)


def cartesian_uses(asked: Cartesian, composition: Composition) -> tuple[Quantity, ...]:
    """The partials by the inputs, and the inverse of the Jacobian of the position."""
    inputs = composition.inputs
    return (Total((asked.output,), inputs), Inverse(asked.position, inputs), Total(asked.position, inputs))


def units_steps(asked: UnitVectors, writing: Writing) -> Iterator[Step]:
    """The partials of the position and their lengths."""
    lines = (
        f"{writing.total(name, q)} = {writing.latex(writing.walk.entry(name, q))}"
        for q in asked.along
        for name in asked.position
    )
    yield Step(Message("steps.moves"), tuple(lines))
    h = dict(zip(writing.composition.inputs, scale(writing.composition), strict=True))
    named = (f"h_{{{writing.letter(q)}}} = {writing.latex(h[q])}" for q in asked.along)
    yield Step(Message("steps.move-lengths"), tuple(named))
    if asked.back:
        yield Step(Message("steps.transposed"), ())


def cartesian_steps(asked: Cartesian, writing: Writing) -> Iterator[Step]:
    """The partials by the coordinates of the frame, the inverse Jacobian, the rule."""
    inputs = writing.composition.inputs
    partials = (
        f"{writing.total(asked.output, name)} = {writing.latex(writing.walk.entry(asked.output, name))}"
        for name in inputs
    )
    yield Step(Message("steps.partials"), tuple(partials))
    yield Step(Message("steps.jacobian"), (jacobian_line(asked.position, inputs, writing),))
    yield Step(Message("steps.carried"), tuple(_carried(asked, x, writing) for x in asked.position))


def _carried(asked: Cartesian, x: str, writing: Writing) -> str:
    terms = [
        rf"{writing.total(asked.output, q)} {quotient(q, x, writing.said, partial=True)}"
        for q in writing.composition.inputs
    ]
    return f"{quotient(asked.output, x, writing.said, partial=True)} = {' + '.join(terms)}"


def units_hints(asked: UnitVectors, writing: Writing) -> Hints:
    """Where the point moves; how far; one partial."""
    q, name = asked.along[0], asked.position[0]
    structure = f"Where does the point $({', '.join(map(writing.letter, asked.position))})$ move when "
    formula = "Differentiate the position by the coordinate and divide by the length of what comes out."
    line = f"{writing.total(name, q)} = {writing.latex(writing.walk.entry(name, q))}"
    return f"{structure}${writing.letter(q)}$ grows by a little?", formula, f"One ingredient: ${line}$."


def cartesian_hints(asked: Cartesian, writing: Writing) -> Hints:
    """What is held; the rule; one partial."""
    q, x = writing.composition.inputs[0], asked.position[0]
    held = rf"\frac{{\partial {writing.letter(q)}}}{{\partial {writing.letter(x)}}}"
    structure = f"Which letter is held fixed in ${held}$? It is not one over the derivative the other way round."
    line = f"{writing.total(asked.output, q)} = {writing.latex(writing.walk.entry(asked.output, q))}"
    return structure, f"The chain rule: ${_carried(asked, x, writing)}$.", f"One ingredient: ${line}$."


UNITS = Described(
    value=units_value,
    label=units_label,
    key=units_key,
    sentence=units_sentence,
    entries=units_entries,
    steps=units_steps,
    hints=units_hints,
    uses=units_uses,
)

CARTESIAN = Described(
    value=cartesian_value,
    label=cartesian_label,
    key=lambda asked, _: f"{asked.output}_{''.join(asked.position)}",
    sentence=cartesian_sentence,
    entries=cartesian_entries,
    steps=cartesian_steps,
    hints=cartesian_hints,
    uses=cartesian_uses,
)
