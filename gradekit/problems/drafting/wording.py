"""How a textbook would say what is asked: sentences and labels.

A derivative of a symbol with several arguments is partial and written with a round d; rows of a Jacobian belong to what
is differentiated, columns to what one differentiates by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from gradekit.calculus.array_labels import point_label
from gradekit.calculus.graph import Graph
from gradekit.calculus.labels import arguments, array_label, letter, quotient, sides
from gradekit.calculus.naming import label_of
from gradekit.calculus.quantities import described
from gradekit.model.composition import At, Basic, Components, Composed, Composition, Local, PathCount, Quantity, Total
from gradekit.model.quantities import Formula, Given
from gradekit.problems.questions.domains import listed
from gradekit.syntax.tree import symbols_of


def parents(composition: Composition, name: str) -> frozenset[str]:
    """The symbols that stand in the node's own expression."""
    return symbols_of(composition.node(name).expr)


def ordered(composition: Composition, names: Iterable[str]) -> tuple[str, ...]:
    """The names in the order of the composition: nodes as they come, then inputs."""
    known = [*(node.name for node in composition.nodes), *composition.inputs]
    wanted = set(names)
    return tuple(name for name in known if name in wanted)


def stem(names: Sequence[str]) -> str:
    """One name for several: their common letters where they are numbered, else all of them.

    >>> stem(["f1", "f2"]), stem(["x", "y"])
    ('f', 'xy')
    """
    stems = {re.sub(r"\d+$", "", name) for name in names}
    return names[0] if len(names) == 1 else stems.pop() if len(stems) == 1 else "".join(names)


def is_partial(quantity: Local | Total, composition: Composition) -> bool:
    """Whether the derivative is one of several by which a formula can change."""
    if isinstance(quantity, Total):
        return len(composition.inputs) > 1
    return any(len(parents(composition, row)) > 1 for row in quantity.rows)


def label(quantity: Quantity, composition: Composition) -> str:
    """What is asked for as LaTeX."""
    if isinstance(quantity, Local | Total | Composed) and quantity.shape:
        return array_label(quantity, composition)
    match quantity:
        case Local() | Total():
            rows, columns = rows_of(quantity), columns_of(quantity)
            if len(rows) == len(columns) == 1:
                return quotient(rows[0], columns[0], partial=is_partial(quantity, composition))
            return rf"J_{{{_vector(rows)}}}" + (arguments(quantity, composition) if isinstance(quantity, Total) else "")
        case Composed(outputs):
            return ", ".join(map(letter, outputs))
        case Components(output):
            return rf"\nabla {letter(output)}"
        case PathCount():
            return r"\text{number of routes}"
        case At(quantity=inner, point=point):
            if any(block.shape for block in composition.blocks):
                return label(inner, composition)  # arrays of numbers are too tall for an index
            return rf"\left. {label(inner, composition)} \right|_{{{point_label(point, composition)}}}"
        case _:
            return label_of(quantity, composition)


def sentence(
    quantity: Quantity,
    composition: Composition,
    names: Sequence[str],
    digits: int | None = None,
    *,
    decimal: int | None = None,
    numbers: Mapping[str, Fraction] | None = None,
) -> str:
    """The question of one part in marked-up text; `names` are the letters that may stand in the answer, a decimal with
    `digits` significant digits is accepted, and one with `decimal` is asked for. A point with the `numbers` of the
    question is not said again."""
    within = _within(names, composition)
    match quantity:
        case PathCount(output, start):
            return f"the number of routes that lead from ${letter(start)}$ to ${letter(output)}$"
        case At(quantity=inner, point=point):
            accuracy = f"exactly, or to {digits} significant digits" if digits else "exactly"
            accuracy = f"as a decimal with {decimal} significant digits" if decimal else accuracy
            what = "the components" if isinstance(inner, Components) else "the value"
            where = "with these numbers" if point == numbers else f"at ${point_label(point, composition)}$"
            return f"{what} of {_short(inner, composition)} {where}, {accuracy}"
        case Composed():
            return f"${label(quantity, composition)}$ written {within} alone"
        case Total(outputs=outputs, substituted=substituted):
            if not substituted and quantity.shape:
                shaped = f"{_short(quantity, composition)}{_layout(quantity, composition)}"
                return f"{shaped}, {within}: intermediates may stay"
            if not substituted:
                summed = " as the sum of all routes" if _has_several_routes(quantity, composition) else ""
                return f"{_short(quantity, composition)}{summed}, {within}"
            alone = " alone" if len(composition.nodes) > len(outputs) else ""
            return f"{_short(quantity, composition)}{_layout(quantity, composition)}, {within}{alone}"
        case Components():
            return f"the components of {_short(quantity, composition)}, {within}"
        case Local():
            return f"{_short(quantity, composition)}{_layout(quantity, composition)}, {within}"
        case _:
            told = described(quantity).sentence(quantity, composition)
            return f"{told}, {within}" if names and not isinstance(quantity, Given) else told


def _has_several_routes(total: Total, composition: Composition) -> bool:
    graph = Graph(composition)
    return any(graph.count(output, source) > 1 for output in total.outputs for source in total.inputs)


def _short(quantity: Basic | Formula, composition: Composition) -> str:
    if isinstance(quantity, Formula):
        told = described(quantity)
        return (told.short or told.sentence)(quantity, composition)
    if isinstance(quantity, Components):
        units = composition.frame.units if composition.frame else ()
        along = listed(f"${unit_latex(unit)}$" for unit in units)
        return f"${label(quantity, composition)}$ along {along}"
    if not isinstance(quantity, Composed) and quantity.shape:
        return f"${label(quantity, composition)}$"
    if isinstance(quantity, Composed) or len(rows_of(quantity)) == len(columns_of(quantity)) == 1:
        return f"${label(quantity, composition)}$"
    partial = is_partial(quantity, composition)
    if len(rows_of(quantity)) == 1 or len(columns_of(quantity)) == 1:
        pairs = [(row, column) for row in rows_of(quantity) for column in columns_of(quantity)]
        entries = r",\; ".join(quotient(row, column, partial=partial) for row, column in pairs)
        shape = "row" if len(rows_of(quantity)) == 1 else "column"
        return f"the {shape} ${label(quantity, composition)} = \\left({entries}\\right)$"
    return f"the Jacobian ${label(quantity, composition)}$"


def rows_of(quantity: Local | Total) -> tuple[str, ...]:
    """What is differentiated."""
    return quantity.rows if isinstance(quantity, Local) else quantity.outputs


def columns_of(quantity: Local | Total) -> tuple[str, ...]:
    """What one differentiates by."""
    return quantity.columns if isinstance(quantity, Local) else quantity.inputs


def _layout(quantity: Local | Total, composition: Composition) -> str:
    if quantity.shape:
        return f" ({_array_layout(quantity, quantity.shape, composition)})"
    rows, columns = rows_of(quantity), columns_of(quantity)
    if len(rows) == 1 or len(columns) == 1:
        return ""
    rows_told, columns_told = (", ".join(map(letter, names)) for names in (rows, columns))
    return f" ({len(rows)} × {len(columns)}: a row for each of ${rows_told}$, a column for each of ${columns_told}$)"


def _array_layout(quantity: Local | Total, shape: tuple[int, ...], composition: Composition) -> str:
    """The shape, and what its places belong to: the indices of what is differentiated come first."""
    top, bottom = (f"${letter(name)}$" for name in sides(quantity, composition))
    laid_out = shape[::-1] if quantity.turned else shape
    size = " × ".join(map(str, laid_out)) if len(shape) != 1 else f"{shape[0]} entries"
    first = composition.block_of(rows_of(quantity))
    rows = len(first.shape) if first else 0
    if len(shape) == 2 and rows == 1:
        row, column = (bottom, top) if quantity.turned else (top, bottom)
        return f"{size}: a row for each entry of {row}, a column for each entry of {column}"
    if rows == len(shape):
        return f"{size}: the shape of {top}"
    if not rows:
        last = composition.block_of(columns_of(quantity))
        as_row = last is not None and last.shape != shape
        which = "column" if quantity.turned else "row"
        return f"{size}: a {which}, with an entry for each of {bottom}" if as_row else f"{size}: the shape of {bottom}"
    return f"{size}: first the {_indices(rows)} of {top}, then the {_indices(len(shape) - rows)} of {bottom}"


def _indices(count: int) -> str:
    return "index" if count == 1 else f"{count} indices"


def _within(names: Sequence[str], composition: Composition) -> str:
    """`in t and the entries of W and x`."""
    arrays = {block.name for block in composition.blocks if block.shape}
    told = composition.grouped(names)
    plain = [f"${letter(name)}$" for name in told if name not in arrays]
    of_arrays = listed(f"${letter(name)}$" for name in told if name in arrays)
    return "in " + listed([*plain, f"the entries of {of_arrays}"] if of_arrays else plain)


def _vector(names: Sequence[str]) -> str:
    name = stem(names)
    return ",".join(map(letter, names)) if name == "".join(names) and len(names) > 1 else letter(name)


def unit_latex(name: str) -> str:
    """A unit vector as LaTeX: `e_theta` is e with a hat and the index theta."""
    base, _, index = name.partition("_")
    return rf"\hat {base}_{{{letter(index)}}}" if index else rf"\hat {base}"
