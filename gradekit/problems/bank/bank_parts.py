"""Quantities beyond first derivatives in a bank: the functions of `problems.asking` by name, as data.

[[part]]
ask = "directional"
of = ["f"]
by = ["x", "y"]
options = { vector = ["3", "4"] }
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gradekit.model.nearest import nearest
from gradekit.model.quantities import Further
from gradekit.problems.drafting.parts import Ask
from gradekit.problems.questions import asking

FUNCTIONS: dict[str, Callable[..., Ask]] = {
    "second": asking.second,
    "hessian": asking.hessian,
    "implicit": asking.implicit,
    "jacobian-det": asking.jacobian_det,
    "jacobian-inverse": asking.jacobian_inverse,
    "jvp": asking.jvp,
    "vjp": asking.vjp,
    "directional": asking.directional,
    "ascent": asking.ascent,
    "descent": asking.descent,
    "unit-vectors": asking.unit_vectors,
    "cartesian": asking.cartesian,
    "laplacian": asking.laplacian,
    "divergence": asking.divergence,
    "tangents": asking.tangents,
    "adjoints": asking.adjoints,
    "operations": asking.operations,
    "passes": asking.passes,
}
"""Each function by the word that a bank uses for it; `of` and `by` are its first two arguments."""


def further(ask: str, of: Sequence[str], by: Sequence[str], options: Mapping[str, Any]) -> Further:
    """The quantity; `ValueError` says what does not fit."""
    function = FUNCTIONS[ask]
    known = [name for name in inspect.signature(function).parameters if name != "said"]
    names = [" ".join(of), *([" ".join(by)] if by else [])]
    if unknown := sorted(options.keys() - set(known[len(names) :])):
        raise ValueError(
            f"`{ask}` has no option `{unknown[0]}`. {nearest(unknown[0], known[len(names) :] or ['none'])}".rstrip(".")
        )
    try:
        quantity = function(*names, **options).quantity
    except TypeError as error:
        raise ValueError(f"`{ask}` needs more than it was given: {error}") from error
    assert isinstance(quantity, Further), "every function of the table asks for one"
    return quantity
