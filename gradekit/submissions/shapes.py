"""What was read, held against the shape that a part asks for."""

from __future__ import annotations

from math import prod

from gradekit.errors import StudentError
from gradekit.model.answer import Value
from gradekit.model.message import Message
from gradekit.problems.stubs import shape_told
from gradekit.syntax.scope import Nested
from gradekit.syntax.tree import Expr


def fitted(value: Nested, asked: tuple[int, ...]) -> tuple[Value, tuple[Message, ...]]:
    """The entries in the asked shape, with a note where only the orientation is another.

    A flat list takes the asked orientation. A row or column of one entry is the entry itself.
    `StudentError` `read.wrong-shape` when the entries are not those that were asked for.

    >>> x, y = Expr("symbol", (), "x"), Expr("symbol", (), "y")
    >>> fitted((x, y), (2, 1))[0].shape
    (2, 1)
    """
    given = asked if value is None else _shape(value)
    entries = tuple(_entries(value, given))
    if given == asked or prod(given) == prod(asked) == 1 or (len(given) == 1 and _line(asked) == given[0]):
        return Value(asked, entries), ()
    if len(asked) == 1 and _line(given) == asked[0]:
        return Value(asked, entries), ()
    if len(given) == 2 and len(asked) == 2 and given == asked[::-1] and _line(asked) is not None:
        return Value(asked, entries), (Message("read.orientation", {"asked": shown(asked), "found": shown(given)}),)
    raise StudentError("read.wrong-shape", found=shown(given), asked=shown(asked))


def open_everywhere(value: Nested) -> bool:
    """Whether nothing is filled in."""
    return value is None or (isinstance(value, tuple) and bool(value) and all(open_everywhere(v) for v in value))


def has_decimal(expr: Expr) -> bool:
    """Whether a decimal number stands in it."""
    seen: set[Expr] = set()
    stack = [expr]
    while stack:
        node = stack.pop()
        if node.head == "decimal":
            return True
        if node not in seen:
            seen.add(node)
            stack.extend(node.args)
    return False


def shown(shape: tuple[int, ...]) -> str:
    """A shape in a sentence.

    >>> shown(()), shown((3,)), shown((1, 2))
    ('a single formula', 'a list of 3', 'a row of 2')
    """
    return shape_told(shape) if shape else "a single formula"


def _line(shape: tuple[int, ...]) -> int | None:
    """The length of a row or a column; None for a shape that is neither."""
    return prod(shape) if len(shape) == 2 and 1 in shape else None


def _shape(value: Nested) -> tuple[int, ...]:
    """The shape of a nested list; an entry that is open (`...`) may stand for a whole row."""
    if not isinstance(value, tuple):
        return ()
    inner = {_shape(entry) for entry in value if entry is not None}
    if len(inner) > 1:
        raise StudentError("read.ragged")
    rest = inner.pop() if inner else ()
    return (len(value), *rest)


def _entries(value: Nested, shape: tuple[int, ...]) -> list[Expr | None]:
    if value is None:
        return [None] * prod(shape)
    if isinstance(value, Expr):
        return [value]
    return [entry for inner in value for entry in _entries(inner, shape[1:])]
