"""How a textbook would say what is asked: sentences and labels.

A derivative of a symbol with several arguments is partial and written with a round d; rows of a Jacobian belong to what
is differentiated, columns to what one differentiates by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from gradekit.calculus.labels import letter, quotient
from gradekit.model.composition import At, Components, Composed, Composition, Local, PathCount, Quantity, Total
from gradekit.problems.domains import listed
from gradekit.syntax.build import number
from gradekit.syntax.latex import to_latex
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
    match quantity:
        case Local() | Total():
            rows, columns = rows_of(quantity), columns_of(quantity)
            if len(rows) == len(columns) == 1:
                return quotient(rows[0], columns[0], partial=is_partial(quantity, composition))
            return rf"J_{{{_vector(rows)}}}"
        case Composed(outputs):
            return ", ".join(map(letter, outputs))
        case Components(output):
            return rf"\nabla {letter(output)}"
        case PathCount():
            return r"\text{number of routes}"
        case At(quantity=inner, point=point):
            return rf"\left. {label(inner, composition)} \right|_{{{_place(point)}}}"
        case _:
            assert_never(quantity)


def sentence(quantity: Quantity, composition: Composition, names: Sequence[str], digits: int | None = None) -> str:
    """The question of one part in marked-up text; `names` are the letters that may stand in the answer."""
    within = _within(names)
    match quantity:
        case PathCount(output, start):
            return f"the number of routes that lead from ${letter(start)}$ to ${letter(output)}$"
        case At(quantity=inner, point=point):
            accuracy = f"exactly, or to {digits} significant digits" if digits else "exactly"
            what = "the components" if isinstance(inner, Components) else "the value"
            return f"{what} of {_short(inner, composition)} at ${_place(point)}$, {accuracy}"
        case Composed():
            return f"${label(quantity, composition)}$ written {within} alone"
        case Total(outputs, inputs, substituted):
            if not substituted:
                return f"{_short(quantity, composition)} as the sum of all routes, {within}"
            alone = " alone" if len(composition.nodes) > len(outputs) else ""
            return f"{_short(quantity, composition)}{_layout(outputs, inputs)}, {within}{alone}"
        case Components():
            return f"the components of {_short(quantity, composition)}, {within}"
        case Local(rows, columns):
            return f"{_short(quantity, composition)}{_layout(rows, columns)}, {within}"
        case _:
            assert_never(quantity)


def _short(quantity: Local | Composed | Total | Components, composition: Composition) -> str:
    if isinstance(quantity, Components):
        units = composition.frame.units if composition.frame else ()
        along = listed(f"${unit_latex(unit)}$" for unit in units)
        return f"${label(quantity, composition)}$ along {along}"
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


def _layout(rows: Sequence[str], columns: Sequence[str]) -> str:
    if len(rows) == 1 or len(columns) == 1:
        return ""
    rows_told, columns_told = (", ".join(map(letter, names)) for names in (rows, columns))
    return f" ({len(rows)} × {len(columns)}: a row for each of ${rows_told}$, a column for each of ${columns_told}$)"


def _within(names: Sequence[str]) -> str:
    return "in " + listed(f"${letter(name)}$" for name in names)


def _place(point: Mapping[str, Fraction]) -> str:
    return ", ".join(f"{letter(name)} = {to_latex(number(value))}" for name, value in point.items())


def _vector(names: Sequence[str]) -> str:
    name = stem(names)
    return ",".join(map(letter, names)) if name == "".join(names) and len(names) > 1 else letter(name)


def unit_latex(name: str) -> str:
    """A unit vector as LaTeX: `e_theta` is e with a hat and the index theta."""
    base, _, index = name.partition("_")
    return rf"\hat {base}_{{{letter(index)}}}" if index else rf"\hat {base}"
