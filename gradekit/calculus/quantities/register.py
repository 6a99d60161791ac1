"""The register of quantities beyond first derivatives. It is loaded when one of them is first asked for."""

from __future__ import annotations

from gradekit.calculus.quantities import costs, directions, fields, frames, given, implicit, jacobians, second, traced
from gradekit.calculus.quantities.quantity import Described
from gradekit.model import quantities as asked

DESCRIBED: dict[type, Described] = {
    asked.Second: second.DESCRIBED,
    asked.Implicit: implicit.DESCRIBED,
    asked.Determinant: jacobians.DETERMINANT,
    asked.Inverse: jacobians.INVERSE,
    asked.Product: directions.PRODUCT,
    asked.Directional: directions.DIRECTIONAL,
    asked.Ascent: directions.ASCENT,
    asked.Descent: directions.DESCENT,
    asked.UnitVectors: frames.UNITS,
    asked.Cartesian: frames.CARTESIAN,
    asked.Laplacian: fields.LAPLACIAN,
    asked.Divergence: fields.DIVERGENCE,
    asked.Tangents: traced.TANGENTS,
    asked.Adjoints: traced.ADJOINTS,
    asked.Multiplications: costs.MULTIPLICATIONS,
    asked.Operations: costs.OPERATIONS,
    asked.Passes: costs.PASSES,
    asked.Given: given.DESCRIBED,
}
"""Every quantity beyond first derivatives by its type."""
