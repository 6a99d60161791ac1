"""What a part can ask for beyond first derivatives and components: places in the stages, as data.

Every name is one of a symbol of the composition. Vectors are tuples of expressions without letters.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from gradekit.syntax.tree import Expr

Names = tuple[str, ...]

Term = Literal["all", "quadratic", "linear"]


class Second(msgspec.Struct, frozen=True, tag="second"):
    """Second derivatives along all paths: entry (i, j) differentiates the output by `first[i]`, then by `second[j]`.

    `term` asks for one of the two summands that the chain rule gives: `quadratic` is x_s^T H x_t with the Hessian H of
    the output by the letters of its own formula, `linear` is grad f . x_st. With `local` the letters of the formula
    itself are differentiated by, all others held fixed.
    """

    output: str
    first: Names
    second: Names
    term: Term = "all"
    local: bool = False


class Implicit(msgspec.Struct, frozen=True, tag="implicit"):
    """Derivatives of unknowns that equations F = 0 define, `equations` being the nodes F: entry (i, j) is
    d unknowns[i] / d by[j]; of the second order, by the same input twice, for one equation."""

    equations: Names
    unknowns: Names
    by: Names
    order: Literal[1, 2] = 1


class Determinant(msgspec.Struct, frozen=True, tag="determinant"):
    """The determinant of the Jacobian of the outputs by the inputs; `inverse` that of the inverse map, `absolute` its
    absolute value, the factor by which areas and volumes grow."""

    outputs: Names
    inputs: Names
    absolute: bool = False
    inverse: bool = False


class Inverse(msgspec.Struct, frozen=True, tag="inverse"):
    """The inverse of the Jacobian of the outputs by the inputs: entry (i, j) is d inputs[i] / d outputs[j]."""

    outputs: Names
    inputs: Names


class Product(msgspec.Struct, frozen=True, tag="product"):
    """The Jacobian J times a vector: J v, or u^T J with `left`."""

    outputs: Names
    inputs: Names
    vector: tuple[Expr, ...]
    left: bool = False


class Directional(msgspec.Struct, frozen=True, tag="directional"):
    """The derivative of the output in the direction of a vector, which is made a unit vector first."""

    output: str
    inputs: Names
    vector: tuple[Expr, ...]


class Ascent(msgspec.Struct, frozen=True, tag="ascent"):
    """The unit vector in which the output grows fastest: its gradient divided by the length of the gradient."""

    output: str
    inputs: Names


class Descent(msgspec.Struct, frozen=True, tag="descent"):
    """The inputs after one step of gradient descent: w - rate * dC/dw."""

    output: str
    inputs: Names
    rate: Expr


class UnitVectors(msgspec.Struct, frozen=True, tag="unit-vectors"):
    """The unit vectors of the frame in cartesian components: a row for each of the inputs `along`, a column for each of
    the nodes `position`; with `back` the cartesian unit vectors in the frame, a row for each of `position`."""

    position: Names
    along: Names
    back: bool = False


class Cartesian(msgspec.Struct, frozen=True, tag="cartesian"):
    """The partial derivatives of the output by the coordinates `position`, written in the inputs: the row of its
    partials by the inputs times the inverse of the Jacobian of the position."""

    output: str
    position: Names


class Laplacian(msgspec.Struct, frozen=True, tag="laplacian"):
    """The Laplacian of the output in the frame of the composition; with `terms` its summands, one for each input."""

    output: str
    terms: bool = False


class Divergence(msgspec.Struct, frozen=True, tag="divergence"):
    """The divergence of a vector field, its components along the unit vectors of the frame being these nodes."""

    components: Names


class Tangents(msgspec.Struct, frozen=True, tag="tangents"):
    """The forward trace: the tangent of each node, in the order of `nodes`, for tangents `seed` of the inputs."""

    nodes: Names
    seed: tuple[Expr, ...]
    substituted: bool = False


class Adjoints(msgspec.Struct, frozen=True, tag="adjoints"):
    """The reverse trace: the derivative of the output by each of `nodes`, collected over what uses the node."""

    output: str
    nodes: Names
    substituted: bool = False


class Multiplications(msgspec.Struct, frozen=True, tag="multiplications"):
    """Multiplications of numbers that a chain of Jacobians J_n ... J_1 takes; `sizes` are n_0, ..., n_n, J_k having n_k
    rows and n_(k-1) columns. `forward` starts with J_2 J_1, `reverse` with J_n J_(n-1), `best` is the least number."""

    sizes: tuple[int, ...]
    order: Literal["forward", "reverse", "best"]


class Operations(msgspec.Struct, frozen=True, tag="operations"):
    """Operations of the evaluation of the output: a node with k letters counts max(1, k - 1). `reverse` counts the
    products and sums of the reverse trace: a product for each edge, and a sum for each further use of a letter."""

    output: str
    trace: Literal["function", "reverse"] = "function"


class Passes(msgspec.Struct, frozen=True, tag="passes"):
    """Passes that the whole Jacobian takes: one for each input forward, one for each output in reverse."""

    outputs: Names
    inputs: Names
    mode: Literal["forward", "reverse"]


class Given(msgspec.Struct, frozen=True, tag="given"):
    """An answer that its author states and nothing derives; the value stands in the key alone."""

    shape: tuple[int, ...] = ()


Formula = (
    Second
    | Implicit
    | Determinant
    | Inverse
    | Product
    | Directional
    | Ascent
    | Descent
    | UnitVectors
    | Cartesian
    | Laplacian
    | Divergence
    | Tangents
    | Adjoints
)
"""Quantities that are formulas, so that they have values at points."""

Count = Multiplications | Operations | Passes
"""Quantities that are whole numbers."""

Further = Formula | Count | Given
