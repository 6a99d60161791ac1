"""What is asked of a composition: parts from the structure, with their keys, letters and points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never, final

from gradekit.model.composition import At, Components, Composed, Composition, Local, PathCount, Quantity, Total
from gradekit.model.problem import Form, Part
from gradekit.problems.wording import columns_of, is_partial, label, ordered, parents, rows_of, sentence, stem
from gradekit.syntax.tree import symbols_of


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing asked: a place in the stages, and what an author may say differently from the defaults."""

    quantity: Quantity
    key: str = ""
    text: str = ""
    points: Fraction = Fraction(0)
    """0 stands for the usual points: 1, and 2 for what has to be put together from earlier parts."""
    digits: int | None = None
    """A decimal with this many significant digits is accepted."""
    related: bool = False
    """Letters of intermediates stand for their formulas."""


def default_asks(composition: Composition) -> tuple[Ask, ...]:
    """The stages of the composition in the order in which one works them out.

    In a frame: the output in the inputs, its partial derivatives, its components. Otherwise the number of routes where
    one of them is direct, the derivatives of each node by what stands in it, and the derivative of the outputs by the
    inputs.
    """
    if composition.frame is not None:
        return _framed(composition, composition.outputs[0])
    total = Ask(quantity=Total(composition.outputs, composition.inputs))
    if all(parents(composition, node.name) <= set(composition.inputs) for node in composition.nodes):
        return (total,)
    return (*_routes(composition), *(Ask(quantity=local) for local in _layers(composition)), total)


def _routes(composition: Composition) -> Iterable[Ask]:
    """The number of routes, where routes of different lengths lead from the one input to the one output."""
    if len(composition.inputs) == len(composition.outputs) == 1:
        output, start = composition.outputs[0], composition.inputs[0]
        if len(_route_lengths(composition, output, start)) > 1:
            yield Ask(quantity=PathCount(output, start))


def _route_lengths(composition: Composition, output: str, start: str) -> set[int]:
    lengths: dict[str, set[int]] = {start: {0}}
    for node in composition.nodes:
        lengths[node.name] = {n + 1 for name in symbols_of(node.expr) for n in lengths.get(name, ())}
    return lengths[output]


def _framed(composition: Composition, output: str) -> tuple[Ask, ...]:
    inner = [node.name for node in composition.nodes if node.name != output]
    first = [Ask(quantity=Composed((output,)))] if inner else []
    partials = [Ask(quantity=Total((output,), (name,))) for name in composition.inputs]
    return (*first, *partials, Ask(quantity=Components(output)))


def _layers(composition: Composition) -> Iterable[Local]:
    """Nodes with the same arguments together: one Jacobian a layer, outputs first."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for node in composition.nodes:
        groups.setdefault(ordered(composition, parents(composition, node.name)), []).append(node.name)
    for columns, rows in reversed(groups.items()):
        yield Local(tuple(rows), columns)


def part_of(ask: Ask, composition: Composition, shape: tuple[int, ...]) -> Part:
    """The part: its key, sentence, label, letters and points."""
    quantity = ask.quantity
    points = ask.points or Fraction(1 if isinstance(quantity, Local | PathCount | At) else 2)
    return Part(
        key=ask.key or key_of(quantity, composition),
        kind=_kind(quantity, shape),
        quantity=quantity,
        asks=ask.text or sentence(quantity, composition, letters(quantity, composition), ask.digits),
        label=label(quantity, composition),
        shape=shape,
        symbols=letters(quantity, composition),
        points=points,
        form=Form(digits=ask.digits, related=ask.related),
    )


def _kind(quantity: Quantity, shape: tuple[int, ...]) -> str:
    if isinstance(quantity, PathCount):
        return "integer"
    return "array" if shape else "expression"


def letters(quantity: Quantity, composition: Composition) -> tuple[str, ...]:
    """The letters that may stand in the answer."""
    match quantity:
        case Local(rows=rows):
            return ordered(composition, frozenset[str]().union(*(parents(composition, row) for row in rows)))
        case Total(substituted=False):
            inner = [node.name for node in composition.nodes if node.name not in composition.outputs]
            return (*inner, *composition.inputs)
        case Composed() | Total() | Components():
            return composition.inputs
        case PathCount() | At():
            return ()
        case _:
            assert_never(quantity)


def key_of(quantity: Quantity, composition: Composition) -> str:
    """The key that a part has by default: `df_dt`, `f_x` where the derivative is partial, `J_f` for a Jacobian."""
    match quantity:
        case Local() | Total():
            rows, columns = rows_of(quantity), columns_of(quantity)
            mixed = "_mixed" if isinstance(quantity, Total) and not quantity.substituted else ""
            if len(rows) * len(columns) > 1:
                return f"J_{stem(rows)}{mixed}"
            (row,), (column,) = rows, columns
            return (f"{row}_{column}" if is_partial(quantity, composition) else f"d{row}_d{column}") + mixed
        case Composed(outputs):
            return stem(outputs)
        case Components(output):
            return f"grad_{output}"
        case PathCount():
            return "routes"
        case At(quantity=inner):
            return f"{key_of(inner, composition)}_at"
        case _:
            assert_never(quantity)
