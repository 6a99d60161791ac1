"""Exact numbers where Python has only floats: in the child 1/3 is a float for Python and one third for SymPy.

A program is rewritten before it runs, so that quotients and powers of integers go through `quotient` and `power`. What
comes back is a `float` in every respect, and remembers what it stands for as long as it meets only integers and its own
kind. The reader reads the same formulas exactly, and so both give the same answers.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any, final

from gradekit.sandbox.carets import CARET, caret

Value = Any
"""A `Fraction`, or a number of SymPy, which has no types of its own."""

_MOST_BITS = 1024
"""A larger numerator or denominator is no longer kept: a long sum of quotients must not become slow."""
QUOTIENT, POWER, DIVIDED = "__gradekit_quotient__", "__gradekit_power__", "__gradekit_divided__"
"""What the rewritten operations are called in the program."""


@final
class Exact(float):
    """A float that knows which number it stands for."""

    __slots__ = ("value",)
    value: Value

    def __add__(self, other: Any) -> Any:
        return _applied(operator.add, float.__add__, self, other)

    def __radd__(self, other: Any) -> Any:
        return _applied(operator.add, float.__add__, other, self)

    def __sub__(self, other: Any) -> Any:
        return _applied(operator.sub, float.__sub__, self, other)

    def __rsub__(self, other: Any) -> Any:
        return _applied(operator.sub, float.__sub__, other, self)

    def __mul__(self, other: Any) -> Any:
        return _applied(operator.mul, float.__mul__, self, other)

    def __rmul__(self, other: Any) -> Any:
        return _applied(operator.mul, float.__mul__, other, self)

    def __truediv__(self, other: Any) -> Any:
        return _applied(_over, float.__truediv__, self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return _applied(_over, float.__truediv__, other, self)

    def __pow__(self, other: Any, modulus: None = None) -> Any:
        return _applied(_raised, float.__pow__, self, other)

    def __rpow__(self, other: Any, modulus: None = None) -> Any:
        return _applied(_raised, float.__pow__, other, self)

    def __neg__(self) -> Any:
        return exact(-self.value, -float(self))

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return exact(abs(self.value), abs(float(self)))

    def __reduce__(self) -> tuple[type[float], tuple[float]]:
        return float, (float(self),)


def exact(value: Value, approximate: float) -> Any:
    """The float that stands for the value, or the plain float where the value is too long to keep."""
    if isinstance(value, Fraction) and max(value.numerator.bit_length(), value.denominator.bit_length()) > _MOST_BITS:
        return approximate
    made = float.__new__(Exact, approximate)
    made.value = value
    return made


def quotient(left: Any, right: Any) -> Any:
    """left / right; of integers exactly.

    >>> third = quotient(1, 3)
    >>> third, third.value
    (0.3333333333333333, Fraction(1, 3))
    """
    if type(left) is int and type(right) is int:
        return exact(Fraction(left, right), left / right) if right else left / right
    return left / right


def power(left: Any, right: Any) -> Any:
    """left ** right; of integers and exact numbers exactly.

    >>> power(2, -1).value, power(2, 3), power(2, quotient(1, 2)).value
    (Fraction(1, 2), 8, sqrt(2))
    """
    if type(left) is int and type(right) is int and right < 0 and left:
        return quotient(1, left**-right) if -right * left.bit_length() <= _MOST_BITS else left**right
    return left**right


def divided(left: Any, right: Any) -> Any:
    """What `left /= right` gives `left`: of integers exactly, else as the object itself has it."""
    if type(left) is int:
        return quotient(left, right)
    left /= right
    return left


def _applied(of_values: Callable[[Value, Value], Value], of_floats: Callable[[float, float], Any], *pair: Any) -> Any:
    """An operation on two numbers of which one is exact."""
    left, right = pair
    if not all(isinstance(number, (float, int)) for number in pair):
        return NotImplemented
    approximate = of_floats(float(left), float(right))
    first, second = _value(left), _value(right)
    if first is None or second is None or isinstance(approximate, complex):
        return approximate
    made = of_values(*_alike(first, second))
    return approximate if made is None else exact(made, approximate)


def _value(number: Any) -> Value | None:
    if isinstance(number, Exact):
        return number.value
    return Fraction(number) if type(number) is int else None


def _alike(first: Value, second: Value) -> tuple[Value, Value]:
    """Both as fractions, or both as numbers of SymPy."""
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return first, second
    return of_sympy(first), of_sympy(second)


def of_sympy(value: Value) -> Value:
    """The number as SymPy has it."""
    import sympy

    sp: Any = sympy
    return sp.Rational(value.numerator, value.denominator) if isinstance(value, Fraction) else value


def _over(first: Value, second: Value) -> Value:
    return first / second


def _raised(base: Value, exponent: Value) -> Value | None:
    if not isinstance(exponent, Fraction):
        return base**exponent
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(exponent) * size > _MOST_BITS or (not base and exponent <= 0):
        return None
    if exponent.denominator == 1:
        return base ** int(exponent)
    return of_sympy(base) ** of_sympy(exponent)


_CALLED = {"Div": QUOTIENT, "Pow": POWER, "BitXor": CARET}


@final
class Rewriting(ast.NodeTransformer):
    """Quotients and powers of a program, as calls of the functions above."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """`a / b` and `a ** b`; the left arm of a long chain is followed without descending."""
        chain = [node]
        while isinstance(chain[-1].left, ast.BinOp):
            chain.append(chain[-1].left)
        made = self.visit(chain[-1].left)
        for link in reversed(chain):
            made = self._operation(link, made, self.visit(link.right))
        return made

    def _operation(self, node: ast.BinOp, left: ast.expr, right: ast.expr) -> ast.expr:
        name = _CALLED.get(type(node.op).__name__)
        if name is None:
            return ast.copy_location(ast.BinOp(left, node.op, right), node)
        return ast.copy_location(ast.Call(ast.Name(name, ast.Load()), [left, right], []), node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        """`a /= b` for a name."""
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div) or not isinstance(node.target, ast.Name):
            return node
        left = ast.Name(node.target.id, ast.Load())
        made = ast.Call(ast.Name(DIVIDED, ast.Load()), [left, node.value], [])
        return ast.copy_location(ast.Assign([node.target], made), node)


def rewritten(statement: ast.stmt) -> ast.stmt:
    """The statement with exact quotients and powers."""
    return ast.fix_missing_locations(Rewriting().visit(statement))


OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    QUOTIENT: quotient,
    POWER: power,
    DIVIDED: divided,
    CARET: caret,
}
"""What a rewritten program calls, by name."""
