"""Arrays as a template writes them: letters with a shape, operators, and the functions of arrays.

`W, x, z = arrays("W:2x3 x:3 z")` gives letters; a letter without a shape takes the one of its formula. `@` is the
product of matrices, `.T` the transpose, `*` works entry by entry, numbers and scalar letters go with every entry, and
lists are arrays of numbers or formulas.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias, final

from gradekit.errors import AuthorError
from gradekit.model.composition import entry_names
from gradekit.syntax.build import ONE, function, number, symbol
from gradekit.syntax.tree import Expr

Entry: TypeAlias = Any
"""A formula of SymPy, which has no types of its own, or a number."""

_LETTER = re.compile(r"([A-Za-z]\w*)(?::(\d+(?:x\d+)*))?")


@final
@dataclass(frozen=True, slots=True, eq=False)
class ArrayFormula:
    """A formula in letters of arrays and in scalar letters, as a tree; for a letter perhaps its shape."""

    tree: Expr
    shape: tuple[int, ...] | None = None

    @property
    def name(self) -> str:
        """The name of a letter."""
        if self.tree.head != "symbol":
            raise AuthorError("An input of a `Map` is a letter, not a formula.")
        return self.tree.name

    @property
    def T(self) -> ArrayFormula:  # noqa: N802  as everybody writes it
        """The transpose."""
        return ArrayFormula(function("transpose", self.tree))

    def __matmul__(self, other: Entry) -> ArrayFormula:
        return ArrayFormula(function("matmul", self.tree, tree_of(other)))

    def __rmatmul__(self, other: Entry) -> ArrayFormula:
        return ArrayFormula(function("matmul", tree_of(other), self.tree))

    def __add__(self, other: Entry) -> ArrayFormula:
        return ArrayFormula(Expr("add", (self.tree, tree_of(other))))

    def __radd__(self, other: Entry) -> ArrayFormula:
        return ArrayFormula(Expr("add", (tree_of(other), self.tree)))

    def __sub__(self, other: Entry) -> ArrayFormula:
        return ArrayFormula(Expr("add", (self.tree, _negated(tree_of(other)))))

    def __rsub__(self, other: Entry) -> ArrayFormula:
        return ArrayFormula(Expr("add", (tree_of(other), _negated(self.tree))))

    def __mul__(self, other: Entry) -> ArrayFormula:
        return ArrayFormula(_scaled(tree_of(other), self.tree, number_first=False))

    def __rmul__(self, other: Entry) -> ArrayFormula:
        return ArrayFormula(_scaled(tree_of(other), self.tree))

    def __truediv__(self, other: Entry) -> ArrayFormula:
        return ArrayFormula(Expr("divide", (self.tree, tree_of(other))))

    def __rtruediv__(self, other: Entry) -> ArrayFormula:
        return ArrayFormula(Expr("divide", (tree_of(other), self.tree)))

    def __pow__(self, other: Entry) -> ArrayFormula:
        return ArrayFormula(Expr("power", (self.tree, tree_of(other))))

    def __neg__(self) -> ArrayFormula:
        return ArrayFormula(_negated(self.tree))


def _scaled(factor: Expr, formula: Expr, *, number_first: bool = True) -> Expr:
    """The product as it is written by hand: no factor 1, and a sign in front."""
    if factor.head == "negate":
        return _negated(_scaled(factor.args[0], formula, number_first=number_first))
    if factor.head == "number" and factor.number < 0:
        return _negated(_scaled(number(-factor.number), formula, number_first=number_first))
    if factor == ONE:
        return formula
    return Expr("multiply", (factor, formula) if number_first else (formula, factor))


def _negated(formula: Expr) -> Expr:
    return formula.args[0] if formula.head == "negate" else Expr("negate", (formula,))


def arrays(letters: str) -> tuple[ArrayFormula, ...]:
    """Letters of arrays with their shapes: `arrays("W:2x3 x:3 z")`.

    >>> W, z = arrays("W:2x3 z")
    >>> W.shape, z.shape
    ((2, 3), None)
    """
    return tuple(map(array_letter, letters.replace(",", " ").split()))


def array_letter(text: str) -> ArrayFormula:
    """One letter with its shape, `W:2x3`, or without one."""
    found = _LETTER.fullmatch(text)
    if found is None or "0" in (found[2] or "").split("x"):
        raise AuthorError(f"`{text}` is no letter of an array; write `W:2x3`, `x:3`, or `z` where a formula gives it.")
    shape = tuple(map(int, found[2].split("x"))) if found[2] else None
    return ArrayFormula(symbol(found[1]), shape)


def tree_of(value: Entry) -> Expr:
    """The tree of a number, a formula of SymPy, a formula of arrays, or a nested list of them."""
    if isinstance(value, ArrayFormula):
        return value.tree
    if isinstance(value, list | tuple):
        return function("array", *map(tree_of, _items(value)))
    from gradekit.syntax.sympy_bridge import from_sympy  # the bank has letters too, and is listed without SymPy

    return from_sympy(value)


def _items(value: Any) -> Sequence[Entry]:
    if not value:
        raise AuthorError("An array has at least one entry.")
    return value


def placed(name: str, value: Any) -> dict[str, Fraction]:
    """The coordinates of a point that belong to a letter: a number, or for an array a nested list of numbers.

    >>> placed("x", [1, "1/2"])
    {'x1': Fraction(1, 1), 'x2': Fraction(1, 2)}
    """
    names = entry_names(name, shape_of(value)) if isinstance(value, list | tuple) else (name,)
    return dict(zip(names, map(Fraction, entries_of(value)), strict=True))


def shape_of(value: Any) -> tuple[int, ...]:
    """The shape of a nested list; `AuthorError` where its rows differ in length."""
    if not isinstance(value, list | tuple):
        return ()
    shapes = {shape_of(item) for item in _items(value)}
    if len(shapes) > 1:
        raise AuthorError("The rows of an array have different lengths.")
    return (len(_items(value)), *shapes.pop())


def entries_of(value: Any) -> list[Entry]:
    """The entries of a nested list in row-major order."""
    if not isinstance(value, list | tuple):
        return [value]
    return [entry for item in _items(value) for entry in entries_of(item)]


def entry_by_entry(name: str, of_scalars: Callable[..., Any] | None = None) -> Callable[..., Any]:
    """A function of numbers that also works on arrays, entry by entry; on scalars it is SymPy's, if it has one."""

    def apply(*args: Any) -> Any:
        if of_scalars is not None and not any(isinstance(arg, ArrayFormula) for arg in args):
            return of_scalars(*args)
        return ArrayFormula(function(name, *map(tree_of, args)))

    apply.__name__ = name
    apply.__doc__ = f"{name}, on arrays entry by entry."
    return apply


def of_arrays(name: str) -> Callable[..., ArrayFormula]:
    """A function of arrays in the table of `calculus.arrays`."""

    def apply(*args: Any) -> ArrayFormula:
        return ArrayFormula(function(name, *map(tree_of, args)))

    apply.__name__ = name
    apply.__doc__ = f"The function `{name}` of arrays."
    return apply


def half_norm2(error: ArrayFormula) -> ArrayFormula:
    """Half the squared norm, the loss whose derivative is the error itself."""
    return ArrayFormula(Expr("multiply", (number(1, 2), function("norm2", error.tree))))


def mean_square(error: ArrayFormula) -> ArrayFormula:
    """The mean of the squared entries."""
    return ArrayFormula(function("mean", function("hadamard", error.tree, error.tree)))


def cross_entropy(p: ArrayFormula, y: Any) -> ArrayFormula:
    """The loss -sum_i y_i ln p_i."""
    return ArrayFormula(Expr("negate", (function("dot", tree_of(y), function("log", p.tree)),)))
