"""What a formula's values can be on the whole domain, by plain interval arithmetic on the structure of the formula.

Used to declare an intermediate positive only where it is so on the whole domain. The interval found holds every value;
it need not be the smallest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from gradekit.model.domain import POSITIVE, REALS, Interval
from gradekit.syntax.tree import Expr

End = Fraction | None
"""An end of an interval; `None` is infinite."""

_UNIT = Interval(low=Fraction(-1), high=Fraction(1), low_open=False, high_open=False)
_NOT_NEGATIVE = Interval(low=Fraction(0), low_open=False)
_VALUES: dict[str, Interval] = {
    "sin": _UNIT,
    "cos": _UNIT,
    "exp": POSITIVE,
    "sqrt": _NOT_NEGATIVE,
    "Abs": _NOT_NEGATIVE,
    "tanh": _UNIT,
    "cosh": Interval(low=Fraction(1), low_open=False),
    "sigmoid": Interval(low=Fraction(0), high=Fraction(1)),
}


def range_of(expr: Expr, ranges: Mapping[str, Interval]) -> Interval:
    """An interval that holds every value of the formula while each symbol runs through its range.

    >>> from gradekit.syntax.build import add, number, power, symbol
    >>> range_of(add(power(symbol("t"), 2), number(1)), {}).positive
    True
    """
    if expr.head in ("number", "decimal"):
        return Interval(low=expr.number, high=expr.number, low_open=False, high_open=False)
    if expr.head == "symbol":
        return ranges.get(expr.name, REALS)
    inner = [range_of(arg, ranges) for arg in expr.args]
    rule = _RULES.get(expr.head)
    if rule is not None:
        return rule(expr, inner)
    if expr.head == "constant":
        return POSITIVE if expr.name != "I" else REALS
    if expr.head != "function":
        return REALS
    return _function(expr, inner)


def _function(expr: Expr, inner: list[Interval]) -> Interval:
    if expr.name in ("exp", "sqrt") and inner[0].low is not None:
        # both increase, so a positive argument keeps exp above 1 and sqrt above 0
        if expr.name == "sqrt" and inner[0].positive:
            return POSITIVE
        if expr.name == "exp" and inner[0].low >= 0:
            return Interval(low=Fraction(1), low_open=inner[0].low_open)
    if expr.name == "log" and inner[0].low is not None and inner[0].low >= 1:
        return Interval(low=Fraction(0), low_open=inner[0].low_open or inner[0].low > 1)
    return _VALUES.get(expr.name, REALS)


def _sum(_: Expr, inner: list[Interval]) -> Interval:
    lows, highs = [i.low for i in inner], [i.high for i in inner]
    return Interval(
        low=None if None in lows else sum((v for v in lows if v is not None), Fraction(0)),
        high=None if None in highs else sum((v for v in highs if v is not None), Fraction(0)),
        low_open=any(i.low_open for i in inner),
        high_open=any(i.high_open for i in inner),
    )


def _negative(_: Expr, inner: list[Interval]) -> Interval:
    (i,) = inner
    return Interval(
        low=None if i.high is None else -i.high,
        high=None if i.low is None else -i.low,
        low_open=i.high_open,
        high_open=i.low_open,
    )


def _product(_: Expr, inner: list[Interval]) -> Interval:
    result = inner[0]
    for other in inner[1:]:
        result = _times(result, other)
    return result


def _times(a: Interval, b: Interval) -> Interval:
    if a.low is None or b.low is None or a.low < 0 or b.low < 0:
        return _bounded_times(a, b)
    high = a.high * b.high if a.high is not None and b.high is not None else None
    open_at_low = (a.low_open or b.low_open) if a.low * b.low else a.positive and b.positive
    return Interval(low=a.low * b.low, high=high, low_open=open_at_low, high_open=a.high_open or b.high_open)


def _bounded_times(a: Interval, b: Interval) -> Interval:
    if a.low is None or b.low is None or a.high is None or b.high is None:
        return _flipped(a, b)
    corners = [p * q for p in (a.low, a.high) for q in (b.low, b.high)]
    return Interval(low=min(corners), high=max(corners), low_open=False, high_open=False)


def _flipped(a: Interval, b: Interval) -> Interval:
    """A product with an unbounded factor: known where a factor is a number of one sign."""
    for scale, other in ((a, b), (b, a)):
        if scale.low is not None and scale.low == scale.high and scale.low:
            ends = [None if e is None else e * scale.low for e in (other.low, other.high)]
            opens = (other.low_open, other.high_open)
            low, high = ends if scale.low > 0 else reversed(ends)
            at_low, at_high = opens if scale.low > 0 else reversed(opens)
            return Interval(low=low, high=high, low_open=at_low, high_open=at_high)
    return REALS


def _quotient(_: Expr, inner: list[Interval]) -> Interval:
    top, bottom = inner
    if not bottom.positive or top.low is None or top.low < 0:
        return REALS
    return POSITIVE if top.positive else _NOT_NEGATIVE


def _power(expr: Expr, inner: list[Interval]) -> Interval:
    exponent = expr.args[1]
    if inner[0].positive:
        return POSITIVE
    if exponent.head == "number" and exponent.number.denominator == 1 and exponent.number > 0:
        never_negative = exponent.number % 2 == 0 or (inner[0].low is not None and inner[0].low >= 0)
        return _NOT_NEGATIVE if never_negative else REALS
    return REALS


_RULES: dict[str, Callable[[Expr, list[Interval]], Interval]] = {
    "add": _sum,
    "negate": _negative,
    "multiply": _product,
    "divide": _quotient,
    "power": _power,
}
