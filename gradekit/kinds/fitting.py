"""What was read as a formula or list, held against the shape that a part asks for."""

from __future__ import annotations

from math import prod

from gradekit.errors import StudentError
from gradekit.model.answer import Value
from gradekit.model.message import Message
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
    given = asked if value is None else shape_of(value)
    entries = tuple(entries_of(value, given))
    if given == asked or prod(given) == prod(asked) == 1 or (len(given) == 1 and _line(asked) == given[0]):
        return Value(asked, entries), ()
    if len(asked) == 1 and _line(given) == asked[0]:
        return Value(asked, entries), ()
    if len(given) == 2 and len(asked) == 2 and given == asked[::-1] and _line(asked) is not None:
        return Value(asked, entries), (Message("read.orientation", {"asked": shown(asked), "found": shown(given)}),)
    raise StudentError("read.wrong-shape", found=shown(given), asked=shown(asked))


def unfitted(value: Nested) -> Value | None:
    """What was written, in the shape in which it stands; None where that is nothing."""
    if value is None:
        return None
    given = shape_of(value)
    return Value(given, tuple(entries_of(value, given)))


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


def shape_told(shape: tuple[int, ...]) -> str:
    """A shape in words.

    >>> shape_told((3,)), shape_told((1, 2)), shape_told((2, 3))
    ('a list of 3', 'a row of 2', 'a matrix of 2 rows and 3 columns')
    """
    match shape:
        case (length,):
            return f"a list of {length}"
        case (1, columns):
            return f"a row of {columns}"
        case (rows, 1):
            return f"a column of {rows}"
        case (rows, columns):
            return f"a matrix of {rows} rows and {columns} columns"
        case sizes:
            return " x ".join(map(str, sizes))


def as_typed(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape in which entries are typed: a row or a column is one list."""
    return shape if len(shape) != 2 or 1 not in shape else (shape[0] * shape[1],)


def shape_of(value: Nested) -> tuple[int, ...]:
    """The shape of a nested list; an entry that is open (`...`) may stand for a whole row."""
    if not isinstance(value, tuple):
        return ()
    inner = {shape_of(entry) for entry in value if entry is not None}
    if len(inner) > 1:
        raise StudentError("read.ragged")
    rest = inner.pop() if inner else ()
    return (len(value), *rest)


def entries_of(value: Nested, shape: tuple[int, ...]) -> list[Expr | None]:
    """The entries in row-major order; a row left open has only open entries."""
    if value is None:
        return [None] * prod(shape)
    if isinstance(value, Expr):
        return [value]
    return [entry for inner in value for entry in entries_of(inner, shape[1:])]


def _line(shape: tuple[int, ...]) -> int | None:
    """The length of a row or a column; None for a shape that is neither."""
    return prod(shape) if len(shape) == 2 and 1 in shape else None
