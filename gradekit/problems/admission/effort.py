"""Rule G7: problems of a level take about the same effort, so that nobody is dealt twice the work of a neighbour.

The effort of a problem is a count of what a student has to write. Its median at each level is measured by
`gradekit templates measure NAME` and kept in the template file as `EFFORT`.
"""

from __future__ import annotations

import contextlib
import statistics
from collections.abc import Mapping, Sequence
from fractions import Fraction

from gradekit.calculus.graph import Graph
from gradekit.errors import AuthorError
from gradekit.malrules.asked import Asked
from gradekit.model.composition import At, PathCount, Quantity
from gradekit.model.problem import Issued, Key, Part, in_full
from gradekit.model.quantities import Count, Given
from gradekit.problems.admission.admissibility import admit
from gradekit.problems.admission.size import operations
from gradekit.problems.drafting.drawing import drawn
from gradekit.problems.drafting.draws import Draws, seed_number
from gradekit.problems.rejected import Rejected
from gradekit.problems.template import Template
from gradekit.problems.worked import Worked, worked_out
from gradekit.syntax.tree import Array, walk

BAND = Fraction(1, 4)
"""How far the effort may lie from the median, as a share of it."""

DRAWS = 60
"""Problems of which a median is taken."""

MOST_TRIES = 50
"""Draws for each of them."""


def effort(worked: Worked) -> float:
    """The effort of a problem.

    Operations in each local derivative and one more, 2 for each product along a path, 2 for each elementary function,
    and a quarter of the operations in the answers. Counts add nothing, and a value at a point what its formula takes,
    once.
    """
    return _effort(worked.walk.graph, worked.parts, worked.answers)


def effort_of(issued: Issued, key: Key) -> float:
    """The same of a problem that has been issued."""
    graph = Graph(in_full(issued, key).composition)
    return _effort(graph, issued.parts, {part.part: part.value for part in key.parts})


def _effort(graph: Graph, parts: Sequence[Part], answered: Mapping[str, Array]) -> float:
    composition = graph.composition
    asked = [
        Asked(composition, part.quantity, graph=graph)
        for part in parts
        if not isinstance(_formula(part.quantity), PathCount | Count | Given)
    ]
    edges = {edge for one in asked for edge in one.edges}
    paths = {path for one in asked for found in one.paths for path in found}
    functions = {node.name for e in composition.nodes for node in walk(e.expr) if node.head == "function"}
    answers = sum(map(_operations, {answered[p.key] for p in parts if not isinstance(p.quantity, At)}))
    derivatives = sum(operations(graph.local(*edge)) + 1 for edge in edges)
    return derivatives + 2 * sum(len(path) - 1 for path in paths if path) + 2 * len(functions) + answers / 4


def _formula(quantity: Quantity) -> Quantity:
    return quantity.quantity if isinstance(quantity, At) else quantity


def _operations(answer: Array) -> int:
    return sum(map(operations, answer))


def fair(worked: Worked, median: float) -> None:
    """`Rejected` where the effort is more than a quarter away from the median of the level."""
    found = effort(worked)
    if abs(found - median) > BAND * median:
        raise Rejected("G7", f"the effort is {found:g}; at this level it is {median:g}, give or take a quarter")


def measured(template: Template, count: int = DRAWS) -> dict[int, float]:
    """The median effort of `count` admissible problems of each level, whatever the template says it is."""
    low, high = template.header.levels
    return {level: _median(template, level, count) for level in range(low, high + 1)}


def _median(template: Template, level: int, count: int) -> float:
    found = [effort(worked) for k in range(count) if (worked := _first_admitted(template, level, k))]
    if not found:
        slug = template.header.slug
        raise AuthorError(f"No draw of `{slug}` at level {level} is admissible, so its effort cannot be measured.")
    return round(statistics.median(found), 1)


def _first_admitted(template: Template, level: int, number: int) -> Worked | None:
    for attempt in range(MOST_TRIES):
        draws = Draws(template.header.slug, level, seed_number(f"measure {number}"), attempt)
        with contextlib.suppress(Rejected):
            worked = worked_out(drawn(template, level, draws))
            admit(worked, level)
            return worked
    return None


def medians(told: Mapping[int, float]) -> str:
    """The line for the template file.

    >>> medians({1: 20, 2: 31.5})
    'EFFORT = {1: 20, 2: 31.5}'
    """
    return f"EFFORT = {{{', '.join(f'{level}: {value:g}' for level, value in told.items())}}}"
