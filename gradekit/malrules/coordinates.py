"""Mal-rules on changes of coordinates: unit vectors, cartesian components, Laplacians, other curvilinear frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from gradekit.calculus.cofactors import dot
from gradekit.calculus.lengths import lengths, per_length
from gradekit.calculus.products import times
from gradekit.calculus.quantities.fields import first_order
from gradekit.calculus.quantities.jacobians import jacobian
from gradekit.calculus.quantities.quantity import arranged, rows_of
from gradekit.calculus.stages import Walk
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import EVERYWHERE, Site, answered, malrule, wrong_answer
from gradekit.model.composition import Components
from gradekit.model.quantities import Cartesian, Laplacian, Second, UnitVectors
from gradekit.syntax.build import TWO, add, multiply, power, substitute, symbol
from gradekit.syntax.tree import Array, Expr, scalar

# ------------------------------------------------------------------ unit vectors and cartesian components


@wrong_answer("rotation-transposed", UnitVectors, Cartesian, evidence="E9")
def rotated_back(walk: Walk, asked: UnitVectors | Cartesian) -> Array | None:
    """The rotation between the two frames is used the wrong way round: rows and columns are interchanged."""
    if isinstance(asked, UnitVectors):
        rows = rows_of(walk.ingredient(asked))
        return arranged(list(zip(*rows, strict=True))) if len(rows) == len(rows[0]) else None
    moves = _unit_moves(walk, asked)
    if len(moves) != len(moves[0]):
        return None
    return arranged([[dot(_components(walk, asked.output), row) for row in moves]])


@wrong_answer("partials-for-components", Cartesian, evidence="E9")
def scale_forgotten_on_the_way_back(walk: Walk, asked: Cartesian) -> Array | None:
    """The partial by the angle is turned like a component: the scale factor is forgotten on the way back."""
    (partials,) = jacobian(walk, (asked.output,), walk.graph.composition.inputs)
    columns = zip(*_unit_moves(walk, asked), strict=True)
    return arranged([[dot(partials, column) for column in columns]])


@wrong_answer("unit-vectors-not-normalised", UnitVectors, evidence="E9")
def moves_not_divided(walk: Walk, asked: UnitVectors) -> Array | None:
    """The partials of the position are given, not divided by their lengths."""
    columns = [[walk.entry(name, q) for name in asked.position] for q in asked.along]
    return arranged([list(row) for row in zip(*columns, strict=True)] if asked.back else columns)


def _unit_moves(walk: Walk, asked: Cartesian) -> list[list[Expr]]:
    """A row for each coordinate: its unit vector in cartesian components."""
    inputs = walk.graph.composition.inputs
    return rows_of(walk.ingredient(UnitVectors(asked.position, inputs)))


def _components(walk: Walk, output: str) -> list[Expr]:
    composition = walk.graph.composition
    (partials,) = jacobian(walk, (output,), composition.inputs)
    return [per_length(partial, h) for partial, h in zip(partials, lengths(composition), strict=True)]


# ------------------------------------------------------------------ the Laplacian


@malrule("first-order-term-dropped", stage="frame", evidence="anal.")
def first_order_dropped(asked: Asked) -> Iterator[Site]:
    """The term with a first derivative, f_r / r, is forgotten."""
    return _laplacian(asked, lambda bent, _first, h: per_length(bent, power(h, 2)))


@malrule("one-over-r-squared-missing", stage="frame", evidence="anal.")
def second_order_not_scaled(asked: Asked) -> Iterator[Site]:
    """The second derivative by the angle is not divided by the square of the scale factor."""
    return _laplacian(asked, lambda bent, first, _h: add(bent, first))


@malrule("second-partials-added", stage="frame", evidence="anal.")
def second_partials_added(asked: Asked) -> Iterator[Site]:
    """The second partial derivatives are added as in cartesian coordinates: f_rr + f_tt."""
    return _laplacian(asked, lambda bent, _first, _h: bent)


@malrule("first-order-term-twice", stage="frame", evidence="anal.")
def first_order_twice(asked: Asked) -> Iterator[Site]:
    """The term with a first derivative is counted twice."""
    return _laplacian(asked, lambda bent, first, h: add(per_length(bent, power(h, 2)), times(TWO, first)))


@malrule("one-over-r-once", stage="frame", evidence="anal.")
def second_order_scaled_once(asked: Asked) -> Iterator[Site]:
    """The second derivative by the angle is divided by the scale factor once, not twice."""
    return _laplacian(asked, lambda bent, first, h: add(per_length(bent, h), first))


def _laplacian(asked: Asked, term: Callable[[Expr, Expr, Expr], Expr]) -> Iterator[Site]:
    """The Laplacian with its summands put together otherwise, from the second partial, the term of first order, and the
    scale factor of each direction."""
    quantity = asked.quantity
    if not isinstance(quantity, Laplacian):
        return

    def value(walk: Walk) -> Array:
        composition, f = walk.graph.composition, quantity.output
        terms: list[Expr] = []
        for place, (name, h) in enumerate(zip(composition.inputs, lengths(composition), strict=True)):
            bent = walk.ingredient(Second(f, (name,), (name,))).scalar
            terms.append(term(bent, times(first_order(composition, place, 2), walk.entry(f, name)), h))
        return arranged([terms]) if quantity.terms else scalar(add(*terms))

    yield EVERYWHERE, answered(value)


# ------------------------------------------------------------------ frames in space


@wrong_answer("sin-theta-missing", Components, evidence="E9")
def sine_forgotten_in_the_scale_factor(walk: Walk, asked: Components) -> Array | None:
    """The scale factor r sin(theta) of the azimuth is taken to be r."""
    h = lengths(walk.graph.composition)
    bare = tuple(_without_sine(factor) for factor in h)
    return None if bare == h else _scaled(walk, asked, bare)


@wrong_answer("angle-convention-swapped", Components, evidence="conv")
def angles_named_the_other_way(walk: Walk, asked: Components) -> Array | None:
    """The two angles are named the other way round: theta is taken for the azimuth."""
    composition = walk.graph.composition
    if composition.frame is None or composition.frame.name != "spherical":
        return None
    _, theta, phi = composition.inputs
    swapped = {theta: symbol(phi), phi: symbol(theta)}
    h = tuple(substitute(factor, swapped) for factor in lengths(composition))
    return _scaled(walk, asked, (h[0], h[2], h[1]))


@malrule("components-permuted", stage="frame", evidence="E9")
def components_in_another_order(asked: Asked) -> Iterator[Site]:
    """Two of the components changed places."""
    quantity = asked.quantity
    n = len(asked.composition.inputs)
    if not isinstance(quantity, Components | Cartesian) or (n == 2 and isinstance(quantity, Components)):
        return
    for i, j in combinations(range(n), 2):

        def swapped(walk: Walk, i: int = i, j: int = j) -> Array:
            right = walk.ingredient(quantity) if isinstance(quantity, Cartesian) else _scaled_rightly(walk, quantity)
            entries = list(right)
            entries[i], entries[j] = entries[j], entries[i]
            return Array(right.shape, tuple(entries))

        yield f"components {i + 1} and {j + 1}", answered(swapped)


def _scaled_rightly(walk: Walk, asked: Components) -> Array:
    return _scaled(walk, asked, lengths(walk.graph.composition))


def _scaled(walk: Walk, asked: Components, h: tuple[Expr, ...]) -> Array:
    (partials,) = jacobian(walk, (asked.output,), walk.graph.composition.inputs)
    return arranged([[per_length(partial, factor) for partial, factor in zip(partials, h, strict=True)]])


def _without_sine(factor: Expr) -> Expr:
    """A product without its sine."""
    if factor.head != "multiply":
        return factor
    return multiply(*(arg for arg in factor.args if arg.head != "function"))
