"""The conventions of a course, chosen once and printed on every sheet: data that templates ask for by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

import msgspec

from gradekit.errors import OperatorError
from gradekit.model.nearest import nearest

Angles = Literal["physics", "mathematics"]
"""Which letter of spherical coordinates is measured from the z-axis: theta, or phi."""
Layout = Literal["numerator", "denominator"]
"""What the rows of the derivative dy/dx of a vector by a vector belong to: the entries of y, or those of x. The
derivative of a number by a vector, where it is a line, is a row or a column. What a question calls by the letter J has
a row for each output either way."""
Loss = Literal["varied", "half", "none", "mean"]
"""The factor of a squared error: as each formula states it, 1/2, 1, or one over the number of entries."""
Decimal = Literal["point", "comma"]
"""The mark before the places of a decimal number."""


class Conventions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a course has settled. A record holds only what differs from the defaults."""

    angles: Angles = "physics"
    layout: Layout = "numerator"
    loss: Loss = "varied"
    decimal: Decimal = "point"

    def value(self, name: str) -> str:
        """The convention of that name."""
        return str(getattr(self, name))

    def only(self, names: Iterable[str]) -> Conventions | msgspec.UnsetType:
        """Those of the names that differ from the defaults; unset where none do.

        >>> Conventions(angles="mathematics", loss="half").only(["loss", "layout"])
        Conventions(angles='physics', layout='numerator', loss='half', decimal='point')
        """
        told = {name: value for name in names if (value := self.value(name)) != USUAL.value(name)}
        return msgspec.convert(told, Conventions) if told else msgspec.UNSET


VARIED = "varied"
"""What is not settled: each problem has its own."""
USUAL = Conventions()
"""What holds where a course has settled nothing."""

VALUES: Mapping[str, tuple[str, ...]] = {
    "angles": get_args(Angles),
    "layout": get_args(Layout),
    "loss": get_args(Loss),
    "decimal": get_args(Decimal),
}
"""The values of each convention, the default first."""


def conventions_of(told: Iterable[str]) -> Conventions:
    """Conventions from words such as `angles=mathematics`; `OperatorError` with the nearest that is known.

    >>> conventions_of(["decimal=comma"]).decimal
    'comma'
    """
    found: dict[str, str] = {}
    for word in told:
        name, _, value = (piece.strip() for piece in word.partition("="))
        if name not in VALUES:
            raise OperatorError(f"There is no convention `{name}`. {nearest(name, VALUES)} Write `angles=mathematics`.")
        if value not in VALUES[name]:
            raise OperatorError(f"`{name}` cannot be `{value}`. {nearest(value, VALUES[name])}")
        if found.setdefault(name, value) != value:
            raise OperatorError(f"`{name}` is said to be `{found[name]}` and `{value}`; leave one of them out.")
    return msgspec.convert(found, Conventions)


def held(kept: Conventions | msgspec.UnsetType) -> Conventions:
    """The conventions of a record; the usual ones where it holds none."""
    return USUAL if isinstance(kept, msgspec.UnsetType) else kept
