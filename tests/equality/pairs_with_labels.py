"""Random pairs of formulas whose equality is known from how they were made: complex ones in the principal reading,
arrays, and formulas on curves.

Equal pairs are rewritten by identities that hold wherever the original has a value. Unequal ones are an equal pair with
something added that is not zero, near misses among them, or rewritten by something that is false for principal values
though students use it; those count only where mpmath sees a difference in many digits at a point.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

import mpmath
from mpmath_values import NoRealValueError, principal_value

from gradekit.model.domain import Domain, Interval, Range
from gradekit.syntax.limits import Limits
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope
from gradekit.syntax.tree import Expr


class Pair(NamedTuple):
    """An answer, what is expected, where, and whether they are equal."""

    answer: str
    expected: str
    domain: Domain
    equal: bool


def read(text: str, *, unreal: bool = False) -> Expr:
    """The formula."""
    value = read_python(text, Scope(symbols=frozenset("xyzw"), complex=unreal, limits=Limits())).value
    assert isinstance(value, Expr)
    return value


# --- complex values, principal reading

_ATOMS = ("z", "z", "w", "2", "3", "1/2", "I", "(1 + I)", "pi", "x", "x")
_UNARY = ("exp", "sin", "cos", "sinh", "cosh", "conjugate", "re", "im", "abs", "sqrt", "log", "atan", "asinh")


def _complex_formula(rng: random.Random, depth: int) -> str:
    if depth == 0 or rng.random() < 0.15:
        return rng.choice(_ATOMS)
    inner = _complex_formula(rng, depth - 1)
    if rng.random() < 0.45:
        return f"{rng.choice(_UNARY)}({inner})"
    other = _complex_formula(rng, depth - 1)
    return f"(({inner}) {rng.choice('++-**/')} ({other}))"


TRUE: tuple[Callable[[str], str], ...] = (
    lambda f: f"(re({f}) + I*im({f}))",
    lambda f: f"conjugate(conjugate({f}))",
    lambda f: f"(sqrt({f})**2)",
    lambda f: f"({f})*(cos(w)**2 + sin(w)**2)",
    lambda f: f"(({f}) + exp(I*pi) + 1)",
    lambda f: f"(({f}) + cosh(z)**2 - sinh(z)**2 - 1)",
    lambda f: f"(({f}) + exp(I*x) - cos(x) - I*sin(x))",
    lambda f: f"(-I*(I*({f})))",
    lambda f: f"(2*re({f}) - conjugate({f}))",
    lambda f: f"(({f}) + abs(w)**2 - w*conjugate(w))",
    lambda f: f"(({f})*exp(z)*exp(-z))",
    lambda f: f"(({f}) + sin(2*w) - 2*sin(w)*cos(w))",
)
FALSE: tuple[Callable[[str], str], ...] = (
    lambda f: f"sqrt(({f})**2)",
    lambda f: f"log(exp({f}))",
    lambda f: f"abs({f})",
    lambda f: f"conjugate({f})",
    lambda f: f"re({f})",
    lambda f: f"atan(tan({f}))",
    lambda f: f"asinh(sinh({f}))",
    lambda f: f"((({f})**3)**(1/3))",
    lambda f: f"exp(log(({f})**2)/2)",
    lambda f: f"sqrt({f}*w)*sqrt({f})/sqrt(w)",
    lambda f: f"(({f}) + log(z*w) - log(z) - log(w))",
    lambda f: f"(({f}) + sqrt(z*w) - sqrt(z)*sqrt(w))",
    lambda f: f"(({f}) + log(conjugate(z)) - conjugate(log(z)) + 0*w)",
)
SMALL = ("1e-3", "1e-9*z", "1e-12", "(1/10**15)*I", "exp(-40)", "x/10**10", "im(z)/10**8", "(z - conjugate(z))/10**6")

COMPLEX = Domain((Range("z", kind="complex"), Range("w", kind="complex"), Range("x")), "principal")


def complex_pair(rng: random.Random) -> Pair | None:
    """A pair in z, w and x; None where its label is not certain."""
    f = _complex_formula(rng, rng.randint(1, 3))
    given = f
    for _ in range(rng.randint(1, 2)):
        given = rng.choice(TRUE)(given)
    turn = rng.random()
    if turn < 0.4:
        return Pair(given, f, COMPLEX, equal=True)
    given = f"({given}) + {rng.choice(SMALL)}" if turn < 0.7 else rng.choice(FALSE)(given)
    return Pair(given, f, COMPLEX, equal=False) if _differ_somewhere(given, f, rng) else None


PRECISIONS = range(50, 66)
"""Digits. A value on a branch cut falls to either side by rounding, which differs from one precision to the next; what
is a difference in all of them is one."""


def _differ_somewhere(answer: str, expected: str, rng: random.Random) -> bool:
    """Whether the values are seen to differ at a point where both are usual numbers."""
    for _ in range(6):
        at = {"z": _number(rng), "w": _number(rng), "x": _number(rng).real}
        if all(_differ(answer, expected, at, digits) for digits in PRECISIONS):
            return True
    return False


def _differ(answer: str, expected: str, at: dict[str, Any], digits: int) -> bool:
    with mpmath.workdps(digits):
        try:
            mine, right = (principal_value(read(text, unreal=True), at, digits) for text in (answer, expected))
        except (NoRealValueError, OverflowError, ZeroDivisionError, ValueError):
            return False
        usual = all(mpmath.isfinite(v) and abs(v) < 1e8 for v in (mine, right))
        return usual and abs(mine - right) > mpmath.mpf(10) ** -22 * max(1, abs(right))


def _number(rng: random.Random) -> Any:
    return mpmath.mpc(rng.randint(-900, 900), rng.randint(-900, 900)) / 256 + mpmath.mpf(1) / 512


# --- arrays: one of the entries may be off

_TERMS = (
    "x",
    "y",
    "x*y",
    "x**2",
    "sin(x)",
    "exp(y)",
    "x/(1 + y**2)",
    "cos(x*y)",
    "3",
    "y**3",
    "atan(x)",
    "sqrt(1 + x**2)",
)
_SAME: tuple[Callable[[str], str], ...] = (
    lambda f: f"(({f})*(1 + x**2) - x**2*({f}))",
    lambda f: f"(({f})*(sin(y)**2 + cos(y)**2))",
    lambda f: f"(({f})**2 - 1)/(({f}) + 1) + 1",
    lambda f: f"(exp(x)*({f})*exp(-x))",
    lambda f: f"(2*({f}) - ({f}))",
    lambda f: f"(({f}) + tanh(x) - sinh(x)/cosh(x))",
)
_OFF = ("1/1000", "1/10**12", "x/10**9", "exp(-30)", "x*y/10**6", "y", "-2*x", "sin(y)/10**14")


class ArrayPair(NamedTuple):
    """Entries, and which of them are equal to the expected ones."""

    answer: tuple[str, ...]
    expected: tuple[str, ...]
    equal: tuple[bool, ...]


def array_pair(rng: random.Random) -> ArrayPair:
    """Up to nine entries; some share terms, so that what is learned of one might leak into another."""
    shared = [_sum(rng) for _ in range(3)]
    expected = tuple(rng.choice(shared) if rng.random() < 0.5 else _sum(rng) for _ in range(rng.randint(2, 9)))
    right = tuple(rng.random() < 0.7 for _ in expected)
    answer = tuple(
        rng.choice(_SAME)(f) if good else f"{rng.choice(_SAME)(f)} + {rng.choice(_OFF)}"
        for f, good in zip(expected, right, strict=True)
    )
    return ArrayPair(answer, expected, right)


def _sum(rng: random.Random) -> str:
    return " + ".join(f"{rng.randint(1, 9)}*{term}" for term in rng.sample(_TERMS, rng.randint(1, 3)))


# --- curves: what is added is a multiple of the relation, or is not

CURVES = {
    # irreducible over the rational numbers, with infinitely many real points: a polynomial that is no multiple of the
    # relation vanishes at finitely many of them
    "x**2 + y**2 - 1": 2,
    "x**3 + y**3 - 3*x*y": 3,
    "y**2 - x**3 - x": 3,
    "x**2 - 3*y**2 - 1": 2,
    "x**2 + x*y + y**2 - 3": 2,
    "x**4 + y**4 - 2": 4,
}
_DIVISORS = ("1", "y", "x", "x*y", "(1 + x**2)", "(x + 2*y)", "y**2")


def curve_pair(rng: random.Random) -> tuple[str, Pair]:
    """A rational function on a curve with a multiple of the relation added to its numerator, or of lower degree."""
    curve = rng.choice(list(CURVES))
    top, bottom = _polynomial(rng, 2), rng.choice(_DIVISORS)
    multiple = f"({_polynomial(rng, 1)})*({curve})"
    same = rng.random() < 0.5
    off = "0" if same else _below(rng, CURVES[curve])
    answer = f"(({top}) + {multiple} + ({off}))/({bottom})"
    if rng.random() < 0.4:
        answer = f"({answer})*(1 + ({curve}))"
    half = Fraction(1, 2)
    ranges = (Range("y", Interval(low=Fraction(0))),) if rng.random() < 0.3 else ()
    ranges = ranges or ((Range("x", Interval(low=-half * 3, high=half * 3)),) if rng.random() < 0.3 else ())
    return curve, Pair(answer, f"({top})/({bottom})", Domain(ranges), equal=same)


def _polynomial(rng: random.Random, degree: int) -> str:
    terms = [(i, j) for i in range(degree + 1) for j in range(degree + 1 - i)]
    return " + ".join(f"({rng.randint(-4, 4)})*x**{i}*y**{j}" for i, j in rng.sample(terms, min(3, len(terms))))


def _below(rng: random.Random, degree: int) -> str:
    """A polynomial of lower degree than the curve, not zero, perhaps small."""
    i = rng.randrange(degree)
    j = rng.randrange(degree - i)
    return f"{rng.choice(['1', '-2', '1/1000', '1/10**9', '1/10**12'])}*x**{i}*y**{j}"
