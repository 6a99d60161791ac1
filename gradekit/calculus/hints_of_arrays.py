"""Three hints for a derivative of or by an array: its shape, one entry in symbols, one ingredient worked out."""

from __future__ import annotations

from collections.abc import Collection

from gradekit.calculus.adjoints import NoMatrixForm
from gradekit.calculus.arrays import told
from gradekit.calculus.backward import ArrayGraph
from gradekit.calculus.index_forms import NoIndexForm
from gradekit.calculus.labels import sides
from gradekit.calculus.writing import Writing
from gradekit.model.composition import Local, Quantity, Total


def array_hints(asked: Local | Total, answers: Collection[Quantity], writing: Writing) -> tuple[str, str, str]:
    """Where what one differentiates by enters; the chain rule for an entry, or the formula of one; an inner value that
    is none of the answers."""
    graph = ArrayGraph(writing.graph, writing.said)
    top, bottom = sides(asked, writing.composition)
    way = graph.between(top, bottom)
    if isinstance(asked, Local) or len(way) < 3:
        return _of_one_formula(graph, asked, top, bottom, writing)
    answered = {sides(q, writing.composition) for q in answers if isinstance(q, Local | Total) and q.shape}
    structure = f"{_shape(graph, top, bottom, turned=asked.turned)} {_way(graph, top, bottom)}"
    formula = f"For one entry: ${graph.sum_line(top, bottom)}$."
    return structure, formula, _ingredient(graph, top, bottom, answered, writing)


def _shape(graph: ArrayGraph, top: str, bottom: str, *, turned: bool) -> str:
    above, below = (bottom, top) if turned else (top, bottom)
    size = r" \times ".join(map(str, (*graph.shape(above), *graph.shape(below))))
    first, last = (f"${writing}$" for writing in (graph.letter(above), graph.letter(below)))
    label = f"${graph.label(top, bottom)}$"
    if not graph.shape(above) and not graph.shape(below):
        return f"{label} has no indices: a number is differentiated by a number."
    if not graph.shape(above):
        return f"{label} has the shape of {last}, {told(graph.shape(below))}."
    if not graph.shape(below):
        return f"{label} has the shape of {first}, {told(graph.shape(above))}."
    return f"{label} has ${size}$ entries: the indices of {first} come first, then those of {last}."


def _way(graph: ArrayGraph, top: str, bottom: str) -> str:
    onward = graph.onward(top, bottom)
    entered = " and ".join(f"${graph.letter(name)}$" for name in onward)
    return f"${graph.letter(bottom)}$ enters {entered}: begin at ${graph.letter(top)}$ and go back to it."


def _of_one_formula(
    graph: ArrayGraph, asked: Local | Total, top: str, bottom: str, writing: Writing
) -> tuple[str, str, str]:
    pairs = [(a, b) for a in graph.members(top) for b in graph.members(bottom) if b in writing.graph.parents(a)]
    ingredient = f"One entry: ${writing.local(*pairs[0])}$." if len(pairs) > 1 else "Hold every other letter fixed."
    try:
        formula = f"By indices: ${next(iter(graph.entry_lines(top, bottom)))}$. Differentiate by one entry."
    except NoIndexForm:
        formula = "Write one entry of the formula without matrices, and differentiate it by one letter."
    return _shape(graph, top, bottom, turned=asked.turned), formula, ingredient


def _ingredient(graph: ArrayGraph, top: str, bottom: str, answers: set[tuple[str, str]], writing: Writing) -> str:
    """The derivative by the last array before the output, or a derivative of the first formula on the way."""
    last = graph.between(top, bottom)[1]
    try:
        if not graph.shape(top) and (top, last) not in answers:
            return f"One ingredient: ${graph.matrix_line(top, last)}$."
    except NoMatrixForm:
        pass
    consumer = graph.onward(top, bottom)[0]
    pairs = [(a, b) for a in graph.members(consumer) for b in graph.members(bottom) if b in writing.graph.parents(a)]
    return f"One ingredient: ${writing.local(*pairs[0])}$."
