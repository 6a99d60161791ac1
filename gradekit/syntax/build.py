"""Building trees: units and numbers are folded, nothing else.

`0 + x`, `1 * x`, `x ** 1`, `0 * x` and arithmetic of rational numbers disappear; sums and products are flattened.
That is all the tidying the stages of the calculus need, and little enough that a tree still shows how it came about.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from gradekit.syntax.conditions import combined, piecewise, relation
from gradekit.syntax.tree import Expr

ZERO = Expr("number", (), Fraction(0))
ONE = Expr("number", (), Fraction(1))
TWO = Expr("number", (), Fraction(2))
HALF = Expr("number", (), Fraction(1, 2))
PI = Expr("constant", (), "pi")
E = Expr("constant", (), "E")
I = Expr("constant", (), "I")  # noqa: E741  the field's name of the imaginary unit

LARGEST_SHARED = 1000
"""Integers up to this size are made once."""
LARGEST_FOLDED_EXPONENT = 64
MOST_FOLDED_BITS = 4096
"""Bits of the longest power that is worked out: powers of powers of a student's stay as they were written."""


def number(value: int | Fraction, denominator: int = 1) -> Expr:
    """The rational number `value / denominator`."""
    if denominator != 1:
        value = Fraction(value, denominator)
    top, bottom = value.as_integer_ratio()
    if bottom == 1 and -LARGEST_SHARED <= top <= LARGEST_SHARED:
        return _integer(top)
    return Expr("number", (), value if isinstance(value, Fraction) else Fraction(value))


@cache
def _integer(value: int) -> Expr:
    """The same tree each time: small numbers are most of what is built, and a fraction is slow to make and to hash."""
    return Expr("number", (), Fraction(value))


def symbol(name: str) -> Expr:
    """A symbol."""
    return Expr("symbol", (), name)


def add(*terms: Expr) -> Expr:
    """The sum, flattened, its rational numbers folded into one that stands last.

    >>> add(symbol("x"), number(2), number(-2))
    symbol('x')
    """
    kept: list[Expr] = []
    constants: list[Fraction] = []
    for term in terms:
        for part in term.args if term.head == "add" else (term,):
            value = _rational(part)
            if value is None:
                kept.append(part)
            else:
                constants.append(value)
    if constant := sum(constants) if len(constants) > 1 else constants[0] if constants else 0:
        kept.append(_signed(constant))
    if len(kept) < 2:
        return kept[0] if kept else ZERO
    return Expr("add", tuple(kept))


def multiply(*factors: Expr) -> Expr:
    """The product, flattened, its rational numbers and signs folded into one that stands first.

    >>> multiply(number(2), symbol("x"), number(1, 2))
    symbol('x')
    """
    kept: list[Expr] = []
    top, bottom = 1, 1  # of the numbers; integers are multiplied many times faster than fractions
    stack = list(reversed(factors))
    while stack:
        factor = stack.pop()
        head = factor.head
        if head == "number":
            above, below = factor.number.as_integer_ratio()
            top, bottom = top * above, bottom * below
        elif head == "negate":
            top = -top
            stack.append(factor.args[0])
        elif head == "multiply":
            stack.extend(reversed(factor.args))
        else:
            kept.append(factor)
    if not top or not kept:
        return _signed(Fraction(top, bottom))
    if abs(top) != bottom:
        kept.insert(0, number(abs(top)) if bottom == 1 else number(Fraction(abs(top), bottom)))
    product = kept[0] if len(kept) == 1 else Expr("multiply", tuple(kept))
    return product if top > 0 else Expr("negate", (product,))


def negate(expr: Expr) -> Expr:
    """The negative; two minus signs cancel."""
    if expr.head == "negate":
        return expr.args[0]
    value = _rational(expr)
    return Expr("negate", (expr,)) if value is None else _signed(-value)


def subtract(left: Expr, right: Expr) -> Expr:
    """The difference."""
    return add(left, negate(right))


def divide(top: Expr, bottom: Expr) -> Expr:
    """The quotient; a quotient of rational numbers is a number, and a sign moves out to the front."""
    over, under = _rational(top), _rational(bottom)
    if under == 1 or over == 0:
        return top
    if over is not None and under:
        return _signed(over / under)
    if top.head == "negate":
        return negate(divide(top.args[0], bottom))
    if over is not None and over < 0:
        return negate(divide(number(-over), bottom))
    if bottom.head == "negate":
        return negate(divide(top, bottom.args[0]))
    return Expr("divide", (top, bottom))


def power(base: Expr, exponent: Expr | int | Fraction) -> Expr:
    """The power; small integer powers of rational numbers are folded, `x**1` and `x**0` disappear."""
    if not isinstance(exponent, Expr):
        exponent = number(exponent)
    raised = _rational(exponent)
    if raised == 1:
        return base
    if raised == 0:
        return ONE
    value = _rational(base)
    if value == 1:
        return ONE
    if value and raised is not None and raised.denominator == 1 and _is_short(value, raised):
        return _signed(Fraction(value ** int(raised)))
    return Expr("power", (base, exponent))


def function(name: str, *args: Expr) -> Expr:
    """A function of the table in `syntax.names`, or an undefined one, applied to its arguments."""
    return Expr("function", args, name)


def sin(x: Expr) -> Expr:
    """The sine."""
    return function("sin", x)


def cos(x: Expr) -> Expr:
    """The cosine."""
    return function("cos", x)


def exp(x: Expr) -> Expr:
    """The exponential function."""
    return function("exp", x)


def log(x: Expr) -> Expr:
    """The natural logarithm."""
    return function("log", x)


def sqrt(x: Expr) -> Expr:
    """The square root."""
    return function("sqrt", x)


def substitute(expr: Expr, values: Mapping[str, Expr]) -> Expr:
    """All symbols named in `values` replaced at once; parts without them are kept as they are.

    >>> x, y = symbol("x"), symbol("y")
    >>> substitute(add(x, y), {"x": y, "y": x}) == add(y, x)
    True
    """
    done: dict[Expr, Expr] = {}

    def replaced(node: Expr) -> Expr:
        if node.head == "symbol":
            return values.get(node.name, node)
        if not node.args:
            return node
        if (known := done.get(node)) is None:
            args = tuple(replaced(arg) for arg in node.args)
            known = node if args == node.args else rebuild(node, args)
            done[node] = known
        return known

    return replaced(expr)


def rebuild(node: Expr, args: tuple[Expr, ...]) -> Expr:
    """The same operation on other arguments, folded again."""
    if node.head in _REBUILD_NAMED:
        return _REBUILD_NAMED[node.head](node.name, *args)
    return _REBUILD[node.head](*args)


_REBUILD = {
    "add": add,
    "multiply": multiply,
    "negate": negate,
    "divide": divide,
    "power": power,
    "piecewise": piecewise,
}
_REBUILD_NAMED = {"function": function, "relation": relation, "logic": combined}


def _is_short(value: Fraction, exponent: Fraction) -> bool:
    bits = max(value.numerator.bit_length(), value.denominator.bit_length())
    return abs(exponent) <= LARGEST_FOLDED_EXPONENT and bits * abs(exponent) <= MOST_FOLDED_BITS


def _rational(expr: Expr) -> Fraction | None:
    if expr.head == "number":
        return expr.number
    if expr.head == "negate" and expr.args[0].head == "number":
        return -expr.args[0].number
    return None


def _signed(value: Fraction | int) -> Expr:
    """A number; a negative one is a minus sign before a positive number, as one writes it."""
    return number(value) if value >= 0 else Expr("negate", (number(-value),))
