"""Where a formula may change its sign along one of its symbols, the others being numbers.

Of a quotient of polynomials, with Abs, Max and Min of such, all such values are found; of any other formula those
between numbers of a grid where it has opposite signs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import islice, pairwise, product
from typing import TypeAlias, final

from gradekit.model.domain import Range
from gradekit.recheck.functions import Context, Number, Unclear
from gradekit.recheck.looks import FIRST
from gradekit.recheck.points import own_coordinate
from gradekit.recheck.programs import Program
from gradekit.recheck.sturm import Coefficients, added, simplest, times, trimmed, without_multiple, zeros
from gradekit.recheck.sturm import value as value_of
from gradekit.recheck.values import Computed, Coordinate, Located, Point, Values, is_number, sharp
from gradekit.syntax.tree import Expr

Quotient: TypeAlias = tuple[Coefficients, Coefficients]

_ONE: Coefficients = (Fraction(1),)
_MOST = 64
"""Ways to take the sides of Abs, Max and Min."""
_HIGHEST = 24
_WIDTH = Fraction(1, 1 << 80)
_GRID = 24
_LEAST_DIGITS = 40
"""Fewer do not tell the ends of an interval of that width apart."""
_FAR = (10, 100, 1000)
_MOST_FOUND = 8


class NotRational(Exception):  # noqa: N818  an answer, not an error
    """The formula is no quotient of polynomials."""


def cuts_along(tree: Expr, name: str, base: Point, given: Range) -> tuple[list[Coordinate], bool]:
    """The values of a symbol where the formula may change its sign, and whether these are all of them."""
    rational = _Rational(name, base)
    try:
        rational.enter(tree)
    except NotRational:
        return list(islice(_by_grid(tree, name, base, given), _MOST_FOUND)), False
    return [at for p in rational.cuts for at in _located(p)], True


def polynomial_in(tree: Expr, name: str) -> Coefficients:
    """The formula as a polynomial of a symbol, the only one in it; `NotRational` where it is none."""
    found = _Rational(name, {}).enter(tree)
    if len(found) != 1 or len(found[0][1]) != 1:
        raise NotRational
    top, (below,) = found[0]
    return tuple(c / below for c in top)


@final
class _Rational:
    """Quotients of polynomials that a formula is made of, and what changes its sign where they do."""

    def __init__(self, name: str, base: Point) -> None:
        self.name, self.base = name, base
        self.cuts: set[Coefficients] = set()

    def enter(self, tree: Expr) -> list[Quotient]:
        """The quotients of a formula; its zeros and poles are noted."""
        found = list(dict.fromkeys(self._of(tree)))
        if len(found) > _MOST or any(len(p) > _HIGHEST for pair in found for p in pair):
            raise NotRational
        self.cuts.update(p for pair in found for p in pair if len(p) > 1)
        return found

    def _of(self, tree: Expr) -> Iterable[Quotient]:
        if tree.head in ("number", "decimal"):
            return [_constant(tree.number)]
        if tree.head == "symbol":
            return [self._symbol(tree.name)]
        if tree.head == "power":
            return self._power(tree)
        if tree.head == "function":
            return self._kink(tree)
        if tree.head not in _STEPS:
            raise NotRational
        parts = [self._inner(arg) for arg in tree.args]
        return (_STEPS[tree.head](chosen) for chosen in product(*parts))

    def _inner(self, tree: Expr) -> list[Quotient]:
        """The quotients of a part, whose own zeros do not matter."""
        found = list(dict.fromkeys(self._of(tree)))
        if len(found) > _MOST:
            raise NotRational
        return found

    def _symbol(self, name: str) -> Quotient:
        if name == self.name:
            return (Fraction(0), Fraction(1)), _ONE
        value = self.base.get(name)
        if not isinstance(value, Fraction):
            raise NotRational
        return _constant(value)

    def _power(self, tree: Expr) -> Iterator[Quotient]:
        base, exponent = tree.args
        sign = -1 if exponent.head == "negate" else 1
        exponent = exponent.args[0] if sign < 0 else exponent
        if exponent.head != "number" or exponent.number.denominator > 1 or abs(exponent.number) > _HIGHEST:
            raise NotRational
        n = sign * int(exponent.number)
        for top, bottom in self.enter(base) if n < 0 else self._inner(base):
            result = _constant(Fraction(1))
            for _ in range(abs(n)):
                result = _product([result, (top, bottom) if n > 0 else (bottom, top)])
            yield result

    def _kink(self, tree: Expr) -> list[Quotient]:
        parts = [self._inner(arg) for arg in tree.args]
        if tree.name == "Abs":
            self.enter(tree.args[0])
            return [*parts[0], *(_negative(found) for found in parts[0])]
        if tree.name not in ("Max", "Min"):
            raise NotRational
        for one, other in pairwise(tree.args) if len(tree.args) < 3 else product(tree.args, repeat=2):
            self.enter(Expr("add", (one, Expr("negate", (other,)))))
        return [found for part in parts for found in part]


def _constant(value: Fraction) -> Quotient:
    return trimmed([value]), _ONE


def _negative(q: Quotient) -> Quotient:
    return tuple(-c for c in q[0]), q[1]


def _sum(parts: Sequence[Quotient]) -> Quotient:
    top, bottom = _constant(Fraction(0))
    for above, below in parts:
        same = below == bottom
        top = added(top, above) if same else added(times(top, below), times(above, bottom))
        bottom = bottom if same else times(bottom, below)
    return top, bottom


def _product(parts: Sequence[Quotient]) -> Quotient:
    top, bottom = _ONE, _ONE
    for above, below in parts:
        top, bottom = times(top, above), times(bottom, below)
    return top, bottom


_STEPS: dict[str, Callable[[Sequence[Quotient]], Quotient]] = {
    "add": _sum,
    "multiply": _product,
    "negate": lambda parts: _negative(parts[0]),
    "divide": lambda parts: _product([parts[0], (parts[1][1], parts[1][0])]),
}


def _located(p: Coefficients) -> Iterator[Coordinate]:
    """The real zeros, rational ones as they are."""
    for low, high in zeros(p, _WIDTH):
        near = simplest(low, high)
        at_zero = partial(_at, without_multiple(p))
        yield sharp(near) if not value_of(p, near) else Located(low, high, _Zero(low, high, at_zero))


def _at(p: Coefficients, ctx: Context, x: Number) -> Number:
    result = ctx.mpf(0)
    for c in reversed(p):
        result = result * x + ctx.mpf(c.numerator) / c.denominator
    return result


@final
class _Zero:
    """A zero between two numbers that are close, to any number of digits."""

    def __init__(self, low: Fraction, high: Fraction, f: Callable[[Context, Number], Number]) -> None:
        self._ends, self._f = (low, high), f
        self._known: dict[int, Number] = {}

    def __call__(self, ctx: Context) -> Number:
        if ctx.dps not in self._known:
            self._known[ctx.dps] = self._found(ctx)
        return self._known[ctx.dps]

    def _found(self, ctx: Context) -> Number:
        with ctx.workdps(max(ctx.dps, _LEAST_DIGITS) + 10):
            ends = [ctx.mpf(end.numerator) / end.denominator for end in self._ends]
            tolerance = ctx.mpf(10) ** -ctx.dps
            try:
                found = ctx.findroot(partial(self._f, ctx), ends, solver="anderson", tol=tolerance, verify=False)
            except (ValueError, ZeroDivisionError) as error:
                raise Unclear from error
        return min(max(found, ends[0]), ends[1])


def _by_grid(tree: Expr, name: str, base: Point, given: Range) -> Iterator[Coordinate]:
    """Values between which the formula changes its sign."""
    if given.kind != "real":
        return
    formula = _Formula(tree, name, base)
    signed = [(x, sign) for x in _grid(given) if (sign := formula.sign(x)) is not None]
    yield from (x for x, sign in signed if not sign)
    for (low, before), (high, after) in pairwise(signed):
        if before * after < 0:
            yield formula.between(low, high, before)


def _grid(given: Range) -> list[Fraction]:
    """Numbers of a range from left to right, its ends among them and some that are far out."""
    own = [own_coordinate(given, index) for index in range(_GRID)]
    far = [Fraction(sign * n) for n in _FAR for sign in (1, -1)]
    numbers = {x for x in (*own, *far, given.interval.low, given.interval.high) if isinstance(x, Fraction)}
    return sorted(x for x in numbers if given.interval.holds(x))


@final
class _Formula:
    """A formula as a function of one symbol."""

    def __init__(self, tree: Expr, name: str, base: Point) -> None:
        program = Program()
        self.row = program.enter(tree)
        self.values = Values(program, principal=False)
        self.name, self.base = name, base

    def value(self, ctx: Context, x: Coordinate) -> Number:
        """Its value; not kept."""
        return self.values.filled(Computed(), {**self.base, self.name: x}, ctx.dps).values[self.row]

    def sign(self, x: Fraction) -> int | None:
        """The sign of its value, if it has one."""
        value = self.value(self.values.context(FIRST), x)
        return (value > 0) - (value < 0) if is_number(value) else None

    def between(self, low: Fraction, high: Fraction, before: int) -> Coordinate:
        """Where it changes its sign: a rational number, if it does there exactly."""
        while high - low > _WIDTH:
            middle = (low + high) / 2
            sign = self.sign(middle)
            if not sign:
                return sharp(middle)
            low, high = (middle, high) if sign == before else (low, middle)
        near = simplest(low, high)
        return sharp(near) if not self.sign(near) else Located(low, high, _Zero(low, high, self._number))

    def _number(self, ctx: Context, x: Number) -> Number:
        value = self.value(ctx, Located(Fraction(0), Fraction(0), lambda _: x))
        if not is_number(value):
            raise Unclear
        return value
