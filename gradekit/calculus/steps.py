"""The worked solution: the intermediate values of the stages, one step a stage, as a textbook writes them down."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gradekit.calculus.checks import numeric_check
from gradekit.calculus.labels import jacobian_label, quantity_label, route_label
from gradekit.calculus.steps_in_frames import frame_steps
from gradekit.calculus.writing import Writing
from gradekit.model.composition import At, Components, Composed, PathCount, Total
from gradekit.model.feedback import Step
from gradekit.model.message import Message
from gradekit.model.problem import Issued, Key, Part

MOST_PATHS = 6
"""Above this many paths to all entries the steps are written with matrices, or symbol by symbol."""


def worked_solution(issued: Issued, key: Key) -> tuple[Step, ...]:
    """The way to the answers, as steps with formulas in LaTeX.

    Definitions, local derivatives, one line a path, their sum, the result as the key shows it, and a check by numbers;
    in a frame the substitution, the partials, and the division by the scale factors.
    """
    return tuple(_steps(issued, key, Writing(issued.composition, issued.spoken_as)))


def _steps(issued: Issued, key: Key, writing: Writing) -> Iterator[Step]:
    if writing.composition.nodes:
        yield Step(Message("steps.definitions"), writing.definitions())
    if any(isinstance(part.quantity, Components) for part in issued.parts):
        yield from frame_steps(issued, key, writing)
    else:
        yield from _derivative_steps(issued, key, writing)
    values: dict[str, list[str]] = {}
    for part in issued.parts:
        if isinstance(part.quantity, At):
            values.setdefault(writing.point(part.quantity.point), []).append(shown(part, key, writing))
    for point, lines in values.items():
        yield Step(Message("steps.at", {"point": point}), tuple(lines))


def _derivative_steps(issued: Issued, key: Key, writing: Writing) -> Iterator[Step]:
    for part in issued.parts:
        if isinstance(part.quantity, Composed):
            yield Step(Message("steps.composed"), (shown(part, key, writing),))
    yield Step(Message("steps.locals"), writing.locals())
    told: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for part in issued.parts:
        quantity = part.quantity
        if isinstance(quantity, PathCount):
            yield _routes(quantity, writing)
        if not isinstance(quantity, Total):
            continue
        if (quantity.outputs, quantity.inputs) not in told:
            told.add((quantity.outputs, quantity.inputs))
            yield from _along_and_across(quantity, writing)
        yield Step(Message(_result(quantity, writing)), (shown(part, key, writing),))
        if quantity.substituted and (check := numeric_check(issued, quantity, writing)):
            yield check


def _result(total: Total, writing: Writing) -> str:
    if not total.substituted:
        return "steps.mixed"
    if any(len(path) > 1 for o in total.outputs for i in total.inputs for path in writing.graph.paths(o, i)):
        return "steps.final"
    return "steps.result" if len(total.outputs) * len(total.inputs) == 1 else "steps.arranged"


def _routes(count: PathCount, writing: Writing) -> Step:
    found = writing.graph.paths(count.output, count.input)
    ends = {"start": writing.letter(count.input), "end": writing.letter(count.output)}
    routes = tuple(route_label(path, writing.said) for path in found if path)
    return Step(Message("steps.routes", {"count": len(found), **ends}), routes)


def _along_and_across(total: Total, writing: Writing) -> Iterator[Step]:
    entries = {(o, i): writing.graph.paths(o, i) for o in total.outputs for i in total.inputs}
    paths = [path for found in entries.values() for path in found]
    if max(map(len, paths), default=0) < 2:
        return  # The local derivatives are the answer already.
    if len(paths) <= MOST_PATHS:
        single = len(paths) == 1
        yield Step(Message("steps.one-path" if single else "steps.paths"), tuple(map(writing.path, paths)))
        if len(paths) > len(entries):
            yield Step(Message("steps.sum"), tuple(writing.sum(o, i) for o, i in entries))
    elif (layers := writing.graph.layers) and (layers[0], layers[-1]) == (total.inputs, total.outputs):
        yield from _matrices(layers, writing)
    else:
        lines = [line for source in total.inputs for line in writing.by_symbols(source)]
        yield Step(Message("steps.by-symbols"), tuple(lines))


def _matrices(layers: tuple[tuple[str, ...], ...], writing: Writing) -> Iterator[Step]:
    maps = list(pairwise(layers))[::-1]
    yield Step(Message("steps.jacobians"), tuple(writing.jacobian(above, below) for below, above in maps))
    yield Step(Message("steps.matrix-product"), (r" \, ".join(jacobian_label(above) for _, above in maps),))


def shown(part: Part, key: Key, writing: Writing) -> str:
    """A part's label and its answer in the form of the key."""
    label = part.label or quantity_label(part.quantity, writing.composition, writing.said)
    return f"{label} = {writing.latex(key.part(part.key).shown)}"
