"""Sums that cancel to the last digit: what is left is noise, zero or any number below a bound.

Noise is carried along where it stays small; what it would decide, such as a quotient by it, is unclear.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from gradekit.recheck.functions import Context, Number, Unclear
from gradekit.recheck.programs import Row

Bounds: TypeAlias = Sequence[Number | None]
"""Bounds of the arguments that are noise, `None` for the others."""

_GUARD = 15
"""A sum has cancelled when it is smaller than its largest term by all digits but so many."""
_CLEAR = 20
"""Noise is forgotten where a number stands so many digits above it."""
_VANISHING = frozenset(
    {"sin", "tan", "sinh", "tanh", "asin", "atan", "asinh", "atanh", "erf", "Abs", "re", "im", "conjugate"}
)
"""Functions that are zero at zero, and near it at most twice their argument."""
_LEVEL = frozenset({"cos", "cosh", "exp", "sec", "sech", "acos", "sigmoid", "softplus"})
"""Functions that near zero are all but constant, and not zero."""


_EXACT = frozenset({"number", "symbol", "add", "multiply", "negate"})
_EXACT_CALLS = frozenset({"Abs", "Max", "Min", "sign", "floor", "ceiling", "relu", "Heaviside"})


def is_exact(row: Row) -> bool:
    """Whether an operation is exact where nothing has to be rounded."""
    if row[0] == "power":
        return row[2] > 0 and row[2].denominator == 1
    return row[0] in _EXACT or (row[0] == "call" and row[1] in _EXACT_CALLS)


def noise_of(ctx: Context, row: Row, args: Sequence[Number], bounds: Bounds, result: Number) -> Number | None:
    """The bound of the result, if it is noise; `Unclear` where noise decides what the result is."""
    if row[0] == "add":
        return _of_sum(ctx, args, bounds, result)
    noisy = [bound for bound in bounds if bound is not None]
    if not noisy:
        return None
    if row[0] in ("negate", "multiply"):
        bound = ctx.mpf(1)
        for arg, given in zip(args, bounds, strict=True):
            bound *= abs(arg) if given is None else max(given, abs(arg))
        return bound
    if row[0] == "divide" and bounds[1] is None:
        return noisy[0] / abs(args[1])
    if row[0] == "power" and row[2] > 0:
        return noisy[0] ** (ctx.mpf(row[2].numerator) / row[2].denominator)
    return _of_function(row, noisy[0])


def _of_function(row: Row, bound: Number) -> Number | None:
    if row[0] == "call" and len(row) == 3:
        if row[1] in _VANISHING:
            return 2 * bound
        if row[1] in _LEVEL:
            return None
    raise Unclear


def _of_sum(ctx: Context, args: Sequence[Number], bounds: Bounds, result: Number) -> Number | None:
    largest = max((abs(arg) for arg in args), default=ctx.mpf(0))
    bound = sum((given for given in bounds if given is not None), ctx.mpf(0))
    rounding = largest * ctx.mpf(10) ** (_GUARD - ctx.dps)
    if abs(result) <= rounding:
        bound += rounding
    return bound if bound and abs(result) < bound * ctx.mpf(10) ** _CLEAR else None


def is_short(ctx: Context, value: Number) -> bool:
    """Whether a number was not rounded, having less than half of the bits there are."""
    return all(ctx.mpf(part).man.bit_length() < ctx.prec // 2 for part in (ctx.re(value), ctx.im(value)))
