"""A composition put together from letters with shapes and formulas of arrays: an entry becomes an input or a node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar, cast, final

from msgspec.structs import replace as changed

from gradekit.calculus.array_forms import settled
from gradekit.calculus.arrays import Shape, expanded
from gradekit.errors import AuthorError
from gradekit.model.composition import (
    At,
    Block,
    Composed,
    Composition,
    Frame,
    Local,
    Node,
    PathCount,
    Quantity,
    Total,
    entry_names,
)
from gradekit.problems.drafting.parts import COURSE, Ask
from gradekit.syntax.build import symbol
from gradekit.syntax.names import ARRAY_FUNCTIONS
from gradekit.syntax.tree import Array, Expr, symbols_of, walk

T = TypeVar("T")


@final
class Assembly:
    """The inputs and nodes that were given so far, each array with its entries."""

    def __init__(self) -> None:
        self.arrays: dict[str, Array] = {}
        """The letters of arrays, and what they stand for."""
        self._inputs: list[str] = []
        self._nodes: list[Node] = []
        self._blocks: list[Block] = []

    def take(self, name: str, shape: Shape) -> None:
        """An input of that shape."""
        self._inputs += self._entered(name, shape) if shape else (name,)

    def define(self, name: str, formula: Expr) -> None:
        """A node by its formula; the shape of an array follows from it."""
        if not self._is_of_arrays(formula):
            self._nodes.append(Node(name, formula))
            return
        formula = settled(formula, self.arrays)
        self._defined(name, expanded(formula, self.arrays), formula)

    def list(self, name: str, entries: Array) -> None:
        """A node whose entries are given one by one."""
        self._defined(name, entries, None)

    def composition(self, outputs: Sequence[str] = (), frame: Frame | None = None) -> Composition:
        """All of it; what nothing else uses is an output where none are named."""
        chosen = self.members(outputs) if outputs else self._sinks()
        return Composition(tuple(self._inputs), tuple(self._nodes), chosen, frame, tuple(self._blocks))

    def members(self, names: Iterable[str]) -> tuple[str, ...]:
        """The symbols of the names, of an array those of its entries."""
        return tuple(member for name in names for member in self._members(name))

    def each(self, told_of: Iterable[tuple[str, T]]) -> dict[str, T]:
        """What is told of letters, told of the entries of arrays."""
        return {member: value for name, value in told_of for member in self._members(name)}

    def _members(self, name: str) -> tuple[str, ...]:
        return tuple(entry.name for entry in self.arrays[name]) if name in self.arrays else (name,)

    def _entered(self, name: str, shape: Shape, formula: Expr | None = None) -> tuple[str, ...]:
        members = entry_names(name, shape) if shape else (name,)
        self._blocks.append(Block(name, shape, members, formula))
        if shape:
            self.arrays[name] = Array(shape, tuple(map(symbol, members)))
        return members

    def _defined(self, name: str, entries: Array, formula: Expr | None) -> None:
        members = self._entered(name, entries.shape, formula)
        self._nodes += [Node(member, entry) for member, entry in zip(members, entries, strict=True)]

    def _is_of_arrays(self, formula: Expr) -> bool:
        named = any(part.head == "function" and part.name in ARRAY_FUNCTIONS for part in walk(formula))
        return named or not self.arrays.keys().isdisjoint(symbols_of(formula))

    def _sinks(self) -> tuple[str, ...]:
        used = frozenset[str]().union(*(symbols_of(node.expr) for node in self._nodes))
        return tuple(node.name for node in self._nodes if node.name not in used)


def named_entries(ask: Ask, composition: Composition) -> Ask:
    """The question with names of arrays replaced by their entries, and the shape that its answer has.

    The derivative of Y by X has the indices of Y, then those of X: that of a scalar has the shape of X, that of a
    vector by a vector is the Jacobian with a row for each entry of Y. With `layout="row"` a gradient is a row;
    with `layout="course"` it is one too, until the draft is laid out.
    """
    return replace(ask, quantity=_named(ask.quantity, composition, ask.layout))


def _named(quantity: Quantity, composition: Composition, layout: str) -> Quantity:
    match quantity:
        case Local(rows, columns, None):
            names, shape = _both(rows, columns, composition, layout)
            return Local(*names, shape)
        case Total(outputs, inputs, substituted, None):
            names, shape = _both(outputs, inputs, composition, layout)
            return Total(*names, substituted, shape)
        case Composed(outputs, None):
            names, shape = _symbols(outputs, composition)
            return Composed(names, shape or None)
        case At(inner, point):
            place = dict(_placed(point, composition))
            return changed(quantity, quantity=_named(inner, composition, layout), point=place)
        case PathCount():
            return quantity
        case _:
            return changed(quantity, **_members(quantity, composition)) if composition.blocks else quantity


def _members(quantity: Quantity, composition: Composition) -> dict[str, tuple[str, ...]]:
    """Each list of names in a quantity with the entries in the place of their arrays."""
    lists = ((field, _names_in(getattr(quantity, field))) for field in quantity.__struct_fields__)
    return {field: _symbols(names, composition)[0] for field, names in lists if names}


def _names_in(value: object) -> tuple[str, ...]:
    """The names, if the value is a list of them."""
    items = cast("tuple[object, ...]", value) if isinstance(value, tuple) else ()
    names = tuple(item for item in items if isinstance(item, str))
    return names if len(names) == len(items) else ()


def _placed(point: Mapping[str, Fraction], composition: Composition) -> Iterable[tuple[str, Fraction]]:
    """Coordinates in the order of the inputs; what is no input stands last, for the author to be told of."""
    known = [name for name in composition.inputs if name in point]
    return ((name, point[name]) for name in (*known, *(name for name in point if name not in known)))


def _both(
    rows: tuple[str, ...], columns: tuple[str, ...], composition: Composition, layout: str
) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], Shape | None]:
    above, first = _symbols(rows, composition)
    below, last = _symbols(columns, composition)
    shape = None if first is None or last is None else first + last
    if layout in ("row", COURSE) and shape is not None and len(shape) == 1 and not first:
        shape = (1, *shape)
    elif layout and not (layout == COURSE and first and last and len(first) == len(last) == 1):
        raise AuthorError(
            f"The layout `{layout}` does not fit: the derivative of a scalar by a vector can be a `row`, and that of a "
            "number or a vector by a vector can follow the `course`."
        )
    return (above, below), shape or None


def _symbols(names: tuple[str, ...], composition: Composition) -> tuple[tuple[str, ...], Shape | None]:
    """The symbols behind names, and their shape; several names together have none of their own."""
    blocks = [composition.block(name) for name in names]
    if len(names) == 1:
        return (blocks[0].members, blocks[0].shape) if blocks[0] else (names, ())
    return tuple(m for name, b in zip(names, blocks, strict=True) for m in (b.members if b else (name,))), None
