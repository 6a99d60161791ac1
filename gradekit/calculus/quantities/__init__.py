"""Quantities beyond first derivatives, one module each topic: value over the stages, label, sentence, steps and hints.

A new quantity is a struct in `model.quantities`, a `Described` in a module here, a row in the register, a road in
`problems.roads` for SymPy and a function for authors in `problems.asking`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradekit.calculus.quantities.quantity import Described
    from gradekit.model.composition import Quantity


def described(quantity: Quantity) -> Described:
    """How a quantity is worked out and spoken of."""
    # Most problems ask for none of these, so grading them does not load the modules.
    from gradekit.calculus.quantities.register import DESCRIBED

    return DESCRIBED[type(quantity)]
