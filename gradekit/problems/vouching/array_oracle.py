"""Array formulas by SymPy's matrices: the second route to the entries of an array, written without the first.

A vector is a column of SymPy, a matrix is its matrix, and what has more indices is an array that works entry by entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import sympy

from gradekit.model.composition import Composition
from gradekit.syntax.build import symbol
from gradekit.syntax.sympy_bridge import to_sympy
from gradekit.syntax.tree import Expr

Formula: TypeAlias = Any
"""A formula, matrix or array of SymPy, which has no types of its own."""
sp: Any = sympy


def array_formulas(composition: Composition, letters: Mapping[str, Formula]) -> dict[str, Formula]:
    """The formula of every entry of every array that is given by a formula, in letters of what it is made of."""
    values: dict[str, Formula] = dict(letters)
    for block in composition.blocks:
        if block.shape:
            values[block.name] = _of_letters(block.shape, [letters[name] for name in block.members])
    found: dict[str, Formula] = {}
    for block in composition.blocks:
        if block.formula is not None:
            found |= dict(zip(block.members, _entries(_value(block.formula, values)), strict=True))
    return found


def _of_letters(shape: tuple[int, ...], letters: list[Formula]) -> Formula:
    if len(shape) == 1:
        return sp.Matrix(letters)
    return sp.Matrix(*shape, letters) if len(shape) == 2 else sp.ImmutableDenseNDimArray(letters, shape)


def _entries(value: Formula) -> list[Formula]:
    if isinstance(value, sp.MatrixBase):
        return list(value)
    return list(sp.flatten(value.tolist())) if isinstance(value, sp.NDimArray) else [value]


def _value(formula: Expr, values: Mapping[str, Formula]) -> Formula:
    if formula.head == "symbol":
        return values[formula.name]
    args = [_value(arg, values) for arg in formula.args]
    if formula.head == "function" and formula.name == "hadamard":
        return _entrywise(Expr("multiply", formula.args), args)
    if formula.head == "function" and formula.name in _OF_MATRICES:
        return _OF_MATRICES[formula.name](*args)
    return _entrywise(formula, args)


def _entrywise(formula: Expr, args: list[Formula]) -> Formula:
    """The operation with a letter for each argument, and the entries put in their places."""
    names = [f"argument_{place}" for place in range(len(args))]
    pattern = Expr(formula.head, tuple(map(symbol, names)), formula.value)
    array = next((arg for arg in args if isinstance(arg, (sp.MatrixBase, sp.NDimArray))), None)
    columns = [_entries(arg) for arg in args]
    if array is None:
        return to_sympy(pattern, {name: column[0] for name, column in zip(names, columns, strict=True)})
    size = len(_entries(array))
    wide = [column * size if len(column) == 1 else column for column in columns]
    entries = [to_sympy(pattern, dict(zip(names, at, strict=True))) for at in zip(*wide, strict=True)]
    return type(array)(entries, array.shape) if isinstance(array, sp.NDimArray) else sp.Matrix(*array.shape, entries)


def _array(*rows: Formula) -> Formula:
    return sp.Matrix([list(row) if isinstance(row, sp.MatrixBase) else [row] for row in rows])


def _norm2(value: Formula) -> Formula:
    if isinstance(value, sp.MatrixBase):
        return (value.T * value).trace()
    return sum(entry**2 for entry in _entries(value))


def _softmax(value: Formula) -> Formula:
    grown = value.applyfunc(sp.exp)
    return grown / sum(grown)


_OF_ONE: dict[str, Callable[[Formula], Formula]] = {
    "transpose": lambda a: a.T,
    "sum": lambda a: sum(_entries(a)),
    "mean": lambda a: sp.Rational(1, len(_entries(a))) * sum(_entries(a)),
    "norm2": _norm2,
    "norm": lambda a: sp.sqrt(_norm2(a)),
    "trace": lambda a: a.trace(),
    "det": lambda a: a.det(),
    "inv": lambda a: a.adjugate() / a.det(method="berkowitz"),  # `inv` asks first, by numbers, whether det is 0
    "diag": lambda a: sp.diag(*a),
    "softmax": _softmax,
}
_OF_TWO: dict[str, Callable[[Formula, Formula], Formula]] = {
    "matmul": lambda a, b: a * b,
    "dot": lambda a, b: (a.T * b)[0],
    "outer": lambda a, b: a * b.T,
}
_OF_MATRICES: dict[str, Callable[..., Formula]] = {"array": _array, **_OF_ONE, **_OF_TWO}
