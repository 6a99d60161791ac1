"""Balls of formulas with cases: which case holds where the balls can tell, and a ball around both where they cannot.

The ball of a condition is 1 where it is true and 0 where it is false; it holds both where the balls cannot tell, and is
not finite where something compared has no value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import acb, arb

Ball = Any
Row = tuple[Any, ...]

YES, NO = arb(1), arb(0)
UNSURE = arb(0.5, 0.5)
_NAN = arb.nan()


def truth_key(node: Row) -> str:
    """Where what is known of a comparison stands among the values of symbols, whose names have no signs."""
    return f"{node[1]}{node[2]}"


def case_ball(row: Row, v: list[Ball], at: Mapping[str, Ball]) -> Ball:
    """The ball of a node that only formulas with cases have."""
    kind = row[0]
    if kind == "if":
        return _chosen(v[row[1]], v[row[2]], v[row[3]])
    if kind == "r":
        known = at.get(truth_key(row))
        return _compared(row[1], v[row[2]]) if known is None else known
    if kind in ("and", "or"):
        return _joined(v[row[1]], v[row[2]], NO if kind == "and" else YES)
    return {"true": YES, "false": NO}.get(kind, _NAN)


def _chosen(condition: arb, yes: Ball, no: Ball) -> Ball:
    if condition == 1:
        return yes
    if condition == 0:
        return no
    if not (condition.is_finite() and yes.is_finite() and no.is_finite()):
        return yes * _NAN
    return yes.union(no)


def _compared(sign: str, d: Ball) -> arb:
    if isinstance(d, acb):
        if d.imag != 0:
            return _NAN
        d = d.real
    if not d.is_finite():
        return _NAN
    if sign in ("=", "!="):
        told = YES if d == 0 else NO if not d.contains(0) else UNSURE
        return 1 - told if sign == "!=" else told
    if d > 0 or (sign == ">=" and d >= 0):
        return YES
    return NO if d < 0 or (sign == ">" and d <= 0) else UNSURE


def _joined(left: arb, right: arb, decisive: arb) -> arb:
    """A part that decides is enough, even where the other one has no value."""
    if left == decisive or right == decisive:
        return decisive
    if not (left.is_finite() and right.is_finite()):
        return _NAN
    return left if left == right and (left == 0 or left == 1) else UNSURE


def live_parts(row: Row, v: list[Ball]) -> tuple[int, ...]:
    """The parts of such a node that its value comes from, as far as that is certain."""
    kind = row[0]
    if kind == "if":
        condition = v[row[1]]
        if not condition.is_finite():
            return row[1:2]
        return row[2:3] if condition == 1 else row[3:4] if condition == 0 else ()
    if kind in ("and", "or"):
        return row[1:3] if all(_is_settled(v[part]) for part in row[1:3]) else ()
    return row[2:3] if kind == "r" else ()


def _is_settled(condition: arb) -> bool:
    return not condition.is_finite() or condition == 0 or condition == 1
