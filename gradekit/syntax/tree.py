"""The expression tree: what a formula is, once it has been read.

A tree keeps what was written (`1/2` is a quotient, `a - b` is `a + (-b)`), so that it can be shown again as read.
Nothing here evaluates or simplifies; `syntax.build` folds units and numbers, `equality` decides what is equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias, final

Head: TypeAlias = Literal[
    "number",
    "decimal",
    "symbol",
    "constant",
    "add",
    "multiply",
    "negate",
    "divide",
    "power",
    "function",
    "piecewise",
    "relation",
    "logic",
]


@final
class Expr:
    """One node of a tree: its head, its arguments, and for a leaf or a function its value.

    | head                | arguments      | value                                              |
    |---------------------|----------------|----------------------------------------------------|
    | number              | none           | a `Fraction`                                       |
    | decimal             | none           | the digits as written, `"0.70"`                    |
    | symbol              | none           | its name                                           |
    | constant            | none           | `"pi"`, `"E"` or `"I"`                             |
    | add, multiply       | two or more    | none                                               |
    | negate              | one            | none                                               |
    | divide, power       | two            | none                                               |
    | function            | one or more    | its name in `syntax.names`, or an undefined one    |
    | piecewise           | pairs          | none                                               |
    | relation            | two            | `<`, `<=`, `>`, `>=`, `=` or `!=`                  |
    | logic               | see below      | `and`, `or`, `not`, `true` or `false`              |

    The arguments of a piecewise are value, condition, value, condition and so on: the first condition that is true
    chooses, and where none is, there is no value. A condition is a relation or a logic; `and` and `or` join two or
    more, `not` has one, `true` and `false` none. Conditions stand nowhere else. An undefined function f has the
    derivatives `f'`, `f''` and so on, which are undefined functions as well; of several numbers `f_1`, `f_12` and so
    on, by the places of the numbers.

    Trees are immutable by convention and hashed when built, so equality of trees (not of what they mean) is cheap.
    """

    __slots__ = ("_hash", "args", "head", "value")

    def __init__(self, head: Head, args: tuple[Expr, ...] = (), value: Fraction | str | None = None) -> None:
        self.head: Head = head
        self.args = args
        self.value = value
        self._hash = hash((head, args, value))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Expr) or self._hash != other._hash:
            return False
        return self.head == other.head and self.value == other.value and self.args == other.args

    def __repr__(self) -> str:
        value = (
            [] if self.value is None else [str(self.value) if isinstance(self.value, Fraction) else repr(self.value)]
        )
        return f"{self.head}({', '.join(value + [repr(arg) for arg in self.args])})"

    @property
    def name(self) -> str:
        """The name of a symbol, constant or function, or the digits of a decimal."""
        if not isinstance(self.value, str):
            raise TypeError(f"a {self.head} has no name")
        return self.value

    @property
    def number(self) -> Fraction:
        """The value of a number or of a decimal, exactly."""
        if self.head not in ("number", "decimal") or self.value is None:
            raise TypeError(f"a {self.head} is not a number")
        return self.value if isinstance(self.value, Fraction) else Fraction(self.value)


@final
@dataclass(frozen=True, slots=True)
class Array:
    """Entries in row-major order with their shape; a scalar has shape `()` and one entry."""

    shape: tuple[int, ...]
    entries: tuple[Expr, ...]

    @property
    def scalar(self) -> Expr:
        """The one entry of a scalar."""
        if self.shape:
            raise TypeError(f"an array of shape {self.shape} is not a scalar")
        return self.entries[0]

    def turned(self) -> Array:
        """A matrix with its rows as columns; anything else as it is."""
        if len(self.shape) != 2:
            return self
        rows, columns = self.shape
        return Array((columns, rows), tuple(self.entries[i * columns + j] for j in range(columns) for i in range(rows)))

    def __iter__(self) -> Iterator[Expr]:
        return iter(self.entries)


def scalar(expr: Expr) -> Array:
    """An expression as an array of shape `()`."""
    return Array((), (expr,))


def walk(expr: Expr) -> Iterator[Expr]:
    """Every node of the tree, parents first; a shared part once for each place it stands in."""
    stack = [expr]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.args))


def symbols_of(expr: Expr) -> frozenset[str]:
    """The names of the symbols that occur.

    >>> from gradekit.syntax.build import add, sin, symbol
    >>> sorted(symbols_of(add(sin(symbol("x")), symbol("y"))))
    ['x', 'y']
    """
    seen: set[Expr] = set()
    names: set[str] = set()
    stack = [expr]
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        if node.head == "symbol":
            names.add(node.name)
        stack.extend(node.args)
    return frozenset(names)
