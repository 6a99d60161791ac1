"""Mal-rules on components along unit vectors: the scale factors, the directions, and the coordinates themselves.

The angular directions are those whose scale factor is not 1. Rules that turn the unit vectors are about plane polar
coordinates, where f_x and f_y are found by rotating: f_x = cos(theta) f_r - sin(theta) f_theta / r, and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gradekit.calculus.graph import Edge
from gradekit.calculus.lengths import per_length, scale
from gradekit.calculus.products import over
from gradekit.calculus.stages import STAGES, Stages, Walk
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import EVERYWHERE, Site, edge_sites, malrule
from gradekit.model.composition import Components, Quantity, Total
from gradekit.syntax.build import ONE, PI, add, cos, divide, multiply, negate, number, power, sin, subtract, symbol
from gradekit.syntax.tree import Array, Expr

Component = Callable[[Expr, Expr], Expr]
"""A component from the partial and the scale factor h of its direction."""


PLANE = 2
"""Coordinates of a plane."""


# ------------------------------------------------------------------ scale factors


@malrule("missing-one-over-r", stage="frame", evidence="E9")
def partials_as_components(asked: Asked) -> Iterator[Site]:
    """The partials are given as the components: change per radian, not per length."""
    return _scaled(asked, lambda partial, _: partial)


@malrule("r-instead-of-one-over-r", stage="frame", evidence="E9")
def multiplied_by_scale(asked: Asked) -> Iterator[Site]:
    """The partial is multiplied by the scale factor instead of divided by it."""
    return _scaled(asked, multiply)


@malrule("one-over-r-squared", stage="frame", evidence="E9")
def divided_twice(asked: Asked) -> Iterator[Site]:
    """The partial is divided by the square of the scale factor."""
    return _scaled(asked, lambda partial, h: partial if h == ONE else over(partial, power(h, 2)))


@malrule("e-theta-sign", stage="frame", evidence="E9")
def angular_sign(asked: Asked) -> Iterator[Site]:
    """The angular direction is taken the wrong way round."""
    return _scaled(asked, lambda partial, h: partial if h == ONE else negate(per_length(partial, h)))


@malrule("degrees", stage="frame", evidence="conv")
def in_degrees(asked: Asked) -> Iterator[Site]:
    """The angle is taken in degrees, so that a factor pi/180 appears."""
    degree = divide(PI, number(180))
    return _scaled(asked, lambda partial, h: partial if h == ONE else multiply(degree, per_length(partial, h)))


@malrule("one-over-r-on-wrong-component", stage="frame", evidence="E9")
def scale_on_wrong_component(asked: Asked) -> Iterator[Site]:
    """The scale factors are used in the wrong directions."""
    if isinstance(asked.quantity, Components):
        h = scale(asked.composition)[::-1]
        yield EVERYWHERE, _framed(lambda _, array: _mapped(array, h, per_length))


@malrule("one-over-r-on-both", stage="frame", evidence="E9")
def scale_on_both(asked: Asked) -> Iterator[Site]:
    """Both components are divided by the scale factor of the angle."""
    if isinstance(asked.quantity, Components):
        h = next((factor for factor in scale(asked.composition) if factor != ONE), ONE)
        yield EVERYWHERE, _framed(lambda _, array: _mapped(array, (h,) * len(array.entries), per_length))


@malrule("components-swapped", stage="frame", evidence="E9")
def components_swapped(asked: Asked) -> Iterator[Site]:
    """The two components are given in the opposite order; three are `components-permuted`."""
    if isinstance(asked.quantity, Components) and len(asked.composition.inputs) == PLANE:
        h = scale(asked.composition)

        def swapped(_: Walk, array: Array) -> Array:
            return Array(array.shape, _mapped(array, h, per_length).entries[::-1])

        yield EVERYWHERE, _framed(swapped)


# ------------------------------------------------------------------ unit vectors


@malrule("cartesian-components-kept", stage="frame", evidence="E9")
def cartesian_components(asked: Asked) -> Iterator[Site]:
    """The components along x and y are given, only written in the polar coordinates."""
    return _rotated(asked, lambda fx, fy, _: (fx, fy))


@malrule("unit-vectors-rotated-wrong-way", stage="frame", evidence="E9")
def rotated_wrong_way(asked: Asked) -> Iterator[Site]:
    """The unit vectors are turned by -theta."""
    return _rotated(
        asked,
        lambda fx, fy, angle: (
            subtract(multiply(cos(angle), fx), multiply(sin(angle), fy)),
            add(multiply(sin(angle), fx), multiply(cos(angle), fy)),
        ),
    )


@malrule("unit-vectors-sin-cos-swapped", stage="frame", evidence="E9")
def sine_and_cosine_swapped(asked: Asked) -> Iterator[Site]:
    """Sine and cosine are interchanged in the unit vectors."""
    return _rotated(
        asked,
        lambda fx, fy, angle: (
            add(multiply(sin(angle), fx), multiply(cos(angle), fy)),
            subtract(multiply(sin(angle), fy), multiply(cos(angle), fx)),
        ),
    )


@malrule("reciprocal-partials", stage="derive", evidence="E2")
def reciprocal_partials(asked: Asked) -> Iterator[Site]:
    """A partial derivative of a coordinate, such as x_r, is found as one over the opposite one, 1/r_x."""
    layers = asked.graph.layers
    if asked.composition.frame is None or layers is None or [len(layer) for layer in layers[:2]] != [2, 2]:
        return
    (r, angle), (x, y) = layers[0], layers[1]
    a, b, c, d = (asked.graph.local(name, parent) for name in (x, y) for parent in (r, angle))
    determinant = subtract(multiply(a, d), multiply(b, c))
    # r_x = d/det and so on by the inverse of the Jacobian.
    wrong: dict[Edge, Expr] = {
        (x, r): over(determinant, d),
        (x, angle): negate(over(determinant, c)),
        (y, r): negate(over(determinant, b)),
        (y, angle): over(determinant, a),
    }
    yield from edge_sites({edge: wrong[edge] for edge in asked.edges if edge in wrong})


def _scaled(asked: Asked, component: Component) -> Iterator[Site]:
    if isinstance(asked.quantity, Components):
        h = scale(asked.composition)
        yield EVERYWHERE, _framed(lambda _, array: _mapped(array, h, component))


def _rotated(asked: Asked, turned: Callable[[Expr, Expr, Expr], tuple[Expr, Expr]]) -> Iterator[Site]:
    frame = asked.composition.frame
    if not isinstance(asked.quantity, Components) or frame is None or frame.name != "polar":
        return
    angle = symbol(asked.composition.inputs[1])
    output = asked.quantity.output

    def rotated(walk: Walk, array: Array) -> Array:
        return Array(array.shape, turned(*_cartesian(asked, walk, output, array), angle))

    yield EVERYWHERE, _framed(rotated)


def _cartesian(asked: Asked, walk: Walk, output: str, gradient: Array) -> tuple[Expr, Expr]:
    """f_x and f_y in the polar coordinates: from the formula in x and y where there is one, else by rotation."""
    layers = asked.graph.layers
    if layers is not None and [len(layer) for layer in layers] == [2, 2, 1]:
        x, y = layers[1]
        found = STAGES.shape(walk, Total((output,), (x, y)))
        return found.entries[0], found.entries[1]
    r, angle = map(symbol, asked.composition.inputs)
    radial, angular = gradient.entries[0], over(gradient.entries[1], r)
    return (
        subtract(multiply(cos(angle), radial), multiply(sin(angle), angular)),
        add(multiply(sin(angle), radial), multiply(cos(angle), angular)),
    )


def _mapped(array: Array, h: tuple[Expr, ...], component: Component) -> Array:
    return Array(array.shape, tuple(component(partial, factor) for partial, factor in zip(array, h, strict=True)))


def _framed(components: Callable[[Walk, Array], Array]) -> Stages:
    def frame(walk: Walk, _: Quantity, array: Array) -> Array:
        return components(walk, array)

    return Stages(frame=frame)
