"""The place in a text where something is applied, for the error if it cannot be."""

from __future__ import annotations

from typing import NamedTuple, final

from gradekit.errors import StudentError
from gradekit.syntax.scope import Nested, Spot
from gradekit.syntax.tree import Expr


@final
class Site(NamedTuple):
    """A text, the column in it, and how many characters are meant."""

    spot: Spot
    offset: int
    width: int = 1

    def error(self, message: str, **params: str | int | tuple[str, ...]) -> StudentError:
        """The error at this place."""
        return self.spot.error(message, self.offset, self.width, **params)


def formula(value: Nested, site: Site) -> Expr:
    """The value where a single formula must stand."""
    if isinstance(value, Expr):
        return value
    raise site.error("read.open-entry" if value is None else "read.list-in-formula")
