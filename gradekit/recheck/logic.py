"""Conditions and choices between values: comparisons, and, or, not, and the first value whose condition is true."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gradekit.recheck.functions import UNDEFINED, Context, Number, side

_RELATIONS: dict[str, Callable[[int], bool]] = {
    "<": lambda s: s < 0,
    "<=": lambda s: s <= 0,
    ">": lambda s: s > 0,
    ">=": lambda s: s >= 0,
    "=": lambda s: s == 0,
    "!=": lambda s: s != 0,
}


def compared(ctx: Context, sign: str, left: Number, right: Number, *, near: bool = False) -> bool:
    """Whether two numbers compare so; with `near`, numbers are equal that can hardly be told apart."""
    if near and abs(left - right) < ctx.mpf(10) ** (20 - ctx.dps // 2) * max(1, abs(left), abs(right)):
        return _RELATIONS[sign](0)
    return _RELATIONS[sign](side(ctx, left, right))


def joined(word: str, args: Sequence[Number]) -> Number:
    """Truth of conditions of which some may have none: what those have where it depends on them."""
    if word in ("true", "false"):
        return word == "true"
    if word == "not":
        return not args[0] if isinstance(args[0], bool) else args[0]
    decisive = word == "or"
    if any(isinstance(arg, bool) and arg is decisive for arg in args):
        return decisive
    return next((arg for arg in args if not isinstance(arg, bool)), not decisive)


def chosen(conditions: Sequence[Number]) -> Number:
    """The number of the first condition that is true, or what stands in the way of knowing it."""
    for number, condition in enumerate(conditions):
        if not isinstance(condition, bool):
            return condition
        if condition:
            return number
    return UNDEFINED
