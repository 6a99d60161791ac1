"""The worked solution: the intermediate values of the stages, one step a stage, as a textbook writes them down."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby, pairwise

from gradekit.calculus.checks import numeric_check
from gradekit.calculus.graph import Graph
from gradekit.calculus.labels import jacobian_label, route_label
from gradekit.calculus.naming import label_of
from gradekit.calculus.quantities import described
from gradekit.calculus.steps_in_frames import frame_steps
from gradekit.calculus.steps_of_arrays import array_steps, is_of_arrays
from gradekit.calculus.writing import Writing
from gradekit.errors import StudentError
from gradekit.model.composition import At, Components, Composed, Local, PathCount, Total
from gradekit.model.feedback import Step
from gradekit.model.message import Message
from gradekit.model.problem import Issued, Key, Part, PartKey
from gradekit.model.quantities import Adjoints, Further, Given
from gradekit.syntax.tree import Expr, walk

MOST_PATHS = 6
"""Above this many paths to all entries the steps are written with matrices, or symbol by symbol."""

SEVERAL = {"steps.result": "steps.results", "steps.mixed": "steps.mixed-results"}
"""The sentences before one answer, and those before several."""
_NEAR = str.maketrans("{}\\$", "()/ ")
"""Characters that end or open something in LaTeX."""


def worked_solution(issued: Issued, key: Key) -> tuple[Step, ...]:
    """The way to the answers, as steps with formulas in LaTeX.

    Definitions, local derivatives, one line a path, their sum, the result as the key shows it, and a check by numbers;
    in a frame the substitution, the partials, and the division by the scale factors.
    """
    return tuple(_together(_steps(issued, key, Writing(issued.composition, issued.spoken_as))))


def _together(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps, answers that follow each other in one."""
    for (name, why), found in groupby(steps, lambda step: (step.message.id, step.why)):
        told = list(found)
        if name in SEVERAL and not why and len(told) > 1:
            yield Step(Message(SEVERAL[name]), tuple(line for step in told for line in step.formulas))
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
            yield Step(Message("steps.result"), (shown(part, key, writing),), key.part(part.key).why)


def _derivative_steps(issued: Issued, key: Key, writing: Writing) -> Iterator[Step]:
    for part in issued.parts:
        if isinstance(part.quantity, Composed):
            yield Step(Message("steps.composed"), (shown(part, key, writing),))
    differentiated = _differentiated(issued, writing.graph)
    if "relu" in _functions(differentiated, writing.graph):
        yield Step(Message("steps.relu"), ())
    if not is_of_arrays(writing.composition) and (lines := writing.locals(differentiated)):
        yield Step(Message("steps.locals"), lines)
    told: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    yield from _of_arrays(issued, writing)
    for part in issued.parts:
        quantity = part.quantity
        if isinstance(quantity, PathCount):
            yield _routes(quantity, writing)
        if isinstance(quantity, Local) and is_of_arrays(writing.composition):
            yield Step(Message("steps.result"), (shown(part, key, writing),))
        total = quantity.quantity if isinstance(quantity, At) else quantity
        if not isinstance(total, Total) or _is_traced(total, issued):
            continue
        if (total.outputs, total.inputs) not in told:
            told.add((total.outputs, total.inputs))
            if not any(array_steps(total, writing)):
                yield from _along_and_across(total, issued, writing)
        if not isinstance(quantity, Total):
            continue
        yield Step(Message(_result(quantity, writing)), (shown(part, key, writing),))
        if quantity.substituted and (check := numeric_check(issued, quantity, writing)):
            yield check


def _differentiated(issued: Issued, graph: Graph) -> frozenset[str] | None:
    """The nodes whose formulas are differentiated on the way to the answers; None for all of them."""
    found: set[str] = set()
    for part in issued.parts:
        match part.quantity.quantity if isinstance(part.quantity, At) else part.quantity:
            case Given() | Composed() | PathCount():
                pass
            case Local(rows=rows):
                found.update(rows)
            case Total(outputs=outputs):
                found.update(*map(graph.ancestors, outputs))
            case _:
                return None
    return frozenset(found)


def _functions(names: frozenset[str] | None, graph: Graph) -> frozenset[str]:
    """The functions in the formulas of these nodes; None for all of them."""
    return frozenset[str]().union(*(graph.functions(name) for name in graph.nodes if names is None or name in names))


def _of_arrays(issued: Issued, writing: Writing) -> Iterator[Step]:
    """The steps to all derivatives of or by arrays; lines that stand under the same sentence together, each once."""
    lines: dict[str, dict[str, None]] = {}
    if is_of_arrays(writing.composition):
        asked = (part.quantity.quantity if isinstance(part.quantity, At) else part.quantity for part in issued.parts)
        for step in (step for quantity in asked for step in array_steps(quantity, writing)):
            before = [line for told in lines.values() for line in told]
            lines.setdefault(step.message.id, {}).update(dict.fromkeys(x for x in step.formulas if x not in before))
    yield from (Step(Message(name), tuple(told)) for name, told in lines.items() if told)


def _further_steps(issued: Issued, key: Key, writing: Writing) -> Iterator[Step]:
    """The steps of each quantity beyond first derivatives, once, and its answer where the formula is asked."""
    told: list[Step] = []
    known = {*writing.locals(), *(shown(part, key, writing) for part in issued.parts)}
    for part in issued.parts:
        at = part.quantity if isinstance(part.quantity, At) else None
        quantity = at.quantity if at else part.quantity
        if isinstance(quantity, Total) and at is None and _is_traced(quantity, issued):
            yield Step(Message("steps.result"), (shown(part, key, writing),))
        if not isinstance(quantity, Further) or isinstance(quantity, Given):
            continue
        for step in described(quantity).steps(quantity, writing):
            left = _untold(step, known, issued)
            if step not in told and (left or not step.formulas):
                told.append(step)
                yield Step(step.message, left)
        if at is None:
            yield Step(Message("steps.result"), (shown(part, key, writing),))


def _untold(step: Step, known: Collection[str], issued: Issued) -> tuple[str, ...]:
    """The lines that were not written before; first derivatives that are asked for stand among the answers."""
    asked = {part.label for part in issued.parts} if step.message.id == "steps.first" else ()
    return tuple(line for line in step.formulas if line not in known and line.partition(" = ")[0] not in asked)


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


def _along_and_across(total: Total, issued: Issued, writing: Writing) -> Iterator[Step]:
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
        yield from _matrices(layers, total, issued, writing)
    else:
        lines = [line for source in total.inputs for line in writing.by_symbols(source)]
        yield Step(Message("steps.by-symbols"), tuple(lines))


def _matrices(layers: tuple[tuple[str, ...], ...], total: Total, issued: Issued, writing: Writing) -> Iterator[Step]:
    """One Jacobian a layer and their product, each called as the question calls it."""
    called = {part.quantity: part.label for part in issued.parts if isinstance(part.quantity, Local | Total)}
    maps = [Local(above, below) for below, above in pairwise(layers)][::-1]
    labels = [called.get(one) or jacobian_label(one.rows, writing.said) for one in maps]
    lines = (f"{label} = {writing.latex(writing.walk.value(one))}" for label, one in zip(labels, maps, strict=True))
    yield Step(Message("steps.jacobians"), tuple(lines))
    whole = called.get(total) or label_of(total, writing.composition, writing.said)
    product = r" \, ".join(labels)
    yield Step(Message("steps.matrix-product"), (f"{whole} = {product}",))


def shown(part: Part, key: Key, writing: Writing) -> str:
    """A part's label and its answer in the form of the key."""
    label = part.label or label_of(part.quantity, writing.composition, writing.said)
    right = key.part(part.key)
    if right.word:
        return f"{label} = {worded(part, right.word)}"
    sign = r"\approx" if is_rounded(right) else "="
    return f"{label} {sign} {writing.latex(right.shown)}"


def worded(part: Part, word: str) -> str:
    """The LaTeX of an answer that is words, in the notation of its kind where that has one for it."""
    from gradekit.kinds import kind_of  # brings the balls that answers are compared by, which no other step needs

    notation = kind_of(part.kind).mathematics
    try:
        return notation(part, word) if notation else _in_text(word)
    except StudentError:
        return _in_text(word)


def is_rounded(right: PartKey) -> bool:
    """Whether the answer is shown with decimals that its exact value has not."""
    return any(
        "decimal" in _heads(shown) - _heads(value) for shown, value in zip(right.shown, right.value, strict=True)
    )


def _heads(expr: Expr) -> set[str]:
    return {node.head for node in walk(expr)}


def _in_text(word: str) -> str:
    r"""Words as LaTeX; what LaTeX has another use for is written as what comes near it.

    >>> _in_text("R[i,q] + 2^{i}")
    '\\text{R[i,q] + 2^(i)}'
    """
    return rf"\text{{{' '.join(word.split()).translate(_NEAR)}}}"
