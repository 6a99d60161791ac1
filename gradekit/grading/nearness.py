"""Stored values compared: how near two of them must be to be worth a closer look."""

from __future__ import annotations

from typing import TypeAlias

Number: TypeAlias = tuple[float, float] | None
"""A complex value, or None where there is none."""

RELATIVE = 1e-9
"""How near two stored values must be to be worth confirming. Nothing is concluded from nearness alone."""


def near(a: Number, b: Number) -> bool:
    """Whether two complex values agree to about nine digits; two missing values agree.

    >>> near((1.0, 0.0), (1.0 + 1e-12, 0.0)), near((1.0, 0.0), None)
    (True, False)
    """
    if a is None or b is None:
        return a is b
    return abs(complex(*a) - complex(*b)) <= RELATIVE * max(1.0, abs(complex(*a)))
