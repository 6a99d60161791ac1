"""Jacobians times vectors: products from the right and from the left, and the directions of a gradient."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from math import isqrt
from typing import TYPE_CHECKING

from gradekit.calculus.cofactors import dot
from gradekit.calculus.labels import jacobian_label, letter
from gradekit.calculus.products import over, times
from gradekit.calculus.quantities.jacobians import jacobian
from gradekit.calculus.quantities.quantity import Described, Hints, Spoken, arranged, has_nodes, has_symbols
from gradekit.errors import AuthorError
from gradekit.model.composition import Composition, Total
from gradekit.model.feedback import Step
from gradekit.model.message import Message
from gradekit.model.quantities import Ascent, Descent, Directional, Product
from gradekit.syntax.build import ZERO, add, number, power, sqrt, subtract, symbol
from gradekit.syntax.latex import array_to_latex, to_latex
from gradekit.syntax.tree import Array, Expr, scalar

if TYPE_CHECKING:
    from gradekit.calculus.stages import Walk
    from gradekit.calculus.writing import Writing
    from gradekit.model.composition import Quantity


def product_value(walk: Walk, asked: Product) -> Array:
    """J v as a column, u^T J as a row."""
    rows = jacobian(walk, asked.outputs, asked.inputs)
    if asked.left:
        columns = zip(*rows, strict=True)
        return arranged([[dot(asked.vector, column) for column in columns]])
    return arranged([[dot(row, asked.vector)] for row in rows])


def directional_value(walk: Walk, asked: Directional) -> Array:
    """grad f . v / |v|."""
    (gradient,) = jacobian(walk, (asked.output,), asked.inputs)
    return scalar(over(dot(gradient, asked.vector), length(asked.vector)))


def ascent_value(walk: Walk, asked: Ascent) -> Array:
    """grad f / |grad f|."""
    (gradient,) = jacobian(walk, (asked.output,), asked.inputs)
    size = length(gradient)
    if size == ZERO:
        raise AuthorError(f"The gradient of `{asked.output}` is zero, so it has no direction.")
    return arranged([[over(slope, size) for slope in gradient]])


def descent_value(walk: Walk, asked: Descent) -> Array:
    """w - rate * grad C, entry by entry."""
    (gradient,) = jacobian(walk, (asked.output,), asked.inputs)
    named = zip(asked.inputs, gradient, strict=True)
    return arranged([[subtract(symbol(name), times(asked.rate, slope)) for name, slope in named]])


def length(vector: tuple[Expr, ...] | list[Expr]) -> Expr:
    """The euclidean length; of rational entries with a rational length the number.

    >>> length((number(3), number(-4)))
    number(5)
    """
    total = add(*(power(entry, 2) for entry in vector))
    if total.head != "number":
        return sqrt(total)
    over_, under = (isqrt(n) for n in (total.number.numerator, total.number.denominator))
    exact = Fraction(over_, under) if under else Fraction(0)
    return number(exact) if exact * exact == total.number else sqrt(total)


def vector_latex(vector: tuple[Expr, ...], said: Spoken | None = None) -> str:
    """A vector in a line, `(1, -2)`."""
    return rf"\left({', '.join(to_latex(entry, said or {}) for entry in vector)}\right)"


def product_label(asked: Product, _composition: Composition, said: Spoken) -> str:
    """`J_f v` or `u^T J_f` with the numbers of the vector."""
    told = jacobian_label(asked.outputs, said)
    if asked.left:
        return rf"{array_to_latex(Array((1, len(asked.vector)), asked.vector), said)} \, {told}"
    return rf"{told} \, {array_to_latex(Array((len(asked.vector), 1), asked.vector), said)}"


def directional_label(asked: Directional, _composition: Composition, said: Spoken) -> str:
    """`D_v f`."""
    return rf"D_{{v}} {letter(asked.output, said)}"


def ascent_label(asked: Ascent, _composition: Composition, said: Spoken) -> str:
    """The gradient divided by its length."""
    gradient = rf"\nabla {letter(asked.output, said)}"
    return rf"\frac{{{gradient}}}{{\left|{gradient}\right|}}"


def descent_label(asked: Descent, _composition: Composition, said: Spoken) -> str:
    """The inputs minus the rate times the gradient."""
    names = ", ".join(letter(name, said) for name in asked.inputs)
    told = rf"\left({names}\right)" if len(asked.inputs) > 1 else names
    return rf"{told} - {to_latex(asked.rate, said)} \, \nabla {letter(asked.output, said)}"


def product_sentence(asked: Product, composition: Composition) -> str:
    """The product, with its shape."""
    told = f"${product_label(asked, composition, {})}$"
    which = "vector-Jacobian product" if asked.left else "Jacobian-vector product"
    m, n = len(asked.outputs), len(asked.inputs)
    shape = f"1 × {n}" if asked.left else f"{m} × 1"
    return f"the {which} {told} ({shape})" if (n if asked.left else m) > 1 else f"the {which} {told}"


def directional_sentence(asked: Directional, composition: Composition) -> str:
    """The directional derivative, per length."""
    told = f"${directional_label(asked, composition, {})}$"
    return f"the derivative {told} in the direction of $v = {vector_latex(asked.vector)}$, per unit of length"


def ascent_sentence(asked: Ascent, _composition: Composition) -> str:
    """The direction of steepest ascent as a unit vector."""
    return f"the direction in which ${letter(asked.output)}$ grows fastest, as a unit vector (1 × {len(asked.inputs)})"


def descent_sentence(asked: Descent, _composition: Composition) -> str:
    """One step of gradient descent."""
    names = ", ".join(map(letter, asked.inputs))
    rate = to_latex(asked.rate)
    return f"${names}$ after one step of gradient descent on ${letter(asked.output)}$ with the rate ${rate}$"


def _entries(outputs: tuple[str, ...], inputs: tuple[str, ...], composition: Composition) -> bool:
    return has_nodes(composition, *outputs) and has_symbols(composition, *inputs) and bool(inputs)


def product_entries(asked: Product, composition: Composition) -> int | None:
    """One for each output, or for each input from the left."""
    m, n = len(asked.outputs), len(asked.inputs)
    fits = len(asked.vector) == (m if asked.left else n)
    return (n if asked.left else m) if fits and _entries(asked.outputs, asked.inputs, composition) else None


def directional_entries(asked: Directional, composition: Composition) -> int | None:
    """One."""
    fits = len(asked.vector) == len(asked.inputs) and _entries((asked.output,), asked.inputs, composition)
    return 1 if fits else None


def gradient_entries(asked: Ascent | Descent, composition: Composition) -> int | None:
    """One for each input."""
    return len(asked.inputs) if _entries((asked.output,), asked.inputs, composition) else None


def product_uses(asked: Product, _composition: Composition) -> tuple[Quantity, ...]:
    """The Jacobian."""
    return (Total(asked.outputs, asked.inputs),)


def gradient_uses(asked: Directional | Ascent | Descent, _composition: Composition) -> tuple[Quantity, ...]:
    """The gradient."""
    return (Total((asked.output,), asked.inputs),)


def product_steps(asked: Product, writing: Writing) -> Iterator[Step]:
    """The Jacobian, and which side the vector stands on."""
    rows = arranged(jacobian(writing.walk, asked.outputs, asked.inputs))
    yield Step(Message("steps.jacobian"), (f"{jacobian_label(asked.outputs, writing.said)} = {writing.latex(rows)}",))
    yield Step(Message("steps.vector-left" if asked.left else "steps.vector-right"), ())


def gradient_line(output: str, inputs: tuple[str, ...], writing: Writing) -> str:
    """The gradient, written out as a row."""
    rows = arranged(jacobian(writing.walk, (output,), inputs))
    return rf"\nabla {writing.letter(output)} = {writing.latex(rows)}"


def directional_steps(asked: Directional, writing: Writing) -> Iterator[Step]:
    """The gradient, the length of the vector, the scalar product with the unit vector."""
    yield Step(Message("steps.gradient"), (gradient_line(asked.output, asked.inputs, writing),))
    size = length(asked.vector)
    yield Step(Message("steps.unit-vector"), (rf"\left|v\right| = {writing.latex(size)}",))
    rule = rf"{directional_label(asked, writing.composition, writing.said)} = "
    yield Step(
        Message("steps.scalar-product"),
        (rf"{rule}\nabla {writing.letter(asked.output)} \cdot \frac{{v}}{{\left|v\right|}}",),
    )


def ascent_steps(asked: Ascent, writing: Writing) -> Iterator[Step]:
    """The gradient and its length."""
    yield Step(Message("steps.gradient"), (gradient_line(asked.output, asked.inputs, writing),))
    (gradient,) = jacobian(writing.walk, (asked.output,), asked.inputs)
    told = rf"\left|\nabla {writing.letter(asked.output)}\right| = {writing.latex(length(gradient))}"
    yield Step(Message("steps.unit-vector"), (told,))


def descent_steps(asked: Descent, writing: Writing) -> Iterator[Step]:
    """The gradient, and that one goes against it."""
    yield Step(Message("steps.gradient"), (gradient_line(asked.output, asked.inputs, writing),))
    yield Step(Message("steps.descent"), ())


def product_hints(asked: Product, writing: Writing) -> Hints:
    """The shapes; the rule; one entry of the Jacobian."""
    m, n = len(asked.outputs), len(asked.inputs)
    structure = f"The Jacobian is {m} × {n}, and the vector has {len(asked.vector)} entries: which side does it fit?"
    rule = "each column of the Jacobian times the vector" if asked.left else "each row of the Jacobian times the vector"
    return structure, f"The entries of the product: {rule}.", _entry(asked.outputs[0], asked.inputs[0], writing)


def _entry(output: str, name: str, writing: Writing) -> str:
    slope = writing.latex(writing.walk.entry(output, name))
    return f"One ingredient: ${writing.total(output, name)} = {slope}$."


def directional_hints(asked: Directional, writing: Writing) -> Hints:
    """Whether the vector is a unit vector; the rule; one partial."""
    rule = rf"\nabla {writing.letter(asked.output)} \cdot \frac{{v}}{{\left|v\right|}}"
    ingredient = _entry(asked.output, asked.inputs[0], writing)
    return "How long is the vector $v$? A direction is a unit vector.", f"The derivative is ${rule}$.", ingredient


def ascent_hints(asked: Ascent, writing: Writing) -> Hints:
    """The gradient points uphill; a unit vector has length 1; one partial."""
    gradient = rf"\nabla {writing.letter(asked.output)}"
    formula = rf"Divide it by its length: $\frac{{{gradient}}}{{\left|{gradient}\right|}}$."
    return (
        "The gradient points where the function grows fastest.",
        formula,
        _entry(asked.output, asked.inputs[0], writing),
    )


def descent_hints(asked: Descent, writing: Writing) -> Hints:
    """Against the gradient; the rule; one partial."""
    formula = f"The step is ${descent_label(asked, writing.composition, writing.said)}$."
    ingredient = _entry(asked.output, asked.inputs[0], writing)
    return "The gradient points uphill, and a descent goes the other way.", formula, ingredient


PRODUCT = Described(
    value=product_value,
    label=product_label,
    key=lambda asked, _: "vjp" if asked.left else "jvp",
    sentence=product_sentence,
    entries=product_entries,
    steps=product_steps,
    hints=product_hints,
    uses=product_uses,
    exprs=lambda asked: asked.vector,
)

_of_gradient = partial(Described, uses=gradient_uses)
"""What is made of the gradient."""

DIRECTIONAL = _of_gradient(
    value=directional_value,
    label=directional_label,
    key=lambda asked, _: f"D_{asked.output}",
    sentence=directional_sentence,
    entries=directional_entries,
    steps=directional_steps,
    hints=directional_hints,
    exprs=lambda asked: asked.vector,
)

ASCENT = _of_gradient(
    value=ascent_value,
    label=ascent_label,
    key=lambda asked, _: f"steepest_{asked.output}",
    sentence=ascent_sentence,
    entries=gradient_entries,
    steps=ascent_steps,
    hints=ascent_hints,
)

DESCENT = _of_gradient(
    value=descent_value,
    label=descent_label,
    key=lambda _asked, _: "step",
    sentence=descent_sentence,
    entries=gradient_entries,
    steps=descent_steps,
    hints=descent_hints,
    exprs=lambda asked: (asked.rate,),
)
