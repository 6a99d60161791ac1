"""Roads to what is made of Jacobians and vectors, and to traces."""

from __future__ import annotations

from gradekit.model.quantities import Adjoints, Ascent, Descent, Determinant, Directional, Inverse, Product, Tangents
from gradekit.problems.vouching.roads.view import Formula, View, solved, sp
from gradekit.problems.vouching.slopes import slope


def _jacobian(view: View, outputs: tuple[str, ...], inputs: tuple[str, ...]) -> Formula:
    return sp.Matrix([[view.there(view.total(output, name)) for name in inputs] for output in outputs])


def determinant(view: View, asked: Determinant) -> list[Formula]:
    """By Berkowitz' method, without divisions."""
    det = _jacobian(view, asked.outputs, asked.inputs).det(method="berkowitz")
    det = 1 / det if asked.inverse else det
    return [sp.Abs(det) if asked.absolute else det]


def inverse(view: View, asked: Inverse) -> list[Formula]:
    """By solving for each column."""
    n = len(asked.inputs)
    jacobian = _jacobian(view, asked.outputs, asked.inputs)
    unknown = list(sp.symbols(f"unknown:{n * n}"))
    product = jacobian * sp.Matrix(n, n, unknown) - sp.eye(n)
    return solved(list(product), unknown)


def product(view: View, asked: Product) -> list[Formula]:
    """From the right the slope along the vector; from the left the gradient of the weighted sum."""
    vector = [view.converted(entry) for entry in asked.vector]
    formulas = [view.formula(name) for name in asked.outputs]
    if not asked.left:
        return view.slope_along(formulas, asked.inputs, vector)
    weighted = sum(weight * formula for weight, formula in zip(vector, formulas, strict=True))
    return [slope(weighted, view.letters[name]) for name in asked.inputs]


def directional(view: View, asked: Directional) -> list[Formula]:
    """The slope along the vector of length 1."""
    vector = sp.Matrix([view.converted(entry) for entry in asked.vector])
    return view.slope_along([view.formula(asked.output)], asked.inputs, list(vector / vector.norm()))


def ascent(view: View, asked: Ascent) -> list[Formula]:
    """The gradient made a unit vector by SymPy."""
    gradient = _jacobian(view, (asked.output,), asked.inputs)
    return list(gradient / sp.sqrt(gradient.dot(gradient)))


def descent(view: View, asked: Descent) -> list[Formula]:
    """The least point of the parabola that has the slope of the output and the curvature 1/rate."""
    rate, formula = view.converted(asked.rate), view.formula(asked.output)
    found: list[Formula] = []
    for name in asked.inputs:
        step, steep = sp.symbols("step steep", real=True, cls=sp.Dummy)  # a letter: long formulas are slow to solve for
        (best,) = sp.solve(sp.diff(steep * step + step**2 / (2 * rate), step), step)
        found.append(view.letters[name] + best.xreplace({steep: sp.diff(formula, view.letters[name])}))
    return found


def tangents(view: View, asked: Tangents) -> list[Formula]:
    """The slope of each node along the seed."""
    seed = [view.converted(entry) for entry in asked.seed]
    return view.slope_along([view.formula(name) for name in asked.nodes], view.composition.inputs, seed)


def adjoints(view: View, asked: Adjoints) -> list[Formula]:
    """The derivative by each symbol, which is held as a letter."""
    return [view.total(asked.output, name) if name != asked.output else sp.Integer(1) for name in asked.nodes]
