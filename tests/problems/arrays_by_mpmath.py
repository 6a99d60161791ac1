"""Array formulas evaluated with nested lists of mpmath's numbers: a road of its own, for tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mpmath import mp, mpf

from gradekit.model.composition import Composition
from gradekit.syntax.tree import Expr

Number = Any
Values = Any
"""A number, a list of numbers, or a list of such lists."""


def each(work: Callable[..., Number], *arrays: Values) -> Values:
    """The work on entries at one place; a number goes with every entry."""
    if not any(isinstance(array, list) for array in arrays):
        return work(*arrays)
    size = next(len(array) for array in arrays if isinstance(array, list))
    return [each(work, *(a[i] if isinstance(a, list) else a for a in arrays)) for i in range(size)]


def flat(array: Values) -> list[Number]:
    return [entry for part in array for entry in flat(part)] if isinstance(array, list) else [array]


def times(a: Values, b: Values) -> Values:
    if not isinstance(a[0], list):
        return sum(p * q for p, q in zip(a, b, strict=True))
    if not isinstance(b[0], list):
        return [times(row, b) for row in a]
    return [[times(row, list(column)) for column in zip(*b, strict=True)] for row in a]


def matrix(a: Values) -> Any:
    return mp.matrix(a)


ARRAYS: dict[str, Callable[..., Values]] = {
    "array": lambda *rows: list(rows),
    "matmul": times,
    "transpose": lambda a: [list(row) for row in zip(*a, strict=True)],
    "hadamard": lambda a, b: each(lambda p, q: p * q, a, b),
    "dot": times,
    "outer": lambda a, b: [[p * q for q in b] for p in a],
    "sum": lambda a: sum(flat(a)),
    "mean": lambda a: sum(flat(a)) / len(flat(a)),
    "norm2": lambda a: sum(x * x for x in flat(a)),
    "norm": lambda a: mp.sqrt(sum(x * x for x in flat(a))),
    "trace": lambda a: sum(a[i][i] for i in range(len(a))),
    "det": lambda a: mp.det(matrix(a)),
    "inv": lambda a: (matrix(a) ** -1).tolist(),
    "diag": lambda a: [[a[i] if i == j else mpf(0) for j in range(len(a))] for i in range(len(a))],
    "softmax": lambda a: [mp.exp(x) / sum(map(mp.exp, a)) for x in a],
}
NUMBERS: dict[str, Callable[..., Number]] = {
    "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
    "softplus": lambda x: mp.log(1 + mp.exp(x)),
    **{name: getattr(mp, name) for name in ("sin", "cos", "exp", "log", "sqrt", "tanh", "atan")},
}
HEADS: dict[str, Callable[..., Number]] = {
    "add": lambda *terms: sum(terms),
    "negate": lambda x: -x,
    "multiply": lambda *factors: mp.fprod(factors),
    "divide": lambda a, b: a / b,
    "power": lambda a, b: a**b,
}


def value(formula: Expr, letters: Mapping[str, Values]) -> Values:
    """The value of a formula."""
    if formula.head == "symbol":
        return letters[formula.name]
    if formula.head == "number":
        return mpf(formula.number.numerator) / formula.number.denominator
    args = [value(arg, letters) for arg in formula.args]
    if formula.head == "function" and formula.name in ARRAYS:
        return ARRAYS[formula.name](*args)
    return each(HEADS.get(formula.head) or NUMBERS[formula.name], *args)


def shaped(entries: list[Number], shape: tuple[int, ...]) -> Values:
    """Entries in row-major order as nested lists."""
    if not shape:
        return entries[0]
    step = len(entries) // shape[0]
    return [shaped(entries[i * step : (i + 1) * step], shape[1:]) for i in range(shape[0])]


def outputs_at(composition: Composition, point: Mapping[str, Number], name: str) -> list[Number]:
    """The entries of an array at a point of the inputs, by the formulas of arrays alone."""
    letters: dict[str, Values] = dict(point)
    for block in composition.blocks:
        if block.formula is not None:
            letters[block.name] = value(block.formula, letters)
        else:
            letters[block.name] = shaped([letters[member] for member in block.members], block.shape)
        letters |= dict(zip(block.members, flat(letters[block.name]), strict=True))
    return flat(letters[name])


def difference_quotients(
    composition: Composition, point: Mapping[str, Number], top: str, by: tuple[str, ...]
) -> list[Number]:
    """The derivatives of the entries of an array by symbols, row by row, by central differences of the fourth order."""
    h = mpf(10) ** -9
    columns: list[list[Number]] = []
    for name in by:
        near, far = (
            [
                (up - down) / (2 * step)
                for up, down in zip(
                    outputs_at(composition, {**point, name: point[name] + step}, top),
                    outputs_at(composition, {**point, name: point[name] - step}, top),
                    strict=True,
                )
            ]
            for step in (h, 2 * h)
        )
        columns.append([(4 * a - b) / 3 for a, b in zip(near, far, strict=True)])
    return [column[i] for i in range(len(columns[0])) for column in columns]
