r"""The Laplacian and the divergence in an orthogonal frame with the scale factors h_i, H being their product.

div F   = 1/H sum_i d_i (H/h_i   F_i)     = sum_i ( d_i F_i / h_i   + d_i(H/h_i)/H   F_i )
nabla^2 f = 1/H sum_i d_i (H/h_i^2 d_i f) = sum_i ( d_ii f / h_i^2 + d_i(H/h_i^2)/H d_i f )
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gradekit.calculus.differentiate import derivative
from gradekit.calculus.labels import letter
from gradekit.calculus.lengths import lengths, per_length
from gradekit.calculus.monomials import ratio
from gradekit.calculus.products import times
from gradekit.calculus.quantities.quantity import Described, Hints, Spoken, arranged, has_nodes
from gradekit.calculus.quantities.second import second
from gradekit.model.composition import Composition, Total
from gradekit.model.feedback import Step
from gradekit.model.message import Message
from gradekit.model.quantities import Divergence, Laplacian, Second
from gradekit.syntax.build import ONE, add, divide, multiply, power
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import Array, Expr, scalar, symbols_of

if TYPE_CHECKING:
    from gradekit.calculus.stages import Walk
    from gradekit.calculus.writing import Writing
    from gradekit.model.composition import Quantity


SEPARATOR = r",\; "


def laplacian_value(walk: Walk, asked: Laplacian) -> Array:
    """The summands, or their sum."""
    terms = tuple(_laplacian_term(walk, asked.output, i) for i in range(len(walk.graph.composition.inputs)))
    if asked.terms:
        return arranged([terms])
    own = walk.own.others.get(Laplacian(asked.output, terms=True))
    return scalar(add(*(own.entries if own else terms)))


def _laplacian_term(walk: Walk, output: str, place: int) -> Expr:
    composition = walk.graph.composition
    name, h = composition.inputs[place], lengths(composition)[place]
    bent = per_length(second(walk, output, name, name), power(h, 2))
    return add(bent, times(first_order(composition, place, 2), walk.entry(output, name)))


def first_order(composition: Composition, place: int, exponent: int) -> Expr:
    """d_i(H / h_i^exponent) / H, with common factors cancelled: 1/r for r in polar coordinates."""
    h = lengths(composition)
    whole = multiply(*h)
    return ratio(derivative(ratio(whole, power(h[place], exponent)), composition.inputs[place]), whole)


def divergence_value(walk: Walk, asked: Divergence) -> Array:
    """The sum over the directions."""
    composition = walk.graph.composition
    named = zip(composition.inputs, asked.components, lengths(composition), strict=True)
    terms = (
        add(
            per_length(walk.entry(component, name), h),
            times(first_order(composition, place, 1), _written(walk, component)),
        )
        for place, (name, component, h) in enumerate(named)
    )
    return scalar(add(*terms))


def _written(walk: Walk, name: str) -> Expr:
    """The node in the inputs alone."""
    return walk.closed[name]


def laplacian_label(asked: Laplacian, composition: Composition, said: Spoken) -> str:
    r"""`\nabla^{2} f`, or its summands."""
    if not asked.terms:
        return rf"\nabla^{{2}} {letter(asked.output, said)}"
    told = (_term_label(composition, place, asked.output, said) for place in range(len(composition.inputs)))
    return rf"\left({SEPARATOR.join(told)}\right)"


def _term_label(composition: Composition, place: int, output: str, said: Spoken) -> str:
    r"""`\frac{1}{H} \partial_{r} \left( \frac{H}{h_r^2} \partial_r f \right)` with the scale factors put in.

    What does not depend on r stands outside.
    """
    h, own = lengths(composition), composition.inputs[place]
    whole = multiply(*h)
    name, f = letter(own, said), letter(output, said)
    inner = ratio(whole, power(h[place], 2))
    factors = inner.args if inner.head == "multiply" else (inner,)
    inside = multiply(*(factor for factor in factors if own in symbols_of(factor)))
    below = ratio(whole, ratio(inner, inside))
    factor = "" if inside == ONE else to_latex(inside, said) + " "
    outer = "" if below == ONE else to_latex(divide(ONE, below), said) + " "
    slope = rf"\frac{{\partial {f}}}{{\partial {name}}}"
    return rf"{outer}\frac{{\partial}}{{\partial {name}}} \left({factor}{slope}\right)"


def divergence_label(asked: Divergence, _composition: Composition, said: Spoken) -> str:
    """The divergence of the field of these components."""
    return rf"\nabla \cdot \left({', '.join(letter(name, said) for name in asked.components)}\right)"


def laplacian_sentence(asked: Laplacian, composition: Composition) -> str:
    """The Laplacian, or its summands in the order of the coordinates."""
    f = letter(asked.output)
    if asked.terms:
        n = len(composition.inputs)
        return f"the {n} summands of the Laplacian of ${f}$, 1 × {n}: ${laplacian_label(asked, composition, {})}$"
    return f"the Laplacian ${laplacian_label(asked, composition, {})}$"


def divergence_sentence(asked: Divergence, composition: Composition) -> str:
    """The divergence of a field given along the unit vectors."""
    return f"the divergence ${divergence_label(asked, composition, {})}$ of the field with these components"


def laplacian_entries(asked: Laplacian, composition: Composition) -> int | None:
    """One, or one for each input."""
    if not has_nodes(composition, asked.output):
        return None
    return len(composition.inputs) if asked.terms else 1


def divergence_entries(asked: Divergence, composition: Composition) -> int | None:
    """One, for a component in each direction."""
    fits = len(asked.components) == len(composition.inputs) and has_nodes(composition, *asked.components)
    return 1 if fits else None


def laplacian_uses(asked: Laplacian, composition: Composition) -> tuple[Quantity, ...]:
    """The summands, the second derivatives and the gradient."""
    inputs = composition.inputs
    seconds = tuple(Second(asked.output, (name,), (name,)) for name in inputs)
    terms = () if asked.terms else (Laplacian(asked.output, terms=True),)
    return (*terms, *seconds, Total((asked.output,), inputs))


def divergence_uses(asked: Divergence, composition: Composition) -> tuple[Quantity, ...]:
    """The derivatives of the components."""
    named = zip(asked.components, composition.inputs, strict=False)
    return tuple(Total((component,), (name,)) for component, name in named)


def laplacian_steps(asked: Laplacian, writing: Writing) -> Iterator[Step]:
    """The partials, the rule with the scale factors put in, the summands."""
    walk, inputs = writing.walk, writing.composition.inputs
    lines = (f"{writing.total(asked.output, q)} = {writing.latex(walk.entry(asked.output, q))}" for q in inputs)
    yield Step(Message("steps.partials"), tuple(lines))
    labels = [_term_label(writing.composition, place, asked.output, writing.said) for place in range(len(inputs))]
    whole = laplacian_label(Laplacian(asked.output), writing.composition, writing.said)
    yield Step(Message("steps.laplacian"), (f"{whole} = {' + '.join(labels)}",))
    terms = walk.value(Laplacian(asked.output, terms=True)).entries
    told = zip(labels, terms, strict=True)
    yield Step(Message("steps.laplacian-terms"), tuple(f"{label} = {writing.latex(term)}" for label, term in told))


def divergence_steps(asked: Divergence, writing: Writing) -> Iterator[Step]:
    """The derivative of each component in its own direction, and the scale factors."""
    named = zip(asked.components, writing.composition.inputs, strict=True)
    lines = (f"{writing.total(f, q)} = {writing.latex(writing.walk.entry(f, q))}" for f, q in named)
    yield Step(Message("steps.divergence"), tuple(lines))


def laplacian_hints(asked: Laplacian, writing: Writing) -> Hints:
    """How many terms; the rule; one partial."""
    inputs = writing.composition.inputs
    labels = (_term_label(writing.composition, place, asked.output, writing.said) for place in range(len(inputs)))
    q = inputs[0]
    line = f"{writing.total(asked.output, q)} = {writing.latex(writing.walk.entry(asked.output, q))}"
    return (
        f"There is one summand for each of ${', '.join(map(writing.letter, inputs))}$; the frame changes from point to "
        "point, so second derivatives alone are not enough.",
        f"The rule: ${' + '.join(labels)}$.",
        f"One ingredient: ${line}$.",
    )


def divergence_hints(asked: Divergence, writing: Writing) -> Hints:
    """Flow through a small box; the rule; one derivative."""
    f, q = asked.components[0], writing.composition.inputs[0]
    line = f"{writing.total(f, q)} = {writing.latex(writing.walk.entry(f, q))}"
    structure = "How much more flows out of a small box than into it? The areas of its sides are products of lengths."
    formula = (
        r"The rule: $\frac{1}{H} \sum_i \partial_i \left(\frac{H}{h_i} F_i\right)$ with $H$ the product of the $h_i$."
    )
    return structure, formula, f"One ingredient: ${line}$."


LAPLACIAN = Described(
    value=laplacian_value,
    label=laplacian_label,
    key=lambda asked, _: f"laplacian_{asked.output}_terms" if asked.terms else f"laplacian_{asked.output}",
    sentence=laplacian_sentence,
    entries=laplacian_entries,
    steps=laplacian_steps,
    hints=laplacian_hints,
    uses=laplacian_uses,
)

DIVERGENCE = Described(
    value=divergence_value,
    label=divergence_label,
    key=lambda _asked, _: "divergence",
    sentence=divergence_sentence,
    entries=divergence_entries,
    steps=divergence_steps,
    hints=divergence_hints,
    uses=divergence_uses,
)
