"""Roads through cartesian coordinates: the position vector of a frame, and derivatives by x, y, z.

Of a frame that is known by name no scale factor is used: derivatives by x come from the inverse of the Jacobian of the
position, and unit vectors are made from the position. Of another frame the scale factors are all there is.
"""

from __future__ import annotations

from functools import lru_cache

from gradekit.model.quantities import Cartesian, Divergence, Laplacian, UnitVectors
from gradekit.problems.questions.frames import SIZES, coordinates
from gradekit.problems.vouching.roads.view import Formula, View, solved, sp
from gradekit.problems.vouching.slopes import slope


def unit_vectors(view: View, asked: UnitVectors) -> list[Formula]:
    """The partials of the position, each divided by its own length."""
    position = sp.Matrix([view.formula(name) for name in asked.position])
    units = [_unit(position.diff(view.letters[name])) for name in asked.along]
    if asked.back:
        return [unit[j] for j in range(len(asked.position)) for unit in units]
    return [entry for unit in units for entry in unit]


def _unit(vector: Formula) -> Formula:
    return vector / _length(tuple(vector))


@lru_cache(maxsize=32)
def _length(entries: tuple[Formula, ...]) -> Formula:
    vector = sp.Matrix(entries)
    return sp.sqrt(sp.trigsimp(sp.expand(vector.dot(vector))))


def cartesian(view: View, asked: Cartesian) -> list[Formula]:
    """f_x and so on, solved for from f_q = f_x x_q + f_y y_q."""
    names = sp.symbols(f"slope:{len(asked.position)}")
    equations = [
        view.total(asked.output, q)
        - sum(slope * view.total(x, q) for slope, x in zip(names, asked.position, strict=True))
        for q in view.composition.inputs
    ]
    return solved(equations, list(names))


def laplacian(view: View, asked: Laplacian) -> list[Formula]:
    """f_xx + f_yy + f_zz; its summands, and those of a frame without a position, by the scale factors."""
    formula, q = view.closed[asked.output], view.inputs()
    back = None if asked.terms else _back(view)
    if back is not None:
        return [sum(_by(_by(formula, x, back, q), x, back, q) for x in range(len(q)))]
    return by_scale_factors(view, asked)


def by_scale_factors(view: View, asked: Laplacian) -> list[Formula]:
    """The Laplacian or its summands by the scale factors of the frame."""
    formula, h = view.closed[asked.output], _scale(view)
    whole = sp.prod(h)
    terms = [slope(whole / a**2 * slope(formula, x), x) / whole for x, a in zip(view.inputs(), h, strict=True)]
    return [sp.expand(term) for term in terms] if asked.terms else [sp.expand(sum(terms))]


def divergence(view: View, asked: Divergence) -> list[Formula]:
    """The field in cartesian components, each differentiated by its own coordinate."""
    field, q, h = [view.formula(name) for name in asked.components], view.inputs(), _scale(view)
    back, position = _back(view), _position(view)
    if back is None or position is None:
        whole = sp.prod(h)
        return [sum(slope(whole / a * f, x) for x, a, f in zip(q, h, field, strict=True)) / whole]
    units = [_unit(position.diff(x)) for x in q]
    straight = [sum(f * unit[x] for f, unit in zip(field, units, strict=True)) for x in range(len(q))]
    return [sum(_by(component, x, back, q) for x, component in enumerate(straight))]


def _position(view: View) -> Formula | None:
    frame, inputs = view.composition.frame, view.composition.inputs
    if frame is None:
        return sp.Matrix(view.inputs())
    if SIZES.get(frame.name) != len(inputs):
        return None
    return sp.Matrix([view.converted(x) for x in coordinates(frame.name, inputs).position])


def _back(view: View) -> Formula | None:
    """The derivatives of the coordinates by x, y, z: rows are coordinates."""
    position = _position(view)
    return None if position is None else _inverted(tuple(position), tuple(view.inputs()))


@lru_cache(maxsize=8)
def _inverted(position: tuple[Formula, ...], letters: tuple[Formula, ...]) -> Formula:
    """The inverse of the Jacobian of a position; a frame has the same in every problem, and it takes a second."""
    jacobian = sp.Matrix.hstack(*(sp.Matrix(position).diff(x) for x in letters))
    return sp.trigsimp(sp.trigsimp(jacobian.adjugate()) / sp.trigsimp(jacobian.det(method="berkowitz")))


def _by(formula: Formula, x: int, back: Formula, q: list[Formula]) -> Formula:
    return sum(slope(formula, letter) * back[i, x] for i, letter in enumerate(q))


def _scale(view: View) -> list[Formula]:
    frame = view.composition.frame
    return [view.converted(h) for h in frame.scale] if frame else [sp.Integer(1)] * len(view.composition.inputs)
