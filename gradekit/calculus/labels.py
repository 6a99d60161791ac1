"""How a textbook writes what is asked: derivatives with d or with a round d, Jacobians, components, paths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from gradekit.calculus.graph import Graph, Path
from gradekit.model.composition import Basic, Components, Composed, Composition, Local, PathCount, Total
from gradekit.syntax.build import symbol
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import symbols_of

Spoken = Mapping[str, str]


def quantity_label(quantity: Basic | PathCount, composition: Composition, spoken_as: Spoken | None = None) -> str:
    r"""What is asked for as LaTeX.

    A local derivative is written with a round d where the node depends on several symbols, a derivative along all paths
    where there are several inputs.

    >>> from gradekit.model.composition import Node
    >>> from gradekit.syntax.build import multiply
    >>> t, x = symbol("t"), symbol("x")
    >>> product = Composition(("t",), (Node("x", multiply(t, t)), Node("f", multiply(t, x))), ("f",))
    >>> quantity_label(Total(("f",), ("t",)), product)
    '\\frac{df}{dt}'
    >>> quantity_label(Local(("f",), ("x",)), product)
    '\\frac{\\partial f}{\\partial x}'
    """
    said = spoken_as or {}
    if isinstance(quantity, Local | Total | Composed) and quantity.shape:
        return array_label(quantity, composition, said)
    if isinstance(quantity, Local | Total) and (told := _with_held(quantity, composition, said)):
        return told
    match quantity:
        case Local(rows, columns):
            return _derivatives(rows, columns, said, partial=_has_several(composition, rows))
        case Total(outputs, inputs):
            told = _derivatives(outputs, inputs, said, partial=len(composition.inputs) > 1)
            return told + arguments(quantity, composition, said)
        case Composed(outputs):
            return ", ".join(letter(name, said) for name in outputs)
        case Components(output):
            return rf"\nabla {letter(output, said)}"
        case PathCount():
            return "n"


def arguments(total: Total, composition: Composition, spoken_as: Spoken | None = None) -> str:
    """`(s, t)` behind the Jacobian of functions that reach these inputs through other letters; else nothing. Without it
    the Jacobian is the one by the letters in the functions' own formulas."""
    if len(total.outputs) == len(total.inputs) == 1:
        return ""
    inner = {node.name for node in composition.nodes}
    through = any(node.name in total.outputs and symbols_of(node.expr) & inner for node in composition.nodes)
    return f"({_listed(composition.grouped(total.inputs), spoken_as)})" if through else ""


def array_label(quantity: Local | Total | Composed, composition: Composition, spoken_as: Spoken | None = None) -> str:
    r"""What is asked for in the letters of arrays, `\frac{\partial L}{\partial W}`."""
    if isinstance(quantity, Composed):
        return letter(_array(quantity.outputs, composition), spoken_as)
    several = len(composition.inputs) > 1 if isinstance(quantity, Total) else _has_several(composition, quantity.rows)
    by_several = len(quantity.inputs if isinstance(quantity, Total) else quantity.columns) > 1
    return quotient(*sides(quantity, composition), spoken_as, partial=several or by_several)


def sides(quantity: Local | Total, composition: Composition) -> tuple[str, str]:
    """The array or symbol that is differentiated, and the one by which."""
    local = isinstance(quantity, Local)
    rows, columns = (quantity.rows, quantity.columns) if local else (quantity.outputs, quantity.inputs)
    return _array(rows, composition), _array(columns, composition)


def _array(names: tuple[str, ...], composition: Composition) -> str:
    block = composition.block_of(names)
    return block.name if block else names[0]


def letter(name: str, spoken_as: Spoken | None = None) -> str:
    """A symbol in LaTeX."""
    return to_latex(symbol(name), spoken_as or {})


def accented(mark: str, letter: str) -> str:
    r"""A letter in LaTeX with a mark over it and its index outside.

    >>> accented("bar", "v_{1}"), accented("dot", "x")
    ('\\bar{v}_{1}', '\\dot{x}')
    """
    base, below, index = letter.partition("_")
    return rf"\{mark}{{{base}}}{below}{index}"


def quotient(top: str, bottom: str, spoken_as: Spoken | None = None, *, partial: bool) -> str:
    r"""A derivative as a quotient of differentials.

    >>> quotient("f", "theta", partial=True)
    '\\frac{\\partial f}{\\partial \\theta}'
    """
    d = r"\partial " if partial else "d"
    return rf"\frac{{{d}{letter(top, spoken_as)}}}{{{d}{letter(bottom, spoken_as)}}}"


def edge_label(graph: Graph, name: str, parent: str, spoken_as: Spoken | None = None, *, held: bool = True) -> str:
    """The derivative of a node by a symbol in its own expression; an output is a function of all inputs. What is held
    fixed is said where it must be, unless the label stands at an arrow."""
    several = len(graph.parents(name)) > 1 or (name in graph.composition.outputs and len(graph.composition.inputs) > 1)
    label = quotient(name, parent, spoken_as, partial=several)
    if not held or not has_two_readings(graph, name, parent):
        return label
    return _held(label, [other for other in graph.order if other in graph.parents(name)], parent, graph, spoken_as)


def total_label(graph: Graph, output: str, source: str, spoken_as: Spoken | None = None) -> str:
    """The derivative along all paths, with the inputs that are held fixed where that must be said."""
    inputs = graph.composition.inputs
    label = quotient(output, source, spoken_as, partial=len(inputs) > 1)
    if source not in inputs or not has_two_readings(graph, output, source):
        return label
    return _held(label, inputs, source, graph, spoken_as)


def has_two_readings(graph: Graph, name: str, parent: str) -> bool:
    """Whether the same quotient with a round d is the derivative of a node's own expression and the one along all
    paths: where there are several inputs, and the symbol moves other letters of the expression as well."""
    several = len(graph.composition.inputs) > 1
    return several and parent in graph.parents(name) and graph.count(name, parent) > 1


def _held(label: str, names: Iterable[str], moving: str, graph: Graph, spoken_as: Spoken | None) -> str:
    told = graph.composition.grouped(name for name in names if name != moving)
    return rf"\left({label}\right)_{{{_listed(told, spoken_as)}}}"


def path_label(graph: Graph, path: Path, spoken_as: Spoken | None = None) -> str:
    r"""The product of derivatives along a path, `\frac{\partial f}{\partial x} \cdot \frac{dx}{dt}`."""
    return r" \cdot ".join(edge_label(graph, name, parent, spoken_as) for name, parent in path)


def route_label(path: Path, spoken_as: Spoken | None = None) -> str:
    r"""The way from the input to the output, `t \to x \to f`."""
    names = [path[-1][1], *(name for name, _ in reversed(path))]
    return r" \to ".join(letter(name, spoken_as) for name in names)


def jacobian_label(rows: Sequence[str], spoken_as: Spoken | None = None) -> str:
    """The Jacobian of some functions, `J_{f}` for f1, f2 and for f."""
    return rf"J_{{{stem(rows, spoken_as)}}}"


def stem(names: Sequence[str], spoken_as: Spoken | None = None) -> str:
    """The common letter of numbered names, else all of them."""
    stems = {re.sub(r"_?\d+$", "", name) for name in names}
    return letter(stems.pop(), spoken_as) if len(stems) == 1 else _listed(names, spoken_as)


def unit_label(name: str) -> str:
    r"""A unit vector, `\hat{e}_{\theta}` for e_theta."""
    base, _, index = name.partition("_")
    return rf"\hat{{{base}}}_{{{letter(index)}}}" if index else rf"\hat{{{base}}}"


def _derivatives(rows: Sequence[str], columns: Sequence[str], said: Spoken, *, partial: bool) -> str:
    if len(rows) == len(columns) == 1:
        return quotient(rows[0], columns[0], said, partial=partial)
    return jacobian_label(rows, said)


def _with_held(quantity: Local | Total, composition: Composition, said: Spoken) -> str:
    """The label of one derivative that has two readings, with what is held fixed; else nothing."""
    local = isinstance(quantity, Local)
    tops, bottoms = (quantity.rows, quantity.columns) if local else (quantity.outputs, quantity.inputs)
    if len(composition.inputs) < 2 or len(tops) * len(bottoms) != 1:
        return ""
    graph, edge = Graph(composition), (tops[0], bottoms[0])
    if not has_two_readings(graph, *edge):
        return ""
    return (edge_label if local else total_label)(graph, *edge, said)


def _has_several(composition: Composition, rows: Iterable[str]) -> bool:
    graph = Graph(composition)
    return any(len(graph.parents(row)) > 1 for row in rows)


def _listed(names: Sequence[str], spoken_as: Spoken | None) -> str:
    return ", ".join(letter(name, spoken_as) for name in names)
