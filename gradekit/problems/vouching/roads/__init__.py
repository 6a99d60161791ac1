"""SymPy's own road to each quantity beyond first derivatives: substitute first, differentiate then.

A road shares no code with the stages, and where it can no formula either: implicit derivatives are solved for after an
unknown function was put in, Laplacians go through cartesian derivatives, products with vectors are slopes along a line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gradekit.model import quantities as asked
from gradekit.problems.vouching.roads import costs, fields, maps, second
from gradekit.problems.vouching.roads.view import Formula, View

__all__ = ["ROADS", "View", "road", "shorter"]

Road = Callable[[View, Any], list[Formula]]

ROADS: dict[type, Road] = {
    asked.Second: second.second,
    asked.Implicit: second.implicit,
    asked.Determinant: maps.determinant,
    asked.Inverse: maps.inverse,
    asked.Product: maps.product,
    asked.Directional: maps.directional,
    asked.Ascent: maps.ascent,
    asked.Descent: maps.descent,
    asked.UnitVectors: fields.unit_vectors,
    asked.Cartesian: fields.cartesian,
    asked.Laplacian: fields.laplacian,
    asked.Divergence: fields.divergence,
    asked.Tangents: maps.tangents,
    asked.Adjoints: maps.adjoints,
    asked.Multiplications: costs.multiplications,
    asked.Operations: costs.operations,
    asked.Passes: costs.passes,
}
"""Every quantity that is derived, by its type."""


def shorter(view: View, quantity: asked.Further, entries: list[Formula]) -> list[Formula]:
    """The same entries on a road whose formulas are shorter, for print."""
    if isinstance(quantity, asked.Laplacian):
        return fields.by_scale_factors(view, quantity)
    return entries


def road(view: View, quantity: asked.Further) -> list[Formula]:
    """The entries of the quantity in row-major order, as SymPy derives them."""
    return ROADS[type(quantity)](view, quantity)
