"""Formulas of arrays in the text of a bank: operators with `@`, `.T` and the functions of arrays; nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction
from typing import final

from gradekit.errors import AuthorError
from gradekit.syntax.build import function, symbol
from gradekit.syntax.limits import Limits
from gradekit.syntax.names import ARRAY_FUNCTIONS, CONSTANTS, SPELLINGS
from gradekit.syntax.python_source import Source, source_of
from gradekit.syntax.tree import Expr


def array_formula(text: str, letters: frozenset[str]) -> Expr:
    """The tree of a formula in letters of arrays and scalars; `AuthorError` for what is no part of one.

    >>> array_formula("2*A @ x", frozenset("Ax"))
    function('matmul', multiply(number(2), symbol('A')), symbol('x'))
    """
    source = source_of(text, Limits())
    return _Reader(source, letters).tree(source.root)


@final
class _Reader:
    """One pass over a syntax tree."""

    def __init__(self, source: Source, letters: frozenset[str]) -> None:
        self._source, self._letters = source, letters

    def tree(self, node: ast.expr) -> Expr:
        match node:
            case ast.Name(id=name):
                return self._name(node, name)
            case ast.Constant(value=int() | float()):
                return Expr("number", (), Fraction(self._source.written(node).replace("_", "")))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Expr("negate", (self.tree(operand),))
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
                return _OPERATORS[type(operator)](self.tree(left), self.tree(right))
            case ast.Attribute(value=value, attr="T"):
                return function("transpose", self.tree(value))
            case ast.List(elts=items) | ast.Tuple(elts=items) if items:
                return function("array", *map(self.tree, items))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if args:
                return self._call(node, name, args)
            case _:
                raise self._refused(node)

    def _name(self, node: ast.expr, name: str) -> Expr:
        if name in self._letters:
            return symbol(name)
        if name not in CONSTANTS:
            raise self._refused(node)
        return Expr("constant", (), CONSTANTS[name])

    def _call(self, node: ast.expr, name: str, args: list[ast.expr]) -> Expr:
        known = name if name in ARRAY_FUNCTIONS else SPELLINGS.get(name)
        if known is None:
            raise self._refused(node)
        return function(known, *map(self.tree, args))

    def _refused(self, node: ast.expr) -> AuthorError:
        return AuthorError(f"`{self._source.written(node)}` is no part of a formula of arrays.")


_OPERATORS: dict[type[ast.operator], Callable[[Expr, Expr], Expr]] = {
    ast.Add: lambda a, b: Expr("add", (a, b)),
    ast.Sub: lambda a, b: Expr("add", (a, Expr("negate", (b,)))),
    ast.Mult: lambda a, b: Expr("multiply", (a, b)),
    ast.Div: lambda a, b: Expr("divide", (a, b)),
    ast.Pow: lambda a, b: Expr("power", (a, b)),
    ast.MatMult: lambda a, b: function("matmul", a, b),
}
