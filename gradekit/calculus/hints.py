"""Three hints from the structure: its shape, the formula in symbols, one ingredient worked out; never the answer."""

from __future__ import annotations

from gradekit.calculus.hints_of_arrays import array_hints
from gradekit.calculus.labels import jacobian_label, route_label
from gradekit.calculus.lengths import scale
from gradekit.calculus.naming import label_of
from gradekit.calculus.quantities import described
from gradekit.calculus.steps_in_frames import gradient_line, is_plane_polar
from gradekit.calculus.writing import Writing
from gradekit.model.composition import At, Components, Composition, Local, PathCount, Quantity, Total
from gradekit.model.problem import Issued
from gradekit.model.quantities import Further, Given
from gradekit.syntax.build import ONE
from gradekit.syntax.tree import Expr

MOST_ROUTES = 4


def hints(issued: Issued) -> tuple[str, str, str]:
    """Marked-up text: how many routes and what shape; the formula with symbols; one evaluated ingredient."""
    writing = Writing(issued.composition, issued.spoken_as)
    frame = next((part.quantity for part in issued.parts if isinstance(part.quantity, Components)), None)
    if (further := _last_further(issued)) is not None:
        return described(further).hints(further, writing)
    if frame is not None:
        return _frame_hints(frame, writing)
    if (array := _last_array(issued)) is not None:
        return array_hints(array, [_formula(part.quantity) for part in issued.parts], writing)
    total = next((q for part in issued.parts if isinstance(q := part.quantity, Total)), _whole(issued.composition))
    if any(len(path) > 1 for o in total.outputs for i in total.inputs for path in writing.graph.paths(o, i)):
        counted = any(isinstance(part.quantity, PathCount) for part in issued.parts)
        return _route_hints(total, writing, counted=counted)
    return _jacobian_hints(total, writing)


def _last_further(issued: Issued) -> Further | None:
    """The last quantity beyond first derivatives: what the question leads to."""
    asked = (part.quantity for part in reversed(issued.parts))
    plain = (quantity.quantity if isinstance(quantity, At) else quantity for quantity in asked)
    further = [quantity for quantity in plain if isinstance(quantity, Further)]
    derived = (quantity for quantity in further if not isinstance(quantity, Given))
    return next(derived, further[0] if further and not issued.composition.nodes else None)


def _formula(quantity: Quantity) -> Quantity:
    """The quantity without its point."""
    return quantity.quantity if isinstance(quantity, At) else quantity


def _last_array(issued: Issued) -> Local | Total | None:
    """The last derivative that is asked in the shape of an array, one along paths if there is one."""
    asked = [q for part in issued.parts if isinstance(q := _formula(part.quantity), Local | Total) and q.shape]
    return next((q for q in reversed(asked) if isinstance(q, Total)), asked[-1] if asked else None)


def _whole(composition: Composition) -> Total:
    return Total(composition.outputs, composition.inputs)


def _route_hints(total: Total, writing: Writing, *, counted: bool) -> tuple[str, str, str]:
    """Where the number of routes is asked the first hint does not tell it."""
    output, source = _richest(total, writing)
    paths = writing.graph.paths(output, source)
    start, end = writing.letter(source), writing.letter(output)
    drawn = ", ".join(f"${route_label(path, writing.said)}$" for path in paths[:MOST_ROUTES])
    told = drawn if len(paths) <= MOST_ROUTES else f"{drawn} and {len(paths) - MOST_ROUTES} more"
    count = "one route leads" if len(paths) == 1 else f"{len(paths)} routes lead"
    routes = f"follow each of them to ${end}$" if counted else f"{count} to ${end}$, namely {told}"
    structure = f"Draw every arrow that leaves ${start}$: {routes}. {_shape(total, writing)}".rstrip()
    many = len(paths) > MOST_ROUTES
    lines = [writing.by_symbols(source)[-1]] if many else [writing.sum_in_symbols(output, source)]
    formula = f"Multiply along each route, then add the routes: ${lines[0]}$."
    return structure, formula, f"One ingredient: ${writing.local(*_ingredient(total, writing))}$."


def _richest(total: Total, writing: Writing) -> tuple[str, str]:
    """The entry to which the most paths lead, the first of them."""
    pairs = [(output, source) for output in total.outputs for source in total.inputs]
    return max(pairs, key=lambda pair: len(writing.graph.paths(*pair)))


def _ingredient(total: Total, writing: Writing) -> tuple[str, str]:
    """An inner derivative that is not an answer by itself."""
    output, source = _richest(total, writing)
    answers = set(writing.walk.value(total))
    if writing.graph.gathered(output, source):
        links = list(writing.graph.edges(output, source))
    else:
        links = [edge for path in writing.graph.paths(output, source) if len(path) > 1 for edge in reversed(path)]
    return next((edge for edge in links if writing.graph.local(*edge) not in answers), links[0])


def _shape(quantity: Quantity, writing: Writing) -> str:
    label = label_of(quantity, writing.composition, writing.said)
    if not isinstance(quantity, Total) or len(quantity.outputs) == len(quantity.inputs) == 1:
        return ""
    rows, columns = len(quantity.outputs), len(quantity.inputs)
    return f"${label}$ has {_counted(rows, 'row')} (the outputs) and {_counted(columns, 'column')} (the inputs)."


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _jacobian_hints(total: Total, writing: Writing) -> tuple[str, str, str]:
    """For functions of the inputs alone: no routes, but rows and columns."""
    matrix = len(total.outputs) * len(total.inputs) > 1
    output, source = total.outputs[0], total.inputs[0]
    if not matrix:
        formula = f"Differentiate by ${writing.letter(source)}$ and treat every other letter as a number."
        return _outermost(writing), formula, "Begin with the rule for that operation, then go inside."
    entry = rf"$\left({jacobian_label(total.outputs, writing.said)}\right)_{{ij}}$"
    formula = f"{entry} is the derivative of output number $i$ by input number $j$, all other inputs held fixed."
    return _shape(total, writing), formula, f"One entry: ${writing.local(output, source)}$."


def _outermost(writing: Writing) -> str:
    return f"Look at ${writing.definitions()[-1]}$: which operation is done last when you put in a number for a letter?"


def _frame_hints(asked: Components, writing: Writing) -> tuple[str, str, str]:
    inputs = writing.composition.inputs
    moved = writing.letter(_swept(writing)[-1][0])
    structure = (
        f"There is one component for each of ${', '.join(map(writing.letter, inputs))}$: the change of "
        f"${writing.letter(asked.output)}$ per length moved. "
        f"How far does the point move when ${moved}$ grows by a little?"
    )
    formula = f"Divide each partial derivative by the length: ${gradient_line(writing, asked.output)}$."
    return structure, formula, _frame_ingredient(writing)


def _frame_ingredient(writing: Writing) -> str:
    coordinates = writing.graph.layers
    if coordinates is not None and is_plane_polar(writing):
        return f"One ingredient: ${writing.local(coordinates[1][0], coordinates[0][1])}$."
    angle, h = _swept(writing)[0]
    if h.head != "symbol":
        return f"One ingredient: $h_{{{writing.letter(angle)}}} = {writing.latex(h)}$."
    place, moved = f"{writing.letter(h.name)} = 2", writing.letter(angle)
    return f"One ingredient: at ${place}$ the point moves by $0.02$ when ${moved}$ grows by $0.01$."


def _swept(writing: Writing) -> list[tuple[str, Expr]]:
    """The coordinates that are no lengths, with their scale factors; all of them where there are none."""
    named = list(zip(writing.composition.inputs, scale(writing.composition), strict=True))
    return [(name, h) for name, h in named if h != ONE] or named
