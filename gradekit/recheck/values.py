"""Values of the rows of a program at an exact point, to any number of digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias, final

from mpmath import MPContext  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]  it has no types

from gradekit.recheck.functions import UNDEFINED, Context, Number, Unclear, call, off_the_cut, raised, reach
from gradekit.recheck.logic import chosen, compared, joined
from gradekit.recheck.noise import is_exact, is_short, noise_of
from gradekit.recheck.programs import Program, Row
from gradekit.syntax.table import rational


@final
@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """A real number that may be irrational: rational numbers on both sides of it, and it to any number of digits."""

    low: Fraction
    high: Fraction
    to_digits: Callable[[Context], Number]

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{float(self.low):.6g}..."


Coordinate: TypeAlias = Fraction | tuple[Fraction, Fraction] | Located
"""A real number, or the real and the imaginary part of a complex one."""
Point: TypeAlias = Mapping[str, Coordinate]

UNCLEAR = "unclear"
_LARGEST = 12_000
_COMPLEX = re.compile(r"(\S+) \+ (\S+)\*I")


def coordinate(text: str) -> Coordinate:
    """A coordinate as it is stored; `ValueError` when it is none.

    >>> coordinate("-3/4"), coordinate("1/2 + -2*I")
    (Fraction(-3, 4), (Fraction(1, 2), Fraction(-2, 1)))
    """
    found = _COMPLEX.fullmatch(text)
    return rational(text) if found is None else (rational(found[1]), rational(found[2]))


def sharp(value: Fraction) -> Coordinate:
    """A rational number where something changes. It has to stand for itself, also where its digits do not end."""
    ends = value.denominator & (value.denominator - 1) == 0
    return value if ends else Located(value, value, lambda ctx: _exact(ctx, value))


def is_number(value: Number) -> bool:
    """Whether it is a number, and not `UNDEFINED` or `UNCLEAR`."""
    return value is not UNDEFINED and not isinstance(value, str)


@final
@dataclass(slots=True)
class Computed:
    """The value of every row: a number, a truth value, `UNDEFINED` or `UNCLEAR`; and bounds of those that are noise."""

    values: list[Number] = field(default_factory=list[Number])
    noise: dict[int, Number] = field(default_factory=dict[int, Number])
    exact: set[int] = field(default_factory=set[int])
    """Rows in whose value nothing is rounded."""


@final
class Values:
    """The rows of one program at points, each precision computed once."""

    def __init__(self, program: Program, *, principal: bool) -> None:
        self.program = program
        self.principal = principal
        self._contexts: dict[int, Context] = {}
        self._found: dict[tuple[int, tuple[tuple[str, Coordinate], ...]], Computed] = {}

    def at(self, point: Point, digits: int) -> Computed:
        """All rows at the point, computed with that many digits."""
        key = digits, tuple(sorted(point.items(), key=lambda item: item[0]))
        known = self._found.get(key)
        if known is None:
            known = self._found[key] = Computed()
        return self.filled(known, point, digits)

    def filled(self, known: Computed, point: Point, digits: int) -> Computed:
        """The rows that are not computed yet."""
        ctx, located = self.context(digits), any(isinstance(value, Located) for value in point.values())
        for row in self.program.rows[len(known.values) :]:
            known.values.append(self._value(ctx, row, known, point))
            if located and known.noise.pop(len(known.values) - 1, None) is not None:
                # There the number stands for itself, so what cancels to the last digit is zero.
                known.values[-1] = ctx.mpf(0)
        return known

    def context(self, digits: int) -> Context:
        """Arithmetic to that many digits."""
        known = self._contexts.get(digits)
        if known is None:
            known = self._contexts[digits] = MPContext()
            known.dps = digits
        return known

    def _value(self, ctx: Context, row: Row, known: Computed, point: Point) -> Number:
        if row[0] == "logic":
            return joined(row[1], [known.values[i] for i in row[2:]])
        if row[0] == "piecewise":
            return _picked(row, known)
        used = args_of(row)
        args = [known.values[i] for i in used]
        if any(isinstance(arg, str) for arg in args):
            return UNCLEAR
        if any(arg is UNDEFINED for arg in args):
            return UNDEFINED
        try:
            value = self._checked(ctx, self._computed(ctx, row, args, point))
            if value is not UNDEFINED:
                self._weigh(ctx, row, known, value)
                return value
        except (Unclear, OverflowError):
            return UNCLEAR
        except (ZeroDivisionError, ValueError):
            pass
        return UNCLEAR if any(i in known.noise for i in used) else UNDEFINED

    def _weigh(self, ctx: Context, row: Row, known: Computed, value: Number) -> None:
        """Note whether the value of the next row is exact or noise."""
        used, here = args_of(row), len(known.values)
        if known.exact.issuperset(used):
            if is_exact(row) and is_short(ctx, value):
                known.exact.add(here)
            return
        bound = noise_of(ctx, row, [known.values[i] for i in used], [known.noise.get(i) for i in used], value)
        if bound is not None:
            known.noise[here] = bound

    def _checked(self, ctx: Context, x: Number) -> Number:
        if isinstance(x, bool):
            return x
        if not ctx.isfinite(x) or (not self.principal and isinstance(x, ctx.mpc) and x.imag):
            return UNDEFINED
        return x if self.principal else ctx.re(x)

    def _computed(self, ctx: Context, row: Row, args: list[Number], point: Point) -> Number:
        kind = row[0]
        if kind == "number":
            return _exact(ctx, row[1])
        if kind == "symbol":
            return _coordinate(ctx, point[row[1]]) if row[1] in point else ctx.nan
        if kind == "constant":
            return ctx.mpc(0, 1) if row[1] == "I" else +ctx.pi if row[1] == "pi" else +ctx.e
        if kind == "add":
            return sum(args, ctx.mpf(0))
        if kind == "multiply":
            return _product(ctx, args)
        if kind == "negate":
            return -args[0]
        return args[0] / args[1] if kind == "divide" else self._other(ctx, row, args, point)

    def _other(self, ctx: Context, row: Row, args: list[Number], point: Point) -> Number:
        kind = row[0]
        if kind == "power":
            return self._power(ctx, args[0], row[2])
        if kind == "raise":
            return self._raised(ctx, args[0], args[1])
        if kind == "relation":
            near = any(isinstance(value, Located) for value in point.values())
            return compared(ctx, row[1], args[0], args[1], near=near)
        return self._power(ctx, args[0], Fraction(1, 3)) if row[1] == "cbrt" else call(ctx, row[1], args)

    def _power(self, ctx: Context, x: Number, e: Fraction) -> Number:
        """A rational power: in the real reading the real root of odd order, otherwise the principal one."""
        reach(ctx, ctx.mpf(abs(e.numerator)) * (abs(ctx.mag(x)) + 1 if x else 1), _LARGEST)
        if e.denominator == 1:
            return x ** int(e)
        if not self.principal and ctx.re(x) < 0:
            root = -ctx.root(-x, e.denominator) if e.denominator % 2 else ctx.nan
        else:
            root = ctx.root(off_the_cut(ctx, x), e.denominator) if x else x
        return root**e.numerator

    def _raised(self, ctx: Context, x: Number, y: Number) -> Number:
        return ctx.nan if not self.principal and x < 0 and not ctx.isint(y) else raised(ctx, x, y)


def args_of(row: Row) -> tuple[int, ...]:
    """The rows that a row is computed from."""
    if row[0] in ("number", "symbol", "constant"):
        return ()
    if row[0] == "power":
        return row[1:2]
    return row[2:] if row[0] in ("call", "relation") else row[1:]


def _picked(row: Row, known: Computed) -> Number:
    """The value beside the first condition that is true."""
    number = chosen([known.values[i] for i in row[2::2]])
    if not is_number(number):
        return number
    picked = row[1 + 2 * number]
    if picked in known.noise:
        known.noise[len(known.values)] = known.noise[picked]
    return known.values[picked]


def _coordinate(ctx: Context, value: Coordinate) -> Number:
    if isinstance(value, Located):
        return value.to_digits(ctx)
    return ctx.mpc(*(_exact(ctx, part) for part in value)) if isinstance(value, tuple) else _exact(ctx, value)


def _exact(ctx: Context, value: Fraction) -> Number:
    return ctx.mpf(value.numerator) / value.denominator


def _product(ctx: Context, args: list[Number]) -> Number:
    result = ctx.mpf(1)
    for arg in args:
        result *= arg
    return result
