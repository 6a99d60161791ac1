"""What is asked of a composition: parts from the structure, with their keys, letters and points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import final

from msgspec import UNSET

from gradekit.calculus.labels import sides
from gradekit.calculus.quantities import described
from gradekit.errors import AuthorError
from gradekit.kinds import kind_of
from gradekit.kinds.sized import array_at
from gradekit.model.composition import At, Components, Composed, Composition, Local, PathCount, Quantity, Total
from gradekit.model.details import Chain, Details, Members, Sized
from gradekit.model.problem import Part, StatedWrong
from gradekit.model.quantities import Count, Formula, Further, Given
from gradekit.problems.drafting.forms import asked_digits, constants_in, form_asked
from gradekit.problems.drafting.wording import columns_of, is_partial, label, ordered, parents, rows_of, sentence, stem
from gradekit.syntax.tree import Array, symbols_of

COURSE = "course"
"""The layout that the course decides."""


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
    form: str | Sequence[str] = ()
    """Forms that are asked for, such as `factored` or `up-to-constant`, as `equality.asking` reads them."""
    kind: str = ""
    """The kind of the part, where it is not the usual one of the quantity."""
    label: str = ""
    """What is asked for as LaTeX, where an author states the answer."""
    stated: Array | None = None
    """The answer, where nothing derives it."""
    word: str = ""
    """The right one of the choices."""
    choices: tuple[str, ...] = ()
    details: Details | None = None
    """What its kind needs to know besides."""
    also: Array | None = None
    """The answer for the other sizes of its arrays."""
    written: Array | None = None
    """The entries as the author's own formula gives them, where the stages derive them too."""
    complete: Callable[[Ask, Composition], Ask] | None = None
    """What is known once the composition is."""
    wrong: tuple[StatedWrong, ...] = ()
    """Wrong answers that the author foresees."""
    why: str = ""
    """What leads to a stated answer, in marked-up text; `{{ f }}` stands for what it does in the question."""
    letters: tuple[str, ...] = ()
    """The letters in which a stated answer is to be written, where these are not all there are."""
    layout: str = ""
    """`row` where the derivative of a scalar by a vector is to be a row; else it has the shape of the vector. `course`
    where it follows the course, as a row or a column, and so does the derivative of a vector by a vector."""


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


def part_of(
    ask: Ask, composition: Composition, shape: tuple[int, ...], numbers: Mapping[str, Fraction] | None = None
) -> Part:
    """The part: its key, sentence, label, letters and points. The `numbers` of a point are said in the question."""
    quantity = ask.quantity
    if ask.why and not isinstance(quantity, Given):
        raise AuthorError(
            f"`why` is for stated answers; the steps to {key_of(quantity, composition)} follow by themselves."
        )
    points = ask.points or Fraction(1 if ask.choices or isinstance(quantity, Local | PathCount | At | Count) else 2)
    kind = ask.kind or ("choice" if ask.choices else _kind(quantity, shape))
    symbols = _symbols(ask, kind, composition)
    related = ask.related or _stand_for_formulas(quantity)
    form = form_asked(ask.form, digits=ask.digits, related=related, symbols=symbols, scalar=not shape)
    return Part(
        key=ask.key or key_of(quantity, composition),
        kind=kind,
        quantity=quantity,
        asks=ask.text
        or sentence(quantity, composition, symbols, form.digits, decimal=asked_digits(form), numbers=numbers),
        label=ask.label or _label(ask, composition),
        shape=shape if kind_of(kind).entrywise else (),
        symbols=(*symbols, *constants_in(form, composition)),
        points=points,
        form=form,
        choices=ask.choices,
        details=ask.details or UNSET,
    )


def _symbols(ask: Ask, kind: str, composition: Composition) -> tuple[str, ...]:
    """The letters that may stand in the answer, those of its arrays or of its steps among them."""
    match ask.details:
        case Sized(arrays=arrays, sizes=sizes):
            known = letters(ask.quantity, composition)
            entries = (entry.name for one in arrays for entry in array_at(one, sizes))
            return tuple(dict.fromkeys((*entries, *known)))
        case Chain(names=names):
            return (*names[:-1], *composition.inputs)
        case Members(what="words"):
            return ()
        case _:
            words = kind in ("choice", "integer", "number", "shape", "by-person")
            return () if words else ask.letters or letters(ask.quantity, composition)


def _stand_for_formulas(quantity: Quantity) -> bool:
    """Whether letters of intermediates in the answer mean their formulas by themselves. In the derivative by an array
    they do: with a = tanh(z) one writes 1 - a^2 or 1 - tanh(z)^2."""
    if isinstance(quantity, Total):
        return not quantity.substituted and quantity.shape is not None
    return isinstance(quantity, Formula) and described(quantity).mixed(quantity)


def _label(ask: Ask, composition: Composition) -> str:
    """The label of the quantity; of a stated answer its key."""
    if isinstance(ask.quantity, Given) and ask.key.replace("_", "").isalnum():
        return rf"\text{{{ask.key.replace('_', ' ')}}}"
    return label(ask.quantity, composition)


def _kind(quantity: Quantity, shape: tuple[int, ...]) -> str:
    if isinstance(quantity, PathCount):
        return "integer"
    if isinstance(quantity, Further) and (kind := described(quantity).kind):
        return kind
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
            return described(quantity).letters(quantity, composition)


def told_apart(asks: Sequence[Ask], composition: Composition) -> tuple[Ask, ...]:
    """The asks, a Jacobian along all paths named with its inputs where another part has the same key by default."""
    keys = [ask.key or key_of(ask.quantity, composition) for ask in asks]
    return tuple(
        replace(ask, key=_key_with_inputs(ask.quantity, composition)) if not ask.key and keys.count(key) > 1 else ask
        for ask, key in zip(asks, keys, strict=True)
    )


def _key_with_inputs(quantity: Quantity, composition: Composition) -> str:
    """`J_f_st`, and `J_f_st_at` for its value at a point; of other quantities the usual key."""
    if isinstance(quantity, At):
        return f"{_key_with_inputs(quantity.quantity, composition)}_at"
    key = key_of(quantity, composition)
    several = isinstance(quantity, Total) and len(quantity.outputs) * len(quantity.inputs) > 1 and not quantity.shape
    return f"{key}_{stem(quantity.inputs)}" if several and isinstance(quantity, Total) else key


def key_of(quantity: Quantity, composition: Composition) -> str:
    """The key that a part has by default: `df_dt`, `f_x` where the derivative is partial, `J_f` for a Jacobian."""
    if isinstance(quantity, Local | Total) and quantity.shape:
        top, bottom = sides(quantity, composition)
        return f"d{top}_d{bottom}" + ("_mixed" if isinstance(quantity, Total) and not quantity.substituted else "")
    if isinstance(quantity, Composed) and (block := composition.block_of(quantity.outputs)):
        return block.name
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
            return described(quantity).key(quantity, composition)
