"""The form of an answer, apart from its value: what a question asks for beyond the right value.

Each check looks at one tree as it was written. None of them says anything about whether the answer is right.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import final

from gradekit.equality.asked.digits import agrees_to_digits
from gradekit.equality.decide import decide
from gradekit.equality.limits import LimitMet, Work, WorkLimits
from gradekit.equality.proof.ring import Crowded, Poly, Ring, gens_of
from gradekit.model.outcome import Outcome
from gradekit.syntax.build import number
from gradekit.syntax.limits import size_of
from gradekit.syntax.making import replaced
from gradekit.syntax.tree import Expr, symbols_of, walk

_MOST_NODES, _DEEPEST = 20_000, 300
_KERNELS = 15
_MOST_BITS = 20_000
"""Of the coefficients of a power that is multiplied out."""


@final
@dataclass(frozen=True, slots=True)
class Form:
    """Whether a tree has a form, and the parts of it that speak against it; None where a limit was met first."""

    met: bool | None
    against: tuple[Expr, ...] = ()


_UNSETTLED = Form(None)


def no_intermediates(expr: Expr, letters: Collection[str]) -> Form:
    """Whether no symbol occurs but the `letters` that the answer may be written in.

    >>> from gradekit.syntax.build import add, symbol
    >>> no_intermediates(add(symbol("t"), symbol("u1")), {"t"})
    Form(met=False, against=(symbol('u1'),))
    """
    return _without(expr, walk, lambda part: part.head == "symbol" and part.name not in letters)


def exact(expr: Expr) -> Form:
    """Whether no decimal occurs: `1/3` and `sqrt(2)` are exact, `0.5` is not, although it equals 1/2.

    >>> exact(Expr("decimal", (), "0.5")).met
    False
    """
    return _without(expr, walk, lambda part: part.head == "decimal")


def expanded(expr: Expr) -> Form:
    """Whether no product with a sum and no power of a sum is left: a(b + c), -(a + b) and (a + b)^n for an integer n
    other than 0, 1 and -1.

    A fraction may have a sum above or below its line, like terms may stand side by side, and the arguments of
    functions, exponents and the insides of roots are left alone.

    >>> from gradekit.syntax.build import add, multiply, number, power, symbol
    >>> x = symbol("x")
    >>> expanded(add(power(x, 2), multiply(number(2), x))).met, expanded(multiply(x, add(x, number(2)))).met
    (True, False)
    """
    return _without(expr, _outside_functions, _can_be_expanded)


def factored(expr: Expr) -> Form:
    """Whether it is a product, a quotient or a power of factors none of which is a sum that factors further over Q.

    A rational or other constant factor is a unit: `(2*x + 2)*(x - 1)` is factored. In a sum everything that is no
    polynomial, such as exp(x) or 1/x, counts as one more letter, so `x*exp(x) + exp(x)` is not factored; outside of
    sums it is a unit. Zero written as a sum is not factored.

    >>> from gradekit.syntax.build import add, multiply, number, power, symbol
    >>> x = symbol("x")
    >>> factored(multiply(x, add(x, number(1)))).met, factored(add(power(x, 2), number(-1))).met
    (True, False)
    """
    if _is_large(expr):
        return _UNSETTLED
    limits = WorkLimits()
    kernels = _Kernels(Ring(0, _KERNELS, limits, Work(limits)))
    sums = dict.fromkeys(part for part in _factors_of(expr) if part.head == "add")
    try:
        against = tuple(part for part in sums if _factors_further(part, kernels))
    except (LimitMet, Crowded):
        return _UNSETTLED
    return Form(not against, against)


def to_digits(answer: Expr, expected: Expr, digits: int = 3, point: Mapping[str, Fraction] | None = None) -> bool:
    """Whether the answer is a numeral with at least that many significant digits, or with the exact value, and
    `|answer - expected|` is at most one unit in the last of them; `point` has the values of the letters of `expected`.

    >>> from gradekit.syntax.build import sqrt
    >>> [to_digits(Expr("decimal", (), text), sqrt(number(2)), 3) for text in ("1.41", "1.4142", "1.4", "1.44")]
    [True, True, False, False]
    """
    written = significant_digits(answer)
    if written is None or not agrees_to_digits(answer, expected, point, digits):
        return False
    values = {name: number(value) for name, value in (point or {}).items()}
    return written >= digits or decide(answer, replaced(expected, values)).outcome is Outcome.PROVED


def significant_digits(expr: Expr) -> int | None:
    """The significant digits of a numeral: `-0.0250` has 3, `1500` up to 4, `2.50*10^(-3)` 3; of zero, those behind
    its point. None for anything that is no numeral, such as `1/3`.

    >>> significant_digits(Expr("decimal", (), "0.0250"))
    3
    """
    expr, _ = _unsigned(expr)
    if expr.head == "multiply" and len(expr.args) == 2 and _is_power_of_ten(expr.args[1]):
        expr = expr.args[0]
    if expr.head not in ("number", "decimal") or (expr.head == "number" and expr.number.denominator != 1):
        return None
    whole, _, behind = str(expr.value).partition("E")[0].partition(".")
    return len((whole + behind).lstrip("0")) or len(behind)


def _is_power_of_ten(expr: Expr) -> bool:
    return expr.head == "power" and _integer(expr.args[0]) == 10 and _integer(expr.args[1]) is not None


def _without(expr: Expr, parts: Callable[[Expr], Iterator[Expr]], speaks_against: Callable[[Expr], bool]) -> Form:
    if _is_large(expr):
        return _UNSETTLED
    against = tuple(dict.fromkeys(part for part in parts(expr) if speaks_against(part)))
    return Form(not against, against)


def _is_large(expr: Expr) -> bool:
    nodes, depth = size_of(expr)
    return nodes > _MOST_NODES or depth > _DEEPEST


def _outside_functions(expr: Expr) -> Iterator[Expr]:
    """The parts that sums, products, quotients and integer powers are made of, parents first."""
    stack = [expr]
    while stack:
        part = stack.pop()
        yield part
        if part.head == "power":
            stack.extend(part.args[:1] if _integer(part.args[1]) is not None else ())
        elif part.head in ("add", "multiply", "negate", "divide"):
            stack.extend(reversed(part.args))


def _can_be_expanded(part: Expr) -> bool:
    match part.head:
        case "multiply" | "negate":
            return any(_is_sum(factor) for factor in part.args)
        case "power":
            return _is_sum(part.args[0]) and _integer(part.args[1]) not in (None, 0, 1, -1)
        case _:
            return False


def _is_sum(part: Expr) -> bool:
    while part.head in ("negate", "divide"):
        part = part.args[0]
    return part.head == "add"


def _integer(expr: Expr) -> int | None:
    """The value of a whole number, perhaps with a sign."""
    expr, sign = _unsigned(expr)
    return sign * int(expr.number) if expr.head == "number" and expr.number.denominator == 1 else None


def _unsigned(expr: Expr) -> tuple[Expr, int]:
    sign = 1
    while expr.head == "negate":
        expr, sign = expr.args[0], -sign
    return expr, sign


def _factors_of(expr: Expr) -> Iterator[Expr]:
    stack = [expr]
    while stack:
        part = stack.pop()
        if part.head in ("negate", "multiply", "divide"):
            stack.extend(reversed(part.args))
        elif part.head == "power" and _integer(part.args[1]) is not None:
            stack.append(part.args[0])
        else:
            yield part


def _factors_further(total: Expr, kernels: _Kernels) -> bool:
    p = kernels.polynomial(total)
    if p.is_zero():
        return True
    _, found = kernels.ring.factors(p)
    return sum(multiplicity for factor, multiplicity in found if kernels.varies(factor)) > 1


@final
class _Kernels:
    """A tree as a polynomial over Q; whatever is no sum, product or power of others is a letter of its own."""

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self._gens: dict[Expr, int] = {}

    def polynomial(self, expr: Expr) -> Poly:
        """The polynomial of a tree, multiplied out."""
        match expr.head:
            case "number" | "decimal":
                return self.ring.number(expr.number)
            case "add":
                return sum((self.polynomial(term) for term in expr.args), self.ring.zero)
            case "negate":
                return -self.polynomial(expr.args[0])
            case "multiply":
                return self._product(expr.args)
            case "divide":
                return self._quotient(expr)
            case "power":
                return self._power(expr)
            case _:
                return self._kernel(expr)

    def varies(self, p: Poly) -> bool:
        """Whether a symbol occurs in a polynomial: pi and sqrt(2) are constants."""
        inside = set(gens_of(p))
        return any(gen in inside and symbols_of(kernel) for kernel, gen in self._gens.items())

    def _kernel(self, expr: Expr) -> Poly:
        if expr not in self._gens:
            self._gens[expr] = self.ring.take_free()
        return self.ring.gens[self._gens[expr]]

    def _product(self, factors: tuple[Expr, ...]) -> Poly:
        result = self.ring.one
        for factor in factors:
            result = self.ring.product(result, self.polynomial(factor))
        return result

    def _quotient(self, expr: Expr) -> Poly:
        below = self.polynomial(expr.args[1]) if not symbols_of(expr.args[1]) else self.ring.zero
        if below.is_zero() or not below.is_constant():
            return self._kernel(expr)
        return self.polynomial(expr.args[0]) / below.leading_coefficient()

    def _power(self, expr: Expr) -> Poly:
        exponent = _integer(expr.args[1])
        if exponent is None or exponent < 0:
            return self._kernel(expr)
        base = self.polynomial(expr.args[0])
        bits = max((int(c.height_bits()) for c in base.coeffs()), default=1)
        if exponent > self.ring.limits.exponent or exponent * bits > _MOST_BITS:
            raise LimitMet("exponent")
        return self.ring.power(base, exponent)
