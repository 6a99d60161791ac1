"""An answer as plain words, in the child: the tree that gradekit would have read, in postfix order.

    number:1f  decimal:0.25  symbol:x  constant:pi  text:saddle  open
    add:3  multiply:2  negate  divide  power  function:sin:1  piecewise:4  relation:<  and:2  or:2  not  true  false
    list:2  matrix:2  grid:2

Sums and products stand in SymPy's printed order, negative powers below a fraction line. Nothing that is said here is
trusted: `frame` reads it as it would read anybody's.
"""

from __future__ import annotations

import inspect
from typing import Any, final

# SymPy and NumPy are loaded already; a submission's values have any type.
Anything = Any

_MOST_WORDS = 20_000
_MOST_DEPTH = 150
_RELATIONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "=", "!=": "!="}


class TooLargeError(Exception):
    """The answer has more words or is deeper than is read."""


class NoFormError(Exception):
    """The answer is of a type that no question asks for."""


@final
class Writer:
    """The words of one value."""

    def __init__(self, names: dict[str, Anything]) -> None:
        import numpy
        import sympy

        self.sp: Any = sympy
        self.np: Any = numpy
        self.names = names
        self.words: list[str] = []
        self.depth = 0
        self.constants = {self.sp.pi: "pi", self.sp.E: "E", self.sp.I: "I"}

    def put(self, word: str) -> None:
        """One more word."""
        self.words.append(word)
        if len(self.words) > _MOST_WORDS:
            raise TooLargeError

    def value(self, value: Anything) -> None:
        """Any value of Python, SymPy or NumPy."""
        self.depth += 1
        if self.depth > _MOST_DEPTH:
            raise TooLargeError
        self._value(value)
        self.depth -= 1

    def _value(self, value: Anything) -> None:
        sp, np = self.sp, self.np
        if value is ...:
            self.put("open")
        elif isinstance(value, str):
            self.put(f"text:{str(value)[:10_000]}")
        elif isinstance(value, (list, tuple, sp.Tuple)):
            self._row("list", value)
        elif isinstance(value, (sp.MatrixBase, sp.MatrixExpr)):
            self._row("matrix", (value.as_explicit() if isinstance(value, sp.MatrixExpr) else value).tolist())
        elif isinstance(value, sp.NDimArray):
            self._row("grid", value.tolist())
        elif isinstance(value, np.ndarray):
            self._row("grid", value.tolist()) if value.ndim else self.value(value.item())
        elif isinstance(value, np.generic):
            self.value(value.item())
        elif isinstance(value, (set, frozenset, sp.FiniteSet)):
            self._row("list", sorted(value, key=sp.default_sort_key))
        elif isinstance(value, (bool, int, float, complex, sp.Basic)):
            self.formula(value)
        elif callable(value) and not isinstance(value, type):
            self._function(value)
        else:
            raise NoFormError(type(value).__name__)

    def _row(self, head: str, entries: Anything) -> None:
        row = list(entries)
        for entry in row:
            self.value(entry)
        self.put(f"{head}:{len(row)}")

    def _function(self, function: Anything) -> None:
        """What a function returns for the letters that its parameters are called."""
        try:
            parameters = list(inspect.signature(function).parameters)
        except (TypeError, ValueError):
            raise NoFormError(type(function).__name__) from None
        self.value(function(*(self._letter(name) for name in parameters)))

    def _letter(self, name: str) -> Anything:
        known = self.names.get(name)
        return (
            known if getattr(known, "is_Symbol", False) and getattr(known, "name", "") == name else self.sp.Symbol(name)
        )

    def formula(self, value: Anything) -> None:
        """A number or an expression; what is written but not worked out (a derivative, an integral) is worked out."""
        sp = self.sp
        if isinstance(value, bool):
            raise NoFormError("bool")
        expr = sp.sympify(value, strict=True)  # in the child; strict, so no text is parsed
        if expr.is_Relational or (isinstance(expr, sp.logic.boolalg.Boolean) and not expr.is_Symbol):
            raise NoFormError(type(expr).__name__)
        if expr.has(sp.Derivative, sp.Integral, sp.Sum, sp.Product, sp.Limit):
            expr = expr.doit()
        self.expr(expr)

    def expr(self, expr: Anything) -> None:
        """An expression of SymPy."""
        self.depth += 1
        if self.depth > _MOST_DEPTH:
            raise TooLargeError
        self._expr(expr)
        self.depth -= 1

    def _expr(self, expr: Anything) -> None:
        if expr in self.constants:
            self.put(f"constant:{self.constants[expr]}")
        elif expr.is_Number:
            self._number(expr)
        elif expr.is_Symbol:
            self.put(f"symbol:{expr.name}")
        elif expr.is_Add:
            self._sum(expr)
        elif expr.is_Mul:
            self._product(expr)
        elif expr.is_Pow or isinstance(expr, self.sp.exp):
            self._power(expr)
        elif expr.is_Piecewise:
            self._cases(expr)
        elif expr.is_Function:
            self._applied(expr)
        elif expr.is_Relational or expr.is_Boolean:
            self._condition(expr)
        else:
            raise NoFormError(type(expr).__name__)

    def _number(self, value: Anything) -> None:
        if value.is_Rational:
            self.put(f"number:{abs(int(value.p)):x}")
            if value.q != 1:
                self.put(f"number:{int(value.q):x}")
                self.put("divide")
        elif value.is_Float:
            self.put(f"decimal:{abs(float(value))!r}")
        else:
            raise NoFormError(str(value))
        if value < 0:
            self.put("negate")

    def _sum(self, expr: Anything) -> None:
        terms = list(expr.as_ordered_terms())
        if _has_minus(terms[0]) and (lead := next((term for term in terms if not _has_minus(term)), None)):
            terms.remove(lead)
            terms.insert(0, lead)
        for term in terms:
            self.expr(term)
        self.put(f"add:{len(terms)}")

    def _product(self, expr: Anything) -> None:
        coefficient, rest = expr.as_coeff_Mul()
        factors = list(rest.as_ordered_factors()) if rest.is_Mul else [rest]
        if not coefficient.is_Rational:
            factors, coefficient = [coefficient, *factors], self.sp.Integer(1)
        above = [factor for factor in factors if not _is_below(factor)]
        below = [1 / factor for factor in factors if _is_below(factor)]
        self._factors(abs(int(coefficient.p)), above)
        if below or coefficient.q != 1:
            self._factors(int(coefficient.q), below)
            self.put("divide")
        if coefficient < 0:
            self.put("negate")

    def _factors(self, coefficient: int, factors: list[Anything]) -> None:
        written = coefficient != 1 or not factors
        if written:
            self.put(f"number:{coefficient:x}")
        for factor in factors:
            self.expr(factor)
        if len(factors) + written > 1:
            self.put(f"multiply:{len(factors) + written}")

    def _power(self, expr: Anything) -> None:
        base, exponent = expr.as_base_exp() if expr.is_Pow else (self.sp.E, expr.args[0])
        if base == self.sp.E:
            self.expr(exponent)
            self.put("function:exp:1")
        elif _is_below(expr):
            self.put("number:1")
            self.expr(self.sp.Pow(expr.base, -expr.exp))
            self.put("divide")
        elif expr.exp == self.sp.Rational(1, 2):
            self.expr(expr.base)
            self.put("function:sqrt:1")
        else:
            self.expr(expr.base)
            self.expr(expr.exp)
            self.put("power")

    def _applied(self, expr: Anything) -> None:
        name = str(expr.func.__name__)
        args = expr.args[:1] if name == "Heaviside" and expr.args[-1] == self.sp.Rational(1, 2) else expr.args
        for arg in args:
            self.expr(arg)
        self.put(f"function:{name}:{len(args)}")

    def _cases(self, expr: Anything) -> None:
        for value, condition in expr.args:
            self.expr(value)
            self._condition(condition)
        self.put(f"piecewise:{2 * len(expr.args)}")

    def _condition(self, expr: Anything) -> None:
        sp = self.sp
        if expr in (sp.true, sp.false):
            self.put("true" if expr == sp.true else "false")
        elif expr.is_Relational:
            self.expr(expr.lhs)
            self.expr(expr.rhs)
            self.put(f"relation:{_RELATIONS[expr.rel_op]}")
        elif isinstance(expr, sp.Not):
            self._condition(expr.args[0])
            self.put("not")
        elif isinstance(expr, (sp.And, sp.Or)):
            parts = sorted(expr.args, key=sp.default_sort_key)
            for part in parts:
                self._condition(part)
            self.put(f"{'and' if isinstance(expr, sp.And) else 'or'}:{len(parts)}")
        else:
            raise NoFormError(type(expr).__name__)


def _has_minus(term: Anything) -> bool:
    return bool(term.as_coeff_Mul()[0].is_extended_negative)


def _is_below(factor: Anything) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp < 0)


def encoded(value: Anything, names: dict[str, Anything]) -> list[str]:
    """The words of a value; `names` are those of the program, for the letters of a function."""
    writer = Writer(names)
    writer.value(value)
    return writer.words
