"""Roads to counts: brackets tried one by one, operators counted in what is written."""

from __future__ import annotations

import ast

from gradekit.model.quantities import Multiplications, Operations, Passes
from gradekit.problems.vouching.roads.view import Formula, View, sp
from gradekit.syntax.write import to_text

Shape = tuple[int, int]


def multiplications(_view: View, asked: Multiplications) -> list[Formula]:
    """Matrices multiplied one after the other, or every way to set brackets."""
    shapes = [(above, below) for below, above in zip(asked.sizes, asked.sizes[1:], strict=False)][::-1]
    if asked.order == "best":
        return [sp.Integer(min(_all_ways(shapes)))]
    if asked.order == "forward":
        shapes = [(below, above) for above, below in reversed(shapes)]  # transposed, J_1^T is the first
    cost, (rows, columns) = 0, shapes[0]
    for inner, after in shapes[1:]:
        assert inner == columns, "the Jacobians of a chain fit"
        cost, columns = cost + rows * inner * after, after
    return [sp.Integer(cost)]


def _all_ways(shapes: list[Shape]) -> list[int]:
    if len(shapes) == 1:
        return [0]
    return [
        left + right + shapes[0][0] * shapes[cut - 1][1] * shapes[-1][1]
        for cut in range(1, len(shapes))
        for left in _all_ways(shapes[:cut])
        for right in _all_ways(shapes[cut:])
    ]


def operations(view: View, asked: Operations) -> list[Formula]:
    """Operators and calls in the formulas as they are typed; in reverse each use of a letter by a formula below the
    output, and each use after its first."""
    needed = _below(view, asked.output)
    if asked.trace == "function":
        typed = (to_text(node.expr) for node in view.composition.nodes if node.name in needed)
        return [sp.Integer(sum(_operators(text) for text in typed))]
    used = [letter for name in needed for letter in view.nodes[name].free_symbols]
    return [sp.Integer(2 * len(used) - len(set(used)))]


def _operators(text: str) -> int:
    tree = ast.parse(text.replace("^", "**"), mode="eval")
    return sum(isinstance(node, ast.BinOp | ast.Call) for node in ast.walk(tree))


def _below(view: View, output: str) -> set[str]:
    name_of = {letter: name for name, letter in view.letters.items()}
    found, todo = {output}, [output]
    while todo:
        for letter in view.nodes[todo.pop()].free_symbols:
            name = name_of[letter]
            if name in view.nodes and name not in found:
                found.add(name)
                todo.append(name)
    return found


def passes(_view: View, asked: Passes) -> list[Formula]:
    """The columns or the rows of the Jacobian."""
    shape = sp.zeros(len(asked.outputs), len(asked.inputs)).shape
    return [sp.Integer(shape[1] if asked.mode == "forward" else shape[0])]
