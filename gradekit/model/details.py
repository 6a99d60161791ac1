"""What a part says about its answer beyond its shape: names of rows, sizes of arrays, the formula to take apart."""

from __future__ import annotations

from typing import Literal

import msgspec

from gradekit.syntax.tree import Expr


class Rows(msgspec.Struct, frozen=True, tag="rows"):
    """The rows of a table, by name, in their order."""

    names: tuple[str, ...]


class Members(msgspec.Struct, frozen=True, tag="members", omit_defaults=True):
    """The members of a set: `words`, perhaps among the given ones, or `formulas`, each a point where the width is more
    than 1."""

    what: Literal["words", "formulas"]
    among: tuple[str, ...] = ()
    width: int = 1


class Sequence(msgspec.Struct, frozen=True, tag="sequence"):
    """Shapes in a row, as many as these."""

    count: int = 1


class Chain(msgspec.Struct, frozen=True, tag="chain", omit_defaults=True):
    """A formula to take apart: its steps are called by the names, the last of which is the formula itself.

    With `counted` another number of steps than of names is not the form asked for; with `single` each step is one
    operation.
    """

    formula: Expr
    names: tuple[str, ...]
    counted: bool = False
    single: bool = False


class ArrayLetter(msgspec.Struct, frozen=True):
    """An array in an answer: its name, and for each index the name of its size; none for a scalar."""

    name: str
    extents: tuple[str, ...]


class Sized(msgspec.Struct, frozen=True, tag="sized", omit_defaults=True):
    """Arrays of sizes M, N, ...: the answer has those of `extents`, in the order of its free `indices` if it has any.

    An answer is written out for the asked sizes, and for others too, so that what is equal at one size only is told
    apart. With `convention` an index that occurs twice in a product is summed over.
    """

    arrays: tuple[ArrayLetter, ...]
    extents: tuple[str, ...]
    sizes: dict[str, int]
    other: dict[str, int]
    indices: tuple[str, ...] = ()
    convention: bool = False


Details = Rows | Members | Sequence | Chain | Sized
