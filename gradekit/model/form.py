"""Forms: what an answer can be asked to look like besides being right, and how far it needs to be determined."""

from __future__ import annotations

from typing import Literal

import msgspec

FormName = Literal["exact", "factored", "expanded", "digits", "letters", "up-to-constant", "up-to-factor"]


class AskedForm(msgspec.Struct, frozen=True, omit_defaults=True):
    """One form that is asked for.

    | name           | the answer                                                                       |
    |----------------|----------------------------------------------------------------------------------|
    | exact          | has no decimals                                                                  |
    | factored       | is a product of factors that do not factor further over Q                        |
    | expanded       | has no product with a sum and no power of a sum left                             |
    | digits         | is a decimal with at least `digits` significant digits, one unit in the last off |
    | letters        | has no other letters than `letters`                                              |
    | up-to-constant | may differ by a constant: by what does not depend on `letters`                   |
    | up-to-factor   | may differ by a factor other than 0 that does not depend on `letters`            |
    """

    name: FormName
    digits: int = 0
    letters: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = str(self.digits) if self.digits else ",".join(self.letters)
        return f"{self.name}:{told}" if told else self.name


WIDENING = frozenset({"up-to-constant", "up-to-factor"})
"""Forms that let more answers count as right; the others ask for a form besides the right value."""
