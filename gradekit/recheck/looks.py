"""Two rows compared at a point: whether their values agree to a number of digits, seen at more than one precision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from gradekit.recheck.functions import UNDEFINED, Context, Number
from gradekit.recheck.values import UNCLEAR, Point, Values, is_number

DIGITS = 60
"""How many digits sides, forms and relations have to agree in."""
FIRST = 100
_STEPS = (FIRST, 220, 500, 1_200)
_SETTLED = 20

Look: TypeAlias = Literal["agree", "differ", "first-undefined", "second-undefined", "unclear"]
"""What a point says of two rows; the second is asked first whether it has a value."""


class _Seen(NamedTuple):
    """Both values at one precision, and how much of them may be noise."""

    ctx: Context
    x: Number
    y: Number
    x_noise: Number
    y_noise: Number


def look(values: Values, first: int, second: int, point: Point, digits: int = DIGITS) -> Look:
    """Whether |x - y| <= 10^-digits max(|x|, |y|), or both are zero as far as can be told.

    They differ when the values stay the same from one precision to the next and are further apart than that.
    """
    before: _Seen | None = None
    for now in _seen(values, first, second, point, digits):
        if isinstance(now, str):
            return now
        if _agree(now, digits) or (before is not None and _nothing(now) and _nothing(before)):
            return "agree"
        if before is not None and _differ(before, now):
            return "differ"
        before = now
    return "agree" if before is not None and before.ctx.dps == _STEPS[-1] and _vanishing(before) else "unclear"


def _seen(values: Values, first: int, second: int, point: Point, digits: int) -> Iterator[_Seen | Look]:
    """Both values from one precision to the next; a word where one is undefined, nothing where one is unclear."""
    for step in _STEPS:
        if step < digits + 20:
            continue
        known = values.at(point, step)
        x, y = known.values[first], known.values[second]
        if is_number(x) and is_number(y):
            ctx = values.context(step)
            yield _Seen(ctx, x, y, known.noise.get(first, ctx.mpf(0)), known.noise.get(second, ctx.mpf(0)))
        elif step != FIRST and UNDEFINED in (x, y):
            yield "second-undefined" if y is UNDEFINED else "first-undefined"


def _agree(now: _Seen, digits: int) -> bool:
    size = max(abs(now.x), abs(now.y))
    return bool(abs(now.x - now.y) <= size * now.ctx.mpf(10) ** -digits)


def _nothing(seen: _Seen) -> bool:
    """Whether both are zero or noise."""
    return bool((not seen.x or seen.x_noise) and (not seen.y or seen.y_noise))


def _differ(before: _Seen, now: _Seen) -> bool:
    """Whether both are settled and their difference stands above all noise."""
    settled = _same(now.ctx, now.x, before.x, now.x_noise) and _same(now.ctx, now.y, before.y, now.y_noise)
    above = abs(now.x - now.y) > (now.x_noise + now.y_noise) * now.ctx.mpf(10) ** _SETTLED
    return settled and bool(above) and not (now.x_noise and now.y_noise)


def _same(ctx: Context, now: Number, before: Number, noise: Number) -> bool:
    return bool(noise or abs(now - before) <= abs(now) * ctx.mpf(10) ** -_SETTLED)


def _vanishing(seen: _Seen) -> bool:
    """Whether both are nothing but rounding at the highest precision."""
    return bool(max(abs(seen.x), abs(seen.y)) < seen.ctx.mpf(10) ** (-_STEPS[-1] // 2))


def has_value(values: Values, row: int, point: Point) -> bool:
    """Whether the row has a value at the point."""
    return is_number(values.at(point, FIRST).values[row])


def settled_value(values: Values, row: int, point: Point) -> Number:
    """The value in 20 digits and more: a number, `UNDEFINED`, or `UNCLEAR` when it depends on the precision."""
    before: Number = UNCLEAR
    for step in _STEPS:
        known = values.at(point, step)
        now, ctx = known.values[row], values.context(step)
        if now is UNDEFINED and before is UNDEFINED:
            return UNDEFINED
        if is_number(now) and is_number(before) and _same(ctx, now, before, ctx.mpf(0)):
            return now
        if step != FIRST and row in known.noise:
            return ctx.mpf(0)
        before = now
    return UNCLEAR
