"""The tree of a formula as it is laid out: what the writers of MathML, Unicode and spoken text walk over.

This is typography, not mathematics: `syntax.tree` holds what a formula means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, final

Font: TypeAlias = Literal["", "mathbf", "boldsymbol", "mathrm", "mathbb", "mathcal", "mathit"]
Role: TypeAlias = Literal["relation", "binary", "tight", "punctuation", "postfix"]


@final
@dataclass(frozen=True, slots=True)
class Row:
    """Formulas one after the other."""

    items: tuple[Node, ...]


@final
@dataclass(frozen=True, slots=True)
class Number:
    """Digits."""

    text: str


@final
@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, or an upright word such as a name of several letters. `prefix` binds to what follows, like a nabla."""

    text: str
    font: Font = ""
    upright: bool = False
    said: str = ""
    prefix: bool = False


@final
@dataclass(frozen=True, slots=True)
class Operator:
    """A sign between or after terms."""

    text: str
    role: Role
    said: str


@final
@dataclass(frozen=True, slots=True)
class Delimiter:
    """A bracket or bar that does not grow by itself; `size` in em where one is asked for."""

    text: str
    side: Literal["open", "close", "bar"]
    size: float | None = None


@final
@dataclass(frozen=True, slots=True)
class Function:
    """The upright name of a function or operator; `limits` puts a subscript below it."""

    name: str
    limits: bool = False


@final
@dataclass(frozen=True, slots=True)
class Big:
    """An integral, sum or product sign."""

    text: str
    said: str
    limits: bool


@final
@dataclass(frozen=True, slots=True)
class Space:
    """A blank, its width in em."""

    width: float


@final
@dataclass(frozen=True, slots=True)
class Text:
    """Ordinary words inside a formula."""

    text: str


@final
@dataclass(frozen=True, slots=True)
class Fraction:
    """A fraction; `style` is what `dfrac` and `tfrac` force."""

    top: Row
    bottom: Row
    style: Literal["", "display", "text"] = ""


@final
@dataclass(frozen=True, slots=True)
class Root:
    """A square root, or another one with its index."""

    body: Row
    index: Row | None = None


@final
@dataclass(frozen=True, slots=True)
class Accent:
    """A hat, arrow, bar or dot over a formula, or a brace over or under it."""

    name: str
    body: Row


@final
@dataclass(frozen=True, slots=True)
class Fence:
    """A formula between brackets that grow with it; an empty bracket is not drawn."""

    left: str
    body: Row
    right: str


@final
@dataclass(frozen=True, slots=True)
class Script:
    """A formula with what stands below and above it at its right; `limits` puts them under and over instead."""

    base: Node
    sub: Row | None
    sup: Row | None
    limits: bool = False


@final
@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells: a matrix, a distinction of cases, or lines aligned one under the other."""

    environment: str
    rows: tuple[tuple[Row, ...], ...]
    columns: str = ""
    """For an `array`: one of l, c, r for each column."""


Node: TypeAlias = (
    Row
    | Number
    | Letter
    | Operator
    | Delimiter
    | Function
    | Big
    | Space
    | Text
    | Fraction
    | Root
    | Accent
    | Fence
    | Script
    | Table
)


def children(node: Node) -> Iterator[Node]:
    """The parts of a node.

    >>> list(children(Fraction(Row((Number("1"),)), Row((Letter("x"),)))))[0]
    Row(items=(Number(text='1'),))
    """
    match node:
        case Row(items):
            yield from items
        case Fraction(top, bottom):
            yield from (top, bottom)
        case Root(body, index):
            yield from (part for part in (body, index) if part)
        case Accent(_, body) | Fence(_, body):
            yield body
        case Script(base, sub, sup):
            yield from (part for part in (base, sub, sup) if part)
        case Table(_, rows):
            for row in rows:
                yield from row
        case _:
            return
