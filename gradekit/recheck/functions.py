"""Functions of a formula by mpmath: real values where they exist, or complex principal values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from gradekit.recheck.result import Refused

Number: TypeAlias = Any
"""An `mpf` or `mpc` of mpmath, a truth value, or one of the two below."""
Context: TypeAlias = Any
"""A context of mpmath, with its precision."""

UNDEFINED = None
"""There is no value."""


class Unclear(Exception):  # noqa: N818  an answer, not an error
    """The value is out of reach or cannot be told at this precision."""


_LARGEST = 12_000
"""Bits before the point of an argument of an exponential or a sine."""
_LARGEST_GAMMA = 32

_PLAIN = frozenset(
    {"exp", "log", "sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh", "sech", "csch", "coth"}
    | {"asin", "acos", "atan", "asinh", "acosh", "atanh", "erf", "gamma"}
)
_OVER = {"acot": "atan", "asec": "acos", "acsc": "asin", "acoth": "atanh", "asech": "acosh", "acsch": "asinh"}
_CUT = frozenset({"log", "asin", "acos", "atan", "asinh", "acosh", "atanh"})


def call(ctx: Context, name: str, args: list[Number]) -> Number:
    """The value of a function of the table, or of an undefined one."""
    if name in _OVER and len(args) == 1:
        return call(ctx, _OVER[name], [1 / args[0]])
    if name in _PLAIN and len(args) == 1:
        x = reach(ctx, args[0], _LARGEST_GAMMA if name in ("gamma", "erf") else _LARGEST)
        return getattr(ctx, name)(off_the_cut(ctx, x) if name in _CUT else x)
    if len(args) == 1 and name in _ONE:
        return _ONE[name](ctx, args[0])
    if len(args) == 2 and name in _TWO:
        return _TWO[name](ctx, args[0], args[1])
    if name in ("Max", "Min") and args:
        return _largest(ctx, args) if name == "Max" else -_largest(ctx, [-arg for arg in args])
    if name.rstrip("'").isidentifier() and name not in KNOWN:
        return stand_in(ctx, name, args)
    raise Refused("recheck.unknown-function", function=name)


def reach(ctx: Context, x: Number, bits: int) -> Number:
    """The number itself, if it is not too large to go on with."""
    if x and max(ctx.mag(part) for part in (ctx.re(x), ctx.im(x)) if part) > bits:
        raise Unclear
    return x


def off_the_cut(ctx: Context, x: Number) -> Number:
    """The number without an imaginary part that is only rounding: branch cuts lie on the axes."""
    re, im = ctx.re(x), ctx.im(x)
    tiny = ctx.mpf(10) ** (12 - ctx.dps)
    if im and abs(im) < tiny * abs(re):
        return ctx.mpc(re, 0)
    return ctx.mpc(0, im) if re and abs(re) < tiny * abs(im) else x


def stand_in(ctx: Context, name: str, args: list[Number]) -> Number:
    """A definite entire function in place of an undefined one, as witnesses use it: it depends on the name alone."""
    seed = sum((i + 3) * ord(letter) for i, letter in enumerate(name))
    total = ctx.mpf(seed % 97 + 1)
    for i, arg in enumerate(args):
        total += ctx.sin(reach(ctx, arg, _LARGEST) * (seed % 7 + i + 1) / 5 + seed % 11) + arg * (seed % 13 - 5 + i) / 7
    return total


def real_part(ctx: Context, x: Number) -> Number:
    """A number that has to be real here."""
    x = off_the_cut(ctx, x)
    if ctx.im(x):
        raise ValueError("not real")
    return ctx.re(x)


def side(ctx: Context, x: Number, y: Number) -> int:
    """1, 0 or -1 as x is larger than y, the same or smaller; `Unclear` when they differ by less than rounding."""
    x, y = real_part(ctx, x), real_part(ctx, y)
    if x == y:
        return 0
    if abs(x - y) < ctx.mpf(10) ** (20 - ctx.dps) * max(abs(x), abs(y)):
        raise Unclear
    return 1 if x > y else -1


def _largest(ctx: Context, args: list[Number]) -> Number:
    return max(real_part(ctx, arg) for arg in args)


def _floor(ctx: Context, x: Number) -> Number:
    x = reach(ctx, real_part(ctx, x), ctx.prec // 2)
    near = ctx.nint(x)
    if x != near and abs(x - near) < ctx.mpf(10) ** (20 - ctx.dps) * max(1, abs(x)):
        raise Unclear
    return ctx.floor(x)


def _sign(ctx: Context, x: Number) -> Number:
    return x / abs(x) if x else ctx.mpf(0)


def raised(ctx: Context, x: Number, y: Number) -> Number:
    """x**y = exp(y log x); for an integer y also by products."""
    whole = ctx.isint(y)
    if not x:
        if ctx.re(y) > 0:
            return ctx.mpf(0)
        raise ZeroDivisionError
    reach(ctx, y * (abs(ctx.mag(x)) + 1), _LARGEST)
    return x ** int(ctx.re(y)) if whole else ctx.exp(y * ctx.log(off_the_cut(ctx, x)))


def _step(ctx: Context, x: Number, at_zero: Number) -> Number:
    x = real_part(ctx, x)
    return ctx.mpf(int(x > 0)) if x else at_zero


def _factorial(ctx: Context, x: Number) -> Number:
    return ctx.gamma(reach(ctx, x + 1, _LARGEST_GAMMA))


def _binomial(ctx: Context, n: Number, k: Number) -> Number:
    return _factorial(ctx, n) / (_factorial(ctx, k) * _factorial(ctx, n - k))


def _exp(ctx: Context, x: Number) -> Number:
    return ctx.exp(reach(ctx, x, _LARGEST))


_ONE: dict[str, Callable[[Context, Number], Number]] = {
    "Abs": lambda _, x: abs(x),
    "sign": _sign,
    "floor": _floor,
    "ceiling": lambda ctx, x: -_floor(ctx, -x),
    "factorial": _factorial,
    "re": lambda ctx, x: ctx.re(x),
    "im": lambda ctx, x: ctx.im(x),
    "conjugate": lambda ctx, x: ctx.conj(x),
    "sqrt": lambda ctx, x: ctx.sqrt(off_the_cut(ctx, x)),
    "sigmoid": lambda ctx, x: 1 / (1 + _exp(ctx, -x)),
    "softplus": lambda ctx, x: ctx.log(1 + _exp(ctx, x)),
    "logit": lambda ctx, x: ctx.log(x / (1 - x)),
    "Heaviside": lambda ctx, x: _step(ctx, x, ctx.mpf(1) / 2),
    "relu": lambda ctx, x: _largest(ctx, [ctx.mpf(0), x]),
}

_TWO: dict[str, Callable[[Context, Number, Number], Number]] = {
    "log": lambda ctx, x, b: ctx.log(off_the_cut(ctx, x)) / ctx.log(off_the_cut(ctx, b)),
    "root": lambda ctx, x, n: raised(ctx, x, 1 / n),
    "Heaviside": _step,
    "binomial": _binomial,
    "atan2": lambda ctx, y, x: ctx.atan2(real_part(ctx, y), real_part(ctx, x)),
}

KNOWN = frozenset({*_PLAIN, *_OVER, *_ONE, *_TWO, "Max", "Min", "cbrt", "Piecewise"})
