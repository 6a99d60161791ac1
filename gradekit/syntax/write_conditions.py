"""Conditions and cases as Python has them, as one types them, and in LaTeX."""

from __future__ import annotations

from collections.abc import Callable

from gradekit.syntax.conditions import TRUE, cases
from gradekit.syntax.tree import Expr

Writer = Callable[[Expr], str]
"""How a value is written where brackets around it are not needed."""

_EQUATIONS = {"=": "Eq", "!=": "Ne"}
_JOINED = {"and": "And", "or": "Or", "not": "Not"}
_OR, _AND = range(2)
_BINDING = {"or": _OR, "and": _AND}


def as_python(expr: Expr, value: Writer) -> str:
    """Cases as SymPy writes them: `Piecewise((x, x > 0), (0, True))`."""
    pairs = (f"({value(v)}, {_condition_as_python(c, value)})" for v, c in cases(expr.args))
    return f"Piecewise({', '.join(pairs)})"


def _condition_as_python(expr: Expr, value: Writer) -> str:
    if expr.head == "relation":
        left, right = map(value, expr.args)
        if expr.name in _EQUATIONS:
            return f"{_EQUATIONS[expr.name]}({left}, {right})"
        return f"{left} {expr.name} {right}"
    if not expr.args:
        return expr.name.capitalize()
    return f"{_JOINED[expr.name]}({', '.join(_condition_as_python(arg, value) for arg in expr.args)})"


def as_typed(expr: Expr, value: Writer) -> tuple[str, bool]:
    """Cases as one types them, and whether that needs brackets in a larger formula: `x if x > 0 else 0` does."""
    *some, (last, otherwise) = cases(expr.args)
    if not some or otherwise != TRUE:
        pairs = (f"({value(v)}, {_typed(c, value, _OR)})" for v, c in cases(expr.args))
        return f"piecewise({', '.join(pairs)})", False
    chain = "".join(f"{value(v)} if {_typed(c, value, _OR)} else " for v, c in some)
    return chain + value(last), True


def _typed(expr: Expr, value: Writer, least: int) -> str:
    if expr.head == "relation":
        return f"{value(expr.args[0])} {expr.name} {value(expr.args[1])}"
    if not expr.args:
        return expr.name
    if expr.name == "not":
        return f"not ({_typed(expr.args[0], value, _OR)})"
    binding = _BINDING[expr.name]
    text = f" {expr.name} ".join(_typed(arg, value, binding + 1) for arg in expr.args)
    return f"({text})" if binding < least else text


def as_latex(expr: Expr, value: Writer) -> str:
    r"""Cases as a textbook has them, one below the other."""
    rows = r" \\ ".join(f"{value(v)} & {_case(c, value)}" for v, c in cases(expr.args))
    return rf"\begin{{cases}} {rows} \end{{cases}}"


_SIGNS = {"<=": r"\le", ">=": r"\ge", "!=": r"\ne"}


def _case(condition: Expr, value: Writer) -> str:
    return r"\text{otherwise}" if condition == TRUE else rf"\text{{if }} {_in_latex(condition, value, _OR)}"


def _in_latex(expr: Expr, value: Writer, least: int) -> str:
    if expr.head == "relation":
        return f"{value(expr.args[0])} {_SIGNS.get(expr.name, expr.name)} {value(expr.args[1])}"
    if not expr.args:
        return rf"\text{{{expr.name}}}"
    if expr.name == "not":
        return rf"\text{{not }} \left({_in_latex(expr.args[0], value, _OR)}\right)"
    binding = _BINDING[expr.name]
    text = rf" \text{{ {expr.name} }} ".join(_in_latex(arg, value, binding + 1) for arg in expr.args)
    return rf"\left({text}\right)" if binding < least else text
