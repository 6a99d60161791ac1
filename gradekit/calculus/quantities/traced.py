"""Forward and reverse traces: a row for each node, in the letters of the graph or in the inputs alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from gradekit.calculus.labels import accented, letter
from gradekit.calculus.quantities.quantity import (
    Described,
    Hints,
    Spoken,
    arranged,
    has_nodes,
    has_symbols,
    mixed_letters,
)
from gradekit.calculus.traces import adjoints, tangents
from gradekit.model.composition import Composition, Local
from gradekit.model.feedback import Step
from gradekit.model.message import Message
from gradekit.model.quantities import Adjoints, Tangents
from gradekit.syntax.build import ONE, ZERO
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import Array, Expr

if TYPE_CHECKING:
    from gradekit.calculus.stages import Walk
    from gradekit.calculus.writing import Writing
    from gradekit.model.composition import Quantity


def tangents_value(walk: Walk, asked: Tangents) -> Array:
    """The tangents of the nodes in a column."""
    seed = dict(zip(walk.graph.composition.inputs, asked.seed, strict=True))
    pieces = ((name, Tangents((name,), asked.seed, asked.substituted)) for name in walk.graph.nodes)
    own = {name: walk.own.others[piece].scalar for name, piece in pieces if piece in walk.own.others}
    found = tangents(walk.graph, seed, own, walk.local)
    return _column(walk, asked, found)


def adjoints_value(walk: Walk, asked: Adjoints) -> Array:
    """The adjoints of the symbols in a column."""
    pieces = ((name, Adjoints(asked.output, (name,), asked.substituted)) for name in walk.graph.order)
    own = {name: walk.own.others[piece].scalar for name, piece in pieces if piece in walk.own.others}
    return _column(walk, asked, adjoints(walk.graph, asked.output, own, walk.local))


def _column(walk: Walk, asked: Tangents | Adjoints, found: dict[str, Expr]) -> Array:
    told = (found[name] for name in asked.nodes)
    return arranged([[walk.stages.substitute(walk, expr) if asked.substituted else expr] for expr in told])


def tangents_label(asked: Tangents, _composition: Composition, said: Spoken) -> str:
    r"""Letters with a dot, `\dot{v}_{1}`, one or in a list."""
    return ", ".join(accented("dot", letter(name, said)) for name in asked.nodes)


def adjoints_label(asked: Adjoints, _composition: Composition, said: Spoken) -> str:
    """Letters with a bar, one or in a list."""
    return ", ".join(accented("bar", letter(name, said)) for name in asked.nodes)


def tangents_key(asked: Tangents, composition: Composition) -> str:
    """`dot_v1` for one, `tangents` for a table; with the seed where there are several inputs."""
    name = f"dot_{asked.nodes[0]}" if len(asked.nodes) == 1 else "tangents"
    if len(composition.inputs) == 1 or ONE not in asked.seed:
        return name
    return f"{name}_{composition.inputs[asked.seed.index(ONE)]}"


def adjoints_key(asked: Adjoints, _composition: Composition) -> str:
    """`bar_v1` for one, `adjoints` for a table."""
    return f"bar_{asked.nodes[0]}" if len(asked.nodes) == 1 else "adjoints"


def _in_rows(names: tuple[str, ...]) -> str:
    told = ", ".join(letter(name) for name in names)
    return f" ({len(names)} × 1, a row for each of ${told}$)" if len(names) > 1 else ""


def tangents_sentence(asked: Tangents, composition: Composition) -> str:
    """The forward trace for a seed."""
    seeds = zip(composition.inputs, asked.seed, strict=True)
    seed = ", ".join(f"{accented('dot', letter(name))} = {to_latex(value)}" for name, value in seeds)
    what = "the tangents" if len(asked.nodes) > 1 else "the tangent"
    return f"{what} ${tangents_label(asked, composition, {})}$ for ${seed}${_in_rows(asked.nodes)}"


def adjoints_sentence(asked: Adjoints, composition: Composition) -> str:
    """The reverse trace of the output."""
    f = letter(asked.output)
    many = len(asked.nodes) > 1
    what = "the adjoints" if many else "the adjoint"
    by = "each node" if many else "it"
    told = adjoints_label(asked, composition, {})
    return f"{what} ${told}$: the derivative of ${f}$ by {by} along all routes{_in_rows(asked.nodes)}"


def tangents_entries(asked: Tangents, composition: Composition) -> int | None:
    """One for each node."""
    fits = len(asked.seed) == len(composition.inputs) and has_nodes(composition, *asked.nodes)
    return len(asked.nodes) if fits else None


def adjoints_entries(asked: Adjoints, composition: Composition) -> int | None:
    """One for each symbol."""
    known = has_nodes(composition, asked.output) and has_symbols(composition, *asked.nodes)
    return len(asked.nodes) if known else None


def _edges(composition: Composition) -> tuple[Local, ...]:
    letters = (*composition.inputs, *(node.name for node in composition.nodes))
    return tuple(Local((node.name,), letters) for node in composition.nodes)


def tangents_uses(asked: Tangents, composition: Composition) -> tuple[Quantity, ...]:
    """The derivatives along the arrows, and the tangents of earlier nodes."""
    names = [node.name for node in composition.nodes]
    last = max((names.index(name) for name in asked.nodes if name in names), default=0)
    earlier = (Tangents((name,), asked.seed, asked.substituted) for name in names[:last] if name not in asked.nodes)
    return (*_edges(composition), *earlier)


def adjoints_uses(asked: Adjoints, composition: Composition) -> tuple[Quantity, ...]:
    """The derivatives along the arrows, and the adjoints of later nodes."""
    names = [*composition.inputs, *(node.name for node in composition.nodes)]
    first = min((names.index(name) for name in asked.nodes if name in names), default=0)
    later = names[first + 1 :]
    return (
        *_edges(composition),
        *(Adjoints(asked.output, (name,), asked.substituted) for name in later if name not in asked.nodes),
    )


def tangents_pieces(asked: Tangents) -> tuple[Quantity, ...]:
    """Each tangent by itself."""
    return tuple(Tangents((name,), asked.seed, asked.substituted) for name in asked.nodes)


def adjoints_pieces(asked: Adjoints) -> tuple[Quantity, ...]:
    """Each adjoint by itself."""
    return tuple(Adjoints(asked.output, (name,), asked.substituted) for name in asked.nodes)


def tangents_steps(asked: Tangents, writing: Writing) -> Iterator[Step]:
    """Each row of the trace from the inputs up, in symbols and worked out."""
    walk = writing.walk
    seed = dict(zip(walk.graph.composition.inputs, asked.seed, strict=True))
    found = tangents(walk.graph, seed, {}, walk.local)
    lines = (
        f"{_dot(name, writing)} = {_links(name, writing)} = {writing.latex(found[name])}" for name in walk.graph.nodes
    )
    yield Step(Message("steps.forward-trace"), tuple(lines))


def _links(name: str, writing: Writing) -> str:
    return " + ".join(
        rf"{writing.edge(name, parent)} {_dot(parent, writing)}" for parent in writing.graph.parents(name)
    )


def _dot(name: str, writing: Writing) -> str:
    return accented("dot", writing.letter(name))


def _bar(name: str, writing: Writing) -> str:
    return accented("bar", writing.letter(name))


def adjoints_steps(asked: Adjoints, writing: Writing) -> Iterator[Step]:
    """Each row of the trace from the output back, in symbols and worked out."""
    walk = writing.walk
    found = adjoints(walk.graph, asked.output, {}, walk.local)
    order = list(walk.graph.order)
    back = [name for name in reversed(order[: order.index(asked.output)]) if found[name] != ZERO]
    lines = (
        f"{_bar(name, writing)} = {_consumers(name, found, writing)} = {writing.latex(found[name])}" for name in back
    )
    yield Step(Message("steps.reverse-trace"), (f"{_bar(asked.output, writing)} = 1", *lines))


def _consumers(name: str, found: dict[str, Expr], writing: Writing) -> str:
    users = [user for user in writing.graph.nodes if name in writing.graph.parents(user) and found[user] != ZERO]
    return " + ".join(rf"{_bar(user, writing)} {writing.edge(user, name)}" for user in users)


def tangents_hints(asked: Tangents, writing: Writing) -> Hints:
    """One operation a row; the rule; the first derivative."""
    name = asked.nodes[-1]
    rule = f"The rule for a row: ${_dot(name, writing)} = {_links(name, writing)}$."
    first = next(iter(writing.graph.nodes))
    ingredient = writing.local(first, writing.graph.parents(first)[0])
    return "Go up from the inputs: each row uses the tangents of earlier rows only.", rule, f"Start: ${ingredient}$."


def adjoints_hints(asked: Adjoints, writing: Writing) -> Hints:
    """Who uses the node; the rule; one derivative."""
    found = adjoints(writing.graph, asked.output, {}, writing.walk.local)
    used = {name: len(_consumers(name, found, writing).split(" + ")) for name in asked.nodes if name != asked.output}
    name = max(used, key=lambda n: used[n], default=asked.nodes[0])
    structure = f"Which nodes use ${writing.letter(name)}$? Go back from ${writing.letter(asked.output)}$."
    rule = f"A node collects over all that use it: ${_bar(name, writing)} = {_consumers(name, found, writing)}$."
    user = next(u for u in writing.graph.nodes if name in writing.graph.parents(u)) if used else asked.output
    parent = name if used else writing.graph.parents(user)[0]
    return structure, rule, f"One ingredient: ${writing.local(user, parent)}$."


def _mixed(asked: Tangents | Adjoints) -> bool:
    return not asked.substituted


def _letters(asked: Tangents | Adjoints, composition: Composition) -> tuple[str, ...]:
    return composition.inputs if asked.substituted else mixed_letters(asked, composition)


_traced = partial(Described, letters=_letters, mixed=_mixed)
"""A table of which an entry is written in the letters of the graph unless the inputs alone are asked for."""

TANGENTS = _traced(
    value=tangents_value,
    label=tangents_label,
    key=tangents_key,
    sentence=tangents_sentence,
    entries=tangents_entries,
    steps=tangents_steps,
    hints=tangents_hints,
    uses=tangents_uses,
    pieces=tangents_pieces,
    exprs=lambda asked: asked.seed,
)

ADJOINTS = _traced(
    value=adjoints_value,
    label=adjoints_label,
    key=adjoints_key,
    sentence=adjoints_sentence,
    entries=adjoints_entries,
    steps=adjoints_steps,
    hints=adjoints_hints,
    uses=adjoints_uses,
    pieces=adjoints_pieces,
)
