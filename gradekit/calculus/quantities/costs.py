"""What derivatives cost: multiplications of a chain of Jacobians, operations of traces, passes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gradekit.calculus.labels import letter
from gradekit.calculus.quantities.quantity import Described, Hints, Spoken, has_nodes, has_symbols
from gradekit.calculus.traces import below, best_order, operations, uses_of
from gradekit.model.composition import Composition
from gradekit.model.feedback import Step
from gradekit.model.message import Message
from gradekit.model.quantities import Multiplications, Operations, Passes
from gradekit.syntax.build import number
from gradekit.syntax.tree import Array, scalar

if TYPE_CHECKING:
    from gradekit.calculus.stages import Walk
    from gradekit.calculus.writing import Writing

LONGEST_CHAIN = 12
LARGEST_SIZE = 10**6


def products(asked: Multiplications) -> list[tuple[int, int, int]]:
    """The sizes (rows, inner, columns) of the products one after the other, in the order asked."""
    sizes = asked.sizes
    if asked.order == "forward":
        return [(after, inner, sizes[0]) for inner, after in pairwise(sizes[1:])]
    return [(sizes[-1], inner, before) for before, inner in reversed(list(pairwise(sizes[:-1])))]


def multiplications_value(_walk: Walk, asked: Multiplications) -> Array:
    """The sum of rows * inner * columns over the products."""
    if asked.order == "best":
        return scalar(number(best_order(asked.sizes)))
    return scalar(number(sum(a * b * c for a, b, c in products(asked))))


def operations_value(walk: Walk, asked: Operations) -> Array:
    """Operations of all formulas below the output; in reverse a product an arrow, and a sum for each further use."""
    nodes = below(walk.graph, asked.output)
    if asked.trace == "function":
        return scalar(number(sum(operations(walk.graph.nodes[name].expr) for name in nodes)))
    used = [uses for uses in uses_of(walk.graph, asked.output).values() if uses]
    return scalar(number(sum(used) + sum(uses - 1 for uses in used)))


def passes_value(_walk: Walk, asked: Passes) -> Array:
    """One for each input forward, one for each output in reverse."""
    return scalar(number(len(asked.inputs if asked.mode == "forward" else asked.outputs)))


def chain(asked: Multiplications) -> str:
    """The product of Jacobians with brackets in the order asked."""
    names = [f"J_{{{k}}}" for k in range(len(asked.sizes) - 1, 0, -1)]
    if asked.order == "best":
        return r" \, ".join(names)
    while len(names) > 2:
        if asked.order == "forward":
            names[-2:] = [rf"\left({names[-2]} \, {names[-1]}\right)"]
        else:
            names[:2] = [rf"\left({names[0]} \, {names[1]}\right)"]
    return r" \, ".join(names)


def multiplications_sentence(asked: Multiplications, _composition: Composition) -> str:
    """How many multiplications of numbers the product takes."""
    shapes = (rf"{above} \times {below_}" for below_, above in reversed(list(pairwise(asked.sizes))))
    told = f"${chain(asked)}$ with Jacobians of the shapes ${', '.join(shapes)}$"
    if asked.order == "best":
        return f"the least number of multiplications that the product {told} takes, over all ways to set brackets"
    return f"the number of multiplications that {told} takes"


def operations_sentence(asked: Operations, _composition: Composition) -> str:
    """How many operations an evaluation or a reverse trace takes."""
    f = letter(asked.output)
    if asked.trace == "function":
        return f"the number of operations in one evaluation of ${f}$ (sums, products, quotients, powers, functions)"
    return (
        f"the number of products and sums with which the reverse trace of ${f}$ puts the derivatives of the formulas "
        "together: a product for each arrow, a sum for each further use of a letter"
    )


def passes_sentence(asked: Passes, _composition: Composition) -> str:
    """How many passes the whole Jacobian takes."""
    m, n = len(asked.outputs), len(asked.inputs)
    return f"the number of passes in {asked.mode} mode that the whole {m} × {n} Jacobian takes"


def multiplications_entries(asked: Multiplications, _composition: Composition) -> int | None:
    """One, for sizes that can be counted."""
    sized = all(0 < size <= LARGEST_SIZE for size in asked.sizes)
    return 1 if sized and 3 <= len(asked.sizes) <= LONGEST_CHAIN else None


def operations_entries(asked: Operations, composition: Composition) -> int | None:
    """One."""
    return 1 if has_nodes(composition, asked.output) else None


def passes_entries(asked: Passes, composition: Composition) -> int | None:
    """One."""
    return 1 if has_nodes(composition, *asked.outputs) and has_symbols(composition, *asked.inputs) else None


def multiplications_steps(asked: Multiplications, _writing: Writing) -> Iterator[Step]:
    """The cost of each product."""
    lines = (rf"{a} \cdot {b} \cdot {c} = {a * b * c}" for a, b, c in products(asked)) if asked.order != "best" else ()
    yield Step(Message("steps.multiplications"), tuple(lines))


def operations_steps(asked: Operations, writing: Writing) -> Iterator[Step]:
    """Operations formula by formula, or the uses of each letter."""
    if asked.trace == "function":
        nodes = ((name, writing.graph.nodes[name].expr) for name in below(writing.graph, asked.output))
        lines = (rf"{writing.letter(name)}: \; {operations(expr)}" for name, expr in nodes)
        yield Step(Message("steps.operations"), tuple(lines))
        return
    used = uses_of(writing.graph, asked.output)
    yield Step(
        Message("steps.uses"), tuple(rf"{writing.letter(name)}: \; {uses}" for name, uses in used.items() if uses)
    )


def passes_steps(asked: Passes, _writing: Writing) -> Iterator[Step]:
    """What one pass gives."""
    yield Step(Message("steps.passes-forward" if asked.mode == "forward" else "steps.passes-reverse"), ())


def multiplications_hints(asked: Multiplications, _writing: Writing) -> Hints:
    """What one product costs; the order; the first product."""
    order = asked if asked.order != "best" else Multiplications(asked.sizes, "reverse")
    a, b, c = products(order)[0]
    first = rf"${a} \cdot {b} \cdot {c}$"
    structure = r"A product of an $m \times k$ and a $k \times n$ matrix takes $m k n$ multiplications."
    return (
        structure,
        f"The product is ${chain(asked)}$: go from the inside out and add.",
        f"One of the products: {first}.",
    )


def operations_hints(asked: Operations, writing: Writing) -> Hints:
    """Count by formula; the rule; one of them."""
    name = below(writing.graph, asked.output)[0]
    expr = writing.graph.nodes[name].expr
    counted = asked.trace == "function"
    rule = "A sum or product of k letters counts k - 1." if counted else "Count the arrows, then the further uses."
    one = f"${writing.letter(name)} = {writing.latex(expr)}$ counts {operations(expr)}"
    other = f"${writing.letter(name)}$ has {len(writing.graph.parents(name))} arrows into its formula"
    return "Go through the formulas one by one.", rule, f"{one if counted else other}."


def passes_hints(asked: Passes, _writing: Writing) -> Hints:
    """What a pass gives."""
    line = "column" if asked.mode == "forward" else "row"
    number_of = "inputs" if asked.mode == "forward" else "outputs"
    structure = f"What does one pass in {asked.mode} mode give: a row or a column of the Jacobian?"
    return structure, f"One pass gives one {line}.", f"So the number of {number_of} decides."


def _label(_asked: Any, _composition: Composition, _said: Spoken) -> str:
    return "n"


def _no_letters(_asked: Any, _composition: Composition) -> tuple[str, ...]:
    return ()


_counted = partial(Described, label=_label, letters=_no_letters, kind="integer")
"""What is a whole number, without letters."""

MULTIPLICATIONS = _counted(
    value=multiplications_value,
    key=lambda asked, _: f"multiplications_{asked.order}",
    sentence=multiplications_sentence,
    entries=multiplications_entries,
    steps=multiplications_steps,
    hints=multiplications_hints,
)

OPERATIONS = _counted(
    value=operations_value,
    key=lambda asked, _: "operations" if asked.trace == "function" else "operations_reverse",
    sentence=operations_sentence,
    entries=operations_entries,
    steps=operations_steps,
    hints=operations_hints,
)

PASSES = _counted(
    value=passes_value,
    key=lambda asked, _: f"passes_{asked.mode}",
    sentence=passes_sentence,
    entries=passes_entries,
    steps=passes_steps,
    hints=passes_hints,
)
