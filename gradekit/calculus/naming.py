"""The label of any quantity."""

from __future__ import annotations

from gradekit.calculus.labels import Spoken, quantity_label
from gradekit.calculus.quantities import described
from gradekit.model.composition import At, Composition, Quantity
from gradekit.model.quantities import Further


def label_of(quantity: Quantity, composition: Composition, spoken_as: Spoken | None = None) -> str:
    r"""What is asked for as LaTeX; of a value at a point the label of the formula.

    >>> from gradekit.model.composition import Node
    >>> from gradekit.model.quantities import Second
    >>> from gradekit.syntax.build import power, symbol
    >>> square = Composition(("x",), (Node("f", power(symbol("x"), 2)),), ("f",))
    >>> label_of(Second("f", ("x",), ("x",)), square)
    '\\frac{d^{2} f}{d x^{2}}'
    """
    if isinstance(quantity, At):
        return label_of(quantity.quantity, composition, spoken_as)
    if isinstance(quantity, Further):
        return described(quantity).label(quantity, composition, spoken_as or {})
    return quantity_label(quantity, composition, spoken_as)
