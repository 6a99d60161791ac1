"""The worked solution: the intermediate values of the stages, one step a stage, as a textbook writes them down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from gradekit.calculus.checks import numeric_check
from gradekit.calculus.labels import jacobian_label, route_label
from gradekit.calculus.naming import label_of
from gradekit.calculus.quantities import described
from gradekit.calculus.steps_in_frames import frame_steps
from gradekit.calculus.steps_of_arrays import array_steps, is_of_arrays
from gradekit.calculus.writing import Writing
from gradekit.model.composition import At, Components, Composed, Local, PathCount, Total
from gradekit.model.feedback import Step
from gradekit.model.message import Message
from gradekit.model.problem import Issued, Key, Part
from gradekit.model.quantities import Adjoints, Further, Given

MOST_PATHS = 6
"""Above this many paths to all entries the steps are written with matrices, or symbol by symbol."""


def worked_solution(issued: Issued, key: Key) -> tuple[Step, ...]:
    """The way to the answers, as steps with formulas in LaTeX.

    Definitions, local derivatives, one line a path, their sum, the result as the key shows it, and a check by numbers;
    in a frame the substitution, the partials, and the division by the scale factors.
    """
    return tuple(_together(_steps(issued, key, Writing(issued.composition, issued.spoken_as))))


def _together(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps, answers that follow each other in one."""
    for result, found in groupby(steps, lambda step: step.message.id == "steps.result"):
        told = list(found)
        if result and len(told) > 1:
            yield Step(Message("steps.results"), tuple(line for step in told for line in step.formulas))
        else:
            yield from told


def _steps(issued: Issued, key: Key, writing: Writing) -> Iterator[Step]:
    if writing.composition.nodes:
        yield Step(Message("steps.definitions"), writing.definitions())
    if any(isinstance(part.quantity, Components) for part in issued.parts):
        yield from frame_steps(issued, key, writing)
    else:
        yield from _derivative_steps(issued, key, writing)
    yield from _further_steps(issued, key, writing)
    values: dict[str, list[str]] = {}
    for part in issued.parts:
        if isinstance(part.quantity, At):
            values.setdefault(writing.point(part.quantity.point), []).append(shown(part, key, writing))
    for point, lines in values.items():
        yield Step(Message("steps.at", {"point": point}), tuple(lines))
    for part in issued.parts:
        if isinstance(part.quantity, Given) and part.kind != "decomposition":  # that was given first
            yield Step(Message("steps.result"), (shown(part, key, writing),))


def _derivative_steps(issued: Issued, key: Key, writing: Writing) -> Iterator[Step]:
    for part in issued.parts:
        if isinstance(part.quantity, Composed):
            yield Step(Message("steps.composed"), (shown(part, key, writing),))
    if writing.composition.nodes and not is_of_arrays(writing.composition):
        yield Step(Message("steps.locals"), writing.locals())
    told: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    lines: set[str] = set()
    for part in issued.parts:
        quantity = part.quantity
        if isinstance(quantity, At) and is_of_arrays(writing.composition):
            yield from _new(array_steps(quantity.quantity, writing), lines)
        if isinstance(quantity, PathCount):
            yield _routes(quantity, writing)
        if isinstance(quantity, Local) and is_of_arrays(writing.composition):
            yield from _new(array_steps(quantity, writing), lines)
            yield Step(Message("steps.result"), (shown(part, key, writing),))
        if not isinstance(quantity, Total) or _is_traced(quantity, issued):
            continue
        if (quantity.outputs, quantity.inputs) not in told:
            told.add((quantity.outputs, quantity.inputs))
            of_arrays = list(array_steps(quantity, writing))
            yield from _new(of_arrays, lines) if of_arrays else _along_and_across(quantity, writing)
        yield Step(Message(_result(quantity, writing)), (shown(part, key, writing),))
        if quantity.substituted and (check := numeric_check(issued, quantity, writing)):
            yield check


def _new(steps: Iterable[Step], lines: set[str]) -> Iterator[Step]:
    """The steps without the lines that were written before."""
    for step in steps:
        if left := tuple(line for line in step.formulas if line not in lines):
            lines.update(left)
            yield Step(step.message, left)


def _further_steps(issued: Issued, key: Key, writing: Writing) -> Iterator[Step]:
    """The steps of each quantity beyond first derivatives, once, and its answer where the formula is asked."""
    told: list[Step] = []
    for part in issued.parts:
        at = part.quantity if isinstance(part.quantity, At) else None
        quantity = at.quantity if at else part.quantity
        if isinstance(quantity, Total) and at is None and _is_traced(quantity, issued):
            yield Step(Message("steps.result"), (shown(part, key, writing),))
        if not isinstance(quantity, Further) or isinstance(quantity, Given):
            continue
        for step in described(quantity).steps(quantity, writing):
            if step not in told:
                told.append(step)
                yield step
        if at is None:
            yield Step(Message("steps.result"), (shown(part, key, writing),))


def _is_traced(total: Total, issued: Issued) -> bool:
    """Whether the derivatives stand in a reverse trace that the question asks for."""
    outputs = {part.quantity.output for part in issued.parts if isinstance(part.quantity, Adjoints)}
    return not total.substituted and outputs.issuperset(total.outputs)


def _result(total: Total, writing: Writing) -> str:
    if not total.substituted:
        return "steps.mixed"
    if any(len(path) > 1 for o in total.outputs for i in total.inputs for path in writing.graph.paths(o, i)):
        return "steps.final"
    if total.shape:
        return "steps.result"
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
    if len(paths) <= MOST_PATHS and not any(writing.graph.gathered(*ends) for ends in entries):
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
    label = part.label or label_of(part.quantity, writing.composition, writing.said)
    right = key.part(part.key)
    return rf"{label} = \text{{{right.word}}}" if part.choices else f"{label} = {writing.latex(right.shown)}"
