"""Random formulas by cases, with the exact value of a rational one at a point: a second road to what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne

from hypothesis import strategies as st

from gradekit.syntax.conditions import FALSE, TRUE
from gradekit.syntax.tree import Expr

SIGNS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "!=": ne}


class NoValueError(Exception):
    """There is no value at the point."""


def exact_value(expr: Expr, point: Mapping[str, Fraction]) -> Fraction:
    """The value of a formula of rational operations, Abs, Max and Min; the first true condition chooses."""
    if expr.head == "piecewise":
        for value, condition in zip(expr.args[::2], expr.args[1::2], strict=True):
            if holds(condition, point):
                return exact_value(value, point)
        raise NoValueError
    if expr.head == "number":
        return expr.number
    if expr.head == "symbol":
        return point[expr.name]
    args = [exact_value(arg, point) for arg in expr.args]
    match expr.head, expr.value:
        case "add", _:
            return sum(args, Fraction(0))
        case "multiply", _:
            product = Fraction(1)
            for arg in args:
                product *= arg
            return product
        case "negate", _:
            return -args[0]
        case "divide", _:
            if not args[1]:
                raise NoValueError
            return args[0] / args[1]
        case "power", _:
            return args[0] ** int(args[1])
        case _, "Abs":
            return abs(args[0])
        case _, "Max":
            return max(args)
        case _, "Min":
            return min(args)
        case _:
            raise AssertionError(expr)


def holds(condition: Expr, point: Mapping[str, Fraction]) -> bool:
    """Whether a condition holds."""
    if condition.head == "relation":
        left, right = (exact_value(arg, point) for arg in condition.args)
        return bool(SIGNS[condition.name](left, right))
    parts = (holds(arg, point) for arg in condition.args)
    match condition.name:
        case "and":
            return all(parts)
        case "or":
            return any(parts)
        case "not":
            return not next(parts)
        case word:
            return word == "true"


def number(value: int | Fraction) -> Expr:
    """A number as it is written: a quotient of natural numbers, a minus sign in front."""
    value = Fraction(value)
    if value < 0:
        return Expr("negate", (number(-value),))
    whole = Expr("number", (), Fraction(value.numerator))
    return whole if value.denominator == 1 else Expr("divide", (whole, Expr("number", (), Fraction(value.denominator))))


X = Expr("symbol", (), "x")
Y = Expr("symbol", (), "y")
ENDS = st.sampled_from([Fraction(n, d) for n in range(-3, 4) for d in (1, 2, 3)])


def pairs_of(values: st.SearchStrategy[Expr], conditions: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Formulas by cases, mostly with a last case that always holds."""
    some = st.lists(st.tuples(values, conditions), min_size=1, max_size=3)

    def made(pairs: list[tuple[Expr, Expr]], last: Expr | None) -> Expr:
        rest = [(last, TRUE)] if last is not None else []
        return Expr("piecewise", tuple(part for pair in [*pairs, *rest] for part in pair))

    return st.builds(made, some, st.one_of(values, values, st.none()))


def relations(left: st.SearchStrategy[Expr], right: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Comparisons."""
    return st.builds(lambda a, b, sign: Expr("relation", (a, b), sign), left, right, st.sampled_from(sorted(SIGNS)))


def joined(conditions: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Conditions with one word between them: no `and` right inside an `and`, which is one longer row."""

    def row(word: str, parts: list[Expr]) -> Expr:
        return Expr("logic", tuple(part for p in parts for part in (p.args if p.value == word else (p,))), word)

    return st.one_of(
        conditions,
        st.builds(row, st.sampled_from(["and", "or"]), st.lists(conditions, min_size=2, max_size=3)),
        st.builds(lambda c: Expr("logic", (c,), "not"), conditions),
    )


def written(leaf: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Formulas by cases as every writer and reader has them, nested."""
    constants = st.sampled_from([TRUE, FALSE])

    def grown(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
        conditions = joined(joined(st.one_of(relations(inner, inner), relations(leaf, leaf), constants)))
        cases = pairs_of(inner, conditions)
        return st.one_of(
            cases,
            st.builds(lambda a: Expr("function", (a,), "sin"), inner),
            st.builds(lambda a, b: Expr("power", (a, b)), cases, leaf),
            st.builds(lambda a, b: Expr("add", (a, b)), leaf, cases),
        )

    return st.recursive(leaf, grown, max_leaves=6)
