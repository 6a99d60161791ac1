"""Values of kernels as balls: of constants, and over boxes of a bounded domain."""

from __future__ import annotations

from collections.abc import Mapping

from flint import acb, arb

from gradekit.equality.points.balls import Ball, evaluate_function, real, whole_power
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.ring import Poly
from gradekit.equality.proof.state import Meaning, State


class Unknown(Exception):  # noqa: N818  an answer, not an error
    """The kernel has no value that can be computed here."""


def ball_of(state: State, p: Poly, at: Mapping[str, Ball], known: dict[int, Ball]) -> Ball:
    """The value of a polynomial in kernels, `at` giving those of symbols; `known` collects the kernels'."""
    total: Ball = arb(0)
    for exponents, coefficient in state.ring.listed(p):
        term: Ball = real(coefficient)
        for gen, e in exponents:
            term = term * whole_power(_kernel(state, gen, at, known), e)
        total = total + term
    return total


def value_ball(state: State, x: Value, at: Mapping[str, Ball], known: dict[int, Ball]) -> Ball:
    """The value of a fraction over kernels."""
    total = ball_of(state, x.top, at, known)
    for factor, e in x.under.items():
        base = ball_of(state, state.field.factors[factor], at, known)
        total = total * whole_power(base, e)
    return total


def _kernel(state: State, gen: int, at: Mapping[str, Ball], known: dict[int, Ball]) -> Ball:
    found = known.get(gen)
    if found is None:
        if gen == state.ring.imaginary:
            return acb(0, 1)
        found = known[gen] = _meant(state, state.meanings[gen], at, known)
    return found


def _meant(state: State, meaning: Meaning, at: Mapping[str, Ball], known: dict[int, Ball]) -> Ball:
    word = meaning.word
    if word == "symbol":
        if meaning.name not in at:
            raise Unknown
        return at[meaning.name]
    if word == "pi":
        return arb.pi()
    if word == "cos-pi":
        return 2 * (arb.pi() * real(meaning.number)).cos()
    args = [value_ball(state, value, at, known) for value in meaning.of]
    if word == "log":
        return abs(args[0]).log()
    if word == "root":
        return _root(args[0], int(meaning.number))
    if word == "opaque-root":
        return args[1] * acb(acb(args[0] / args[1]).log() * real(1 / meaning.number)).exp()
    return _function(_NAMES.get(word, word), args)


def _function(name: str, args: list[Ball]) -> Ball:
    try:
        return evaluate_function(name, args)
    except KeyError as error:
        raise Unknown from error


_NAMES = {"abs": "Abs", "opaque-log": "log"}


def _root(x: Ball, n: int) -> Ball:
    if isinstance(x, acb):
        return x.sqrt() if n == 2 else (x.log() / n).exp()
    if n % 2 == 0:
        return x.sqrt() if n == 2 else x.root(n)
    return evaluate_function(f"root{n}", [x])
