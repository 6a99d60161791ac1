"""Values of a graph at a point as balls: rigorous enclosures, real or complex (python-flint's `arb` and `acb`).

A value that is not finite says nothing: its argument may lie outside the domain of a function, or the ball may only be
too wide to tell. `undefined_part` tells the two apart.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import TracebackType
from typing import Any, TypeAlias, final

from flint import acb, arb, ctx, fmpq

from gradekit.equality.cases.conditions import CASES
from gradekit.equality.graph import Graph, Node, parts_of
from gradekit.equality.points.branches import case_ball, live_parts

Ball: TypeAlias = Any
"""An `arb` or an `acb`."""
Values: TypeAlias = list[Ball]

# flint keeps its working precision in one place for the whole process, so whoever sets it holds this lock.
_LOCK = threading.RLock()


@final
class precision:  # noqa: N801  used like a function
    """`with precision(bits):` balls are computed to that many bits, in this thread and no other."""

    __slots__ = ("_before", "_bits")

    def __init__(self, bits: int) -> None:
        self._bits = bits

    def __enter__(self) -> None:
        _LOCK.acquire()
        self._before = ctx.prec
        ctx.prec = self._bits

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        ctx.prec = self._before
        _LOCK.release()


def real(value: Fraction | int) -> arb:
    """The ball of a rational number."""
    return arb(value.numerator) if value.denominator == 1 else arb(fmpq(value.numerator, value.denominator))


def whole_power(x: Ball, n: int) -> Ball:
    """x to an integer power. flint's own gives up on real balls that hold zero, so these are squared and multiplied."""
    if n < 0:
        return 1 / whole_power(x, -n)
    if not n:
        # 0**0 has no value.
        return x * _NAN if x.contains(0) else x * 0 + 1
    if isinstance(x, acb) or not x.contains(0):
        return x**n
    if n % 2 == 0:
        return arb(0).union(abs(x).upper() ** n)
    return x if n == 1 else x * whole_power(x, n - 1)


def _odd_root(x: arb, n: int) -> arb:
    """The real root of odd order: it has the sign of x."""
    if x > 0:
        return x.root(n)
    if x < 0:
        return -((-x).root(n))
    if x.is_nan():
        return x
    widest = abs(x).upper()
    return arb(0) if widest == 0 else arb(0, widest.root(n).upper())


_NAN = arb.nan()
_LARGEST_ROOT = 10_000
"""Beyond it a root is taken by logarithms, of positive numbers only."""
_LARGEST_WHOLE = arb(2) ** 512


def _real_power(x: arb, p: int, q: int) -> arb:
    if q == 2:
        root = x.sqrt() if p > 0 else x.rsqrt()
        return root if abs(p) == 1 else whole_power(root, abs(p))
    if q > _LARGEST_ROOT:
        return (x.log() * arb(fmpq(p, q))).exp()
    root = _odd_root(x, q) if q % 2 else x.root(q)
    return whole_power(root, p)


def whole_number(x: arb) -> int | None:
    """The only whole number in a ball; None where there is none, several, or one of more than 512 bits, which may fill
    the memory when it is written out, as 2^(2^40) does."""
    found = x.unique_fmpz() if abs(x) < _LARGEST_WHOLE else None
    return None if found is None else int(found)


def _real_any_power(x: arb, y: arb) -> arb:
    if x > 0:
        return (x.log() * y).exp()
    n = whole_number(y) if y.is_integer() else None
    if n is not None:
        return whole_power(x, n)
    return arb(0) if x == 0 and y > 0 else arb.nan()


def _complex_any_power(x: acb, y: acb) -> acb:
    # flint has 1 for 0**0, and for the power 0 of what has no value.
    if not (x.is_finite() and y.is_finite()) or (y == 0 and x.contains(0)):
        return acb(_NAN, _NAN)
    return x.pow(y)


def _sign(x: arb) -> arb:
    # flint has a sign between -1 and 1, and an angle, for what has no value.
    return x if x.is_nan() else x.sgn()


def _angle(y: arb, x: arb) -> arb:
    return x + y if x.is_nan() or y.is_nan() else arb.atan2(y, x)


def _part(f: Callable[[acb], arb]) -> Callable[[acb], acb]:
    return lambda x: acb(f(x) if x.is_finite() else _NAN)


def _over(f: Callable[[Ball], Ball]) -> Callable[[Ball], Ball]:
    return lambda x: f(1 / x)


def _complex_real_only(f: Callable[[arb], arb]) -> Callable[[acb], acb]:
    def of_real_part(x: acb) -> acb:
        return acb(f(x.real)) if x.imag == 0 else acb(arb.nan())

    return of_real_part


_SAME = [
    "sin",
    "cos",
    "tan",
    "cot",
    "sec",
    "csc",
    "sinh",
    "cosh",
    "tanh",
    "coth",
    "sech",
    "csch",
    "exp",
    "log",
    "asin",
    "acos",
    "atan",
    "asinh",
    "acosh",
    "atanh",
    "erf",
    "gamma",
]

REAL: dict[str, Callable[[arb], arb]] = {
    **{name: getattr(arb, name) for name in _SAME},
    "Abs": arb.__abs__,
    "sign": _sign,
    "floor": arb.floor,
    "ceiling": arb.ceil,
    "factorial": lambda x: (x + 1).gamma(),
    "acot": _over(arb.atan),
    "asec": _over(arb.acos),
    "acsc": _over(arb.asin),
    "acoth": _over(arb.atanh),
    "asech": _over(arb.acosh),
    "acsch": _over(arb.asinh),
    "re": lambda x: x,
    "im": lambda x: arb(0) if x.is_finite() else x,
    "conjugate": lambda x: x,
}
"""Real functions of one argument; `acot(x)` is `atan(1/x)`."""

COMPLEX: dict[str, Callable[[acb], acb]] = {
    **{name: getattr(acb, name) for name in _SAME},
    "Abs": lambda x: acb(abs(x)),
    "sign": lambda x: x / acb(abs(x)),
    "floor": _complex_real_only(arb.floor),
    "ceiling": _complex_real_only(arb.ceil),
    "factorial": lambda x: (x + 1).gamma(),
    "acot": _over(acb.atan),
    "asec": _over(acb.acos),
    "acsc": _over(acb.asin),
    "acoth": _over(acb.atanh),
    "asech": _over(acb.acosh),
    "acsch": _over(acb.asinh),
    "re": _part(lambda x: x.real),
    "im": _part(lambda x: x.imag),
    "conjugate": lambda x: acb(x.real, -x.imag),
}
"""Principal values."""

_TWO: dict[str, Callable[[arb, arb], arb]] = {"Max": arb.max, "Min": arb.min, "atan2": _angle}


def stand_in(name: str, args: list[Ball]) -> Ball:
    """A definite entire function in place of an undefined one: what holds for every f holds for this f.

    Two sides that differ for it are therefore different; it is picked by the name alone.
    """
    seed = zlib.crc32(name.encode())
    total = args[0] * 0 + (seed % 97 + 1)
    for i, arg in enumerate(args):
        total = total + (arg * (seed % 7 + i + 1) / 5 + seed % 11).sin() + arg * (seed % 13 - 5 + i) / 7
    return total


def _real_row(row: Node, v: Values, at: Mapping[str, arb]) -> arb:
    kind = row[0]
    if kind == "q":
        return _real_power(v[row[1]], row[2], row[3])
    if kind == "^":
        return _real_any_power(v[row[1]], v[row[2]])
    if kind == "g":
        return _TWO[row[1]](v[row[2]], v[row[3]])
    if kind == "u":
        return stand_in(row[1], [v[i] for i in row[2:]])
    if kind == "pi":
        return arb.pi()
    if kind == "I":
        return arb.nan()
    return at[row[1]] if kind == "s" else case_ball(row, v, at)


def _complex_row(row: Node, v: Values, at: Mapping[str, acb]) -> acb:
    kind = row[0]
    if kind == "q":
        x = v[row[1]]
        if row[3] == 2:
            root = x.sqrt()
        elif x == 0:
            root = x
        else:
            root = (x.log() * acb(fmpq(1, row[3]))).exp()
        return whole_power(root, row[2])
    if kind == "^":
        return _complex_any_power(v[row[1]], v[row[2]])
    if kind == "g":
        return _complex_two(row[1], v[row[2]], v[row[3]])
    if kind == "u":
        return stand_in(row[1], [v[i] for i in row[2:]])
    if kind == "pi":
        return acb.pi()
    if kind == "I":
        return acb(0, 1)
    return at[row[1]] if kind == "s" else case_ball(row, v, at)


def _complex_two(name: str, x: acb, y: acb) -> acb:
    if x.imag == 0 and y.imag == 0:
        return acb(_TWO[name](x.real, y.real))
    return acb(arb.nan())


def evaluate(graph: Graph, at: Mapping[str, Ball], *, principal: bool = False, start: Values | None = None) -> Values:
    """The value of every node, in the precision of the moment; `start` are values of the first nodes, already known."""
    functions: Mapping[str, Callable[[Ball], Ball]] = COMPLEX if principal else REAL
    other = _complex_row if principal else _real_row
    make: Callable[[Any], Ball] = acb if principal else arb
    values: Values = [] if start is None else start.copy()
    append = values.append
    for row in graph.nodes[len(values) :]:
        kind = row[0]
        if kind == "*":
            append(values[row[1]] * values[row[2]])
        elif kind == "+":
            append(values[row[1]] + values[row[2]])
        elif kind == "n":
            append(make(row[1]) if row[2] == 1 else make(fmpq(row[1], row[2])))
        elif kind == "p":
            append(whole_power(values[row[1]], row[2]))
        elif kind == "f":
            append(functions[row[1]](values[row[2]]))
        elif kind == "/":
            append(values[row[1]] / values[row[2]])
        elif kind == "-":
            append(-values[row[1]])
        else:
            append(other(row, values, at))
    return values


def evaluate_function(name: str, args: list[Ball]) -> Ball:
    """A function of the table at balls, real or complex as they are; `root5` is the real fifth root."""
    if name.startswith("root"):
        return _odd_root(args[0], int(name[4:]))
    if len(args) == 2:
        return _TWO[name](args[0], args[1])
    x = args[0]
    return COMPLEX[name](x) if isinstance(x, acb) else REAL[name](x)


def _outside(row: Node, v: Values) -> bool:
    """Whether the arguments of the node lie certainly outside its real domain. A divisor that is exactly zero counts:
    over a neighbourhood only a constant is."""
    kind = row[0]
    if kind == "/":
        return bool(v[row[2]] == 0)
    if kind == "p":
        return row[2] < 0 and bool(v[row[1]] == 0)
    if kind == "q":
        return bool((row[3] % 2 == 0 and v[row[1]] < 0) or (row[2] < 0 and v[row[1]] == 0))
    if kind == "^":
        return bool(v[row[1]] < 0) and not v[row[2]].contains_integer()
    if kind in ("I", "none"):
        return True
    return kind == "f" and row[1] in _OUTSIDE and bool(_OUTSIDE[row[1]](v[row[2]]))


_OUTSIDE: dict[str, Callable[[arb], bool]] = {
    "log": lambda x: x <= 0,
    **dict.fromkeys(("cot", "csc", "coth", "csch", "acot"), lambda x: x == 0),
    "gamma": lambda x: x <= 0 and x.is_integer(),
    "factorial": lambda x: x < 0 and x.is_integer(),
    "asin": lambda x: abs(x) > 1,
    "acos": lambda x: abs(x) > 1,
    "atanh": lambda x: abs(x) > 1,
    "acosh": lambda x: x < 1,
    "asec": lambda x: abs(x) < 1,
    "acsc": lambda x: abs(x) < 1,
    "acoth": lambda x: abs(x) < 1,
    "asech": lambda x: x <= 0 or x > 1,
}


def _at_pole(row: Node, v: Values) -> bool:
    """The same for principal values, which only poles have not."""
    kind = row[0]
    if kind == "f":
        return row[1] in _POLES and bool(_POLES[row[1]](v[row[2]]))
    if kind == "/":
        return bool(v[row[2]] == 0)
    return kind == "none" or (kind in ("p", "q") and row[2] < 0 and bool(v[row[1]] == 0))


_POLES: dict[str, Callable[[Ball], bool]] = {
    **dict.fromkeys(("log", "cot", "csc", "coth", "csch", "acot", "asec", "acsc", "asech", "acsch"), lambda x: x == 0),
    **dict.fromkeys(("atanh", "acoth"), lambda x: x in (1, -1)),
    "gamma": lambda x: x == 0 or x in (-1, -2),
    "factorial": lambda x: x in (-1, -2),
}


def undefined_part(graph: Graph, values: Values, root: int, *, principal: bool = False) -> int | None:
    """A node below the root that certainly has no value, whose own arguments have one; None if none is certain."""
    outside = _at_pole if principal else _outside
    stack, seen = [root], set[int]()
    while stack:
        node = stack.pop()
        if node in seen or values[node].is_finite():
            continue
        seen.add(node)
        row = graph.nodes[node]
        parts = live_parts(row, values) if row[0] in CASES else parts_of(row)
        if all(values[part].is_finite() for part in parts):
            if outside(row, values):
                return node
        else:
            stack.extend(parts)
    return None
