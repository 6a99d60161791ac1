"""Cases and conditions in Python source: `x if x > 0 else 0`, `Piecewise((x, x > 0), (0, True))`, `np.where(...)`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Literal

from gradekit.syntax.conditions import FALSE, TRUE, in_a_row
from gradekit.syntax.python_source import Source
from gradekit.syntax.scope import Nested
from gradekit.syntax.sites import formula
from gradekit.syntax.tree import Expr

Value = Callable[[ast.expr], Nested]
"""The reader of a value, which this grammar needs and which needs this grammar."""

_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "=", ast.NotEq: "!=",
}  # fmt: skip
SHOWN = {"=": "=="}
"""Signs of comparison that are written otherwise in Python."""
_RELATIONS = {
    "Lt": "<", "StrictLessThan": "<", "less": "<", "Le": "<=", "LessThan": "<=", "less_equal": "<=",
    "Gt": ">", "StrictGreaterThan": ">", "greater": ">", "Ge": ">=", "GreaterThan": ">=", "greater_equal": ">=",
    "Eq": "=", "Equality": "=", "equal": "=", "Ne": "!=", "Unequality": "!=", "not_equal": "!=",
}  # fmt: skip
_LONGEST = 60
_LOGIC: dict[str, Literal["and", "or", "not"]] = {
    "And": "and", "Or": "or", "Not": "not", "logical_and": "and", "logical_or": "or", "logical_not": "not",
}  # fmt: skip
_TRUTHS = {"true": TRUE, "True_": TRUE, "false": FALSE, "False_": FALSE}
CHOOSING = frozenset({"Piecewise", "piecewise", "where"})
"""Calls that choose between values by conditions."""


def sign_of(node: ast.Compare) -> str:
    """The sign of the first comparison, as Python writes it."""
    sign = _SIGNS.get(type(node.ops[0]), "in")
    return SHOWN.get(sign, sign)


def conditional(node: ast.IfExp, value: Value, source: Source) -> Expr:
    """`a if c else b`; a chain of them is one formula with cases."""
    args: list[Expr] = []
    last: ast.expr = node
    while isinstance(last, ast.IfExp):
        args += (_value(last.body, value, source), condition(last.test, value, source))
        last = last.orelse
    return Expr("piecewise", (*args, _value(last, value, source), TRUE))


def chosen(name: str, node: ast.Call, value: Value, source: Source) -> Expr:
    """`Piecewise((a, c), (b, True))` and `where(c, a, b)`."""
    site = source.site(node.func)
    if name != "where":
        return _piecewise(node, value, source)
    if len(node.args) != 3:
        raise site.error("read.arity", name=name, wanted="3", found=len(node.args))
    test, *both = node.args
    yes, no = (_value(arg, value, source) for arg in both)
    return Expr("piecewise", (yes, condition(test, value, source), no, TRUE))


def _piecewise(node: ast.Call, value: Value, source: Source) -> Expr:
    args: list[Expr] = []
    for pair in node.args:
        if not isinstance(pair, (ast.Tuple, ast.List)) or len(pair.elts) != 2:
            raise source.site(pair).error("read.condition-missing")
        args += (_value(pair.elts[0], value, source), condition(pair.elts[1], value, source))
    if not args:
        raise source.site(node.func).error("read.condition-missing")
    return Expr("piecewise", tuple(args))


def condition(node: ast.expr, value: Value, source: Source) -> Expr:
    """What a condition means."""
    match node:
        case ast.Compare():
            return _chain(node, value, source)
        case ast.BoolOp(op, parts):
            word = "and" if isinstance(op, ast.And) else "or"
            return in_a_row(word, [condition(part, value, source) for part in parts])
        case ast.UnaryOp(ast.Not() | ast.Invert(), operand):
            return Expr("logic", (condition(operand, value, source),), "not")
        case ast.BinOp(left, ast.BitAnd() | ast.BitOr() as op, right):
            word = "and" if isinstance(op, ast.BitAnd) else "or"
            return in_a_row(word, [condition(part, value, source) for part in (left, right)])
        case ast.Constant(bool() as truth):
            return TRUE if truth else FALSE
        case ast.Name(name) | ast.Attribute(_, name) if name in _TRUTHS:
            return _TRUTHS[name]
        case ast.Call():
            return _called(node, value, source)
        case _:
            raise source.site(node).error("read.condition", written=source.written(node)[:_LONGEST])


def _chain(node: ast.Compare, value: Value, source: Source) -> Expr:
    """`0 < x < 1`: every comparison of the chain holds."""
    found: list[Expr] = []
    left = _value(node.left, value, source)
    for op, other in zip(node.ops, node.comparators, strict=True):
        if type(op) not in _SIGNS:
            raise source.site(node).error("read.condition", written=source.written(node)[:_LONGEST])
        right = _value(other, value, source)
        found.append(Expr("relation", (left, right), _SIGNS[type(op)]))
        left = right
    return in_a_row("and", found)


def _called(node: ast.Call, value: Value, source: Source) -> Expr:
    """`And(...)`, `np.logical_or(...)`, `Eq(a, b)`."""
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    site, args = source.site(node.func), node.args
    if name in _RELATIONS:
        if len(args) != 2:
            raise site.error("read.arity", name=name, wanted="2", found=len(args))
        left, right = (_value(arg, value, source) for arg in args)
        return Expr("relation", (left, right), _RELATIONS[name])
    if name not in _LOGIC:
        raise source.site(node).error("read.condition", written=source.written(node)[:_LONGEST])
    if not args or (_LOGIC[name] == "not" and len(args) != 1):
        raise site.error("read.arity", name=name, wanted="1", found=len(args))
    parts = [condition(arg, value, source) for arg in args]
    return Expr("logic", tuple(parts), "not") if _LOGIC[name] == "not" else in_a_row(_LOGIC[name], parts)


def _value(node: ast.expr, value: Value, source: Source) -> Expr:
    return formula(value(node), source.site(node))
