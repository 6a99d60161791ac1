"""Implicit differentiation: unknowns that equations F = 0 define as functions of the other inputs.

    du_i/dx_j = - det(F_u with its column i replaced by F_(x_j)) / det F_u        (Cramer's rule)

For one equation this is -F_x / F_y. The second derivative differentiates the first by x, and by y times y' besides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gradekit.calculus.cofactors import determinant
from gradekit.calculus.differentiate import derivative
from gradekit.calculus.labels import letter, quotient
from gradekit.calculus.products import over, times
from gradekit.calculus.quantities.quantity import Described, Hints, Spoken, arranged, has_nodes
from gradekit.calculus.quantities.second import second_quotient
from gradekit.model.composition import Composition, Total
from gradekit.model.feedback import Step
from gradekit.model.message import Message
from gradekit.model.quantities import Implicit
from gradekit.syntax.build import add, negate
from gradekit.syntax.tree import Array, Expr

if TYPE_CHECKING:
    from gradekit.calculus.stages import Walk
    from gradekit.calculus.writing import Writing
    from gradekit.model.composition import Quantity

MOST_EQUATIONS = 3


def value(walk: Walk, asked: Implicit) -> Array:
    """The derivatives of the unknowns, in the inputs and the unknowns."""
    if asked.order == 2:
        return arranged([[_second(walk, asked, x) for x in asked.by]])
    own = [[_own(walk, asked, x) for x in asked.by]]
    if len(asked.equations) == 1 and any(own[0]):
        return arranged([[mine or _first(walk, asked, 0, x) for mine, x in zip(own[0], asked.by, strict=True)]])
    return arranged([[_first(walk, asked, i, x) for x in asked.by] for i in range(len(asked.unknowns))])


def _own(walk: Walk, asked: Implicit, x: str) -> Expr | None:
    found = walk.own.others.get(Implicit(asked.equations, asked.unknowns, (x,)))
    return None if found is None or found.shape else found.scalar


def _first(walk: Walk, asked: Implicit, place: int, x: str) -> Expr:
    by_unknowns = [[walk.entry(name, u) for u in asked.unknowns] for name in asked.equations]
    slopes = [walk.entry(name, x) for name in asked.equations]
    replaced = [[*row[:place], slope, *row[place + 1 :]] for row, slope in zip(by_unknowns, slopes, strict=True)]
    return negate(over(determinant(replaced), determinant(by_unknowns)))


def _second(walk: Walk, asked: Implicit, x: str) -> Expr:
    slope = walk.ingredient(Implicit(asked.equations, asked.unknowns, (x,))).scalar
    return add(derivative(slope, x), times(derivative(slope, asked.unknowns[0]), slope))


def uses(asked: Implicit, _composition: Composition) -> tuple[Quantity, ...]:
    """The partial derivatives of the equations; for the second order the first."""
    partials = Total(asked.equations, (*asked.by, *asked.unknowns))
    if asked.order == 1:
        return (partials, *(piece for piece in pieces(asked) if piece != asked))
    return (*(Implicit(asked.equations, asked.unknowns, (x,)) for x in asked.by), partials)


def pieces(asked: Implicit) -> tuple[Quantity, ...]:
    """For one equation each derivative by itself."""
    if len(asked.equations) > 1:
        return (asked,)
    return tuple(Implicit(asked.equations, asked.unknowns, (x,), asked.order) for x in asked.by)


def label(asked: Implicit, composition: Composition, said: Spoken) -> str:
    """A derivative with d where one input is left over, with a round d else; a Jacobian for several."""
    count = len(asked.unknowns)
    partial = len(composition.inputs) - count > 1
    if count > 1:
        tops, bottoms = (", ".join(letter(name, said) for name in names) for names in (asked.unknowns, asked.by))
        return rf"\frac{{\partial \left({tops}\right)}}{{\partial \left({bottoms}\right)}}"
    if count * len(asked.by) > 1:
        single = (Implicit(asked.equations, asked.unknowns, (x,), asked.order) for x in asked.by)
        return rf"\left({', '.join(label(one, composition, said) for one in single)}\right)"
    (top,), (x,) = asked.unknowns, asked.by
    if asked.order == 2:
        return second_quotient(top, x, x, said, partial=partial)
    return quotient(top, x, said, partial=partial)


def key(asked: Implicit, composition: Composition) -> str:
    """`dy_dx`, `z_x`, `J_uv`, `d2y_dx2`."""
    if len(asked.unknowns) * len(asked.by) > 1:
        return f"J_{''.join(asked.unknowns)}"
    (top,), (x,) = asked.unknowns, asked.by
    if asked.order == 2:
        return f"d2{top}_d{x}2"
    return f"{top}_{x}" if len(composition.inputs) - len(asked.unknowns) > 1 else f"d{top}_d{x}"


def sentence(asked: Implicit, composition: Composition) -> str:
    """The derivative of the function that the equations define."""
    told = f"${label(asked, composition, {})}$"
    names = ", ".join(letter(name) for name in asked.unknowns)
    free = ", ".join(letter(name) for name in composition.inputs if name not in asked.unknowns)
    if len(asked.unknowns) > 1:
        shape = f"{len(asked.unknowns)} × {len(asked.by)}"
        return (
            f"{told} ({shape}, rows belong to ${names}$), where the equations define ${names}$ as functions of ${free}$"
        )
    return f"{told}, where the equation defines ${names}$ as a function of ${free}$"


def entries(asked: Implicit, composition: Composition) -> int | None:
    """One for each unknown and each input that one differentiates by."""
    known = has_nodes(composition, *asked.equations) and set(composition.inputs) >= {*asked.unknowns, *asked.by}
    square = 1 <= len(asked.equations) == len(asked.unknowns) <= MOST_EQUATIONS
    apart = set(asked.unknowns).isdisjoint(asked.by) and (asked.order == 1 or len(asked.equations) == 1)
    return len(asked.unknowns) * len(asked.by) if known and square and apart else None


def steps(asked: Implicit, writing: Writing) -> Iterator[Step]:
    """The equations differentiated by each input, the unknowns being functions; then solved."""
    yield Step(Message("steps.implicit"), tuple(_differentiated(asked, writing)))
    if len(asked.equations) == 1:
        yield Step(Message("steps.solved"), tuple(_solved(asked, x, writing) for x in asked.by))
    if asked.order == 2:
        first = Implicit(asked.equations, asked.unknowns, asked.by)
        told = writing.walk.value(first)
        yield Step(
            Message("steps.first"), (f"{label(first, writing.composition, writing.said)} = {writing.latex(told)}",)
        )
        yield Step(Message("steps.implicit-twice"), tuple(_twice(asked, x, writing) for x in asked.by))


def _differentiated(asked: Implicit, writing: Writing) -> Iterator[str]:
    partial = len(writing.composition.inputs) - len(asked.unknowns) > 1
    for name in asked.equations:
        for x in asked.by:
            terms = [
                rf"{_round(name, u, writing)} {quotient(u, x, writing.said, partial=partial)}" for u in asked.unknowns
            ]
            yield f"{' + '.join([_round(name, x, writing), *terms])} = 0"
    for name in asked.equations:
        for by in (*asked.by, *asked.unknowns):
            yield f"{_round(name, by, writing)} = {writing.latex(writing.walk.entry(name, by))}"


def _solved(asked: Implicit, x: str, writing: Writing) -> str:
    (name,), (y,) = asked.equations, asked.unknowns
    single = Implicit(asked.equations, asked.unknowns, (x,))
    above, below = (rf"\partial {writing.letter(name)} / \partial {writing.letter(by)}" for by in (x, y))
    return rf"{label(single, writing.composition, writing.said)} = -\frac{{{above}}}{{{below}}}"


def _twice(asked: Implicit, x: str, writing: Writing) -> str:
    (y,) = asked.unknowns
    slope = quotient(y, x, writing.said, partial=False)
    d = (rf"\frac{{\partial}}{{\partial {writing.letter(name)}}}" for name in (x, y))
    by_x, by_y = (rf"{operator} \left({slope}\right)" for operator in d)
    return rf"{second_quotient(y, x, x, writing.said, partial=False)} = {by_x} + {by_y} \cdot {slope}"


def _round(name: str, by: str, writing: Writing) -> str:
    return quotient(name, by, writing.said, partial=True)


def hints(asked: Implicit, writing: Writing) -> Hints:
    """What depends on what; the differentiated equation; one partial derivative."""
    x, u, name = asked.by[0], asked.unknowns[0], asked.equations[0]
    line = next(_differentiated(asked, writing))
    return (
        f"${writing.letter(u)}$ depends on ${writing.letter(x)}$: differentiate both sides of each equation by it.",
        f"In symbols: ${line}$. Solve for the derivative that is asked for.",
        f"One ingredient: ${_round(name, u, writing)} = {writing.latex(writing.walk.entry(name, u))}$.",
    )


def short(asked: Implicit, composition: Composition) -> str:
    """The derivative by its symbol."""
    return f"${label(asked, composition, {})}$"


DESCRIBED = Described(
    value=value,
    label=label,
    short=short,
    key=key,
    sentence=sentence,
    entries=entries,
    steps=steps,
    hints=hints,
    uses=uses,
    pieces=pieces,
    kind="on-curve",
    algebraic=lambda asked: asked.order == 1,
)
