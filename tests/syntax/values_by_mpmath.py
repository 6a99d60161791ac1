"""A second road to the value of a tree: mpmath, straight from the meaning of each head. No reader or writer is used."""

from __future__ import annotations

import mpmath
import sympy

from gradekit.syntax.tree import Expr, walk

POINTS = [
    {"x": "0.7", "y": "1.3", "z": "0.4", "t": "1.1", "a": "0.9", "b": "1.7", "c": "0.6", "n": "2.2"},
    {"x": "1.9", "y": "0.2", "z": "1.2", "t": "0.3", "a": "1.4", "b": "0.8", "c": "2.1", "n": "0.5"},
]
for _point in POINTS:
    _point.update(theta="0.55", r="1.25", u1="0.85", u2="1.45", alpha="0.35", w="1.05")

_FUNCTIONS = {
    "log": lambda x, base=None: mpmath.log(x) if base is None else mpmath.log(x) / mpmath.log(base),
    "Abs": abs,
    "root": lambda x, n: mpmath.power(x, 1 / n),
    "cbrt": mpmath.cbrt,
    "Max": lambda *xs: max(xs, key=lambda v: v.real),
    "Min": lambda *xs: min(xs, key=lambda v: v.real),
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "ceiling": mpmath.ceil,
    "sign": mpmath.sign,
    "atan2": lambda y, x: mpmath.atan2(y.real, x.real),
    "conjugate": mpmath.conj,
}


def value(expr: Expr, point: dict[str, str]) -> mpmath.mpc:
    """The value of a tree at a point, in 30 digits."""
    with mpmath.workdps(30):
        return mpmath.mpc(_value(expr, point))


def plain_value(expr: Expr, point: dict[str, str]) -> mpmath.mpc | None:
    """The value at a point, if that of every part is finite and neither tiny nor huge: else no digits can be told."""
    try:
        parts = [value(part, point) for part in {*walk(expr)}]
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    sizes = [abs(part) for part in parts if part != 0]
    return value(expr, point) if all(mpmath.isfinite(s) and 1e-6 < s < 1e6 for s in sizes) else None


def _value(expr: Expr, point: dict[str, str]) -> mpmath.mpc:
    args = [_value(arg, point) for arg in expr.args]
    match expr.head:
        case "number" | "decimal":
            return mpmath.mpc(mpmath.mpf(expr.number.numerator) / expr.number.denominator)
        case "symbol":
            return mpmath.mpc(mpmath.mpf(point[expr.name]))
        case "constant":
            return mpmath.mpc({"pi": +mpmath.pi, "E": +mpmath.e, "I": mpmath.mpc(0, 1)}[expr.name])
        case "add":
            return mpmath.fsum(args)
        case "multiply":
            return mpmath.fprod(args)
        case "negate":
            return -args[0]
        case "divide":
            return args[0] / args[1]
        case "power":
            return mpmath.power(*args)
        case "function":
            return _FUNCTIONS.get(expr.name, getattr(mpmath, expr.name, None))(*args)


def value_by_sympy(meant: object, point: dict[str, str]) -> mpmath.mpc:
    """The value that SymPy gives for one of its own expressions at a point, in 30 digits."""
    exact = {sympy.Symbol(name): sympy.Rational(digits) for name, digits in point.items()}
    with mpmath.workdps(30):
        real, imaginary = sympy.N(sympy.sympify(meant).subs(exact), 30).as_real_imag()
        return mpmath.mpc(mpmath.mpf(str(real)), mpmath.mpf(str(imaginary)))


def same(left: mpmath.mpc, right: mpmath.mpc) -> bool:
    """Whether two values agree to 20 digits."""
    return bool(abs(left - right) <= mpmath.mpf(10) ** -20 * (1 + abs(right)))
