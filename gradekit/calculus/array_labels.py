"""How a textbook writes what belongs to arrays: their spaces, their definitions, points given entry by entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from gradekit.calculus.labels import Spoken, letter
from gradekit.model.composition import Composition
from gradekit.syntax.build import number, symbol
from gradekit.syntax.latex import array_to_latex, to_latex
from gradekit.syntax.tree import Array, Expr


def space(shape: tuple[int, ...]) -> str:
    r"""The space of arrays of a shape in LaTeX.

    >>> space((2, 3))
    '\\mathbb{R}^{2 \\times 3}'
    """
    size = r" \times ".join(map(str, shape))
    return rf"\mathbb{{R}}^{{{size}}}"


def array_entries(name: str, shape: tuple[int, ...], members: Iterable[Expr], spoken_as: Spoken | None = None) -> str:
    """A letter and what stands in it, a vector as a column."""
    column = (*shape, 1) if len(shape) == 1 else shape
    return f"{letter(name, spoken_as)} = {array_to_latex(Array(column, tuple(members)), spoken_as)}"


def point_label(point: Mapping[str, Fraction], composition: Composition, spoken_as: Spoken | None = None) -> str:
    r"""Coordinates, `t = \frac{1}{2}`; those of an array together."""
    told: list[str] = []
    for name in composition.grouped(point):
        block = composition.block(name)
        if block and block.shape and point.keys() >= set(block.members):
            told.append(array_entries(name, block.shape, (number(point[m]) for m in block.members), spoken_as))
        else:
            members = block.members if block else (name,)
            told += [f"{letter(m, spoken_as)} = {to_latex(number(point[m]))}" for m in members if m in point]
    return ", ".join(told)


def definition(name: str, composition: Composition, spoken_as: Spoken | None = None) -> str:
    """The formula of a node in letters of arrays, or the entries of an array that are given one by one."""
    block = composition.block(name)
    if block is None:
        return f"{letter(name, spoken_as)} = {to_latex(composition.node(name).expr, spoken_as)}"
    if block.formula is not None:
        return f"{letter(name, spoken_as)} = {to_latex(block.formula, spoken_as)}"
    return array_entries(name, block.shape, (composition.node(m).expr for m in block.members), spoken_as)


def definitions(composition: Composition, spoken_as: Spoken | None = None) -> tuple[str, ...]:
    """The formula of each node, those of an array together."""
    names = composition.grouped(node.name for node in composition.nodes)
    return tuple(definition(name, composition, spoken_as) for name in names)


def entry_symbols(name: str, composition: Composition) -> tuple[Expr, ...]:
    """The symbols of an array's entries, or the symbol itself."""
    block = composition.block(name)
    return tuple(map(symbol, block.members)) if block else (symbol(name),)
