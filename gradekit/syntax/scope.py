"""What a reader is told about the question, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, final

from gradekit.errors import Params, Place, StudentError
from gradekit.syntax.limits import DEFAULT, Limits
from gradekit.syntax.tree import Expr

Nested: TypeAlias = "Expr | tuple[Nested, ...] | None"
"""A formula, an entry left open (`...`), or a list of such: rows of rows for a matrix."""

Key: TypeAlias = "str | Expr"
"""What an entry of a dictionary is found by."""

Table: TypeAlias = Mapping[Key, Nested]
"""A dictionary of Python source."""

Call: TypeAlias = Callable[[tuple[Nested, ...]], Nested]
"""What a call in Python source gives, from its arguments as they were read."""

MODULES = frozenset({"sympy", "sp", "sym", "smp", "numpy", "np", "math", "cmath", "mpmath", "mp"})
"""Names under which students have the modules of mathematics."""


@final
class Matrix(tuple[Nested, ...]):
    """The rows of a SymPy matrix: `*` of two is the matrix product."""

    __slots__ = ()


@final
class Grid(tuple[Nested, ...]):
    """A NumPy array: `*` of two is entry by entry, `@` the matrix product."""

    __slots__ = ()


@final
@dataclass(frozen=True, slots=True)
class Scope:
    """The letters of a question and the bounds of reading."""

    symbols: frozenset[str]
    functions_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Symbols that the question writes as functions, e.g. `{"x": ("t",)}` where it says x(t)."""
    complex: bool = False
    """Whether `I` and `i` are the imaginary unit."""
    decimal_comma: bool = False
    """Whether `0,5` is one half; entries of a list are then kept apart by `;` or by a comma and a blank."""
    limits: Limits = DEFAULT
    defined: Mapping[str, Nested] = field(default_factory=dict[str, Nested])
    """Names that stand for something read before; they win over symbols."""
    undefined: Mapping[str, int] = field(default_factory=dict[str, int])
    """Functions that the question leaves open, such as f in f(u), and how many arguments each takes."""
    partials: Mapping[str, str] = field(default_factory=dict[str, str])
    """The derivatives of such functions of several numbers: by every name under which they are called, their one."""
    calls: Mapping[str, Call] = field(default_factory=dict[str, Call])
    """Further callables in Python source, by name (also as methods, then the object is the first argument)."""
    modules: frozenset[str] = MODULES
    tables: Mapping[str, Table] = field(default_factory=dict[str, Table])
    """Names of dictionaries."""

    @property
    def names(self) -> frozenset[str]:
        """Every declared name."""
        return self.symbols | frozenset(self.defined)


@final
@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a formula that was read: the id of a sentence, its parameters, and the column."""

    message: str
    params: Params = field(default_factory=dict[str, "str | int | tuple[str, ...]"])
    offset: int | None = None


@final
@dataclass(frozen=True, slots=True)
class Read:
    """What a text was read as, and what to say about it."""

    value: Nested
    remarks: tuple[Remark, ...] = ()


@final
@dataclass(frozen=True, slots=True)
class Spot:
    """A text that is being read, so that an error can say where it stands."""

    text: str
    line: int | None = None
    """The number of its first line, where it has one."""

    def error(self, message: str, offset: int, width: int = 1, **params: str | int | tuple[str, ...]) -> StudentError:
        """The error with its place: the physical line around the offset."""
        offset = min(offset, len(self.text))
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        line = self.text[start : len(self.text) if end < 0 else end]
        number = None if self.line is None else self.line + self.text.count("\n", 0, start)
        return StudentError(message, place=Place(line, offset - start, number, max(1, width)), **params)
