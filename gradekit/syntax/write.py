"""Formulas as plain text that reads back to the same meaning, with as few brackets as that and clarity allow."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gradekit.syntax.tree import Array, Expr
from gradekit.syntax.write_conditions import as_python, as_typed

_CASES, _SUM, _PRODUCT, _POWER, _ATOM = range(-1, 4)
Piece = tuple[str, int]
"""A text and how tightly it holds together."""


def to_text(expr: Expr, *, caret: bool = False) -> str:
    """The formula in one line. `caret`: as one types it, `x^2` and `e^x`; otherwise as Python, `x**2` and `exp(x)`.

    >>> from gradekit.syntax.build import cos, divide, multiply, number, symbol
    >>> to_text(divide(multiply(number(-2), symbol("x"), cos(symbol("t"))), multiply(number(3), symbol("y"))))
    '-2*x*cos(t)/(3*y)'
    """
    return _Writer(caret=caret).piece(expr)[0]


def array_to_text(array: Array, *, caret: bool = False) -> str:
    """A scalar, a list or rows of lists.

    >>> from gradekit.syntax.build import number
    >>> array_to_text(Array((2, 1), (number(1), number(2))))
    '[[1], [2]]'
    """
    return entries_to_text(array.shape, array.entries, caret=caret)


def entries_to_text(shape: tuple[int, ...], entries: Sequence[Expr | None], *, caret: bool = False) -> str:
    """Entries in row-major order as nested lists; `...` where one was left open."""
    if not shape:
        return "..." if entries[0] is None else to_text(entries[0], caret=caret)
    step = len(entries) // shape[0] if shape[0] else 0
    rows = [entries_to_text(shape[1:], entries[i * step : (i + 1) * step], caret=caret) for i in range(shape[0])]
    return f"[{', '.join(rows)}]"


class _Writer:
    def __init__(self, *, caret: bool) -> None:
        self.caret = caret
        self.written: dict[Expr, Piece] = {}

    def piece(self, expr: Expr) -> Piece:
        """What is asked for twice is written once: else each level of a nested formula would double the work."""
        known = self.written.get(expr)
        if known is None:
            known = self.written[expr] = self.made(expr)
        return known

    def made(self, expr: Expr) -> Piece:
        match expr.head:
            case "number":
                return _number(expr.number)
            case "decimal":
                return expr.name.replace("e", "E"), _ATOM
            case "symbol":
                return expr.name, _ATOM
            case "constant":
                return ("e" if self.caret and expr.name == "E" else expr.name), _ATOM
            case "add":
                return self.sum(expr), _SUM
            case "multiply":
                return self.product(expr)
            case "negate":
                return f"-{self.within(expr.args[0], _PRODUCT)}", _SUM
            case "divide":
                return self.quotient(*expr.args)
            case "power":
                return self.power(*expr.args), _POWER
            case "function":
                return self.function(expr)
            case "piecewise":
                return self.cases(expr)
            case "relation" | "logic":
                raise ValueError(f"a {expr.head} is no formula")

    def cases(self, expr: Expr) -> Piece:
        if not self.caret:
            return as_python(expr, lambda part: self.within(part, _SUM)), _ATOM
        text, loose = as_typed(expr, lambda part: self.within(part, _SUM))
        return text, _CASES if loose else _ATOM

    def within(self, expr: Expr, least: int) -> str:
        """The text of a part, in brackets unless it holds together at least as tightly as asked."""
        text, tightness = self.piece(expr)
        return text if tightness >= least else f"({text})"

    def sum(self, expr: Expr) -> str:
        text = ""
        for term in expr.args:
            written = self.within(term, _SUM)
            if not text:
                text = written
            else:
                text += f" - {written[1:]}" if written.startswith("-") else f" + {written}"
        return text

    def product(self, expr: Expr) -> Piece:
        first, rest = expr.args[0], expr.args[1:]
        if _below_zero(first):
            opposite = Expr("multiply", (_opposite(first), *rest))
            return f"-{self.product(opposite)[0]}", _SUM
        if first.head == "number" and first.number.denominator != 1:
            return self._fraction_times(first.number, rest)
        pieces = [self.within(first, _POWER if _ends_in_quotient(first) else _PRODUCT)]
        for place, factor in enumerate(rest, start=2):
            loose = place == len(expr.args) if _ends_in_quotient(factor) else factor.head == "multiply"
            pieces.append(self.within(factor, _PRODUCT if loose else _POWER))
        return "*".join(pieces), _PRODUCT

    def _fraction_times(self, number: Fraction, rest: tuple[Expr, ...]) -> Piece:
        """`3/2*x` as `3*x/2`, which nobody reads as 3/(2*x)."""
        whole = Expr("number", (), Fraction(number.numerator))
        factors = [*rest] if number.numerator == 1 else [whole, *rest]
        above = Expr("multiply", tuple(factors)) if len(factors) > 1 else factors[0]
        return self.quotient(above, Expr("number", (), Fraction(number.denominator)))

    def quotient(self, above: Expr, below: Expr) -> Piece:
        if _below_zero(above):
            return f"-{self.quotient(_opposite(above), below)[0]}", _SUM
        flat = above.head == "multiply" and not _ends_in_quotient(above)
        top = self.within(above, _PRODUCT if flat else _POWER)
        return f"{top}/{self.within(below, _POWER)}", _PRODUCT

    def power(self, base: Expr, exponent: Expr) -> str:
        sign = "^" if self.caret else "**"
        return f"{self.within(base, _ATOM)}{sign}{self.within(exponent, _ATOM)}"

    def function(self, expr: Expr) -> Piece:
        args = ", ".join(self.piece(arg)[0] for arg in expr.args)
        if self.caret and expr.name == "exp":
            return f"e^{self.within(expr.args[0], _ATOM)}", _POWER
        name = "ln" if self.caret and expr.name == "log" and len(expr.args) == 1 else expr.name
        return f"{name}({args})", _ATOM


def _number(value: Fraction) -> Piece:
    text = str(value)
    return text, _SUM if value < 0 else _PRODUCT if value.denominator != 1 else _ATOM


def _below_zero(expr: Expr) -> bool:
    return expr.head == "number" and expr.number < 0


def _ends_in_quotient(expr: Expr) -> bool:
    """Whether a fraction line without brackets would be the last sign: `a*b/c`."""
    return expr.head == "divide" or (expr.head == "multiply" and _ends_in_quotient(expr.args[-1]))


def _opposite(expr: Expr) -> Expr:
    return Expr("number", (), -expr.number)
