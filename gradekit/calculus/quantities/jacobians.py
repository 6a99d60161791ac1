"""What one makes of a Jacobian: its determinant, and the Jacobian of the inverse map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gradekit.calculus.cofactors import LARGEST, determinant, inverse
from gradekit.calculus.labels import letter
from gradekit.calculus.products import over
from gradekit.calculus.quantities.quantity import Described, Hints, Spoken, arranged, has_nodes, has_symbols
from gradekit.model.composition import Composition, Total
from gradekit.model.feedback import Step
from gradekit.model.message import Message
from gradekit.model.quantities import Determinant, Inverse
from gradekit.syntax.build import ONE, function
from gradekit.syntax.tree import Array, Expr, scalar

if TYPE_CHECKING:
    from gradekit.calculus.stages import Walk
    from gradekit.calculus.writing import Writing
    from gradekit.model.composition import Quantity


def jacobian(walk: Walk, outputs: tuple[str, ...], inputs: tuple[str, ...]) -> list[list[Expr]]:
    """The rows of the Jacobian, own entries where there are some."""
    array = walk.stages.shape(walk, Total(outputs, inputs))
    width = len(inputs)
    return [list(array.entries[i : i + width]) for i in range(0, len(array.entries), width)]


def determinant_value(walk: Walk, asked: Determinant) -> Array:
    """The determinant by cofactors, or one over it, or its absolute value."""
    plain = Determinant(asked.outputs, asked.inputs)
    if asked != plain:
        det = walk.ingredient(plain).scalar
        size = function("Abs", det) if asked.absolute else det
        return scalar(over(ONE, size) if asked.inverse else size)
    return scalar(determinant(jacobian(walk, asked.outputs, asked.inputs)))


def inverse_value(walk: Walk, asked: Inverse) -> Array:
    """The transposed cofactors divided by the determinant, which may be an own one."""
    det = walk.ingredient(Determinant(asked.outputs, asked.inputs)).scalar
    return arranged(inverse(jacobian(walk, asked.outputs, asked.inputs), det))


def _partials(tops: tuple[str, ...], bottoms: tuple[str, ...], said: Spoken) -> str:
    above, below = (", ".join(letter(name, said) for name in names) for names in (tops, bottoms))
    return rf"\frac{{\partial \left({above}\right)}}{{\partial \left({below}\right)}}"


def determinant_label(asked: Determinant, _composition: Composition, said: Spoken) -> str:
    r"""The classical symbol, `\det \frac{\partial (x, y)}{\partial (r, \theta)}`, or with bars."""
    sides = (asked.inputs, asked.outputs) if asked.inverse else (asked.outputs, asked.inputs)
    told = rf"\det {_partials(*sides, said)}"
    return rf"\left|{told}\right|" if asked.absolute else told


def inverse_label(asked: Inverse, _composition: Composition, said: Spoken) -> str:
    """The Jacobian of the inverse map."""
    return _partials(asked.inputs, asked.outputs, said)


def determinant_key(asked: Determinant, _composition: Composition) -> str:
    """`det_J`, `det_J_inverse`, `area_factor`."""
    return "area_factor" if asked.absolute else "det_J_inverse" if asked.inverse else "det_J"


def determinant_sentence(asked: Determinant, composition: Composition) -> str:
    """The determinant of the Jacobian of the map or of its inverse."""
    told = f"${determinant_label(asked, composition, {})}$"
    if asked.absolute:
        return f"the factor {told} by which {'volumes' if len(asked.inputs) > 2 else 'areas'} grow"
    return f"the determinant {told} of the Jacobian{' of the inverse map' if asked.inverse else ''}"


def inverse_sentence(asked: Inverse, composition: Composition) -> str:
    """The Jacobian of the inverse map, with its layout."""
    rows, columns = (", ".join(map(letter, names)) for names in (asked.inputs, asked.outputs))
    shape = f"{len(asked.inputs)} × {len(asked.outputs)}"
    told = f"${inverse_label(asked, composition, {})}$"
    layout = f"{shape}: a row for each of ${rows}$, a column for each of ${columns}$"
    return f"the Jacobian {told} of the inverse map ({layout})"


def _size(asked: Determinant | Inverse, composition: Composition) -> int | None:
    known = has_nodes(composition, *asked.outputs) and has_symbols(composition, *asked.inputs)
    return len(asked.inputs) if known and 1 <= len(asked.outputs) == len(asked.inputs) <= LARGEST else None


def determinant_entries(asked: Determinant, composition: Composition) -> int | None:
    """One, for a square Jacobian."""
    return None if _size(asked, composition) is None else 1


def inverse_entries(asked: Inverse, composition: Composition) -> int | None:
    """n times n, for a square Jacobian."""
    n = _size(asked, composition)
    return None if n is None else n * n


def determinant_uses(asked: Determinant, _composition: Composition) -> tuple[Quantity, ...]:
    """The Jacobian; of what is made from the determinant the determinant."""
    plain = Determinant(asked.outputs, asked.inputs)
    jacobian = Total(asked.outputs, asked.inputs)
    return (jacobian,) if asked == plain else (plain, jacobian)


def inverse_uses(asked: Inverse, _composition: Composition) -> tuple[Quantity, ...]:
    """The Jacobian and its determinant."""
    return (Determinant(asked.outputs, asked.inputs), Total(asked.outputs, asked.inputs))


def jacobian_line(outputs: tuple[str, ...], inputs: tuple[str, ...], writing: Writing) -> str:
    """The Jacobian of the map, written out."""
    rows = arranged(jacobian(writing.walk, outputs, inputs))
    return f"{_partials(outputs, inputs, writing.said)} = {writing.latex(rows)}"


def determinant_steps(asked: Determinant, writing: Writing) -> Iterator[Step]:
    """The Jacobian and its determinant written out."""
    yield Step(Message("steps.jacobian"), (jacobian_line(asked.outputs, asked.inputs, writing),))
    yield Step(Message("steps.determinant"), (_determinant_line(asked.outputs, asked.inputs, writing),))


def inverse_steps(asked: Inverse, writing: Writing) -> Iterator[Step]:
    """The Jacobian, its determinant, and that the matrix is inverted as a whole."""
    yield Step(Message("steps.jacobian"), (jacobian_line(asked.outputs, asked.inputs, writing),))
    yield Step(Message("steps.determinant"), (_determinant_line(asked.outputs, asked.inputs, writing),))
    yield Step(Message("steps.inverse"), ())


def _determinant_line(outputs: tuple[str, ...], inputs: tuple[str, ...], writing: Writing) -> str:
    plain = Determinant(outputs, inputs)
    told = writing.walk.value(plain).scalar
    return f"{determinant_label(plain, writing.composition, writing.said)} = {writing.latex(told)}"


def _ingredient(asked: Determinant | Inverse, writing: Writing) -> str:
    output, name = asked.outputs[0], asked.inputs[0]
    entry = writing.walk.entry(output, name)
    return f"One entry of the Jacobian: ${writing.total(output, name)} = {writing.latex(entry)}$."


def determinant_hints(asked: Determinant, writing: Writing) -> Hints:
    """Which map; the formula; one entry."""
    way = "the inverse map: its determinant is one over that of the map" if asked.inverse else "the map as it is given"
    rule = "a d - b c" if len(asked.inputs) == 2 else r"\sum_j J_{1j} C_{1j}"
    formula = f"Rows of the Jacobian belong to outputs; its determinant is ${rule}$."
    return f"Is it the map or its inverse? Here it is {way}.", formula, _ingredient(asked, writing)


def inverse_hints(asked: Inverse, writing: Writing) -> Hints:
    """The inverse matrix is not the matrix of inverse entries; the formula; one entry."""
    known = r"\frac{1}{a d - b c} \begin{pmatrix} d & -b \\ -c & a \end{pmatrix}"
    rule = f"it is ${known}$" if len(asked.inputs) == 2 else "divide the transposed cofactors by the determinant"
    structure = "The Jacobian of the inverse map is the inverse matrix, not the matrix of the reciprocal entries."
    return structure, f"For the inverse of a matrix: {rule}.", _ingredient(asked, writing)


DETERMINANT = Described(
    value=determinant_value,
    label=determinant_label,
    key=determinant_key,
    sentence=determinant_sentence,
    entries=determinant_entries,
    steps=determinant_steps,
    hints=determinant_hints,
    uses=determinant_uses,
)

INVERSE = Described(
    value=inverse_value,
    label=inverse_label,
    key=lambda asked, _: f"J_{''.join(asked.inputs)}_inverse",
    sentence=inverse_sentence,
    entries=inverse_entries,
    steps=inverse_steps,
    hints=inverse_hints,
    uses=inverse_uses,
)
