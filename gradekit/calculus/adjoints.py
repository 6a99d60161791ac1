"""Derivatives of a scalar by arrays in matrix form: from the derivative by Z = F(X) that by X, without writing entries.

With G = dL/dZ, of the shape of Z, each function hands on to its arguments

| Z           | to A             | to B        | z             | to A                       |
|-------------|------------------|-------------|---------------|----------------------------|
| A B         | G B^T            | A^T G       | tr A          | g I                        |
| A x         | G x^T            | A^T G       | det A         | g det(A) A^-T              |
| a b^T       | G b              | G^T a       | sum, mean     | g, g/n in every entry      |
| A * B       | G * B            | G * A       | |A|^2, |A|    | 2 g A, g A / |A|           |
| f(A)        | G * f'(A)        |             | a . b         | g b, and g a to b          |
| A^T         | G^T              |             | softmax, A^-1 | p * G - (p . G) p, -A^-T G A^-T |
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from math import prod

from gradekit.calculus.arrays import Shape, expanded
from gradekit.calculus.differentiate import free
from gradekit.calculus.elementary import OUTER
from gradekit.errors import AuthorError
from gradekit.syntax.build import ONE, TWO, divide, function, multiply, negate, number
from gradekit.syntax.tree import Array, Expr


class NoMatrixForm(AuthorError):  # noqa: N818  says what happened; those who write steps then write entries
    """A formula through which no rule hands on a derivative."""


def adjoint(formula: Expr, name: str, upstream: Expr, arrays: Mapping[str, Array]) -> Expr:
    """What the derivative by an array gets through one formula in which it stands, from the derivative by the formula.

    >>> from gradekit.syntax.build import symbol
    >>> arrays = {n: Array(s, (ONE,) * len(s)) for n, s in (("W", (1, 1)), ("x", (1,)), ("G", (1,)))}
    >>> adjoint(function("matmul", symbol("W"), symbol("x")), "W", symbol("G"), arrays)
    function('outer', symbol('G'), symbol('x'))
    """
    found = list(_Pull(name, arrays).through(formula, upstream))
    if not found:
        raise NoMatrixForm(f"`{name}` does not stand in the formula.")
    return _total(found)


class _Pull:
    """One array that is looked for, and the values of letters, of which only the shapes are used."""

    def __init__(self, name: str, arrays: Mapping[str, Array]) -> None:
        self.name = name
        self.arrays = arrays

    def shape(self, formula: Expr) -> Shape:
        return expanded(formula, self.arrays).shape

    def through(self, formula: Expr, g: Expr) -> Iterator[Expr]:
        if self.name not in free(formula):
            return
        if formula.head == "symbol":
            yield g
        elif formula.head == "function" and formula.name in _RULES:
            for place, arg in enumerate(formula.args):
                if self.name in free(arg):
                    yield from self.through(arg, _RULES[formula.name](self, formula.args, g, place))
        else:
            for place, arg in enumerate(formula.args):
                if self.name in free(arg):
                    yield from self.through(arg, self._gathered(formula, arg, self._entrywise(formula, place, g)))

    def _gathered(self, formula: Expr, arg: Expr, g: Expr) -> Expr:
        """A scalar that went with every entry gets the sum over the entries."""
        return function("sum", g) if self.shape(formula) and not self.shape(arg) else g

    def _entrywise(self, formula: Expr, place: int, g: Expr) -> Expr:
        match formula.head:
            case "add":
                return g
            case "negate":
                return negate(g)
            case "multiply":
                return self.by_entries(g, *(arg for at, arg in enumerate(formula.args) if at != place))
            case "divide" if place == 0:
                bottom = formula.args[1]
                return _scaled(divide(ONE, bottom), g) if not self.shape(bottom) else Expr("divide", (g, bottom))
            case "power" if place == 0 and formula.args[1].head == "number":
                base, raised = formula.args[0], formula.args[1].number
                left = base if raised == 2 else Expr("power", (base, number(raised - 1)))
                return self.by_entries(_scaled(number(raised), g), left)
            case "function" if len(formula.args) == 1 and formula.name in OUTER:
                return self.by_entries(g, self._by_places(OUTER[formula.name](formula.args[0])))
            case _:
                raise NoMatrixForm("The derivative of this formula is written entry by entry.")

    def _by_places(self, slope: Expr) -> Expr:
        """A derivative from the table of functions of one number, read entry by entry."""
        args = tuple(map(self._by_places, slope.args))
        if slope.head == "multiply":
            return self.by_entries(*args)
        return _number_first(Expr(slope.head, args, slope.value)) if args else slope

    def by_entries(self, g: Expr, *factors: Expr) -> Expr:
        """The product of scalars and of arrays entry by entry."""
        return reduce(self._times, factors, g)

    def _times(self, left: Expr, right: Expr) -> Expr:
        if not self.shape(left):
            return _scaled(left, right)
        if not self.shape(right):
            return _scaled(right, left)
        share = self._of_ones(left)
        return function("hadamard", left, right) if share is None else _scaled(share, right)

    def _of_ones(self, formula: Expr) -> Expr | None:
        """The scalar by which an array of ones is multiplied; None for other arrays."""
        *factors, last = formula.args if formula.head == "multiply" else (formula,)
        return multiply(*factors) if last == _constant(self.shape(formula), lambda _: 1) else None


def _scaled(factor: Expr, array: Expr) -> Expr:
    """A scalar times an array, numbers folded and a factor 1 left out; a scalar that is no number stands in front."""
    if array.head == "negate":
        return negate(_scaled(factor, array.args[0]))
    inner = array.args if array.head == "multiply" else (array,)
    return multiply(factor, *inner)


def _number_first(formula: Expr) -> Expr:
    """1 - a^2 rather than -a^2 + 1."""
    if formula.head == "add" and formula.args[0].head == "negate" and formula.args[-1].head == "number":
        return Expr("add", (formula.args[-1], *formula.args[:-1]))
    return formula


def _total(terms: list[Expr]) -> Expr:
    """The sum, equal terms taken together."""
    kept = [_scaled(number(terms.count(term)), term) for term in dict.fromkeys(terms)]
    return kept[0] if len(kept) == 1 else Expr("add", tuple(kept))


def _transposed(formula: Expr) -> Expr:
    """The transpose, moved inside products."""
    if formula.head == "negate":
        return negate(_transposed(formula.args[0]))
    if formula.head == "multiply":
        return multiply(*formula.args[:-1], _transposed(formula.args[-1]))
    if formula.head != "function":
        return function("transpose", formula)
    match formula.name:
        case "transpose":
            return formula.args[0]
        case "matmul":
            return _product(_transposed(formula.args[1]), _transposed(formula.args[0]))
        case "outer":
            return function("outer", formula.args[1], formula.args[0])
        case _:
            return formula if _is_identity(formula) else function("transpose", formula)


def _product(left: Expr, right: Expr, by: str = "matmul") -> Expr:
    """The product, its sign and its scalars in front, and the identity left out."""
    if left.head == "negate":
        return negate(_product(left.args[0], right, by))
    if right.head == "negate":
        return negate(_product(left, right.args[0], by))
    if "multiply" in (left.head, right.head):  # scalars, and one array at the end
        *before, left = left.args if left.head == "multiply" else (left,)
        *behind, right = right.args if right.head == "multiply" else (right,)
        return _scaled(multiply(*before, *behind), _product(left, right, by))
    if by == "matmul" and _is_identity(left):
        return right
    return left if by == "matmul" and _is_identity(right) else function(by, left, right)


def _is_identity(formula: Expr) -> bool:
    if formula.head != "function" or formula.name != "array" or formula.args[0].head != "function":
        return False
    return formula == _constant((len(formula.args),) * 2, lambda index: int(index[0] == index[1]))


def _constant(shape: Shape, entry: Callable[[tuple[int, ...]], int], index: tuple[int, ...] = ()) -> Expr:
    """An array of numbers by the places of its entries."""
    if not shape:
        return number(entry(index))
    return function("array", *(_constant(shape[1:], entry, (*index, i)) for i in range(shape[0])))


def _matmul(pull: _Pull, args: tuple[Expr, ...], g: Expr, place: int) -> Expr:
    left, right = args
    if place:
        return _product(_transposed(left), g)
    if len(pull.shape(right)) == 1:
        return _product(g, right, "outer")
    return _product(g, _transposed(right))


def _outer(_: _Pull, args: tuple[Expr, ...], g: Expr, place: int) -> Expr:
    return _product(_transposed(g), args[0]) if place else _product(g, args[1])


def _spread(pull: _Pull, args: tuple[Expr, ...], g: Expr, _: int) -> Expr:
    return _scaled(g, _constant(pull.shape(args[0]), lambda _: 1))


def _mean(pull: _Pull, args: tuple[Expr, ...], g: Expr, place: int) -> Expr:
    return _spread(pull, args, _scaled(number(1, prod(pull.shape(args[0]))), g), place)


def _trace(pull: _Pull, args: tuple[Expr, ...], g: Expr, _: int) -> Expr:
    return _scaled(g, _constant(pull.shape(args[0]), lambda index: int(index[0] == index[1])))


def _softmax(pull: _Pull, args: tuple[Expr, ...], g: Expr, _: int) -> Expr:
    p = function("softmax", args[0])
    return Expr("add", (pull.by_entries(p, g), negate(_scaled(function("dot", p, g), p))))


def _inverse(_: _Pull, args: tuple[Expr, ...], g: Expr, __: int) -> Expr:
    turned = _transposed(function("inv", args[0]))
    return negate(_product(turned, _product(g, turned)))


_RULES: dict[str, Callable[[_Pull, tuple[Expr, ...], Expr, int], Expr]] = {
    "matmul": _matmul,
    "outer": _outer,
    "sum": _spread,
    "mean": _mean,
    "trace": _trace,
    "softmax": _softmax,
    "inv": _inverse,
    "transpose": lambda _, __, g, ___: _transposed(g),
    "hadamard": lambda pull, args, g, place: pull.by_entries(g, args[1 - place]),
    "dot": lambda _, args, g, place: _scaled(g, args[1 - place]),
    "norm2": lambda _, args, g, __: _scaled(_scaled(TWO, g), args[0]),
    "norm": lambda _, args, g, __: _scaled(divide(g, function("norm", args[0])), args[0]),
    "det": lambda _, args, g, __: _scaled(_scaled(g, function("det", args[0])), _transposed(function("inv", args[0]))),
}
